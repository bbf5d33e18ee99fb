# SPDX-License-Identifier: Apache-2.0
"""The morning report of all policies on a made county: facts into a database, and the summary of a day."""
import pathlib
import re
import subprocess

from measuring import measure

POLICIES = pathlib.Path(__file__).resolve().parents[2] / "policies/en"
PEOPLE = 100_000


def morning(bench):
    folder, facts = bench.work / "county", bench.work / "county.db"
    made = subprocess.run([bench.programs / "make_county", folder, "--people", str(PEOPLE)], check=True, stdout=subprocess.PIPE,
                          encoding="utf-8")
    rows = int(re.search(r"rows (\d+)", made.stdout)[1])
    measure("morning.import", [bench.polc, "facts", "import", POLICIES, "--from", folder, "--facts", facts],
            before=lambda: facts.unlink(missing_ok=True), people=PEOPLE, rows=rows)
    measure("morning.summary", [bench.polc, "eval", POLICIES, "--facts", facts, "--on", "2020-03-05", "--summary"],
            people=PEOPLE, rows=rows)
