# SPDX-License-Identifier: Apache-2.0
"""What the tests on real figures share: where the figures lie, and how polc is run on them.

The figures are not part of the project. Where they are absent, a test says so and ends with status 77, which ctest
counts as skipped.
"""
import argparse
import pathlib
import resource
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = ROOT.parent / "shared" / "data"
SKIPPED = 77


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--polc", required=True)
    return parser.parse_args()


def need(*names):
    for name in names:
        if not (DATA / name).exists():
            print(f"skipped: the figures {name} are not here ({DATA})")
            sys.exit(SKIPPED)


def run(polc, *words, statuses=(0,)):
    """Standard output of one command, its seconds, and the largest memory of any command so far in MB."""
    begin = time.monotonic()
    done = subprocess.run([polc, *map(str, words)], capture_output=True, text=True, check=False)
    seconds = time.monotonic() - begin
    if done.returncode not in statuses:
        print(f"polc {' '.join(map(str, words))}\nended with status {done.returncode}\n{done.stdout[-4000:]}{done.stderr[-4000:]}")
        sys.exit(1)
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return done.stdout, seconds, memory
