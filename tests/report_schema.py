#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The report of `polc check --format json` is as compiler/diagnostics/report.schema.json says: over every golden file and refused
input, the policies, the proposals of proof/cases and files that cannot be read. Every field of the schema is described, and every
kind of value is met at least once."""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import run

TESTS = pathlib.Path(__file__).resolve().parent
ROOT = TESTS.parent
SCHEMA = ROOT / "compiler/diagnostics/report.schema.json"
SKIPPED = 77
# Of which a report must have been seen: paths to a field that is not null, empty or false.
MET = ["diagnostics/fixes/replacement", "diagnostics/notes/file", "diagnostics/proof/because/article",
       "diagnostics/proof/waiver/until", "diagnostics/proof/witness/facts/values/unit", "diagnostics/proof/when/first",
       "diagnostics/proof/depends_on", "diagnostics/proof/spared/facts/text", "diagnostics/help"]


def undescribed(schema, path="", inside=False):
    """Fields without a description; `place` describes those of places."""
    found = []
    for name, field in schema.get("properties", {}).items():
        here = f"{path}/{name}"
        if field is True:
            continue
        if "$ref" not in field and "description" not in field and "items" not in field:
            found.append(here)
        found += undescribed(field, here)
        if isinstance(field.get("items"), dict):
            found += undescribed(field["items"], here)
    for name, part in schema.get("$defs", {}).items():
        found += undescribed(part, name)
    return found


def paths_of(value, path=""):
    if isinstance(value, dict):
        for name, part in value.items():
            yield from paths_of(part, f"{path}/{name}" if path else name)
    elif isinstance(value, list):
        for part in value:
            yield from paths_of(part, path)
    elif value not in (None, "", False):
        yield path


def report(polc, folder, *arguments):
    done = subprocess.run([polc, "check", "--format", "json", "--path", ROOT / "policies", *arguments], cwd=folder,
                          capture_output=True, timeout=120, check=False)
    try:
        return json.loads(done.stdout) if done.stdout else None
    except ValueError:
        return f"no JSON: {done.stdout[:200]}"


def reports(polc, scratch):
    """(name, report) of every input."""
    jobs = []
    for suite in ("golden", "bad"):
        for path in sorted((TESTS / suite).rglob("*.pol")):
            golden = run.Golden(path)
            folder = scratch / path.relative_to(TESTS).with_suffix("")
            folder.mkdir(parents=True)
            golden.lay_out(folder)
            # What the commands ask for, such as `--on`, where it is said.
            flags = re.findall(r"--(?:on|from|to|lang)[= ]\S+", next((one for one in golden.commands if "check" in one), ""))
            jobs.append((path.relative_to(TESTS), folder, [one for flag in flags for one in re.split("[= ]", flag)] + ["."]))
    for case in sorted((TESTS / "proof/cases").glob("*.pol")):
        folder = scratch / "cases" / case.stem
        shutil.copytree(ROOT / "policies/en", folder)
        shutil.copy(case, folder / "proposal.pol")
        jobs.append((case.name, folder, ["--on", "2020-02-27", "proposal.pol"]))
    jobs += [("policies", ROOT, ["policies"]), ("policies in Chinese", ROOT, ["--lang", "zh", "policies"]),
             ("a file that is not there", scratch, ["nowhere.pol"])]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(lambda job: (str(job[0]), report(polc, job[1], *job[2])), jobs)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    try:
        import jsonschema
    except ImportError:
        print("no jsonschema in this python (Debian: python3-jsonschema): not validated")
        return SKIPPED
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    validator.check_schema(schema)
    failed = [f"{one} is not described" for one in undescribed(schema)]
    seen, count = set(), 0
    with tempfile.TemporaryDirectory(prefix="polc-schema.") as scratch:
        for name, document in reports(polc, pathlib.Path(scratch)):
            if document is None:  # arguments that are not valid are told elsewhere
                continue
            count += 1
            failed += [f"{name}: {'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
                       for error in list(validator.iter_errors(document))[:3]]
            if isinstance(document, dict):
                seen |= set(paths_of(document))
    failed += [f"no report has {path}" for path in MET if path not in seen]
    print("\n".join(failed))
    print(f"{count} reports validated, {len(failed)} failed")
    return 1 if failed or not count else 0


if __name__ == "__main__":
    sys.exit(main())
