"""Whatever is written, a sentence is cut as it stands, and a naming is read without a fault and alike each time."""

from hypothesis import given
from hypothesis import strategies as st

from sightline.casework.same_person.sentence_excerpts import MOST, cut_sentence
from sightline.linkage.notes.forms import KIND_OF, ComparedForm, compare_described, read_naming
from sightline.linkage.settings import read_settings

MENTIONS = ("person", "nickname", "vehicle", "phone", "address", "premises", "handle")
RULES = ("person_named", "vehicle_mark", "vehicle_mark_part", "vehicle_described", "premises_chain", "phone_part")


@given(st.text(), st.text(min_size=1, max_size=20), st.text())
def test_a_sentence_stands_in_its_note(before: str, words: str, behind: str) -> None:
    text = before + words + behind
    start, end = len(before), len(before) + len(words)
    left, middle, right = cut_sentence(text, words=words, start=start, end=end)
    assert middle == words
    assert len(left) <= MOST + 1 and len(right) <= MOST + 1
    assert before.endswith(left.removeprefix("…")) and behind.startswith(right.removesuffix("…"))


@given(st.text(), st.text(min_size=1), st.integers(0, 100), st.integers(0, 100))
def test_where_the_words_are_gone_there_is_no_sentence(text: str, words: str, start: int, end: int) -> None:
    found = cut_sentence(text, words=words, start=start, end=end)
    assert found == ("", "", "") if words not in text else found[1] == words


@given(st.sampled_from(MENTIONS), st.sampled_from(RULES), st.text())
def test_any_words_are_read(mention: str, rule: str, text: str) -> None:
    settings = read_settings()
    read = read_naming(mention=mention, rule_id=rule, text=text, settings=settings)
    assert read is None or (read.value and (read.form in KIND_OF or read.form in set(ComparedForm)))
    shouted = read_naming(mention=mention, rule_id=rule, text=f" {text} ", settings=settings)
    assert (read is None) == (shouted is None)


@given(st.text(), st.text())
def test_two_descriptions_are_compared_either_way_alike(one: str, other: str) -> None:
    assert compare_described(one, other) == compare_described(other, one)
