#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs the golden files of tests/golden and tests/bad: programs that hold their expectation at the foot.

tests/README.md describes the format. Every file is laid out in a folder of its own, its commands are
run there, and what they print and return is compared with (--update: written to) the foot.
"""
import argparse
import concurrent.futures
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

TESTS = pathlib.Path(__file__).resolve().parent
ROOT = TESTS.parent
SUITES = [TESTS / "golden", TESTS / "bad"]
FOOT = "# ----"
SECTION = re.compile(r"# --- file: (\S+)$")
RUN = re.compile(r"# run: (.+)$")
INTERNAL_ERROR = 5
TIMEOUT_SECONDS = 120


class Golden:
    """A golden file taken apart: `head` keeps its line numbers, `sections` are further files."""

    def __init__(self, path):
        self.path = path
        self.text = path.read_bytes().decode("utf-8", "surrogateescape")
        lines = self.text.split("\n")
        stripped = [line.rstrip("\r") for line in lines]
        foot = stripped.index(FOOT) if FOOT in stripped else len(lines)
        self.before_foot = lines[:foot] if foot < len(lines) else self.text.rstrip("\n").split("\n")
        self.expected = [line for line in stripped[foot + 1 :] if line]
        self.commands = []
        for line in stripped[:foot]:
            if not (match := RUN.match(line)):
                break
            self.commands.append(match[1])
        self.head, self.sections = [], {}
        part = self.head
        for line in self.before_foot:
            if match := SECTION.match(line.rstrip("\r")):
                part = self.sections.setdefault(match[1], [])
            else:
                part.append(line)

    def lay_out(self, folder):
        for name, lines in [(self.path.name, self.head), *self.sections.items()]:
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(("\n".join(lines) + "\n").encode("utf-8", "surrogateescape"))

    def with_foot(self, actual):
        return "\n".join([*self.before_foot, FOOT, *actual]) + "\n"


def one_line_each(text):
    """Findings in JSON as `error[P0304] file:3:17-3:21 message`; any other text as it is."""
    try:
        findings = json.loads(text)["diagnostics"]
    except (ValueError, KeyError, TypeError):
        return text

    def place(item):
        if item.get("line") is None:
            return item.get("file") or "-"
        return "{file}:{line}:{column}-{end_line}:{end_column}".format(**item)

    lines = []
    for finding in findings:
        lines.append(f"{finding['severity']}[{finding['code']}] {place(finding)} {finding['message']}")
        lines += [f"  note {place(note)} {note['message']}" for note in finding.get("notes", [])]
        if finding.get("help"):
            lines.append(f"  help: {finding['help']}")
        lines += [f"  fix {place(fix)} `{fix['replacement']}`" for fix in finding.get("fixes", [])]
    return "\n".join(lines)


def shown(text, mark, folder):
    text = text.replace(str(folder) + "/", "").replace(str(ROOT) + "/", "%r/")
    return [f"# {mark} {line}".rstrip() for line in one_line_each(text).splitlines()]


def run_commands(golden, polc):
    """Returns the lines of the foot, the exit statuses, and what is wrong whatever is expected."""
    actual, statuses, wrong = [], [], []
    environment = {**os.environ, "PATH": f"{polc.parent}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary).resolve()
        golden.lay_out(folder)
        for command in golden.commands:
            line = command.replace("%s", golden.path.name).replace("%r", str(ROOT))
            try:
                done = subprocess.run(["sh", "-c", line], cwd=folder, env=environment, capture_output=True,
                                      stdin=subprocess.DEVNULL, timeout=TIMEOUT_SECONDS)
            except subprocess.TimeoutExpired:
                wrong.append(f"`{command}` ran for more than {TIMEOUT_SECONDS} s")
                continue
            if len(golden.commands) > 1:
                actual.append(f"# $ {command}")
            for stream, mark in [(done.stdout, ">"), (done.stderr, "!")]:
                actual += shown(stream.decode("utf-8", "replace"), mark, folder)
            actual.append(f"# exit {done.returncode}")
            statuses.append(done.returncode)
            if done.returncode >= INTERNAL_ERROR or done.returncode < 0:
                wrong.append(f"`{command}` crashed or reported an internal error: status {done.returncode}")
    return actual, statuses, wrong


def check(path, polc, update):
    """Returns (passed, report)."""
    golden = Golden(path)
    if not golden.commands:
        return False, "does not begin with `# run: polc ...`"
    actual, statuses, wrong = run_commands(golden, polc)
    named_fail = path.name.startswith("fail_")
    if any(statuses) and not named_fail:
        wrong.append("ends with a status other than 0: its name must begin with fail_")
    if not any(statuses) and named_fail:
        wrong.append("ends with status 0: its name must not begin with fail_")
    if update and not wrong:
        path.write_bytes(golden.with_foot(actual).encode("utf-8", "surrogateescape"))
        return True, ""
    if golden.expected != actual:
        wrong += difflib.unified_diff(golden.expected, actual, "expected", "actual", lineterm="", n=2)
    return not wrong, "\n".join(wrong)


def main():
    parser = argparse.ArgumentParser(description="run the golden files")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    parser.add_argument("--filter", default="", help="only files whose path under tests/ matches this expression")
    parser.add_argument("--update", action="store_true", help="write what is printed into the files")
    parser.add_argument("-j", "--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    polc = options.polc.resolve()
    if not polc.is_file():
        sys.exit(f"run.py: no program {polc}; ./dev build makes it")

    paths = sorted(path for suite in SUITES for path in suite.rglob("*") if path.is_file() and path.suffix != ".md")
    paths = [path for path in paths if re.search(options.filter, str(path.relative_to(TESTS)))]
    failed = 0
    # Threads suffice: each waits for a process of its own.
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for path, (passed, report) in zip(paths, pool.map(lambda p: check(p, polc, options.update), paths)):
            if not passed:
                failed += 1
                print(f"FAILED {path.relative_to(ROOT)}\n{report}\n")
    print(f"{len(paths) - failed} passed, {failed} failed")
    return 1 if failed or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
