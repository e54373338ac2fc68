"""What one note says of a child by itself: from the day on which its agency recorded it, its holder could see it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from sightline.known_facts.facts import gather
from sightline.known_facts.holders import BY_AGENCY, NO_HOLDER, RecordHolders
from sightline.known_facts.people import KnownPerson
from sightline.known_facts.rows import NOTE_FACTS
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


@dataclass(frozen=True, slots=True)
class SignOfNotes:
    """The signs of which a note must have one; and whether it must be said of the child whom the row names."""

    indicators: tuple[str, ...]
    of_child_alone: bool


class NoteOfChildRow(TypedDict):
    """A note with the sign, and a person whom its row names; whether a person confirmed the sign."""

    record_id: str
    person_id: str
    agency: str
    known_from: date
    event_on: date
    born: date | None
    taken_as_child: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class NotesOfChild:
    """The notes that say it of one child."""

    people: tuple[str, ...] = field(repr=False)
    notes: tuple[NoteOfChildRow, ...] = field(repr=False)
    held_by: RecordHolders = field(repr=False)

    @property
    def holders(self) -> frozenset[str]:
        """Those who wrote them, where these can hold something alone."""
        return frozenset(map(self._holder, self.notes)) - {NO_HOLDER}

    @property
    def unread(self) -> frozenset[str]:
        """The notes of which no person confirmed what Sightline read in them."""
        read = {one["record_id"] for one in self.notes if one["confirmed"]}
        return frozenset(one["record_id"] for one in self.notes) - read

    def days(self, *, holders: Collection[str] = (), without: Collection[str] = ()) -> list[date]:
        """The days on which such a note was recorded, by these holders or any; `without` some records."""
        return sorted({one["known_from"] for one in self._of(holders, without)})

    def smallest(self, *, on: date) -> tuple[tuple[str, ...], ...]:
        """Each note by itself, of those that were known on the day."""
        return tuple(
            (record,) for record in dict.fromkeys(one["record_id"] for one in self.notes if one["known_from"] <= on)
        )

    def records(self, *, on: date, holders: Collection[str] = (), without: Collection[str] = ()) -> frozenset[str]:
        """The notes that these holders or any recorded on the day."""
        return frozenset(one["record_id"] for one in self._of(holders, without) if one["known_from"] == on)

    def _of(self, holders: Collection[str], without: Collection[str]) -> Iterator[NoteOfChildRow]:
        for one in self.notes:
            if (not holders or self._holder(one) in holders) and one["record_id"] not in without:
                yield one

    def _holder(self, note: NoteOfChildRow) -> str:
        return self.held_by.holder_of(record_id=note["record_id"], agency=note["agency"])


def find_notes(*, engine: Engine, sign: SignOfNotes, held_by: RecordHolders = BY_AGENCY) -> list[NotesOfChild]:
    """By child the notes with the sign, of the records in the working table `visible_record`."""
    gather(engine=engine)
    sql = SQL.fill(
        "told_in_notes",
        note_facts=Fragment(NOTE_FACTS),
        indicators=sign.indicators,
        of_anybody=not sign.of_child_alone,
    )
    by_child: dict[str, list[NoteOfChildRow]] = defaultdict(list)
    for row in read_rows(engine, NoteOfChildRow, sql):
        if KnownPerson(row["person_id"], row["born"], taken_as_child=row["taken_as_child"]).is_child(row["event_on"]):
            by_child[row["person_id"]].append(row)
    return [NotesOfChild((child,), tuple(rows), held_by) for child, rows in sorted(by_child.items())]
