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
    """Ten rules of one town; about one in ten goes too far or not far enough."""
    lives = f'region name of home is "{town}"'
    lies = f'region name of host is "{town}"'

    def usual(amount, *others):
        return draw.choice(others) if draw.random() < 0.1 else amount

    return [
        f"home quarantine {usual(14, 7, 21)} days from arrival for medium-risk person with ({lives})",
        f"centralized quarantine {usual(14, 10, 28)} days from arrival for high-risk person with ({lives})",
        f"hospital examination for symptomatic person with ({lives}) if temperature is at least {draw.randint(373, 390) / 10} °C",
        f"person with ({lives}) may travel if temperature is less than {draw.randint(360, 372) / 10} °C",
        f"health ledger for person with ({lives}) if job is driver and any arrival in {draw.randint(1, 30)} days",
        f"closed control for {usual('smallest building unit', 'building unit')}"
        f' with (block number is "{town}" and host compound has a confirmed local case ever)',
        f"case investigation for compound with ({lies}) if at least {draw.randint(1, 5)} confirmed local cases ever",
        f"disinfect at least {draw.randint(1, 4)} times a day for venue with ({lies})",
        f'population survey for region where region name is "{town}" if more than {draw.randint(10, 90)} confirmed cases in 14 days',
        f"{usual('disinfect', 'close market')} for venue with ({lies}) if host has no new confirmed case in {draw.randint(7, 28)} days",
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
