#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The four rules of the workload in SQL, over an indexed SQLite database in memory: what a user would write instead.

In: the folder that `make_workload.py --plain` wrote, and how often. Out: one JSON object, the time to load and index in seconds,
medians in milliseconds and the sums of the results. A rule has run when its table is made.
"""
import argparse
import csv
import json
import pathlib
import sqlite3
import statistics
import time

SCHEMA = """PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;
  CREATE TABLE region(code INTEGER PRIMARY KEY, parent INT, level TEXT);
  CREATE TABLE reported(region INT, day INT, kind INT, count INT);
  CREATE TABLE cluster(region INT, day INT, PRIMARY KEY(region, day)) WITHOUT ROWID;
  CREATE TABLE person(number INTEGER PRIMARY KEY, home INT, age INT, certificate INT, contact INT);
  CREATE TABLE recovery(person INTEGER PRIMARY KEY, day INT);
  CREATE TABLE stay(person INT, place INT, begins INT, ends INT);"""
TABLES = (("region", "region", 3), ("reported", "case", 4), ("cluster", "cluster", 2), ("person", "person", 5),
          ("recovery", "recovery", 2), ("stay", "stay", 4))
INDEXES = """CREATE INDEX by_kind ON reported(kind, region, day, count);
  CREATE INDEX by_end ON stay(ends, begins, place, person); ANALYZE;"""
RULES = {
    "R1": """DROP TABLE IF EXISTS tier; CREATE TEMP TABLE tier AS SELECT r.code AS region,
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
    FROM w GROUP BY 1, 2;""",
}


def load(connection, folder):
    connection.executescript(SCHEMA)
    for table, file, columns in TABLES:
        with open(folder / f"{file}.csv", encoding="utf-8", newline="") as rows:
            reader = csv.reader(rows)
            next(reader)
            connection.executemany(f"INSERT INTO {table} VALUES ({','.join('?' * columns)})", reader)
    connection.commit()
    connection.executescript(INDEXES)


def run(connection, text, repeats):
    """The median in milliseconds, warm."""
    connection.executescript(text)
    spent = []
    for _ in range(repeats):
        started = time.perf_counter()
        connection.executescript(text)
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def sums(connection):
    results = {}
    for rule, table, column in (("R1", "tier", "tier"), ("R2", "person_tier", "tier"), ("R3", "due", "measure")):
        counts = dict(connection.execute(f"SELECT {column}, count(*) FROM {table} GROUP BY 1"))
        results[rule] = [counts.get(at, 0) for at in range(3)]
    results["R3sum"] = connection.execute(
        "SELECT sum((person * (1 + measure * 7919 + until * 104729)) % 2147483647) FROM due").fetchone()[0]
    tiers = connection.execute("SELECT day, tier, counties FROM every_day").fetchall()
    results["R4"] = [sum(counties for _, tier, counties in tiers if tier == at) for at in range(3)]
    results["R4sum"] = sum((day + 1) * counties * (1, 100003, 10000019)[tier] for day, tier, counties in tiers)
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("repeats", type=int)
    options = parser.parse_args()
    connection = sqlite3.connect(":memory:")
    started = time.perf_counter()
    load(connection, options.folder)
    loaded = time.perf_counter() - started
    times = {rule: run(connection, text, options.repeats) for rule, text in RULES.items()}
    print(json.dumps({
        "engine": "sqlite", "threads": 1, "version": sqlite3.sqlite_version, "load_s": round(loaded, 3),
        **{f"{rule}_ms": round(spent, 3) for rule, spent in times.items()},
        "total_ms": round(sum(times.values()), 3), "results": sums(connection)}))


if __name__ == "__main__":
    main()
