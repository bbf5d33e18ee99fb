# SPDX-License-Identifier: Apache-2.0
"""Who takes part in the workload for speed, and how each is run: the engines, the program written by hand for its rules, DuckDB where
`./dev bench --peers` brought it. All answer the same questions on the same rows; answers that differ end the run.
"""
import json
import pathlib
import shutil
import sys
import typing

import made_data
from measuring import fail, run_once, say

HERE = pathlib.Path(__file__).resolve().parent
PEERS = HERE.parents[1] / "build/peers"
WARM_RUNS = 15


class Engine(typing.NamedTuple):
    threads: tuple          # each number is measured
    warm_runs: int
    optional: bool = False  # not in every build: a row says that it was refused


ENGINES = {"vector": Engine((1, 2), WARM_RUNS), "native": Engine((1, 2), WARM_RUNS, optional=True), "interpreter": Engine((1,), 3)}
ASKING_SCALE = 0.01


class Agreement:
    """Holds every answer to the first."""

    def __init__(self):
        self.first = None

    def hold(self, who, results):
        self.first = self.first or (who, results)
        if results != self.first[1]:
            raise SystemExit(f"{who}: {results}, and {self.first[0]}: {self.first[1]}")


def handwritten(bench, scale, repeats):
    return [bench.programs / "bench_handwritten", made_data.workload(scale, plain=True), str(repeats)]


def duckdb(scale, threads, repeats):
    return ["node", HERE / "duckdb.mjs", PEERS, made_data.workload(scale, plain=True), str(threads), str(repeats)]


def engine_command(bench, facts, engine, threads, repeats):
    return [bench.programs / "bench_workload", facts, engine, str(threads), str(repeats)]


def has_duckdb():
    if shutil.which("node") and (PEERS / "node_modules/@duckdb/node-api").exists():
        return True
    print("bench: no DuckDB, `./dev bench --peers` brings it", file=sys.stderr)
    return False


def refusal(bench, engine):
    """Why an optional engine does not run in this build, or nothing: it is asked about few facts."""
    if not ENGINES[engine].optional:
        return None
    sample = run_once(engine_command(bench, made_data.workload(ASKING_SCALE), engine, 1, 0), with_output=True)
    if sample.status != 0:
        return sample.err.strip() or f"status {sample.status}"
    return json.loads(sample.out).get("refused")


def runnable(bench, family):
    """The engines that are asked for and in this build; of the others a row of this family says why not."""
    for engine in bench.engines:
        if why := refusal(bench, engine):
            say({"name": f"{family}.{engine}", "refused": why})
        else:
            yield engine


def answered(command, agreement):
    """What a program of the workload printed, with its memory, once its results were held to those before."""
    sample = run_once(command, with_output=True)
    if sample.status != 0:
        fail(command, sample)
    row = json.loads(sample.out)
    agreement.hold(f"{row['engine']} with {row['threads']} threads", row.pop("results"))
    return {**row, "peak_mib": round(sample.peak_mib, 1)}
