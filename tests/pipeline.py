#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""examples/pipeline at work: the commands of its CI files, run as their runners run them on rules that are clean, wrong
or doubtful, and its hook in a repository of git made for the purpose.

The CI files are read with python's yaml (Debian: python3-yaml), and the hook is run by the program pre-commit too;
what is not installed is left out, and said.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples/pipeline"
SKIPPED = 77
WRONG = ("seal off for", "seel off for")
DOUBTFUL = ("by town\n", "by town\nunder province notice\n")


class Tests:
    def __init__(self, polc, folder):
        self.passed, self.failed = 0, 0
        self.folder = folder
        tools = folder / "bin"
        tools.mkdir()
        (tools / "polc").symlink_to(polc)
        # A repository of its own, whatever repository and settings surround the test.
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self.environment = {**kept, "PATH": f"{tools}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "NO_COLOR": "1",
                            "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}

    def check(self, what, holds, output=""):
        self.passed += bool(holds)
        self.failed += not holds
        if not holds:
            print(f"FAILED {what}\n{output}")

    def lay_out(self, name, *changes):
        """A copy of the example whose rules are changed so."""
        here = self.folder / name
        shutil.copytree(EXAMPLE, here)
        change_rules(here, *changes)
        return here

    def run(self, command, here):
        return subprocess.run(command, cwd=here, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, timeout=120, check=False)


def change_rules(here, *changes):
    path = here / "rules/town.pol"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        if old not in text:
            raise ValueError(f"{path.name} does not say {old!r}")
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def check_github(tests, document):
    steps = document["jobs"]["check"]["steps"]
    tests.check("github: every step does one thing", all(("uses" in step) != ("run" in step) for step in steps))
    tests.check("github: it may write to code scanning", document["permissions"]["security-events"] == "write")
    # The word `on` is a truth value in YAML 1.1.
    tests.check("github: pushes and proposals start it", {"push", "pull_request"} <= set(document.get("on", document.get(True))))
    check, report = [step for step in steps if "polc check" in step.get("run", "")]
    upload = next(step for step in steps if "upload-sarif" in step.get("uses", ""))
    tests.check("github: the report is made and sent whatever was found", report["if"] == upload["if"] == "always()")
    for name, changes, fails, found in [("clean", [], False, []), ("wrong", [WRONG], True, ["P0308"]),
                                        ("doubtful", [DOUBTFUL], True, ["P0652"])]:
        here = tests.lay_out(f"github-{name}", *changes)
        done = tests.run(["sh", "-e", "-c", check["run"]], here)
        annotated = [line for line in done.stdout.splitlines() if line.startswith("::")]
        tests.check(f"github, {name}: the check", (done.returncode != 0) == fails and len(annotated) == len(found), done.stdout)
        done = tests.run(["sh", "-e", "-c", report["run"]], here)
        sarif = json.loads((here / upload["with"]["sarif_file"]).read_text(encoding="utf-8"))
        tests.check(f"github, {name}: the report", done.returncode == 0
                    and [one["ruleId"] for one in sarif["runs"][0]["results"]] == found, done.stdout)
    here = tests.lay_out("github-empty")
    shutil.rmtree(here / "rules")
    tests.check("github, no rules: the report fails", tests.run(["sh", "-e", "-c", report["run"]], here).returncode != 0)


def check_gitlab(tests, document):
    job = document["policies"]
    reports = job["artifacts"]["reports"]
    tests.check("gitlab: the report is kept whatever was found", job["artifacts"]["when"] == "always")
    for name, changes, fails, failures in [("clean", [], False, 0), ("wrong", [WRONG], True, 1),
                                           ("doubtful", [DOUBTFUL], True, 1)]:
        here = tests.lay_out(f"gitlab-{name}", *changes)
        done = tests.run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(job["script"])], here)
        suites = xml.etree.ElementTree.parse(here / reports["junit"]).getroot()
        tests.check(f"gitlab, {name}", (done.returncode != 0) == fails and int(suites.get("failures")) == failures, done.stdout)


def check_files(tests):
    try:
        import yaml
    except ImportError:
        print("no yaml in this python: the CI files are not read")
        return
    documents = {path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
                 for path in sorted([*EXAMPLE.glob("*.yml"), *EXAMPLE.glob("*.yaml")])}
    check_github(tests, documents["github.yml"])
    check_gitlab(tests, documents["gitlab.yml"])
    hook = documents["pre-commit.yaml"]["repos"][0]["hooks"][0]
    entry = EXAMPLE / hook["entry"]
    tests.check("pre-commit: the script is there and may run", entry.is_file() and os.access(entry, os.X_OK))


def commit(tests, here):
    """Whether git takes what is staged, and what was said."""
    done = tests.run(["git", "-c", "user.name=town", "-c", "user.email=town", "commit", "-m", "rules"], here)
    return done.returncode == 0, done.stdout


def start_repository(tests, here):
    for command in (["git", "init", "-q"], ["git", "add", "rules"]):
        done = tests.run(command, here)
        tests.check(" ".join(command), done.returncode == 0, done.stdout)


def check_hook(tests):
    here = tests.lay_out("hook")
    start_repository(tests, here)
    shutil.copy2(here / "check-rules.sh", here / ".git/hooks/pre-commit")
    taken, said = commit(tests, here)
    tests.check("hook: clean rules are taken", taken, said)

    change_rules(here, WRONG)
    tests.run(["git", "add", "rules"], here)
    taken, said = commit(tests, here)
    tests.check("hook: a slip is refused and shown", not taken and "rules/town.pol:12:1: error[P0308]" in said, said)

    change_rules(here, WRONG[::-1])
    taken, said = commit(tests, here)
    tests.check("hook: what is staged counts, not what was mended since", not taken and "P0308" in said, said)

    change_rules(here, ("14 days", "15 days"))
    tests.run(["git", "add", "rules"], here)
    change_rules(here, WRONG)
    taken, said = commit(tests, here)
    tests.check("hook: what is staged counts, not a slip made since", taken, said)

    change_rules(here, WRONG[::-1], DOUBTFUL)
    tests.run(["git", "add", "rules"], here)
    taken, said = commit(tests, here)
    tests.check("hook: a warning is refused", not taken and "P0652" in said, said)


def check_pre_commit(tests):
    if shutil.which("pre-commit", path=tests.environment["PATH"]) is None:
        print("pre-commit is not installed: the hook is run by git alone")
        return
    for name, changes, fails in [("clean", [], False), ("wrong", [WRONG], True)]:
        here = tests.lay_out(f"pre-commit-{name}", *changes)
        shutil.copy2(here / "pre-commit.yaml", here / ".pre-commit-config.yaml")
        start_repository(tests, here)
        done = tests.run(["pre-commit", "run", "--all-files"], here)
        tests.check(f"pre-commit, {name}", (done.returncode != 0) == fails and ("P0308" in done.stdout) == fails, done.stdout)


def main():
    parser = argparse.ArgumentParser(description="run what examples/pipeline shows")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    with tempfile.TemporaryDirectory() as folder:
        tests = Tests(polc, pathlib.Path(folder).resolve())
        check_files(tests)
        if shutil.which("git"):
            check_hook(tests)
            check_pre_commit(tests)
        else:
            print("git is not installed: the hook is not run")
    print(f"{tests.passed} passed, {tests.failed} failed")
    if tests.failed:
        return 1
    return 0 if tests.passed else SKIPPED


if __name__ == "__main__":
    sys.exit(main())
