"""Sentences of the docs are short: none above 25 words on any page but the decisions."""

import re
import statistics
from pathlib import Path

import pytest

from tools.import_map import ROOT
from tools.print_index import DOCS
from tools.print_timescales import INTRODUCTION
from tools.sentence_lengths import LONGEST, count_words, long_sentences, pages, sentences

IN_THE_MIDDLE = 15


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def is_held(page: Path) -> bool:
    """Decisions are left as they were written on their day."""
    return page.parent != DOCS / "decisions"


@pytest.mark.parametrize("page", [page for page in pages() if is_held(page)], ids=name)
def test_no_sentence_is_above_25_words(page: Path) -> None:
    assert long_sentences(page) == [], f"say each in two, or as a list or a table: {LONGEST} words at most"


def test_what_timescales_say_before_their_rules_is_short() -> None:
    assert not [one for one in sentences(INTRODUCTION) if count_words(one) > LONGEST]


def test_sentences_have_15_words_in_the_middle_and_how_tos_fewer() -> None:
    for part in ("how-to", "tutorial", "explanation", "reference"):
        counts = [count_words(one) for page in (DOCS / part).glob("*.md") for one in sentences(page.read_text("utf-8"))]
        assert statistics.median(counts) <= IN_THE_MIDDLE, part
    for page in (*DOCS.glob("*.md"), *ROOT.glob("*.md")):
        counts = [count_words(one) for one in sentences(page.read_text("utf-8"))]
        assert statistics.median(counts) <= IN_THE_MIDDLE, page.name


def test_a_long_sentence_is_found_wherever_prose_stands() -> None:
    """Else the tests above could not fail."""
    long = "one " * 25 + "more."
    for text in (f"Short. {long.capitalize()}", f"- {long}", f"1. Do this:\n    - {long}", f"> {long}"):
        assert [count_words(one) for one in sentences(text) if count_words(one) > LONGEST] == [26], text
    for text in (f"| {long} |", f"```\n{long}\n```", f"# {long}", "Of `" + long + "` only.", f"Then:\n\n    {long}"):
        assert not [one for one in sentences(text) if count_words(one) > LONGEST], text


def test_abbreviations_and_links_do_not_end_or_lengthen_a_sentence() -> None:
    assert list(sentences("See e.g. Dr Ash, [the page](a/long/address.md).")) == ["See eg Dr Ash, the page."]
    assert not re.search("_", next(sentences("A _word_ here.")))
