# SPDX-License-Identifier: Apache-2.0
"""The rows of one day come to the facts that are there: what it costs to answer again.

The day is the one that is asked about. `added_day.base` is the snapshot of all rows but those that begin on that day; it is
there before the day, and is told for comparison. `added_day.add` makes of it and of the day's folder the next snapshot,
`added_day.answer.ENGINE` answers from that, and `added_day.csv.ENGINE` from all rows as CSV files: whole processes, with equal
answers. `added_day.ENGINE` is what the day costs, to add it and to answer; `times_csv` how many times the way from CSV files
that is. `load_s` and `total_ms` are the parts of an answer: reading the facts, and the rules alone. `added_day.at_once` is
`polc eval --summary --add`, which answers without writing a snapshot, against the summary of all CSV files.
"""
import shutil

import made_data
from cold_rows import ASKED, POLICIES, printed_figures, summary_figures
from contenders import ENGINES, Agreement, engine_command, runnable
from measuring import sampled, say, times

# The column with the day of a row, of the tables that get rows every day.
DAY_COLUMNS = {"case": 1, "cluster": 1, "recovery": 1, "stay": 2}


def part(facts, before, day):
    """Copies the CSV files: the rows of the day to the one folder, all others to the other."""
    for folder in (before, day):
        folder.mkdir()
        shutil.copyfile(facts / "facts.map", folder / "facts.map")
    for path in sorted(facts.glob("*.csv")):
        if path.stem not in DAY_COLUMNS:
            shutil.copyfile(path, before / path.name)
            continue
        column = DAY_COLUMNS[path.stem]
        with open(path, encoding="utf-8") as rows, open(before / path.name, "w", encoding="utf-8") as others, \
                open(day / path.name, "w", encoding="utf-8") as of_day:
            head = next(rows)
            others.write(head)
            of_day.write(head)
            for row in rows:
                (of_day if row.rstrip("\n").split(",")[column] == ASKED else others).write(row)


def added_day(bench):
    agreement = Agreement()
    facts = made_data.workload(bench.scale)
    before, day = bench.work / "before", bench.work / "day"
    part(facts, before, day)
    base, following = bench.work / "base.snapshot", bench.work / "next.snapshot"
    figures = printed_figures(agreement)
    more = {"scale": bench.scale, "rows": made_data.row_count(facts), "rows_added": made_data.row_count(day)}
    snapshot = [bench.polc, "facts", "snapshot", POLICIES, "--facts"]
    say(sampled("added_day.base", [*snapshot, before, "--out", base], **more))
    add = sampled("added_day.add", [*snapshot, base, "--add", day, "--out", following], **more)
    say({**add, "base_mib": round(base.stat().st_size / (1 << 20), 1)})
    for engine in runnable(bench, "added_day"):
        threads = max(ENGINES[engine].threads)
        name = f"{engine}_{threads}"
        answer = sampled(f"added_day.answer.{name}", engine_command(bench, following, engine, threads, 0), figures=figures, **more)
        csv = sampled(f"added_day.csv.{name}", engine_command(bench, facts, engine, threads, 0), figures=figures, **more)
        say(answer)
        say(csv)
        spent = round(add["median_s"] + answer["median_s"], 4)
        say({"name": f"added_day.{name}", "median_s": spent, "add_s": add["median_s"], "answer_s": answer["median_s"],
             "csv_s": csv["median_s"], "times_csv": times(spent, csv["median_s"]), **more})
    summary = [bench.polc, "eval", POLICIES, "--on", ASKED, "--summary", "--format", "json", "--facts"]
    figures = summary_figures(agreement)
    csv = sampled("added_day.csv.polc_summary", [*summary, facts], figures=figures, **more)
    at_once = sampled("added_day.at_once.polc_summary", [*summary, base, "--add", day], figures=figures, **more)
    say(csv)
    say({**at_once, "times_csv": times(at_once["median_s"], csv["median_s"])})
