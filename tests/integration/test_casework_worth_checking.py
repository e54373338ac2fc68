"""What only the model saw proposes a pattern: listed as worth checking, told to nobody; a person's yes makes it one."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from support import note_proposal_files as noted
from support.climbing import person, set_clock
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.models import Account
from sightline.casework.data.ingest import ingest_files
from sightline.casework.escalation.engine import PATTERN
from sightline.casework.escalation.models import Item
from sightline.casework.finding.selectors import find_all
from sightline.casework.notes.selectors.sentences import explain_sentence, list_worth_reading
from sightline.casework.notes.services.feedback import say_passage_wrong
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.people.selectors import SearchTerms, find_people
from sightline.casework.readings import sample
from sightline.casework.readings.confirmed_signs import confirmed_signs_in_force
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.second_readings import second_readings
from sightline.casework.readings.selectors.sentences import list_proposed, list_worth_checking
from sightline.casework.readings.services.listed_sentences import answer_listed
from sightline.casework.rule_switches.switches import start_with_rules_on
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
CAR = "Silver hatchback, then she was gone."  # only the model marks it
FETCH = "He said she could earn it back if she came with a mate next time."  # of a sign that few are told of
PHONE = "She has a second phone that she hides from her mother."
SCHOOL = {
    "Incident ID": "S1", "School": "Elm School", "Surname": "Marlow", "Forename": "Tia", "DOB": "01/02/2010",
    "Incident Date": "12/03/2024", "Logged On": "12/03/2024", "Text": "Her boyfriend is 24.",
}  # fmt: skip
REAL = sample.value_of


@pytest.fixture
def worker(
    request: pytest.FixtureRequest, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Actor:
    """Of children's services; two of its notes and one of a school are taken in, with the marking that a test asks."""
    set_clock(monkeypatch, "2026-11-26T08:00:00Z")
    monkeypatch.setattr(sample, "value_of", lambda name: 0 if name == "sample_in_hundred" else REAL(name))
    start_with_rules_on()
    more = {"Sightline Marking": request.param} if hasattr(request, "param") else {}
    rows = [noted.note("Tia", "Marlow", day, text) | more for day, text in (("05/03/2024", PHONE), ("10/03/2024", CAR))]
    sheet(tmp_path / "childrens_services_events.csv", rows)
    sheet(tmp_path / "school_concerns.csv", [SCHOOL])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[tmp_path])
    noted.run(workspace)
    return person("worker", Role.PRACTITIONER, "childrens_services")


def tia(who: Actor) -> str:
    return find_people(session_of(who), terms=SearchTerms(name="tia marlow")).people[0].person_id


def patterns_of(who: Actor) -> dict[str, tuple[date, date | None]]:
    return {
        one.pattern_id: (one.first_true_on, one.read_on) for one in list_recognised(session_of(who), person_id=tia(who))
    }


def client_of(who: Actor) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=who.reader.username))
    return client


def test_a_mark_proposes_a_pattern_and_a_yes_makes_it_one_with_both_days(
    worker: Actor, workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = list_worth_checking(session_of(worker), person_id=tia(worker))
    (note,) = one.notes
    (sign,) = note.sentences[0].signs
    assert (one.pattern_id, sign.indicator, patterns_of(worker)) == ("several_signs", "unknown_vehicle", {})
    client, address = client_of(worker), f"/records/{note.record_id}/sentences/{sign.mark_id}/answer/"
    (proposed,) = list_proposed(session_of(worker)).proposed
    assert (proposed.person_id, proposed.name, proposed.pattern) == (tia(worker), "Tia Marlow", one)
    listed = client.get("/questions/notes/").content.decode()
    assert f"/people/{tia(worker)}/patterns/#worth-checking" in listed and address in listed and "Tia Marlow" in listed
    page = client.get(f"/people/{tia(worker)}/patterns/").content.decode()
    assert "Worth checking" in page and "Pattern that these would complete: " in page and address in page
    set_clock(monkeypatch, "2026-11-26T09:00:00Z")
    assert tick(session_of(house_actor()), as_at="2026-11-26T09:00:00Z").went_wrong == 0
    assert not Item.objects.filter(source=PATTERN).exists(), "no deadline, and nobody is told"
    set_clock(monkeypatch, "2026-11-27T10:00:00Z")
    assert "Choose" in client.post(address, {}).content.decode()
    saved = client.post(address, {"answer": "yes"}, follow=True).content.decode()
    assert "it is a sign of this note" in saved
    assert list_worth_checking(session_of(worker), person_id=tia(worker)) == () and patterns_of(worker) == {}
    assert list_proposed(session_of(worker)).proposed == ()
    assert "There are no notes to check now." in client.get("/questions/notes/").content.decode()
    noted.run(workspace)
    assert patterns_of(worker) == {"several_signs": (date(2024, 3, 12), date(2026, 11, 27))}
    (line,) = list_recognised(session_of(worker), person_id=tia(worker))
    for page in (f"/recognised/{line.instance_key}/", f"/recognised/{line.instance_key}/who-knew/"):
        assert (
            "Until they confirmed them, no one could have seen it before 27 November 2026"
            in client.get(page).content.decode()
        )
    with session_of(worker).need_current() as (_, store):
        marks = store.signs.of_record(record_id=note.record_id, sight=THE_HOUSE)
    (mark,) = [each for each in marks if each["rule_id"] == "confirmed_by_person"]
    why = "It was the caretaker, who parks there on Fridays"
    say_passage_wrong(session_of(worker), record_id=note.record_id, passage_id=mark["passage_id"], why=why)
    noted.run(workspace)
    assert patterns_of(worker) == {} and list_worth_checking(session_of(worker), person_id=tia(worker)) == ()


@pytest.mark.parametrize("worker", ["RESTRICTED"], indirect=True)
def test_a_proposal_is_as_restricted_as_each_of_its_records(worker: Actor) -> None:
    officer = person("officer", Role.PRACTITIONER, "police")
    assert list_worth_checking(session_of(officer), person_id=tia(officer)) == ()
    assert list_proposed(session_of(officer)).proposed == ()
    assert "Tia Marlow" not in client_of(officer).get("/questions/notes/").content.decode()
    (one,) = list_worth_checking(session_of(worker), person_id=tia(worker))
    page = client_of(officer).get(f"/people/{tia(officer)}/patterns/").content.decode()
    assert CAR not in page and "Worth checking" not in page
    record_id, mark_id = one.notes[0].record_id, one.notes[0].sentences[0].signs[0].mark_id
    assert (
        client_of(officer).post(f"/records/{record_id}/sentences/{mark_id}/answer/", {"answer": "no"}).status_code
        == 404
    )


def test_a_no_takes_the_proposal_off_the_page_and_a_suspicion_has_an_action_of_its_own(
    worker: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    (one,) = list_worth_checking(session_of(worker), person_id=tia(worker))
    record_id, mark_id = one.notes[0].record_id, one.notes[0].sentences[0].signs[0].mark_id
    weighed: list[object] = []
    monkeypatch.setattr("sightline.casework.notes.selectors.sentences._weigh", lambda *asked: weighed.append(asked))
    page, client = f"/records/{record_id}/sentences/{mark_id}/", client_of(worker)
    assert CAR in client.get(f"{page}answer/").content.decode().replace("<mark>", "").replace("</mark>", "")
    assert not weighed, "examples are looked for behind why alone"
    assert client.get(page).status_code == 200 and len(weighed) == 1
    answer_listed(session_of(worker), record_id=record_id, mark_id=mark_id, answer=SentenceAnswer.CANNOT_TELL)
    assert len(list_worth_checking(session_of(worker), person_id=tia(worker))) == 1
    monkeypatch.setattr("sightline.casework.readings.services.listed_sentences.is_asked_about", lambda _: True)
    with pytest.raises(Refused):
        answer_listed(session_of(worker), record_id=record_id, mark_id=mark_id, answer=SentenceAnswer.NO)
    monkeypatch.undo()
    answer_listed(session_of(worker), record_id=record_id, mark_id=mark_id, answer=SentenceAnswer.NO)
    assert list_worth_checking(session_of(worker), person_id=tia(worker)) == ()


def test_a_sign_that_few_are_told_of_stays_so_in_what_is_listed_explained_and_found(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-11-26T08:00:00Z")
    noted.take_in(workspace, tmp_path / "files", notes=(("Tia", "Marlow", "01/03/2024", f"Quiet today. {FETCH}"),))
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    nurse = person("nurse", Role.PRACTITIONER, "health")

    def listed(who: Actor) -> dict[str, str]:
        notes = list_worth_reading(session_of(who), person_id=tia(who))
        return {sign.indicator: sign.mark_id for note in notes for one in note.sentences for sign in one.signs}

    def found(who: Actor) -> int:
        return len(find_all(session_of(who), asked='sign:"bring others"').people)

    hidden = listed(worker)["made_to_bring_others"]
    assert "made_to_bring_others" not in listed(nurse) and "account_given" in listed(nurse)
    assert (found(worker), found(nurse)) == (1, 0)
    (note, *_) = list_worth_reading(session_of(worker), person_id=tia(worker))
    assert explain_sentence(session_of(worker), record_id=note.record_id, mark_id=hidden).sentence.signs
    with pytest.raises(NotHere):
        explain_sentence(session_of(nurse), record_id=note.record_id, mark_id=hidden)
    with pytest.raises(NotHere):
        answer_listed(session_of(nurse), record_id=note.record_id, mark_id=hidden, answer=SentenceAnswer.YES)
    for said in (SentenceAnswer.YES, SentenceAnswer.NO):
        answer_listed(session_of(worker), record_id=note.record_id, mark_id=hidden, answer=said)
    assert [one.sign for one in confirmed_signs_in_force()] == ["made_to_bring_others"], "nobody undoes it alone"
    (asked,) = second_readings(session_of(house_actor()), "2026-11-27T09:00:00Z")
    assert (asked.agency, asked.begins) == ("childrens_services", "team_manager")
    assert all(one.seen.restricted for one in asked.basis), "asked of those alone who may be told of the sign"


def test_a_pattern_that_needs_a_sign_for_few_is_proposed_to_these_alone(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-11-26T08:00:00Z")
    start_with_rules_on()
    said = (("05/03/2024", "She was asked to bring other girls."), ("10/03/2024", CAR))
    rows = [noted.note("Tia", "Marlow", day, text) for day, text in said]
    sheet(tmp_path / "childrens_services_events.csv", rows)
    sheet(tmp_path / "school_concerns.csv", [SCHOOL])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[tmp_path])
    noted.run(workspace)
    worker = person("worker", Role.PRACTITIONER, "childrens_services")
    nurse = person("nurse", Role.PRACTITIONER, "health")
    (one,) = list_worth_checking(session_of(worker), person_id=tia(worker))
    assert one.pattern_id == "several_signs"
    assert list_worth_checking(session_of(nurse), person_id=tia(nurse)) == (), (
        "by what she may read there are two signs"
    )
