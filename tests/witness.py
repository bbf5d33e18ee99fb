#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The worlds that `polc check --witness` writes, replayed: for every finding with a world in policies/, golden/proof/ and the
proposals of proof/cases/, `polc eval` on the written database shows the finding, and the written test passes when it stands at
the end of its policy. And what is in the way of a file is told, never overwritten."""
import argparse
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import run

TESTS = pathlib.Path(__file__).resolve().parent
ROOT = TESTS.parent
ID = re.compile(r"(?:the id of this finding is|此提示的编号为) (\S+)")
WORLD = re.compile(r"(?:for example, on|例如)")
BEGINS = re.compile(r"\s*(?:policy|vocabulary|政策|词汇)(?:\s|$)")
DAY = re.compile(r"(?:on |于)(.+)")
CHINESE_DAY = re.compile(r"(\d+)年(\d+)月(\d+)日(?:(\d+)时(?:(\d+)分)?)?")
CLASS = re.compile(r"(?:expect|预期) [\"“](.+?)[\"”](?:'s | 的 )(.+) (?:is|是) (conflicting|冲突|missing|缺失)")
NORM = re.compile(r"(?:expect|预期) [\"“](.+?)[\"”] (must not|must|may|need not|不得|应当|可以|不必) (.+)")
# What a test expects without its strength, eval shows with it.
SOFTER = {"must": ("in principle", "should"), "must not": ("in principle not", "should not"),
          "应当": ("原则上", "提倡"), "不得": ("原则上不得", "不提倡")}
BREACH = re.compile(r"(?:expect breach of article (\S+) of .+: \"(.+)\"|预期 违反 第(\S+?)条：“(.+)”)")
# Policies without a first day: their tests say what to add.
NO_FIRST_DAY = re.compile(r"^# .*(?:first day|施行日期)", re.M)


class Failures:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def check(self, what, good):
        self.passed += bool(good)
        self.failed += not good
        if not good:
            print(f"FAILED {what}")


def polc_run(polc, folder, *arguments):
    done = subprocess.run([polc, *map(str, arguments)], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    return done.returncode, done.stdout, done.stderr


def moment_of(block):
    text = next(match[1] for line in block.splitlines() if (match := DAY.match(line)))
    if not (match := CHINESE_DAY.match(text)):
        return text
    year, month, day, hour, minute = match.groups()
    return f"{year}-{int(month):02}-{int(day):02}" + (f" {int(hour):02}:{int(minute or 0):02}" if hour else "")


def is_shown(expectation, day):
    """Whether the answer of `polc eval` has what the test expects."""
    if match := CLASS.match(expectation):
        state = {"conflicting": "conflict", "冲突": "conflict"}.get(match[3], "gap")
        return any(one["subject"] == match[1] and one["scale"] == match[2] and one["state"] == state for one in day["classes"])
    if match := BREACH.match(expectation):
        article, kind = match[1] or match[3], match[2] or match[4]
        return any(kind in (one["kind"], one["text"].split("：")[0], one["text"].split(":")[0]) and not one["unknown"]
                   and re.search(rf"\b{re.escape(article)}\b|第{re.escape(article)}条", one["article"])
                   for one in day["violations"])
    if match := NORM.match(expectation):
        return any(one["subject"] == match[1] and one["modality"] in (match[2], *SOFTER.get(match[2], ())) and match[3] in one["measure"]
                   and not one["unknown"] for one in day["measures"])
    return False


def pasted(text, line, block):
    """The text with the block at the end of the policy that holds the line."""
    lines = text.splitlines(keepends=True)
    end = next((at for at in range(line, len(lines)) if BEGINS.match(lines[at])), len(lines))
    # What is marked to the foot of a golden file is comment.
    return "".join(lines[:end]).rstrip("\n") + "\n\n" + block + "\n" + "".join(lines[end:])


def replay(polc, folder, name, arguments, failures):
    """Checks the files, then every world that was written; the number of worlds."""
    _, out, error = polc_run(polc, folder, "check", *arguments, "--witness", "worlds", "--format", "json")
    try:
        findings = json.loads(out)["diagnostics"]
    except ValueError:
        failures.check(f"{name}: no report: {error}", False)
        return 0
    shown = 0
    languages = {}
    for finding in findings:
        notes = [note["message"] for note in finding["notes"]]
        id_ = next((match[1] for note in notes if (match := ID.match(note))), None)
        if id_ is None or not any(WORLD.match(note) for note in notes):
            continue
        path = folder / finding["file"]
        text = path.read_text(encoding="utf-8")
        number = languages.setdefault(id_, 0)
        languages[id_] += 1
        stem = id_ if number == 0 else next(
            one for one in (f"{id_}-zh", f"{id_}-en") if (folder / "worlds" / f"{one}.db").is_file())
        block = (folder / "worlds" / f"{stem}.pol-test").read_text(encoding="utf-8")
        label = f"{name}: {stem} ({finding['code']})"
        shown += 1
        expectations = [line for line in block.splitlines() if line.startswith(("expect", "预期"))]
        if NO_FIRST_DAY.search(block):
            failures.check(f"{label}: expects something without a first day", not expectations)
            continue
        if not expectations:
            failures.check(f"{label}: expects nothing", False)
            continue
        language = "zh" if "测试" in block else "en"
        # Facts given under a key are personal in some vocabularies.
        # The policy alone, with those above it: others may know more of the same things.
        status, out, error = polc_run(polc, folder, "eval", finding["file"], "--facts", f"worlds/{stem}.db", "--on", moment_of(block),
                                      "--format", "json", "--show-personal", "--lang", language)
        try:
            day = json.loads(out)["days"][0]
        except ValueError:
            failures.check(f"{label}: eval ends with {status}: {error}", False)
            continue
        for expectation in expectations:
            failures.check(f"{label}: eval does not show `{expectation}`", is_shown(expectation, day))
        path.write_text(pasted(text, finding["line"], block), encoding="utf-8")
        status, out, error = polc_run(polc, folder, "test", path.relative_to(folder), "--format", "json")
        path.write_text(text, encoding="utf-8")
        try:
            tests = [one for one in json.loads(out)["tests"] if id_ in one["name"]]
        except (ValueError, KeyError):
            tests = []
        failures.check(f"{label}: the test does not pass: {status} {tests} {out[:2000] if not tests else ''}{error}",
                       len(tests) == 1 and tests[0]["not_met"] == 0 and tests[0]["expectations"] == len(expectations))
    return shown


def replay_all(polc, failures):
    worlds = 0
    with tempfile.TemporaryDirectory(prefix="polc-witness.") as scratch:
        scratch = pathlib.Path(scratch)
        shutil.copytree(ROOT / "policies", scratch / "policies")
        worlds += replay(polc, scratch, "policies", ["policies"], failures)
        for case in sorted((TESTS / "proof/cases").glob("*.pol")):
            folder = scratch / case.stem
            shutil.copytree(ROOT / "policies/en", folder)
            shutil.copy(case, folder / "proposal.pol")
            status, _, _ = polc_run(polc, folder, "check", "--no-proof", "proposal.pol")
            if status == 0:  # some need words that the vocabulary lacks
                worlds += replay(polc, folder, case.stem, ["proposal.pol"], failures)
        for path in sorted((TESTS / "golden/proof").glob("*.pol")):
            golden = run.Golden(path)
            folder = scratch / path.stem
            folder.mkdir()
            golden.lay_out(folder)
            worlds += replay(polc, folder, path.stem, sorted(one.name for one in folder.glob("*.pol")), failures)
    return worlds


RULES = """vocabulary words / 词汇
authority county / 县
scale risk / 风险 of region: low / 低 < medium / 中 < high / 高
entity region / 地区
  code / 代码: text, key
  floor area / 面积: m²
  "number of days" / “未及时 报告”: number
event case / 病例 of region, reported daily from 2024-02-01
  date / 日期: day
  count / 例数: number, counting
measure seal road / 封路 of region, attested

policy county tiers / 县分级
by county
uses words
in force from 2024-03-01
article 1
medium risk for region if at most 50 cases ever and floor area is more than 2.5 m² and "number of days" is more than 3
high risk for region if at least 50 cases ever
"""


def check_files(polc, failures):
    """Files that are there already, folders that cannot be, and facts of several kinds."""
    with tempfile.TemporaryDirectory(prefix="polc-witness.") as scratch:
        folder = pathlib.Path(scratch)
        (folder / "rules.pol").write_text(RULES, encoding="utf-8")
        worlds = replay(polc, folder, "rules", ["rules.pol"], failures)
        failures.check("rules: two worlds", worlds == 2)
        database = sorted((folder / "worlds").glob("*.db"))[0]
        with sqlite3.connect(database) as facts:
            reports = facts.execute('SELECT count(*) FROM "case_report"').fetchone()[0]
        failures.check(f"rules: a report for every day since 2024-02-01: {reports}", reports >= 29)
        _, again, _ = polc_run(polc, folder, "check", "rules.pol", "--witness", "worlds")
        failures.check("rules: written a second time over its own files", "P1019" not in again)
        failures.check("rules: nothing but the files of the findings",
                       sorted(one.suffix for one in (folder / "worlds").iterdir()) == 2 * [".db"] + 2 * [".pol-test"])

        def refused(what, target="worlds"):
            status, out, _ = polc_run(polc, folder, "check", "rules.pol", "--witness", target)
            failures.check(f"{what}: status {status}", status == 4 and "P1019" in out)

        kept = database.read_bytes()
        block = database.with_suffix(".pol-test")
        block.write_text("mine\n", encoding="utf-8")
        refused("a test file of somebody else")
        failures.check("a test file of somebody else stays", block.read_text(encoding="utf-8") == "mine\n")
        database.write_bytes(b"mine")
        refused("a database of somebody else")
        failures.check("a database of somebody else stays", database.read_bytes() == b"mine")
        database.unlink()
        with sqlite3.connect(database) as other:
            other.execute("CREATE TABLE mine (a)")
        before = database.read_bytes()
        refused("another SQLite database")
        failures.check("another SQLite database stays", database.read_bytes() == before and before != kept)
        (folder / "file").write_text("", encoding="utf-8")
        refused("a file where the folder should be", "file")
        refused("a folder below a file", "file/below")
        if os.geteuid() != 0:
            (folder / "closed").mkdir(mode=0o500)
            refused("a folder without leave to write", "closed")
        status, out, _ = polc_run(polc, folder, "check", "rules.pol", "--no-proof", "--witness", "none")
        failures.check("without proofs nothing is written", status == 0 and not (folder / "none").exists() and not out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    failures = Failures()
    worlds = replay_all(polc, failures)
    check_files(polc, failures)
    print(f"{worlds} worlds replayed; {failures.passed} passed, {failures.failed} failed")
    return 1 if failures.failed or not worlds else 0


if __name__ == "__main__":
    sys.exit(main())
