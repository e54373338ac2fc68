"""Which thing a mention is of, and what the records show around a person or thing before and after a day.

A newcomer would get this wrong: ids alone are given unfiltered, from the analysis file. What is counted for a reader is
counted over the connections that stand for this reader, as on the pages of networks.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from sightline.casework.current import current_snapshot, current_workspace, open_current
from sightline.model.visibility import RowFilter
from sightline.networks.rules import read_group_rule
from sightline.store import DuckDBEngine
from sightline.store.serve import Row


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
def analysis() -> Iterator[DuckDBEngine | None]:
    """The analysis file of the current snapshot; None before the first run."""
    snapshot = current_snapshot(current_workspace())
    if snapshot is None:
        yield None
        return
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        yield engine
    finally:
        engine.close()


def things_of(mention_ids: Sequence[str]) -> dict[str, str]:
    """Which vehicle, phone or place each mention is of. Ids alone."""
    if not mention_ids:
        return {}
    with analysis() as opened:
        rows = opened.query(
            "SELECT mention_id, thing_id FROM resolved WHERE thing_id IS NOT NULL AND list_contains(?, mention_id)",
            [list(mention_ids)],
        ).to_pylist() if opened else []  # fmt: skip
    return {row["mention_id"]: row["thing_id"] for row in rows}


def mentions_of_thing(thing_id: str) -> dict[str, str]:
    """Every mention of a thing, and its record, the oldest first. Ids alone."""
    with analysis() as opened:
        rows = opened.query(
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
    entities = [person_id] if person_id else sorted(set(things_of(mention_ids).values()))
    with open_current() as opened:
        as_at = date.fromisoformat(opened[0].manifest()["as_at"]) if opened else started_on
        if opened is None or as_at <= started_on:
            return None
        rows = [
            row for row in opened[1].networks.around(ids=entities, sees=sees)
            if row["is_child"] and row["entity_id"] in entities
        ]  # fmt: skip
    whole = read_group_rule(as_at).window_days
    days = min(whole, (as_at - started_on).days)
    before = (started_on - timedelta(days=days), started_on - timedelta(days=1))
    after = (started_on, started_on + timedelta(days=days - 1))
    return BeforeAndAfter(days, _count(rows, *before), _count(rows, *after), days < whole)


def _count(rows: Sequence[Row], first_on: date, last_on: date) -> Contacts:
    inside = [row for row in rows if first_on.isoformat() <= row["occurred_on"] <= last_on.isoformat()]
    children, records = {row["person_id"] for row in inside}, {row["record_id"] for row in inside}
    return Contacts(first_on, last_on, len(children), len(records))
