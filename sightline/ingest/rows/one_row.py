"""Reads one row by a shipped mapping, without a file: what somebody has just entered is read as its file will be.

Nothing is read in another way than in a batch. The row goes through the same plan, and has the same ids, that the file
of tonight's run will give it.
"""

from collections.abc import Mapping as Cells
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import pyarrow as pa

from sightline.ingest.mappings.files import list_mappings
from sightline.ingest.mappings.headings import choose_mapping
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.parts import FACTS, MENTIONS
from sightline.ingest.rejects import RejectReason
from sightline.ingest.rows.facts import fact_makers
from sightline.ingest.rows.mentions import mention_makers
from sightline.ingest.rows.plan import RowPlan
from sightline.ingest.wording import without_remark
from sightline.model import ids
from sightline.model.errors import OurFault
from sightline.model.nouns import RowStatus
from sightline.model.rows.analysis import AgencyRecordRow, FactRow, MentionRow, SourceRowRow
from sightline.model.schema import AGENCY_RECORD, FACT, MENTION, SOURCE_ROW
from sightline.model.tables import Table
from sightline.rulebook.placeholders import read_no_birth_dates
from sightline.store.engine import Engine, arrow_schema


class ReadFact(FactRow):
    """A fact as a row gives it: its place among those of the row, its day, and whether it closes the record."""

    ordinal: int
    occurred_on: date | None
    closes: bool


@dataclass(frozen=True, slots=True)
class OneRow:
    """One row as read: the lines that it gives to the four tables of received records."""

    record: AgencyRecordRow = field(repr=False)
    source_row: SourceRowRow = field(repr=False)
    facts: tuple[FactRow, ...] = field(repr=False)
    mentions: tuple[MentionRow, ...] = field(repr=False)

    def write(self, *, engine: Engine) -> None:
        """Write the four tables, each with the lines of this row alone."""
        lines: dict[Table, Sequence[Cells[str, object]]] = {
            AGENCY_RECORD: (self.record,), SOURCE_ROW: (self.source_row,), FACT: self.facts, MENTION: self.mentions,
        }  # fmt: skip
        for table, said in lines.items():
            rows = [{name: line[name] for name in table.column_names} for line in said]
            engine.write(table, pa.Table.from_pylist(rows, schema=arrow_schema(table)))


def headings_of(mapping_id: str) -> dict[str, str]:
    """The headings of a shipped mapping, without their remarks, by field."""
    return {column.name: without_remark(column.heading) for column in _mapping(mapping_id).columns.values()}


def read_row(
    *, mapping_id: str, cells: Cells[str, str], agency: str, organisation: str, received_at: str, source_file: str = ""
) -> OneRow:
    """Read one row, given as heading -> text, as the first version of its record."""
    headings = list(cells)
    fit = choose_mapping(top=[headings], mappings=[_mapping(mapping_id)], sheet="")
    plan = RowPlan(fit, agency=agency, organisation=organisation, padded=False)
    raw = [cells[name] for name in headings]
    prepared = plan.prepare(raw)
    reason = prepared if isinstance(prepared, RejectReason) else plan.check(prepared)
    if reason or isinstance(prepared, RejectReason):
        raise OurFault("A concern that was entered here cannot be read.", code="entered_unreadable", where=mapping_id)
    return _read_row(plan, prepared, raw, received_at, source_file)


def _mapping(mapping_id: str) -> Mapping:
    return next(mapping for mapping in list_mappings() if mapping.id == mapping_id)


def _read_row(plan: RowPlan, cells: list[str], raw: list[str], received_at: str, source_file: str) -> OneRow:
    key, mapping = plan.key(cells) or "", plan.mapping
    organisation, markings = plan.organisation(cells), plan.markings(cells)
    record_id, record_key = plan.record(cells, key)
    row_id = plan.row_id(cells, key)
    facts = [_as_fact(made, row_id, record_id) for make in fact_makers(plan) if (made := make(cells))]
    row: SourceRowRow = {
        "row_id": row_id, "row_version": 1, "record_id": record_id, "source_key": record_key,
        "agency": plan.agency, "organisation": organisation, "layout": mapping.layout,
        "restricted": plan.restricted(cells, markings), "markings": markings, "batch": 0, "source_file": source_file,
        "sheet": "", "source_row": 1, "file_sha": "", "received_at": received_at, "standing": str(RowStatus.CURRENT),
        "standing_since": received_at, "original": plan.original(raw),
        "known_from": min((fact["known_from"] for fact in facts if fact["known_from"]), default=None),
    }  # fmt: skip
    occurred_on = facts[0]["occurred_on"]
    mentions = [_as_mention(made, row, plan, key, occurred_on) for make in mention_makers(plan)
                for made in make(cells)]  # fmt: skip
    return OneRow(_as_record(row, facts, plan.kind(cells)), row, tuple(facts), tuple(mentions))


def _as_fact(made: tuple[Any, ...], row_id: str, record_id: str) -> ReadFact:
    said = dict(zip(FACTS.names[1:], made, strict=True))
    return cast(ReadFact, {**said, "row_id": row_id, "row_version": 1, "record_id": record_id})


def _as_mention(
    made: tuple[Any, ...], row: SourceRowRow, plan: RowPlan, key: str, occurred_on: date | None
) -> MentionRow:
    said = dict(zip(MENTIONS.names[2:], made, strict=True))
    mention_id = ids.mention_id(
        agency=row["agency"], organisation=row["organisation"], mapping=plan.mapping.id, row_key=key, slot=said["slot"]
    )
    born = None if said["birth_date"] in read_no_birth_dates() else said["birth_date"]
    own = {"mention_id": mention_id, "occurred_on": occurred_on, "birth_date": born}
    return cast(MentionRow, {**row, **said, **own})


def _as_record(row: SourceRowRow, facts: Sequence[ReadFact], kind: str) -> AgencyRecordRow:
    first = facts[0]
    return {
        "record_id": row["record_id"], "version": 1, "latest": True, "agency": row["agency"],
        "organisation": row["organisation"], "layout": row["layout"], "restricted": row["restricted"],
        "markings": row["markings"], "kind": kind, "source_key": row["source_key"],
        "occurred_from": first["occurred_from"], "occurred_to": first["occurred_to"],
        "date_precision": first["date_precision"], "date_words": first["date_words"],
        "recorded_at": max((fact["recorded_at"] for fact in facts if fact["recorded_at"]), default=None),
        "received_at": row["received_at"], "known_from": row["known_from"], "batch": row["batch"],
        "source_file": row["source_file"], "source_rows": [1], "standing": row["standing"],
    }  # fmt: skip
