"""Any address, in any of many spellings within any words, is found whole; what is around it stays letter for letter."""

import html

from hypothesis import given
from hypothesis import strategies as st

from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection import Finder, redact_page
from sightline.protection.parts import read_place
from sightline.protection.texts import redact_text
from sightline.protection.things import ProtectedThing

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
