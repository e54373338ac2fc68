"""Wording that blames is marked where it is said of a child, and not of a dog, a minibus, a sister or an inn."""

import pytest

from sightline.casenotes import Note, read_all
from sightline.casenotes.attributes.blame import is_hollow
from sightline.casenotes.signs.rules import WrittenNoteRule, read_note_rules
from sightline.casenotes.signs.slots import read_slots
from sightline.casenotes.text.word_forms import count_forms, expand, join_words
from sightline.model.errors import OurFault
from sightline.model.passages import PassageKind
from sightline.rulebook.schema import read_table

OF_NOBODY = (
    "Her dog was attention-seeking all morning.",
    "The minibus is playing up again.",
    "His parrot is a known liar, it says hello to nobody.",
    "Her older sister was promiscuous at that age, gran says.",
    "Dad is manipulative and his wife knows it.",
    "The lodger was streetwise.",
    "They ate at the Wild Child Cafe on Kelder Road.",
    "The tenants said the boiler is out of control.",
    "Somebody's sister in Y12 is going out with a man of forty.",
    "Jay's sister is the one with the older boyfriend, he is 30.",
    "Her cousin's twenty and plays games with us.",
    "Smokes roll-ups on the sly, mum says.",
    "She has no older boyfriend.",
    "He is happy to be rung after six.",
    "The tests were done with her consent.",
    "Fay is a handful, gran says, and eats like one.",
    "She is a runner for the county.",
    "She said it was her choice.",
)
OF_A_CHILD = (
    ("Mum says she is attention-seeking.", "attention-seeking"),
    ("She was with the dog and is streetwise.", "streetwise"),
    ("Her dad thinks that this girl is manipulative.", "manipulative"),
    ("Her sister was out, and she is going out with a man of forty.", "going out"),
    ("Tia, who is in Y9, is streetwise.", "streetwise"),
    ("Tia is out of control since the men came.", "out of control"),
    ("Being with these men is a lifestyle choice.", "lifestyle choice"),
    ("The complainant is unreliable.", "unreliable"),
    ("The young woman is promiscuous.", "promiscuous"),
    ("Closed with no disclosure so no further concerns.", "no disclosure"),
    ("She is very mature for fourteen.", "mature for fourteen"),
    ("She won't engage.", "won't engage"),
    ("She is absocnding again.", "absocnding"),
)


def list_wording(text: str) -> list[str]:
    found = read_all(Note(text, agency="school", subject="Tia Marlow"))
    return [one.text for one in found if one.kind is PassageKind.WORDING]


@pytest.mark.parametrize("text", OF_NOBODY)
def test_what_is_said_of_no_child_blames_none(text: str) -> None:
    assert list_wording(text) == []


@pytest.mark.parametrize(("text", "words"), OF_A_CHILD)
def test_what_is_said_of_the_child_is_marked(text: str, words: str) -> None:
    assert any(words in found for found in list_wording(text))


def test_no_phrase_of_blame_is_an_auxiliary_word() -> None:
    phrases = [form for rule in read_note_rules() if rule.kind is PassageKind.WORDING
               for phrase in rule.phrases if count_forms(phrase) < 500 for form in expand(phrase)]  # fmt: skip
    listed = [form for name in ("none_told", "so_closed") for form in read_slots()[name].forms]
    assert len(phrases) > 3000
    assert [form for form in {*phrases, *listed} if is_hollow(form)] == []


def test_a_short_way_of_blaming_has_one_word_or_two() -> None:
    short = [form for rule in read_note_rules() for form in rule.short or ()]
    assert len(short) > 200
    assert [form for form in short if len(form.split()) > 2 or form != join_words(form)] == []


def test_a_rule_of_signs_lists_no_short_ways() -> None:
    sign = {
        "id": "odd", "indicator": "self_harm", "label": "Odd", "says": "Odd.", "why": "Odd.", "status": "unverified",
        "looked_for": "Nothing.", "phrases": ("odd",), "examples": ({"text": "[odd]"},),
        "counter_examples": ({"text": "even"},), "short": ("odd",),
    }  # fmt: skip
    with pytest.raises(OurFault):
        read_table(WrittenNoteRule, sign, where="odd")
