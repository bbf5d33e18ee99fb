#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the facts of the workload for speed: CSV files for the policies in workload/, always the same for a scale and a seed.

At scale 1 there are 1,500 counties in 31 provinces, a million case reports, a million people and five million stays, all
within 365 days from 1 January 2020. Outbreaks raise the cases of a county for ten to sixty days; homes and journeys prefer
some counties to others. With --plain the same rows as whole numbers, for the hand-written program: regions by their number,
days from 0, kinds of cases 0 to 2.
"""
import argparse
import datetime
import pathlib
import random
import shutil

HERE = pathlib.Path(__file__).resolve().parent
DAYS = 365
FIRST_DAY = datetime.date(2020, 1, 1)
DATES = [(FIRST_DAY + datetime.timedelta(days=day)).isoformat() for day in range(DAYS)]
KINDS = ("confirmed", "suspected", "asymptomatic")
AMONG_CASES = (1, 2, 0.7)  # how many of each kind there are for one confirmed
AT_ONCE = 100_000
YES_NO = ("no", "yes")


class Tables:
    """Rows as the policies read them, or as plain numbers."""

    def __init__(self, folder, plain):
        self.folder = folder
        self.plain = plain

    def open(self, name, columns):
        file = open(self.folder / f"{name}.csv", "w", encoding="utf-8")
        file.write(columns + "\n")
        return file

    def day(self, day):
        return day if self.plain else DATES[day]

    def kind(self, kind):
        return kind if self.plain else KINDS[kind]

    def yes(self, yes):
        return yes if self.plain else YES_NO[yes]


class Maker:
    def __init__(self, scale, seed, tables):
        self.random = random.Random(seed)
        self.tables = tables
        self.provinces = max(3, round(31 * scale))
        self.prefectures = max(10, round(300 * scale))
        self.counties = max(20, round(1500 * scale))
        self.first_county = self.provinces + self.prefectures
        self.reports = min(self.counties * DAYS * len(KINDS), round(1_000_000 * scale))
        self.people = round(1_000_000 * scale)
        self.stays = round(5_000_000 * scale)

    def make(self):
        self.make_regions()
        outbreaks = self.make_outbreaks()
        self.make_cases(outbreaks)
        # Popularity falls with the square root of a county's rank.
        ranks = list(range(self.counties))
        self.random.shuffle(ranks)
        total = 0.0
        self.popularity = []
        for rank in ranks:
            total += (rank + 1) ** -0.5
            self.popularity.append(total)
        self.make_stays(self.make_people())

    def popular_counties(self, count):
        return self.random.choices(range(self.first_county, self.first_county + self.counties),
                                   cum_weights=self.popularity, k=count)

    def make_regions(self):
        with self.tables.open("region", "code,parent,level") as file:
            for at in range(self.provinces):
                file.write(f"{at},,province\n")
            for at in range(self.prefectures):
                file.write(f"{self.provinces + at},{at * self.provinces // self.prefectures},prefecture\n")
            for at in range(self.counties):
                parent = self.provinces + at * self.prefectures // self.counties
                file.write(f"{self.first_county + at},{parent},county\n")

    def make_outbreaks(self):
        """By county: how many cases to expect on the days of its outbreaks. Some of these days have a cluster."""
        draw = self.random.random
        outbreaks = []
        with self.tables.open("cluster", "region,date") as file:
            for county in range(self.counties):
                expected = {}
                for _ in range(self.random.choices((0, 1, 2, 3), (30, 35, 22, 13))[0]):
                    first, length, height = int(draw() * DAYS), 10 + int(draw() * 50), 0.2 + draw() * 5.8
                    for day in range(first, min(DAYS, first + length)):
                        expected[day] = expected.get(day, 0) + height
                outbreaks.append(expected)
                for day in sorted(expected):
                    if draw() < 0.05:
                        file.write(f"{self.first_county + county},{self.tables.day(day)}\n")
        return outbreaks

    def make_cases(self, outbreaks):
        """So many of all days, counties and kinds, each as likely; by day, in no order within it."""
        draw = self.random.random
        wanted = self.reports
        left = self.counties * DAYS * len(KINDS)
        with self.tables.open("case", "region,date,case_kind,count") as file:
            for day in range(DAYS):
                rows = []
                for county in range(self.counties):
                    expected = outbreaks[county].get(day)
                    for kind in range(len(KINDS)):
                        if draw() * left < wanted:
                            wanted -= 1
                            if expected is not None:
                                count = int(self.random.expovariate(1.0 / (expected * AMONG_CASES[kind])))
                            else:
                                count = 1 if (kind and draw() < 0.03) else 0
                            rows.append(f"{self.first_county + county},{self.tables.day(day)},{self.tables.kind(kind)},{count}\n")
                        left -= 1
                self.random.shuffle(rows)
                file.writelines(rows)

    def make_people(self):
        draw = self.random.random
        homes = []
        with self.tables.open("person", "person_number,home,age,health_certificate,close_contact") as people, \
                self.tables.open("recovery", "person,date") as recoveries:
            for first in range(0, self.people, AT_ONCE):
                some = self.popular_counties(min(AT_ONCE, self.people - first))
                homes += some
                for person, home in enumerate(some, first + 1):
                    recovered = int(draw() * DAYS) if draw() < 0.01 else None
                    if recovered is not None:
                        recoveries.write(f"{person},{self.tables.day(recovered)}\n")
                    age, certificate, contact = int(draw() * 100), draw() < 0.85, draw() < 0.002
                    people.write(f"{person},{home},{age},{self.tables.yes(int(certificate))},{self.tables.yes(int(contact))}\n")
        return homes

    def make_stays(self, homes):
        draw = self.random.random
        with self.tables.open("stay", "person_number,place,start_day,end_day") as file:
            for first in range(0, self.stays, AT_ONCE):
                rows = []
                for place in self.popular_counties(min(AT_ONCE, self.stays - first)):
                    person = int(draw() * self.people)
                    if draw() < 0.3:
                        place = homes[person]
                    start = int(draw() * DAYS)
                    end = min(start + int(draw() * draw() * 15), DAYS - 1)
                    rows.append(f"{person + 1},{place},{self.tables.day(start)},{self.tables.day(end)}\n")
                file.writelines(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=20200217)
    parser.add_argument("--plain", action="store_true", help="whole numbers only")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    Maker(options.scale, options.seed, Tables(options.folder, options.plain)).make()
    if not options.plain:
        shutil.copyfile(HERE / "workload/facts.map", options.folder / "facts.map")


if __name__ == "__main__":
    main()
