#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What `polc check` finds in the policies of policies/, and nothing else: each finding has a row in defects.tsv (known
defects of the texts) or in tensions.tsv (further places where a text is at odds with itself or with its superior).

The errors and warnings among them are waived in accepted.pol, each with its reason: with that file the check ends with status 0,
and a new one fails it. Here the policies are checked without it.

A row names a finding by its code, the articles that it touches, and how many such findings there are; `on` is the day for
which it is proved, where it is not found over the whole span. A defect that no property sees has a row that says why not.
The Chinese policies have the same findings by id. Where the list of defects lies beside the project, each has a row.
"""
import argparse
import collections
import csv
import json
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
POLICIES = HERE.parents[1] / "policies"
KNOWN = HERE.parents[2] / "shared" / "norms" / "DEFECTS.md"
ARTICLE = re.compile(r"article (\d+)\b")
ID = re.compile(r"the id of this finding is ([\w-]+)|编号为 ([\w-]+)")
ACCEPTED = "accepted.pol"
NOT_VALID = 3  # exit status of polc: this and above, nothing was proved

Row = collections.namedtuple("Row", "table number defect found code articles count on remark")


def rows_of(name):
    with open(HERE / name, encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE), 2):
            found = row.get("found", "yes")
            yield Row(name, number, row.get("defect"), found, row["code"], row["articles"], int(row["count"] or 0),
                      row.get("on") or "", row["remark"] or "")


class Articles:
    """Under which article of which policy a line of an English file stands."""

    def __init__(self):
        self.files = {}

    def at(self, file, line):
        if file not in self.files:
            current, articles = "head", []
            for text in pathlib.Path(file).read_text(encoding="utf-8").splitlines():
                if match := ARTICLE.match(text):
                    current = match[1]
                articles.append(current)
            self.files[file] = articles
        return f"{pathlib.Path(file).stem} {self.files[file][line - 1]}"


def check(polc, language, *options):
    """The findings of proofs: code, places, id."""
    files = [file for file in sorted((POLICIES / language).glob("*.pol")) if file.name != ACCEPTED]
    done = subprocess.run([polc, "check", *files, *options, "--format", "json"], capture_output=True, text=True, timeout=600,
                          check=False)
    if done.returncode >= NOT_VALID:
        sys.exit(f"polc check of policies/{language}: status {done.returncode}\n{done.stdout}{done.stderr}")
    for one in json.loads(done.stdout)["diagnostics"]:
        if one["code"] < "P1100":
            continue
        places = [(place["file"], place["line"]) for place in [one, *one["notes"]] if place["line"]]
        ids = [match for note in one["notes"] if (match := ID.search(note["message"]))]
        yield one["code"], places, (ids[0][1] or ids[0][2]) if ids else None


def check_gate(polc, language):
    """What is wrong with the policies together with what is accepted of them: they pass, and nothing is accepted in vain."""
    done = subprocess.run([polc, "check", POLICIES / language, "--fail-on", "warning", "--format", "json"], capture_output=True,
                          text=True, timeout=600, check=False)
    if done.returncode == 0:
        return []
    left = [f"{one['code']} {one['file']}:{one['line']}" for one in json.loads(done.stdout)["diagnostics"]
            if one["severity"] != "note"]
    return [f"policies/{language}: polc check ends with status {done.returncode}: {', '.join(left)}"]


def in_order(articles):
    def key(article):
        policy, number = article.rsplit(" ", 1)
        return policy, int(number) if number.isdigit() else -1
    return ", ".join(sorted(set(articles), key=key))


def by_articles(findings):
    where = Articles()
    counts = collections.Counter()
    for code, places, _ in findings:
        counts[code, in_order(where.at(*place) for place in places)] += 1
    return counts


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    polc = str(pathlib.Path(parser.parse_args().polc).resolve())
    failures = []
    rows = [*rows_of("defects.tsv"), *rows_of("tensions.tsv")]
    wanted = {}
    for row in rows:
        place = f"{row.table}:{row.number}"
        if not row.remark or row.found not in ("yes", "no"):
            failures.append(f"{place}: says nothing of why")
        if row.found == "no" and (row.code or row.articles):
            failures.append(f"{place}: not found, and yet a finding")
        if row.found == "yes" and wanted.setdefault((row.code, row.articles, row.on), row) is not row:
            failures.append(f"{place}: a second row for {row.code} {row.articles}")

    findings = list(check(polc, "en"))
    whole = by_articles(findings)
    days = {day: by_articles(check(polc, "en", "--on", day)) for day in sorted({row.on for row in rows if row.on})}
    for (code, articles, day), row in wanted.items():
        count = (days[day] if day else whole)[code, articles]
        if count != row.count:
            failures.append(f"{row.table}:{row.number}: {code} {articles} {day}: found {count} times, expected {row.count}")
    for day, counts in {"": whole, **days}.items():
        for code, articles in counts:
            if (code, articles, "") not in wanted and (code, articles, day) not in wanted:
                failures.append(f"not in any row: {code} {articles} {day}: {counts[code, articles]}")

    english, chinese = (sorted((code, name or "") for code, _, name in of)
                        for of in (findings, check(polc, "zh")))
    if english != chinese:
        failures.append(f"not the same findings in both languages: {set(english) ^ set(chinese)}")

    failures += [wrong for language in ("en", "zh") for wrong in check_gate(polc, language)]
    defects = {row.defect: row.found for row in rows if row.defect}
    if KNOWN.exists():
        known = set(re.findall(r"^\*\*(\d+) ", KNOWN.read_text(encoding="utf-8"), re.MULTILINE))
        failures += [f"no row for defect {number}" for number in sorted(known - defects.keys())]
        failures += [f"a row for defect {number}, which is not known" for number in sorted(defects.keys() - known)]
    print("\n".join(failures))
    seen = sum(found == "yes" for found in defects.values())
    print(f"{len(defects)} defects, {seen} found; findings {len(findings)}; failures {len(failures)}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
