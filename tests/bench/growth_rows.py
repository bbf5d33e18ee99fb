# SPDX-License-Identifier: Apache-2.0
"""How time and memory grow with the facts: the workload at several scales, each fact's share of the load, the evaluation (all four
rules, warm) and the memory. Every engine runs with as many threads as it is measured with."""
import made_data
from contenders import ENGINES, Agreement, answered, duckdb, engine_command, handwritten, has_duckdb, runnable
from measuring import say, times

SCALES = (0.1, 1, 5, 20)
RUNS = 3


def growth(bench):
    with_duckdb, engines = has_duckdb(), list(runnable(bench, "growth"))
    for scale in SCALES:
        if scale > bench.largest_growth:
            break
        agreement, facts = Agreement(), made_data.workload(scale)
        rows = made_data.row_count(facts)
        # Counting reads the files, so that none of the programs waits for the disk.
        if made_data.row_count(made_data.workload(scale, plain=True)) != rows:
            raise SystemExit(f"{facts}: not as many rows as the whole numbers of scale {scale}")
        commands = [handwritten(bench, scale, RUNS), *([duckdb(scale, 2, RUNS)] if with_duckdb else [])]
        commands += [engine_command(bench, facts, engine, max(ENGINES[engine].threads), min(ENGINES[engine].warm_runs, RUNS))
                     for engine in engines]
        by_hand = None
        for command in commands:
            row = answered(command, agreement)
            by_hand = by_hand or row
            say({"name": f"growth.{row['engine']}_{row['threads']}", "scale": scale, "rows": rows, "load_s": row["load_s"],
                 "total_ms": row["total_ms"], "peak_mib": row["peak_mib"],
                 "load_ns_a_row": round(row["load_s"] * 1e9 / rows, 1), "evaluate_ns_a_row": round(row["total_ms"] * 1e6 / rows, 2),
                 "bytes_a_row": round(row["peak_mib"] * 2**20 / rows, 1),
                 "times_handwritten": times(row["total_ms"], by_hand["total_ms"])})
