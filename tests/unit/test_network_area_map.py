"""Areas of a map: read as a partnership writes them, with a middle that is inside; drawn with no label on another."""

import json
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from support.picture_laws import check_picture

from sightline.casework.networks.pages.maps import (
    AreaCount,
    AreaCounts,
    AreaMap,
    AreaOnMap,
    BaseOnMap,
    Journey,
    MonthOnMap,
)
from sightline.casework.networks.selectors.area_counts import HALF_YEAR, MOST_BACK, begin_half_year
from sightline.invented.area import TOWNS, home, takeaway
from sightline.invented.mapping import write_map
from sightline.model.calendar import add_months
from sightline.networks import Spot, fold_postcode, read_areas, read_spots
from sightline.pictures.frame import MARGIN, WIDE
from sightline.pictures.palette import ENOUGH, INK, PAPER, contrast
from sightline.web.networks.area_drawing import MAIN, draw_areas
from sightline.web.networks.area_shades import CHILDREN, EPISODES, Shading
from sightline.web.networks.count_map_views import draw_counts
from sightline.web.networks.map_views import most_often


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("root")
    write_map(places=[takeaway(number) for number in range(200)], seed=3, folder=folder / "map")
    return folder


def test_every_invented_home_is_in_an_area_of_its_town_and_in_no_list_of_places(root: Path) -> None:
    files = read_areas(root)
    assert files.problems == () and {area.name for area in files.areas} > set(TOWNS)
    for number in range(0, 300_000, 9_973):
        place = home(number)
        area = files.by_postcode[fold_postcode(place.postcode)]
        assert area in place.text
    assert not any(one.place.startswith("Flat") for one in read_spots(root / "map" / "places.csv").spots)


def test_a_spot_is_in_the_area_of_its_postcode_and_a_middle_in_its_own(root: Path) -> None:
    files = read_areas(root)
    for one in read_spots(root / "map" / "places.csv").spots:
        assert files.area_at(one.spot) == files.by_postcode[fold_postcode(one.postcode)]
    assert [files.area_at(area.middle) for area in files.areas] == [area.name for area in files.areas]
    assert files.area_at(Spot(1.0, 2.0)) == ""


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("areas.geojson", "{", "not GeoJSON whose features have a name"),
        (
            "areas.geojson",
            json.dumps({"features": [{"type": "Feature", "properties": {}, "geometry": None}]}),
            "a name",
        ),
        ("base.geojson", "[]", "not GeoJSON whose features have a kind"),
        ("postcodes.csv", "postcode,area\n", ""),
        ("postcodes.csv", "code,place\nZZ1,A\n", "not CSV with the headings"),
    ],
)
def test_a_file_that_is_wrong_is_told_and_the_others_stand(tmp_path: Path, name: str, text: str, words: str) -> None:
    write_map(places=[], seed=3, folder=tmp_path / "map")
    (tmp_path / "map" / name).write_text(text, encoding="utf-8")
    files = read_areas(tmp_path)
    assert bool(files.problems) == bool(words)
    assert all(words in str(problem) and f"map/{name}" in str(problem) for problem in files.problems[:1])
    assert bool(files.areas) == (name != "areas.geojson")


def test_degrees_are_refused(tmp_path: Path) -> None:
    write_map(places=[], seed=3, folder=tmp_path / "map")
    ring = [[-1.1, 53.2], [-1.0, 53.2], [-1.0, 53.3], [-1.1, 53.2]]
    feature = {"type": "Feature", "properties": {"name": "A"}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (tmp_path / "map" / "areas.geojson").write_text(json.dumps({"features": [feature]}), encoding="utf-8")
    (problem, *_) = read_areas(tmp_path).problems
    assert "not metres" in str(problem)


def test_no_label_of_the_map_lies_on_another_and_all_stand_within(root: Path) -> None:
    files = read_areas(root)
    names = [area.name for area in files.areas]
    areas = tuple(
        AreaOnMap(area.name, tuple(tuple((s.east, s.north) for s in ring) for ring in area.rings),
                  (area.middle.east, area.middle.north), (None, 0, 3, 7, 15)[n % 5], n % 3)
        for n, area in enumerate(files.areas)
    )  # fmt: skip
    base = tuple(BaseOnMap(one.kind, tuple((s.east, s.north) for s in one.ring)) for one in files.base)
    journeys = tuple(Journey(names[n], names[(n * 7 + 3) % 12], 3 + 4 * n) for n in range(6))
    months = tuple(MonthOnMap(f"2025-{n:02}", 9 + n, ((names[n - 1], (3, 7, 15)[n % 3]),), n) for n in range(1, 13))
    read = AreaMap(areas, base, journeys, months, (), 40, 9, True, 0, 2, date(2025, 12, 31))
    chart = draw_areas(
        read, title="From the home area on the police report to where children were found", sentences=("Words.",)
    )
    check_picture(chart)
    assert (
        chart.canvas.height > MAIN[1]
        and "2: not known where found, or in an area with under 3" in chart.as_file
        and "Not on the map, of the 40 episodes" in chart.as_file
    )
    assert chart.as_file.count("not on the map<") == 12
    assert ">1 place of concern<" in chart.as_file and ">2 places of concern<" in chart.as_file
    assert chart.as_file == draw_areas(read, title=chart.title, sentences=("Words.",)).as_file


def squares(*ways: tuple[str, str, int]) -> AreaMap:
    """Three areas side by side, and from where to where children went."""
    areas = tuple(
        AreaOnMap(name, ((((n * 1000.0), 0.0), (n * 1000.0 + 1000, 0.0), (n * 1000.0 + 1000, 1000.0), (n * 1000.0, 1000.0)),),
                  (n * 1000.0 + 500, 500.0), 7)
        for n, name in enumerate(("Old Town", "Quayside", "Mill End"))
    )  # fmt: skip
    journeys = tuple(Journey(*one) for one in ways)
    return AreaMap(areas, (), journeys, (), (), 40, 9, True, 0, 0, date(2025, 12, 31))


def test_an_area_in_which_children_stayed_has_a_loop_and_the_key_shows_each_mark_that_is_drawn() -> None:
    both = draw_areas(squares(("Old Town", "Old Town", 9), ("Mill End", "Quayside", 4)), title="T", sentences=())
    check_picture(both)
    said = [word for _mark, word in both.canvas.key]
    assert "from the home area on the police report to where found (3 or more)" in said
    assert "found in the home area on the police report (3 or more)" in said
    heads = re.findall(r"<polygon [^>]*>", both.as_file)
    assert len(heads) == 2 + 2, "each mark has a head, and so has each in the key"
    assert len(re.findall(r'd="M[-\d. ]+A18 18 0 1 1 ', both.as_file)) == 2, "a loop, and the pale edge below it"
    assert ">9<" in both.as_file and ">4<" in both.as_file
    only = draw_areas(squares(("Old Town", "Old Town", 9)), title="T", sentences=())
    check_picture(only)
    assert [word for _mark, word in only.canvas.key if "home area" in word] == [
        "found in the home area on the police report (3 or more)"
    ]


def test_the_map_says_its_finding_in_words_also_of_those_who_stayed_in_one_area() -> None:
    """A mark of a few units is soon overlooked, so words say too that most did not leave their area."""
    ways = [
        ("Mill End", "Quayside", 4),
        ("Old Town", "Old Town", 9),
        ("Far End", "Quayside", 3),
        ("Far End", "Mill End", 5),
    ]
    read = AreaMap((), (), tuple(Journey(*one) for one in ways), (), (), 40, 9, True, 0, 2, date(2025, 12, 31))
    assert most_often(read) == (
        "Most often, by home area: within Old Town (9), from Far End to Mill End (5), from Mill End to Quayside (4). "
    )
    assert most_often(replace(read, journeys=())) == ""


def test_the_map_of_counts_says_its_numbers_and_those_before_and_hides_few(root: Path) -> None:
    files, numbers = read_areas(root), (None, 0, 5, 15, 40)
    areas = tuple(
        AreaCount(area.name, tuple(tuple((s.east, s.north) for s in ring) for ring in area.rings),
                  (area.middle.east, area.middle.north), numbers[n % 5], numbers[(n + 1) % 5])
        for n, area in enumerate(files.areas)
    )  # fmt: skip
    chart = draw_counts(AreaCounts(areas, (), 45, date(2025, 12, 31), date(2025, 7, 1), date(2025, 12, 31)))
    check_picture(chart)
    assert "July 2025 to December 2025" in chart.title and "about 45 in all" in chart.finding
    said = {row[0].text: [cell.text for cell in row[1:]] for row in chart.table.rows}
    assert said[files.areas[0].name] == ["under 5", "none"] and said[files.areas[3].name] == ["about 15", "about 40"]
    drawn = [label.box.what for label in chart.canvas.labels]
    assert drawn.count("about 40") == 2 and not any("home area" in one for one in drawn)


def test_a_map_without_small_maps_is_as_wide_as_its_sheet(root: Path) -> None:
    files = read_areas(root)
    areas = tuple(
        AreaCount(one.name, tuple(tuple((s.east, s.north) for s in ring) for ring in one.rings),
                  (one.middle.east, one.middle.north), 5, 5)
        for one in files.areas
    )  # fmt: skip
    chart = draw_counts(AreaCounts(areas, (), 45, date(2025, 12, 31), date(2025, 7, 1), date(2025, 12, 31)))
    assert f'width="{WIDE - 2 * MARGIN}"' in chart.as_file


def test_half_years_are_whole_and_share_no_day() -> None:
    for today in (date(2026, 6, 30), date(2026, 7, 1), date(2026, 12, 31), date(2027, 1, 1)):
        begins = [begin_half_year(today, back) for back in range(MOST_BACK + 2)]
        assert add_months(begins[0], HALF_YEAR) <= today, "it is over"
        assert all(add_months(one, -HALF_YEAR) == before for one, before in pairwise(begins[:-1]))
        assert begins[-1] == begins[-2], "and no window is older than those that are offered"
        assert {one.month for one in begins} <= {1, 7} and {one.day for one in begins} == {1}


def test_a_number_under_three_has_no_shade() -> None:
    assert [EPISODES.shade_of(found) for found in (None, 0)] == ["#ffffff", "#ffffff"]
    assert len({EPISODES.shade_of(found) for found in (0, 3, 5, 10)}) == 4


@pytest.mark.parametrize("shading", [EPISODES, CHILDREN])
def test_shades_are_told_apart_in_grey_and_their_numbers_can_be_read_on_them(shading: Shading) -> None:
    shades = [PAPER, *(shade for _, shade, _ in reversed(shading.classes))]
    assert all(contrast(one, other) > 1.15 for one, other in pairwise(shades))
    assert all(contrast(INK, shade) > ENOUGH for shade in shades)


def test_few_and_none_have_their_words() -> None:
    assert [EPISODES.in_words(found) for found in (None, 0, 3)] == ["under 3", "", "3 found"]
