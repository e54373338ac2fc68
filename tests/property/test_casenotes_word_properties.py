"""Listed words are found wherever they stand by themselves, and nowhere else, whatever is written."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.casenotes.engine.laid_texts import lay_out_texts
from sightline.casenotes.engine.phrase_arrays import make_phrase_arrays
from sightline.casenotes.text.folded_text import fold, stands_alone
from sightline.casenotes.text.words import cut, make_table

FORMS = ("ab", "a", "b a", "b-a", "a'b", "'b", "b.", "a b a", "ab ab", "aba", "é", "%", "9 ab")
TABLE = make_table({form: number for number, form in enumerate(FORMS)})
ARRAYS = make_phrase_arrays({form: number for number, form in enumerate(FORMS)})
LONG = {"accommodation": 0, "accommodation b": 1, "complaint": 2, "compliant": 3, "a new complaint": 4}
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


@given(st.lists(NEAR, min_size=1, max_size=4))
def test_many_texts_are_searched_at_once_as_each_by_itself(texts: list[str]) -> None:
    pieces = [cut(fold(text)) for text in texts]
    found = ARRAYS.find(lay_out_texts(pieces, [() for _ in texts]))
    bases = lay_out_texts(pieces, [() for _ in texts]).bases.tolist()
    rows = zip(*(of.tolist() for of in (found.numbers, found.notes, found.starts, found.ends)), strict=True)
    assert [(number, note, start - bases[note], end - bases[note]) for number, note, start, end in rows] == [
        (number, note, start, end) for note, of in enumerate(pieces) for number, start, end in TABLE.find(of)
    ]


@given(st.lists(st.sampled_from(["a", "new", "accomodation", "accommodation", "complaitn", "compliant", "b", "."])))
def test_slips_are_read_alike(words: list[str]) -> None:
    pieces = cut(" ".join(words))
    assert make_phrase_arrays(LONG).find_in(pieces) == make_table(LONG).find(pieces)


@given(st.text(max_size=60))
def test_pieces_are_the_text_whatever_it_is(text: str) -> None:
    folded = fold(text)
    pieces = cut(folded)
    assert "".join(pieces.written) == folded
    assert pieces.ends[-1:] == ([len(folded)] if folded else [])
