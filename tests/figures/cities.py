# SPDX-License-Identifier: Apache-2.0
"""The tier of every city on every day, worked out by polc in one run, against a column that was worked out without it."""
import csv
import sys
import tempfile

import figures


def main():
    polc = figures.arguments().polc
    figures.need("guangxi_city_daily.csv", "expected_guangxi_tiers.csv")
    with open(figures.DATA / "expected_guangxi_tiers.csv", encoding="utf-8") as file:
        expected = {(row["code"], row["date"]): row["tier"].lower() for row in csv.DictReader(file)}
    with tempfile.TemporaryDirectory() as folder:
        facts = f"{folder}/cities.db"
        figures.run(polc, "facts", "import", figures.HERE / "cities.pol", "--from",
                    figures.DATA / "guangxi_city_daily.csv", "--map", figures.HERE / "cities.map", "--facts", facts)
        text, seconds, _ = figures.run(polc, "eval", figures.HERE / "cities.pol", "--facts", facts, "--from",
                                       "2020-01-25", "--to", "2020-03-31", "--format", "csv", statuses=(0, 1, 2))
    found = {(row["subject"], row["date"]): row["class"] for row in csv.DictReader(text.splitlines())}
    wrong = [(key, tier, found.get(key)) for key, tier in expected.items() if found.get(key) != tier]
    for (code, date), tier, other in wrong[:10]:
        print(f"{code} on {date}: {tier} expected, {other} found")
    print(f"{len(expected) - len(wrong)} of {len(expected)} city-days as expected, evaluated in {seconds:.2f} s")
    return 1 if wrong or len(found) != len(expected) else 0


if __name__ == "__main__":
    sys.exit(main())
