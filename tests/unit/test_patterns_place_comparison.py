"""A place beside others of its type: the arithmetic against drawn places, and of which type a name is."""

import numpy as np
import pytest
from scipy.stats import poisson

from sightline.patterns import PlaceCount, compare, read_place_types

TYPES = read_place_types()


def alike(*, places: int, people: int, children: int) -> list[PlaceCount]:
    return [PlaceCount(people, children)] * places


def test_of_many_places_that_are_alike_it_is_what_poisson_says() -> None:
    others = alike(places=400, people=50, children=1)
    found = compare(here=PlaceCount(100, 6), others=others, types=TYPES)
    assert found.expected == pytest.approx(2.0, rel=0.01)
    assert found.chance == pytest.approx(float(poisson.sf(5, 2)), rel=0.1)
    assert found.places == 400


def test_more_people_is_more_expected_and_more_children_is_rarer() -> None:
    others = [PlaceCount(40, 1), PlaceCount(80, 2), PlaceCount(25, 0), PlaceCount(60, 3)]
    by_people = [compare(here=PlaceCount(people, 4), others=others, types=TYPES) for people in (5, 20, 80, 320)]
    expected = [one.expected or 0 for one in by_people]
    chances = [one.chance or 0 for one in by_people]
    assert expected == sorted(expected) and chances == sorted(chances)
    by_children = [
        compare(here=PlaceCount(20, children), others=others, types=TYPES).chance or 0 for children in range(9)
    ]
    assert by_children == sorted(by_children, reverse=True) and by_children[0] == 1


def test_places_that_differ_among_themselves_make_less_of_one_that_differs() -> None:
    even = [PlaceCount(50, 2)] * 20
    uneven = [PlaceCount(50, 0)] * 16 + [PlaceCount(50, 10)] * 4
    here = PlaceCount(50, 9)
    at_even, at_uneven = (compare(here=here, others=others, types=TYPES) for others in (even, uneven))
    assert at_even.expected == pytest.approx(at_uneven.expected)
    assert (at_even.chance or 1) < TYPES.rare < (at_uneven.chance or 0)


def test_where_the_others_have_none_one_child_is_not_yet_more() -> None:
    found = compare(here=PlaceCount(10, 1), others=alike(places=5, people=10, children=0), types=TYPES)
    assert found.expected == pytest.approx(0.1) and (found.chance or 0) > TYPES.rare


@pytest.mark.parametrize("others", [alike(places=2, people=500, children=3), alike(places=9, people=3, children=1), []])
def test_too_few_to_compare_with_is_said_and_nothing_is_made_up(others: list[PlaceCount]) -> None:
    found = compare(here=PlaceCount(30, 5), others=others, types=TYPES)
    assert found.expected is None and found.chance is None


@pytest.mark.parametrize("differ", [0.0, 1.0])
def test_among_places_that_are_alike_few_are_called_rare(differ: float) -> None:
    """Drawn from one rate, and from rates that differ: of places without anything of their own, about one in a hundred."""
    chance = np.random.default_rng(20261126)
    rare = drawn = 0
    for _ in range(60):
        people = chance.integers(5, 200, 40)
        rates = 0.03 * (chance.gamma(1 / differ, differ, 40) if differ else np.ones(40))
        children = chance.poisson(people * rates)
        places = [PlaceCount(int(n), int(c)) for n, c in zip(people, children, strict=True)]
        for number in range(0, 40, 4):
            others = places[:number] + places[number + 1 :]
            found = compare(here=places[number], others=others, types=TYPES)
            rare += found.chance is not None and found.chance < TYPES.rare
            drawn += 1
    assert rare / drawn < 3 * TYPES.rare


@pytest.mark.parametrize(
    ("written", "of_type"),
    [
        ("Brightsave Superstore, Tarrowby Retail Park", "premises"),
        ("Station Car Park, Tarrowby", "transport"),
        ("Millpond Park, Tarrowby", "open"),
        ("Wexholme Recreation Ground", "open"),
        ("Ellmarsh Gorse Youth Club", "youth"),
        ("Gull Hotel, Tarrowby", "setting"),
        ("Umber Ladle, 1 Dovecote Court, Tarrowby", "premises"),
        ("7 Park Road, Tarrowby", "house"),
        ("Flat 5, 11 Vetch Dr, Corvale", "house"),
    ],
)
def test_a_type_is_read_from_a_name(written: str, of_type: str) -> None:
    assert TYPES.type_of(written) == of_type
    assert of_type in TYPES.labels


def test_a_register_and_a_setting_count_before_a_number() -> None:
    assert TYPES.type_of("12 High Street, Tarrowby", is_licensed=True) == "premises"
    assert TYPES.type_of("12 High Street, Tarrowby", is_setting=True) == "setting"
