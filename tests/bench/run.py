#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures whole commands of polc; prints one JSON object a line.

Each row gives the median, the smallest and the largest wall time of several runs, the median processor time
and the largest memory; rows about rules also time and memory a rule. Figures come from this machine at this
moment: compare rows of one run, or runs on one machine.
"""
import argparse
import csv
import gzip
import json
import os
import pathlib
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
SHARED_DATA = ROOT.parent / "shared/data"
CORPUS_SIZES = (1_000, 10_000, 100_000)
LOCAL_SIZES = (10, 100, 1_000, 10_000)
PEOPLE = 100_000
WORKLOAD_SCALE = float(os.environ.get("POLC_WORKLOAD_SCALE", "1"))
WORKLOAD_RUNS = 15
# Runs of one command, unless together they would last longer than this.
RUNS = 9
SECONDS_A_ROW = 25
FEWEST_RUNS = 3
# Statuses that mean the work was done, with or without findings.
DONE = (0, 1, 2)


def measure_once(command):
    """Wall seconds, processor seconds, peak memory in MiB, standard output size."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in DONE:
            err.seek(0)
            message = err.read(2000).decode("utf-8", "replace")
            raise SystemExit(f"{' '.join(map(str, command))}\nended with status {process.returncode}\n{message}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(name, command, before=None, **more):
    samples = []
    while len(samples) < RUNS:
        if before:
            before()
        samples.append(measure_once(command))
        spent = sum(wall for wall, _, _ in samples)
        if len(samples) >= FEWEST_RUNS and spent + spent / len(samples) > SECONDS_A_ROW:
            break
    walls = [wall for wall, _, _ in samples]
    row = {
        "name": name,
        "runs": len(samples),
        "median_s": round(statistics.median(walls), 4),
        "min_s": round(min(walls), 4),
        "max_s": round(max(walls), 4),
        "cpu_median_s": round(statistics.median(cpu for _, cpu, _ in samples), 4),
        "peak_mib": round(max(memory for _, _, memory in samples), 1),
        **more,
    }
    if "rules" in row:
        row["us_a_rule"] = round(row["median_s"] / row["rules"] * 1e6, 2)
        row["kib_a_rule"] = round(row["peak_mib"] / row["rules"] * 1024, 2)
    if "rows" in row:
        row["rows_a_s"] = round(row["rows"] / row["median_s"])
    print(json.dumps(row), flush=True)


def start(polc, work):
    small = work / "small"
    subprocess.run([sys.executable, HERE / "make_corpus.py", small, "10"], check=True)
    measure("start.version", [polc, "--version"])
    measure("start.check_small", [polc, "check", "--no-proof", small])
    measure("start.prove_small", [polc, "check", "--no-cache", small])


def check_policies(polc, work):
    measure("check.policies", [polc, "check", "--no-proof", ROOT / "policies"])
    proofs = work / "policies.db"
    measure("prove.guangxi", [polc, "check", "--no-cache", ROOT / "policies/en/guangxi.pol"])
    measure("prove.policies", [polc, "check", "--no-cache", ROOT / "policies"])
    measure("prove.policies_again", [polc, "check", "--cache", proofs, ROOT / "policies"])


def local_rules(polc, work):
    """Rules of one county for its towns, under the guidance of Guangxi: proved anew, and with the proofs of before."""
    for rules in LOCAL_SIZES:
        folder = work / f"local{rules}"
        proofs = work / f"local{rules}.db"
        subprocess.run([sys.executable, HERE / "make_local_rules.py", folder, str(rules)], check=True)
        check = [polc, "check", folder, "--path", ROOT / "policies/en"]
        measure(f"prove.local_{rules}", [*check, "--no-cache"], rules=rules)
        measure_once([*check, "--cache", proofs])
        measure(f"prove.local_{rules}_again", [*check, "--cache", proofs], rules=rules)
        shutil.rmtree(folder)


def check_corpus(polc, work):
    for rules in CORPUS_SIZES:
        folder = work / f"corpus{rules}"
        subprocess.run([sys.executable, HERE / "make_corpus.py", folder, str(rules)], check=True)
        measure(f"check.corpus_{rules}", [polc, "check", "--no-proof", folder], rules=rules)
        shutil.rmtree(folder)


def us_counties(polc, work):
    packed = SHARED_DATA / "us_counties_daily.csv.gz"
    if not packed.exists():
        print("us_counties: skipped, ../shared/data is absent", file=sys.stderr)
        return
    policy, mapping = ROOT / "tests/figures/counties.pol", ROOT / "tests/figures/counties.map"
    facts = work / "us_counties.db"
    with gzip.open(packed, "rb") as rows:
        count = sum(1 for _ in rows) - 1
    evaluate = [polc, "eval", policy, "--facts", facts, "--format", "csv", "--totals"]
    measure("us_counties.import", [polc, "facts", "import", policy, "--from", packed, "--map", mapping, "--facts", facts],
            before=lambda: facts.unlink(missing_ok=True), rows=count)
    measure("us_counties.eval_one_day", [*evaluate, "--on", "2020-06-15"], rows=count)
    measure("us_counties.eval_all_days", [*evaluate, "--from", "2020-01-22", "--to", "2022-11-27"], rows=count)


def morning(polc, work):
    """The morning report of all policies on a made county: facts into a database, and the summary of a day."""
    folder, facts, policies = work / "county", work / "county.db", ROOT / "policies/en"
    made = subprocess.run([polc.parent / "make_county", folder, "--people", str(PEOPLE)], check=True, stdout=subprocess.PIPE,
                          encoding="utf-8")
    rows = int(re.search(r"rows (\d+)", made.stdout)[1])
    measure("morning.import", [polc, "facts", "import", policies, "--from", folder, "--facts", facts],
            before=lambda: facts.unlink(missing_ok=True), people=PEOPLE, rows=rows)
    measure("morning.summary", [polc, "eval", policies, "--facts", facts, "--on", "2020-03-05", "--summary"],
            people=PEOPLE, rows=rows)


def phases(polc, work):
    """In one process, by phase; left out where Google Benchmark was not found."""
    program = polc.parent / "bench_phases"
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
        print(json.dumps({"name": f"phases.{name}", "runs": len(times), "median_s": round(statistics.median(times), 5),
                          "min_s": round(min(times), 5), "max_s": round(max(times), 5), **by_phase}), flush=True)


def machine_code(polc, work):
    """The making of machine code in one process, for all policies and for made rules; left out where it was built without LLVM."""
    if not (polc.parent / "libpolc_llvm.so").exists():
        print("native: skipped, it was built without LLVM", file=sys.stderr)
        return
    folders = {"policies": ROOT / "policies/en"}
    for rules in CORPUS_SIZES[:2]:
        folders[f"corpus_{rules}"] = work / f"native{rules}"
        subprocess.run([sys.executable, HERE / "make_corpus.py", folders[f"corpus_{rules}"], str(rules)], check=True)
    for name, folder in folders.items():
        done = subprocess.run([polc.parent / "bench_native", folder, "5"], check=True, stdout=subprocess.PIPE)
        print(json.dumps({"name": f"native.{name}", **json.loads(done.stdout)}), flush=True)


def sqlite_workload(database, folder):
    """The four rules in SQL, over an indexed database in memory: seconds by rule. What a user would write instead."""
    connection = sqlite3.connect(database)
    connection.executescript("""PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;
      CREATE TABLE region(code INTEGER PRIMARY KEY, parent INT, level TEXT);
      CREATE TABLE reported(region INT, day INT, kind INT, count INT);
      CREATE TABLE cluster(region INT, day INT, PRIMARY KEY(region, day)) WITHOUT ROWID;
      CREATE TABLE person(number INTEGER PRIMARY KEY, home INT, age INT, certificate INT, contact INT);
      CREATE TABLE recovery(person INTEGER PRIMARY KEY, day INT);
      CREATE TABLE stay(person INT, place INT, begins INT, ends INT);""")
    for table, file, columns in (("region", "region", 3), ("reported", "case", 4), ("cluster", "cluster", 2),
                                 ("person", "person", 5), ("recovery", "recovery", 2), ("stay", "stay", 4)):
        with open(folder / f"{file}.csv", encoding="utf-8", newline="") as rows:
            reader = csv.reader(rows)
            next(reader)
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * columns)})", reader)
    connection.executescript("""CREATE INDEX by_kind ON reported(kind, region, day, count);
      CREATE INDEX by_end ON stay(ends, begins, place, person); ANALYZE;""")
    rules = {"R1": """DROP TABLE IF EXISTS tier; CREATE TEMP TABLE tier AS SELECT r.code AS region,
        CASE WHEN coalesce(c.lately, 0) = 0 THEN 0
             WHEN c.ever > 50 AND EXISTS (SELECT 1 FROM cluster k WHERE k.region = r.code AND k.day BETWEEN 337 AND 350)
             THEN 2 ELSE 1 END AS tier
        FROM region r LEFT JOIN (SELECT region, sum(count) AS ever, sum(CASE WHEN day >= 337 THEN count ELSE 0 END) AS lately
          FROM reported WHERE kind = 0 AND day <= 350 GROUP BY region) c ON c.region = r.code WHERE r.level = 'county';
        CREATE UNIQUE INDEX tier_of ON tier(region, tier);""",
             "R2": """DROP TABLE IF EXISTS person_tier; CREATE TEMP TABLE person_tier AS SELECT p.number AS person,
        CASE WHEN p.contact = 1 OR s.exposed IS NOT NULL THEN 2
             WHEN s.medium = 1 OR (s.away = 1 AND p.certificate = 0) THEN 1 ELSE 0 END AS tier,
        CASE WHEN p.contact = 1 THEN 350 ELSE s.exposed END AS exposed
        FROM person p LEFT JOIN (SELECT stay.person, max(CASE WHEN tier.tier = 2 THEN min(stay.ends, 350) END) AS exposed,
          max(tier.tier = 1) AS medium, max(stay.place <> h.home) AS away
          FROM stay CROSS JOIN tier ON tier.region = stay.place CROSS JOIN person h ON h.number = stay.person
          WHERE stay.ends >= 337 AND stay.begins <= 350 GROUP BY stay.person) s ON s.person = p.number;""",
             "R3": """DROP TABLE IF EXISTS due; CREATE TEMP TABLE due AS SELECT t.person,
        CASE WHEN t.tier = 2 THEN 2 WHEN t.tier = 1 OR r.day BETWEEN 337 AND 350 THEN 1 ELSE 0 END AS measure,
        CASE WHEN t.tier = 2 THEN t.exposed + 14 WHEN t.tier = 1 THEN 364
             WHEN r.day BETWEEN 337 AND 350 THEN r.day + 14 ELSE 0 END AS until
        FROM person_tier t LEFT JOIN recovery r ON r.person = t.person;""",
             "R4": """DROP TABLE IF EXISTS every_day; CREATE TEMP TABLE every_day AS
        WITH RECURSIVE days(day) AS (SELECT 0 UNION ALL SELECT day + 1 FROM days WHERE day < 364),
        n AS (SELECT region, day, sum(count) AS n FROM reported WHERE kind = 0 GROUP BY region, day),
        x AS MATERIALIZED (SELECT r.code AS region, d.day, coalesce(n.n, 0) AS n, k.day IS NOT NULL AS k
          FROM region r CROSS JOIN days d LEFT JOIN n ON n.region = r.code AND n.day = d.day
          LEFT JOIN cluster k ON k.region = r.code AND k.day = d.day WHERE r.level = 'county'),
        w AS (SELECT day, sum(n) OVER (PARTITION BY region ORDER BY day ROWS 13 PRECEDING) AS lately,
          sum(n) OVER (PARTITION BY region ORDER BY day) AS ever,
          max(k) OVER (PARTITION BY region ORDER BY day ROWS 13 PRECEDING) AS k FROM x)
        SELECT day, CASE WHEN lately = 0 THEN 0 WHEN ever > 50 AND k = 1 THEN 2 ELSE 1 END AS tier, count(*) AS counties
        FROM w GROUP BY 1, 2;"""}
    times = {}
    for rule, text in rules.items():
        connection.executescript(text)
        spent = []
        for _ in range(FEWEST_RUNS):
            started = time.perf_counter()
            connection.executescript(text)
            spent.append(time.perf_counter() - started)
        times[rule] = statistics.median(spent)
    results = {}
    for rule, table, column in (("R1", "tier", "tier"), ("R2", "person_tier", "tier"), ("R3", "due", "measure")):
        counts = dict(connection.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1"))
        results[rule] = [counts.get(at, 0) for at in range(3)]
    results["R3sum"] = connection.execute(
        "SELECT sum((person * (1 + measure * 7919 + until * 104729)) % 2147483647) FROM due").fetchone()[0]
    tiers = connection.execute("SELECT day, tier, counties FROM every_day").fetchall()
    results["R4"] = [sum(counties for _, tier, counties in tiers if tier == at) for at in range(3)]
    results["R4sum"] = sum((day + 1) * counties * (1, 100003, 10000019)[tier] for day, tier, counties in tiers)
    connection.close()
    total = sum(times.values())
    return {"engine": "sqlite", "threads": 1, **{f"{rule}_ms": round(spent * 1000, 3) for rule, spent in times.items()},
            "total_ms": round(total * 1000, 3), "results": results}


def workload(polc, work):
    """The workload for speed in one process, facts in memory: every engine, the hand-written program of the same run, SQLite.
    `times_handwritten` compares medians of this run; results that differ end it."""
    folder, plain = work / "workload", work / "workload_plain"
    for made, options in ((folder, []), (plain, ["--plain"])):
        subprocess.run([sys.executable, HERE / "make_workload.py", made, "--scale", str(WORKLOAD_SCALE), *options], check=True)
    commands = [[polc.parent / "bench_handwritten", plain, str(WORKLOAD_RUNS)]]
    engines = [("vector", 1, WORKLOAD_RUNS), ("vector", 2, WORKLOAD_RUNS), ("interpreter", 1, 1)]
    if (polc.parent / "libpolc_llvm.so").exists():
        engines += [("native", 1, WORKLOAD_RUNS), ("native", 2, WORKLOAD_RUNS)]
    else:
        print("workload: without the engine native, which was built without LLVM", file=sys.stderr)
    for engine, threads, runs in engines:
        commands.append([polc.parent / "bench_workload", folder, engine, str(threads), str(runs)])
    rows = [json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout) for command in commands]
    rows.append(sqlite_workload(work / "workload.sqlite", plain))
    results = [row.pop("results") for row in rows]
    for row, result in zip(rows, results):
        if result != results[0]:
            raise SystemExit(f"{row['engine']}: {result}, and by hand {results[0]}")
        print(json.dumps({"name": f"workload.{row['engine']}_{row['threads']}", "scale": WORKLOAD_SCALE, **row,
                          "times_handwritten": round(row["total_ms"] / rows[0]["total_ms"], 2)}), flush=True)


ROWS = {"workload": workload, "start": start, "check.policies": check_policies, "check.corpus": check_corpus, "prove.local": local_rules, "us_counties": us_counties, "morning": morning, "phases": phases, "native": machine_code}


def main():
    parser = argparse.ArgumentParser(description="measure polc")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("filter", nargs="?", default="", help="only the rows whose name matches this expression")
    options = parser.parse_args()
    polc = (options.build / "polc").resolve()
    with tempfile.TemporaryDirectory() as work:
        for name, rows in ROWS.items():
            if re.search(options.filter, name):
                rows(polc, pathlib.Path(work))


if __name__ == "__main__":
    main()
