"""Finds, in the tables of a snapshot, the children and things that meet a trigger, with all that they are found by.

Only records count as evidence: an opened row of a roll opens no other, and nor does a row of a roll that was imported
before there was a key. Who is 18 today is nobody's evidence any more. Who has a sealed identity or a protected address,
and a protected address itself, opens nothing: the rows of rolls about them carry no marking.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import groupby
from typing import Any, TypedDict

import pyarrow as pa

from sightline.sealing.requests import RowsAsked
from sightline.sealing.tiers import tier_rules
from sightline.sealing.triggers import RecordSeen, Trigger, TriggerMet
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)


class RecordSeenRow(TypedDict):
    """A line of the step `record_seen`."""

    subject_id: str
    is_person: bool
    record_id: str
    agency: str
    layout: str
    kind: str
    slot: str
    seen_on: date
    adult_on: date | None
    original: str | None
    signs: list[str]


class SubjectMentionRow(TypedDict):
    """A line of the step `mention_of_subject`."""

    subject_id: str
    named_id: str
    entity_kind: str
    agency: str
    name_as_written: str
    surname: str
    forename: str
    other_names: list[str]
    birth_date: date | None
    birth_date_as_written: str
    sex: str
    nhs_number: str
    upn: str
    local_id: str
    local_id_kind: str
    address: str
    postcode: str
    phone: str
    value_as_written: str


class RecordRow(TypedDict):
    """The id of a record."""

    record_id: str


class SubjectRow(TypedDict):
    """A line of the step `erased_subject`."""

    person_id: str


class SubjectStateRow(TypedDict):
    """A line of the step `subject_state`."""

    asked_id: str
    subject_id: str
    adult_on: date | None
    guarded: bool


@dataclass(frozen=True, slots=True)
class DueOpening:
    """A child or a thing that meets triggers, its namings, and those of people who are said not to be this child.

    `adult_on` is the child's 18th birthday.
    """

    subject_id: str
    is_person: bool
    met: tuple[tuple[Trigger, TriggerMet], ...]
    adult_on: date | None = None
    mentions: list[SubjectMentionRow] = field(repr=False, default_factory=list)
    apart: dict[str, list[SubjectMentionRow]] = field(repr=False, default_factory=dict)


RollRowTeller = Callable[[str, str], bool]
"""Whether a row, by its layout and as it came, is no record by the rule of its layout."""


def find_due(
    *, engine: Engine, triggers: Sequence[Trigger], opened_rows: Iterable[str], today: date, is_roll: RollRowTeller,
    asked: Sequence[RowsAsked] = (),
) -> list[DueOpening]:  # fmt: skip
    """Who and what meets a trigger today, or was `asked` for by a named person.

    `opened_rows` are the ids of the rows of rolls that are open.
    """
    engine.load("opened_row", pa.table({"row_id": pa.array(sorted(set(opened_rows)), pa.string())}))
    rules = tier_rules()
    rolls = [layout for layout, rule in rules.items() if not rule.fields]
    mixed = [layout for layout in rules if layout not in rolls]
    seen = read_rows(engine, RecordSeenRow, SQL.fill("record_seen", rolls=rolls, mixed=mixed, today=today))
    due: dict[str, DueOpening] = {}
    for (subject_id, is_person), group in groupby(seen, key=lambda row: (row["subject_id"], row["is_person"])):
        rows = [row for row in group if row["original"] is None or not is_roll(row["layout"], row["original"])]
        records = [_as_record(row) for row in rows]
        wanted = [one for one in triggers if (one.rule.opens == "child") is is_person]
        met = tuple((one, found) for one in wanted if (found := one.find_met(records)))
        if met:
            due[subject_id] = DueOpening(subject_id, is_person, met, rows[0]["adult_on"])
    _add_asked(due, asked, find_states(engine=engine, subject_ids=[one.mention_id for one in asked]), today)
    return _with_mentions(engine, due)


def find_erased_subjects(*, engine: Engine, is_erased: Callable[[str], bool]) -> list[DueOpening]:
    """Each person whom only erased records name, one of them as whom it is about; also adults and the protected."""
    records = {row["record_id"] for row in read_rows(engine, RecordRow, "SELECT DISTINCT record_id FROM mention")}
    erased = pa.array(sorted(filter(is_erased, records)), pa.string())
    engine.load("erased_record", pa.table({"record_id": erased}))
    rows = read_rows(engine, SubjectRow, SQL.fill("erased_subject"))
    return _with_mentions(engine, {row["person_id"]: DueOpening(row["person_id"], True, ()) for row in rows})


def _with_mentions(engine: Engine, due: dict[str, DueOpening]) -> list[DueOpening]:
    engine.load("met_subject", pa.table({"subject_id": pa.array(sorted(due), pa.string())}))
    for row in read_rows(engine, SubjectMentionRow, SQL.fill("mention_of_subject")):
        one = due[row["subject_id"]]
        is_own = row["named_id"] == row["subject_id"]
        (one.mentions if is_own else one.apart.setdefault(row["named_id"], [])).append(row)
    return list(due.values())


def find_states(*, engine: Engine, subject_ids: Iterable[str]) -> dict[str, SubjectStateRow]:
    """Who and what these ids are now, by the id."""
    wanted = pa.array(sorted(set(subject_ids)), pa.string())
    engine.load("asked_subject", pa.table({"subject_id": wanted}))
    return {row["asked_id"]: row for row in read_rows(engine, SubjectStateRow, SQL.fill("subject_state"))}


def _add_asked(
    due: dict[str, DueOpening], asked: Iterable[RowsAsked], states: dict[str, SubjectStateRow], today: date
) -> None:
    """Put beside what rules say what people asked for: never of an adult, nor of who is protected."""
    for one in asked:
        state = states[one.mention_id]
        adult_on, subject_id = state["adult_on"], state["subject_id"]
        if subject_id and adult_on is not None and today < adult_on and not state["guarded"]:
            before = due.get(subject_id) or DueOpening(subject_id, True, (), adult_on)
            due[subject_id] = replace(before, met=(*before.met, (one.trigger, one.met)))


def _as_record(row: RecordSeenRow) -> RecordSeen:
    return RecordSeen(
        row["record_id"], row["agency"], row["layout"], row["kind"], row["slot"], row["seen_on"], tuple(row["signs"])
    )


def as_mention(row: SubjectMentionRow) -> dict[str, Any]:
    """A naming as linking compares it: the columns of model.schema.MENTION that are known."""
    return {name: said for name, said in row.items() if name not in ("subject_id", "named_id")}
