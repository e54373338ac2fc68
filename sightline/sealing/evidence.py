"""Finds, in the tables of a snapshot, the children and things that meet a trigger, with all that they are found by.

Only records count as evidence: an opened row of a roll opens no other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any, TypedDict

import pyarrow as pa

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
    signs: list[str]


class SubjectMentionRow(TypedDict):
    """A line of the step `mention_of_subject`."""

    subject_id: str
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


@dataclass(frozen=True, slots=True)
class DueOpening:
    """A child or a thing that meets triggers, and its namings."""

    subject_id: str
    is_person: bool
    met: tuple[tuple[Trigger, TriggerMet], ...]
    mentions: list[SubjectMentionRow] = field(repr=False, default_factory=list)


def find_due(*, engine: Engine, triggers: Sequence[Trigger], opened_rows: Iterable[str]) -> list[DueOpening]:
    """Who and what meets a trigger; `opened_rows` are the ids of the rows of rolls that are open."""
    engine.load("opened_row", pa.table({"row_id": pa.array(sorted(set(opened_rows)), pa.string())}))
    rolls = [layout for layout, rule in tier_rules().items() if not rule.fields]
    seen = read_rows(engine, RecordSeenRow, SQL.fill("record_seen", rolls=rolls))
    due: dict[str, DueOpening] = {}
    for (subject_id, is_person), rows in groupby(seen, key=lambda row: (row["subject_id"], row["is_person"])):
        records = [_as_record(row) for row in rows]
        wanted = [one for one in triggers if (one.rule.opens == "child") is is_person]
        met = tuple((one, found) for one in wanted if (found := one.find_met(records)))
        if met:
            due[subject_id] = DueOpening(subject_id, is_person, met)
    engine.load("met_subject", pa.table({"subject_id": pa.array(sorted(due), pa.string())}))
    for row in read_rows(engine, SubjectMentionRow, SQL.fill("mention_of_subject")):
        due[row["subject_id"]].mentions.append(row)
    return list(due.values())


def _as_record(row: RecordSeenRow) -> RecordSeen:
    return RecordSeen(
        row["record_id"], row["agency"], row["layout"], row["kind"], row["slot"], row["seen_on"], tuple(row["signs"])
    )


def as_mention(row: SubjectMentionRow) -> dict[str, Any]:
    """A naming as linking compares it: the columns of model.schema.MENTION that are known."""
    return {name: said for name, said in row.items() if name != "subject_id"}
