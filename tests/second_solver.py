#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A second solver, cvc5, agrees with what was proved: every query of `polc check --emit-smt` over policies/, examples/ and the
golden files of proofs says in its first line what the first solver answered, and cvc5 has to answer the same."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import run

ROOT = pathlib.Path(__file__).resolve().parent.parent
STATUS = re.compile(r"\(set-info :status (sat|unsat|unknown)\)\n")
SKIPPED = 77
NOT_VALID = 3  # exit status of polc: this and above, nothing was proved
SECONDS = 60


def questions(polc, folder):
    """Writes the queries of each source into a folder of its own; yields (source, status of polc, queries)."""
    goldens = sorted((ROOT / "tests/golden/proof").glob("*.pol"))
    for number, source in enumerate([ROOT / "policies", ROOT / "examples", *goldens]):
        sources = source
        if source in goldens:
            sources = folder / f"golden{number}"
            sources.mkdir()
            run.Golden(source).lay_out(sources)
        queries = folder / f"queries{number}"
        done = subprocess.run([polc, "check", "--path", ROOT / "policies", "--emit-smt", queries, sources],
                              capture_output=True, timeout=600, check=False)
        yield source.relative_to(ROOT), done.returncode, sorted(queries.glob("*.smt2"))


def ask(cvc5, query):
    """What the first line claims, and what cvc5 answers."""
    claimed = STATUS.match(query.read_text(encoding="utf-8"))
    if claimed is None:
        return "no status in the first line", ""
    if claimed[1] == "unknown":
        return claimed[1], ""
    done = subprocess.run([cvc5, "--lang=smt2.6", f"--tlimit={SECONDS * 1000}", query], capture_output=True, text=True,
                          timeout=2 * SECONDS, check=False)
    return claimed[1], done.stdout.strip() or (done.stderr.strip().splitlines() or ["no answer"])[0]


def main():
    parser = argparse.ArgumentParser(description="have cvc5 confirm the queries of polc")
    parser.add_argument("--polc", type=pathlib.Path, default=ROOT / "build/release/polc")
    polc = parser.parse_args().polc.resolve()
    cvc5 = shutil.which("cvc5")
    if cvc5 is None:
        print("skipped: cvc5 is not here")
        return SKIPPED
    failed, answers, asked = 0, collections.Counter(), set()
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for source, status, queries in questions(polc, pathlib.Path(folder)):
            if status >= NOT_VALID or status < 0 or not queries:
                failed += 1
                print(f"FAILED {source}: polc ended with status {status}, {len(queries)} queries")
            # The same policy in two languages asks the same.
            queries = [one for one in queries if (text := one.read_bytes()) not in asked and not asked.add(text)]
            for query, (claimed, answer) in zip(queries, pool.map(lambda one: ask(cvc5, one), queries)):
                if claimed == "unknown" or claimed == answer:
                    answers[claimed] += 1
                else:
                    failed += 1
                    print(f"FAILED {source}, query {query.name}: {claimed}, and cvc5 says {answer}")
    print(f"satisfiable {answers['sat']}, not satisfiable {answers['unsat']}, left open by the first solver {answers['unknown']}")
    passed = answers["sat"] + answers["unsat"]
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
