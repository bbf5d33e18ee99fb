# SPDX-License-Identifier: Apache-2.0
"""How a command is measured, and how a row is printed.

A row has the median, the smallest and the largest wall time of several runs of a whole process, the median processor time
and the largest memory; rows about rules also time and memory a rule, rows about facts how many a second.
"""
import json
import os
import pathlib
import statistics
import subprocess
import tempfile
import time
import typing

# Runs of one command, unless together they would last longer than this.
RUNS = 9
SECONDS_A_ROW = 25
FEWEST_RUNS = 3
# Statuses that mean the work was done, with or without findings.
DONE = (0, 1, 2)


class Bench(typing.NamedTuple):
    """What every family of rows is given."""
    programs: pathlib.Path  # the folder with polc and the programs beside it
    work: pathlib.Path      # a folder for this run alone
    scale: float
    engines: list           # names
    largest_growth: float

    @property
    def polc(self):
        return self.programs / "polc"


class Sample(typing.NamedTuple):
    wall: float
    cpu: float
    peak_mib: float
    status: int
    out: str
    err: str


def run_once(command, with_output=False):
    """The process may end with any status of its own, but not by a signal."""
    # What a child inherits at its start counts as its memory: so whatever is large runs in a process of its own, not in this one.
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        started = time.perf_counter()
        process = subprocess.Popen(command, stdout=out, stderr=err, stdin=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        sample = Sample(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, process.returncode,
                        out.read().decode("utf-8", "replace") if with_output else "", err.read(2000).decode("utf-8", "replace"))
    if sample.status < 0:
        fail(command, sample)
    return sample


def fail(command, sample):
    raise SystemExit(f"{' '.join(map(str, command))}\nended with status {sample.status}\n{sample.err}")


def work_done(command, with_output=False):
    sample = run_once(command, with_output)
    if sample.status not in DONE:
        fail(command, sample)
    return sample


def sampled(name, command, before=None, figures=None, **more):
    """The row of a command. `figures` makes of what a run printed further figures, of which the row gets the medians."""
    samples, printed = [], []
    while len(samples) < RUNS:
        if before:
            before()
        sample = work_done(command, with_output=figures is not None)
        printed.append(figures(sample.out) if figures else {})
        samples.append(sample._replace(out=""))
        spent = sum(sample.wall for sample in samples)
        if len(samples) >= FEWEST_RUNS and spent + spent / len(samples) > SECONDS_A_ROW:
            break
    walls = [sample.wall for sample in samples]
    row = {
        "name": name,
        "runs": len(samples),
        "median_s": round(statistics.median(walls), 4),
        "min_s": round(min(walls), 4),
        "max_s": round(max(walls), 4),
        "cpu_median_s": round(statistics.median(sample.cpu for sample in samples), 4),
        "peak_mib": round(max(sample.peak_mib for sample in samples), 1),
        **{key: round(statistics.median(one[key] for one in printed), 4) for key in printed[0]},
        **more,
    }
    if "rules" in row:
        row["us_a_rule"] = round(row["median_s"] / row["rules"] * 1e6, 2)
        row["kib_a_rule"] = round(row["peak_mib"] / row["rules"] * 1024, 2)
    if "rows" in row:
        row["rows_a_s"] = round(row["rows"] / row["median_s"])
    return row


def say(row):
    print(json.dumps(row), flush=True)


def measure(name, command, before=None, **more):
    say(sampled(name, command, before, **more))


def times(figure, other):
    """How many times the other figure this one is; nothing where a clock saw no time."""
    return float(f"{figure / other:.4g}") if other > 0 else None
