#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`polc check --format junit` and `polc test --format junit` as a program that shows test results reads them: junitparser where
it is installed (Debian: python3-junitparser), and python's own XML reader always."""
import argparse
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

ROOT = pathlib.Path(__file__).resolve().parent.parent
CLEAN = "policy clean rules\narticle 1\nnote: nothing\n"
WARNED = "policy warned rules\nunder province notice\narticle 1\nnote: nothing\n"
# A name with what XML reserves or forbids, and two findings.
WRONG = 'policy wrong rules\narticle 1 "<&>"\nnote: nothing\narticle 1\n"]]> \x01\x1b&amp; <b>" for person\n'
NAMES = {"clean.pol": CLEAN, "warned.pol": WARNED, "a<b>&'c'.pol": WRONG}
# A test that passes, and one with what XML reserves in its name that does not.
WORDS = ("vocabulary small\nentity person\n  number: text, key\n  staff: yes or no\nmeasure mask of person, attested\n"
         "measure gloves of person, attested\n")
RULES = ("policy small rules\nuses small\narticle 1\nmask for person where staff is yes\ngloves for person where staff is no\n"
         'test "staff"\ngiven person "P": staff is yes\non 2020-03-01\nexpect "P" must mask\n'
         'test "<&> \x01 all"\ngiven person "P": staff is yes\non 2020-03-01\nexpect "P" must gloves\n')
TESTED = {"words.pol": WORDS, "rules.pol": RULES}


def read_by_library(path):
    """{suite: [(failed, line, type)]} as junitparser sees it; None where it is not installed."""
    try:
        import junitparser
    except ImportError:
        return None
    suites = {}
    for suite in junitparser.JUnitXml.fromfile(str(path)):
        cases = suites.setdefault(suite.name, [])
        for case in suite:
            failures = [one for one in case.result if isinstance(one, (junitparser.Failure, junitparser.Error))]
            cases.append((bool(failures), failures[0].type if failures else None))
    return suites


def read_by_python(path):
    """The same, and what the heads of the suites count."""
    suites, counts = {}, {}
    for suite in xml.etree.ElementTree.parse(path).getroot():
        cases = suites.setdefault(suite.get("name"), [])
        counts[suite.get("name")] = tuple(int(suite.get(name)) for name in ("tests", "failures", "errors", "skipped"))
        for case in suite.iter("testcase"):
            float(case.get("time", 0))
            failure = case.find("failure") if case.find("failure") is not None else case.find("error")
            cases.append((failure is not None, None if failure is None else failure.get("type")))
    return suites, counts


def cases_of(polc, folder, command, *arguments):
    done = subprocess.run([polc, command, "--format", "junit", *arguments], cwd=folder, capture_output=True, timeout=60,
                          check=False)
    path = pathlib.Path(folder, "report.xml")
    path.write_bytes(done.stdout)
    suites, counts = read_by_python(path)
    wrong = []
    for name, cases in suites.items():
        failed = sum(one for one, _ in cases)
        if counts[name][0] != len(cases) or counts[name][1] + counts[name][2] != failed:
            wrong.append(f"{name}: the head counts {counts[name]}, and there are {len(cases)} tests, {failed} failed")
    library = read_by_library(path)
    if library is not None and library != suites:
        wrong.append(f"junitparser reads {library}, and python {suites}")
    return suites, wrong, library is not None


def main():
    parser = argparse.ArgumentParser(description="read the JUnit reports of polc")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    wrong_name = "a<b>&'c'.pol"
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**NAMES, **TESTED}.items():
            pathlib.Path(folder, name).write_text(text, encoding="utf-8")
        cases = [
            (["check", "clean.pol", "warned.pol"], {"clean.pol": [(False, None)], "warned.pol": [(False, None)]}),
            (["check", "clean.pol", "warned.pol", "--fail-on", "warning"],
             {"clean.pol": [(False, None)], "warned.pol": [(True, "P0652")]}),
            (["check", "clean.pol", "nowhere.pol"], {"polc check": [(True, "P1001")]}),
            (["check", wrong_name, "--lang", "zh"], {wrong_name: [(True, "P0522"), (True, "P0308")]}),
            (["test", "rules.pol"], {"rules.pol": [(False, None), (True, "P0910")]}),
            # A test for the policy, and one for each share: of 2 rules and 2 conditions 1 is covered and 0.
            (["test", "rules.pol", "--lang", "zh", "--require-rules", "50", "--require-conditions", "1"],
             {"rules.pol": [(False, None), (True, "P0910")], "coverage": [(False, None), (False, None), (True, "P0922")]}),
            (["test", "clean.pol"], {}),
            (["test", wrong_name], {wrong_name: [(True, "P0522"), (True, "P0308")]}),
        ]
        failed, by_library = 0, False
        for arguments, wanted in cases:
            suites, wrong, by_library = cases_of(polc, folder, *arguments)
            if suites != wanted:
                wrong.append(f"is {suites}, not {wanted}")
            failed += bool(wrong)
            for one in wrong:
                print(f"FAILED {' '.join(arguments)}: {one}")
    print("read by junitparser and python" if by_library else "read by python alone: junitparser is not installed")
    print(f"{len(cases) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
