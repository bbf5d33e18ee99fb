#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Small policies that are hard on a prover: `polc check` has to come to an end on each, with an answer or with `not decided`, within
a given time and memory. What the answer is where it is known is checked too."""
import argparse
import collections
import concurrent.futures
import os
import pathlib
import resource
import signal
import subprocess
import sys
import tempfile
import threading

SECONDS = 120  # of the processor: what else the machine does must not matter …
WAITED = 600   # … and on the clock
MEGABYTES = 2500

HEAD = """vocabulary hostile words
authority province
authority county under province
{vocabulary}
policy hostile rules
by county
uses hostile words
in force from 2024-01-01
article 1
{rules}
"""
PLACES = """scale risk of region: low < medium < high
entity region
  code: text, key
  clean: yes or no
event case of region
  date: day
  case kind: one of confirmed, suspected, imported
  count: number, counting
measure seal road of region, attested
"""
# `known`: codes that the answer must have, if it is decided.
Case = collections.namedtuple("Case", "name text known", defaults=[()])


def case(name, vocabulary, rules, known=()):
    return Case(name, HEAD.format(vocabulary=vocabulary, rules="\n".join(rules)), known)


def windows():
    """Counts in many windows that overlap, of three kinds."""
    kinds = ["confirmed", "suspected", "imported"]
    parts = [f"at least {7 * days % 11 + 1} {kinds[days % 3]} cases in {days} days" for days in range(2, 60, 2)]
    most = [f"at most {3 * days} cases in {days} days" for days in range(3, 60, 2)]
    return case("windows and counts", PLACES, [
        f"high risk for region if {' and '.join(parts)}",
        f"medium risk for region if {' and '.join(most)}",
        f"low risk for region if {' and '.join(parts[::2] + most[::2])}",
        "seal road for high-risk region",
        "must not seal road for medium-risk region",
    ])


def products():
    """A product of classes of twelve scales, each defined by counts."""
    scales = "\n".join(f"scale s{one} of region: a{one} < b{one} < c{one}" for one in range(12))
    rules = []
    for one in range(12):
        rules += [f"region is a{one} if at most {one} cases in {one + 3} days",
                  f"region is b{one} if more than {one} cases in {one + 3} days and at most {20 - one} cases in {40 - one} days",
                  f"region is c{one} otherwise"]
    every = " and ".join(f"(s{one} is a{one} or s{(one + 5) % 12} is c{(one + 5) % 12})" for one in range(12))
    rules += [f"seal road for region if {every}", "must not seal road for region if s0 is b0 and s11 is b11"]
    return case("products of classes", scales + "\n" + PLACES, rules)


def pigeons(holes):
    """One more pigeon than there are holes: the sentence never applies, and showing it is hard."""
    names = [[f"p{pigeon} in h{hole}" for hole in range(holes)] for pigeon in range(holes + 1)]
    names = [[name.replace(" in ", " at ") for name in row] for row in names]
    vocabulary = "entity person\n  person number: text, key\n" + "".join(
        f'  "{name}": yes or no\n' for row in names for name in row) + "measure mask of person, attested\n"
    somewhere = [" or ".join(f'"{name}" is yes' for name in row) for row in names]
    alone = [f'"{names[one][hole]}" is no or "{names[two][hole]}" is no'
             for hole in range(holes) for one in range(holes + 1) for two in range(one)]
    return case(f"pigeons in {holes} holes", vocabulary,
                [f"mask for person if {' and '.join(f'({part})' for part in somewhere + alone)}"], ("P1107",))


def colours():
    """One more seat than there are values, all different: no way to give them."""
    count, values = 7, 6
    vocabulary = "entity person\n  person number: text, key\n" + "".join(
        f"  seat{one}: one of " + ", ".join(f"v{value}" for value in range(values)) + "\n" for one in range(count))
    vocabulary += "measure mask of person, attested\n"
    differ = [f"not (seat{one} is v{value} and seat{two} is v{value})" for value in range(values)
              for one in range(count) for two in range(one)]
    return case("values that all differ", vocabulary, [f"mask for person if {' and '.join(differ)}"], ("P1107",))


def days():
    """Every one of sixty days, for counts that hold each other in bounds."""
    return case("each of sixty days", PLACES, [
        "high risk for region if at least 1 confirmed case on each of 60 days and at most 2 cases on each of 59 days",
        "medium risk for region if at most 119 cases in 60 days and at least 1 case on each of 60 days and at least 2 suspected"
        " cases on each of 30 days",
        "low risk for region if no case on each of 60 days or at most 3 imported cases on each of 45 days",
        "seal road for high-risk region",
        "must not seal road for low-risk region",
    ])


def nesting(depth):
    """Classes that need the classes of things one step further away, many steps."""
    entities = "\n".join(
        f"entity e{one}\n  code{one}: text, key\n" + (f"  next{one}: e{one + 1}\n" if one < depth else "")
        + f"event visit{one} of e{one}\n  date: day\n" + (f"  other{one}: e{one + 1}\n" if one < depth else "")
        for one in range(depth + 1))
    scales = "\n".join(f"scale s{one} of e{one}: a{one} < b{one}" for one in range(depth + 1))
    rules = [f"e{depth} is b{depth} if at least 3 visit{depth} in 14 days", f"e{depth} is a{depth} otherwise"]
    for one in range(depth):
        rules += [f"e{one} is b{one} if at least 2 visit{one} in 14 days where other{one} is b{one + 1}",
                  f"e{one} is a{one} if next{one} is a{one + 1} and at most 3 visit{one} in 20 days where other{one} is a{one + 1}"]
    return case(f"classes nested {depth} deep", entities + "\n" + scales + "\nmeasure mark of e0, attested\n",
                rules + ["mark for e0 if s0 is b0", "must not mark for e0 if s0 is a0"])


def exceptions(count):
    vocabulary = "entity person\n  person number: text, key\n" + "".join(
        f"  t{one}: yes or no\n" for one in range(count)) + "measure mask of person, attested\n"
    return case(f"{count} exceptions", vocabulary,
                ["mask for person " + " ".join(f"unless t{one} is yes" for one in range(count)), "must not mask for person if t0 is no"],
                ("P1104",))


def alternatives(count):
    vocabulary = "entity person\n  person number: text, key\n" + "".join(
        f"  t{one}: yes or no\n" for one in range(count)) + "measure mask of person, attested\n"
    return case(f"a case of {count} alternatives", vocabulary,
                [f"mask for person unless {' or '.join(f't{one} is yes' for one in range(count))}",
                 "must not mask for person if t0 is no"], ("P1104",))


def crowds():
    """Many rows that must be told apart, of things that have many rows themselves."""
    vocabulary = PLACES + "entity person\n  person number: text, key\n  home: region\nevent stay of person\n  place: region\n" \
        "  start day: day\n  end day: day, optional\nmeasure mask of person, attested\n"
    return case("crowds", vocabulary, [
        "high risk for region if at least 40 confirmed cases in 14 days and at most 40 cases in 20 days",
        "low risk for region if at most 39 cases in 7 days",
        "mask for person if at least 60 stays in 14 days where (place is high-risk) and at least 50 stays in 20 days where (place is low-risk)",
        "must not mask for person if at least 70 stays in 21 days where (place has at least 30 cases in 7 days) and at most 90 stays ever",
    ])


def many_norms(count):
    """Pairs of sentences that have nothing to do with each other, and all of one measure."""
    vocabulary = "entity person\n  person number: text, key\n" + "".join(
        f"  n{one}: number\n" for one in range(count)) + "measure mask of person, attested\n"
    rules = [f"{'mask' if one % 2 else 'must not mask'} for person if n{one} is at least {one + 1} and n{(one + 1) % count} is less than {one}"
             for one in range(count)]
    return case(f"{count} sentences of one measure", vocabulary, rules)


def sums():
    """Amounts that hold each other between bounds, round a ring."""
    count = 40
    vocabulary = "entity room\n  room number: text, key\n" + "".join(f"  a{one}: m²\n" for one in range(count)) + "".join(
        f"  b{one}: number\n" for one in range(count))
    rules = []
    for one in range(count):
        rules.append(f"a{one} per b{one} at least {one + 1}.{one:02d}7 m² for room")
        rules.append(f"a{one} per b{(one + 1) % count} at most {one + 2}.{one:02d}3 m² for room")
    return case("ratios round a ring", vocabulary, rules)


CASES = [windows, products, lambda: pigeons(6), lambda: pigeons(11), colours, days, lambda: nesting(4), lambda: nesting(9),
         lambda: exceptions(200), lambda: exceptions(2000), lambda: alternatives(2000), crowds, lambda: many_norms(60), sums]


def run(polc, folder, text):
    """Exit status (None: killed), standard output and error, seconds of the processor, megabytes."""
    path = pathlib.Path(folder, "hostile.pol")
    path.write_text(text, encoding="utf-8")
    with open(pathlib.Path(folder, "out"), "w+", encoding="utf-8") as out, open(pathlib.Path(folder, "err"), "w+", encoding="utf-8") as err:
        child = subprocess.Popen([polc, "check", "--no-cache", path.name], cwd=folder, stdout=out, stderr=err,
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS)))
        late = threading.Event()

        def stop():
            late.set()
            child.send_signal(signal.SIGKILL)

        timer = threading.Timer(WAITED, stop)
        timer.start()
        _, status, usage = os.wait4(child.pid, 0)
        timer.cancel()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        stopped = late.is_set() or child.returncode < 0
        return (None if stopped else child.returncode, out.read(), err.read(), usage.ru_utime + usage.ru_stime,
                usage.ru_maxrss / 1024)


def judge(polc, one):
    """Whether the case ends as it should, and what is told of it."""
    with tempfile.TemporaryDirectory(prefix="polc-hostile.") as folder:
        status, out, err, seconds, megabytes = run(polc, folder, one.text)
    open_ = out.count("[P1191]")
    wrong = []
    if status not in (0, 1, 2):
        wrong.append("did not end in time" if status is None else f"status {status}")
    if megabytes > MEGABYTES:
        wrong.append("too much memory")
    if status in (0, 1, 2) and not open_:
        wrong += [f"no {code}" for code in one.known if f"[{code}]" not in out]
    report = [f"{'FAILED ' if wrong else ''}{one.name}: status {status}, {seconds:.1f} s, {megabytes:.0f} MB, not decided {open_}"
              f"{': ' + ', '.join(wrong) if wrong else ''}"]
    if wrong:
        report += ["  " + line[:300] for line in (out + err).splitlines()[:12]]
    return not wrong, "\n".join(report)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    parser.add_argument("--filter", default="", help="only cases whose name holds this")
    arguments = parser.parse_args()
    polc = str(pathlib.Path(arguments.polc).resolve())
    chosen = [one for one in (make() for make in CASES) if arguments.filter in one.name]
    failed = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for good, report in pool.map(lambda one: judge(polc, one), chosen):
            print(report, flush=True)
            failed += not good
    passed = len(chosen) - failed
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
