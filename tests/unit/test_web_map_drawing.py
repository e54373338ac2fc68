"""The map of places as drawn: nothing lies on anything, everything is in the box, and no mark is larger than another."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from support.picture_laws import check_picture

from sightline.casework.networks.pages.maps import AreaOnMap, BaseOnMap, MappedPlace, PlacesMap
from sightline.casework.people.pages.nodes import Node
from sightline.web.networks.map_drawing import MARKER_HEIGHT, MARKER_WIDTH, PlacesDrawing, draw_places

DAY = date(2024, 3, 1)
metres = st.integers(0, 700_000)
SQUARE = ((430_000.0, 250_000.0), (440_000.0, 250_000.0), (440_000.0, 260_000.0), (430_000.0, 250_000.0))


def place(number: int, at: tuple[float, float] | None) -> MappedPlace:
    return MappedPlace(Node("place", f"{number:020}", f"Place {number}, 3 Mill Lane"), 1, 1, DAY, DAY, at)


def drawn(read: PlacesMap) -> PlacesDrawing:
    drawing = draw_places(read, title="Places on children’s records", sentences=("Words.",))
    assert drawing is not None
    return drawing


def test_without_a_spot_or_an_outline_nothing_is_drawn() -> None:
    assert draw_places(PlacesMap((place(1, None),), has_places=True), title="Places", sentences=()) is None


def test_north_is_up_and_numbers_are_those_of_the_table() -> None:
    drawing = drawn(PlacesMap((place(1, (430_000, 250_000)), place(2, None), place(3, (430_000, 259_000)))))
    south, north = drawing.markers
    assert (south.text, north.text) == ("1", "3")
    assert north.y < south.y and north.x == south.x
    assert north.title == "3: Place 3, 3 Mill Lane" and north.url.endswith(f"{3:020}/")
    assert "Place 3" in drawing.picture.as_file and "Mill Lane" not in drawing.picture.as_file


def test_places_that_are_near_have_marks_of_their_own_with_a_line_and_share_one_only_without_room() -> None:
    near = [place(n, (430_000 + n, 250_000)) for n in range(1, 4)]
    apart = drawn(PlacesMap((*near, place(4, (430_000, 259_000)))))
    assert [mark.text for mark in apart.markers] == ["1", "2", "3", "4"] and apart.shown_with == (0, 0, 0, 0)
    assert "a line leads to where the place is" in apart.picture.as_file
    crowd = drawn(PlacesMap(tuple(place(n, (430_000 + n, 250_000)) for n in range(1, 100))))
    shared = next(mark for mark in crowd.markers if len(mark.places) > 1)
    assert shared.text == f"{shared.places[0][0]}+" and shared.url == f"#place-{shared.places[0][0]}"
    assert crowd.shown_with[shared.places[1][0] - 1] == shared.places[0][0]
    check_picture(crowd.picture)


def test_it_has_the_streets_and_areas_of_the_partnership_and_a_name_only_where_there_is_room() -> None:
    areas = (AreaOnMap("Quayside", (SQUARE,), (436_000.0, 253_000.0)),)
    base = (BaseOnMap("river", ((430_000.0, 251_000.0), (440_000.0, 252_000.0))),)
    read = PlacesMap((place(1, (431_000, 251_000)),), areas=areas, base=base, as_at=date(2024, 7, 1))
    picture = drawn(read).picture
    check_picture(picture)
    assert "Quayside" in picture.as_file and "Up to date to 1 July 2024" in picture.as_file


@given(st.lists(st.tuples(metres, metres), min_size=1, max_size=30), st.lists(st.tuples(metres, metres), max_size=9))
def test_no_mark_lies_on_another_and_every_place_is_on_one(
    spots: list[tuple[int, int]], line: list[tuple[int, int]]
) -> None:
    outlines = (tuple((float(east), float(north)) for east, north in line),)
    drawing = drawn(PlacesMap(tuple(place(n, spot) for n, spot in enumerate(spots)), outlines))
    check_picture(drawing.picture)
    for number, mark in enumerate(drawing.markers):
        for other in drawing.markers[:number]:
            assert abs(mark.x - other.x) >= MARKER_WIDTH or abs(mark.y - other.y) >= MARKER_HEIGHT
    assert sorted(number for mark in drawing.markers for number, _ in mark.places) == list(range(1, len(spots) + 1))
