"""Unusual reading: what a rule finds in the audit is a question for the manager, which escalates when nobody answers."""

from collections.abc import Iterable
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support import rights_objects as made
from support.climbing import set_clock
from support.every_address import ask
from support.sessions import leaving, session_of
from support.worried import client_of

from sightline.casework.access.services.teams import assign, keep_team
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.unusual_reading.models import ReadingEntry
from sightline.casework.unusual_reading.pages import QuestionState
from sightline.casework.unusual_reading.readings import street_of
from sightline.casework.unusual_reading.selectors import count_questions, list_news, list_questions, read_question
from sightline.casework.unusual_reading.services import (
    answer_question,
    ask_about_days,
    look_for_unusual,
    put_in_news,
    take_out_of_news,
)
from sightline.model.errors import Refused, Usage
from sightline.model.ids import make_id
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
DAY, TODAY, NIGHT, NEXT = date(2026, 12, 1), "2026-12-01T10:00:00Z", "2026-12-01T22:30:00Z", "2026-12-02T06:00:00Z"
LAST_DAY, ESCALATED, LATE = "2026-12-09T20:00:00Z", "2026-12-10T08:00:00Z", "2026-12-18T08:00:00Z"
WHY = "She covered the cases of a colleague who was ill that day."


@pytest.fixture
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    made.store(workspace)
    set_clock(monkeypatch, TODAY)
    worker(), manager()
    keep_team(session_of(governance()), name="East", agency="childrens_services", members=["sam"], managers=["mia"])
    return workspace


def governance(name: str = "ig") -> Actor:
    return worried.actor(name, "information_governance", "")


def worker() -> Actor:
    return worried.actor("sam", "practitioner", "childrens_services", "childrens_services")


def manager(name: str = "mia") -> Actor:
    return worried.actor(name, "manager", "childrens_services", "childrens_services")


def read(who: Actor, person_ids: Iterable[str]) -> None:
    for person_id in person_ids:
        write_entry(session_of(who), action="read_overview", trail=Trail([f"person:{person_id}"]), outcome="done")


def strangers(number: int) -> list[str]:
    return [make_id("person", f"stranger {one}") for one in range(number)]


def asked_of(who: Actor) -> list[tuple[str, str]]:
    return [(one.rule_id, one.reader) for one in list_questions(session_of(who)).lines]


def test_nine_children_in_a_day_become_one_question_for_the_persons_own_manager(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(worker(), strangers(9))
    read(worker(), strangers(9))  # each is counted once
    assert ask_about_days(house_session()) == 0  # the day has not ended
    set_clock(monkeypatch, NEXT)
    assert ask_about_days(house_session()) == 1
    assert ask_about_days(house_session()) == look_for_unusual(house_session(), since=DAY) == 0
    assert asked_of(manager()) == asked_of(governance()) == [("many_children", "sam")]
    assert asked_of(manager("mel")) == []
    with pytest.raises(Refused):
        list_questions(session_of(worker()))
    (line,) = list_questions(session_of(manager())).lines
    assert line.sentence == "Opened 9 children outside their work in one day. Usual for them: 0 a day."
    assert (line.on_day, str(line.due_on), line.may_answer) == (DAY, "2026-12-09", True)
    shown = read_question(session_of(manager()), entry_id=line.entry_id)
    assert len(shown.readings) == 9
    assert not [one for one in shown.readings if one.is_shown]
    with pytest.raises(NotHere):
        read_question(session_of(manager("mel")), entry_id=line.entry_id)


def test_exports_actions_concerns_files_and_records_count_as_pages_do(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = strangers(9)
    acts = [
        ("export_network", one[:5]),
        ("read_item_about", one[5:6]),
        ("read_concern", one[6:7]),
        ("read_working_file", one[7:8]),
        ("write_chronology", one[8:9]),
        ("list_work", strangers(40)),
        ("find_all", strangers(40)),
        ("read_network_lists", strangers(40)),  # a page of many is of its first
        ("read_reading_question", strangers(40)),
    ]
    for action, people in acts:
        trail = Trail([f"person:{person_id}" for person_id in people])
        write_entry(leaving(worker()), action=action, trail=trail, outcome="done")
    set_clock(monkeypatch, NEXT)
    assert look_for_unusual(house_session()) == 1
    (question,) = list_questions(session_of(manager())).lines
    assert question.rule_id == "many_children" and "Opened 9 children" in question.sentence
    assert len(read_question(session_of(manager()), entry_id=question.entry_id).readings) == 9


def test_a_record_that_names_nobody_in_the_audit_counts_for_whom_it_names(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    record_id, person_id = next(
        row.split("|")
        for row in ask(
            served, "SELECT m.record_id || '|' || person_id FROM mention AS m JOIN resolved USING (mention_id)"
        )
        if row.split("|")[1]
    )
    put_in_news(session_of(governance()), person_id=person_id, why=WHY)
    write_entry(session_of(worker()), action="read_document", trail=Trail([f"record:{record_id}"]), outcome="done")
    set_clock(monkeypatch, NEXT)
    assert look_for_unusual(house_session()) == 1
    assert asked_of(manager()) == [("in_the_news", "sam")]


def test_a_clock_that_was_ahead_hides_no_later_day(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, "2031-12-01T10:00:00Z")
    ask_about_days(house_session())
    set_clock(monkeypatch, TODAY)
    read(worker(), strangers(9))
    set_clock(monkeypatch, NEXT)
    assert ask_about_days(house_session()) == 1


def test_the_tick_asks_and_a_refused_page_is_no_reading(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    for one in strangers(9):
        write_entry(session_of(worker()), action="read_overview", trail=Trail([f"person:{one}"]), outcome="failed: x")
    set_clock(monkeypatch, NIGHT)
    read(worker(), strangers(3))
    set_clock(monkeypatch, NEXT)
    run_tick(house_session(), now=NEXT)
    assert asked_of(manager()) == [("out_of_hours", "sam")]


def test_children_of_the_work_and_of_their_home_are_no_question(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_in_news(session_of(governance()), person_id=held.AOIFE, why="The trial of an adult starts on Monday.")
    assign(session_of(manager()), person_id=held.AOIFE, username="sam", why="Allocated on Monday by the team.")
    read(worker(), [held.AOIFE])
    read(manager(), [held.AOIFE])  # who manages the assigned worker
    set_clock(monkeypatch, NEXT)
    assert ask_about_days(house_session()) == 0


def test_somebody_in_the_news_is_asked_about_until_they_are_off_the_list(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = put_in_news(
        session_of(governance()), person_id=held.AOIFE, why="The trial of an adult starts on Monday."
    )
    with pytest.raises(Refused):
        put_in_news(session_of(governance()), person_id=held.AOIFE, why="The trial of an adult starts on Monday.")
    with pytest.raises(Refused):
        put_in_news(session_of(manager()), person_id=held.AOIFE, why="The trial of an adult starts on Monday.")
    (line,) = list_news(session_of(governance()))
    assert line.name == "Aoife Ó Brien"
    client = client_of(worker())
    assert client.get(reverse("person", args=[held.AOIFE])).status_code == 200  # by the page, as people read
    set_clock(monkeypatch, NEXT)
    assert ask_about_days(house_session()) == 1
    (question,) = list_questions(session_of(manager())).lines
    assert question.rule_id == "in_the_news"
    (reading,) = read_question(session_of(manager()), entry_id=question.entry_id).readings
    assert (reading.name, reading.person_id) == ("Aoife Ó Brien", held.AOIFE)
    take_out_of_news(session_of(governance()), entry_id=entry_id)
    assert list_news(session_of(governance())) == ()
    read(worker(), [held.AOIFE])
    set_clock(monkeypatch, "2026-12-03T06:00:00Z")
    assert ask_about_days(house_session()) == 0


def question_about_sam(monkeypatch: pytest.MonkeyPatch) -> str:
    read(worker(), strangers(9))
    set_clock(monkeypatch, NEXT)
    ask_about_days(house_session())
    return ReadingEntry.objects.asked().get().entry_id


def waiting_for_governance() -> tuple[int, str, int]:
    (work,) = (one for one in count_work(session_of(governance())) if one.page == "reading_questions")
    return work.count, work.oldest_at, work.overdue


def test_what_the_manager_does_not_answer_in_five_working_days_is_governances(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = question_about_sam(monkeypatch)
    set_clock(monkeypatch, LAST_DAY)
    assert read_question(session_of(governance()), entry_id=entry_id).choices == ()
    assert waiting_for_governance() == (0, "", 0)
    counted = count_questions(session_of(manager()))
    assert counted is not None and (counted.waiting, counted.overdue) == (1, 0)
    set_clock(monkeypatch, ESCALATED)
    assert waiting_for_governance() == (1, NEXT, 0)
    assert read_question(session_of(manager()), entry_id=entry_id).choices == ()
    with pytest.raises(Refused):
        answer_question(session_of(manager()), entry_id=entry_id, answer="part_of_work", words=WHY)
    set_clock(monkeypatch, LATE)
    assert waiting_for_governance() == (1, NEXT, 1)
    answer_question(session_of(governance()), entry_id=entry_id, answer="dealt_with", words=WHY)
    assert waiting_for_governance() == (0, "", 0)
    assert read_question(session_of(manager()), entry_id=entry_id).line.state is QuestionState.CLOSED


def test_a_manager_who_will_talk_has_five_more_days_and_then_answers(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = question_about_sam(monkeypatch)
    with pytest.raises(Usage):
        answer_question(session_of(manager()), entry_id=entry_id, answer="dealt_with", words=WHY)
    set_clock(monkeypatch, LAST_DAY)
    answer_question(session_of(manager()), entry_id=entry_id, answer="will_talk", words=WHY)
    set_clock(monkeypatch, ESCALATED)
    shown = read_question(session_of(manager()), entry_id=entry_id)
    assert (shown.line.state, str(shown.line.due_on)) == (QuestionState.TALKING, "2026-12-16")
    assert [str(one) for one in shown.choices] == ["part_of_work", "to_governance"]
    answer_question(session_of(manager()), entry_id=entry_id, answer="to_governance", words=WHY)
    assert waiting_for_governance()[0] == 1
    assert [one.words for one in shown.answers] == [WHY]


def test_nobody_is_asked_about_their_own_reading_and_who_has_no_manager_is_governances(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(manager(), strangers(9))
    read(governance("ivy"), strangers(9))
    put_in_news(session_of(governance()), person_id=held.AOIFE, why="The trial of an adult starts on Monday.")
    read(governance("ivy"), [held.AOIFE])
    set_clock(monkeypatch, NEXT)
    ask_about_days(house_session())
    assert asked_of(manager()) == []
    assert sorted(asked_of(governance())) == [("in_the_news", "ivy"), ("many_children", "mia")]
    assert asked_of(governance("ivy")) == [("many_children", "mia")]
    assert waiting_for_governance()[0] == 2


def test_the_pages(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    entry_id = question_about_sam(monkeypatch)
    client = client_of(manager())
    assert "1 question about reading" in client.get(reverse("home")).content.decode()
    assert "not an accusation" in client.get(reverse("reading_question", args=[entry_id])).content.decode()
    missing = client.post(reverse("reading_question", args=[entry_id]), {"answer": "", "words": WHY})
    assert "Choose an answer" in missing.content.decode()
    done = client.post(
        reverse("reading_question", args=[entry_id]), {"answer": "part_of_work", "words": WHY}, follow=True
    )
    assert "We have recorded your answer" in done.content.decode()
    assert "Closed" in client.get(reverse("reading_questions")).content.decode()
    ig = client_of(governance())
    assert (
        reverse("news_add", args=[held.AOIFE]) in ig.get(reverse("person_identity", args=[held.AOIFE])).content.decode()
    )
    ig.post(reverse("news_add", args=[held.AOIFE]), {"why": "The trial of an adult starts on Monday."})
    listed = ig.get(reverse("news_people")).content.decode()
    assert "Aoife Ó Brien" in listed
    one = ReadingEntry.objects.in_news().get().entry_id
    ig.post(reverse("news_remove", args=[one]))
    assert "Nobody is on the list" in ig.get(reverse("news_people")).content.decode()
    assert client.get(reverse("news_people")).status_code == 403
    assert client_of(worker()).get(reverse("reading_questions")).status_code == 403


def test_reading_a_question_is_itself_audited_and_no_reading_of_a_child(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry_id = question_about_sam(monkeypatch)
    before = AuditEntry.objects.count()
    read_question(session_of(manager()), entry_id=entry_id)
    (row,) = AuditEntry.objects.filter(sequence__gt=before)
    assert (row.action, row.username) == ("read_reading_question", "mia")
    assert row.ids == [f"reading_entry:{entry_id}"]


@pytest.mark.parametrize(
    ("address", "street"),
    [
        ("12 Kiln Lane, Elmstead, ZZ1 1AA", "kiln lane"), ("Flat 3, 12a Kiln Lane, Elmstead", "kiln lane"),
        ("ZZ1 1AA", ""), ("The Mill, Kiln Lane", "the mill"),
    ],
)  # fmt: skip
def test_the_street_of_an_address(address: str, street: str) -> None:
    assert street_of(address) == street


def test_an_account_that_is_closed_since_is_still_asked_about(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(worker(), strangers(9))
    Account.objects.filter(username="sam").update(is_active=False)
    set_clock(monkeypatch, NEXT)
    assert ask_about_days(house_session()) == 1


def test_the_page_of_nobody(served: Workspace) -> None:
    assert Client().get(reverse("reading_questions")).status_code == 302


def test_governance_of_one_school_is_not_asked_about_readers_of_another(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    schools = ("Elm School", "Oak School", "")
    for place, school in enumerate(schools):
        read(worried.actor(f"reader_{place}", "practitioner", "school", school), strangers(9))
    set_clock(monkeypatch, NEXT)
    ask_about_days(house_session())
    for place, school in enumerate(schools):
        own = worried.actor(f"ig_{place}", "information_governance", "school", school)
        expected = {f"reader_{place}"} if school else set[str]()
        assert {reader for _, reader in asked_of(own)} == expected, school
        (work,) = (one for one in count_work(session_of(own)) if one.page == "reading_questions")
        assert work.count == len(expected)
        for entry in ReadingEntry.objects.asked():
            if entry.reader not in expected:
                with pytest.raises(NotHere):
                    answer_question(session_of(own), entry_id=entry.entry_id, answer="dealt_with", words=WHY)
    assert {reader for _, reader in asked_of(governance())} == {f"reader_{place}" for place in range(3)}
    assert waiting_for_governance()[0] == 3
