"""What is denied stays denied, and what stands beside a denial stays affirmed."""

import pytest
from support.noted import read_marked

from sightline.casenotes.cues import find_cues
from sightline.casenotes.scope import find_reaching

DENIED = """
Denies alcohol. | Denied drinking. | Denies smoking. | Denies drug use. | She denied any alcohol or drugs. | No drinking. | Not drinking.
Denies using cannabis. | Denies self-harm. | Denies thoughts of self harm. | No self-harm. | No injuries seen. | Denies injury. | No bruising.
Denies being hit. | Denies being threatened. | No threats. | Denies carrying drugs. | Denied selling drugs. | Not carrying anything.
Denies having a boyfriend. | Denies having a second phone. | Denies being in any car. | Denies contact with older males.
No contact with adults online. | Denies sending pictures. | Has not been missing. | No missing episodes. | No unexplained gifts.
Denies that she has been to the hotel. | Has never been to the flat. | Denies travelling out of area. | Not withdrawn. | Not tearful.
No unauthorised absences. | Denied being pregnant. | Nobody has hurt her. | He has not hit her. | She was not picked up by anyone.
"""


@pytest.mark.parametrize("sentence", [one.strip() for line in DENIED.strip().splitlines() for one in line.split("|")])
def test_a_denied_sign_is_not_affirmed(sentence: str) -> None:
    marked = [one for one in read_marked({}, sentence) if one.polarity]
    assert {one.polarity for one in marked} <= {"negated"}, [(one.text, one.rule_id) for one in marked]


def test_a_denial_and_a_smell_are_two() -> None:
    found = [one for one in read_marked({}, "Denies alcohol but smelt of it.") if one.label == "substance_use"]
    assert [(one.text, one.polarity) for one in found] == [("Denies alcohol", "negated"), ("smelt of it", "affirmed")]


def test_whom_it_concerns_who_says_it_and_that_it_is_denied_are_three_things() -> None:
    found = [
        one for one in read_marked({}, "Mother denies that Tia has a new phone.") if one.label == "unexplained_gifts"
    ]
    assert [(one.experiencer, one.said_by, one.polarity) for one in found] == [("subject", "family", "negated")]


def test_not_returning_affirms_an_absence() -> None:
    found = [one for one in read_marked({}, "She did not return until 4am.") if one.label == "missing_episode"]
    assert [one.polarity for one in found] == ["affirmed"]


@pytest.mark.parametrize(
    ("sentence", "words", "denied"),
    [
        ("no bruises, cuts or burns on her arms", "burns", True),
        ("no bruises, cuts, burns.", "burns", True),
        ("no iron in the flat, owes more than four hundred", "owes", False),
        ("she won't carry for them any more", "carry", True),
        ("not seen at home when he was given the phone", "given the phone", True),
        ("not in on friday, picked up by a man", "picked up", False),
    ],
)
def test_a_denial_ends_with_its_clause_and_goes_on_in_a_list(sentence: str, words: str, denied: bool) -> None:
    span = (sentence.index(words), sentence.index(words) + len(words))
    reached = find_reaching(attribute="polarity", span=span, words=(span,), cues=find_cues(sentence), folded=sentence)
    assert (reached is not None) is denied
