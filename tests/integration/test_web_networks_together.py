"""Whom a page of networks puts together: children alone at a thing, namings of one wording, two adults from each side."""

import csv
import io
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import DEAN, IVY, ROWS, TOM, build_group, find_id, log, occurrence, person_called, stand, thing_of
from support.sessions import session_of
from support.trials import export_network
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.networks.selectors.ego_picture import PictureChoice, read_picture
from sightline.casework.networks.selectors.entity_page import read_network
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.casework.patterns.co_named_people import fold_beside
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WREN, VIC = ("Farrow", "Wren", "03/03/2010"), ("Osgood", "Vic", "05/05/1979")
PARADE = {"Location": "5 Market Parade, Tarrowby", "Location Postcode": "ZZ4 3TT"}
CRASHED = {"VRM": "UB19 WYZ"}
MORE = [
    occurrence("O13", "03/09/2023", TOM, "NAMED", **PARADE),
    occurrence("O14", "04/06/2024", WREN, "NAMED", **PARADE),
    occurrence("O15", "05/03/2023", TOM, "WITNESS"),
    occurrence("O15", "05/03/2023", VIC, "WITNESS", **CRASHED),
    occurrence("O16", "05/04/2023", WREN, "WITNESS"),
    occurrence("O16", "05/04/2023", VIC, "WITNESS", **CRASHED),
    occurrence("O17", "06/06/2024", DEAN, "NAMED"),
    occurrence("O17", "06/06/2024", VIC, "NAMED"),
    occurrence("O17", "06/06/2024", IVY, "VICTIM"),
]

# A man and a flat with each of three children; his car is on his own log, and beside the children in notes alone.
TRIO = (("Gale", "Ada", "01/01/2010"), ("Hurst", "Bea", "02/02/2010"), ("Isham", "Cal", "03/03/2010"))
RAY = ("Quill", "Ray", "04/04/1978")
YARD = {"Location": "2 Rope Yard, Tarrowby", "Location Postcode": "ZZ4 6RY"}
PARTLY = [
    row
    for number, child in enumerate(TRIO, start=30)
    for row in (
        occurrence(f"O{number}", f"{number - 20}/05/2024", child, "VICTIM", **YARD),
        occurrence(f"O{number}", f"{number - 20}/05/2024", RAY, "SUSPECT", **YARD),
        {"layout": "youth_service_contacts", "Contact Ref": f"Y{number}", "Date": f"{number - 18}/05/2024",
         "Entered On": f"{number - 18}/05/2024", "Surname": child[0], "Forename": child[1], "DOB": child[2],
         "Text": "Seen getting out of UB21 RAY by the shops."},
    )
]  # fmt: skip
PARTLY.append(log("L30", "01/05/2024", RAY, ("1", "B"), VRM="UB21 RAY"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    workspace = Workspace(tmp_path_factory.mktemp("together") / "workspace")
    workspace.create()
    return workspace, build_group(workspace, tmp_path_factory.mktemp("rows"), rows=[*ROWS, *MORE, *PARTLY])


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def read(actor: Actor, address: str) -> str:
    answer = client_of(actor).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_children_far_apart_in_time_or_without_a_sign_are_not_called_exploited(
    snapshot: Snapshot, nurse: Actor
) -> None:
    """Tom and Wren at a shop nine months apart; both as witnesses with one car, a month apart."""
    for kind, written in (("place", "5 Market Parade"), ("vehicle", "UB19 WYZ")):
        thing = thing_of(snapshot, kind, written)
        shown = read_network(session_of(nurse), kind=kind, node_id=thing)
        assert shown.no_adult and len(shown.children) == 2 and shown.together == ()
        page = read(nurse, reverse("network", args=[kind, thing]))
        assert "No adult is named here." in page and "exploited together" not in page
        (line,) = [one for one in list_networks(session_of(nurse), kind=kind).lines if one.node.node_id == thing]
        assert line.no_adult and line.together == 0


def test_the_same_wording_is_one_line_and_a_member_is_none(snapshot: Snapshot, nurse: Actor) -> None:
    row = thing_of(snapshot, "place", "9 Salt Row")
    shown = read_network(session_of(nurse), kind="place", node_id=row)
    told = [
        {"standing": "unidentified", "text": text, "record_id": record, "person_id": person}
        for text, record, person in (
            ("unknown male", "r1", "p1"),
            ("Unknown  male", "r2", "p2"),
            ("tom dunnock", "r3", "p3"),
            ("Saz", "r4", shown.children[0].node.node_id),
        )
    ]
    (line,) = fold_beside(told, [one.node for one in shown.children])
    assert (line.text, line.times, line.record_ids) == ("“unknown male”", 2, ("r1", "r2"))


def test_two_adults_are_tied_once(snapshot: Snapshot, nurse: Actor) -> None:
    """The records give each from the side of the other."""
    dean, vic = person_called(snapshot, "Dean"), person_called(snapshot, "Vic")
    both = {dean, vic}
    serve_rows = export_network(
        session_of(nurse), kind="person", node_id=dean, format="csv", words=WORDS_OF_FILES
    ).body.decode()
    lines = [row for row in csv.DictReader(io.StringIO(serve_rows)) if {row["From (ID)"], row["To (ID)"]} == both]
    assert len(lines) == 1
    shown = read_network(session_of(nurse), kind="person", node_id=dean)
    assert [one.node.node_id for one in shown.adults].count(vic) == 1
    for graph in (
        read_picture(session_of(nurse), choice=PictureChoice("person", dean)).graph,
        read_whole_picture(session_of(nurse)),
    ):
        assert len([one for one in graph.links if {one.person_id, one.entity_id} == both]) == 1
    path = read_picture(session_of(nurse), choice=PictureChoice("person", max(both), path_to=min(both))).path
    assert [(one.node_id, other.node_id) for one, other, _ in path] == [(max(both), min(both))]


def test_a_group_by_what_notes_may_name_says_who_is_not_confirmed(snapshot: Snapshot) -> None:
    officer = person("officer", Role.PRACTITIONER, "police")
    car = thing_of(snapshot, "vehicle", "UB21 RAY")
    group = find_id(snapshot, f"SELECT group_id FROM group_member WHERE member_id = '{car}' AND view_no = 0")
    page = read(officer, reverse("network", args=["group", group]))
    assert "Not confirmed." in page and "Without these members there is no group." in page
    assert "UB21 RAY" in page and "in notes, not confirmed" in page
    assert "A lead to check, not evidence" in page or "a lead to check, not evidence" in page
