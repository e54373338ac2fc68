"""A concern's words, read as soon as it is sent: on the child's page at once, and the same passages after the next run."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import duckdb
import pytest
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casenotes.learned.model import ModelFiles
from sightline.casenotes.readings import one_row
from sightline.casework.concerns.clock_cache import build_rows, rows_of
from sightline.casework.concerns.live_clocks import build_live_clocks
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.passages import passages_of
from sightline.casework.concerns.selectors.concerns import read_concern
from sightline.casework.concerns.wording_models import ConcernNoted
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.serving import need_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.data.runs import run_pipeline
from sightline.casework.escalation.models import LiveClock
from sightline.casework.learning import workspace_model
from sightline.casework.notes.selectors.sentences import explain_sentence, list_worth_reading_of_concern
from sightline.casework.notes.selectors.signs import list_signs, list_signs_of_concern
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.same_person.services.answers import undo_answer
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
SEEN = (
    "Wren got into a grey van with an older man outside the station. She is streetwise.\n"
    "  I suspect she is being sexually exploited. Her mum denies that she has a new phone."
)
WORDS = "He makes me bring my friends.\tHe bought me  trainers."
UNMARKED = {"suspicion": "", "seen_heard": SEEN, "childs_words": WORDS}
# What a run knows better: in which received file the row stands, and on which line.
OF_THE_FILE = {"source_file", "source_row"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small partnership, taken in and run through the command line, once."""
    return small.build_workspace(tmp_path_factory.mktemp("concern_reading"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace) -> Workspace:
    """A copy of it to go on with."""
    return worried.copy_of(built, workspace)


def run(workspace: Workspace) -> None:
    run_pipeline(session_of(house_actor()), workspace=workspace)


def read(workspace: Workspace, sql: str) -> list[dict[str, Any]]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.sql(sql).to_arrow_table().to_pylist()


def wren(who: Actor) -> str:
    found = find_people(session_of(who), terms=SearchTerms(name="wren ashdown", birth_date=small.CHILD_BORN))
    return found.people[0].person_id


def signs_of(who: Actor, person_id: str) -> dict[str, str]:
    """The words of each kind of sign, in concerns alone."""
    record_ids = set(Concern.objects.values_list("record_id", flat=True))
    kinds = list_signs(session_of(who), person_id=person_id)
    return {
        kind.indicator: one.text
        for kind in kinds
        for one in (*kind.stated, *kind.others)
        if one.record_id in record_ids
    }


def test_no_words_are_kept_with_the_reading_and_what_was_sent_stands(held: Workspace) -> None:
    worried.enter(worried.youth_worker(), **UNMARKED)
    concern = Concern.objects.get()
    assert (concern.said["seen_heard"], concern.said["childs_words"]) == (SEEN, WORDS)
    kept = json.dumps(ConcernNoted.objects.get().passages)
    for words in ("grey van", "older man", "She is", "trainers", "Wren", "denies"):
        assert words not in kept
    for row in passages_of(house_session(), concern):
        box = {"Seen and Heard": SEEN, "Child's Words": WORDS}[row["field"]]
        assert row["text"] == box[row["start"] : row["end"]]


def test_a_concern_lists_the_sentences_that_the_model_alone_finds_before_any_run_holds_it(held: Workspace) -> None:
    who, words = worried.youth_worker(), "I think somebody runs this and I cannot prove it."
    concern_id = worried.enter(who, about=wren(who), **{**UNMARKED, "seen_heard": f"Quiet today. {words}"})
    notes = list_worth_reading_of_concern(session_of(who), concern_id=concern_id)
    (note,) = [one for one in notes if one.heading == "Seen and Heard"]
    said = {
        "".join(piece.text for piece in one.pieces): [sign.indicator for sign in one.signs] for one in note.sentences
    }
    assert said == {words: ["suspected_exploitation"]}
    (sign,) = note.sentences[0].signs
    reason = explain_sentence(session_of(who), record_id=note.record_id, mark_id=sign.mark_id)
    assert reason.concern_id == concern_id and reason.examples and len(reason.examples) == 3
    with pytest.raises(NotHere):
        explain_sentence(session_of(who), record_id=note.record_id, mark_id="none")


def test_a_concern_is_read_by_the_model_that_this_workspace_put_in_force(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, own, asked = worried.youth_worker(), ModelFiles("own", Path(), ""), []

    def read(_notes: object, *, model: ModelFiles | None) -> list[object]:
        asked.append(model)
        return []

    monkeypatch.setattr(workspace_model, "read_own_model", lambda: own)
    monkeypatch.setattr(one_row, "read_together", read)
    list_worth_reading_of_concern(session_of(who), concern_id=worried.enter(who, **UNMARKED))
    assert asked == [own]


def test_a_reading_that_was_kept_before_people_confirmed_signs_still_gives_clocks(held: Workspace) -> None:
    who = worried.youth_worker()
    worried.enter(who, about=wren(who), **UNMARKED)
    kept = ConcernNoted.objects.get()
    kept.passages = [{name: value for name, value in row.items() if name != "confirmed_at"} for row in kept.passages]
    kept.save()
    assert "suspicion_answered" in {row["rule_id"] for row in build_rows(house_session(), Concern.objects.get())[0]}


def test_the_childs_words_are_read_for_signs_and_never_for_wording(held: Workspace) -> None:
    words = "I am streetwise. He bought me trainers and put me in his van."
    worried.enter(worried.youth_worker(), seen_heard="Talked in the park.", childs_words=words)
    rows = passages_of(house_session(), Concern.objects.get())
    assert {row["field"] for row in rows if row["indicator"]} == {"Child's Words"}
    assert all(row["said_by"] == "child" for row in rows if row["indicator"])
    assert not [row for row in rows if row["wording"]]


def test_an_undone_tie_takes_the_signs_off_the_childs_page(held: Workspace) -> None:
    who = worried.youth_worker()
    child = wren(who)
    worried.enter(who, about=child, **UNMARKED)
    undo_answer(session_of(house_actor()), sequence=Concern.objects.get().sequence, why="Another girl.")
    assert signs_of(who, child) == {}


def test_the_clocks_of_a_concern_are_built_once_and_then_read(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    who = worried.youth_worker()
    concern_id = worried.enter(who, about=wren(who), **UNMARKED)
    first = read_concern(session_of(who), concern_id=concern_id).clocks

    def refuse(**_: Any) -> None:
        raise AssertionError("clocks were built again")

    monkeypatch.setattr("sightline.timescales.build_clocks", refuse)
    assert read_concern(session_of(who), concern_id=concern_id).clocks == first
    build_live_clocks(house_session())
    rule_ids = {clock.rule_id for clock in first}
    assert "suspicion_answered" in rule_ids
    assert set(LiveClock.objects.values_list("rule_id", flat=True)) == rule_ids


def test_clocks_are_not_kept_of_a_reading_that_failed(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: Any) -> None:
        raise ValueError("no words")

    who = worried.youth_worker()
    with monkeypatch.context() as patch:
        patch.setattr("sightline.casenotes.readings.one_row.read_row_passages", broken)
        concern_id = worried.enter(who, about=wren(who), **UNMARKED)
        unread = {clock.rule_id for clock in read_concern(session_of(who), concern_id=concern_id).clocks}
    read_now = {clock.rule_id for clock in read_concern(session_of(who), concern_id=concern_id).clocks}
    assert unread and read_now - unread == {"suspicion_answered"}


def test_clocks_are_not_kept_while_the_machines_clock_is_behind_the_concern(held: Workspace) -> None:
    who = worried.youth_worker()
    worried.enter(who, about=wren(who), **UNMARKED)
    concern = Concern.objects.get()
    concern.entered_at = "2999-01-01T00:00:00Z"
    assert rows_of(house_session(), concern) == []
    assert Concern.objects.get().clocks is None


def test_the_pages_mark_the_words_and_say_why(held: Workspace) -> None:
    who, officer = worried.youth_worker(), worried.actor("off", "practitioner", "police")
    child = wren(who)
    concern_id = worried.enter(who, about=child, **UNMARKED)
    for state in ("live", "taken"):
        if state == "taken":
            run(held)
        page = client_of(officer).get(f"/concerns/{concern_id}/").content.decode()
        assert "got into a grey van" in "".join(re.findall("<mark>(.*?)</mark>", page, re.DOTALL))
        assert "Reasons for these marks" in page
        assert (
            "Answer the suspicion of exploitation: the author did not tick this. Sightline found it in the words below"
            in page
        )
        assert "“denies” shows" in page
        assert "<blockquote>He makes me bring my friends.\tHe bought me  trainers.</blockquote>" in page
        assert "streetwise</mark>" not in page, "wording is no mark"
        chronology = client_of(officer).get(f"/people/{child}/chronology/").content.decode()
        assert "In an unknown person’s vehicle" in chronology


def test_what_cannot_be_read_is_sent_all_the_same_and_read_by_the_run(
    held: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(**_: Any) -> None:
        raise ValueError("grey van")

    monkeypatch.setattr("sightline.casenotes.readings.one_row.read_row_passages", broken)
    who = worried.youth_worker()
    child = wren(who)
    with caplog.at_level(logging.ERROR):
        concern_id = worried.enter(who, about=child, **UNMARKED)
    assert Concern.objects.get().said["seen_heard"] == SEEN
    assert read_concern(session_of(who), concern_id=concern_id).said["seen_heard"] == SEEN
    assert list_signs_of_concern(session_of(who), concern_id=concern_id) == ()
    assert signs_of(who, child) == {}
    assert "ValueError" in caplog.text and "grey van" not in caplog.text
    monkeypatch.undo()
    run(held)
    assert "unknown_vehicle" in signs_of(who, child)
