# SPDX-License-Identifier: Apache-2.0
"""Millions of daily totals as they were published: brought in, kept, and evaluated on every day by the engines and by SQLite.

`totals.X` are whole processes, from a file to how many counties have which tier on each of the days: the same for all, or the run
ends. `times_sqlite` is the time divided by that of SQLite's query over the same database, with an index made for it.
"""
import gzip
import json
import pathlib
import shutil
import sys

from contenders import ENGINES, Agreement, runnable
from measuring import measure, sampled, say, times, work_done

ROOT = pathlib.Path(__file__).resolve().parents[2]
PACKED = ROOT.parent / "shared/data/us_counties_daily.csv.gz"
POLICY, MAPPING = ROOT / "tests/figures/counties.pol", ROOT / "tests/figures/counties.map"
SQLITE = pathlib.Path(__file__).resolve().parent / "sqlite_counties.py"
ALL_DAYS = ("--from", "2020-01-22", "--to", "2022-11-27")


def polc_totals(out):
    tiers = {}
    for day in json.loads(out)["days"]:
        (table,) = day["totals"]["classes"]
        tiers[day["on"][:10]] = [*(table["classes"][name] for name in ("low", "medium", "high")), table["unknown"]]
    return tiers


def us_counties(bench):
    if not PACKED.exists():
        print("us_counties: skipped, ../shared/data is absent", file=sys.stderr)
        return
    facts, snapshot, indexed = (bench.work / f"us_counties.{ending}" for ending in ("db", "snapshot", "indexed.db"))
    with gzip.open(PACKED, "rb") as lines:
        rows = sum(1 for _ in lines) - 1
    evaluate = [bench.polc, "eval", POLICY, "--totals"]
    measure("us_counties.import", [bench.polc, "facts", "import", POLICY, "--from", PACKED, "--map", MAPPING, "--facts", facts],
            before=lambda: facts.unlink(missing_ok=True), rows=rows)
    measure("us_counties.snapshot", [bench.polc, "facts", "snapshot", POLICY, "--facts", facts, "--out", snapshot], rows=rows)
    measure("us_counties.eval_one_day", [*evaluate, "--facts", facts, "--format", "csv", "--on", "2020-06-15"], rows=rows)
    measure("us_counties.eval_all_days", [*evaluate, "--facts", facts, "--format", "csv", *ALL_DAYS], rows=rows)

    agreement = Agreement()

    def held(who, totals):
        def figures(out):
            agreement.hold(who, totals(out))
            return {}
        return figures

    shutil.copyfile(facts, indexed)
    index = work_done([sys.executable, SQLITE, indexed, "--index"])
    by_sqlite = sampled("us_counties.totals.sqlite", [sys.executable, SQLITE, indexed], figures=held("SQLite", json.loads), rows=rows,
                        index_s=round(index.wall, 4))
    say(by_sqlite)
    for engine in runnable(bench, "us_counties.totals"):
        for source, file in (("", facts), (".snapshot", snapshot)):
            for threads in ENGINES[engine].threads:
                row = sampled(f"us_counties.totals{source}.{engine}_{threads}",
                              [*evaluate, "--facts", file, "--format", "json", *ALL_DAYS, "--engine", engine, "--threads", str(threads)],
                              figures=held(f"polc, {engine}", polc_totals), rows=rows)
                say({**row, "times_sqlite": times(row["median_s"], by_sqlite["median_s"])})
