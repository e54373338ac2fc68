"""Whatever is written, dividing it into parts neither fails nor leaves the text."""

from datetime import date
from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from sightline.casenotes.parts.division import NoteParts, read_parts
from sightline.casenotes.parts.sentences import find_quotations, find_sentences

PIECES = st.sampled_from(
    ["Q. ", "A. ", "Plan: ", "Background\n", "\n", "\n\n", "- ", "12/3/21 ", "29/02: ", "2019: ", "Mon - ", "From: x\nTo: y\n", "Mum: ",
     '"', "'", "’", "On 1 May 2020, a wrote:\n", "Zuri: ", ". ", "? ", "\r\n", "İ", "٣", "²", "99/99/9999 ", "0000-00-00 ", "word "]
)  # fmt: skip
NOTES = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=5)), max_size=25).map("".join))


@given(NOTES, st.none() | st.dates())
@example("29/02: ", date(1, 1, 1))
def test_parts_lie_in_the_text(text: str, written_on: date | None) -> None:
    parts = read_parts(text, subject="Zuri", written_on=written_on)
    for part in parts:
        assert 0 <= part.start <= part.body <= part.end <= len(text)
    assert list(parts) == sorted(parts, key=lambda part: (part.start, -part.end, part.kind))
    assert all(part in parts for part in NoteParts(parts).at(0))


@given(NOTES)
def test_sentences_hold_every_character_once(text: str) -> None:
    sentences = find_sentences(text)
    assert "".join("".join(text[start:end] for start, end in sentences).split()) == "".join(text.split())
    assert all(one[1] <= two[0] for one, two in pairwise(sentences))


@given(NOTES)
def test_quotations_lie_in_the_text(text: str) -> None:
    for start, end in find_quotations(text):
        assert 0 < start <= end < len(text)


@given(st.sampled_from(["7 May", "29/02", "31.12", "Sat", "1st of January"]), st.dates())
def test_a_date_without_its_year_is_never_after_the_note(written: str, written_on: date) -> None:
    (entry,) = read_parts(f"{written}: seen", written_on=written_on)
    assert entry.on is None or entry.on <= written_on
