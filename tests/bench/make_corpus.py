#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_corpus.py FOLDER RULES: writes a made corpus of policies with that many rules, the same every time.

A vocabulary and policies of 1,000 rules each. The rules are varied in shape and size as real ones are:
classes, norms of every modality, windows, counts, related subjects, nested conditions, limits.
"""
import pathlib
import random
import sys

RULES_PER_POLICY = 1000
RULES_PER_ARTICLE = 10

VOCABULARY = """\
vocabulary made

authority province
authority county under province

scale risk of region, person: low < medium < high

entity region
  code: text, key
  severely affected: yes or no

entity person
  person number: text, key, personal
  home: region
  close contact: yes or no
  feverish: yes or no
  temperature: °C, optional
  job: one of cashier, seller, cleaner, guard

entity venue
  venue number: text, key
  host: region
  rural: yes or no
  occupants: number
  floor area: m²

event case of region, reported daily
  date: day
  case kind: one of confirmed, suspected
  count: number, counting
  new: always

event stay of person
  place: region
  start day: day
  end day: day, optional

event arrival of person
  date: day

measure home quarantine of person, lasting days
measure centralized quarantine of person, lasting days
measure health monitoring of person, lasting days
measure mask of person, attested
measure enter of person
measure travel of person
measure disinfect of venue, attested
measure close of venue
measure seal road of region
"""


def low(pick):
    return f"low risk for region if no new confirmed case in {pick(7, 28)} days"


def medium(pick):
    return (f"medium risk for region\n  if any new confirmed case in {pick(7, 28)} days\n"
            f"  and at most {pick(10, 90)} confirmed cases ever")


def high(pick):
    return f"high risk for person if (a stay in {pick(7, 28)} days where place is high-risk) or close contact is yes"


def quarantine(pick):
    return f"centralized quarantine {pick(7, 21)} days from arrival for high-risk person"


def home(pick):
    return (f"home quarantine at least {pick(3, 14)} days for person with (a stay in {pick(7, 28)} days where place is "
            f"severely affected) unless feverish is yes")


def monitoring(pick):
    return f"health monitoring between {pick(1, 5)} and {pick(6, 14)} days for close contact"


def mask(pick):
    return f"person must observe mask if temperature is at least 3{pick(7, 8)}.{pick(0, 9)} °C and home is high-risk"


def may(pick):
    return f"low-risk person may travel if temperature is less than 37.{pick(0, 9)} °C"


def must_not(pick):
    return f"must not seal road for region if no new confirmed case in {pick(7, 28)} days"


def enter(pick):
    return f"feverish person must not enter if temperature is at least 3{pick(7, 9)}.{pick(0, 9)} °C"


def disinfect(pick):
    return f"disinfect for rural venue where host has more than {pick(1, 50)} confirmed cases in {pick(7, 28)} days"


def space(pick):
    return f"at most {pick(10, 500)} occupants for rural venue"


SHAPES = [low, medium, high, quarantine, home, monitoring, mask, may, must_not, enter, disinfect, space]


def main():
    folder, rules = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "made.pol").write_text(VOCABULARY, encoding="utf-8")
    pick = random.Random(2020).randint
    for first in range(0, rules, RULES_PER_POLICY):
        number = first // RULES_PER_POLICY + 1
        lines = [f'policy "made policy {number}"', "by county", "uses made", "in force from 2020-02-24"]
        for index in range(first, min(first + RULES_PER_POLICY, rules)):
            if index % RULES_PER_ARTICLE == 0:
                article = (index - first) // RULES_PER_ARTICLE + 1
                lines += ["", f'article {article} "Made article {article}"']
            lines.append(SHAPES[index % len(SHAPES)](pick))
        (folder / f"policy{number:04}.pol").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
