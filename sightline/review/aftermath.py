"""What followed a day: what is recorded of children afterwards, and who holds a record."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TypedDict

from sightline.known_facts.facts import gather, london_day
from sightline.known_facts.holders import NO_HOLDER, RecordHolders
from sightline.known_facts.rows import detail
from sightline.review.earliest import AfterDay
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


class AfterDayRow(TypedDict):
    """A child of whom something is recorded after a day, and whether it is harm."""

    person_id: str
    harmed: bool


class RecordOfOrganisationRow(TypedDict):
    """A record with the organisation that its row names, or the word of its agency."""

    record_id: str
    agency: str
    organisation: str
    layout: str


class RecordDayRow(TypedDict):
    """A record, its agency, and the day on which it happened."""

    record_id: str
    agency: str
    happened_on: date | None


@dataclass(frozen=True, slots=True)
class RecordName:
    """How a person names a record: by who holds it, or its agency, and by the day on which it happened, if known."""

    holder: str = field(repr=False)
    happened_on: date | None


@dataclass(frozen=True, slots=True)
class Harm:
    """What counts as harm in records: an event of children's services, or a sign in a note about the child."""

    events: tuple[str, ...]
    indicators: tuple[str, ...]


def find_after(*, engine: Engine, people: Collection[str], on: date, within: int, harm: Harm) -> dict[str, AfterDay]:
    """Of each of these people what is recorded in the days after a day."""
    if not people:
        return {}
    gather(engine=engine)
    sql = SQL.fill(
        "after_day",
        event_type=Fragment(f"upper({detail('event_type', 'fact.details')})"),
        people=sorted(people),
        day=on,
        until=on + timedelta(days=within),
        events=harm.events,
        indicators=harm.indicators,
    )
    found = {
        row["person_id"]: AfterDay(recorded=True, harmed=row["harmed"]) for row in read_rows(engine, AfterDayRow, sql)
    }
    return {one: found.get(one, AfterDay(recorded=False, harmed=False)) for one in people}


def find_organisations(*, engine: Engine, agencies: Collection[str]) -> list[RecordOfOrganisationRow]:
    """The organisation of each record of these agencies in `visible_record`."""
    sql = SQL.fill("organisation_of_record", agencies=sorted(agencies) or [""])
    return read_rows(engine, RecordOfOrganisationRow, sql)


def find_holders(*, engine: Engine, record_ids: Collection[str], held_by: RecordHolders) -> dict[str, str]:
    """The holder of each of these records; empty where nobody knows it."""
    sql = SQL.fill("holder_of_record", record_ids=sorted(record_ids) or [""])
    return {
        row["record_id"]: held_by.holder_of(record_id=row["record_id"], agency=row["agency"])
        for row in read_rows(engine, RecordOfOrganisationRow, sql)
    }


def name_records(*, engine: Engine, record_ids: Collection[str], held_by: RecordHolders) -> dict[str, RecordName]:
    """The holder and day of each of these records; the agency where nobody knows which of its organisations."""
    sql = SQL.fill(
        "day_of_record", record_ids=sorted(record_ids) or [""], happened_day=Fragment(london_day("occurred_from"))
    )
    found: dict[str, RecordName] = {}
    for row in read_rows(engine, RecordDayRow, sql):
        holder = held_by.holder_of(record_id=row["record_id"], agency=row["agency"])
        found[row["record_id"]] = RecordName(row["agency"] if holder == NO_HOLDER else holder, row["happened_on"])
    return found
