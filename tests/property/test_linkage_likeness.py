"""Two words weigh on a page what they weigh in a run: rapidfuzz gives the very numbers of DuckDB's own functions."""

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein, Jaro, JaroWinkler

from sightline.linkage.live.expression_parts import FUNCTIONS

FEW = st.text(st.sampled_from("abcdeé漢🎉 -'"), min_size=1, max_size=14)
PAIRS = st.one_of(
    st.tuples(FEW, FEW),
    FEW.flatmap(lambda word: st.tuples(st.just(word), st.permutations(word).map("".join))),
    st.tuples(st.text("abeé", min_size=60, max_size=90), st.text("abeé", min_size=60, max_size=90)),
)
ASKED = "SELECT jaro_similarity($1, $2), damerau_levenshtein($1, $2), jaro_winkler_similarity($1, $2)"
DATABASE = duckdb.connect()


@settings(max_examples=150, deadline=None)
@given(PAIRS)
def test_words_of_any_letters_are_as_alike_as_the_database_says(pair: tuple[str, str]) -> None:
    answer = DATABASE.execute(ASKED, pair).fetchone()
    assert answer is not None
    near, edits, nearer = answer
    assert DamerauLevenshtein.distance(*pair) == edits
    assert Jaro.similarity(*pair) == pytest.approx(near, abs=1e-15)
    assert JaroWinkler.similarity(*pair) == pytest.approx(nearer, abs=1e-15)


@pytest.mark.parametrize("word", ["", "a", "zoë"])
def test_an_empty_word_is_like_an_empty_word_alone(word: str) -> None:
    alike = 1.0 if not word else 0.0
    assert (Jaro.similarity("", word), JaroWinkler.similarity(word, "")) == (alike, alike)
    assert DamerauLevenshtein.distance(word, "") == len(word)


@settings(max_examples=100, deadline=None)
@given(
    st.integers(1, 12).flatmap(lambda size: st.tuples(*[st.text("0123456789-ab", min_size=size, max_size=size)] * 2))
)
def test_as_many_figures_differ_as_the_database_says(pair: tuple[str, str]) -> None:
    (answer,) = DATABASE.execute("SELECT hamming($1, $2)", pair).fetchall()
    assert FUNCTIONS["hamming"](*pair) == answer[0]
