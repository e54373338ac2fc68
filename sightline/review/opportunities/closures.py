"""Decisions to take no further action although the child's records hold signs: then, or as is known now.

Each has what followed. It is for people to look at one by one: nothing is reopened by a rule.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import TypedDict

from sightline.known_facts.people import KnownPerson
from sightline.known_facts.rows import NOTE_FACTS
from sightline.model.ids import make_id
from sightline.review.opportunities.calls import ActRow, find_acts, find_harm, prepare_facts, write_test
from sightline.review.opportunities.rules import RecordTest, read_afterwards, read_calls
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Written
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
CLOSED = "closed_without_reason"  # the kind whose tests say what closes


class ClosureRules(Written, frozen=True):
    """Which signs of a child's records make a decision one to take again."""

    signs: tuple[str, ...]


@cache
def read_closure_rules() -> ClosureRules:
    """The rules as they are now."""
    return read_decided(ClosureRules, "england", "review", "closures.toml")


class ClosedRow(TypedDict):
    """A decision to take no further action."""

    person_id: str
    record_id: str
    mention_id: str
    agency: str
    kind: str
    decided_on: date
    born: date | None
    taken_as_child: bool
    outcome: str | None
    postcode: str


class SignedRow(TypedDict):
    """A sign in a note of a child."""

    person_id: str
    record_id: str
    agency: str
    event_on: date
    known_from: date
    indicator: str


@dataclass(frozen=True, slots=True)
class SignOfChild:
    """A sign with the agency that recorded it, and since when it was known."""

    indicator: str
    agency: str
    known_from: date
    record_id: str


@dataclass(frozen=True, slots=True)
class ClosedDecision:
    """A decision to take no further action. `then`: signs recorded by its day; `now`: of then, but recorded later.

    `harm` are the records of harm after it: day and record.
    """

    closure_id: str
    person_id: str = field(repr=False)
    record_id: str
    agency: str
    kind: str
    decided_on: date
    outcome: str
    then: tuple[SignOfChild, ...]
    now: tuple[SignOfChild, ...]
    harm: tuple[tuple[date, str], ...]

    @property
    def record_ids(self) -> tuple[str, ...]:
        """Every record that it names."""
        signs = (one.record_id for one in (*self.then, *self.now))
        return tuple(dict.fromkeys((self.record_id, *signs, *(record for _, record in self.harm))))

    def joined(self, other: "ClosedDecision") -> "ClosedDecision":
        """The same decision as two readings of records show it: all signs and all harm of both."""
        return replace(
            self,
            then=_in_order(self.then, other.then),
            now=_in_order(self.now, other.now),
            harm=tuple(sorted({*self.harm, *other.harm})),
        )


def _in_order(*some: tuple[SignOfChild, ...]) -> tuple[SignOfChild, ...]:
    every = {one for each in some for one in each}
    return tuple(sorted(every, key=lambda one: (one.known_from, one.record_id, one.indicator)))


def find_closures(*, engine: Engine, first: date, last: date, area: str = "") -> tuple[ClosedDecision, ...]:
    """The decisions from one day to another that hold signs, of the records in `visible_record`, by day.

    `area` is the district of the child's postcode on that record (ZZ1 is not ZZ10), or its letters (ZZ: all of these
    districts); empty: everywhere.
    """
    prepare_facts(engine=engine)
    rules = read_closure_rules()
    begins = area.upper().replace(" ", "")
    tests = _closing_tests()
    sql = SQL.fill(
        "closed",
        matches=Fragment(" OR ".join(f"({write_test(test)})" for test in tests)),
        first=first,
        last=last,
        of_area=_postcodes_of(begins),
        every_area=not begins,
    )
    closed = read_rows(engine, ClosedRow, sql)
    signs: dict[str, list[SignedRow]] = defaultdict(list)
    for row in read_rows(engine, SignedRow, SQL.fill("signed", signs=rules.signs, note_facts=Fragment(NOTE_FACTS))):
        signs[row["person_id"]].append(row)
    harm = find_harm(engine=engine, rules=read_afterwards())
    return tuple(_list_closures(closed, signs, harm))


def find_closed_records(*, engine: Engine) -> frozenset[tuple[str, str]]:
    """Person and record of each decision to take no further action, as `opportunity_fact` has them now."""
    found = (find_acts(engine=engine, test=write_test(one)) for one in _closing_tests())
    return frozenset((who, row["record_id"]) for each in found for who, rows in each.items() for row in rows)


def _closing_tests() -> list[RecordTest]:
    return [test for call in read_calls() if call.kind.id == CLOSED for test in call.said.tests]


def _postcodes_of(area: str) -> str:
    """The pattern of the postcodes of an area, without spaces. A district of London may end in a letter: EC1A."""
    district = "[0-9][0-9A-Z]?" if area.isalpha() else "[A-Z]?"
    return f"{re.escape(area)}{district}([0-9][A-Z]{{2}})?"


def _list_closures(
    closed: Sequence[ClosedRow],
    signs: Mapping[str, Sequence[SignedRow]],
    harm: Mapping[str, Sequence[ActRow]],
) -> Iterator[ClosedDecision]:
    for row in closed:
        on = row["decided_on"]
        if not KnownPerson(row["person_id"], row["born"], taken_as_child=row["taken_as_child"]).is_child(on):
            continue
        held = [one for one in signs.get(row["person_id"], ()) if one["event_on"] <= on]
        if not held:
            continue
        later = [(one["event_on"], one["record_id"]) for one in harm.get(row["person_id"], ())]
        yield ClosedDecision(
            closure_id=make_id("closure", row["record_id"], row["mention_id"]),
            person_id=row["person_id"],
            record_id=row["record_id"],
            agency=row["agency"],
            kind=row["kind"],
            decided_on=on,
            outcome=row["outcome"] or "",
            then=tuple(_make_sign(one) for one in held if one["known_from"] <= on),
            now=tuple(_make_sign(one) for one in held if one["known_from"] > on),
            harm=tuple((day, record) for day, record in later if day > on and record != row["record_id"]),
        )


def _make_sign(row: SignedRow) -> SignOfChild:
    return SignOfChild(row["indicator"], row["agency"], row["known_from"], row["record_id"])
