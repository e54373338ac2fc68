"""Recognised patterns on pages: on the child's page, on a page of their own, for those who may see all they rest on."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import kept
from support.climbing import fill_ladder, person, set_clock
from support.patterned import write_rows
from support.picture_laws import check_picture
from support.sessions import session_of
from support.worried import client_of

from sightline import ingest
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.patterns.selectors import list_recognised, read_recognised
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.timekeeping.scheduler import tick
from sightline.escalation import NotAnAnswer
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot
from sightline.web.patterns import views

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2024-07-01T09:00:00Z"
NELL, IVY, BETH = ("Ashdown", "Nell", "04/05/2009"), ("Birchall", "Ivy", "11/09/2009"), ("Cawood", "Beth", "02/02/2010")
QUAY = {"Found Location": "7 Quay Lane, Tarrowby", "Found Postcode": "ZZ4 1AB"}


def missing(ref: str, who: tuple[str, str, str], month: int, **more: str) -> dict[str, str]:
    surname, forename, born = who
    return {"layout": "police_missing", "Misper Ref": ref, "Surname": surname, "Forenames": forename, "DOB": born,
            "Missing From Date": f"01/0{month}/2024", "Missing From Time": "20:00", "Found Date": f"01/0{month}/2024",
            "Found Time": "23:50", "Entered On": f"02/0{month}/2024", **more}  # fmt: skip


ROWS = [
    *(missing(f"N{month}", NELL, month) for month in (3, 4, 5)),
    *(missing(f"I{month}", IVY, month, **QUAY) for month in (3, 4)),
    missing("I5", IVY, 5, **{"Sightline Marking": "RESTRICTED"}),
    missing("B3", BETH, 3, **QUAY),
    missing("N6", NELL, 6, **QUAY),
    {"layout": "childrens_services_events", "Person ID": "CS1", "Surname": NELL[0], "Forename": NELL[1],
     "DOB": NELL[2], "Event Type": "S47 START", "Event Date": "20/06/2024", "Entered On": "20/06/2024",
     "Text": "Enquiry started with police."},
]  # fmt: skip


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    batch = open_batch(workspace)
    for path in write_rows(ROWS, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    made = kept.build(workspace, as_at=date(2024, 7, 1))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return made


def person_id(snapshot: Snapshot, forename: str) -> str:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    sql = "SELECT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = ? LIMIT 1"
    (row,) = engine.query(sql, [forename]).to_pylist()
    engine.close()
    return str(row["person_id"])


def recognised(snapshot: Snapshot, forename: str, actor: Actor) -> dict[str, str]:
    lines = list_recognised(session_of(actor), person_id=person_id(snapshot, forename))
    return {line.pattern_id: line.instance_key for line in lines}


def test_the_childs_page_says_since_when_and_by_whom_it_could_be_seen(snapshot: Snapshot) -> None:
    officer = person("officer", Role.SENIOR_OFFICER, "police")
    page = client_of(officer).get(reverse("person_patterns", args=[person_id(snapshot, "Nell")])).content.decode()
    assert "Missing again and again" in page
    assert "The records show this from 2 May 2024" in page
    assert "Not answered" in page


def test_its_own_page_gives_rule_and_records(snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    officer = person("officer", Role.SENIOR_OFFICER, "police")
    key = recognised(snapshot, "Nell", officer)["repeat_missing"]
    shown = read_recognised(session_of(officer), instance_key=key)
    assert len(shown.rests_on) == 3
    assert shown.line.first_true_on == date(2024, 5, 2)
    page = client_of(officer).get(reverse("recognised", args=[key])).content.decode()
    assert "A lead to check, not evidence" in page
    assert "three missing episodes of one child" in page
    assert "Controllers of the records behind this: Police (3 records). Each is a joint controller" in page
    assert "still sealed" not in page
    monkeypatch.setattr(views, "are_rolls_sealed", lambda: True)
    page = client_of(officer).get(reverse("recognised", args=[key])).content.decode()
    assert "still sealed are not counted" in page


def test_what_needs_a_restricted_record_does_not_exist_for_who_may_not_see_it(snapshot: Snapshot) -> None:
    officer, nurse = person("officer", Role.SENIOR_OFFICER, "police"), person("nurse", Role.PRACTITIONER, "health")
    key = recognised(snapshot, "Ivy", officer)["repeat_missing"]
    assert "repeat_missing" not in recognised(snapshot, "Ivy", nurse)
    assert "repeat_missing" in recognised(snapshot, "Nell", nurse)
    with pytest.raises(NotHere):
        read_recognised(session_of(nurse), instance_key=key)
    assert client_of(nurse).get(reverse("recognised", args=[key])).status_code == 404


def test_its_pictures_have_the_days_of_visible_records_and_no_other(snapshot: Snapshot) -> None:
    officer, nurse = person("officer", Role.SENIOR_OFFICER, "police"), person("nurse", Role.PRACTITIONER, "health")
    key = recognised(snapshot, "Ivy", officer)["repeat_missing"]
    page = client_of(officer).get(reverse("who_knew", args=[key]))
    picture = page.context["picture"]
    check_picture(picture)
    first, stated = ([cell.text for cell in row] for row in picture.table.rows)
    assert first == ["Missing report", "2 Mar 2024", "2 Mar 2024"] and stated[1:] == ["2 May 2024", "2 May 2024"]
    assert "By 2 May 2024 the same pattern had been found 1 other time" in page.content.decode()
    for name in ("who_knew", "who_knew_file"):
        assert client_of(nurse).get(reverse(name, args=[key])).status_code == 404
    bars = {who: missing_bars(snapshot, who) for who in (officer, nurse)}
    assert bars == {officer: ["1 May 2024", "1 April 2024", "1 March 2024"], nurse: ["1 April 2024", "1 March 2024"]}


def test_a_record_of_joint_action_about_a_child_of_it_is_the_first_joint_action(snapshot: Snapshot) -> None:
    officer = person("officer", Role.SENIOR_OFFICER, "police")
    acted = {}
    for name in ("Nell", "Ivy"):
        key = recognised(snapshot, name, officer)["repeat_missing"]
        acted[name] = client_of(officer).get(reverse("who_knew", args=[key])).context["picture"].finding
    assert "The first joint action that you can see was on 20 June 2024, 49 days later." in acted["Nell"]
    assert "joint action" not in acted["Ivy"]


def missing_bars(snapshot: Snapshot, who: Actor) -> list[str]:
    """The days on which Ivy's timeline has her missing, for a reader."""
    page = client_of(who).get(reverse("person_timeline", args=[person_id(snapshot, "Ivy")]))
    check_picture(page.context["picture"])
    return [row[0].text for row in page.context["picture"].table.rows if row[1].text == "Missing"]


def test_must_answer_patterns_climb_once_switched_on_and_not_from_the_first_load(snapshot: Snapshot) -> None:
    found = {
        candidate.rule_id: candidate for candidate in patterns_in_snapshot(house_session(), "2024-07-03T09:30:00Z")
    }
    assert {"repeat_missing", "place_of_repeated_concern"} <= set(found)
    assert found["repeat_missing"].due_at == NOW  # when it was first served, not in May
    fill_ladder("childrens_services")
    tick(session_of(house_actor()), as_at="2024-07-03T09:20:00Z")
    assert not Item.objects.filter(source="pattern").exists()
    RuleSwitch.objects.create(rule_id="repeat_missing", on=True, at="2024-07-02T09:00:00Z", decision=0)
    tick(session_of(house_actor()), as_at="2024-07-03T09:25:00Z")
    assert {item.rule_id for item in Item.objects.filter(source="pattern")} == {"repeat_missing"}
    worker = person("childrens_services_practitioner_holder", Role.PRACTITIONER, "childrens_services")
    (line,) = [one for one in list_recognised(session_of(worker), person_id=person_id(snapshot, "Nell")) if one.item]
    assert line.item is not None and line.item.state == "waiting"


def test_an_answer_opens_its_item_and_a_place_takes_no_action_for_an_answer(snapshot: Snapshot) -> None:
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    keys = recognised(snapshot, "Nell", worker)
    act = {"form": "act", "what": "Visit and talk about where", "who": "A. Ferris", "by_when": "2024-07-05"}
    item_id = answer_pattern(session_of(worker), instance_key=keys["repeat_missing"], form=act)
    assert Item.objects.get(item_id=item_id).state == "acting"
    with pytest.raises(NotAnAnswer):
        answer_pattern(session_of(worker), instance_key=keys["place_of_repeated_concern"], form=act)
    page = (
        client_of(worker).get(reverse("answer_recognised", args=[keys["place_of_repeated_concern"]])).content.decode()
    )
    assert "Not proceeding, because" in page and "Act: say what" not in page


def test_the_form_says_which_part_is_missing(snapshot: Snapshot) -> None:
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    address = reverse("answer_recognised", args=[recognised(snapshot, "Nell", worker)["repeat_missing"]])
    answer = client_of(worker).post(address, {"form": "act"})
    assert answer.status_code == 400
    assert not Item.objects.exists()


def test_missing_at_the_same_time_stands_beside_how_often_chance_would_give_it(snapshot: Snapshot) -> None:
    """Nell and Ivy: three nights, the first of each month, which in so few weeks is less than nothing to go by."""
    officer, nurse = person("officer", Role.SENIOR_OFFICER, "police"), person("nurse", Role.PRACTITIONER, "health")
    page = client_of(officer).get(reverse("person_patterns", args=[person_id(snapshot, "Nell")])).content.decode()
    assert "Missing at the same time 3 times in all; by chance 0." in page
    assert "missing_together" not in recognised(snapshot, "Nell", nurse)
