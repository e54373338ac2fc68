"""The map as drawn: nothing lies on anything, everything is in the box, and no mark is larger than another."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sightline.casework.networks.map_pages import MappedPlace, PlacesMap
from sightline.casework.people.nodes import Node
from sightline.web.networks.map_drawing import MARK_HEIGHT, MARK_WIDTH, MOST_HEIGHT, WIDTH, draw_map

DAY = date(2024, 3, 1)
metres = st.integers(0, 700_000)


def place(number: int, at: tuple[float, float] | None) -> MappedPlace:
    return MappedPlace(Node("place", f"{number:020}", f"Place {number}"), 1, 1, DAY, DAY, at)


def test_without_a_spot_or_an_outline_nothing_is_drawn() -> None:
    assert draw_map(PlacesMap((place(1, None),), has_places=True)) is None


def test_north_is_up_and_numbers_are_those_of_the_table() -> None:
    read = PlacesMap((place(1, (430_000, 250_000)), place(2, None), place(3, (430_000, 259_000))))
    drawing = draw_map(read)
    assert drawing is not None
    south, north = drawing.marks
    assert (south.text, north.text) == ("1", "3")
    assert north.y < south.y and north.x == south.x
    assert north.title == "3: Place 3" and north.url.endswith(f"{3:020}/")


def test_places_that_are_near_share_one_mark() -> None:
    read = PlacesMap((place(1, (430_000, 250_000)), place(2, (430_010, 250_000)), place(3, (430_000, 259_000))))
    drawing = draw_map(read)
    assert drawing is not None
    assert [mark.text for mark in drawing.marks] == ["1+", "3"]
    assert drawing.shown_with == (0, 1, 0)
    assert drawing.marks[0].url == "#place-1" and "2: Place 2" in drawing.marks[0].title


@given(st.lists(st.tuples(metres, metres), min_size=1, max_size=30), st.lists(st.tuples(metres, metres), max_size=9))
def test_no_mark_lies_on_another_and_all_is_in_the_box(
    spots: list[tuple[int, int]], line: list[tuple[int, int]]
) -> None:
    outlines = (tuple((float(east), float(north)) for east, north in line),)
    drawing = draw_map(PlacesMap(tuple(place(n, spot) for n, spot in enumerate(spots)), outlines))
    assert drawing is not None and drawing.height <= MOST_HEIGHT
    for number, mark in enumerate(drawing.marks):
        assert MARK_WIDTH / 2 <= mark.x <= WIDTH - MARK_WIDTH / 2
        assert MARK_HEIGHT / 2 <= mark.y <= drawing.height - MARK_HEIGHT / 2
        for other in drawing.marks[:number]:
            assert abs(mark.x - other.x) >= MARK_WIDTH or abs(mark.y - other.y) >= MARK_HEIGHT
    assert sum(mark.title.count("Place ") for mark in drawing.marks) == len(spots)
