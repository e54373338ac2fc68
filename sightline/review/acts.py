"""What counts as acting on a statement, by any agency: rules/england/review/acts.toml.

A contact, a referral or a record that is passed on is no action: it asks another agency to act.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypedDict

from sightline.known_facts.facts import gather
from sightline.known_facts.rows import detail
from sightline.model.errors import OurFault
from sightline.review.opportunities.calls import write_test
from sightline.review.opportunities.rules import RecordTest
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text, TextList, Written
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps, write_value
from sightline.translation.messages import lazy

SQL = SqlSteps(__name__)
KIND = "kind"


class ActTest(RecordTest, frozen=True, kw_only=True):
    """Which facts count. `has_words`: a detail, or `kind`, in which one of these words or word groups begins a word.

    `of_record`: what the record says of anybody in it counts, and not only what it says of the child.
    """

    has_words: dict[str, TextList] = {}
    of_record: bool = False


class ActRule(Written, frozen=True):
    """A kind of action, and how records show it."""

    id: Text
    label: Text
    tests: tuple[ActTest, ...]


class EveryAct(Written, frozen=True):
    """Every kind of action."""

    acts: tuple[ActRule, ...]


class ActedRow(TypedDict):
    """An action: the day from which it was known, its record, the agency that acted, and which act it is."""

    acted_on: date
    record_id: str
    agency: str
    act_id: str


@dataclass(frozen=True, slots=True)
class FirstAct:
    """The first action after a day."""

    acted_on: date
    record_id: str
    agency: str
    label: str


@cache
def read_acts() -> dict[str, ActRule]:
    """Every kind of action by id."""
    return {one.id: one for one in read_decided(EveryAct, "england", "review", "acts.toml").acts}


def check_acts(act_ids: Collection[str], *, where: str) -> None:
    """OurFault where a statement names an act that no rule tells."""
    if unknown := sorted(set(act_ids) - read_acts().keys()):
        raise OurFault(f"The rule cannot be used: no act is called '{unknown[0]}'.", code="bad_rule", where=where)


def find_first_act(
    *, engine: Engine, person_id: str, since: date, act_ids: Sequence[str], record_ids: Collection[str]
) -> FirstAct | None:
    """The first of these acts that was known on or after a day; None where no record that may be seen shows one.

    It is told by a record that names the child, not as a suspect, or by one of `record_ids`.
    """
    gather(engine=engine)
    acts = [read_acts()[one] for one in act_ids]
    sql = SQL.fill(
        "first_act",
        act=Fragment(f"CASE {' '.join(_cases(acts))} END"),
        person_id=person_id,
        since=since,
        record_ids=sorted(record_ids) or [""],
    )
    for row in read_rows(engine, ActedRow, sql):
        label = str(lazy(read_acts()[row["act_id"]].label))
        return FirstAct(row["acted_on"], row["record_id"], row["agency"], label)
    return None


def _cases(acts: Sequence[ActRule]) -> Iterator[str]:
    for one in acts:
        for test in one.tests:
            yield f"WHEN {_write(test)} THEN {write_value(value=one.id)}"


def _write(test: ActTest) -> str:
    parts = [write_test(test), "true" if test.of_record else "fact.is_own"]
    for name, words in test.has_words.items():
        column = "fact.kind" if name == KIND else detail(name, "fact.details")
        pattern = rf"\b({'|'.join(one.lower() for one in words)})\b"
        parts.append(f"regexp_matches(lower({column}), {write_value(value=pattern)})")
    return f"({' AND '.join(parts)})"
