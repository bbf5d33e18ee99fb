# SPDX-License-Identifier: Apache-2.0
"""The workload for speed, warm: each rule, by every engine, by hand, by SQLite and by DuckDB.

`times_X` is the time of a row divided by that of X in the same run: above 1 is slower than X. Of DuckDB it is that with as many
threads. `times_handwritten_least` divides the fastest runs, which others on the machine disturb least.
"""
import pathlib
import sys

import made_data
from contenders import ENGINES, WARM_RUNS, Agreement, answered, duckdb, engine_command, handwritten, has_duckdb, runnable
from measuring import say, times

SQLITE = pathlib.Path(__file__).resolve().parent / "sqlite_workload.py"
RULES = ("R1", "R2", "R3", "R4")
SQLITE_RUNS, DUCKDB_RUNS = 3, 7


def workload(bench):
    """Medians of each rule, warm, in one process for each, facts in memory."""
    agreement, facts, plain = Agreement(), made_data.workload(bench.scale), made_data.workload(bench.scale, plain=True)
    by_hand = answered(handwritten(bench, bench.scale, WARM_RUNS), agreement)
    ours = [answered(engine_command(bench, facts, engine, threads, ENGINES[engine].warm_runs), agreement)
            for engine in runnable(bench, "workload") for threads in ENGINES[engine].threads]
    peers = {"sqlite": answered([sys.executable, SQLITE, plain, str(SQLITE_RUNS)], agreement)}
    if has_duckdb():
        for threads in (1, 2):
            peers[f"duckdb_{threads}"] = answered(duckdb(bench.scale, threads, DUCKDB_RUNS), agreement)
    for row in (by_hand, *ours, *peers.values()):
        ratios = {"times_handwritten": times(row["total_ms"], by_hand["total_ms"]),
                  **{f"times_handwritten_{rule}": times(row[f"{rule}_ms"], by_hand[f"{rule}_ms"]) for rule in RULES},
                  "times_sqlite": times(row["total_ms"], peers["sqlite"]["total_ms"])}
        if "least_ms" in row:
            ratios["times_handwritten_least"] = times(row["least_ms"], by_hand["least_ms"])
        if duck := peers.get(f"duckdb_{row['threads']}"):
            ratios["times_duckdb"] = times(row["total_ms"], duck["total_ms"])
        say({"name": f"workload.{row['engine']}_{row['threads']}", "scale": bench.scale, **row, **ratios})
