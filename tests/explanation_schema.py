#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""`polc explain PATH --format json` is as compiler/driver/explanation.schema.json says: everything that was decided of some things of
examples/morning, in both languages. Every kind of answer is met at least once."""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "compiler/driver/explanation.schema.json"
MORNING = ROOT / "examples/morning/facts"
SUBJECTS = ["Lanxi", "Hongtu", "village V1", "~7d4cqxb5", "~qkqkwf32"]
SKIPPED = 77


def main():
    parser = argparse.ArgumentParser(description="hold explanations to their schema")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    try:
        import jsonschema
    except ImportError:
        print("jsonschema is not installed")
        return SKIPPED
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    faults, kinds, answers = [], set(), 0
    with tempfile.TemporaryDirectory() as folder:
        facts = pathlib.Path(folder) / "facts.db"
        subprocess.run([polc, "facts", "import", ROOT / "policies/en/guangxi.pol", "--from", MORNING, "--facts", facts],
                       check=True, capture_output=True, timeout=120)
        for language in ("en", "zh"):
            for subject in SUBJECTS:
                done = subprocess.run([polc, "explain", ROOT / f"policies/{language}/guangxi.pol", "--facts", facts, "--on",
                                       "2020-03-05", "--subject", subject, "--format", "json"],
                                      capture_output=True, timeout=600, check=False)
                if done.returncode > 2:
                    faults.append(f"{language}, {subject}: status {done.returncode}: {done.stderr.decode()[:300]}")
                    continue
                explanation = json.loads(done.stdout)
                faults += [f"{language}, {subject}: {'/'.join(map(str, fault.path))}: {fault.message[:200]}"
                           for fault in validator.iter_errors(explanation)]
                kinds |= {answer["kind"] for answer in explanation["answers"]}
                answers += len(explanation["answers"])
    faults += [f"no answer is a {kind}" for kind in sorted({"class", "measure", "violation"} - kinds)]
    print(f"{answers} answers")
    for fault in faults:
        print(fault)
    return 1 if faults or not answers else 0


if __name__ == "__main__":
    sys.exit(main())
