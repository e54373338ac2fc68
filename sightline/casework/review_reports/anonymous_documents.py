"""Chronologies and reports with codes in place of names: every text of them, their headings, and their properties."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from sightline.documents.grid import GridDocument, GridValue, shown_value
from sightline.documents.sourced.parts import AuthorNote, SourcedPart, SourcedReport, SourcedStyle, SourcedTable
from sightline.review.anonymous.coder import TextCoder
from sightline.review.report.sentences import say_day
from sightline.translation.messages import lazy as _

MADE_BY = "Sightline"
HEADER = _("Restricted. Names are replaced by codes, but people may still be known by what happened.")
KEY = _("Names, numbers and addresses are replaced by codes of key %(number)s. The key is kept in Sightline.")
MOVED = _("Days are moved. Each is moved by the same number of days.")
STAY = _("Days are as recorded.")
LEFT = _("Words that may still name a person or a place: %(count)s. A person must check them before this is passed on.")


def about_codes(coder: TextCoder, residues: int) -> tuple[str, ...]:
    """The lines that say what was replaced, and what a person must still check."""
    moved = str(MOVED if coder.moves_days else STAY)
    return (str(KEY % {"number": coder.book.number}), moved, str(LEFT % {"count": residues}))


def encode_grid(grid: GridDocument, coder: TextCoder, *, has_typed_days: bool) -> GridDocument:
    """The chronology with codes. `has_typed_days`: a day stays a day, as in Excel; else it is text."""

    def value(one: GridValue) -> GridValue:
        if isinstance(one, str):
            return coder.encode(one)
        if has_typed_days or not coder.moves_days:
            return coder.move(one)
        return f"[{coder.book.code_of(say_day(coder.move(one)), shown_value(one))}]"

    return replace(
        grid,
        header=str(HEADER),
        preface=tuple(coder.encode(line, is_ours=True) for line in grid.preface),
        watermark=coder.encode(grid.watermark, is_ours=True),
        made_by=MADE_BY,
        columns=tuple(replace(one, heading=coder.encode(one.heading, is_ours=True)) for one in grid.columns),
        rows=tuple(tuple(map(value, row)) for row in grid.rows),
    )


def encode_report(report: SourcedReport, coder: TextCoder) -> SourcedReport:
    """The report with codes."""
    return replace(
        report,
        header=str(HEADER),
        preface=tuple(coder.encode(line, is_ours=True) for line in report.preface),
        watermark=coder.encode(report.watermark, is_ours=True),
        made_by=MADE_BY,
        parts=tuple(_encode_part(one, coder.encode) for one in report.parts),
    )


def _encode_part(part: SourcedPart, encode: Callable[[str], str]) -> SourcedPart:
    return replace(
        part,
        heading=encode(part.heading),
        lines=tuple(replace(line, text=encode(line.text)) for line in part.lines),
        tables=tuple(_encode_table(table, encode) for table in part.tables),
        notes=tuple(AuthorNote(encode(one.signed), encode(one.text)) for one in part.notes),
    )


def _encode_table(table: SourcedTable, encode: Callable[[str], str]) -> SourcedTable:
    rows = tuple(tuple(map(encode, row)) for row in table.rows)
    return SourcedTable(encode(table.caption), tuple(map(encode, table.headings)), rows)


def texts_of_grid(grid: GridDocument) -> Iterator[str]:
    """Every text that an agency or an author wrote, with the lines above the table."""
    yield from (grid.watermark, *grid.preface)
    written = (row for number, row in enumerate(grid.rows) if number not in grid.own_rows)
    yield from (value for row in written for value in row if isinstance(value, str))


def texts_of_report(report: SourcedReport) -> Iterator[str]:
    """Every text of the report."""
    yield from (report.watermark, *report.preface)
    for part in report.parts:
        yield part.heading
        yield from (line.text for line in part.lines)
        yield from (cell for table in part.tables for row in table.rows for cell in row)
        yield from (one.text for one in part.notes)


def free_texts_of(report: SourcedReport) -> Iterable[str]:
    """The texts of a report that are in somebody's own words, or in those of the terms."""
    yield from (report.watermark, *report.preface)
    for number, part in enumerate(report.parts):
        yield from (line.text for line in part.lines if number == 0 or line.style is SourcedStyle.WORDS)
        yield from (one.text for one in part.notes)
