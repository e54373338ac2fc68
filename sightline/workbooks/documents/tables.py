"""Makes the sheets of a document: its text with a row for each place and child, and the entries of a chronology."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

from sightline.workbooks.documents.cover_sheet import CHILD_HEADINGS, KINDS, CoverSheet, read_cover_sheet
from sightline.workbooks.documents.parts import DocumentPart, ReadDocument
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import NO_CHILD_SAID, NO_TEXT, PAGES_WITHOUT_TEXT, Refusal
from sightline.workbooks.row_counter import Emit, RowCounter, SheetEnd

TEXT, CHRONOLOGY = "document", "chronology"
COMMON = ("Document", *CHILD_HEADINGS, "Place")
TEXT_HEADINGS = (*COMMON, "Kind", "Title", "Date", "From", "To", "Agency", "Text")
ENTRY_HEADINGS = (
    *COMMON, "Date", "Time", "Agency", "Source", "Event", "Who Seen", "Child's Words", "Impact", "Action", "Outcome",
    "Comment", "Other Columns",
)  # fmt: skip
COLUMNS = {
    "Date": (
        "date",
        "date/period",
        "date or period",
        "date or period of event",
        "date of event",
        "date and time",
        "when",
    ),
    "Time": ("time",),
    "Agency": ("agency", "organisation", "service"),
    "Source": ("source", "source of information", "information from"),
    "Event": ("event", "significant event", "significant events", "event details", "what happened", "details of event",
              "event/incident", "key event", "key events", "description of event"),
    "Who Seen": ("who seen", "child seen", "seen", "family member seen"),
    "Child's Words": ("child's words", "child's voice", "voice of the child", "voice of child"),
    "Impact": ("impact", "impact on child", "impact on the child"),
    "Action": ("action", "action taken", "actions"),
    "Outcome": ("outcome",),
    "Comment": ("comment", "comments", "analysis", "analyst comment"),
}  # fmt: skip
REMARK = re.compile(r"\([^()]*\)")
OF_COLUMN = {name: heading for heading, names in COLUMNS.items() for name in names}
SheetReader = tuple[str, Callable[[], SheetEnd]]
REFERENCE_LENGTH, CHUNK, MOST_RUNS = 16, 1 << 18, 20


def list_sheets(
    document: ReadDocument, stream: IO[bytes], emit: Emit, limits: WorkbookLimits
) -> Iterator[SheetReader | tuple[str, Refusal]]:
    """Each sheet by its name, with what gives its rows or why it has none."""
    entries, headings_of, tables = _find_entries(document.parts)
    *_, on_cover = _find_entries(document.cover)
    cover_sheet = read_cover_sheet(document, tables_of_entries=tables | on_cover)
    if not document.parts:
        yield TEXT, Refusal(NO_TEXT)
    elif not cover_sheet.says_children:
        yield TEXT, Refusal(NO_CHILD_SAID)
    else:
        common = {"Document": cover_sheet.said.get("Document") or hash_document(stream)}
        texts = [part for part in document.parts if part.place not in headings_of and part.place not in entries]
        said = _said(document, cover_sheet) | common
        yield TEXT, lambda: _write(TEXT_HEADINGS, _text_rows(texts, said), cover_sheet.children, emit, limits)
        if entries:
            rows = ({**common, "Place": place, **entry} for place, entry in entries.items())
            yield CHRONOLOGY, lambda: _write(ENTRY_HEADINGS, rows, cover_sheet.children, emit, limits)
    if document.unread_pages:
        yield _pages(document.unread_pages), Refusal(PAGES_WITHOUT_TEXT)
    for number, code in enumerate(document.attachments, start=1):
        if code:
            yield f"attachment {number}", Refusal(code)


def _pages(numbers: Sequence[int]) -> str:
    """Numbers of pages in words: `pages 2, 5-7`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    said = ", ".join("-".join(map(str, run)) for run in runs[:MOST_RUNS])
    more = ", and others" if len(runs) > MOST_RUNS else ""
    return f"{'page' if len(numbers) == 1 else 'pages'} {said}{more}"


def _said(document: ReadDocument, cover_sheet: CoverSheet) -> dict[str, str]:
    said = {heading: cover_sheet.said.get(heading, "") for heading in TEXT_HEADINGS}
    kind = said["Kind"].casefold()
    return said | {"Kind": kind if kind in KINDS else document.kind}


def hash_document(stream: IO[bytes]) -> str:
    """What tells the document from all others that say no reference of their own."""
    begins = stream.tell()
    stream.seek(0)
    made = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        made.update(chunk)
    stream.seek(begins)
    return made.hexdigest()[:REFERENCE_LENGTH]


def _text_rows(parts: Sequence[DocumentPart], said: dict[str, str]) -> Iterator[dict[str, str]]:
    for part in parts:
        yield {**said, "Place": part.place, "Text": part.text}


def _find_entries(parts: Sequence[DocumentPart]) -> tuple[dict[str, dict[str, str]], set[str], set[int]]:
    """The entries of chronologies by their places, the places of the headings above them, and their tables."""
    entries, headings_of, tables = dict[str, dict[str, str]](), set[str](), set[int]()
    table, headings = 0, dict[int, str]()
    for part in parts:
        if not part.table:
            continue
        if part.table != table:
            table, headings = part.table, {}
        cells = dict(enumerate(part.cells))
        if found := entry_headings(cells):
            headings = found
            headings_of.add(part.place)
            tables.add(part.table)
        elif headings:
            entries[part.place] = read_entry(cells, headings)
    return entries, headings_of, tables


def entry_headings(cells: Mapping[int, str]) -> dict[int, str]:
    """What each column of a row of headings of a chronology is, empty for one that is not known; else none.

    A remark in brackets is left out.
    """
    plain = {column: REMARK.sub("", cell.replace("\u2019", "'").casefold()) for column, cell in cells.items()}
    found = {column: OF_COLUMN.get(" ".join(cell.split()).rstrip(" :*"), "") for column, cell in plain.items()}
    return found if {"Date", "Event"} <= {heading for heading in found.values() if heading} else {}


def read_entry(cells: Mapping[int, str], headings: Mapping[int, str]) -> dict[str, str]:
    """An entry: what each heading says. What is in other columns is together."""
    said: dict[str, str] = {}
    for column in sorted(cells):
        if cell := cells[column]:
            heading = headings.get(column, "") or "Other Columns"
            said[heading] = f"{said[heading]}\n{cell}" if heading in said else cell
    return said


def _write(
    headings: Sequence[str], rows: Any, children: Sequence[dict[str, str]], emit: Emit, limits: WorkbookLimits
) -> SheetEnd:
    """A row for each place and child, after the headings."""
    counter = RowCounter(emit, limits)
    counter.add(1, dict(enumerate(headings, start=1)))
    number = 1
    for row in rows:
        for child in children:
            number += 1
            said = row | child
            filled = {place: said[name] for place, name in enumerate(headings, start=1) if said.get(name)}
            counter.add(number, filled)
    return counter.end_of_sheet
