#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""One program, every engine, one answer: all policies on the facts of the examples, byte for byte the same from the interpreter
and from passes over columns, with and without machine code, by one thread and by several, for a day, for a page, and for days one after the other; and that a profile shows steps."""
import argparse
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ENGINES = [["--engine", "vector", "--threads", "1"], ["--engine", "vector", "--threads", "3"]]
NATIVE = [["--engine", "native", "--threads", "1"], ["--engine", "native", "--threads", "3"]]
CASES = (
    [ROOT / "policies/en", "--facts", ROOT / "examples/county/facts", "--on", "2020-03-05", "--format", "json"],
    [ROOT / "policies/en", "--facts", ROOT / "examples/county/facts", "--on", "2020-03-05 11:30", "--summary"],
    [ROOT / "policies/en", "--facts", ROOT / "examples/county/facts", "--from", "2020-02-26", "--to", "2020-03-03", "--totals"],
    [ROOT / "policies/en", "--facts", ROOT / "examples/county/facts", "--from", "2020-02-27", "--to", "2020-03-05", "--format", "csv"],
)


def run(polc, words):
    done = subprocess.run([polc, "eval", *map(str, words)], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    polc = parser.parse_args().polc
    failures, lines = [], 0
    engines = list(ENGINES)
    if (pathlib.Path(polc).parent / "libpolc_llvm.so").exists():
        engines += NATIVE
    else:
        print("without the engine native: it was built without LLVM")
    for case in CASES:
        expected = run(polc, [*case, "--engine", "interpreter"])
        lines += expected[1].count("\n")
        if expected[0] > 2:
            failures.append(f"status {expected[0]}: {expected[2]}")
        for engine in engines:
            found = run(polc, [*case, *engine])
            if found == expected:
                continue
            differing = [pair for pair in zip(expected[1].splitlines(), found[1].splitlines()) if pair[0] != pair[1]]
            failures.append(f"{' '.join(map(str, case[1:]))} {' '.join(engine)}: status {found[0]}, not {expected[0]}; "
                            f"{differing[:1]} {found[2][:300]}")
    profile = run(polc, [*CASES[1], "--engine", "vector", "--profile"])[2]
    steps = re.findall(r"^step-\d+ +\d+ +\d+ +\d+\.\d{3}$", profile, re.M)
    if len(steps) < 10:
        failures.append(f"--profile shows {len(steps)} steps: {profile[-300:]}")
    for failure in failures:
        print(failure)
    print(f"{len(CASES)} cases, {lines} lines, {len(engines)} engines beside the interpreter")
    return 1 if failures or lines == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
