#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Proposals with known verdicts against the law above them, as `polc check` judges them on a day: the headline of the
findings and the article that is named. Those of a county (C01 …) stand under the guidance of Guangxi, those of a township
(B01 …) under the nine noes of Badong. The proposals are in cases/, one a case.

A row marked `open` is a known gap: its present answer is printed with the reason, and it is not counted as failed
unless that answer changes, so that the mark goes when the gap does.
"""
import argparse
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
POLICIES = HERE.parent.parent / "policies" / "en"
# By the first letter of a case: the policy above it, and the day on which it is judged.
Superior = collections.namedtuple("Superior", "policy day")
SUPERIORS = {"C": Superior("guangxi level three guidance", "2020-02-27"), "B": Superior("badong nine limits", "2022-07-10")}

# The first line whose codes are among the findings is the headline.
HEADLINES = [
    ("outside power", {"P1130", "P1131", "P1132"}),
    ("prohibition", {"P1127"}),
    ("below floor", {"P1122"}),
    ("above ceiling", {"P1121", "P1124", "P1125", "P1126", "P1128", "P1129"}),
    ("undecided", {"P1191", "P1192", "P1193"}),
]

# `change`: what is replaced in the proposal beforehand. Such rows show that a proposal that conforms was looked at.
Case = collections.namedtuple("Case", "case verdict article change open", defaults=[None, None])
CASES = [
    Case("C01", "conforms", None),
    Case("C01", "above ceiling", "3", ("may have", "must not")),
    Case("C02", "conforms", None),
    Case("C02", "below floor", "23", ("25000 cm²", "24999 cm²")),
    Case("C02", "conforms", None, ("6 occupants", "5 occupants")),
    Case("C03", "prohibition", "42"),
    # Whoever has fever is not protected, yet an outsider may not be refused at a village by article 15.
    Case("C03", "prohibition", "15", ("code scanned is no)", "code scanned is no and temperature is at least normal temperature)")),
    Case("C05", "outside power", "60"),
    Case("C05", "outside power", "60", (' where region name is "Town T"', "")),
    Case("C06", "depends on facts", "5"),
    Case("C06", "conforms", None, ("compound with (host is medium-risk and any", "smallest building unit with (host compound has a")),
    Case("C06", "above ceiling", "5", ("closed control for compound with (host is medium-risk and any confirmed local case ever)",
                                       "closed control for building unit with (host compound has a confirmed local case ever)")),
    Case("C07", "above ceiling", "3"),
    Case("C07", "conforms", None, ("if household", "if temperature is at least normal temperature and household")),
    Case("C13", "below floor", "40"),
    Case("C13", "conforms", None, ("home quarantine", "centralized quarantine")),
    Case("C13", "above ceiling", "40", ("home quarantine 336", "centralized quarantine 360")),
    Case("C16", "above ceiling", "42"),
    Case("C16", "conforms", None, ("exactly 50", "exactly 51")),
    Case("B01", "above ceiling", "4"),
    Case("B01", "above ceiling", "4", ("24 hours", "47 hours")),
    # Of a crew without any result the source says nothing.
    Case("B01", "conforms", None, ("no negative nucleic test in 24 hours", "no nucleic test ever and health code is red")),
    Case("B01", "conforms", None, ("refuse passage", "health screening")),
    Case("B02", "above ceiling", "4"),
    Case("B02", "conforms", None, ("for coach crew", "for coach crew if health code is yellow")),
    Case("B03", "above ceiling", "3"),
    Case("B03", "conforms", None, ("14 days", "7 days")),
    Case("B03", "conforms", None, (" and eligible is no", " and eligible is no and justified lengthening is yes")),
    Case("B03", "above ceiling", "3", ("14 days", "8 days")),
    # Nobody who is eligible to go home is isolated, nor who comes from a low-risk area.
    Case("B03", "prohibition", "5", (" and eligible is no", "")),
    Case("B03", "prohibition", "3", ("safe arrival is no and ", "")),
    Case("B04", "prohibition", "3"),
    Case("B04", "conforms", None, ("if marked is no", "if marked is yes")),
    Case("B05", "prohibition", "3"),
    Case("B05", "conforms", None, ("safe arrival person with (exposed", "person with (safe arrival is no and exposed")),
    Case("B06", "prohibition", "7"),
    Case("B06", "conforms", None, ("closing is no", "closing is yes")),
    Case("B06", "prohibition", "7", (" and justified closing is no", "")),
    Case("B06", "conforms", None, ("host is clean and everyday need is yes and justified closing is no", "everyday need is no")),
    Case("B07", "prohibition", "3"),
    Case("B07", "conforms", None, ("for village", "for village with (host is medium-risk)")),
    Case("B08", "above ceiling", "3"),
    Case("B08", "conforms", None, ("11 days", "10 days")),
    Case("B08", "conforms", None, ("lengthening is no", "lengthening is yes")),
    Case("B08", "above ceiling", "3", ("for high-risk region if justified", "for village if host's justified")),
    Case("B09", "above ceiling", "7"),
    Case("B09", "conforms", None, ("for courier", "for courier where justified limit is yes")),
    Case("B09", "conforms", None, ("for courier", "for cashier")),
    Case("B10", "above ceiling", "5"),
    Case("B10", "conforms", None, ("eligible is yes", "eligible is no")),
    Case("B11", "prohibition", "6"),
    Case("B11", "conforms", None, ("refuse care", "temperature check")),
    Case("B12", "above ceiling", "4"),
    Case("B13", "prohibition", "3"),
    Case("B13", "conforms", None, ("other management", "epidemic control")),
    Case("B14", "below floor", "10"),
    Case("B14", "below floor", "10", ("8 hours", "1439 minutes")),
    Case("B14", "conforms", None, ("8 hours", "1440 minutes")),
    Case("B15", "below floor", "4"),
    Case("B15", "conforms", None, ("exposed crew is yes", "exposed crew is no")),
    Case("B16", "prohibition", "4"),
    Case("B16", "conforms", None, ("for road site", "for authorised road site")),
]


def judge(polc, folder, case):
    """The headline of the proposal, the articles that the findings under it name, and what polc said."""
    text = (HERE / "cases" / f"{case.case.lower()}.pol").read_text(encoding="utf-8")
    if case.change:
        if text.count(case.change[0]) != 1:
            return "not one place to change", set(), text
        text = text.replace(*case.change)
    superior = SUPERIORS[case.case[0]]
    proposal = pathlib.Path(folder, "proposal.pol")
    proposal.write_text(text, encoding="utf-8")
    done = subprocess.run([polc, "check", "--path", POLICIES, "--on", superior.day, "--lang", "en", "--format", "json", proposal.name],
                          cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    try:
        findings = json.loads(done.stdout)["diagnostics"]
    except (ValueError, KeyError):
        return "no answer", set(), done.stdout + done.stderr
    said = "\n".join(f"{one['code']} line {one['line']}: {one['message']}" for one in findings)
    mine = [one for one in findings if one["file"] == proposal.name]
    if done.returncode > 2 or any(one["code"] < "P1100" and one["severity"] == "error" for one in mine):
        return "not valid", set(), said + done.stderr
    for headline, codes in HEADLINES:
        if under := [one for one in mine if one["code"] in codes]:
            named = re.compile(rf"article (\d+) of {superior.policy}")
            articles = {article for one in under for article in named.findall(one["message"])}
            depends = all(one["proof"] and one["proof"]["depends_on"] for one in under)
            return "depends on facts" if depends else headline, articles, said
    return "conforms", set(), said


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    polc = str(pathlib.Path(parser.parse_args().polc).resolve())
    passed, failed, gaps = 0, 0, 0
    with tempfile.TemporaryDirectory(prefix="polc-cases.") as folder:
        for case in CASES:
            verdict, articles, said = judge(polc, folder, case)
            name = case.case + (f" with `{case.change[1].strip()}`" if case.change else "")
            right = verdict == case.verdict and (verdict == "conforms" or case.article in articles)
            if right and not case.open:
                passed += 1
            elif case.open and verdict == case.open[0]:
                gaps += 1
                print(f"open {name}: {verdict}, where {case.verdict} is right: {case.open[1]}")
            else:
                failed += 1
                print(f"FAILED {name}: {verdict} {sorted(articles)}, expected {case.verdict} {case.article or ''}"
                      f"{' (no longer open)' if case.open and right else ''}")
                print("\n".join("  " + line for line in said.splitlines()))
    print(f"{passed} passed, {failed} failed, {gaps} open")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
