"""Her street and town alone are in nothing that people wrote of a protected person; of others it stays as written."""

from datetime import date
from typing import Any

import duckdb
import pytest
from django.db import transaction
from django.urls import reverse
from support.climbing import fill_ladder, set_clock
from support.planted_refuge import planted_workspace
from support.sessions import session_of
from support.trials import read_ledger_rows, read_register_rows
from support.worried import actor, client_of, enter

from sightline.casework.audit import hash_chain
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.services.responses import keep_feedback
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import CurrentSnapshot, Decision
from sightline.casework.core.session import house_session
from sightline.casework.disruption.services import consider_measure
from sightline.casework.escalation.selectors import read_item
from sightline.casework.escalation.services.disagreements import open_disagreement
from sightline.casework.escalation.services.responses import answer_item, see_answer
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.selectors.meetings import read_meeting
from sightline.casework.meetings.services.meetings import (
    MeetingInput,
    add_records,
    add_to_agenda,
    keep_action,
    keep_decision,
    keep_dissent,
    keep_plan,
)
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.networks.selectors.analyst_entries import entries_about
from sightline.casework.networks.services import NewEntry, add_entry
from sightline.casework.notes.selectors.feedback import read_marks_said
from sightline.casework.notes.services.author_hints import say_again
from sightline.casework.notes.services.feedback import say_overlooked
from sightline.casework.protection.free_text import keep_text
from sightline.casework.same_person.selectors.questions import list_my_answers
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.sight.selectors import read_sight
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.selectors.files import read_subject_file
from sightline.casework.subject_files.services.files import (
    SubjectFileInput,
    keep_assessment,
    keep_fact,
    keep_next_action,
)
from sightline.casework.subject_files.services.opening import NewSubjectFile as OpeningOfFile
from sightline.casework.subject_files.services.opening import open_subject_file
from sightline.casework.unanswered.responses import read_said
from sightline.model.visibility import PROTECTED_WORDS

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = date(2024, 7, 2)
SAID = "She was seen near Planted Refuge Row by the Plantham bus, and he walks there every day"
CLEAN = SAID.replace("Planted Refuge Row", PROTECTED_WORDS).replace("Plantham", PROTECTED_WORDS)


@pytest.fixture(autouse=True)
def served(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = planted_workspace()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    (folder,) = workspace.snapshots.iterdir()
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": folder.name, "changed_at": "2024-07-01T09:00:00Z"}
    )
    set_clock(monkeypatch, f"{TODAY}T09:30:00Z")


def ask(sql: str) -> str:
    (folder,) = planted_workspace().snapshots.iterdir()
    with duckdb.connect(str(folder / "analysis.duckdb"), read_only=True) as analysis:
        ((found,),) = analysis.execute(sql).fetchall()
    return str(found)


def mona() -> Actor:
    return actor("mona", "manager", "childrens_services")


def ana() -> Actor:
    return actor("ana", "analyst", "police")


def danas_visit() -> str:
    return ask("SELECT record_id FROM source_row WHERE original LIKE '%Visit: settled%'")


def dana() -> str:
    return ask("SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Dana'")


def complaint() -> str:
    """Of a tenant who has nothing to do with her."""
    return ask("SELECT record_id FROM source_row WHERE original LIKE '%buses to Plantham%'")


def shown_to(who: Actor, name: str, *of: object) -> str:
    response = client_of(who).get(reverse(name, args=of))
    assert response.status_code == 200
    return response.content.decode()


def has_gaps(page: str) -> bool:
    return "Planted Refuge" not in page and "Plantham" not in page and PROTECTED_WORDS in page


def opened(about: str, record_id: str) -> str:
    return open_meeting(
        session_of(mona()),
        opening=NewMeeting("strategy_discussion", (record_id,), "2024-07-03T10:00:00Z", SAID, person_id=about),
    )


def test_a_meeting_about_her_says_neither_in_any_of_its_words() -> None:
    meeting = opened(dana(), danas_visit())
    decision = keep_decision(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID))
    add_to_agenda(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID, theme="victims"))
    keep_dissent(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID, about=decision))
    by = {"who": MeetingParty(name="A neighbour in Planted Refuge Row", agency="housing"), "by_when": TODAY}
    action = keep_action(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID, **by))
    keep_plan(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID, **by))
    shown = read_meeting(session_of(mona()), meeting_id=meeting)
    said = [shown.why, *(one.words for one in (*shown.decisions, *shown.dissents))]
    said += [line.words for _, lines in shown.agenda for line in lines]
    said += [one.said.words for one in shown.actions] + [shown.plan.words if shown.plan else ""]
    assert said == [CLEAN] * 6
    assert shown.actions[0].said.who and shown.actions[0].said.who.who == f"A neighbour in {PROTECTED_WORDS}"
    for page in (("meeting", meeting), ("meeting_correct", meeting, action), ("meetings",)):
        assert "Planted Refuge" not in shown_to(mona(), *page), page


def test_a_meeting_about_somebody_else_says_the_street_as_it_was_written() -> None:
    jo = ask("SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = 'Jo'")
    meeting = opened(jo, complaint())
    keep_decision(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID))
    add_records(session_of(mona()), meeting_id=meeting, record_ids=[danas_visit()])
    keep_decision(session_of(mona()), meeting_id=meeting, said=MeetingInput(SAID + "!", record_ids=(danas_visit(),)))
    shown = read_meeting(session_of(mona()), meeting_id=meeting)
    assert shown.why == SAID
    assert [one.words for one in shown.decisions] == [SAID, CLEAN + "!"]  # the second speaks of a record of hers


def test_a_working_file_about_her_says_neither_on_its_page_and_in_its_downloads() -> None:
    opening = OpeningOfFile((danas_visit(),), "of_concern", SAID, date(2024, 8, 1), person_id=dana())
    file_id = open_subject_file(session_of(mona()), opening=opening)
    entered = SubjectFileInput(
        words=SAID, record_ids=(danas_visit(),), on_day=TODAY, who="A neighbour in Planted Refuge Row"
    )
    keep_fact(session_of(mona()), file_id=file_id, entered=entered)
    keep_assessment(session_of(mona()), file_id=file_id, entered=entered)
    keep_next_action(
        session_of(mona()), file_id=file_id, entered=SubjectFileInput(words=SAID, on_day=TODAY, username="mona")
    )
    consider_measure(session_of(mona()), file_id=file_id, measure=measure(), entered=entered)
    assert has_gaps(shown_to(mona(), "subject_file", file_id))
    shown = read_subject_file(session_of(mona()), file_id=file_id)
    assert {shown.why, *(one.words for one in (*shown.facts, *shown.assessments))} == {CLEAN}
    for rows in (read_register_rows(session_of(mona())), read_ledger_rows(session_of(mona()))):
        assert PROTECTED_WORDS in str(rows) and "Planted Refuge" not in str(rows) and "Plantham" not in str(rows)


def measure() -> str:
    return next(name for name, one in read_measures().items() if one.fits(kind="person", is_child=False))


def test_what_is_said_of_her_record_and_answered_to_it_says_neither() -> None:
    posts = fill_ladder("police")
    item = open_disagreement(session_of(mona()), about="record", about_id=danas_visit(), why=SAID, with_agency="police")
    form = {"form": "not_proceed", "reason": "explained", "words": SAID}
    answer_item(session_of(posts["practitioner"]), item_id=item, form=form)
    see_answer(session_of(posts["team_manager"]), item_id=item, agrees=False, why=SAID)
    page = client_of(posts["team_manager"]).get(reverse("item", args=[item])).content.decode()
    assert has_gaps(page) and page.count("was seen near") == 4
    shown = read_item(session_of(posts["team_manager"]), item_id=item)
    assert [one.words for one in shown.answers if one.words] == [CLEAN] * 2


def test_a_concern_about_her_its_additions_and_what_was_told_back_say_neither() -> None:
    yaz = actor("yaz", "practitioner", "youth_service")
    mention = ask(f"SELECT mention_id FROM mention WHERE record_id = '{danas_visit()}' AND slot = 'subject'")
    concern_id = enter(yaz, day="2024-07-01", seen_heard=SAID, childs_words=SAID)
    Concern.objects.filter(pk=concern_id).update(about_mention_id=mention)
    say_again(session_of(yaz), concern_id=concern_id, words=SAID)
    keep_feedback(session_of(mona()), concern_id=concern_id, how="in_person", words=SAID)
    page = client_of(yaz).get(reverse("concern", args=[concern_id])).content.decode()
    assert has_gaps(page) and page.count("was seen near") == 4


def test_what_an_analyst_adds_about_her_says_neither() -> None:
    entry = NewEntry("hypothesis", "person", dana(), "1", "A", "P", SAID, records=(danas_visit(),))
    add_entry(session_of(ana()), entry=entry)
    assert [one.words for one in entries_about(session_of(ana()), node_ids=[dana()])] == [CLEAN]


def test_why_she_is_the_same_person_and_why_a_school_sees_her_say_neither() -> None:
    mention = ask(f"SELECT mention_id FROM mention WHERE record_id = '{danas_visit()}' AND slot = 'subject'")
    other = ask(f"SELECT mention_id FROM mention WHERE record_id = '{complaint()}' AND entity_kind = 'person' LIMIT 1")
    answer_same_person(session_of(mona()), mention_id_a=mention, mention_id_b=other, answer="not_same", why=SAID)
    (line,) = list_my_answers(session_of(mona()))
    assert line.why == CLEAN
    body = {"mention_id": mention, "agency": "school", "organisation": "x", "until_on": "2024-08-01"}
    with transaction.atomic():
        hash_chain.append(Decision, kind="sight_given", by="mona", os_name="", why=SAID, body=body)
    shown = read_sight(session_of(mona()), person_id=dana())
    assert [line.sight.why for line in shown.lines] == [CLEAN]


def test_what_is_said_of_a_mark_and_answered_to_a_question_on_her_records_says_neither() -> None:
    say_overlooked(
        session_of(mona()), record_id=danas_visit(), words="Visit: settled", label="unknown_vehicle", why=SAID
    )
    assert [one.why for one in read_marks_said(session_of(mona()), record_id=danas_visit())] == [CLEAN]
    with transaction.atomic():
        body = {"about": "question", "about_id": "q", "form": "found", "text_sha256": keep_text(words=SAID)}
        hash_chain.append(Decision, kind="answered", by="mona", os_name="", body=body)
    assert [one.words for one in read_said(house_session(), question_id="q", record_ids=[danas_visit()])] == [CLEAN]
    assert [one.words for one in read_said(house_session(), question_id="q", record_ids=[complaint()])] == [SAID]
