"""Listed words are found wherever they stand by themselves, and nowhere else, whatever is written."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.casenotes.text.folded_text import fold, stands_alone
from sightline.casenotes.text.words import cut, make_table

FORMS = ("ab", "a", "b a", "b-a", "a'b", "'b", "b.", "a b a", "ab ab", "aba", "é", "%", "9 ab")
TABLE = make_table({form: number for number, form in enumerate(FORMS)})
NEAR = st.text(alphabet="ab '-.%9é_İﬁ\n", max_size=40)


def look_for(folded: str) -> list[tuple[int, int, int]]:
    """The same by looking at every place for every form."""
    return sorted(
        (
            (number, start, start + len(form))
            for number, form in enumerate(FORMS)
            for start in range(len(folded))
            if folded.startswith(form, start) and stands_alone(folded, start, start + len(form))
        ),
        key=lambda hit: (hit[1], hit[2]),
    )


@given(NEAR)
def test_the_walk_finds_what_a_search_at_every_place_finds(text: str) -> None:
    folded = fold(text)
    assert TABLE.find(cut(folded)) == look_for(folded)


@given(st.text(max_size=60))
def test_pieces_are_the_text_whatever_it_is(text: str) -> None:
    folded = fold(text)
    pieces = cut(folded)
    assert "".join(pieces.written) == folded
    assert pieces.ends[-1:] == ([len(folded)] if folded else [])
