"""Hints on words that blame: for the author alone, after sending, never on what a child said; and what is added then."""

import json
from pathlib import Path
from typing import Any

import pytest
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.chronology.export import write_chronology
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.selectors.additions import list_additions
from sightline.casework.concerns.services.drafts import begin_correction
from sightline.casework.concerns.wording_models import HintDone
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AnswerText, AuditEntry, Decision
from sightline.casework.data.runs import run_pipeline
from sightline.casework.notes.selectors.feedback import list_marks_said, read_marks_said
from sightline.casework.notes.selectors.signs import list_signs_of_concern
from sightline.casework.notes.services.author_hints import list_hints, say_again
from sightline.casework.notes.services.feedback import say_overlooked
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.model.errors import Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = 'She has absconded again and is streetwise. The last report says "she is attention seeking".'
AGAIN = "She went missing again. She knew the name of every driver at the rank."
WHY = "It is the name of the youth group, and no word of mine"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("hints"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


def child_of(who: Actor) -> str:
    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def enter(who: Actor, **boxes: str) -> str:
    return worried.enter(who, about=child_of(who), **({"seen_heard": SEEN, "childs_words": ""} | boxes))


def hints(who: Actor, concern_id: str) -> list[str]:
    return [one.words for one in list_hints(session_of(who), concern_id=concern_id)]


def page(who: Actor, address: str) -> str:
    response = client_of(who).get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def test_the_author_is_given_hints_after_sending_with_why_and_other_words(held: Workspace) -> None:
    who = worried.youth_worker()
    concern_id = enter(who)
    given = list_hints(session_of(who), concern_id=concern_id)
    assert [one.words for one in given] == ["absconded", "streetwise"], "what is quoted is nobody's to change"
    assert "Went missing" in given[0].prefer and given[0].source and given[0].why
    assert (given[1].prefer, given[1].source) == ("", "") and given[1].why
    shown = page(who, f"/concerns/{concern_id}/")
    assert "Words that may blame the child" in shown and "“absconded”" in shown
    assert Concern.objects.get().said["seen_heard"] == SEEN


def test_nobody_else_is_shown_a_hint_before_a_run_or_after(held: Workspace) -> None:
    who = worried.youth_worker()
    concern_id = enter(who)
    record_id = Concern.objects.get().record_id
    others = [
        worried.actor("mara", "manager", "youth_service"),
        worried.actor("off", "practitioner", "police"),
        worried.actor("iggy", "information_governance", ""),
    ]
    for state in ("live", "taken"):
        if state == "taken":
            run_pipeline(session_of(house_actor()), workspace=held)
        for other in others:
            with pytest.raises(NotHere):
                list_hints(session_of(other), concern_id=concern_id)
            assert "may blame the child" not in page(other, f"/concerns/{concern_id}/")
            assert client_of(other).get(f"/concerns/{concern_id}/say-again/").status_code == 404
            child = page(other, f"/people/{child_of(other)}/chronology/?whole=1")
            assert "blaming" not in child and "Wording" not in child
        assert hints(who, concern_id) == ["absconded", "streetwise"]
    record = page(others[0], f"/records/{record_id}/")
    assert "<mark>streetwise" not in record and "blaming" not in record


def test_no_page_of_writing_shows_a_hint(held: Workspace) -> None:
    who = worried.youth_worker()
    worried.write_draft(who, worried.written(about=child_of(who), seen_heard=SEEN))
    for name in ("enter/seen", "enter/marks", "enter/check"):
        shown = page(who, f"/concerns/{name}/")
        assert "blaming" not in shown and "<mark>" not in shown


@pytest.mark.parametrize(
    "boxes",
    [
        {"seen_heard": "Met at the park.", "childs_words": "I am streetwise, I absconded."},
        {"account": "Y"},
        {"seen_heard": "She told me that he hits her and that he raped her. She is streetwise."},
        {"about_professional": "Y", "professional_agency": "school"},
    ],
    ids=["the child's own words", "the author says that a child has told", "read as a child's account", "not read"],
)
def test_there_is_no_hint_where_a_child_speaks(held: Workspace, boxes: dict[str, str]) -> None:
    who = worried.youth_worker()
    assert hints(who, enter(who, **boxes)) == []


def test_words_left_as_they_are_are_said_of_no_more_and_nothing_else_is_noted(held: Workspace) -> None:
    who = worried.youth_worker()
    concern_id = enter(who)
    decisions = Decision.objects.count()
    (first, _) = list_hints(session_of(who), concern_id=concern_id)
    address = f"/concerns/{concern_id}/hints/{first.passage_id}/leave/"
    assert client_of(worried.actor("mara", "manager", "youth_service")).post(address).status_code == 404
    assert hints(who, concern_id) == ["absconded", "streetwise"]
    assert client_of(who).post(address)["Location"] == f"/concerns/{concern_id}/"
    assert hints(who, concern_id) == ["streetwise"]
    assert client_of(who).post(f"/concerns/{concern_id}/hints/{'0' * 20}/leave/").status_code == 404
    assert Decision.objects.count() == decisions
    audit = json.dumps([(one.action, one.ids, one.details) for one in AuditEntry.objects.all()])
    assert first.passage_id not in audit and "absconded" not in audit


def test_what_is_said_again_stands_behind_what_was_sent_for_all_who_may_read_it(held: Workspace) -> None:
    who, officer = worried.youth_worker(), worried.actor("off", "practitioner", "police")
    concern_id = enter(who)
    concern = Concern.objects.get()
    assert client_of(who).post(f"/concerns/{concern_id}/say-again/", {"words": " "}).status_code == 400
    answer = client_of(who).post(f"/concerns/{concern_id}/say-again/", {"words": AGAIN})
    assert answer["Location"] == f"/concerns/{concern_id}/"
    assert hints(who, concern_id) == []
    kept = Decision.objects.get(kind="concern_added_to")
    assert (kept.by, kept.body["concern_id"], kept.why) == ("yaz", concern_id, "")
    assert "missing" not in json.dumps(kept.body) and AnswerText.objects.get().words == AGAIN
    assert Concern.objects.get().said == concern.said
    addresses = [f"/concerns/{concern_id}/", f"/people/{child_of(officer)}/chronology/?whole=1"]
    for address in addresses:
        assert AGAIN in page(officer, address) and "absconded" in page(officer, address)
    run_pipeline(session_of(house_actor()), workspace=held)
    for address in (*addresses, f"/records/{concern.record_id}/"):
        assert AGAIN in page(officer, address), address
    written = write_chronology(session_of(officer), person_id=child_of(officer), purpose="case")
    assert AGAIN in written and "Added by its author, yaz" in written
    AnswerText.objects.update(words="")
    assert "These words were erased" in page(officer, f"/records/{concern.record_id}/")


def test_an_addition_is_as_restricted_as_its_concern(held: Workspace) -> None:
    who, officer = worried.youth_worker(), worried.actor("off", "practitioner", "police")
    concern_id = enter(who, own_agency_only="Y")
    say_again(session_of(who), concern_id=concern_id, words=AGAIN)
    record_id = Concern.objects.get().record_id
    assert AGAIN in page(who, f"/people/{child_of(who)}/chronology/?whole=1")
    assert AGAIN not in page(officer, f"/people/{child_of(officer)}/chronology/?whole=1")
    assert list_additions(session_of(officer), record_ids=[record_id]) == {}
    with pytest.raises(NotHere):
        say_again(session_of(officer), concern_id=concern_id, words=AGAIN)
    with pytest.raises(Usage):
        say_again(session_of(who), concern_id=concern_id, words="x" * 20_001)


def test_a_correction_does_not_say_the_same_of_the_same_words(held: Workspace) -> None:
    who = worried.youth_worker()
    concern_id = enter(who)
    begin_correction(session_of(who), concern_id=concern_id)
    corrected = enter(who, seen_heard=f"{SEEN} He is out of control.")
    assert hints(who, corrected) == ["out of control"]


def test_an_author_says_that_a_hint_is_wrong_and_only_the_owners_of_the_rules_read_it(held: Workspace) -> None:
    who, officer = worried.youth_worker(), worried.actor("off", "practitioner", "police")
    concern_id = enter(who)
    record_id = Concern.objects.get().record_id
    hint = list_hints(session_of(who), concern_id=concern_id)[1]
    address = f"/records/{record_id}/marks/{hint.passage_id}/wrong/"
    assert client_of(officer).get(address).status_code == 404
    assert "Only you can see this hint" in page(who, address)
    assert client_of(who).post(address, {"words": WHY}).status_code == 302
    assert hints(who, concern_id) == ["absconded"]
    for state in ("live", "taken"):
        if state == "taken":
            run_pipeline(session_of(house_actor()), workspace=held)
        for reader in (who, officer):
            assert read_marks_said(session_of(reader), record_id=record_id) == ()
        owner = worried.actor("iggy", "information_governance", "")
        (line,) = list_marks_said(session_of(owner)).lines
        assert (line.label, line.text, line.why, line.rule_id) == ("streetwise", "streetwise", WHY, "streetwise")
        assert "Wording: Streetwise" in page(owner, "/what-sightline-looks-for/said/")


def test_marks_in_a_concern_that_no_run_has_taken_in_are_disputed_like_those_of_records(held: Workspace) -> None:
    who, officer = worried.youth_worker(), worried.actor("off", "practitioner", "police")
    concern_id = enter(who, seen_heard="She got into a grey van with an older man. Her shoes were wet.")
    record_id = Concern.objects.get().record_id
    (mark, *_) = [one for one in list_signs_of_concern(session_of(officer), concern_id=concern_id) if one.indicator]
    wrong = f"/records/{record_id}/marks/{mark.passage_id}/wrong/"
    assert wrong in page(officer, f"/concerns/{concern_id}/")
    assert mark.text in page(officer, wrong)
    assert client_of(officer).post(wrong, {"words": "It was her uncle, who drives her home"}).status_code == 302
    given = {"sentence": "Her shoes were wet", "label": "emotional_change", "words": "They had been dry in the morning"}
    assert client_of(officer).post(f"/records/{record_id}/overlooked/", given).status_code == 302
    for state in ("live", "taken"):
        if state == "taken":
            run_pipeline(session_of(house_actor()), workspace=held)
        said = read_marks_said(session_of(who), record_id=record_id)
        assert [(one.passage_id, one.text) for one in said] == [
            (mark.passage_id, mark.text),
            ("", "Her shoes were wet"),
        ]
        address = f"/concerns/{concern_id}/" if state == "live" else f"/records/{record_id}/"
        assert "It was her uncle" in page(who, address) and "They had been dry" in page(who, address)
    assert HintDone.objects.count() == 0


def test_overlooked_wording_stands_on_no_record(held: Workspace) -> None:
    who = worried.youth_worker()
    enter(who, seen_heard="She makes her own bed and lies in it.")
    record_id = Concern.objects.get().record_id
    say_overlooked(
        session_of(who),
        record_id=record_id,
        words="makes her own bed",
        label="lifestyle_choice",
        why="It blames a girl of thirteen for what was done to her",
    )
    assert read_marks_said(session_of(who), record_id=record_id) == ()
    owner: Any = worried.actor("iggy", "information_governance", "")
    assert [one.text for one in list_marks_said(session_of(owner)).lines] == ["makes her own bed"]
    assert "Overlooked wording: a lifestyle, or the child’s own choice: 1" in page(owner, "/what-sightline-looks-for/")
