#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The made county of examples/county: its generator writes again, byte for byte, what lies in facts/; another run, packed,
holds the same; every relation of the vocabulary has a file that `polc facts import` takes; another seed is another county.

--update writes facts/ anew: needed after a word came into the vocabulary.
"""
import argparse
import gzip
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
FACTS = ROOT / "examples/county/facts"
POLICIES = ROOT / "policies/en"
# As examples/county/README.md says.
SAMPLE = ["--people", "300", "--seed", "1", "--day", "2020-03-05"]


def make(generator, folder, *options):
    subprocess.run([generator, folder, *options], check=True, stdout=subprocess.DEVNULL)
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def differences(made, kept):
    for name in sorted(made.keys() | kept.keys()):
        if name not in kept:
            yield f"facts/{name} is missing"
        elif name not in made:
            yield f"facts/{name} is no longer made"
        elif made[name] != kept[name]:
            yield f"facts/{name} is made differently"


def import_findings(polc, folder, database):
    done = subprocess.run([polc, "facts", "import", POLICIES, "--from", folder, "--facts", database, "--format", "json"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8")
    if done.returncode != 0:
        yield f"polc facts import ended with status {done.returncode}: {done.stdout[-500:]}"
    for unused in re.findall(r'"unused_(?:tables|columns)":\s*\[([^\]]+)\]', done.stdout):
        yield f"import does not know what to do with {unused}"


def main():
    parser = argparse.ArgumentParser(description="the made county is made as it was")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    generator = options.polc.resolve().parent / "make_county"
    if options.update:
        shutil.rmtree(FACTS, ignore_errors=True)
        make(generator, FACTS, *SAMPLE)
        return
    with tempfile.TemporaryDirectory() as name:
        work = pathlib.Path(name)
        made = make(generator, work / "again", *SAMPLE)
        kept = {path.name: path.read_bytes() for path in FACTS.iterdir()}
        findings = list(differences(made, kept))
        if findings:
            findings.append("python3 tests/county.py --update makes it anew")
        packed = make(generator, work / "packed", *SAMPLE, "--gzip")
        unpacked = {file.removesuffix(".gz"): gzip.decompress(content) for file, content in packed.items()}
        if unpacked != made:
            findings.append("packed files hold something else")
        if make(generator, work / "other", "--people", "300", "--seed", "2") == made:
            findings.append("another seed makes the same county")
        findings += import_findings(options.polc.resolve(), work / "again", work / "county.db")
        if len(made) < 300:
            findings.append(f"only {len(made)} files")
    for finding in findings:
        print(finding)
    sys.exit(1 if findings else 0)


if __name__ == "__main__":
    main()
