#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Mutations: local proposals made from mutations/superior.pol, each with the findings that it must and must not have.

What is expected does not come from polc. Here a sentence is a set of small worlds (a person, a region or a room with every
combination of the facts that the sentences read), its measure, its amount and its occasion; the definitions of a breach are
then plain set operations over all worlds. polc has to find the same codes on the text of the proposal.
"""
import argparse
import collections
import dataclasses
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent / "mutations"
DAY = "2020-03-01"
BATCH = 15
ENDLESS = 10**6
CODES = {f"P11{n}" for n in [*range(21, 33), 91, 92, 93]}

# ---- worlds -------------------------------------------------------------------------------------------------------
# A set of worlds is a whole number with one bit for each. Cases lie 0 to 12, 13, and 14 days back.

TRAITS = ["staff", "visitor", "close contact", "symptomatic", "vaccinated"]
TEMPERATURES = [36.5, 37.2, 37.3, 38.5]


def product(**values):
    return [dict(zip(values, one)) for one in itertools.product(*values.values())]


# For a person: what is known beside the traits, once for each combination of them.
WORLDS = {
    "person": product(temperature=TEMPERATURES, c0=[0, 48, 49, 50, 51], c13=[0, 1, 2, 49, 50, 51], c14=[0, 1, 2, 49, 50, 51]),
    "region": product(c0=[0, 1, 8, 9, 10, 11, 48, 49, 50, 51], c13=[0, 1, 2, 8, 9, 10, 11, 48, 49, 50, 51],
                      c14=[0, 1, 2, 8, 9, 10, 11, 48, 49, 50, 51]),
    "room": [{}],
    "compound": [{}],
    "block": [{}],
}
SORT_OF_TRAIT = {**dict.fromkeys(TRAITS, "person"), "shared": "room", "smallest": "block"}


def cases(world, days):
    return world["c0"] + (world["c13"] if days >= 14 else 0) + (world["c14"] if days >= 15 else 0)


def traits_of(sort):
    return [name for name, of in SORT_OF_TRAIT.items() if of == sort]


def spread(sort, part, is_meant=lambda combination: True):
    """A set of what is known beside the traits, in each combination of them that is meant."""
    width = len(WORLDS[sort])
    return sum(part << (at * width) for at in range(2 ** len(traits_of(sort))) if is_meant(at))


def worlds_where(sort, holds):
    return spread(sort, sum(1 << at for at, world in enumerate(WORLDS[sort]) if holds(world)))


ALL = {sort: worlds_where(sort, lambda world: True) for sort in WORLDS}
TRAIT = {name: spread(sort, (1 << len(WORLDS[sort])) - 1, lambda at, bit=traits_of(sort).index(name): at >> bit & 1)
         for name, sort in SORT_OF_TRAIT.items()}

COMPARE = {"at least": lambda a, b: a >= b, "at most": lambda a, b: a <= b, "more than": lambda a, b: a > b,
           "fewer than": lambda a, b: a < b, "exactly": lambda a, b: a == b}

Condition = collections.namedtuple("Condition", "text worlds")


def trait_is(name, value=True):
    sort = SORT_OF_TRAIT[name]
    return Condition(f"{name} is {'yes' if value else 'no'}", TRAIT[name] if value else ALL[sort] & ~TRAIT[name])


def temperature_is(bound, degrees):
    words = "less than" if bound == "fewer than" else bound
    return Condition(f"temperature is {words} {degrees} °C",
                     worlds_where("person", lambda world: COMPARE[bound](world["temperature"], degrees)))


def cases_are(sort, bound, number, days):
    text = f"{bound} {number} confirmed cases in {days} days"
    return Condition(f"home has {text}" if sort == "person" else text,
                     worlds_where(sort, lambda world: COMPARE[bound](cases(world, days), number)))


def no_case(sort, days):
    return Condition(f"{'home has ' if sort == 'person' else ''}no confirmed case in {days} days",
                     worlds_where(sort, lambda world: cases(world, days) == 0))


HIGH_RISK_HOME = Condition("home is high-risk", cases_are("person", "at least", 50, 14).worlds)

# ---- conduct ------------------------------------------------------------------------------------------------------

MODES = ["health monitoring", "home quarantine", "centralized quarantine"]
COUNTS_AS = {"name board": "naming", "block road": "seal road"}
OPPOSITE = {"turn away": "enter", "enter": "turn away"}
RULES_OUT = {"home quarantine": "travel", "centralized quarantine": "travel"}
ENTRY_CONDITIONS = ["temperature check", "leaflet", "code scan"]
GUARDED = "enter"


def done_with(measure):
    return [measure] + ([COUNTS_AS[measure]] if measure in COUNTS_AS else [])


def undone_without(measure):
    return [measure] + [other for other, whole in COUNTS_AS.items() if whole == measure]


@dataclasses.dataclass
class Norm:
    """A sentence: its measures (`either`: one of them suffices), its amount, its event, and whom it is about."""
    measures: list
    who: str = ""  # adjectives
    conditions: list = dataclasses.field(default_factory=list)
    modality: str = "must"
    length: tuple = None  # (least, greatest) days
    amount: str = ""  # the length, rhythm or deadline in words
    occasion: str = ""
    sort: str = "person"
    either: bool = False
    unless: Condition = None
    rate: int = None  # times a week
    hours: int = None  # within so many hours
    bound: tuple = None  # (attribute, `at least` or `at most`, amount): a quantity in place of a measure
    soft: str = ""
    prevails_over: int = None  # an article of the superior

    @property
    def without_exception(self):
        worlds = ALL[self.sort]
        for name in self.names():
            worlds &= TRAIT[name]
        for condition in self.conditions:
            worlds &= condition.worlds
        return worlds

    def names(self):
        rest, found = self.who, []
        while rest:
            name = next(name for name in TRAIT if rest.startswith(name))
            found.append(name)
            rest = rest[len(name):].strip()
        return found

    @property
    def worlds(self):
        return self.without_exception & ~(self.unless.worlds if self.unless else 0)

    @property
    def text(self):
        subject = f"{self.who} {self.sort}".strip()
        occasion = f" {self.occasion}" if self.occasion else ""
        amount = f" {self.amount}" if self.amount else ""
        # An amount belongs to the measure before it alone, so each measure of a list has its own.
        what = (amount + (" or " if self.either else " and ")).join(self.measures)
        if self.soft:
            what = f"{self.soft} {what}"
        if self.modality == "must":
            text = f"{what}{amount}{occasion} for {subject}"
        else:
            text = f"{subject} {self.modality} {what}{amount}{occasion}"
        if self.conditions:
            text += " if " + " and ".join(condition.text for condition in self.conditions)
        if self.prevails_over:
            text += f" notwithstanding article {self.prevails_over} of superior rules"
        return text + (f" unless {self.unless.text}" if self.unless else "")

    def changed(self, **values):
        return dataclasses.replace(self, **values)

    def imposed(self):
        if self.modality == "must" and not self.either:
            return {act for measure in self.measures for act in done_with(measure)}
        if self.modality == "must not":
            return {OPPOSITE[measure] for measure in self.measures if measure in OPPOSITE}
        return set()

    def forbidden(self):
        if self.modality == "must not":
            return {act for measure in self.measures for act in undone_without(measure)}
        barred = {RULES_OUT[act] for act in self.imposed() if act in RULES_OUT}
        barred |= {OPPOSITE[act] for act in self.imposed() if act in OPPOSITE}
        return {act for measure in barred for act in undone_without(measure)}

    def permitted(self):
        return {act for measure in self.measures for act in done_with(measure)} if self.modality == "may" else set()

    def mode(self):
        return MODES.index(self.measures[0]) if len(self.measures) == 1 and self.measures[0] in MODES else None


@dataclasses.dataclass
class ClassRule:
    rank: str
    condition: Condition = None
    scale: str = "risk"

    @property
    def text(self):
        return f"{self.rank} {self.scale} for region" + (f" if {self.condition.text}" if self.condition else "")


# Limits on lower authorities.
Range = collections.namedtuple("Range", "measure least greatest worlds decider")
Only = collections.namedtuple("Only", "measure worlds sort whole")
Barred = collections.namedtuple("Barred", "measure worlds")
Protected = collections.namedtuple("Protected", "measure worlds")
Closed = collections.namedtuple("Closed", "worlds")

# ---- the superior policy, as in mutations/superior.pol --------------------------------------------------------------

COOL = temperature_is("fewer than", 37.3)
HOT = temperature_is("at least", 37.3)
BUSY_HOME = cases_are("person", "at least", 50, 14)

OBSERVATION = Norm(["observation"], "staff", length=(14, 14), amount="14 days", occasion="from arrival")
REST = Norm(["rest"], "symptomatic", length=(7, ENDLESS), amount="at least 7 days", occasion="from discharge")
ABSENCE = Norm(["absence"], "vaccinated", length=(0, 10), amount="at most 10 days", occasion="from discharge")
WATCH = Norm(["watch"], "close contact", length=(14, 14), amount="14 days", occasion="from arrival")
HOME = Norm(["home quarantine"], "visitor", length=(14, 14), amount="14 days", occasion="from arrival")
CENTRAL = Norm(["centralized quarantine"], "", [HOT], length=(14, 14), amount="14 days", occasion="from arrival")
MONITORING = Norm(["health monitoring"], "close contact", length=(7, 7), amount="7 days", occasion="from discharge")
NO_TURNING_AWAY = Norm(["turn away"], "vaccinated", modality="must not")
NO_NAMING = Norm(["naming"], "symptomatic", modality="must not")
NO_HOUSE_CALL = Norm(["house call"], "", [BUSY_HOME], modality="must not")
TRAVEL = Norm(["travel"], "vaccinated", [COOL], modality="may")
CHECK = Norm(["temperature check"], "visitor", occasion="on entry")
CALL = Norm(["phone call"], "visitor", length=(5, 5), amount="5 days", occasion="from arrival")
MASK = Norm(["mask"], "staff", [HIGH_RISK_HOME])
GLOVES = Norm(["gloves"], "staff")
TESTING = Norm(["testing"], "staff", rate=2, amount="at least 2 times a week")
REPORT = Norm(["report to unit"], "visitor", hours=24, amount="within 24 hours of sign-in")
FEW_OCCUPANTS = Norm([], sort="room", bound=("occupants", "at most", 6))
FLOOR_AREA = Norm([], sort="room", bound=("floor area per occupants", "at least", 2.5))
NO_SEALING = Norm(["seal road"], "", [cases_are("region", "fewer than", 10, 14)], modality="must not", sort="region")
TRANSPORT = Norm(["transport"], "", [cases_are("region", "at most", 50, 14)], sort="region")
SUPERIOR = [OBSERVATION, REST, ABSENCE, WATCH, HOME, CENTRAL, MONITORING, NO_TURNING_AWAY, NO_NAMING, NO_HOUSE_CALL, TRAVEL,
            CHECK, CALL, MASK, GLOVES, TESTING, REPORT, FEW_OCCUPANTS, FLOOR_AREA, NO_SEALING, TRANSPORT]
LIMITS = [
    Range("watch", 7, 21, TRAIT["close contact"], None),
    Range("phone call", 3, 10, TRAIT["visitor"], "county"),
    Only("door seal", TRAIT["close contact"] & TRAIT["symptomatic"], "person", None),
    Only("closed control", TRAIT["smallest"], "block", "compound"),
    Barred("house search", TRAIT["vaccinated"]),
    Protected("travel", TRAIT["vaccinated"] & COOL.worlds),
    Closed(TRAIT["visitor"]),
]
CLASSES = {
    "low": no_case("region", 14).worlds,
    "medium": cases_are("region", "at least", 1, 14).worlds & cases_are("region", "fewer than", 50, 14).worlds,
    "high": cases_are("region", "at least", 50, 14).worlds,
}

# ---- what is a breach ----------------------------------------------------------------------------------------------


def union(sets):
    found = 0
    for one in sets:
        found |= one
    return found


def bears_with(above, local):
    """Whether `above` bears on whomever `local` is about, as far as events go."""
    return above.occasion in ("", local.occasion)


def of_superior(stance, act, local):
    """Where the superior has this stance already, whenever the local sentence applies."""
    return union(norm.worlds for norm in SUPERIOR
                 if norm.sort == local.sort and act in getattr(norm, stance)() and bears_with(norm, local))


def same_point(one, other):
    return one.occasion == other.occasion or not one.occasion or not other.occasion


def falls_short(local, above):
    """Whether keeping `local` leaves room for a breach of `above`, on a point that both decide."""
    if local.sort != above.sort or above.modality != "must":
        return False
    if above.bound or local.bound:
        if not above.bound or not local.bound or above.bound[:2] != local.bound[:2]:
            return False
        return COMPARE["more than" if above.bound[1] == "at most" else "fewer than"](local.bound[2], above.bound[2])
    if local.modality == "may":  # an act that the demanded measure rules out, or a lighter mode
        if RULES_OUT.get(above.measures[0]) in local.measures:
            return True
        return local.mode() is not None and above.mode() is not None and same_point(local, above) and local.mode() < above.mode()
    if local.modality != "must":
        return False
    if local.either:
        return above.measures[0] in local.measures and same_point(local, above)
    if local.mode() is not None and above.mode() is not None and same_point(local, above) and local.mode() < above.mode():
        return True
    if above.measures[0] not in local.measures:
        return False
    if local.length and above.length and local.occasion == above.occasion:
        return local.length[0] < above.length[0]
    if local.rate and above.rate:
        return local.rate < above.rate
    return bool(local.hours and above.hours and local.hours > above.hours)


def covers(local, above):
    """Whether `above` says of everybody in `local` what `local` says, or less."""
    if local.worlds & ~above.worlds or above.modality != "must" or not set(above.measures) <= set(local.measures):
        return False
    if local.either or not bears_with(above, local):
        return False
    return not falls_short(local, above) and (not above.length or not local.length or local.length[1] <= above.length[1]
                                              or above.length[0] > 0)


def below(local, locals_, found):
    """Below floor, aimed at those whom the floor protects (an error) or not (a warning)."""
    short = [above for above in SUPERIOR if falls_short(local, above)]
    ranges = [one for one in LIMITS if isinstance(one, Range) and local.modality == "must" and one.measure in local.measures
              and local.length]
    floors = [one.worlds for one in ranges if local.length[0] < one.least]
    others = [one for one in locals_ if one is not local and isinstance(one, Norm) and one.modality == "must"]
    breach = union(floors) & local.worlds
    for above in short:
        replaced = union(one.worlds for one in ranges if [one.measure] == above.measures)
        met = union(one.worlds for one in others if meets(one, above))
        spared = 0
        if local.modality == "may":
            spared = union(of_superior("permitted", act, local) | of_superior("imposed", act, local)
                           for act in local.measures)
        breach |= local.worlds & above.worlds & ~met & ~spared & ~replaced
    if not breach:
        return
    aimed = not local.worlds & ~(union(above.worlds for above in short if bears_with(above, local)) | union(floors))
    if aimed:
        found.add("P1122")
    elif local.modality == "may" or not any(covers(local, above) for above in SUPERIOR):
        found.add("P1123")


def meets(local, above):
    """Whether whoever keeps `local` keeps `above` too."""
    if local.either or not same_point(local, above):
        return False
    if above.mode() is not None and local.mode() is not None:
        if local.mode() != above.mode():
            return local.mode() > above.mode()
        return bool(not above.length or (local.length and local.length[0] >= above.length[0]))
    if not above.measures or above.measures[0] not in local.measures:
        return False
    return not falls_short(local, above)


def above_ceiling(local, found):
    if local.modality != "must" or not local.length or local.either:
        return
    least = local.length[0]
    for measure in local.measures:
        ranges = [one for one in LIMITS if isinstance(one, Range) and one.measure == measure]
        if union(one.worlds for one in ranges if least > one.greatest) & local.worlds:
            found.add("P1121")
        same = [one for one in SUPERIOR if one.measures == [measure] and one.length and one.occasion == local.occasion]
        roomy = union(one.worlds for one in same if least <= one.length[1]) | union(one.worlds for one in ranges)
        if union(one.worlds for one in same if least > one.length[1]) & ~roomy & local.worlds:
            found.add("P1121")


def against_acts(local, found):
    contradicted = 0
    for above in SUPERIOR:
        if above.sort != local.sort:
            continue
        both = local.worlds & above.worlds
        for act in above.measures:
            imposes, permits = (of_superior(stance, act, local) for stance in ("imposed", "permitted"))
            if above.modality == "must not":
                if act in local.imposed():
                    contradicted |= both & ~imposes
                if act in local.permitted():
                    contradicted |= both & ~imposes & ~permits
            if above.modality == "must":
                if act in local.forbidden() and both & ~of_superior("forbidden", act, local):
                    found.add("P1128")
                if local.modality == "need not" and act in local.measures and both:
                    found.add("P1122")
                if (local.unless and local.modality == "must" and local.measures == above.measures and same_point(local, above)
                        and local.without_exception & local.unless.worlds & above.worlds):
                    found.add("P1122")
    if contradicted:
        found.add("P1127")
    return contradicted


def against_limits(local, issuer, contradicted, found):
    for limit in LIMITS:
        if isinstance(limit, Only) and limit.measure in local.imposed() and local.sort == limit.whole and local.worlds:
            found.add("P1124")  # some part may lie outside
        if local.sort != (limit.sort if isinstance(limit, Only) else "person"):
            continue
        if isinstance(limit, (Only, Barred)) and limit.measure in local.imposed():
            where = local.worlds & ~of_superior("imposed", limit.measure, local)
            if isinstance(limit, Only) and where & ~limit.worlds:
                found.add("P1124")
            if isinstance(limit, Barred) and where & limit.worlds & ~contradicted:
                found.add("P1125")
        if isinstance(limit, Protected) and limit.measure in local.forbidden():
            if local.worlds & limit.worlds & ~of_superior("forbidden", limit.measure, local):
                found.add("P1126")
        if isinstance(limit, Closed):
            added = union(local.worlds & limit.worlds & ~of_superior("imposed", step, local)
                          for step in ENTRY_CONDITIONS if step in local.imposed())
            if GUARDED in local.forbidden():
                added |= local.worlds & limit.worlds & ~of_superior("forbidden", GUARDED, local)
            if added:
                found.add("P1129")
        if isinstance(limit, Range) and limit.decider and issuer != limit.decider and limit.measure in local.measures:
            if local.worlds & limit.worlds and local.modality == "must":
                found.add("P1131")


def expected(sentences, issuer):
    found = set()
    for one in sentences:
        if isinstance(one, ClassRule):
            if one.scale == "risk" and one.condition.worlds & ~CLASSES[one.rank]:
                found.add("P1130")
            if one.scale == "alert" and issuer != "county":
                found.add("P1131")
        elif not one.soft:
            if one.prevails_over:
                found.add("P1132")
            below(one, sentences, found)
            above_ceiling(one, found)
            against_limits(one, issuer, against_acts(one, found), found)
    return found


# ---- mutations -----------------------------------------------------------------------------------------------------

Proposal = collections.namedtuple("Proposal", "kind sentences issuer")
LENGTHS = {
    "flat": lambda n: (f"{n} days", (n, n)),
    "hours": lambda n: (f"{24 * n} hours", (n, n)),
    "weeks": lambda n: (f"{n // 7} {'week' if n == 7 else 'weeks'}", (n, n)),
    "at least": lambda n: (f"at least {n} days", (n, ENDLESS)),
    "at least, in hours": lambda n: (f"at least {24 * n} hours", (n, ENDLESS)),
    "exactly": lambda n: (f"exactly {n} days", (n, n)),
}


def length_mutations():
    bases = [(OBSERVATION, [6, 7, 13, 14, 15, 21, 28], True), (REST, [1, 6, 7, 8, 14], True),
             (ABSENCE, [1, 9, 10, 11, 21], False), (WATCH, [6, 7, 8, 14, 20, 21, 22], True), (CALL, [2, 3, 4, 9, 10, 11], True)]
    for base, days, has_floor in bases:
        for day, (kind, form) in itertools.product(days, LENGTHS.items()):
            if kind == "weeks" and day % 7:
                continue
            amount, length = form(day)
            yield f"{kind} {day}", base.changed(amount=amount, length=length)
        low, high = days[0], days[-1]
        for first, last in [(low, high), (days[len(days) // 2], high)] if has_floor else [(1, days[1])]:
            yield f"between {first} and {last}", base.changed(amount=f"between {first} and {last} days", length=(first, last))
        # An upper end below the floor; and one at the ceiling, where there is no floor.
        yield f"at most {low}", base.changed(amount=f"at most {low} days", length=(0, low))
        for day in (low, high):
            flat = base.changed(amount=f"{day} days", length=(day, day))
            yield f"flat {day}, for fewer", flat.changed(who=f"{base.who} symptomatic" if base.who != "symptomatic" else
                                                         "symptomatic vaccinated")
            yield f"flat {day}, for everybody", flat.changed(who="")
            yield f"flat {day}, on a condition", flat.changed(conditions=[HOT])
            yield f"flat {day}, for those of whom nothing is said", flat.changed(conditions=[trait_is(base.names()[0], False)],
                                                                                 who="")
            yield f"flat {day}, from another event", flat.changed(
                occasion="from entry")
            yield f"flat {day}, as advice", flat.changed(soft="should have")
    for days in (7, 14, 21):
        yield f"{days} days notwithstanding", OBSERVATION.changed(amount=f"{days} days", length=(days, days), prevails_over=2)
    yield "a ban notwithstanding", Norm(["travel"], "vaccinated", modality="must not", prevails_over=10)
    for base in (OBSERVATION, REST, WATCH, CALL, HOME, GLOVES, MASK, CHECK):
        yield "unchanged", base
        yield "unchanged, except for some", base.changed(unless=trait_is("vaccinated"))
        yield "unchanged, with an exception that meets nobody", base.changed(unless=trait_is(base.names()[0], False))
        yield "spared", base.changed(modality="need not", amount="", length=None, occasion="")
        yield "spared for some", base.changed(modality="need not", amount="", length=None, occasion="", who="vaccinated")
        yield "spared for others", base.changed(modality="need not", amount="", length=None, occasion="", who="",
                                                conditions=[trait_is(base.names()[0], False)])
        yield "forbidden", base.changed(modality="must not", amount="", length=None, occasion="")


def mode_mutations():
    days = {"from arrival": 14, "from discharge": 14, "": None}
    for mode, (occasion, length) in itertools.product(MODES, days.items()):
        for who, conditions in [("visitor", []), ("visitor", [COOL]), ("visitor vaccinated", [HOT]), ("", [HOT]),
                                ("staff", []), ("", [temperature_is("at least", 37.2)]), ("", [temperature_is("more than", 37.3)]),
                                ("close contact", [trait_is("visitor", False)])]:
            yield f"mode {mode}", Norm([mode], who, conditions, occasion=occasion, length=(length, length) if length else None,
                                       amount=f"{length} days" if length else "")
    for mode, who, occasion in itertools.product(MODES, ["visitor", "staff"], ["", "from arrival"]):
        yield f"leave for mode {mode}", Norm([mode], who, modality="may", occasion=occasion,
                                             **({"length": (14, 14), "amount": "14 days"} if occasion else {}))
    for who, conditions in [("visitor", []), ("staff", []), ("", [HOT]), ("vaccinated", [COOL]), ("vaccinated", [])]:
        yield "leave to travel", Norm(["travel"], who, conditions, modality="may")


def act_mutations():
    people = [("vaccinated", []), ("symptomatic", []), ("", []), ("vaccinated staff", []), ("staff", []),
              ("", [trait_is("vaccinated", False)]), ("", [trait_is("symptomatic", False)]), ("visitor", [])]
    for measure in ("turn away", "enter", "naming", "name board", "travel", "door seal", "house search", "code scan",
                    "temperature check", "leaflet"):
        for modality, (who, conditions) in itertools.product(("must", "must not", "may"), people):
            yield f"{modality} {measure}", Norm([measure], who, conditions, modality=modality)
    for measure, who in [("door seal", "close contact symptomatic"), ("door seal", "close contact"),
                         ("code scan", "staff"), ("travel", "vaccinated")]:
        for degrees in (37.2, 37.3, 37.4):
            for modality, bound in itertools.product(("must", "must not"), ("fewer than", "at least")):
                yield f"{modality} {measure} at {degrees}", Norm([measure], who, [temperature_is(bound, degrees)], modality=modality)
    for sort, who, conditions in [("block", "smallest", []), ("block", "", []), ("block", "", [trait_is("smallest", False)]),
                                  ("block", "", [trait_is("smallest")]), ("compound", "", [])]:
        for modality in ("must", "must not", "may", "need not"):
            yield f"{modality} closed control", Norm(["closed control"], who, conditions, sort=sort, modality=modality)
    for days, (who, conditions) in itertools.product((13, 14, 15), [("staff", []), ("staff close contact", []), ("visitor", []),
                                                                    ("staff", [trait_is("close contact", False)])]):
        yield f"two measures for {days} days", Norm(["observation", "watch"], who, conditions, length=(days, days),
                                                    amount=f"{days} days", occasion="from arrival")
    yield "a joined list", Norm(["leaflet", "mask"], "visitor")
    yield "a joined list with the step that is asked", Norm(["temperature check", "mask"], "visitor", occasion="on entry")
    yield "a choice where both are asked", Norm(["mask", "gloves"], "staff", [HIGH_RISK_HOME], either=True)
    yield "both where both are asked", Norm(["mask", "gloves"], "staff", [HIGH_RISK_HOME])


def count_mutations():
    for days, number in itertools.product((13, 14, 15), (49, 50, 51)):
        for modality, bound in itertools.product(("may", "must"), ("at least", "fewer than", "at most", "exactly")):
            yield f"{modality} house call", Norm(["house call"], "", [cases_are("person", bound, number, days)], modality=modality)
    for days, number, bound in itertools.product((13, 14, 15), (9, 10, 11), ("at least", "more than", "exactly")):
        yield "seal road", Norm(["seal road"], "", [cases_are("region", bound, number, days)], sort="region")
    for number, modality in itertools.product((9, 10, 11), ("must", "may")):
        yield "block road", Norm(["block road"], "", [cases_are("region", "at least", number, 14)], sort="region", modality=modality)
    for days, number, bound in itertools.product((13, 14, 15), (49, 50, 51), ("at least", "more than", "exactly")):
        yield "must not transport", Norm(["transport"], "", [cases_are("region", bound, number, days)], sort="region",
                                         modality="must not")
    for number in (9, 10, 11):
        yield "patrol", Norm(["patrol"], "", [cases_are("region", "at least", number, 14)], sort="region")
    for days, number, rank in itertools.product((13, 14, 15), (49, 50, 51), ("medium", "high")):
        yield f"class {rank}", ClassRule(rank, cases_are("region", "at least" if rank == "high" else "exactly", number, days))
    for days in (13, 14, 15):
        yield "class low", ClassRule("low", no_case("region", days))


def amount_mutations():
    for who, (text, number) in itertools.product(("", "shared"), [("5", 5), ("6", 6), ("7", 7)]):
        yield f"at most {text} occupants", Room(who, f"at most {text} occupants", ("occupants", "at most", number))
    for who, (text, number) in itertools.product(("", "shared"), [
            ("2.5 m²", 2.5), ("2.49 m²", 2.49), ("2.51 m²", 2.51), ("25000 cm²", 2.5), ("24999 cm²", 2.4999), ("25001 cm²", 2.5001)]):
        yield f"at least {text}", Room(who, f"at least {text} floor area per occupants",
                                       ("floor area per occupants", "at least", number))
    for who, rate in itertools.product(("staff", "staff visitor", ""), (1, 2, 3)):
        yield f"{rate} a week", TESTING.changed(who=who, rate=rate, amount=f"at least {rate} {'time' if rate == 1 else 'times'} a week")
    for who, hours in itertools.product(("visitor", "staff visitor", ""), (12, 24, 25, 48)):
        yield f"within {hours} hours", REPORT.changed(who=who, hours=hours, amount=f"within {hours} hours of sign-in")


class Room(Norm):
    """A limit of a quantity of rooms."""

    def __init__(self, who, words, bound):
        super().__init__([], who, sort="room", bound=bound)
        self.words = words

    @property
    def text(self):
        return f"{self.words} for {self.who} room".replace("  ", " ")


def pair_mutations():
    # Of those whom the centralized quarantine of the superior does not meet.
    home = HOME.changed(conditions=[COOL])
    short = home.changed(amount="7 days", length=(7, 7))
    yield "the longer saves the shorter", [short, home]
    yield "the longer for some only", [short, home.changed(who="visitor staff")]
    yield "the longer for more", [short, home.changed(who="")]
    yield "two short ones", [short, home.changed(amount="13 days", length=(13, 13))]
    lighter = home.changed(measures=["health monitoring"])
    yield "the stricter mode saves the lighter", [lighter, home]
    yield "the stricter mode for some only", [lighter, home.changed(who="visitor staff")]
    yield "two lengths", [OBSERVATION.changed(amount="7 days", length=(7, 7)), OBSERVATION]
    yield "two lengths, both short", [OBSERVATION.changed(amount=f"{n} days", length=(n, n)) for n in (7, 8)]
    yield "short here, long there", [OBSERVATION.changed(amount="7 days", length=(7, 7)),
                                     OBSERVATION.changed(amount="21 days", length=(21, 21), occasion="from entry")]
    yield "short and long", [OBSERVATION.changed(amount=f"{n} days", length=(n, n)) for n in (7, 21)]
    yield "a class and a seal", [ClassRule("high", cases_are("region", "at least", 50, 14)),
                                 Norm(["seal road"], "", [cases_are("region", "at least", 10, 14)], sort="region")]
    yield "a permission and its ban", [TRAVEL, Norm(["travel"], "vaccinated", [HOT], modality="must not")]
    yield "a permission and more than its ban", [TRAVEL, Norm(["travel"], "vaccinated", modality="must not")]
    yield "prohibitions repeated", [NO_NAMING, NO_TURNING_AWAY]
    yield "prohibitions extended", [NO_NAMING.changed(who=""), NO_TURNING_AWAY.changed(who="")]
    yield "one of two wrong", [NO_NAMING, Norm(["name board"], "symptomatic staff")]
    yield "both wrong", [Norm(["turn away"], "vaccinated"), Norm(["house search"], "vaccinated")]
    yield "mask and gloves apart", [MASK, GLOVES]
    yield "a choice, saved by both", [Norm(["mask", "gloves"], "staff", [HIGH_RISK_HOME], either=True), MASK, GLOVES]


def proposals():
    seen = set()
    for family in (length_mutations, mode_mutations, act_mutations, count_mutations, amount_mutations, pair_mutations):
        for kind, sentences in family():
            sentences = sentences if isinstance(sentences, list) else [sentences]
            text = "\n".join(one.text for one in sentences)
            if text not in seen:
                seen.add(text)
                yield Proposal(kind, sentences, "county")
    for sentence in (CALL, CALL.changed(who=""), CALL.changed(who="visitor staff"), CALL.changed(who="staff"),
                     CALL.changed(who="", conditions=[trait_is("visitor", False)])):
        yield Proposal("decided by another", [sentence], "township")
    for rank, issuer in itertools.product(("yellow", "red"), ("county", "township")):
        yield Proposal("a class left to the county", [ClassRule(rank, scale="alert")], issuer)


# ---- what polc says ------------------------------------------------------------------------------------------------


def text_of(at, proposal):
    lines = [f'policy "proposal {at}"', f"by {proposal.issuer}", "under superior rules", "uses mutation words",
             "in force from 2020-02-01", "article 1", *(one.text for one in proposal.sentences)]
    return "\n".join(lines) + "\n"


def findings_of(polc, folder, names):
    """{file: {code}} of the findings that polc has in the proposals of these files, and what else it said."""
    command = [polc, "check", "--on", DAY, "--lang", "en", "--format", "json", *names]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    found = {name: set() for name in names}
    try:
        diagnostics = json.loads(done.stdout)["diagnostics"]
    except (ValueError, KeyError):
        return {name: {f"no answer: {done.stderr.strip()}"} for name in names}
    for one in diagnostics:
        if one["file"] in found and (one["code"] in CODES or (one["code"] < "P1100" and one["severity"] == "error")):
            found[one["file"]].add(one["code"])
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--polc", required=True)
    parser.add_argument("--list", action="store_true", help="print the proposals and what is expected of each")
    arguments = parser.parse_args()
    made = {f"p{at:03}.pol": proposal for at, proposal in enumerate(proposals())}
    if arguments.list:
        for proposal in made.values():
            print(*(f"{one.text}" for one in proposal.sentences), sep="\n", end="")
            print(f"\n    {proposal.kind}: {' '.join(sorted(expected(proposal.sentences, proposal.issuer))) or 'nothing'}")
        return 0
    passed, failed, names = 0, 0, list(made)
    with tempfile.TemporaryDirectory(prefix="polc-mutations.") as folder:
        for path in HERE.glob("*.pol"):
            pathlib.Path(folder, path.name).write_bytes(path.read_bytes())
        for at, (name, proposal) in enumerate(made.items()):
            pathlib.Path(folder, name).write_text(text_of(at, proposal), encoding="utf-8")
        for start in range(0, len(names), BATCH):
            batch = names[start:start + BATCH]
            found = findings_of(str(pathlib.Path(arguments.polc).resolve()), folder, batch)
            for name in batch:
                proposal = made[name]
                wanted = expected(proposal.sentences, proposal.issuer)
                if found[name] == wanted:
                    passed += 1
                    continue
                failed += 1
                print(f"FAILED {proposal.kind}: found {' '.join(sorted(found[name])) or 'nothing'}, "
                      f"expected {' '.join(sorted(wanted)) or 'nothing'}")
                print("\n".join("    " + line for line in text_of(names.index(name), proposal).splitlines()[-len(proposal.sentences):]))
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
