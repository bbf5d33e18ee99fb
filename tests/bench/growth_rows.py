# SPDX-License-Identifier: Apache-2.0
"""How time and memory grow with the facts: the workload at several scales, each fact's share of the load, the evaluation (all four
rules, warm) and the memory."""
import made_data
from measuring import say, times
from workload_rows import Agreement, answered, duckdb, engine_commands, handwritten, has_duckdb

SCALES = (0.1, 1, 5, 20)
RUNS = 3


def growth(bench):
    with_duckdb = has_duckdb()
    for scale in SCALES:
        if scale > bench.largest_growth:
            break
        agreement, facts = Agreement(), made_data.workload(scale)
        rows = made_data.row_count(facts)
        commands = [handwritten(bench, scale, RUNS), *([duckdb(scale, 2, RUNS)] if with_duckdb else [])]
        commands += engine_commands(bench, "growth", facts, RUNS)
        by_hand = None
        for command in commands:
            row = answered(command, agreement)
            by_hand = by_hand or row
            say({"name": f"growth.{row['engine']}_{row['threads']}", "scale": scale, "rows": rows, "load_s": row["load_s"],
                 "total_ms": row["total_ms"], "peak_mib": row["peak_mib"],
                 "load_ns_a_row": round(row["load_s"] * 1e9 / rows, 1), "evaluate_ns_a_row": round(row["total_ms"] * 1e6 / rows, 2),
                 "bytes_a_row": round(row["peak_mib"] * 2**20 / rows, 1),
                 "times_handwritten": times(row["total_ms"], by_hand["total_ms"])})
