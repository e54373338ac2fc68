"""The map of areas: only what its reader may see, nothing fewer than three times, no protected address, no home's point.

Nell went missing three times from Mill End and was found in Quayside each time, Ivy twice from Mill End to Old Town.
Beth lives at a protected address in Far End: she went missing from it three times. Marked reports are restricted.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import BETH, IVY, NELL, RESTRICTED, build_group, stand
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.networks.selectors.area_counts import read_area_counts
from sightline.casework.networks.selectors.area_map import read_area_map
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = {"since": date(2023, 7, 1), "until": date(2024, 6, 30)}
HOME = ("1 Plain Home Row, Tarrowby", "ZZ4 1AA")
REFUGE = ("77 Planted Refuge Row, Tarrowby", "ZZ4 8RR")
PIER, MARKET = ("Pier Head, Tarrowby", "ZZ5 2BB"), ("Market Steps, Tarrowby", "ZZ5 3CC")
PLANTED = ("planted", "refuge", "zz4 8rr", "far end")
HOMES = ("plain home", "zz4 1aa")
POSTCODES = "postcode,area\nZZ4 1AA,Mill End\nZZ5 2BB,Quayside\nZZ48RR,Far End\nZZ4 9ZZ,Nowhere Known\n"
PLACES = 'place,postcode,east,north\n"Market Steps, Tarrowby",ZZ5 3CC,620500,930500\n'
AREAS = """{"type": "FeatureCollection", "features": [%s]}"""
SQUARE = (
    '{"type": "Feature", "properties": {"name": "%s"}, "geometry": {"type": "Polygon", "coordinates": '
    "[[[%d, %d], [%d, %d], [%d, %d], [%d, %d], [%d, %d]]]}}"
)
NAMES = ("Old Town", "Mill End", "Quayside", "Far End")


def square(number: int, name: str) -> str:
    west, south = 620_000 + 1000 * number, 930_000
    east, north = west + 1000, south + 1000
    return SQUARE % (name, west, south, east, south, east, north, west, north, west, south)


def missing(
    ref: str, month: int, who: tuple[str, str, str], home: tuple[str, str], found: tuple[str, str], **more: str
) -> dict[str, str]:
    day = f"0{int(ref[-1])}/{month:02}/2024"
    return {"layout": "police_missing", "Misper Ref": ref, "Surname": who[0], "Forenames": who[1], "DOB": who[2],
            "Home Address": home[0], "Home Postcode": home[1], "Missing From Date": day, "Missing From Time": "20:00",
            "Found Date": day, "Found Time": "23:50", "Found Location": found[0], "Found Postcode": found[1],
            "Entered On": day, **more}  # fmt: skip


ROWS = [
    *(missing(f"N{n}", n, NELL, HOME, PIER) for n in (1, 2, 3)),
    *(missing(f"I{n}", n, IVY, HOME, MARKET) for n in (1, 2)),
    *(missing(f"B{n}", n, BETH, REFUGE, PIER, **{"Sightline Marking": "PROTECTED ADDRESS"}) for n in (4, 5, 6)),
    missing("R1", 3, IVY, HOME, MARKET, **RESTRICTED),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    workspace = Workspace(tmp_path_factory.mktemp("areas") / "workspace")
    workspace.create()
    folder = workspace.root / "map"
    folder.mkdir()
    areas = ", ".join(square(number, name) for number, name in enumerate(NAMES))
    for name, text in (("areas.geojson", AREAS % areas), ("postcodes.csv", POSTCODES), ("places.csv", PLACES)):
        (folder / name).write_text(text, encoding="utf-8")
    return workspace, build_group(workspace, tmp_path_factory.mktemp("rows"), rows=ROWS)


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def test_an_arrow_is_of_three_episodes_or_more_that_its_reader_sees(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    for actor, journeys in (
        (nurse, [("Mill End", "Quayside", 3)]),
        (officer, [("Mill End", "Old Town", 3), ("Mill End", "Quayside", 3)]),
    ):
        read = read_area_map(session_of(actor), **YEAR)
        assert read is not None
        assert [(one.origin, one.to, one.episodes) for one in read.journeys] == journeys
        found = {area.name: area.found for area in read.areas}
        assert found == {
            "Old Town": 0 if actor is nurse else 3,
            "Mill End": 0,
            "Quayside": 3 if actor is nurse else 6,
            "Far End": 0,
        }
        assert (read.episodes, read.has_few) == ((5, True) if actor is nurse else (9, False))
    (one,) = [month for month in read.months if month.month == "2024-01"]
    assert (one.episodes, one.areas, one.no_area) == (2, (), 2), "one in each of two areas: the month tells neither"
    few = read_area_map(session_of(nurse), **YEAR)
    assert few is not None and few.no_area == 2, "in Old Town, where two ended: with those that are not known"
    assert not [month for month in few.months if month.areas], "no month tells of a hidden number"


def test_a_month_alone_and_a_number_under_three_are_not_told_by_area(snapshot: Snapshot, nurse: Actor) -> None:
    page = client_of(nurse).get(reverse("networks_map"), {"until": "2024-06", "nth": "7"}).content.decode()
    assert "January 2024" in page and "2 missing episodes of 2 children" in page
    assert "No two areas have 3 episodes or more between them." in page and page.count("under 3") > 1
    whole = client_of(nurse).get(reverse("networks_map"), {"until": "2024-06"}).content.decode()
    assert (
        "Mill End</td>" in whole
        and "3 found" in whole
        and "Pairs of areas with fewer than 3 episodes are not shown." in whole
    )
    odd = client_of(nurse).get(reverse("networks_map"), {"until": "2024-06", "nth": "99"}).content.decode()
    assert "Twelve months to June 2024" in whole and "Twelve months to June 2024" in odd


def test_a_protected_address_is_in_no_area_and_a_home_is_no_point(snapshot: Snapshot, officer: Actor) -> None:
    """Both stand in the reports that the map is counted from: they are kept from it, not missing."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    held = str(engine.query("SELECT original FROM source_row").to_pylist()).lower()
    engine.close()
    assert "protected address" in held and "plain home row" in held
    read = read_area_map(session_of(officer), **YEAR)
    assert read is not None and (read.no_origin, read.no_area) == (3, 0)
    client = client_of(officer)
    for query in ({"until": "2024-06"}, {"until": "2024-06", "every": "1"}, {"until": "2024-06", "nth": "11"}):
        for name in ("networks_map", "networks_map_svg"):
            said = client.get(reverse(name), query).content.decode().lower().replace(">far end<", "><")
            assert [word for word in (*PLANTED, *HOMES) if word in said] == [], (name, query)


def test_episodes_without_a_known_area_are_drawn_beside_the_map_and_counted_in_its_tables(
    snapshot: Snapshot, officer: Actor
) -> None:
    drawn = (
        client_of(officer)
        .post(reverse("networks_map_svg", query={"until": "2024-06"}), {"purpose": "case"})
        .content.decode()
    )
    assert "Not on the map, of the 9 episodes" in drawn and "3: no known home area, so no arrow" in drawn
    assert "not known where found" not in drawn


def test_a_map_calls_the_home_area_on_the_report_what_it_is_and_not_where_a_child_went_missing_from(
    snapshot: Snapshot, officer: Actor
) -> None:
    for name in ("networks_map", "networks_map_svg"):
        where, client = reverse(name, query={"until": "2024-06"}), client_of(officer)
        answer = client.post(where, {"purpose": "case"}) if name.endswith("svg") else client.get(where)
        said = answer.content.decode()
        assert "ome area on the police report" in said and "issing from" not in said, name


HOUSE, YARD = ("7 Quay Lane, Tarrowby", "ZZ4 1AB"), ("Tarrowby Bus Station, Pier Road, Tarrowby", "ZZ5 2BB")


def test_a_home_is_a_point_on_no_map_and_named_in_no_table_of_a_map(
    tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch, officer: Actor
) -> None:
    """Three children were found at a house and at a bus station: both are places of repeated concern."""
    workspace = Workspace(tmp_path / "workspace")
    workspace.create()
    folder = workspace.root / "map"
    folder.mkdir()
    found = [missing(f"{letter}{n}", n, who, (f"{n} Plain Home Row, Tarrowby", "ZZ4 1AA"), at) for letter, at in (("H", HOUSE), ("Y", YARD))
             for n, who in enumerate((NELL, IVY, BETH), start=1)]  # fmt: skip
    places = f'place,postcode,east,north\n"{HOUSE[0]}",{HOUSE[1]},620500,930500\n"{YARD[0]}",{YARD[1]},621500,930500\n'
    postcodes = f"{POSTCODES}ZZ4 1AB,Old Town\n"
    areas = ", ".join(square(number, name) for number, name in enumerate(NAMES))
    for name, text in (("areas.geojson", AREAS % areas), ("postcodes.csv", postcodes), ("places.csv", places)):
        (folder / name).write_text(text, encoding="utf-8")
    stand((workspace, build_group(workspace, tmp_path, rows=found)), settings, monkeypatch)
    read = read_area_map(session_of(officer), **YEAR)
    assert read is not None and [node.label for node, _ in read.concern] == [", ".join(YARD)] and read.homes == 1
    client = client_of(officer)
    for name in ("networks_map", "networks_map_svg", "networks_months", "networks_months_file"):
        for query in ({"until": "2024-06"}, {"until": "2024-06", "every": "1"}):
            where = reverse(name, query=query)
            answer = client.post(where, {"purpose": "case"}) if name.endswith(("svg", "file")) else client.get(where)
            said = answer.content.decode().casefold()
            assert answer.status_code == 200
            assert [word for word in ("quay lane", "zz4 1ab", *HOMES) if word in said] == [], (name, query)
    page = client.get(reverse("networks_map"), {"until": "2024-06"}).content.decode()
    assert "Tarrowby Bus Station" in page and "1 place of repeated concern is a home, house or flat." in page


def test_the_file_is_small_and_says_what_it_is_and_what_is_wrong_with_the_map(
    snapshot: Snapshot, officer: Actor
) -> None:
    answer = client_of(officer).post(reverse("networks_map_svg", query={"until": "2024-06"}), {"purpose": "case"})
    drawn = answer.content.decode()
    assert len(answer.content) < 150_000 and "href" not in drawn
    assert "A lead to check, not evidence. A place is not a suspect." in drawn and "Up to date to 1 July 2024" in drawn
    page = client_of(officer).get(reverse("networks_map")).content.decode()
    assert "map/postcodes.csv" in page and "1 of its areas are not in map/areas.geojson" in page


def test_who_sees_counts_only_has_areas_with_few_hidden_and_no_place_and_no_restricted_record(
    snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nell and Beth were found in Quayside, Ivy in Old Town. Beth's reports are restricted: they are not counted."""
    executive = person("executive", Role.PARTNERSHIP_EXECUTIVE, "partnership")
    assert client_of(executive).get(reverse("networks_map")).status_code == 403
    client = client_of(executive)
    monkeypatch.setattr("sightline.casework.core.clock.today", lambda: date(2024, 7, 2))
    page = client.get(reverse("area_counts")).content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")]
    assert table.count("under 5") == 2 and "about" not in table and "Restricted records are not counted" in page
    for few, counted in ((1, {"Old Town": 5, "Quayside": 5}), (2, {"Old Town": None, "Quayside": None})):
        monkeypatch.setattr("sightline.casework.networks.selectors.area_counts.FEWEST_SHOWN", few)
        monkeypatch.setattr(
            "sightline.casework.networks.selectors.area_counts.to_five", lambda number: 5 if number else 0
        )
        read = read_area_counts(session_of(executive))
        assert read is not None
        assert {one.name: one.now for one in read.areas} == {"Mill End": 0, "Far End": 0} | counted
        with monkeypatch.context() as half_a_year_later:
            half_a_year_later.setattr("sightline.casework.core.clock.today", lambda: date(2025, 1, 2))
            later = read_area_counts(session_of(executive))
        assert later is not None and {one.now for one in later.areas} == {0}
        assert [one.before for one in later.areas] == [one.now for one in read.areas]
    for said in (page, client.get(reverse("area_counts_file")).content.decode()):
        assert [
            word
            for word in (*PLANTED[:3], *HOMES, "pier head", "market steps", 'href="/networks/')
            if word in said.lower()
        ] == []
