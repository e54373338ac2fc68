"""One document in three forms: the same words in the same order, nothing run, and letters of every Latin name."""

import base64
import csv
import hashlib
import re
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import docx
import icalendar
import openpyxl
import pytest

from sightline.documents import calendar, excel, pdf, word
from sightline.documents.blocks import Document, HeadingBlock, NoteBlock, RecordBlock

WELSH, NOT_A_TAG, FORMULA = "Siân Ŵyn-Ŷoung “said so” – Wójcik", "<b>no</b> & <img src=x>", '=HYPERLINK("http://x","y")'
RECORD = RecordBlock(
    "5 March 2024, 5:30pm", "PO", "Police", "Missing report", ("I don’t want to go.\nNot tonight.",), (NOT_A_TAG, FORMULA),
    f"Also named: {WELSH}", "police_missing.csv, row 12", "2024-03-05",
)  # fmt: skip
GAP = NoteBlock("", "", "", "No records from 2 April 2024 to 31 May 2024: 60 days", ("Only school attendance.",))


def document(*blocks: RecordBlock | NoteBlock | HeadingBlock) -> Document:
    return Document(
        title="Chronology", about="Ash Made-Up, born 27 March 2010", made_by="sam", footer="A lead to check, not evidence",
        made_at=datetime(2026, 11, 28, 7, 40, tzinfo=UTC), preface=("Made by sam, for a \x00strategy discussion.",),
        quoted="The child’s own words", blocks=blocks or (HeadingBlock("March 2024"), RECORD, GAP),
    )  # fmt: skip


def test_word_says_it_in_order_under_real_headings() -> None:
    file = docx.Document(BytesIO(word.write_word(document())))
    said = [one.text for one in file.paragraphs]
    assert [one.style.name for one in file.paragraphs if one.style and one.style.name.startswith("Heading")] == [
        "Heading 1", "Heading 2",
    ]  # fmt: skip
    order = [
        "Chronology",
        "Made by sam, for a strategy discussion.",
        RECORD.quotes[0],
        NOT_A_TAG,
        RECORD.named,
        GAP.title,
    ]
    assert [said.index(text) for text in order] == sorted(said.index(text) for text in order)
    assert (file.core_properties.author, file.core_properties.title) == ("sam", "Chronology")


def test_no_cell_is_a_formula() -> None:
    book = openpyxl.load_workbook(BytesIO(excel.write_excel(document())))
    about, entries = book.worksheets
    assert [row[0].value for row in about.iter_rows()][:3] == [
        "Chronology", "Ash Made-Up, born 27 March 2010", "Made by sam, for a strategy discussion.",
    ]  # fmt: skip
    rows = list(entries.iter_rows())
    assert [cell.value for cell in rows[0]][5:7] == ["The child’s own words", "Text"]
    assert [rows[1][column].value for column in (0, 1, 2, 5, 7)] == [
        "2024-03-05",
        "5 March 2024, 5:30pm",
        "PO",
        RECORD.quotes[0],
        RECORD.named,
    ]
    every = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in every} == {"s"}


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t"])
def test_a_cell_that_begins_like_a_formula_stays_text_when_it_is_edited(begin: str) -> None:
    note = NoteBlock(f"{begin}1+1", "", "", "", ())
    sheet = openpyxl.load_workbook(BytesIO(excel.write_excel(document(note)))).worksheets[1]
    cell = sheet.cell(row=2, column=2)
    assert (cell.value, cell.data_type, cell.quotePrefix) == (f"{begin}1+1", "s", True)


def test_a_text_longer_than_a_cell_says_that_it_is_cut() -> None:
    sheet = openpyxl.load_workbook(
        BytesIO(excel.write_excel(document(NoteBlock("x" * 40_000, "", "", "", ()))))
    ).worksheets[1]
    value = str(sheet.cell(row=2, column=2).value)
    assert len(value) == excel.MOST_IN_CELL and value.endswith(excel.CUT)


def test_the_pdf_holds_a_glyph_for_every_letter_of_its_words() -> None:
    made = pdf.write_pdf(document())
    assert made.startswith(b"%PDF") and b"/Lang" in made and b"Ash" not in made
    spoken = letters_of(made)
    assert set(WELSH) - {" "} <= spoken
    assert "<" in spoken and "&" in spoken  # as written, and no tag


def test_a_letter_that_the_fonts_lack_is_a_box_and_the_file_says_so() -> None:
    assert "□" not in letters_of(pdf.write_pdf(document()))
    assert "□" in letters_of(pdf.write_pdf(document(NoteBlock("", "", "", "漢", ()))))


def letters_of(made: bytes) -> set[str]:
    """The letters to which the fonts of a PDF lead, by their own tables: a letter without a glyph is in none."""
    found: set[str] = set()
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", made, flags=re.DOTALL):
        table = unpack(stream)
        if b"beginbfchar" in table:
            found |= {chr(int(letter, 16)) for letter in re.findall(rb"<[0-9A-Fa-f]{2}>\s*<([0-9A-Fa-f]{4})>", table)}
    return found


def unpack(stream: bytes) -> bytes:
    packed = base64.a85decode(stream.strip(), adobe=True) if stream.strip().endswith(b"~>") else stream
    try:
        return zlib.decompress(packed)
    except zlib.error:
        return b""


@pytest.mark.parametrize("write", [word.write_word, excel.write_excel, pdf.write_pdf])
def test_text_that_no_file_can_hold_stops_nothing(write: Callable[[Document], bytes]) -> None:
    odd = "a\x00b\ud800c\x0b <para> &nope; ]]> \U0001f600"
    assert write(document(RecordBlock(odd, "??", odd, odd, (odd,), (odd, "w" * 3_000, "x\n" * 900), odd, odd)))


def test_the_fonts_are_those_of_the_list() -> None:
    folder = Path(pdf.FONTS)
    with (folder / "SOURCES.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["file"]: row["sha256"] for row in csv.DictReader(stream)}
    assert rows == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.glob("*.ttf")}
    assert "SIL OPEN FONT LICENSE" in (folder / "LICENCE.txt").read_text(encoding="utf-8")


def test_a_later_calendar_file_updates_the_events_of_the_first() -> None:
    london = datetime(2026, 7, 1, 10, 0, tzinfo=ZoneInfo("Europe/London"))
    entries = (
        calendar.CalendarEntry("a1", "meeting", "Strategy; discussion,\nx", london, "https://s.example/meetings/a1/"),
        calendar.CalendarEntry("b2", "action", "Meeting action due", date(2026, 7, 2), "https://s.example/m/"),
        calendar.CalendarEntry("b2", "deadline", "Deadline", london, "https://s.example/w/", called_off=True),
    )
    made = datetime(2026, 6, 1, 7, 40, tzinfo=UTC)
    first, later = (
        icalendar.Calendar.from_ical(calendar.write_calendar(title="Sightline", entries=entries, made_at=at)).walk(
            "VEVENT"
        )
        for at in (made, made + timedelta(minutes=1))
    )
    assert [event["UID"] for event in first] == [event["UID"] for event in later]
    assert len({event["UID"] for event in first}) == 3
    assert all(after["SEQUENCE"] > before["SEQUENCE"] for before, after in zip(first, later, strict=True))
    assert first[0]["DTSTART"].to_ical() == b"20260701T090000Z"
    assert (first[1]["DTSTART"].to_ical(), first[1]["DTSTART"].params["VALUE"]) == (b"20260702", "DATE")
    assert first[0]["SUMMARY"] == "Strategy; discussion,\nx"
    assert [event["STATUS"] for event in first] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
