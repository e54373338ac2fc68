"""Tellings of one event: proposed by child, days, kind and what they share; parted ones are never brought together."""

from dataclasses import replace
from datetime import date

import pytest

from sightline.chronology.same_events import (
    AgencyTelling,
    SharedBy,
    count_events,
    propose_same,
    read_same_event_rules,
)
from sightline.known_facts.event_verdicts import join_pairs

DAY = date(2024, 3, 4)
RULES = read_same_event_rules()
POLICE = AgencyTelling("p", "police", frozenset("A"), DAY, DAY, "police_occurrences/ASSAULT", frozenset({"OC24/1"}))
SCHOOL = AgencyTelling(
    "s", "school", frozenset("A"), date(2024, 3, 6), date(2024, 3, 6), "school_concerns", frozenset({"OC24/1"})
)


def proposed(*tellings: AgencyTelling) -> dict[tuple[str, str], tuple[SharedBy, ...]]:
    return propose_same(tellings, rules=RULES)


def test_a_shared_reference_of_one_child_within_two_days_is_proposed() -> None:
    assert proposed(POLICE, SCHOOL) == {("p", "s"): (SharedBy.REFERENCE,)} == proposed(SCHOOL, POLICE)


@pytest.mark.parametrize(
    "other",
    [
        replace(SCHOOL, agency="police"),
        replace(SCHOOL, called=frozenset("B")),
        replace(SCHOOL, first_on=date(2024, 3, 7), last_on=date(2024, 3, 7)),
        replace(SCHOOL, kind="school_attendance"),
        replace(SCHOOL, references=frozenset({"OC24/2"})),
    ],
    ids=["one agency", "another child", "three days", "another kind", "nothing shared"],
)
def test_without_one_of_them_nothing_is_proposed(other: AgencyTelling) -> None:
    assert proposed(POLICE, other) == {}


def test_people_things_and_words_are_said_apart_and_common_words_do_not_count() -> None:
    words = frozenset({"bruise", "forearm", "swimming", "lesson", "said"})
    one = replace(POLICE, references=frozenset(), people=frozenset({"x"}), things=frozenset({"c"}), words=words)
    other = replace(SCHOOL, references=frozenset(), people=frozenset({"x"}), things=frozenset({"c"}), words=words)
    assert proposed(one, other) == {("p", "s"): (SharedBy.PERSON, SharedBy.THING, SharedBy.WORDS)}
    fewer = replace(other, people=frozenset(), things=frozenset(), words=frozenset({"bruise", "forearm", "said"}))
    assert proposed(one, fewer) == {}
    others = [
        replace(
            POLICE,
            event_id=f"o{n}",
            first_on=date(2023, 1, n),
            last_on=date(2023, 1, n),
            words=words,
            references=frozenset(),
        )
        for n in range(1, 5)
    ]
    assert (
        proposed(
            replace(one, people=frozenset(), things=frozenset()),
            replace(other, people=frozenset(), things=frozenset()),
            *others,
        )
        == {}
    )


def test_a_spell_of_days_is_near_what_happened_within_it() -> None:
    spell = replace(POLICE, last_on=date(2024, 4, 1))
    within = replace(SCHOOL, first_on=date(2024, 3, 30), last_on=date(2024, 3, 30))
    assert proposed(spell, within) == {("p", "s"): (SharedBy.REFERENCE,)}


def test_pairs_make_sets_and_parted_tellings_are_never_in_one() -> None:
    pairs = [("a", "b"), ("b", "c"), ("x", "y")]
    assert join_pairs(pairs) == [("a", "b", "c"), ("x", "y")]
    assert join_pairs(pairs, apart={frozenset("ac")}) == [("a", "b"), ("x", "y")]
    assert join_pairs(pairs, apart={frozenset("ab")}) == [("b", "c"), ("x", "y")]


def test_counts_are_of_events_where_people_confirmed_one() -> None:
    assert count_events(["a", "b", "c"], same=[]) == 3
    assert count_events(["a", "b", "c"], same=[("a", "c")]) == 2
    assert count_events(["a"], same=[("a", "c")]) == 1
