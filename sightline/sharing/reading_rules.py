"""Which reading of a day is unusual for an account, by rule: a question for its manager, and never an accusation.

Nothing here reads a clock or a table: what an account opened, its last day and its duty come in.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType

from sightline.model.nouns import Role
from sightline.model.when import london_time
from sightline.rulebook.calendar import read_calendar
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import read_table

FOLDER = ("england", "sharing", "reading")
MANY, HOURS, NAME, STREET = "many_children", "out_of_hours", "one_name", "one_street"
LEAVING, NEWS, ANSWER = "before_leaving", "in_the_news", "reading_answer"


class WrittenReadingRule(WrittenRule, frozen=True):
    """A rule of unusual reading: whose reading it looks at, and whether also that of accounts that open every child."""

    roles: frozenset[Role]
    looks_at_all: bool


@dataclass(frozen=True, slots=True)
class OpenedPerson:
    """An account opened somebody once: when, by which row of the audit, and what unrestricted records say of them.

    `in_work`: the account has a recorded reason of its work, or the person shares a home with such a child.
    """

    person_id: str
    at: str
    row: int
    in_work: bool = False
    is_child: bool = True
    in_news: bool = False
    surnames: frozenset[str] = field(default=frozenset(), repr=False)
    homes: frozenset[str] = field(default=frozenset(), repr=False)
    streets: frozenset[str] = field(default=frozenset(), repr=False)


@dataclass(frozen=True, slots=True)
class ReaderDay:
    """One account on one day: what it opened then and in the days before, in order.

    `every_child`: it opens every child for its work. `leaves_on`: its last day. `on_duty`: a rota has it that day.
    """

    role: Role
    day: date
    opened: Sequence[OpenedPerson] = field(repr=False)
    every_child: bool = False
    leaves_on: date | None = None
    on_duty: bool = False

    def since(self, days: int) -> list[OpenedPerson]:
        """What was opened outside its work on this day and in the days before, so many days in all."""
        first = self.day - timedelta(days=days - 1)
        return [one for one in self.opened if not one.in_work and day_of(one.at) >= first]

    def usual(self, days: int) -> dict[date, int]:
        """By day on which it read at all, of so many days before: how many children it opened outside its work."""
        first, found = self.day - timedelta(days=days), dict[date, set[str]]()
        for one in self.opened:
            day = day_of(one.at)
            if first <= day < self.day:
                found.setdefault(day, set()).update([one.person_id] if one.is_child and not one.in_work else ())
        return {day: len(children) for day, children in found.items()}


@dataclass(frozen=True, slots=True)
class UnusualReading:
    """What a rule found of an account on a day: the rows of the audit behind it, and what its sentence counts."""

    rule_id: str
    rows: tuple[int, ...]
    counts: Mapping[str, int]


Values = Mapping[str, int]
Finder = Callable[[ReaderDay, Values], UnusualReading | None]


def find_unusual(reader: ReaderDay, *, asked_on: Mapping[str, date] = MappingProxyType({})) -> list[UnusualReading]:
    """What the rules find of an account on a day. `asked_on`: by rule, when it last asked about the account."""
    found = []
    for rule_id, find in FINDERS.items():
        rule, values = read_reading_rule(rule_id), values_on(rule_id, reader.day)
        last = asked_on.get(rule_id)
        is_quiet = last is not None and reader.day - last < timedelta(days=values["quiet_days"])
        if reader.role in rule.roles and not is_quiet and (rule.looks_at_all or not reader.every_child):
            unusual = find(reader, values)
            found += [unusual] if unusual else []
    return found


@cache
def read_reading_rule(rule_id: str) -> WrittenReadingRule:
    """What a rule says."""
    return read_table(WrittenReadingRule, read_toml(*FOLDER, f"{rule_id}.toml"), where="/".join((*FOLDER, rule_id)))


@cache
def values_on(rule_id: str, day: date) -> Values:
    """The numbers of a rule, in force on a day."""
    rule = Rulebook.as_at(day, *FOLDER).rule(rule_id)
    return {name: int(rule.value_at(name, day)) for name in {value.name for value in rule.values}}


def most_days() -> int:
    """How many days of reading the rules look at, at most: their own days, and what was usual before."""
    rules = Rulebook.as_at(date.max, *FOLDER).rules
    named = ((value.name, int(value.value)) for rule in rules for value in rule.values)
    days: dict[str, int] = {}
    for name, number in named:
        days[name] = max(number, days.get(name, 0))
    return days["usual_days"] + days["days"]


def only_needed(opened: Iterable[OpenedPerson]) -> list[OpenedPerson]:
    """Once a day each person whom an account opened outside its work, and one of its work, in order."""
    seen: dict[tuple[date, str], OpenedPerson] = {}
    for one in opened:
        seen.setdefault((day_of(one.at), "" if one.in_work else one.person_id), one)
    return sorted(seen.values(), key=lambda one: (one.at, one.row))


@cache
def day_of(at: str) -> date:
    """The London day of a moment."""
    return london_time(at).date()


def is_out_of_hours(at: str, *, from_hour: int, to_hour: int) -> bool:
    """Whether a moment is outside the working hours of a working day in London."""
    here = london_time(at)
    return not from_hour <= here.hour < to_hour or not _is_working_day(here.date())


@cache
def _is_working_day(day: date) -> bool:
    return read_calendar().is_working_day(day)


def _many_children(reader: ReaderDay, values: Values) -> UnusualReading | None:
    today = [one for one in reader.since(1) if one.is_child]
    children = _count(today)
    if children < values["children"]:
        return None
    before = reader.usual(values["usual_days"])
    usual = sum(before.values()) / len(before) if before else 0
    if children < usual * values["times_usual"]:
        return None
    return _found(MANY, today, children=children, usual=round(usual))


def _out_of_hours(reader: ReaderDay, values: Values) -> UnusualReading | None:
    def late(one: OpenedPerson) -> bool:
        return one.is_child and is_out_of_hours(one.at, from_hour=values["from_hour"], to_hour=values["to_hour"])

    today = [one for one in reader.since(1) if late(one)]
    if reader.on_duty or _count(today) < values["children"]:
        return None
    first = reader.day - timedelta(days=values["usual_days"])
    times = {day_of(one.at) for one in reader.opened if late(one) and first <= day_of(one.at) < reader.day}
    if len(times) > values["usual_times"]:
        return None
    return _found(HOURS, today, children=_count(today), times=len(times))


def _one_name(reader: ReaderDay, values: Values) -> UnusualReading | None:
    return _alike(NAME, reader, values, lambda one: one.surnames)


def _one_street(reader: ReaderDay, values: Values) -> UnusualReading | None:
    return _alike(STREET, reader, values, lambda one: one.streets)


def _alike(
    rule_id: str, reader: ReaderDay, values: Values, said: Callable[[OpenedPerson], Iterable[str]]
) -> UnusualReading | None:
    """Children of several homes who share something, one of whom was opened on the day."""
    groups: dict[str, list[OpenedPerson]] = {}
    for one in reader.since(values["days"]):
        for value in said(one) if one.is_child else ():
            groups.setdefault(value, []).append(one)
    for some in groups.values():
        homes = {home for one in some for home in one.homes}
        is_today = day_of(some[-1].at) == reader.day
        if is_today and _count(some) >= values["children"] and len(homes) >= values["homes"]:
            return _found(rule_id, some, children=_count(some), homes=len(homes), days=values["days"])
    return None


def _before_leaving(reader: ReaderDay, values: Values) -> UnusualReading | None:
    last = reader.leaves_on
    if last is None or not reader.day <= last <= reader.day + timedelta(days=values["leaves_in_days"]):
        return None
    days = values["days"]
    lately = [one for one in reader.since(days) if one.is_child]
    before = reader.usual(values["usual_days"] + days)
    earlier = [number for day, number in before.items() if day <= reader.day - timedelta(days=days)]
    usual = sum(earlier) * days / values["usual_days"]
    if _count(lately) < max(values["children"], usual * values["times_usual"]):
        return None
    return _found(LEAVING, lately, children=_count(lately), days=days, usual=round(usual))


def _in_the_news(reader: ReaderDay, values: Values) -> UnusualReading | None:
    today = [one for one in reader.since(1) if one.in_news]
    return _found(NEWS, today, people=_count(today)) if _count(today) >= values["children"] else None


def _count(some: Iterable[OpenedPerson]) -> int:
    return len({one.person_id for one in some})


def _found(rule_id: str, some: Iterable[OpenedPerson], **counts: int) -> UnusualReading:
    return UnusualReading(rule_id, tuple(sorted({one.row for one in some})), counts)


FINDERS: Mapping[str, Finder] = MappingProxyType({
    MANY: _many_children,
    HOURS: _out_of_hours,
    NAME: _one_name,
    STREET: _one_street,
    LEAVING: _before_leaving,
    NEWS: _in_the_news,
})  # fmt: skip
