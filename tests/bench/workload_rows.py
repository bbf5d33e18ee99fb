# SPDX-License-Identifier: Apache-2.0
"""The workload for speed: every engine, the program written by hand for its rules, SQLite, and DuckDB where `./dev bench --peers`
brought it. All answer the same questions on the same rows; answers that differ end the run.

`times_X` is the time of a row divided by that of X in the same run: above 1 is slower than X. Of DuckDB it is that with as many
threads.
"""
import json
import pathlib
import shutil
import sys

import made_data
from measuring import fail, run_once, say, sampled, times, work_done

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parents[1] / "build/peers"
POLICIES = HERE / "workload"
RULES = ("R1", "R2", "R3", "R4")
ASKED = "2020-12-16"
# Engines by name: with which numbers of threads, and how often warm.
WARM_RUNS = 15
ENGINES = {"vector": ((1, 2), WARM_RUNS), "native": ((1, 2), WARM_RUNS), "interpreter": ((1,), 3)}
# Not in every build: a row says that it was refused.
OPTIONAL = ("native",)
ASKING_SCALE = 0.01
SQLITE_RUNS, DUCKDB_RUNS = 3, 7
# What the policies name, as `polc facts import` keeps it.
NEEDED_COLUMNS = {"region": "code, parent, level", "person": "person_number, home, health_certificate, close_contact",
                  "case": "region, date, case_kind, count", "cluster": "region, date", "recovery": "person, date",
                  "stay": "person, place, start_day, end_day", "departure": "person, place, date"}


class Agreement:
    """Holds every answer to the first."""

    def __init__(self):
        self.first = None

    def hold(self, who, results):
        self.first = self.first or (who, results)
        if results != self.first[1]:
            raise SystemExit(f"{who}: {results}, and {self.first[0]}: {self.first[1]}")


def handwritten(bench, scale, repeats):
    return [bench.programs / "bench_handwritten", made_data.workload(scale, plain=True), str(repeats)]


def duckdb(scale, threads, repeats):
    return ["node", HERE / "duckdb.mjs", PEERS, made_data.workload(scale, plain=True), str(threads), str(repeats)]


def engine_command(bench, facts, engine, threads, repeats):
    return [bench.programs / "bench_workload", facts, engine, str(threads), str(repeats)]


def has_duckdb():
    if shutil.which("node") and (PEERS / "node_modules/@duckdb/node-api").exists():
        return True
    print("bench: no DuckDB, `./dev bench --peers` brings it", file=sys.stderr)
    return False


def refusal(bench, engine):
    """Why an optional engine does not run in this build, or nothing: it is asked about few facts."""
    if engine not in OPTIONAL:
        return None
    sample = run_once(engine_command(bench, made_data.workload(ASKING_SCALE), engine, 1, 0), with_output=True)
    if sample.status != 0:
        return sample.err.strip() or f"status {sample.status}"
    return json.loads(sample.out).get("refused")


def runnable(bench, family):
    """The engines that are asked for and in this build; of the others a row of this family says why not."""
    for engine in bench.engines:
        if why := refusal(bench, engine):
            say({"name": f"{family}.{engine}", "refused": why})
        else:
            yield engine


def answered(command, agreement):
    """What a program of the workload printed, with its memory, once its results were held to those before."""
    sample = work_done(command, with_output=True)
    row = json.loads(sample.out)
    if "results" not in row:
        fail(command, sample)
    agreement.hold(f"{row['engine']} with {row['threads']} threads", row.pop("results"))
    return {**row, "peak_mib": round(sample.peak_mib, 1)}


def engine_commands(bench, family, facts, most_runs):
    for engine in runnable(bench, family):
        threads, runs = ENGINES[engine]
        for number in threads:
            yield engine_command(bench, facts, engine, number, min(runs, most_runs))


def workload(bench):
    """Medians of each rule, warm, in one process for each, facts in memory."""
    agreement, facts, plain = Agreement(), made_data.workload(bench.scale), made_data.workload(bench.scale, plain=True)
    by_hand = answered(handwritten(bench, bench.scale, WARM_RUNS), agreement)
    peers = {"sqlite": answered([sys.executable, HERE / "sqlite_workload.py", plain, str(SQLITE_RUNS)], agreement)}
    if has_duckdb():
        for threads in (1, 2):
            peers[f"duckdb_{threads}"] = answered(duckdb(bench.scale, threads, DUCKDB_RUNS), agreement)
    ours = [answered(command, agreement) for command in engine_commands(bench, "workload", facts, WARM_RUNS)]
    for row in (by_hand, *peers.values(), *ours):
        ratios = {"times_handwritten": times(row["total_ms"], by_hand["total_ms"]),
                  **{f"times_handwritten_{rule}": times(row[f"{rule}_ms"], by_hand[f"{rule}_ms"]) for rule in RULES},
                  "times_sqlite": times(row["total_ms"], peers["sqlite"]["total_ms"])}
        if duck := peers.get(f"duckdb_{row['threads']}"):
            ratios["times_duckdb"] = times(row["total_ms"], duck["total_ms"])
        say({"name": f"workload.{row['engine']}_{row['threads']}", "scale": bench.scale, **row, **ratios})


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
    """Whole processes, from a file to the answer. Files were read before: what is cold is the process, not the disk.

    `csv`: the program by hand, DuckDB and the engines each start, read their CSV files and answer all four rules once
    (bench_workload compiles the policies too), and print the same sums. `csv.polc_summary` is what a user runs, `polc eval
    --summary`: R1 to R3 of one day with the articles, and no R4; its tiers are held to the others.
    `snapshot`: the same from the file that `polc facts snapshot` wrote, against the others' way from CSV, as they have no other.
    `database`: the same from the file that `polc facts import` wrote, against a loop over SQLite's C API that adds up the
    columns which the policies name: `times_sqlite_loop` the whole process with its answer, `load_times_sqlite_loop` the reading.
    """
    agreement = Agreement()
    facts = made_data.workload(bench.scale)
    figures, rows = printed_figures(agreement), made_data.row_count(facts)
    more = {"scale": bench.scale, "rows": rows}
    by_hand = sampled("workload.cold.csv.handwritten", handwritten(bench, bench.scale, 0), figures=figures, **more)
    say(by_hand)
    cold_engines = list(runnable(bench, "workload.cold"))
    peers = {"handwritten": by_hand}
    if has_duckdb():
        threads = max(ENGINES["vector"][0])
        duck = sampled(f"workload.cold.csv.duckdb_{threads}", duckdb(bench.scale, threads, 0), figures=figures, **more)
        peers["duckdb"] = duck
        say({**duck, "times_handwritten": times(duck["median_s"], by_hand["median_s"])})

    def ours(source, file, against):
        summary = [bench.polc, "eval", POLICIES, "--facts", file, "--on", ASKED, "--summary", "--format", "json"]
        commands = [("polc_summary", summary, summary_figures(agreement))]
        for engine in cold_engines:
            threads = max(ENGINES[engine][0])
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
