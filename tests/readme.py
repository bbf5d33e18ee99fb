#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Runs what the READMEs show: every ```sh block, and compares what it prints with the ```text block below it.

A block runs where its reader stands: README.md at the root of a copy of the tree, examples/X/README.md in a copy of
examples/X. The blocks of one file run one after the other in one folder, with polc on the search path. A line `...` in
the expected text stands for any lines, and lines with ./dev are left out: they build, and CI runs them by themselves.
--update writes what came out.
"""
import argparse
import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
COPIED = ["policies", "examples"]
BLOCK = re.compile(r"^```(sh|text)\n(.*?)^```\n", re.MULTILINE | re.DOTALL)
TIMEOUT_SECONDS = 300


def fits(expected, actual):
    """Whether the lines agree, `...` standing for any."""
    parts = [[]]
    for line in expected:
        if line.strip() == "...":
            parts.append([])
        else:
            parts[-1].append(line)
    if len(parts) == 1:
        return expected == actual
    first, *middle, last = parts
    if len(first) + len(last) > len(actual) or actual[: len(first)] != first or (last and actual[-len(last):] != last):
        return False
    at, end = len(first), len(actual) - len(last)
    for part in middle:
        while at + len(part) <= end and actual[at: at + len(part)] != part:
            at += 1
        if at + len(part) > end:
            return False
        at += len(part)
    return True


def lay_out(page, folder):
    """A copy of what the reader of this page has before him; the folder where he stands."""
    for name in COPIED:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*.db"))
    return (folder / page.relative_to(ROOT)).parent


class Page:
    def __init__(self, path):
        self.path = path
        self.text = path.read_text(encoding="utf-8")
        self.failures = []

    def run(self, polc):
        """Runs the blocks; returns the text with what they printed."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            here = lay_out(self.path, folder)
            (folder / "bin").mkdir()
            (folder / "bin" / "polc").symlink_to(pathlib.Path(polc).resolve())
            environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
                           "NO_COLOR": "1"}
            environment.pop("POLC_PSEUDONYM_KEY", None)
            printed = None
            out, done = [], 0
            for block in BLOCK.finditer(self.text):
                kind, body = block.groups()
                out.append(self.text[done: block.start()])
                done = block.end()
                if kind == "sh":
                    printed = self.output(body, here, environment)
                    out.append(block.group())
                elif printed is None:
                    out.append(block.group())
                else:
                    out.append(self.compare(body, printed))
                    printed = None
            out.append(self.text[done:])
            return "".join(out)

    @staticmethod
    def output(commands, here, environment):
        script = "".join(line + "\n" for line in commands.splitlines() if not line.startswith("./dev"))
        done = subprocess.run(["bash", "-u", "-c", script], cwd=here, env=environment, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True, timeout=TIMEOUT_SECONDS, check=False)
        return done.stdout

    def compare(self, expected, actual):
        if fits(expected.splitlines(), actual.splitlines()):
            return f"```text\n{expected}```\n"
        self.failures.append("\n".join(difflib.unified_diff(expected.splitlines(), actual.splitlines(), "expected",
                                                            "printed", lineterm="")))
        return f"```text\n{actual}```\n"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--polc", default=ROOT / "build" / "release" / "polc")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("pages", nargs="*", type=pathlib.Path)
    arguments = parser.parse_args()
    pages = [page.resolve() for page in arguments.pages] or [ROOT / "README.md", *sorted(ROOT.glob("examples/*/README.md"))]
    failed = 0
    for path in pages:
        page = Page(path)
        text = page.run(arguments.polc)
        if page.failures and arguments.update:
            path.write_text(text, encoding="utf-8")
            print(f"{path.relative_to(ROOT)}: written anew")
        elif page.failures:
            failed += 1
            print(f"{path.relative_to(ROOT)}:", *page.failures, sep="\n")
    print(f"{len(pages) - failed} of {len(pages)} pages show what is printed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
