"""What is said of men is not said of a child's peers; and what denies a suspicion, or ends it, is no suspicion of now."""

from datetime import date

import pytest

from sightline.casenotes import Note, read_note
from sightline.model.passages import Passage, Polarity, Tense

OF_MEN = (
    "A group of males at the flat are being looked at by CID.",
    "Three lads aged 24 to 29 were in the car with her.",
    "The lads, all in their twenties, are in with a crowd from Leeds.",
    "The men are known to the CSE team.",
    "He and his mates are being looked at for grooming.",
    "His friends, men of 30 and 40, are known for this.",
)
OF_CHILDREN = (
    "Her friend Ellie is being groomed by the same man.",
    "Two of the girls she goes about with are being exploited by men in their 30s.",
    "Other girls are picked up from the same corner by older lads.",
)
DENIED = (
    "She is not thought to be being exploited.",
    "We don't believe she is being used by anyone.",
    "There is no evidence that the men are exploiting her.",
    "CSE ruled out after joint visit.",
    "The worry that she was being used by older men turned out to be unfounded.",
)
OF_BEFORE = (
    "She was being exploited in 2019, this ended when the men were jailed.",
    "Previously thought to be at risk of CSE.",
    "Last year staff believed she was being exploited.",
)
SUPPOSED = ("If the men come back we should suspect exploitation.", "Should she be groomed again, ring the team.")


def read(text: str, label: str) -> list[Passage]:
    return [one for one in read_note(Note(text=text, written_on=date(2024, 5, 14))) if one.label == label]


@pytest.mark.parametrize("text", OF_MEN)
def test_men_in_groups_are_no_peers(text: str) -> None:
    assert read(text, "peer_exploited") == []


@pytest.mark.parametrize("text", OF_CHILDREN)
def test_children_are_peers_whoever_uses_them(text: str) -> None:
    assert read(text, "peer_exploited")


@pytest.mark.parametrize("text", DENIED)
def test_a_denial_is_read_as_one(text: str) -> None:
    found = read(text, "suspected_exploitation")
    assert found and {one.polarity for one in found} == {Polarity.NEGATED}


@pytest.mark.parametrize("text", OF_BEFORE)
def test_what_is_over_is_of_before(text: str) -> None:
    found = read(text, "suspected_exploitation")
    assert found and {one.time for one in found} == {Tense.HISTORICAL}


@pytest.mark.parametrize("text", SUPPOSED)
def test_what_is_supposed_is_no_suspicion_of_now(text: str) -> None:
    assert {one.time for one in read(text, "suspected_exploitation")} <= {Tense.HYPOTHETICAL}


def test_words_of_debt_are_the_childs_account_only_where_the_child_says_them() -> None:
    assert read('Asked why, she said "I owe them for what got lost".', "account_given")
    assert read("The tenant said that I owe them for the skip.", "account_given") == []
