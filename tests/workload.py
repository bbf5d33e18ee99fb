#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The workload for speed (bench/workload): on made facts, what polc says is what plain loops over the same rows say.

R1 the tier of every county on 16 December 2020, R2 that of every person, R3 what is due for whom until when, R4 the tier of
every county on every day of the facts. Both sides print the sums that bench/handwritten.cpp prints.
"""
import argparse
import collections
import csv
import datetime
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
WORKLOAD = HERE / "bench/workload"
FIRST_DAY = datetime.date(2020, 1, 1)
DAYS, ASKED, BACK = 365, 350, 13
TIERS = ("low", "medium", "high")
MEASURES = {"home quarantine": 1, "centralized quarantine": 2}
PRIME, TIER_WEIGHTS = 2147483647, (1, 100003, 10000019)


def day_number(date):
    return (datetime.date.fromisoformat(date) - FIRST_DAY).days


def iso(day):
    return (FIRST_DAY + datetime.timedelta(day)).isoformat()


def rows(folder, name):
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


class Facts:
    def __init__(self, folder):
        self.counties = {row["code"] for row in rows(folder, "region") if row["level"] == "county"}
        self.confirmed = collections.defaultdict(list)
        for row in rows(folder, "case"):
            if row["case_kind"] == "confirmed":
                self.confirmed[row["region"]].append((day_number(row["date"]), int(row["count"])))
        self.clusters = collections.defaultdict(list)
        for row in rows(folder, "cluster"):
            self.clusters[row["region"]].append(day_number(row["date"]))
        self.people = {row["person_number"]: row for row in rows(folder, "person")}
        self.recovered = {row["person"]: day_number(row["date"]) for row in rows(folder, "recovery")}
        self.stays = collections.defaultdict(list)
        for row in rows(folder, "stay"):
            self.stays[row["person_number"]].append((row["place"], day_number(row["start_day"]), day_number(row["end_day"])))


def county_tier(facts, county, today):
    new = sum(count for day, count in facts.confirmed[county] if today - BACK <= day <= today)
    ever = sum(count for day, count in facts.confirmed[county] if day <= today)
    cluster = any(today - BACK <= day <= today for day in facts.clusters[county])
    return 0 if new == 0 else 2 if ever > 50 and cluster else 1


def person_tier_and_measure(facts, number, tiers):
    """The tier, the measure (0 none, 1 home, 2 centralized), and the first day after it."""
    person = facts.people[number]
    stays = [stay for stay in facts.stays[number] if stay[1] <= ASKED and stay[2] >= ASKED - BACK]
    exposures = [min(end, ASKED) for place, _, end in stays if tiers.get(place) == 2]
    if person["close_contact"] == "yes":
        exposures.append(ASKED)
    if exposures:
        return 2, 2, max(exposures) + 14
    medium = any(tiers.get(place) == 1 for place, _, _ in stays)
    outside = any(place != person["home"] for place, _, _ in stays)
    if medium or (outside and person["health_certificate"] == "no"):
        return 1, 1, ASKED + 14
    recovered = facts.recovered.get(number)
    if recovered is not None and ASKED - BACK <= recovered <= ASKED:
        return 0, 1, recovered + 14
    return 0, 0, 0


def sums(tiers, people, by_day):
    """`tiers`: by county; `people`: by number tier, measure and its end; `by_day`: how many counties have which tier."""
    def count(numbers):
        found = collections.Counter(numbers)
        return [found[at] for at in range(3)]

    return {
        "R1": count(tiers.values()),
        "R2": count(tier for tier, _, _ in people.values()),
        "R3": count(measure for _, measure, _ in people.values()),
        "R3sum": sum(int(number) * (1 + measure * 7919 + end * 104729) % PRIME
                     for number, (_, measure, end) in people.items()),
        "R4": [sum(day[tier] for day in by_day) for tier in range(3)],
        "R4sum": sum((at + 1) * day[tier] * TIER_WEIGHTS[tier] for at, day in enumerate(by_day) for tier in range(3)),
    }


def expected(folder):
    facts = Facts(folder)
    tiers = {county: county_tier(facts, county, ASKED) for county in facts.counties}
    people = {number: person_tier_and_measure(facts, number, tiers) for number in facts.people}
    by_day = [[0, 0, 0] for _ in range(DAYS)]
    for day in range(DAYS):
        for county in facts.counties:
            by_day[day][county_tier(facts, county, day)] += 1
    return sums(tiers, people, by_day)


def run(polc, *words):
    done = subprocess.run([polc, "eval", *map(str, words), "--format", "json"], capture_output=True, text=True, check=False)
    if done.returncode > 2:
        sys.exit(f"polc eval {' '.join(map(str, words))}: status {done.returncode}\n{done.stdout}{done.stderr}")
    return json.loads(done.stdout)["days"]


def found(polc, folder, options):
    (day,) = run(polc, WORKLOAD, "--facts", folder, "--on", iso(ASKED), "--show-personal", *options)
    ranks = {"region": {}, "person": {}}
    for one in day["classes"]:
        if one["state"] == "class":
            ranks[one["of"]][one["subject"]] = TIERS.index(one["class"])
    due = {number: (0, 0) for number in ranks["person"]}
    for one in day["measures"]:
        measure = next(rank for name, rank in MEASURES.items() if one["measure"].startswith(name))
        due[one["subject"]] = max(due[one["subject"]], (measure, day_number(one["last_day"]) + 1))
    people = {number: (tier, *due[number]) for number, tier in ranks["person"].items()}
    by_day = []
    for one in run(polc, WORKLOAD / "tiers.pol", "--facts", folder, "--from", iso(0), "--to", iso(DAYS - 1), "--totals", *options):
        table = next(table for table in one["totals"]["classes"] if table["of"] == "region")
        by_day.append([table["classes"][name] for name in TIERS])
    return sums(ranks["region"], people, by_day)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    parser.add_argument("--scale", default="0.01")
    parser.add_argument("--facts", type=pathlib.Path, help="made facts, instead of making some")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        folder = options.facts or pathlib.Path(work)
        if not options.facts:
            subprocess.run([sys.executable, HERE / "bench/make_workload.py", folder, "--scale", options.scale], check=True)
        wanted = expected(folder)
        failed = 0
        print(json.dumps(wanted))
        engines = [["--engine", "interpreter"], ["--engine", "vector", "--threads", "1"], ["--engine", "vector", "--threads", "2"]]
        if (pathlib.Path(options.polc).parent / "libpolc_llvm.so").exists():
            engines.append(["--engine", "native", "--threads", "2"])
        for engine in engines:
            said = found(options.polc, folder, engine)
            for name, value in wanted.items():
                if said[name] != value:
                    failed += 1
                    print(f"{' '.join(engine)} {name}: {value} expected, {said[name]} found")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
