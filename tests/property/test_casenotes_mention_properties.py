"""Whatever is written, mentions lie in the text and give it back; and a name of any land does as well as an English one."""

import csv
import random
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.casenotes.mentions.finder import find_mentions
from sightline.casenotes.mentions.lists import read_mention_lists

PIECES = st.sampled_from(
    ["PC ", "Mr. ", "Zuri ", "ZURI ", "Tia's ", "known as ", '"', "“", "'", "reg ", "LM7 ", "UJ17 HBX ", "index ", "ending ", "07700 900635", "+44 ", "@x_1 ", "Snap: ",
     "the ", "at ", "Old ", "Creamery ", "Hotel ", "12 ", "Mill ", "Lane ", "Flat ", "grey ", "Corsa ", "Audi ", "A3 ", ", ", ". ", "\n", "\r", "İ", "ß", "ﬁ", "٣", "²", "Ⅷ", "de ", "de la ", "p. ", "and ", "A. ", "Q. ",
     "AB1 2CD ", "\u200d", "\ud83d\ude97", "ta, ", "Łukasz ", "called ", "May ", "(", ")", "-", "’s "]
)  # fmt: skip
NOTES = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=4)), max_size=30).map("".join))
find_mentions("Zuri", subject="", agency="")  # so that no example pays for reading the lists
NAMES = st.one_of(st.just(""), st.just("Zuri Achterberg"), st.text(max_size=12))


@settings(deadline=None)
@given(NOTES, NAMES)
@example("ta, p. ", "İ")
@example("Mr. de la ", "May")
def test_mentions_lie_in_the_text_and_apart(text: str, subject: str) -> None:
    end = 0
    for one in find_mentions(text, subject=subject, agency="any word"):
        assert end <= one.start < one.end <= len(text)
        assert text[one.start : one.end] == one.text
        assert all(0 <= cue.start <= cue.end <= len(text) for cue in one.cues)
        end = one.end


@settings(deadline=None)
@given(NOTES)
def test_an_unrelated_sentence_behind_changes_nothing(text: str) -> None:
    alone, longer = (
        find_mentions(written, subject="Zuri Achterberg", agency="school")
        for written in (f"{text}.", f"{text}.\nIt was dry and the register was taken at nine.")
    )
    assert longer == alone


STORY = (
    "{child} came in late. Her friend {friend} says that {child} is scared of {adult}, 31, who drives her. "
    "Mrs {family} rang. {adult} told {friend} to wait. Seen by {worker}, DSL."
)


def read_lists(path: Path) -> dict[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            names[row["Country"]].append(row["Romanized Name"])
    return names


@pytest.fixture(scope="module")
def lands(shared_data: Path) -> dict[str, tuple[list[str], list[str]]]:
    forenames, surnames = (
        read_lists(shared_data / "inputs" / "ref_names" / f"common-{kind}-by-country.csv")
        for kind in ("forenames", "surnames")
    )
    return {land: (forenames[land], surnames[land]) for land in set(forenames) & set(surnames)}


def test_names_of_every_land_are_found_alike(lands: dict[str, tuple[list[str], list[str]]]) -> None:
    """In one story, every naming of four people whose names are of one land. Names that English has as words stand apart."""
    lists = read_mention_lists()
    choose = random.Random(5)
    assert len(lands) >= 12
    missed: dict[str, list[str]] = {}
    for land, (forenames, surnames) in sorted(lands.items()):
        firsts = [name for name in forenames if name.lower() not in lists.ordinary | lists.not_names and name.isalpha()]
        lasts = [name for name in surnames if name.lower() not in lists.ordinary | lists.not_names and name.isalpha()]
        if len(firsts) < 3 or len(lasts) < 2:
            continue
        for _ in range(6):
            child, friend, adult = choose.sample(firsts, 3)
            family, worker = choose.sample(lasts, 2)
            text = STORY.format(child=child, friend=friend, adult=adult, family=family, worker=f"{adult[0]}. {worker}")
            named = [child, friend, child, adult, family, adult, friend, f"{adult[0]}. {worker}"]
            found = [one.text for one in find_mentions(text, subject=f"{child} {family}", agency="school")]
            if found != named:
                missed.setdefault(land, []).append(f"{named} {found}")
    assert missed == {}
