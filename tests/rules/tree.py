# SPDX-License-Identifier: Apache-2.0
"""What the rules look at: the files of the project, and how a rule ends."""
import os
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
NOT_OURS = {".git", "build", "__pycache__", ".cache"}
# Made input for programs: kept as it was found or made, not written for readers.
MADE = {"tests/fuzz/corpus", "tests/bad"}


def files(*suffixes, under=""):
    """Every file of the project (with one of the suffixes, or names), in order."""
    found = []
    for folder, folders, names in os.walk(ROOT / under):
        folders[:] = sorted(set(folders) - NOT_OURS)
        relative = pathlib.Path(folder).relative_to(ROOT).as_posix()
        if any(relative == made or relative.startswith(made + "/") for made in MADE):
            continue
        paths = [pathlib.Path(folder, name) for name in sorted(names)]
        found += [path for path in paths if not suffixes or path.suffix in suffixes or path.name in suffixes]
    return found


def name(path):
    return path.relative_to(ROOT).as_posix()


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def end(looked_at, findings):
    """Prints the findings; a rule that looked at nothing is broken."""
    if not looked_at:
        findings = ["nothing to look at: the rule no longer finds its files"]
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)
