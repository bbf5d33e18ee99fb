#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""make_local_rules.py FOLDER RULES [--each N]: writes a county's rules for its towns under the guidance of Guangxi.

The same every time. Each rule speaks of one town; its amounts and conditions are drawn, so that some stay within the
guidance and some do not. With --each, policies of that many rules each; without, one policy of all.
"""
import argparse
import pathlib
import random

RULES_PER_ARTICLE = 10


def rules_of(draw, town):
    """Ten rules of one town."""
    lives = f'region name of home is "{town}"'
    lies = f'region name of host is "{town}"'
    days = lambda low, high: draw.randint(low, high)
    return [
        f"home quarantine {days(7, 21)} days from arrival for medium-risk person with ({lives})",
        f"centralized quarantine {days(14, 15)} days from arrival for high-risk person with ({lives})",
        f"health monitoring {days(3, 14)} days from discharge for person with ({lives})",
        f"person with ({lives}) must not travel if temperature is at least {days(370, 380) / 10} °C",
        f"temperature check daily for person with ({lives}) if job is driver",
        f'closed control {days(7, 21)} days for village with ({lies}) if any close contact',
        f"must not close market for venue with ({lies}) if host has no new confirmed case in {days(7, 28)} days",
        f"disinfect at least {days(1, 4)} times a day for venue with ({lies})",
        f'seal road for region where region name is "{town}" if more than {days(10, 90)} confirmed cases in 14 days',
        f"person with ({lives}) may resume work if temperature is less than {days(368, 374) / 10} °C",
    ]


def letters(number):
    """1 is a, 27 is aa: names hold no figures."""
    text = ""
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("a") + digit) + text
    return text


def policy(number, rules):
    lines = [f"policy county measures part x{letters(number)}", "by county", "uses epidemic", "under guangxi level three guidance",
             "in force from 2020-03-01"]
    for at, rule in enumerate(rules):
        if at % RULES_PER_ARTICLE == 0:
            lines += ["", f'article {at // RULES_PER_ARTICLE + 1} "Measures"']
        lines.append(rule)
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("rules", type=int)
    parser.add_argument("--each", type=int)
    arguments = parser.parse_args()
    draw = random.Random(7)
    rules = []
    while len(rules) < arguments.rules:
        rules += rules_of(draw, f"Town {len(rules) // 10 + 1}")
    del rules[arguments.rules:]
    each = arguments.each or arguments.rules
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for at in range(0, len(rules), each):
        number = at // each + 1
        path = arguments.folder / f"town_rules_{number:05}.pol"
        path.write_text(policy(number, rules[at:at + each]), encoding="utf-8")


if __name__ == "__main__":
    main()
