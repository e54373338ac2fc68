"""The map of places for two readers, one of whom sees no restricted record of police; and for a chosen month."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support.audited import acts_named
from support.climbing import person, set_clock
from support.grouped import ROWS_AT_PREMISES, build_group, build_in, serve_group, thing_of
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Account
from sightline.casework.networks.selectors.maps import find_spots, map_places
from sightline.model.nouns import Role
from sightline.networks.map_places import Spot, WrittenSpot
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
YEAR = {"since": date(2023, 7, 1), "until": date(2024, 6, 30)}
PLACES = """place,postcode,east,north
"Quay Grill, 7 Quay Ln, Tarrowby",ZZ4 1AB,620100,930100
,ZZ4 9QQ,623000,934000
"Salt Grill, 9 Salt Row, Tarrowby",,618000,928000
"1 Nobody's Lane, Tarrowby",ZZ4 3CC,617000,927000
Broken,,here,there
"""
OUTLINE = (
    """{"type": "Polygon", "coordinates": [[[615000, 925000], [625000, 925000], [620000, 936000], [615000, 925000]]]}"""
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    """The group, whose places are no homes here: a home is on no map."""
    return build_in(
        tmp_path_factory.mktemp("map"), lambda workspace, rows: build_group(workspace, rows, rows=ROWS_AT_PREMISES)
    )


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Snapshot]:
    workspace, made = built
    settings.SIGHTLINE_WORKSPACE = workspace.root
    (workspace.root / "map").mkdir(exist_ok=True)
    (workspace.root / "map" / "places.csv").write_text(PLACES, encoding="utf-8")
    (workspace.root / "map" / "boundaries.geojson").write_text(OUTLINE, encoding="utf-8")
    serve_group(made)
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    yield made


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def read(actor: Actor, **query: str) -> str:
    client = Client()
    client.force_login(Account.objects.get(username=actor.reader.username))
    answer = client.get(reverse("networks_months"), {"until": "2024-06", **query})
    assert answer.status_code == 200
    return str(answer.content.decode())


def marks(page: str) -> list[str]:
    return re.findall(r'aria-label="(\d.*?)"', page.partition('<div id="place-map"')[2])


def test_two_readers_see_each_their_own_counts_on_one_map(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    flat = thing_of(snapshot, "place", "Quay Grill")
    told = {}
    for actor in (officer, nurse):
        (one,) = [one for one in map_places(session_of(actor), **YEAR).places if one.node.node_id == flat]
        told[actor.reader.username] = (one.children, one.records, one.first_on, one.last_on, one.at)
    assert told == {
        "officer": (3, 4, date(2024, 2, 1), date(2024, 4, 10), (620100.0, 930100.0)),
        "nurse": (2, 3, date(2024, 2, 1), date(2024, 4, 10), (620100.0, 930100.0)),
    }


def test_in_days_of_which_only_a_restricted_record_tells_the_place_is_not_there(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    flat = thing_of(snapshot, "place", "Quay Grill")
    march = {"since": date(2024, 3, 1), "until": date(2024, 3, 31)}
    for actor in (officer, nurse):
        (only,) = map_places(session_of(actor), **march).places
        assert (only.node.node_id, only.children, only.records) == (flat, 1, 1)
    days = {"since": date(2024, 4, 1), "until": date(2024, 4, 5)}
    assert [one.node.node_id for one in map_places(session_of(officer), **days).places] == [flat]
    assert map_places(session_of(nurse), **days).places == ()


def test_the_page_shows_the_month_that_was_chosen(snapshot: Snapshot, nurse: Actor) -> None:
    every, may, none = read(nurse), read(nurse, nth="11"), read(nurse, nth="7")
    assert sorted(title.partition(": ")[2] for title in marks(every)) == [
        "Mill Garage, 3 Mill Yard, Tarrowby, ZZ4 9QQ", "Quay Grill, 7 Quay Lane, Tarrowby, ZZ4 1AB", "Salt Grill, 9 Salt Row, Tarrowby, ZZ4 2WW",
    ]  # fmt: skip
    assert [title.partition(": ")[2] for title in marks(may)] and not any("Quay" in title for title in marks(may))
    assert ">May 2024</h3>" in may and "gives a place in this month" in none and "<svg viewBox" not in none
    later = read(nurse, until="2026-06")
    assert not marks(later) and sorted(marks(read(nurse, until="2026-06", every="1"))) == sorted(marks(every))
    assert "Twelve months to June 2024</h3>" in read(nurse, nth="nonsense")


def test_every_number_on_the_map_is_that_of_its_line(snapshot: Snapshot, officer: Actor) -> None:
    page = read(officer)
    lines = dict(re.findall(r'id="place-(\d+)">.*?<a class="govuk-link" href="[^"]*">(.*?)</a>', page, re.DOTALL))
    assert len(marks(page)) == 3
    for title in marks(page):
        number, _, label = title.partition(": ")
        assert lines[number] == label


def test_what_has_no_spot_and_what_cannot_be_read_is_said(
    snapshot: Snapshot, built: tuple[Workspace, Snapshot], nurse: Actor
) -> None:
    rows = [row for row in PLACES.splitlines() if "Salt Row" not in row]
    (built[0].root / "map" / "places.csv").write_text("\n".join(rows), encoding="utf-8")
    page = read(nurse)
    assert "1 place has no known position on the map" in page and "Salt Row" in page and len(marks(page)) == 2
    assert "map/places.csv, row 5" in page and "Broken" not in page
    assert "Nobody" not in page
    assert acts_named("map_places")


def test_without_a_file_the_page_says_that_there_is_no_map(
    snapshot: Snapshot, built: tuple[Workspace, Snapshot], nurse: Actor
) -> None:
    for path in (built[0].root / "map").iterdir():
        path.unlink()
    page = read(nurse)
    assert "There is no map yet" in page and "<svg viewBox" not in page and "7 Quay Lane" in page


def test_a_spot_is_of_one_place_alone() -> None:
    here, there = Spot(620_000, 930_000), Spot(621_000, 931_000)
    written = [WrittenSpot("Mill Park", "ZZ1 1AA", here, 2), WrittenSpot("Mill Park", "ZZ2 2AA", there, 3),
               WrittenSpot("Gull Hotel", "ZZ3 3AA", here, 4), WrittenSpot("", "ZZ4 4AA", there, 5)]  # fmt: skip
    labels = {"with": "Mill Park, ZZ2 2AA", "without": "Mill Park", "elsewhere": "Gull Hotel, ZZ9 9ZZ",
              "unsaid": "Gull Hotel", "postcode": "Old Barn, ZZ4 4AA", "unknown": "Old Barn"}  # fmt: skip
    assert find_spots(written, labels) == {"with": there, "unsaid": here, "postcode": there}


def test_the_file_has_the_marks_that_its_reader_sees_and_no_address_of_a_page(snapshot: Snapshot, nurse: Actor) -> None:
    client = Client()
    client.force_login(Account.objects.get(username=nurse.reader.username))
    answer = client.post(reverse("networks_months_file", query={"until": "2024-06", "nth": "11"}), {"purpose": "case"})
    drawn = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml" and "href" not in drawn and len(answer.content) < 150_000
    assert "A place is not a suspect." in drawn and "Mill Garage" in drawn and "Quay Grill" not in drawn
