# SPDX-License-Identifier: Apache-2.0
"""Rows about policies alone: starting, checking, proving, and the phases of a check."""
import json
import pathlib
import shutil
import statistics
import subprocess
import sys

from measuring import measure, say, work_done

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CORPUS_SIZES = (1_000, 10_000, 100_000)
LOCAL_SIZES = (10, 100, 1_000, 10_000)


def start(bench):
    small = bench.work / "small"
    subprocess.run([sys.executable, HERE / "make_corpus.py", small, "10"], check=True)
    measure("start.version", [bench.polc, "--version"])
    measure("start.check_small", [bench.polc, "check", "--no-proof", small])
    measure("start.prove_small", [bench.polc, "check", "--no-cache", small])


def check_policies(bench):
    measure("check.policies", [bench.polc, "check", "--no-proof", ROOT / "policies"])
    proofs = bench.work / "policies.db"
    measure("prove.guangxi", [bench.polc, "check", "--no-cache", ROOT / "policies/en/guangxi.pol"])
    measure("prove.policies", [bench.polc, "check", "--no-cache", ROOT / "policies"])
    measure("prove.policies_again", [bench.polc, "check", "--cache", proofs, ROOT / "policies"])


def local_rules(bench):
    """Rules of one county for its towns, under the guidance of Guangxi: proved anew, and with the proofs of before."""
    for rules in LOCAL_SIZES:
        folder = bench.work / f"local{rules}"
        proofs = bench.work / f"local{rules}.db"
        subprocess.run([sys.executable, HERE / "make_local_rules.py", folder, str(rules)], check=True)
        check = [bench.polc, "check", folder, "--path", ROOT / "policies/en"]
        measure(f"prove.local_{rules}", [*check, "--no-cache"], rules=rules)
        work_done([*check, "--cache", proofs])
        measure(f"prove.local_{rules}_again", [*check, "--cache", proofs], rules=rules)
        shutil.rmtree(folder)


def check_corpus(bench):
    for rules in CORPUS_SIZES:
        folder = bench.work / f"corpus{rules}"
        subprocess.run([sys.executable, HERE / "make_corpus.py", folder, str(rules)], check=True)
        measure(f"check.corpus_{rules}", [bench.polc, "check", "--no-proof", folder], rules=rules)
        shutil.rmtree(folder)


def phases(bench):
    """In one process, by phase; left out where Google Benchmark was not found."""
    program = bench.programs / "bench_phases"
    if not program.exists():
        print("phases: skipped, Google Benchmark was not found", file=sys.stderr)
        return
    done = subprocess.run([program, "--benchmark_format=json", "--benchmark_repetitions=5"], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    runs = {}
    for run in json.loads(done.stdout)["benchmarks"]:
        if run["run_type"] == "iteration":
            runs.setdefault(run["name"], []).append(run)
    for name, repeated in runs.items():
        times = [run["real_time"] / 1000 for run in repeated]
        by_phase = {key: round(statistics.median(run[key] for run in repeated), 3)
                    for key in repeated[0] if key.endswith("_ms")}
        say({"name": f"phases.{name}", "runs": len(times), "median_s": round(statistics.median(times), 5),
             "min_s": round(min(times), 5), "max_s": round(max(times), 5), **by_phase})
