"""Sentences that the model marked and no rule did: on the child's page and the record's, within the reader's rights."""

import json
from typing import Any

import pytest
from django.test import Client
from support import held
from support.sessions import session_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.finding.selectors import find_all
from sightline.casework.notes.selectors.sentences import by_note, list_worth_reading, list_worth_reading_of_record
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.services.listed_sentences import answer_listed
from sightline.model.analysis_tables.passages import SENTENCE_MARK
from sightline.model.ids import make_id
from sightline.model.nouns import Role
from sightline.model.rows.sentences import ServedWorthReading
from sightline.model.visibility import Reader
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")


@pytest.fixture(autouse=True)
def served(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def records_of(one: Actor, person_id: str = held.AOIFE) -> set[str]:
    return {note.record_id for note in list_worth_reading(session_of(one), person_id=person_id)}


def test_a_reader_is_shown_sentences_of_records_that_they_may_see() -> None:
    police, clinic, school = (held.record_of(key) for key in ("police", "clinic", "school"))
    assert records_of(OFFICER) == {police, school}
    assert records_of(NURSE) == {police, clinic, school}
    assert records_of(OFFICER, held.SEALED_PERSON) == records_of(TEACHER, held.BEN) == set()


def test_a_row_without_a_mark_of_its_own_is_as_restricted_as_its_record() -> None:
    assert held.record_of("mixed") not in records_of(OFFICER, held.BEN)
    assert list_worth_reading_of_record(session_of(OFFICER), record_id=held.record_of("mixed")) == ()
    assert held.record_of("mixed") in records_of(NURSE, held.BEN)


def test_pages_show_the_sentence_the_sign_and_why() -> None:
    client = Client()
    client.force_login(Account.objects.create(username="ann", role="practitioner", agency="police"))
    for address in (f"/people/{held.AOIFE}/patterns/", f"/records/{held.record_of('police')}/"):
        page = client.get(address).content.decode()
        assert "Sentences worth reading" in page
        assert "“seen by an <mark>officer</mark>”" in page
        assert not [hidden for hidden in held.HIDDEN if hidden in page]
    why = client.get(f"/records/{held.record_of('police')}/sentences/{make_id('sentence_mark', 'police')}/")
    assert "Another version of the model of notes chose this sentence" in why.content.decode()
    hidden = client.get(f"/records/{held.record_of('clinic')}/sentences/{make_id('sentence_mark', 'clinic')}/")
    assert hidden.status_code == 404
    assert AuditEntry.objects.filter(action="explain_sentence").count() == 2


def row(
    start: int, *, level: str = "worth_reading", sign: str = "phone_contact", field: str = "Notes"
) -> ServedWorthReading:
    text = f"Sentence {start:02}."
    return ServedWorthReading(
        mark_id=f"{start}{sign}", record_id="r", row_id="r", agency="police", organisation="police", layout="x",
        restricted=0, sealed=0, source_file="f", source_row=1, field=field, start=start, end=start + len(text),
        text=text, words_sha256="", indicator=sign, level=level, model_version="m", childs_words=0, alone=1, happened=None, known_from=None, mention_id="", person_id="",
        words=json.dumps([{"start": start + 9, "end": start + 11}, {"start": start, "end": start + 8}]),
    )  # fmt: skip


def test_a_note_lists_five_sentences_those_that_are_likely_first_in_its_order() -> None:
    rows = [row(start, level="marked" if start in (50, 60) else "worth_reading") for start in range(0, 70, 10)]
    (note,) = by_note(rows)
    assert [one.start for one in note.sentences] == [0, 10, 20, 50, 60]
    assert note.more == 2
    pieces = [(one.text, one.carried) for one in note.sentences[1].pieces]
    assert pieces == [("Sentence", True), (" ", False), ("10", True), (".", False)]


def test_signs_of_rules_that_are_set_aside_are_counted_and_listed_apart() -> None:
    (note,) = by_note([row(0, level="set_aside"), row(20), row(40, level="set_aside", sign="self_harm")])
    assert ([one.start for one in note.sentences], note.more, note.aside) == ([20], 0, 2)
    assert [one.start for one in note.sentences_aside] == [0, 40]
    (bare,) = by_note([row(0, level="set_aside")])
    assert (bare.sentences, bare.aside) == ((), 1)


def test_what_a_person_is_asked_about_stands_apart_where_a_page_asks_for_it() -> None:
    rows = [row(0, level="asked", sign="self_harm"), row(20), row(20, level="asked")]
    (note,) = by_note(rows, is_asked_apart=True)
    assert [one.start for one in note.sentences] == [20] and [one.start for one in note.sentences_asked] == [0, 20]
    (whole,) = by_note(rows)
    assert [one.start for one in whole.sentences] == [0, 20] and whole.sentences_asked == ()
    assert [(one.indicator, one.level) for one in whole.sentences[1].signs] == [("phone_contact", "asked")]


def test_no_more_than_five_sentences_of_a_note_are_asked_about_and_the_others_are_worth_reading() -> None:
    (note,) = by_note([row(start, level="asked") for start in range(0, 70, 10)], is_asked_apart=True)
    assert [one.start for one in note.sentences_asked] == [0, 10, 20, 30, 40]
    assert [(one.start, one.signs[0].level) for one in note.sentences] == [(50, "worth_reading"), (60, "worth_reading")]


def test_a_records_page_lists_what_is_set_aside_and_a_childs_page_none_of_it(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = held.tables

    def changed() -> dict[Any, list[dict[str, Any]]]:
        filled = made()
        for mark in filled[SENTENCE_MARK]:
            mark |= {"level": "set_aside"} if mark["record_id"] == held.record_of("police") else {}
        return filled

    monkeypatch.setattr(held, "tables", changed)
    held.serve_snapshot(workspace, anew=True)
    assert records_of(OFFICER) == {held.record_of("school")}
    client = Client()
    client.force_login(Account.objects.create(username="ann", role="practitioner", agency="police"))
    page = client.get(f"/records/{held.record_of('police')}/").content.decode()
    assert "Sightline left out 1 sign that a rule found in this note" in page
    assert "A reading aid found these sentences" not in page and "The model of notes found" not in page
    listed = page.partition("Sightline left out 1 sign")[2].partition("</ul>")[0]
    assert "<mark>" in listed and "</li>" in listed
    record_id, mark_id = held.record_of("police"), make_id("sentence_mark", "police")
    assert client.get(f"/records/{record_id}/sentences/{mark_id}/").status_code == 404
    with pytest.raises(NotHere):
        answer_listed(session_of(OFFICER), record_id=record_id, mark_id=mark_id, answer=SentenceAnswer.NO)


def test_a_sentence_of_two_signs_is_listed_once_and_each_cell_by_itself() -> None:
    one, other = by_note([row(0, sign="self_harm"), row(0), row(0, field="What was said")])
    assert [sign.indicator for sign in one.sentences[0].signs] == ["phone_contact", "self_harm"]
    assert (other.heading, len(other.sentences)) == ("What was said", 1)


def test_a_search_knows_signs_of_notes_as_far_as_its_reader_may_see() -> None:
    def found(one: Actor, typed: str) -> dict[str, set[str]]:
        page = find_all(session_of(one), asked=typed)
        people = [person for person in page.people if person.person]
        return {person.person.person_id: {why.record_id for why in person.why} for person in people if person.person}

    clinic = held.record_of("clinic")
    assert set(found(OFFICER, "sign:phone")) == {held.AOIFE, held.BEN}
    assert clinic not in found(OFFICER, "sign:phone")[held.AOIFE]
    assert clinic in found(NURSE, 'sign: "second phone"')[held.AOIFE]
    assert set(found(OFFICER, "sign:phone officer Aoife")) == {held.AOIFE}
    assert found(OFFICER, "sign:adults") == found(OFFICER, "sign:phone")  # the first is noted, the second worth reading
    assert found(OFFICER, "sign:gifts") == found(OFFICER, "sign:nonsense") == found(OFFICER, "sign:phone secret") == {}
