# SPDX-License-Identifier: Apache-2.0
"""The making of machine code in one process, for all policies and for made rules."""
import json
import pathlib
import subprocess
import sys

from compiler_rows import CORPUS_SIZES
from measuring import say

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
RUNS = 5


def machine_code(bench):
    """Left out where it was built without LLVM."""
    if not (bench.programs / "libpolc_llvm.so").exists():
        say({"name": "native", "refused": "built without LLVM"})
        return
    folders = {"policies": ROOT / "policies/en"}
    for rules in CORPUS_SIZES[:2]:
        folders[f"corpus_{rules}"] = bench.work / f"native{rules}"
        subprocess.run([sys.executable, HERE / "make_corpus.py", folders[f"corpus_{rules}"], str(rules)], check=True)
    for name, folder in folders.items():
        done = subprocess.run([bench.programs / "bench_native", folder, str(RUNS)], check=True, stdout=subprocess.PIPE)
        say({"name": f"native.{name}", **json.loads(done.stdout)})
