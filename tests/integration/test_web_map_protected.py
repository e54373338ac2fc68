"""A protected address is on no map and in no list of places, and no home is on the map, whoever looks.

Places stand on the same kind of records. One is marked as a protected address. One is somebody's home by another
record, one a placement, one a tenancy, and one a house by its address alone. Only the grill is drawn.
"""

import re
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import BETH, IVY, NELL, TOM, build_group, occurrence, stand
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.maps import list_places_by_month, map_places
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
REFUGE = {"Location": "77 Planted Refuge Row, Tarrowby", "Location Postcode": "ZZ4 8RR"}
HOUSE = {"Location": "12 Plain House Row, Tarrowby", "Location Postcode": "ZZ4 6HH"}
PLANTED = ("planted", "refuge row", "zz4 8rr", "611111", "933333", "612222", "934444")
COTTAGE = {"Location": "Plain Cottage, Tarrowby", "Location Postcode": "ZZ4 5CC"}
PLACED = {"Location": "Larch Lodge, Tarrowby", "Location Postcode": "ZZ4 5LL"}
LET = {"Location": "The Old Forge, Tarrowby", "Location Postcode": "ZZ4 5FF"}
GRILL = {"Location": "Umber Grill, 3 Dovecote Court, Tarrowby", "Location Postcode": "ZZ4 5GG"}
HOMES = (HOUSE, COTTAGE, LET)  # a placement with nobody of the family is for many people, and in no list
YEAR = {"since": date(2023, 7, 1), "until": date(2024, 6, 30)}
PLACES = """place,postcode,east,north
"77 Planted Refuge Row, Tarrowby",ZZ4 8RR,611111,933333
,ZZ4 8RR,612222,934444
"12 Plain House Row, Tarrowby",ZZ4 6HH,620100,930100
"Plain Cottage, Tarrowby",ZZ4 5CC,620200,930200
"Larch Lodge, Tarrowby",ZZ4 5LL,620300,930300
"The Old Forge, Tarrowby",ZZ4 5FF,620400,930400
"Umber Grill, 3 Dovecote Court, Tarrowby",ZZ4 5GG,620500,930500
"""


def lives_at(number: str, surname: str, place: dict[str, str], marking: str) -> dict[str, str]:
    return {"layout": "childrens_services_events", "Person ID": number, "Surname": surname, "Forename": "Dana",
            "DOB": "02/06/1988", "Event Type": "CASE NOTE", "Event Date": "01/02/2024", "Entered On": "02/02/2024",
            "Text": "Moved in.", "Address": place["Location"], "Postcode": place["Location Postcode"],
            "Sightline Marking": marking}  # fmt: skip


ROWS = [
    lives_at("P1", "Kestrel", REFUGE, "PROTECTED ADDRESS"),
    lives_at("P2", "Lapwing", COTTAGE, "") | {"Event Date": "01/02/1994", "Entered On": "02/02/1994"},
    lives_at("P3", "Merlin", {"Location": "", "Location Postcode": ""}, "")
    | {"Address Of Placement": "Larch Lodge, Tarrowby, ZZ4 5LL"},
    {
        "layout": "housing_complaints",
        "Complaint No": "H1",
        "Received Date": "01/02/2024",
        "Entered On": "02/02/2024",
        "Tenant Surname": "Osprey",
        "Tenant Forename": "Dana",
        "Premises": LET["Location"],
        "Postcode": LET["Location Postcode"],
    },
    *(
        occurrence(f"O{5 + number}", "09/03/2024", BETH, "VICTIM", **place)
        for number, place in enumerate((COTTAGE, PLACED, LET, GRILL))
    ),
    occurrence("O1", "05/03/2024", NELL, "VICTIM", **REFUGE),
    occurrence("O2", "06/03/2024", IVY, "VICTIM", **REFUGE),
    occurrence("O3", "07/03/2024", BETH, "VICTIM", **HOUSE),
    occurrence("O4", "08/03/2024", TOM, "VICTIM", **HOUSE),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    workspace = Workspace(tmp_path_factory.mktemp("protected") / "workspace")
    workspace.create()
    (workspace.root / "map").mkdir()
    (workspace.root / "map" / "places.csv").write_text(PLACES, encoding="utf-8")
    return workspace, build_group(workspace, tmp_path_factory.mktemp("rows"), rows=ROWS)


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def readers() -> list[Actor]:
    roles = ((Role.SENIOR_OFFICER, "police"), (Role.PRACTITIONER, "childrens_services"), (Role.ANALYST, "police"))
    return [person(f"the {role}", role, agency) for role, agency in roles]


def assert_nothing_of_the_refuge(said: str) -> None:
    assert [word for word in PLANTED if word in said.lower()] == []


def test_both_houses_are_places_of_police_records_and_one_is_protected(snapshot: Snapshot) -> None:
    """What the other tests look for is in the analysis: it is kept from readers, not missing."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = engine.query("""
            SELECT protected, count(DISTINCT record_id) AS records
            FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id)
            WHERE slot = 'place' GROUP BY protected ORDER BY protected
        """).to_pylist()
    finally:
        engine.close()
    assert rows == [{"protected": False, "records": 7}, {"protected": True, "records": 2}]


def test_the_map_has_no_home_and_says_how_many_are_left_out(snapshot: Snapshot, readers: list[Actor]) -> None:
    for reader in readers:
        told = map_places(session_of(reader), **YEAR)
        (only,) = told.places
        assert (only.node.label, only.children) == ("Umber Grill, 3 Dovecote Court, Tarrowby, ZZ4 5GG", 1)
        assert (only.at, told.left_out, told.problems) == ((620500.0, 930500.0), 0, ())
        assert told.homes == len(HOMES)


def test_the_page_of_the_map_and_its_table_say_nothing_of_it(snapshot: Snapshot, readers: list[Actor]) -> None:
    for reader in readers:
        for query in ({}, {"nth": "9"}, {"every": "1"}):
            answer = client_of(reader).get(reverse("networks_months"), {"until": "2024-06", **query})
            drawn = client_of(reader).post(
                reverse("networks_months_file", query={"until": "2024-06", **query}), {"purpose": "case"}
            )
            assert_nothing_of_the_refuge(drawn.content.decode())
            page = answer.content.decode()
            assert answer.status_code == 200 and "no known position on the map" not in page
            assert re.findall(r'aria-label="(\d.*?)"', page) == ["1: Umber Grill, 3 Dovecote Court, Tarrowby, ZZ4 5GG"]
            assert "3 places are left out of the map and its table." in page
            assert "Umber Grill" in page and not any(one["Location"] in page for one in (*HOMES, PLACED))
            assert_nothing_of_the_refuge(page)


def test_nor_do_the_lists_of_places_and_the_whole_picture(snapshot: Snapshot, readers: list[Actor]) -> None:
    for reader in readers:
        by_month = list_places_by_month(session_of(reader), **YEAR)
        assert (("2024-03", 1, 1),) in [one.months for one in by_month]
        months = labels_of(by_month)
        assert "Umber Grill" in months and not any(one["Location"] in months for one in HOMES)
        assert_nothing_of_the_refuge(months)
        lists = list_networks(session_of(reader), kind="place").lines, read_whole_picture(session_of(reader)).nodes
        for told in lists:
            assert "Plain House Row" in labels_of(told)
            assert_nothing_of_the_refuge(labels_of(told))


def labels_of(told: Any) -> str:
    """What a reader is told that these are called."""
    return " ".join(getattr(one, "node", one).label for one in told)
