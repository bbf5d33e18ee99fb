#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures polc, and what it is compared with in the same run; prints one JSON object a line.

Figures come from this machine at this moment: compare rows of one run, or runs on one machine. Made facts are kept in build/bench.
"""
import argparse
import pathlib
import re
import tempfile

import added_day_rows
import cold_rows
import compiler_rows
import contenders
import growth_rows
import made_data
import morning_rows
import native_rows
import us_counties_rows
import workload_rows
from measuring import Bench

ROOT = pathlib.Path(__file__).resolve().parents[2]
ROWS = {
    "workload": workload_rows.workload,
    "workload.cold": cold_rows.cold,
    "added_day": added_day_rows.added_day,
    "growth": growth_rows.growth,
    "start": compiler_rows.start,
    "check.policies": compiler_rows.check_policies,
    "check.corpus": compiler_rows.check_corpus,
    "prove.local": compiler_rows.local_rules,
    "us_counties": us_counties_rows.us_counties,
    "morning": morning_rows.morning,
    "phases": compiler_rows.phases,
    "native": native_rows.machine_code,
}


def engine_names(text):
    names = text.split(",")
    if unknown := set(names) - set(contenders.ENGINES):
        raise argparse.ArgumentTypeError(f"no engine {', '.join(sorted(unknown))}")
    return names


def main():
    parser = argparse.ArgumentParser(description="measure polc")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build/release")
    parser.add_argument("--scale", type=float, default=1, help="of the workload: 1 is a million people (default 1)")
    parser.add_argument("--engines", type=engine_names, default=list(contenders.ENGINES), help="some engines, with commas between")
    parser.add_argument("--largest-growth", type=float, default=5,
                        help="the largest scale of `growth`: 20 makes some 4 GB of CSV files (default 5)")
    parser.add_argument("filter", nargs="?", default="", help=f"only rows whose name matches this expression, of {', '.join(ROWS)}")
    options = parser.parse_args()
    made_data.KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=made_data.KEPT, prefix="run-") as work:
        bench = Bench(options.build.resolve(), pathlib.Path(work), options.scale, options.engines, options.largest_growth)
        for name, rows in ROWS.items():
            if re.search(options.filter, name):
                rows(bench)


if __name__ == "__main__":
    main()
