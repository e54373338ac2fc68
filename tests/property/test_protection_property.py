"""Any address, in any of many spellings within any words, is found whole; what is around it stays letter for letter."""

import html

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection import Finder, redact_page
from sightline.protection.anchors import AnchorKind, list_anchors
from sightline.protection.finder import ProtectedSpan, merge_spans
from sightline.protection.matcher import match_anchor
from sightline.protection.parts import read_place
from sightline.protection.spelling import is_near
from sightline.protection.texts import redact_text
from sightline.protection.things import ProtectedThing
from sightline.protection.tokens import fold, tokens_of
from sightline.protection.words import read_words

NAMES = st.sampled_from(("Quillfeather", "Tarrowby", "Alderwick", "Long Meadow", "Saint Osyth", "Queen's Head"))
ENDS = st.sampled_from((("Road", "Rd"), ("Street", "St."), ("Lane", "Ln"), ("Close", "Cl"), ("Gardens", "Gdns")))
# Of these letters no word of an address can be made (st, ln, no), which would belong to the address beside it.
AROUND = st.text(alphabet=" abcehors.,!?\n'", max_size=60)


@st.composite
def addresses(draw: st.DrawFn) -> tuple[str, str, str]:
    """An address, its postcode, and the same written in another way."""
    number, name, (end, short) = draw(st.integers(1, 99)), draw(NAMES), draw(ENDS)
    written = f"{number} {name} {draw(st.sampled_from((end, short)))}"
    write = draw(st.sampled_from((str, str.upper, str.lower, lambda text: text.replace(" ", "  "), lambda text: f"no. {text}",
                                  lambda text: f"{text}, ZZ7 4QF", lambda text: f"{text} zz74qf",
                                  lambda text: f"Flat 3, {text}")))  # fmt: skip
    return f"{number} {name} {end}", "ZZ7 4QF", write(written)


def finder_of(address: str, postcode: str) -> Finder:
    place = read_place(address=address, postcode=postcode)
    assert place is not None
    return Finder({"a": ProtectedThing.from_text(place.as_text())})


@given(addresses(), AROUND, AROUND)
def test_any_spelling_is_found_whole(made: tuple[str, str, str], before: str, behind: str) -> None:
    address, postcode, written = made
    finder = finder_of(address, postcode)
    said = f"{before}; {written}; {behind}"
    clean = redact_text(said, finder)
    gone = said.removeprefix(before).removesuffix(behind)
    assert clean.startswith(before) and clean.endswith(behind)
    left = clean.removeprefix(before).removesuffix(behind).replace(PROTECTED_WORDS, "").strip("; .")
    assert left == "", (gone, clean)


@given(addresses(), AROUND)
def test_a_page_shows_what_its_text_shows(made: tuple[str, str, str], around: str) -> None:
    address, postcode, written = made
    finder, said = finder_of(address, postcode), f"{around}; {written}"
    page = redact_page(f"<p>{html.escape(said)}</p>", finder)
    assert html.unescape(page).removeprefix("<p>").removesuffix("</p>") == redact_text(said, finder)


def plain_spans(text: str, things: dict[str, ProtectedThing]) -> list[ProtectedSpan]:
    """The same by the plain way: each anchor of each thing at each word, in the order of the things."""
    folded, one_form = fold(text), read_words().one_form
    tokens, found = tokens_of(folded), list[ProtectedSpan]()
    anchors = [anchor for name in sorted(things) for anchor in list_anchors(name, things[name])]
    for place, token in enumerate(tokens):
        word = one_form(token.word)
        near = sorted({one.word for one in anchors if one.word != word and is_near(one.word, word)})
        may = [*(one for one in anchors if one.word == word),
               *(one for other in near for one in anchors if one.word == other and one.kind is not AnchorKind.GLUED)]  # fmt: skip
        for anchor in may:
            span = match_anchor(anchor, things[anchor.thing], tokens, place, folded)
            if span:
                found.append(ProtectedSpan(tokens[span[0]].start, tokens[span[1] - 1].end, anchor.thing, True))
    return merge_spans(found)


HOUSES = st.sampled_from(
    ("7", "12", "7-12", "Flat 7, 12", "Flat 3", "Rose Cottage,", "Haven House, 7", "Haven House,", "")
)
HOUSES_SAID = st.sampled_from((
    "7", "07", "7a", "no. 12", "seven", "sevn", "twelve", "twlve", "Flat 7", "flat 07", "apt seven", "flat 3,", "7-12",
    "12/07/2024", "Rose Cottage", "Rosy Cottage", "Havn House", "Haven House", "in Millbrook", "and far from it all",
))  # fmt: skip
STREETS = st.sampled_from(("Quillfeather Road", "Long Meadow", "Quillfeather Lane", ""))
STREETS_SAID = st.sampled_from((
    "Quillfeather Rd", "Quilfeather", "Quillfeather Lane", "Long Meadow", "longmeadow", "ZZ7 4QF", "zz84qf", "of",
))  # fmt: skip
HOMES = st.tuples(st.builds("{} {}".format, HOUSES, STREETS), st.sampled_from(("", "ZZ7 4QF", "ZZ8 4QF")))
SAID = st.builds("{} {}".format, HOUSES_SAID, STREETS_SAID) | st.builds("{}, {}.".format, STREETS_SAID, HOUSES_SAID)


@settings(max_examples=200)
@example([("Flat 7, 12 Quillfeather Road", "")], ["apt seven Quillfeather Rd"], False)
@example([("21 Quillfeather Road", "")], ["twentyone Quillfeather Rd"], False)
@example([("Rose Cottage, 7 Quillfeather Road", "")], ["Rose Cottage Quillfeather Rd"], False)
@given(st.lists(HOMES, min_size=1, max_size=6), st.lists(SAID, min_size=1, max_size=4), st.booleans())
def test_of_many_things_the_same_is_found_as_by_comparing_each_with_each_word(
    homes: list[tuple[str, str]], said: list[str], is_premises: bool
) -> None:
    read = [read_place(address=written, postcode=code, is_premises=is_premises) for written, code in homes]
    things = {str(number): thing for number, thing in enumerate(read) if thing}
    finder, text = Finder(things), " ".join(said)
    assert finder.find(text) == plain_spans(text, things)
    assert finder.may_hold(text) or not finder.find(text)
