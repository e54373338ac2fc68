"""Which thing a mention is of, and what the records show around a person or thing before and after a day.

A newcomer would get this wrong: this reads the analysis file of the present snapshot. Ids alone are given unfiltered;
what is counted for a reader is counted over the rows that passed their filter.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.casework.current import current_snapshot, current_workspace
from sightline.model.nouns import Marking
from sightline.model.visibility import RowFilter
from sightline.networks.rules import read_group_rule
from sightline.store import DuckDBEngine

CONTACTS = f"""
SELECT person_id, record_id, occurred_on
FROM (SELECT *, list_contains(markings, '{Marking.SEALED_IDENTITY}') AS sealed FROM connection)
WHERE is_child AND list_contains(?, entity_id) AND occurred_on BETWEEN ? AND ? AND {{sees}}
"""


@dataclass(frozen=True, slots=True)
class Contacts:
    """How many children stand on how many records with somebody or something, over some days."""

    first_on: date
    last_on: date
    children: int
    records: int


@dataclass(frozen=True, slots=True)
class BeforeAndAfter:
    """The same over as many days before a day as after it. What came after is said, never that it came because."""

    days: int
    before: Contacts
    after: Contacts
    is_cut: bool


@contextmanager
def analysis() -> Iterator[tuple[DuckDBEngine, date] | None]:
    """The analysis file of the current snapshot and its day; None before the first run."""
    snapshot = current_snapshot(current_workspace())
    if snapshot is None:
        yield None
        return
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        yield engine, date.fromisoformat(snapshot.manifest()["as_at"])
    finally:
        engine.close()


def things_of(mention_ids: Sequence[str]) -> dict[str, str]:
    """Which vehicle, phone or place each mention is of. Ids alone."""
    if not mention_ids:
        return {}
    with analysis() as opened:
        rows = opened[0].query(
            "SELECT mention_id, thing_id FROM resolved WHERE thing_id IS NOT NULL AND list_contains(?, mention_id)",
            [list(mention_ids)],
        ).to_pylist() if opened else []  # fmt: skip
    return {row["mention_id"]: row["thing_id"] for row in rows}


def mentions_of_thing(thing_id: str) -> dict[str, str]:
    """Every mention of a thing, and its record, the oldest first. Ids alone."""
    with analysis() as opened:
        rows = opened[0].query(
            "SELECT mention_id, record_id FROM mention JOIN resolved USING (mention_id) WHERE thing_id = ? "
            "ORDER BY batch, mention_id",
            [thing_id],
        ).to_pylist() if opened else []  # fmt: skip
    return {row["mention_id"]: row["record_id"] for row in rows}


def before_and_after(
    *, mention_ids: Sequence[str], person_id: str, started_on: date, sees: RowFilter
) -> BeforeAndAfter | None:
    """What visible records show around a person or thing before and after a day; None where no day came after it.

    Either stretch is as long as the window by which groups are found; both are cut to the days that have come since.
    """
    with analysis() as opened:
        if opened is None or opened[1] <= started_on:
            return None
        engine, as_at = opened
        whole = read_group_rule(as_at).window_days
        days = min(whole, (as_at - started_on).days)
        entities = [person_id] if person_id else list(things_of(mention_ids).values())
        stretch = timedelta(days=days - 1)
        before = (started_on - timedelta(days=days), started_on - timedelta(days=1))
        after = (started_on, started_on + stretch)
        return BeforeAndAfter(
            days, _count(engine, entities, before, sees), _count(engine, entities, after, sees), days < whole
        )


def _count(engine: DuckDBEngine, entities: list[str], days: tuple[date, date], sees: RowFilter) -> Contacts:
    rows = engine.query(CONTACTS.format(sees=sees.sql), [entities, *days, *sees.parameters]).to_pylist()
    children = {row["person_id"] for row in rows}
    return Contacts(days[0], days[1], len(children), len({row["record_id"] for row in rows}))
