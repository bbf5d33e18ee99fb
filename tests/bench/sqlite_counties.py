#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The tiers of the counties on every day (figures/counties.pol) in SQL: what a user would write over the database that
`polc facts import` wrote.

In: the database; with --index it gets the index that the query goes by. Out: one JSON object, of each day how many counties are
low, medium, high and unknown.
"""
import argparse
import json
import sqlite3

INDEX = 'CREATE INDEX IF NOT EXISTS by_county ON "case"(county, date, total); ANALYZE;'
# What is new in the window is the total at its end less the total before it, unknown where one was not reported.
TIERS = """SELECT date, sum(total <= before), sum(total > before AND total <= 50), sum(total > before AND total > 50),
    (SELECT count(DISTINCT county) FROM "case") - count(before)
  FROM (SELECT date, total, CASE WHEN day < 14 THEN 0 ELSE
      first_value(total) OVER (PARTITION BY county ORDER BY day RANGE BETWEEN 14 PRECEDING AND 14 PRECEDING) END AS before
    FROM (SELECT county, date, total, CAST(julianday(date) - julianday('2020-01-22') AS INTEGER) AS day FROM "case"))
  GROUP BY date"""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database")
    parser.add_argument("--index", action="store_true")
    options = parser.parse_args()
    connection = sqlite3.connect(options.database)
    connection.execute("PRAGMA temp_store=MEMORY")
    if options.index:
        connection.executescript(INDEX)
        return
    print(json.dumps({date: tiers for date, *tiers in connection.execute(TIERS)}))


if __name__ == "__main__":
    main()
