"""Groups among touches: wherever the days begin, however many are at a thing; not along a chain, nor by a witness's car."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from sightline.known_facts import DatedFact
from sightline.networks.contacts import Touch
from sightline.networks.groups import Group, find_groups
from sightline.networks.rules import read_group_rule

RULE = read_group_rule(date(2024, 7, 1))
BEGINS = date(2023, 3, 1)
STRANGERS = SimpleNamespace(are_other_households=lambda *_: True)
Met = tuple[int, str, str]


def touches(*met: Met, witness: str = "") -> list[Touch]:
    """Day, who and what: an adult's name has a capital, and so has an adult who is met."""
    made = []
    for number, (day, who, what) in enumerate(sorted(met)):
        on, kind = BEGINS + timedelta(days=day), "adult" if what[0].isupper() else "vehicle"
        piece = DatedFact(
            "police.csv", number, f"row {number}", "occurrence", on, record_id=f"r{number}", agency="police"
        )
        made.append(Touch(who, who[0].islower(), kind, what, on, (piece,), low=False, of_witness=what == witness))
    return made


def found(*met: Met, witness: str = "") -> list[Group]:
    return find_groups(touches=touches(*met, witness=witness), homes=STRANGERS, rule=RULE)  # type: ignore[arg-type]


THREE = [(day, who, what) for day, what in enumerate(("car", "van", "Dean")) for who in ("nell", "ivy", "beth")]


def test_three_things_that_touch_the_same_three_and_an_adult_make_a_group() -> None:
    (group,) = found(*THREE)
    assert (group.children, group.adults) == ({"nell", "ivy", "beth"}, {"Dean"})
    assert group.entities == {"car", "van", "Dean"}


@pytest.mark.parametrize("gone", ["car", "van", "Dean"])
def test_two_things_make_none(gone: str) -> None:
    assert found(*(one for one in THREE if one[2] != gone)) == []


def test_children_found_only_with_children_are_no_group() -> None:
    assert found(*((day, who, what.lower()) for day, who, what in THREE)) == []


@pytest.mark.parametrize("later", range(0, 61, 4))
def test_it_is_found_wherever_its_days_fall_on_the_calendar(later: int) -> None:
    """The last touch comes just within the days of the rule: no stretch may cut it off, nor what others did before."""
    spread = [
        (later + (RULE.within_days if who == "beth" and what == "Dean" else day), who, what) for day, who, what in THREE
    ]
    assert len(found(*spread)) == 1
    assert len(found((0, "somebody", "bus"), *spread)) == 1


def test_a_day_more_is_too_late() -> None:
    late = [(RULE.within_days + 3 if who == "beth" and what == "Dean" else day, who, what) for day, who, what in THREE]
    assert found(*late) == []


@pytest.mark.parametrize("children", [3, 8, 20, 60])
def test_more_children_make_it_no_less_of_a_group(children: int) -> None:
    many = [f"child {number}" for number in range(children)]
    (group,) = found(*((day, who, what) for day, what in enumerate(("car", "van", "Dean")) for who in many))
    assert group.children == set(many)


def test_a_thing_that_so_many_use_ties_nobody_by_itself() -> None:
    crowd = [f"child {number}" for number in range(RULE.most_people + 1)]
    assert found(*((day, who, what) for day, what in enumerate(("car", "van", "Dean")) for who in crowd)) == []
    (group,) = found(*THREE, *((2, who, "phone") for who in (*crowd, "nell", "ivy", "beth")))
    assert group.children == {"nell", "ivy", "beth"}
    assert group.entities == {"car", "van", "Dean", "phone"}


def test_things_along_a_chain_make_none() -> None:
    """Each shares one person with the next: that is a town, and no group."""
    chain = [("a", "b", "c"), ("c", "d", "e"), ("e", "f", "Dean"), ("Dean", "g", "h"), ("h", "i", "a")]
    met = [(day, who, f"car {day}") for day, some in enumerate(chain) for who in some]
    assert found(*met) == []


def test_the_car_of_who_told_of_it_makes_no_group_and_is_a_connection() -> None:
    assert found(*THREE, witness="car") == []
    (group,) = found(*THREE, *((5, who, "flat") for who in ("nell", "ivy", "beth")), witness="car")
    assert group.entities == {"van", "Dean", "flat"}


def test_the_same_in_several_stretches_is_one_with_all_that_it_had() -> None:
    again = [(day + 400, who, what) for day, who, what in THREE]
    later = [(day + 150, who.replace("beth", "una"), what) for day, who, what in THREE]
    (group,) = found(*THREE, *later, *again)
    assert group.children == {"nell", "ivy", "beth", "una"}
    assert len(group.touches) == len([*THREE, *later, *again])


def test_children_of_one_household_are_none() -> None:
    one_home = SimpleNamespace(are_other_households=lambda *_: False)
    assert find_groups(touches=touches(*THREE), homes=one_home, rule=RULE) == []  # type: ignore[arg-type]


def test_the_numbers_of_the_rule_are_asked() -> None:
    more = replace(RULE, entities=4)
    assert find_groups(touches=touches(*THREE), homes=STRANGERS, rule=more) == []  # type: ignore[arg-type]
