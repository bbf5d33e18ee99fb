# SPDX-License-Identifier: Apache-2.0
"""Millions of daily totals, with corrections: every county on every day, the tiers of every day against sums made here."""
import collections
import csv
import datetime
import gzip
import json
import pathlib
import sys
import tempfile

import figures

FIRST, LAST, SHOWN = "2020-01-22", "2022-11-27", "2020-06-15"
WINDOW = 14


def tiers_by_day():
    """date -> [low, medium, high, unknown], from the totals alone: new in the window is the total at its end less the
    total before it, and unknown where one of the two was not reported. No case ever is low as well: nothing is new."""
    totals = collections.defaultdict(dict)
    with gzip.open(figures.DATA / "us_counties_daily.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            totals[row["fips"]][row["date"]] = int(row["cases"])
    first = datetime.date.fromisoformat(FIRST)
    days = [str(first + datetime.timedelta(at)) for at in range((datetime.date.fromisoformat(LAST) - first).days + 1)]
    tiers = {day: [0, 0, 0, 0] for day in days}
    for series in totals.values():
        for at, day in enumerate(days):
            total = series.get(day)
            before = series.get(days[at - WINDOW]) if at >= WINDOW else 0
            if total is None or before is None:
                tiers[day][3] += 1
            else:
                tiers[day][0 if total <= before else 1 if total <= 50 else 2] += 1
    return tiers


def main():
    polc = figures.arguments().polc
    figures.need("us_counties_daily.csv.gz")
    policy, mapping = figures.HERE / "counties.pol", figures.HERE / "counties.map"
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "counties.db"
        _, import_seconds, import_memory = figures.run(
            polc, "facts", "import", policy, "--from", figures.DATA / "us_counties_daily.csv.gz", "--map", mapping,
            "--facts", facts)
        text, seconds, memory = figures.run(polc, "eval", policy, "--facts", facts, "--from", FIRST, "--to", LAST,
                                            "--format", "json", "--totals", statuses=(0, 1, 2))
    found = {}
    for day in json.loads(text)["days"]:
        (table,) = day["totals"]["classes"]
        found[day["on"][:10]] = [*(table["classes"][name] for name in ("low", "medium", "high")), table["unknown"]]
    expected = tiers_by_day()
    wrong = [day for day, tiers in expected.items() if found.get(day) != tiers]
    for day in wrong[:10]:
        print(f"{day}: {expected[day]} expected, {found.get(day)} found")
    low, medium, high, unknown = expected[SHOWN]
    print(f"import {import_seconds:.1f} s, {import_memory:.0f} MB; {len(expected)} days evaluated in {seconds:.1f} s, "
          f"at most {memory:.0f} MB; on {SHOWN}: low {low}, medium {medium}, high {high}, unknown {unknown}")
    return 1 if wrong or len(found) != len(expected) else 0


if __name__ == "__main__":
    sys.exit(main())
