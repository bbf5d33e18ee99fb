# SPDX-License-Identifier: Apache-2.0
"""Whole processes, from a file to the answer. Files were read before: what is cold is the process, not the disk.

`csv`: the program by hand, DuckDB and the engines each start, read their CSV files and answer all four rules once
(bench_workload compiles the policies too), and print the same sums. `csv.polc_summary` is what a user runs, `polc eval
--summary`: R1 to R3 of one day with the articles, and no R4; its tiers are held to the others.
`snapshot`: the same from the file that `polc facts snapshot` wrote, against the others' way from CSV, as they have no other.
`database`: the same from the file that `polc facts import` wrote, against a loop over SQLite's C API that adds up the
columns which the policies name: `times_sqlite_loop` the whole process with its answer, `load_times_sqlite_loop` the reading.
`times_X` is the time of a row divided by that of X in the same run.
"""
import json
import pathlib

import made_data
from contenders import ENGINES, Agreement, duckdb, engine_command, handwritten, has_duckdb, runnable
from measuring import sampled, say, times

POLICIES = pathlib.Path(__file__).resolve().parent / "workload"
ASKED = "2020-12-16"
# What the policies name, as `polc facts import` keeps it.
NEEDED_COLUMNS = {"region": "code, parent, level", "person": "person_number, home, health_certificate, close_contact",
                  "case": "region, date, case_kind, count", "cluster": "region, date", "recovery": "person, date",
                  "stay": "person, place, start_day, end_day", "departure": "person, place, date"}


def printed_figures(agreement):
    def figures(out):
        row = json.loads(out)
        agreement.hold(row["engine"], row["results"])
        return {key: row[key] for key in ("load_s", "total_ms")}
    return figures


def summary_figures(agreement):
    """The tiers of the summary of one day, which are those of R1 and R2."""
    def figures(out):
        classes = {table["of"]: table["classes"] for table in json.loads(out)["totals"]["classes"]}
        for rule, sort in (("R1", "region"), ("R2", "person")):
            found = [classes[sort][tier] for tier in ("low", "medium", "high")]
            if found != agreement.first[1][rule]:
                raise SystemExit(f"the summary of polc: {found} of {sort}, and {agreement.first[0]}: {agreement.first[1][rule]}")
        return {}
    return figures


def cold(bench):
    agreement = Agreement()
    facts = made_data.workload(bench.scale)
    figures, rows = printed_figures(agreement), made_data.row_count(facts)
    more = {"scale": bench.scale, "rows": rows}
    by_hand = sampled("workload.cold.csv.handwritten", handwritten(bench, bench.scale, 0), figures=figures, **more)
    say(by_hand)
    cold_engines = list(runnable(bench, "workload.cold"))
    peers = {"handwritten": by_hand}
    if has_duckdb():
        threads = max(ENGINES["vector"].threads)
        duck = sampled(f"workload.cold.csv.duckdb_{threads}", duckdb(bench.scale, threads, 0), figures=figures, **more)
        peers["duckdb"] = duck
        say({**duck, "times_handwritten": times(duck["median_s"], by_hand["median_s"])})

    def ours(source, file, against):
        summary = [bench.polc, "eval", POLICIES, "--facts", file, "--on", ASKED, "--summary", "--format", "json"]
        commands = [("polc_summary", summary, summary_figures(agreement))]
        for engine in cold_engines:
            threads = max(ENGINES[engine].threads)
            commands.append((f"{engine}_{threads}", engine_command(bench, file, engine, threads, 0), figures))
        for name, command, kept in commands:
            row = sampled(f"workload.cold.{source}.{name}", command, figures=kept, **more)
            ratios = {f"times_{peer}": times(row["median_s"], other["median_s"]) for peer, other in against.items()}
            if "sqlite_loop" in against and "load_s" in row:
                ratios["load_times_sqlite_loop"] = times(row["load_s"], against["sqlite_loop"]["load_s"])
            say({**row, **ratios})

    ours("csv", facts, peers)
    database, snapshot = bench.work / "workload.db", bench.work / "workload.snapshot"
    say(sampled("workload.cold.database.import", [bench.polc, "facts", "import", POLICIES, "--from", facts, "--map",
                                                  facts / "facts.map", "--facts", database],
                before=lambda: database.unlink(missing_ok=True), **more))
    say(sampled("workload.cold.snapshot.write", [bench.polc, "facts", "snapshot", POLICIES, "--facts", database, "--out", snapshot],
                **more))
    ours("snapshot", snapshot, peers)
    ours("database", database, {"sqlite_loop": sqlite_loop(bench, database, rows + made_data.row_count(facts, "stay")), **peers})


def sqlite_loop(bench, database, rows):
    """The row of the loop over SQLite's C API, which must have read as many rows as there are."""
    def figures(out):
        read = json.loads(out)
        if read["rows"] != rows:
            raise SystemExit(f"the loop over SQLite read {read['rows']} rows of {rows}")
        return {"load_s": read["load_s"]}
    queries = [f'SELECT {columns} FROM "{table}"' for table, columns in NEEDED_COLUMNS.items()]
    row = sampled("workload.cold.database.sqlite_loop", [bench.programs / "bench_sqlite_loop", database, *queries], figures=figures,
                  scale=bench.scale, rows=rows)
    say(row)
    return row
