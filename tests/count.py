#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""count.py BUILD... -- [FAILED STEP...]: sums what ctest ran in each build folder, counting single cases.

Unit tests count by their cases, golden files and corpora by file, anything else as one. The last line is
`N passed, N failed`, with what was skipped for want of its data; a step named as failed counts as one failure.
"""
import pathlib
import re
import sys

ENTRY = re.compile(r"^\d+/\d+ Test: (\S+)$(.*?)^Test (Passed|Failed)\.", re.M | re.S)
UNIT = re.compile(r"^\[doctest\] test cases: +(\d+) \| +(\d+) passed \| +(\d+) failed", re.M)
ASSERTIONS = re.compile(r"^\[doctest\] assertions: +(\d+)", re.M)
SKIPPED = re.compile(r"^skipped: ", re.M)
CASES = re.compile(r"^(\d+) passed, (\d+) failed$", re.M)


def cases(output, verdict):
    if match := UNIT.search(output):
        passed, failed = int(match[2]), int(match[3])
    elif matches := CASES.findall(output):
        passed, failed = map(int, matches[-1])
    else:
        passed, failed = 1, 0
    # A test that failed without a failed case (a crash, a leak, a time limit) still failed.
    return (passed, failed) if verdict == "Passed" else (passed if failed else 0, max(failed, 1))


def main():
    split = sys.argv.index("--")
    total_passed, total_failed, total_skipped = 0, 0, 0
    for build in sys.argv[1:split]:
        log = pathlib.Path(build, "Testing/Temporary/LastTest.log")
        text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
        kinds = {}
        for name, output, verdict in ENTRY.findall(text):
            if verdict == "Passed" and SKIPPED.search(output):
                print(f"{build}  {name} skipped: {output[SKIPPED.search(output).end():].splitlines()[0]}")
                total_skipped += 1
                continue
            passed, failed = cases(output, verdict)
            row = kinds.setdefault(name.split(".")[0], [0, 0, 0])
            row[0] += passed
            row[1] += failed
            row[2] += sum(map(int, ASSERTIONS.findall(output)))
        for kind, (passed, failed, assertions) in sorted(kinds.items()):
            more = f" ({assertions} assertions)" if assertions else ""
            print(f"{build}  {kind:8} {passed} passed, {failed} failed{more}")
            total_passed += passed
            total_failed += failed
        if not kinds:
            print(f"{build}  no test was run")
            total_failed += 1
    for step in sys.argv[split + 1 :]:
        print(f"FAILED: {step}")
        # What ctest failed is counted already, unless it could not even start.
        if not step.startswith("tests of ") or not total_failed:
            total_failed += 1
    skipped = f", {total_skipped} skipped" if total_skipped else ""
    print(f"{total_passed} passed, {total_failed} failed{skipped}")
    return 1 if total_failed or len(sys.argv) > split + 1 else 0


if __name__ == "__main__":
    sys.exit(main())
