"""Reads the rows of an agency's chronology from tables of texts, and says of each whether it is imported, and why not.

No row is lost: one that is not imported is kept with its reason, and so is one that a person must look at.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sightline.casework.reviews.pages.columns import SILENCE, ChronologyColumn, find_columns, is_head
from sightline.casework.reviews.pages.labels import read_called
from sightline.casework.reviews.pages.uncertain_days import DayKind, UncertainDay, read_uncertain_day
from sightline.translation.messages import lazy as _

C = ChronologyColumn
LONGEST_TEXT, MOST_HEADS = 30_000, 60


class ImportState(StrEnum):
    """What became of a row."""

    IMPORTED = "imported"
    DOUBTFUL = "doubtful"
    NOT_IMPORTED = "not_imported"


class RowReason(StrEnum):
    """Why a row is doubtful or not imported."""

    NO_EVENT = "no_event"
    NO_CHILD = "no_child"
    TOO_LONG = "too_long"
    NO_DAY = "no_day"
    UNREAD_DAY = "unread_day"
    UNSURE_DAY = "unsure_day"
    OUTSIDE = "outside_period"
    REPEATED = "repeated"
    SILENCE = "silence"


REFUSING = (RowReason.NO_EVENT, RowReason.NO_CHILD, RowReason.TOO_LONG, RowReason.SILENCE)
REASONS: Mapping[str, str] = {
    RowReason.NO_EVENT: _("The row does not say what happened."),
    RowReason.NO_CHILD: _("The row names nobody as this review does, such as Child A or Adult 1."),
    RowReason.TOO_LONG: _("A text is longer than 30,000 letters."),
    RowReason.NO_DAY: _("The row has no date."),
    RowReason.UNREAD_DAY: _("The date cannot be read."),
    RowReason.UNSURE_DAY: _("The date is not certain."),
    RowReason.OUTSIDE: _("The date is outside the period of the review."),
    RowReason.REPEATED: _("An earlier row of the file is the same."),
    RowReason.SILENCE: _("The row is a silence that Sightline worked out, and no event."),
}


@dataclass(frozen=True, slots=True)
class ImportedRow:
    """One row of a file: its number there, its texts by column, and what became of it.

    `others` are texts under headings that nobody knows, by heading. `called` are the people of the review whom it is
    about; none where it names somebody else.
    """

    number: int
    texts: Mapping[str, str] = field(repr=False)
    day: UncertainDay = field(repr=False)
    reasons: tuple[RowReason, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict, repr=False)
    called: tuple[str, ...] = ()

    @property
    def state(self) -> ImportState:
        """Whether it is imported."""
        if set(self.reasons) & set(REFUSING):
            return ImportState.NOT_IMPORTED
        return ImportState.DOUBTFUL if self.reasons else ImportState.IMPORTED

    def text(self, column: ChronologyColumn) -> str:
        """What it says in a column."""
        return self.texts.get(column, "")


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A row as an entry of the review, by whose id the ledger names it; `record_ids` are those it is erased with.

    `version` is 1 as it came, and rises with each correction.
    """

    entry_id: str
    row: ImportedRow = field(repr=False)
    record_ids: tuple[str, ...] = ()
    version: int = 1


@dataclass(frozen=True, slots=True)
class ImportTerms:
    """What rows are checked against: how the review calls its people, which child is meant, and the period."""

    called: tuple[str, ...]
    child: str
    from_on: date
    to_on: date


@dataclass(frozen=True, slots=True)
class ChronologyFile:
    """A file as it was sent."""

    name: str = field(repr=False)
    data: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """Its hash, by which it is known again."""
        return sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True)
class NewImport:
    """A chronology file of one agency, and the child whom its rows are about where they do not say so."""

    agency: str
    child: str
    file: ChronologyFile = field(repr=False)


def read_tables(
    tables: Iterable[Sequence[Sequence[str]]], *, mapped: Mapping[str, str], terms: ImportTerms
) -> list[ImportedRow] | None:
    """Every row below a head, in the order of the file; None where no table has one."""
    rows: list[ImportedRow] = []
    has_head, seen, number = False, set[str](), 0
    for table in tables:
        columns: dict[int, ChronologyColumn] = {}
        headings: Sequence[str] = ()
        for place, cells in enumerate(table):
            number += 1
            if (not columns and place < MOST_HEADS and is_head(cells, mapped=mapped)) or (
                columns and cells == headings
            ):
                columns, headings, has_head = find_columns(cells, mapped=mapped), cells, True
            elif columns and any(cell.strip() for cell in cells):
                rows.append(_read_row(number, cells, headings, columns, terms, seen))
    return rows if has_head else None


def _read_row(
    number: int,
    cells: Sequence[str],
    headings: Sequence[str],
    columns: Mapping[int, ChronologyColumn],
    terms: ImportTerms,
    seen: set[str],
) -> ImportedRow:
    said = {place: "\n".join(cell.strip().splitlines()) for place, cell in enumerate(cells)}
    texts = {str(columns[place]): text for place, text in said.items() if place in columns and text}
    others = {headings[place]: text for place, text in said.items() if place not in columns and text}
    called = read_people(texts.get(C.CHILD, ""), terms)
    row = ImportedRow(number, texts, read_day(texts), others=others, called=called)
    alike = json.dumps([{**texts, C.NUMBER: ""}, others], sort_keys=True)
    reasons = tuple(_reasons(row, terms, is_repeated=alike in seen))
    seen.add(alike)
    return replace(row, reasons=reasons)


def correct_row(row: ImportedRow, *, texts: Mapping[str, str], terms: ImportTerms) -> ImportedRow:
    """The row with other texts, read as the first ones were. Empty texts are left out."""
    said = {name: text for name, text in texts.items() if text.strip()}
    called = read_people(said.get(C.CHILD, ""), terms)
    new = ImportedRow(row.number, said, read_day(said), others=row.others, called=called)
    return replace(new, reasons=tuple(_reasons(new, terms, is_repeated=RowReason.REPEATED in row.reasons)))


def read_day(texts: Mapping[str, str]) -> UncertainDay:
    """The day of a row. The words as written count where they say the same days as the typed one."""
    clock, place = texts.get(C.TIME, ""), texts.get(C.PLACE, "")
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
    typed = read_uncertain_day(texts.get(C.DATE, ""), clock=clock, place=number)
    written = texts.get(C.WRITTEN, "")
    if not written:
        return typed
    own = read_uncertain_day(written, clock=clock, place=number)
    return own if typed.first is None or (own.first, own.last) == (typed.first, typed.last) else typed


def read_people(said: str, terms: ImportTerms) -> tuple[str, ...]:
    """The people of the review whom a row is about; none where it names somebody else."""
    if not said.strip():
        return (terms.child,)
    called = read_called(said)
    return called if set(called) <= set(terms.called) else ()


def _reasons(row: ImportedRow, terms: ImportTerms, *, is_repeated: bool) -> Iterable[RowReason]:
    if not row.text(C.EVENT):
        yield RowReason.NO_EVENT
    if not row.called:
        yield RowReason.NO_CHILD
    if any(len(text) > LONGEST_TEXT for text in (*row.texts.values(), *row.others.values())):
        yield RowReason.TOO_LONG
    if row.day.kind is DayKind.UNKNOWN:
        yield RowReason.UNREAD_DAY if row.day.words.strip() else RowReason.NO_DAY
    elif row.day.is_doubtful:
        yield RowReason.UNSURE_DAY
    if row.day.first and row.day.last and (row.day.last < terms.from_on or row.day.first > terms.to_on):
        yield RowReason.OUTSIDE
    if row.text(C.KIND).casefold() == str(SILENCE).casefold():
        yield RowReason.SILENCE
    if is_repeated:
        yield RowReason.REPEATED


def pack_rows(rows: Iterable[ImportedRow]) -> str:
    """The rows as one text, to be kept; `unpack_rows` gives the same rows."""
    packed = [
        {
            "row": row.number,
            "texts": dict(row.texts),
            "others": dict(row.others),
            "called": list(row.called),
            "reasons": [str(one) for one in row.reasons],
        }
        for row in rows
    ]
    return json.dumps(packed, ensure_ascii=False, sort_keys=True)


def unpack_rows(packed: Iterable[Mapping[str, Any]]) -> tuple[ImportedRow, ...]:
    """The rows of what was kept. Days are read again from the words."""
    return tuple(
        ImportedRow(
            number=one["row"],
            texts=one["texts"],
            day=read_day(one["texts"]),
            reasons=tuple(map(RowReason, one["reasons"])),
            others=one["others"],
            called=tuple(one["called"]),
        )
        for one in packed
    )
