"""What was recognised, told agency by agency: half an answer is half, and what of each record met the rule is shown.

Nell, Ivy and Beth stand in a group with two men, a car and a flat, all of it open; Nell, Tom and Una at one hotel. Of
Nell three notes of two bodies hold signs. Zoe was missing on four nights, of which the third is restricted to the police.
"""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from support import grouped
from support.climbing import fill_ladder, person, set_clock
from support.patterned import write_rows
from support.sessions import session_of
from support.worried import client_of

from sightline import ingest, pipeline
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.networks.pages.networks import NetworkLine
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.patterns.selectors import list_recognised, read_recognised
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rules.services.withdrawal import withdraw_rule
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshot_reader import SnapshotReader
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
PLACE, GROUP, SIGNS, ADULT = "place_of_repeated_concern", "group_around_children", "several_signs", "shared_adult"
NAMES = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
NOTES = [
    {"layout": "school_concerns", "Incident ID": "S1", "School": "Harrow Lane School", **NAMES,
     "Incident Date": "05/03/2024", "Logged On": "05/03/2024",
     "Text": "Quiet today. She has a second phone that she hides from her mother. She ate lunch."},
    {"layout": "school_concerns", "Incident ID": "S2", "School": "Harrow Lane School", **NAMES,
     "Incident Date": "12/03/2024", "Logged On": "12/03/2024", "Text": "She was tearful and withdrawn all morning."},
    {"layout": "youth_service_contacts", "Contact Ref": "Y1", "Date": "02/04/2024", **NAMES, "Entered On": "02/04/2024",
     "Text": "She told me about her boyfriend, who is 24 and picks her up in his car."},
]  # fmt: skip
ZOE = ("Fenwick", "Zoe", "03/03/2010")
NIGHTS = [
    {"layout": "police_missing", "Misper Ref": f"Z{number}", "Surname": ZOE[0], "Forenames": ZOE[1], "DOB": ZOE[2],
     "Missing From Date": f"{day}/04/2024", "Missing From Time": "20:00", "Found Date": f"{day}/04/2024",
     "Found Time": "23:50", "Entered On": f"{int(day) + 1:02}/04/2024", "Sightline Marking": marking}
    for number, (day, marking) in enumerate((("01", ""), ("08", ""), ("15", "RESTRICTED"), ("22", "")))
]  # fmt: skip
REASON = {
    "form": "not_proceed",
    "reason": "explained",
    "words": "Each of the three records was read with its owner: three thefts by somebody else, known to the store.",
}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    workspace = Workspace(tmp_path_factory.mktemp("answered") / "workspace")
    workspace.create()
    rows = [{name: cell for name, cell in row.items() if name != "Sightline Marking"} for row in grouped.ROWS]
    batch = open_batch(workspace)
    for path in write_rows([*rows, *NOTES, *NIGHTS], tmp_path_factory.mktemp("rows")):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=grouped.NOW)
    close_batch(workspace, batch, now=grouped.NOW)
    return workspace, pipeline.run(workspace=workspace, as_at=grouped.AS_AT)


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    settings.SIGHTLINE_WORKSPACE = built[0].root
    grouped.serve_group(built[1])
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return built[1]


@pytest.fixture
def worker() -> Actor:
    return person("worker", Role.PRACTITIONER, "childrens_services")


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.PRACTITIONER, "police")


def nell(snapshot: Snapshot) -> str:
    return grouped.person_called(snapshot, "Nell")


def told(snapshot: Snapshot, actor: Actor, pattern_id: str, what: str = "") -> RecognisedLine:
    lines = list_recognised(session_of(actor), person_id=nell(snapshot))
    return next(line for line in lines if line.pattern_id == pattern_id and line.what.startswith(what))


def text_of(actor: Actor, address: str) -> str:
    answer = client_of(actor).get(address)
    assert answer.status_code == 200, address
    return " ".join(str(answer.content.decode()).split())


def listed(actor: Actor, kind: str, beginning: str) -> NetworkLine:
    return next(
        line for line in list_networks(session_of(actor), kind=kind).lines if line.node.label.startswith(beginning)
    )


def test_one_agencys_reason_is_half_an_answer(snapshot: Snapshot, worker: Actor, officer: Actor) -> None:
    key = told(snapshot, worker, PLACE, "Gull Hotel").instance_key
    answer_pattern(session_of(worker), instance_key=key, form=REASON)
    half = told(snapshot, officer, PLACE, "Gull Hotel")
    assert [(one.agency, one.own, one.waits) for one in half.answers] == [
        ("police", True, True), ("childrens_services", False, False),
    ]  # fmt: skip
    assert half.waits and half.item is None, "an officer is not led to an item that they cannot answer"
    page = text_of(officer, reverse("person_patterns", args=[nell(snapshot)]))
    assert "Children’s services: answered by worker (practitioner), 3 July 2024: not proceeding" in page
    assert "Still to answer: Police" in page
    hotel = listed(officer, "place", "Gull Hotel")
    assert (hotel.waits_since, hotel.still) == (date(2024, 5, 12), ("police",))
    assert "Still to answer: Police" in text_of(officer, reverse("networks_list", args=["place"]))
    own = text_of(officer, reverse("recognised", args=[key]))
    assert reverse("answer_recognised", args=[key]) in own
    answer_pattern(
        session_of(officer), instance_key=key, form=REASON | {"words": "The hotel was visited on 2 July; it is shut."}
    )
    whole = told(snapshot, worker, PLACE, "Gull Hotel")
    assert not whole.waits and whole.item is not None and whole.item.agency == "childrens_services"
    assert {one.item.agency for one in whole.answers if one.item} == {"childrens_services", "police"}
    assert "Still to answer" not in text_of(worker, reverse("recognised", args=[key]))
    assert listed(officer, "place", "Gull Hotel").waits_since is None


def test_what_stands_in_a_group_that_waits_says_so_and_comes_first(
    snapshot: Snapshot, worker: Actor, officer: Actor
) -> None:
    key = told(snapshot, worker, GROUP).instance_key
    car = listed(worker, "vehicle", "UA15 KDT")
    assert car.waits_since is None and car.in_group_since == told(snapshot, worker, GROUP).first_true_on
    places = list_networks(session_of(worker), kind="place").lines
    waiting = [line.first_wait is not None for line in places]
    assert waiting == sorted(waiting, reverse=True) and False in waiting
    page = text_of(worker, reverse("networks_list", args=["vehicle"]))
    assert "In a group that needs an answer" in page and "Nothing needs" not in page
    for who, words in (
        (worker, "The three families were seen on 2 July."),
        (officer, "The flat has been empty since May."),
    ):
        assert listed(worker, "vehicle", "UA15 KDT").in_group_since is not None
        answer_pattern(session_of(who), instance_key=key, form=REASON | {"words": words})
    assert listed(worker, "vehicle", "UA15 KDT").first_wait is None
    assert "Nothing needs an answer" in text_of(worker, reverse("networks_list", args=["vehicle"]))


def test_who_may_not_see_what_its_item_rests_on_is_told_who_answers_it(snapshot: Snapshot, worker: Actor) -> None:
    """The item rests on the first three nights, one of them restricted; to the worker it is recognised by three others."""
    fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id="repeat_missing", on=True, at="2024-07-01T10:00:00Z", decision=0)
    tick(session_of(house_actor()), as_at="2024-07-03T09:25:00Z")
    (line,) = list_recognised(session_of(worker), person_id=grouped.person_called(snapshot, "Zoe"))
    (item,) = Item.objects.filter(rule_id="repeat_missing")
    assert line.instance_key == item.about_id and line.first_true_on == date(2024, 4, 23)
    assert [(one.item, one.waits) for one in line.answers] == [(None, True)]
    boxes = {"form": "not_proceed", "not_proceed_reason": "explained",
             "not_proceed_words": "Zoe was at her aunt's each time, who told the school of it on 24 April."}  # fmt: skip
    answer = client_of(worker).post(reverse("answer_recognised", args=[line.instance_key]), boxes)
    assert answer.status_code == 400 and "only the responsible person can answer" in answer.content.decode()
    assert not item.events.exists()


def test_adults_and_children_are_not_in_one_list(snapshot: Snapshot, worker: Actor) -> None:
    group = told(snapshot, worker, GROUP)
    assert [one.name for one in group.of("adult")] == ["Dean Marlow", "Paul Norcott"]
    assert [one.name for one in group.of("child")] == ["Beth Cawood", "Ivy Birchall"]
    page = text_of(worker, reverse("recognised", args=[group.instance_key]))
    adults, children = page.index("Adults: "), page.index("Children: ")
    assert adults < page.index("Dean Marlow") < page.index("Paul Norcott") < children < page.index("Nell Ashdown")
    of_dean = list_recognised(session_of(worker), person_id=grouped.person_called(snapshot, "Dean"))
    assert {one.name for line in of_dean for one in line.of("adult")} == {"Paul Norcott"}
    assert {one.name for line in of_dean for one in line.of("child")} == {"Nell Ashdown", "Ivy Birchall", "Beth Cawood"}


def test_the_signs_that_met_a_rule_are_named_with_their_day_and_sentence(snapshot: Snapshot, worker: Actor) -> None:
    line = told(snapshot, worker, SIGNS)
    shown = read_recognised(session_of(worker), instance_key=line.instance_key)
    assert len(shown.met_by) == 3 and len(shown.signs) >= 3
    sentences = {f"{sign.before}{sign.words}{sign.behind}" for one in shown.met_by for sign in one.signs}
    assert "She has a second phone that she hides from her mother." in sentences
    assert not any("ate lunch" in one or "Quiet today" in one for one in sentences)
    page = text_of(worker, reverse("recognised", args=[line.instance_key]))
    assert "No agency held enough" in page and line.only_jointly
    assert "Nobody saw three" not in page
    assert "5 March 2024" in page and "2 April 2024" in page and "17.2 times" in page


def test_in_which_role_each_stands_on_a_record_is_said(snapshot: Snapshot, worker: Actor) -> None:
    line = told(snapshot, worker, ADULT)
    shown = read_recognised(session_of(worker), instance_key=line.instance_key)
    roles = {(one.name, one.role) for met in shown.met_by for one in met.named}
    assert {("Nell Ashdown", "VICTIM"), ("Dean Marlow", "SUSPECT")} <= roles
    assert not {name for name, _ in roles} - {"Nell Ashdown", "Dean Marlow", *(one.name for one in line.of("child"))}
    assert "Dean Marlow (suspect)" in text_of(worker, reverse("recognised", args=[line.instance_key]))


def test_who_is_of_no_known_age_is_neither_an_adult_nor_a_child(snapshot: Snapshot, worker: Actor) -> None:
    una = grouped.person_called(snapshot, "Una")
    lines = list_recognised(session_of(worker), person_id=una)
    key = next(line.instance_key for line in lines if line.what.startswith("9 Salt Row"))
    shown = read_recognised(session_of(worker), instance_key=key)
    assert [(one.part, one.name) for one in shown.beside] == [("unidentified", "“unknown male”")]
    assert not shown.line.of("adult") and len(shown.line.of("child")) == 2
    assert "Not identified, on the same records: “unknown male”" in text_of(worker, reverse("recognised", args=[key]))


def test_after_a_rule_is_withdrawn_what_it_asked_is_not_called_nothing(snapshot: Snapshot, worker: Actor) -> None:
    fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id=ADULT, on=True, at="2024-07-01T10:00:00Z", decision=0)
    tick(session_of(house_actor()), as_at="2024-07-03T09:25:00Z")
    before = listed(worker, "adult", "Dean Marlow")
    assert before.waits_since is not None and before.asked_before == 0
    withdraw_rule(
        session_of(house_actor()), rule_id=ADULT, why="Two records a year apart say too little here, it was decided."
    )
    after = listed(worker, "adult", "Dean Marlow")
    assert after.waits_since is None and after.asked_before == before.waiting
    page = text_of(worker, reverse("networks_list", args=["adult"]))
    assert "earlier actions still need an answer" in page
    assert ADULT not in {line.pattern_id for line in list_recognised(session_of(worker), person_id=nell(snapshot))}


def test_two_who_may_be_one_are_said_to_be_so(
    snapshot: Snapshot, worker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    pair = sorted((nell(snapshot), grouped.person_called(snapshot, "Ivy")))
    assert "may be one person" not in text_of(worker, reverse("person_patterns", args=[nell(snapshot)]))
    monkeypatch.setattr(SnapshotReader, "asked_pairs", lambda self, **asked: {tuple(pair)})
    page = text_of(worker, reverse("person_patterns", args=[nell(snapshot)]))
    assert "may be the same person: “Possible matches” asks this" in page
    line = told(snapshot, worker, GROUP)
    assert len(line.maybe_one) == 1 and any("Nell" in name for name in line.maybe_one[0])
