"""A report with a margin as a PDF: the same bytes each time, every text in it, and rows of any length."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from sightline.documents.pdf_tables import split_text
from sightline.documents.sourced.parts import (
    AuthorNote,
    SourcedPart,
    SourcedReport,
    SourcedStyle,
    SourcedTable,
    SourcedText,
)
from sightline.documents.sourced.pdf_file import write_sourced_pdf

WORDS = "I told <b>school</b> & nobody\ncame."


def report(*lines: SourcedText) -> SourcedReport:
    table = SourcedTable("Records", ("Agency", "Rows"), (("Police", ", ".join(map(str, range(900)))),))
    parts = (
        SourcedPart("Held", 2, tables=(table,), notes=(AuthorNote("author", "We think so."),)),
        SourcedPart("Episode", 3, lines),
    )
    made_at = datetime(2026, 12, 1, tzinfo=UTC)
    return SourcedReport("Draft", "Restricted", ("Review",), "author", made_at, parts, "Text", "Records", "Analysis")


def pages(data: bytes) -> int:
    return data.count(b"/Type /Page\n") + data.count(b"/Type /Page ")


def test_the_same_report_has_the_same_bytes_an_outline_and_a_language() -> None:
    made = report(SourcedText(WORDS, "PO-1", SourcedStyle.WORDS), SourcedText("Source", "PO-1", SourcedStyle.SMALL))
    first, second = write_sourced_pdf(made), write_sourced_pdf(made)
    assert first == second
    assert b"/Lang" in first and b"/Outlines" in first and b"/DisplayDocTitle" in first


def test_texts_of_any_length_go_on_on_the_next_page() -> None:
    long = SourcedText("word " * 4000, ", ".join(f"PO-{number}" for number in range(400)), SourcedStyle.WORDS)
    many_lines = SourcedText("a\n" * 300, "PO-1", SourcedStyle.WORDS)
    assert pages(write_sourced_pdf(report(long, many_lines))) > 4


def test_markup_in_a_text_is_text() -> None:
    data = write_sourced_pdf(report(SourcedText('<font size="99">x</font> &amp; <para>', "PO-1")))  # else it is refused
    assert pages(data) >= 1


@given(st.text(alphabet="ab \n", max_size=400), st.integers(min_value=5, max_value=60))
def test_a_text_in_parts_has_all_its_letters(text: str, most: int) -> None:
    parts = split_text(text, most=most)
    assert re.sub(r"\s", "", "".join(parts)) == re.sub(r"\s", "", text)
    assert all(len(part.replace("\n", "")) <= most and part.count("\n") < 20 for part in parts)
