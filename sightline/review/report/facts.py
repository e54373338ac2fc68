"""Reads what a report is made from, out of the working tables that hold what its reader may see."""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import TypedDict

from sightline.known_facts.facts import london_day
from sightline.review.report.nouns import AgencyData, ReportFact, ReportSource
from sightline.review.report.numbers import number_records
from sightline.review.rules import read_knowledge_rules
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


class ReportFactRow(TypedDict):
    """A fact of a record, with the people of the review whom the record names."""

    record_id: str
    people: list[str]
    agency: str
    organisation: str
    layout: str
    kind: str
    label: str
    details: str
    childs_words: str
    first_on: date | None
    last_on: date | None
    date_words: str
    recorded_on: date | None
    known_from: date | None


class ReportSourceRow(TypedDict):
    """A record and where its newest version comes from."""

    record_id: str
    agency: str
    organisation: str
    layout: str
    source_file: str
    source_rows: list[int]
    version: int
    received_on: date | None


class ReceivedOfAgencyRow(TypedDict):
    """What was received of an agency."""

    agency: str
    last_received_on: date | None
    rows_not_imported: int


def find_report_facts(
    *,
    engine: Engine,
    people: Mapping[str, str],
    agencies: Collection[str],
    from_on: date,
    to_on: date,
    disputed: Collection[str] = (),
) -> tuple[ReportFact, ...]:
    """The facts of these agencies about these people in a period, and those without a day.

    `people` are person ids by how the review calls them. `disputed` are records that people dispute.
    """
    called = {person_id: name for name, person_id in people.items() if person_id}
    sql = SQL.fill(
        "report_fact",
        first_day=Fragment(london_day("fact.occurred_from")),
        last_day=Fragment(london_day("fact.occurred_to")),
        recorded_day=Fragment(london_day("fact.recorded_at")),
        people=sorted(called) or [""],
    )
    whole = read_knowledge_rules().whole_after_days
    rows = read_rows(engine, ReportFactRow, sql)
    found = (
        _fact(row, called, is_whole=row["layout"] in whole, is_disputed=row["record_id"] in disputed)
        for row in rows
        if row["agency"] in agencies
    )
    return tuple(one for one in found if _is_in(one, from_on, to_on))


def _fact(row: ReportFactRow, called: Mapping[str, str], *, is_whole: bool, is_disputed: bool) -> ReportFact:
    names = sorted((called[one] for one in row["people"]), key=lambda one: (one.isdigit(), len(one), one))
    details = {name: str(said["value"]) for name, said in json.loads(row["details"] or "{}").items()}
    return ReportFact(
        record_id=row["record_id"],
        called=tuple(names),
        agency=row["agency"],
        organisation=row["organisation"] or "",
        layout=row["layout"],
        kind=row["kind"],
        label=row["label"],
        details=details,
        childs_words=row["childs_words"] or "",
        first_on=row["first_on"],
        last_on=row["last_on"] or row["first_on"],
        date_words=row["date_words"] or "",
        recorded_on=row["recorded_on"],
        known_from=row["known_from"],
        is_whole_on_the_day=is_whole,
        is_disputed=is_disputed,
    )


def _is_in(fact: ReportFact, from_on: date, to_on: date) -> bool:
    if fact.first_on is None:
        return True
    return fact.first_on <= to_on and (fact.last_on or fact.first_on) >= from_on


def find_report_sources(
    *, engine: Engine, record_ids: Collection[str], joined: Collection[str] = ()
) -> tuple[ReportSource, ...]:
    """Each of these records that may be seen, with its number in the margin, by number.

    `joined` came in beside those that the reader sees, by what they have in common.
    """
    received = Fragment(london_day("nullif(received_at, '')"))
    sql = SQL.fill(
        "report_source", record_ids=sorted(record_ids) or [""], joined=sorted(joined) or [""], received_day=received
    )
    rows = read_rows(engine, ReportSourceRow, sql)
    numbers = number_records({row["record_id"]: row["agency"] for row in rows})
    found = (
        ReportSource(
            record_id=row["record_id"],
            number=numbers[row["record_id"]],
            agency=row["agency"],
            organisation=row["organisation"] or "",
            layout=row["layout"],
            source_file=row["source_file"],
            source_rows=tuple(row["source_rows"]),
            version=row["version"],
            received_on=row["received_on"],
        )
        for row in rows
    )
    return tuple(sorted(found, key=lambda one: one.number))


def find_agency_data(*, engine: Engine, agencies: Collection[str]) -> tuple[AgencyData, ...]:
    """What was received of each of these agencies, also where that is nothing."""
    sql = SQL.fill("received_of_agency", received_day=Fragment(london_day("nullif(received_at, '')")))
    rows = {row["agency"]: row for row in read_rows(engine, ReceivedOfAgencyRow, sql)}
    return tuple(
        AgencyData(one, rows[one]["last_received_on"], rows[one]["rows_not_imported"])
        if one in rows
        else AgencyData(one, None, 0)
        for one in sorted(agencies)
    )
