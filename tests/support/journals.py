"""One meeting, one subject file and two analysts' entries written with fixed values, and every row that they leave."""

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from support.climbing import set_clock
from support.sessions import session_of

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.actor import Actor, actor_for_account
from sightline.casework.core.models import Account, AnswerText, AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.disruption import services as disruption
from sightline.casework.meetings.models import MeetingEntry
from sightline.casework.meetings.pages.entry_kinds import MeetingTopic
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services import meetings
from sightline.casework.meetings.services.meetings import MeetingInput
from sightline.casework.meetings.services.opening import NewMeeting as MeetingOpening
from sightline.casework.meetings.services.opening import open_meeting
from sightline.casework.meetings.subjects import MeetingSubject as NamedByMeeting
from sightline.casework.networks import services as entries
from sightline.casework.networks.models import AnalystEntry
from sightline.casework.networks.selectors import analyst_entries
from sightline.casework.notices.models import Notice
from sightline.casework.people.pages.nodes import Node
from sightline.casework.subject_files.models import Kind, SubjectFileEntry
from sightline.casework.subject_files.selectors.disruption_measures import read_measures
from sightline.casework.subject_files.services import files
from sightline.casework.subject_files.services.files import SubjectFileInput
from sightline.casework.subject_files.services.opening import NewSubjectFile as FileOpening
from sightline.casework.subject_files.services.opening import open_subject_file
from sightline.casework.subject_files.subjects import FileSubject as NamedByFile
from sightline.model.visibility import Visibility

MENTION, FIRST, SECOND, THIRD = "mention0000000000001", "record00000000000001", "record00000000000002", "record3"
WHY = "A grey van waits for her outside school, and she has a second phone since April."
DECIDED = "Police visit the flat today, and her social worker sees her alone before that."
MEASURE = "recovery_order"
VERSIONS = {MEASURE: "0c73c85ea349", "police_protection": "7be6068c9d04"}
DO = "See her alone at school and ask about the van that waits there"
OPEN = Visibility("police", "", "police_events/stop", False, ())
Rows = list[dict[str, Any]]


def seen(_session: ReaderSession, *, record_ids: Any, **_: Any) -> dict[str, RecordBasis]:
    """Every record is open."""
    return {one: RecordBasis(one, "police", "", "police_events/stop", None, None, "day", False) for one in record_ids}


class EmptyStore:
    """A snapshot's store in which nobody is named."""

    def people_of(self, **_: object) -> dict[str, str]:
        return {}

    def said(self, **_: object) -> list[object]:
        return []

    def is_own(self, **_: object) -> bool:
        return True


@contextmanager
def no_snapshot(_: ReaderSession) -> Iterator[tuple[None, EmptyStore]]:
    """What a selector opens."""
    yield None, EmptyStore()


def as_written_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Measures in the versions of that commit: a version is a hash of a rule's words, which may be put better since."""
    for name, version in VERSIONS.items():
        measure = read_measures()[name]
        monkeypatch.setitem(read_measures(), name, replace(measure, rule=replace(measure.rule, version=version)))


def stand_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """The records, and whom they name, without a snapshot: the rows alone are looked at."""
    named = {"kind": "person", "mention_id": MENTION, "record_id": FIRST}
    by_name = {
        "seen_records": seen,
        "visibility_of_files": lambda _session, rows, **_: {one: OPEN for row in rows for one in row.record_ids},
        "name_one": lambda *_, **__: NamedByFile(Kind.PERSON, (MENTION,), (FIRST,), person_id="", is_child=True),
        "records_around": lambda *_, **__: (FIRST, SECOND),
    }
    for module in [one for name, one in sys.modules.items() if name.startswith("sightline.casework.")]:
        for name in by_name.keys() & vars(module).keys():
            monkeypatch.setattr(module, name, by_name[name])
    opening = sys.modules[open_meeting.__module__]
    monkeypatch.setattr(opening, "name_child", lambda *_, **__: NamedByMeeting(MeetingTopic.CHILD, (MENTION,), FIRST))
    monkeypatch.setattr(entries, "name_end", lambda *_: named)
    for module in (entries, analyst_entries):
        monkeypatch.setattr(module, "may_open_record", lambda *_: True)
    node = Node("child", "person1", "Wren")
    monkeypatch.setattr(analyst_entries, "resolve_ends", lambda _, kept, __: {one.decision: (node,) for one in kept})


def account(number: int, role: str, agency: str, organisation: str = "") -> Actor:
    """An account of a fixed number, on the web."""
    made = Account.objects.create(
        pk=9_000 + number, username=f"user{number}", role=role, agency=agency, organisation=organisation
    )
    return actor_for_account(made)


def write_all(monkeypatch: pytest.MonkeyPatch) -> dict[str, tuple[Actor, str]]:
    """Write every kind of entry. Who may read what was written, and its id, by where it is."""
    stand_in(monkeypatch)
    as_written_then(monkeypatch)
    minutes = iter(range(60))

    def later() -> None:
        set_clock(monkeypatch, f"2026-12-22T16:{next(minutes):02d}:00Z")

    manager, officer = account(1, "manager", "childrens_services"), account(2, "senior_officer", "police")
    analyst = account(3, "analyst", "police")
    later()
    written = {
        "meeting": (officer, _hold_meeting(manager, officer, later)),
        "subject_file": (manager, _keep_file(manager, officer, later)),
    }
    monkeypatch.setattr(ReaderSession, "need_current", no_snapshot)  # analysts' entries alone are of something in it
    monkeypatch.setattr(ReaderSession, "open_current", no_snapshot)
    return {**written, "network": (analyst, _add_entries(analyst, later))}


def _hold_meeting(manager: Actor, officer: Actor, later: Any) -> str:
    opening = MeetingOpening(
        kind="strategy_discussion", record_ids=(SECOND,), planned_at="2026-12-23T10:00:00Z", why=WHY, person_id="wren"
    )
    meeting_id = open_meeting(session_of(manager), opening=opening)
    of: dict[str, Any] = {"session": session_of(manager), "meeting_id": meeting_id}
    police = meetings.ask_to_meeting(**of, who=MeetingParty(username="user2"))
    nurse = meetings.ask_to_meeting(
        **of, who=MeetingParty(agency="health", organisation="Infirmary", name="The ward sister")
    )
    post = meetings.ask_to_meeting(**of, who=MeetingParty(post="childrens_services team_manager holder"))
    assert meetings.ask_to_meeting(**of, who=MeetingParty(username="user2")) == police  # the same of the same second
    later()
    meetings.add_records(**of, record_ids=(THIRD, FIRST))
    meetings.add_to_agenda(**of, said=MeetingInput(WHY, (FIRST,), theme="victims"))
    meetings.add_to_agenda(**of, said=MeetingInput("", (SECOND,), theme="offenders"))
    meetings.keep_attendance(**of, words={police: "came", nurse: "came", post: "came"})
    decision = meetings.keep_decision(**of, said=MeetingInput(DECIDED, (FIRST,)))
    later()
    meetings.keep_decision(**of, said=MeetingInput(f"{DECIDED} The school is told.", (FIRST,), corrects=decision))
    when = date(2026, 12, 24)
    action = meetings.keep_action(
        **of, said=MeetingInput(DO, (SECOND,), who=MeetingParty(username="user2"), by_when=when)
    )
    named = MeetingParty(agency="school", organisation="Hollin High", name="The head of year")
    meetings.keep_action(**of, said=MeetingInput(f"{DO} again", who=named, by_when=when))
    meetings.keep_dissent(
        session_of(officer), meeting_id=meeting_id, said=MeetingInput(f"I do not agree. {WHY}", about=decision)
    )
    meetings.keep_plan(
        **of, said=MeetingInput(f"The joint plan. {DO}", who=MeetingParty(username="user2"), by_when=when)
    )
    meetings.name_chair(**of, who=MeetingParty(username="user2"))
    later()
    meetings.finish_meeting_action(
        session_of(officer), meeting_id=meeting_id, entry_id=action, words=f"{DO}: that was done."
    )
    meetings.keep_held(**of, held_at="2026-12-22T16:02:00Z")
    called_off = open_meeting(session_of(officer), opening=opening)
    meetings.call_off(session_of(officer), meeting_id=called_off, words="The family has moved away and police follow.")
    return meeting_id


def _keep_file(manager: Actor, officer: Actor, later: Any) -> str:
    review, later_review = date(2027, 1, 5), date(2027, 1, 12)
    child = "She is seen alone by her social worker each week, and her school knows."
    file_id = open_subject_file(
        session_of(manager),
        opening=FileOpening((FIRST,), "named", WHY, review_on=review, person_id="p", as_a_child=child, owner="user1"),
    )
    of: dict[str, Any] = {"session": session_of(manager), "file_id": file_id}
    later()
    files.name_owner(**of, entered=SubjectFileInput(username="user2"))
    files.decide_status(**of, entered=SubjectFileInput(WHY, (SECOND,), word="of_concern", on_day=review))
    files.keep_review(**of, entered=SubjectFileInput(f"Looked at again. {WHY}", on_day=later_review))
    step = files.keep_next_action(**of, entered=SubjectFileInput(DO, (FIRST,), who="Her social worker", on_day=review))
    later()
    files.finish_action(**of, entry_id=step, entered=SubjectFileInput(f"{DO}: that was done."))
    files.keep_next_action(
        session_of(officer), file_id=file_id, entered=SubjectFileInput(DO, username="user1", on_day=later_review)
    )
    files.keep_as_a_child(**of, entered=SubjectFileInput(child, (FIRST,)))
    files.keep_capacity(**of, entered=SubjectFileInput(word="witness", record_ids=(SECOND,), on_day=date(2026, 12, 1)))
    fact = files.keep_fact(**of, entered=SubjectFileInput(WHY, (FIRST, THIRD), on_day=date(2026, 12, 2)))
    files.keep_assessment(**of, entered=SubjectFileInput(WHY, who="The duty sergeant"))
    later()
    files.take_back(**of, entry_id=fact, entered=SubjectFileInput("It was another van, as the keeper shows."))
    _use_measures(officer, file_id, later)
    later()
    files.decide_status(
        **of, entered=SubjectFileInput("She was seen in another town on every one of these days.", word="no_longer")
    )
    again = FileOpening((FIRST, SECOND), "of_concern", WHY, review_on=review, person_id="p", as_a_child=child)
    return open_subject_file(session_of(manager), opening=again)


def _use_measures(officer: Actor, file_id: str, later: Any) -> None:
    of, day = {"session": session_of(officer), "file_id": file_id}, date(2026, 12, 20)
    entered = SubjectFileInput(WHY, (FIRST,), who="The duty sergeant", on_day=day)
    left = disruption.consider_measure(**of, measure="police_protection", entered=entered)
    used = disruption.consider_measure(**of, measure=MEASURE, entered=entered)
    disruption.leave_measure(
        **of, entry_id=left, entered=SubjectFileInput("She is safe with her aunt tonight, who knows.")
    )
    disruption.use_measure(
        **of, entry_id=used, entered=SubjectFileInput("Granted by the court", on_day=day, to_day=date(2026, 12, 30))
    )
    later()
    disruption.keep_breach(**of, entry_id=used, entered=SubjectFileInput("He was at her door", (SECOND,), on_day=day))
    disruption.end_measure(
        **of, entry_id=used, entered=SubjectFileInput("Ended by the court", on_day=date(2026, 12, 22))
    )


def _add_entries(analyst: Actor, later: Any) -> str:
    grade = {"source_grade": "1", "information_grade": "B", "handling": "P"}
    about: Mapping[str, str] = {"about_kind": "person", "about_id": "wren", **grade}
    first = entries.NewEntry(
        kind="connection", words=WHY, to_kind="person", to_id="jay", records=(FIRST, SECOND),
        from_on=date(2026, 12, 1), until_on=date(2026, 12, 20), **about,
    )  # fmt: skip
    number = entries.add_entry(session_of(analyst), entry=first)
    later()
    entries.add_entry(
        session_of(analyst),
        entry=entries.NewEntry(kind="entity", words=WHY, label="The flat over the shop", to_kind="place", **about),
    )
    entries.take_back(session_of(analyst), sequence=number, why="It was another van, as the keeper shows.")
    return str(number)


def rows_left() -> dict[str, Rows]:
    """Every row of the tables that hold what was written, in order, without the database's own numbers of rows."""
    sent = Notice.objects.order_by("pk").values("account__username", "kind", "about_id", "at")
    return {
        "decision": list(Decision.objects.order_by("sequence").values()),
        "audit": list(AuditEntry.objects.order_by("sequence").values()),
        "meeting_entry": _own(MeetingEntry, "meeting__meeting_id"),
        "analyst_entry": _own(AnalystEntry),
        "subject_file_entry": _own(SubjectFileEntry, "subject_file__file_id"),
        "text": [
            {name: getattr(row, name) for name in ("sha256", "words", "what", "who")}
            for row in AnswerText.objects.order_by("sha256")
        ],
        "notice": list(sent),
    }


def _own(model: Any, *more: str) -> Rows:
    numbers = ("id", "meeting_id", "subject_file_id")
    names = [one.attname for one in model._meta.concrete_fields if one.attname not in numbers]
    return list(model.objects.order_by("pk").values(*sorted(names), *more))
