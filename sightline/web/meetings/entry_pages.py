"""The steps of writing a meeting down, as a table: what each is called, its form, and the service that keeps it.

A step that was corrected is the same step with the id of what it corrects.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind as Kind
from sightline.casework.meetings.pages.meetings import ActionLine, MeetingPage, SaidLine
from sightline.casework.meetings.selectors.offers import offer_about_person
from sightline.casework.meetings.services.meetings import (
    add_records,
    add_to_agenda,
    ask_to_meeting,
    call_off,
    keep_action,
    keep_attendance,
    keep_decision,
    keep_dissent,
    keep_held,
    keep_plan,
    name_chair,
)
from sightline.casework.posts.services.posts import read_posts
from sightline.casework.protection.selectors.current import redact_said
from sightline.translation.messages import lazy as _
from sightline.web.meetings import forms as made
from sightline.web.meetings.form_parts import MeetingForm, WhoMixin


@dataclass(frozen=True, slots=True)
class MeetingEntryAsked:
    """What a form is made from: the request, by whom, the meeting as they see it, and the entry to correct."""

    request: HttpRequest = field(repr=False)
    session: ReaderSession
    shown: MeetingPage
    corrects: str


Made = Callable[[MeetingEntryAsked], MeetingForm]
Keep = Callable[[ReaderSession, MeetingPage, Any, str], Any]


@dataclass(frozen=True, slots=True)
class MeetingEntryPage:
    """One step. `minutes`: only who writes for all; `before` are words above the form, `kept` those after it."""

    title: str
    button: str
    kept: str
    minutes: bool
    make: Made
    keep: Keep
    before: str = ""


def _plain(form: type[MeetingForm]) -> Made:
    return lambda asked: form.of(asked.request)


def _who(form: type[WhoMixin]) -> Made:
    def make(asked: MeetingEntryAsked) -> MeetingForm:
        filled = form.of(asked.request)
        filled.offer_posts(read_posts(on=clock.today()))
        return filled

    return make


def _words(form: type[made.WordsForm]) -> Made:
    def make(asked: MeetingEntryAsked) -> MeetingForm:
        line = find_line(asked.shown, asked.corrects)
        filled = form.of(asked.request, initial=_initial(asked.session, line) if line else None)
        filled.offer_records(asked.shown.records)
        if isinstance(filled, WhoMixin):
            filled.offer_posts(read_posts(on=clock.today()))
        if isinstance(filled, made.DissentForm):
            filled.offer_decisions(asked.shown.decisions)
        return filled

    return make


def _initial(session: ReaderSession, line: SaidLine) -> dict[str, Any]:
    """What stands, to be mended."""
    who = line.who
    named = bool(who and (who.username or who.post))
    return {
        "username": who.username if who else "",
        "post": f"{who.post}|{who.organisation}" if who and who.post else "",
        "name": who.who if who and not named else "",
        "agency": who.agency if who and not named else "",
        "words": redact_said(session, line.words),
        "records": [one.record_id for one in line.records],
        "theme": line.theme,
        "about": line.about,
        "by_when": line.on_day,
    }


def _attendance(asked: MeetingEntryAsked) -> MeetingForm:
    return made.AttendanceForm.of(asked.request, asked=asked.shown.asked)


def _records(asked: MeetingEntryAsked) -> MeetingForm:
    """The newest records of the child that are no part of the meeting yet."""
    person, form = asked.shown.line.subject.person, made.AddRecordsForm.of(asked.request)
    found = offer_about_person(asked.session, person_id=person.person_id).records if person else ()
    held = {one.record_id for one in asked.shown.records}
    form.offer_records([one for one in found if one.record_id not in held])
    return form


ENTRY_PAGES: dict[str, MeetingEntryPage] = {
    "ask": MeetingEntryPage(
        _("Invite a person"), _("Invite them"), _("They are invited. Invite another person, or go back to the "
        "meeting."), True,
        _who(made.InvitationForm),
        lambda session, shown, form, _: ask_to_meeting(session, meeting_id=_id(shown), who=form.who()),
        _("An invitation lets a person with an account or a role open this "
          "meeting. It does not let them open any record."),
    ),
    "records": MeetingEntryPage(
        _("Add records"), _("Add these records"), _("The records are now part of the meeting."), False, _records,
        lambda session, shown, form, _: add_records(
            session, meeting_id=_id(shown), record_ids=form.chosen()
        ),
        _("The newest records of the child are listed. Any other record can be added from its own page."),
    ),
    "agenda": MeetingEntryPage(
        _("Add to the agenda"), _("Save"), _("It is on the agenda."), False, _words(made.AgendaForm),
        lambda session, shown, form, corrects: add_to_agenda(
            session, meeting_id=_id(shown), said=form.said(corrects)
        ),
    ),
    "attendance": MeetingEntryPage(
        _("Who came?"), _("Save"), _("Attendance is recorded."), True, _attendance,
        lambda session, shown, form, _: keep_attendance(
            session, meeting_id=_id(shown), words=form.words()
        ),
    ),
    "decision": MeetingEntryPage(
        _("Record a decision"), _("Save this decision"), _("The decision is recorded."), True, _words(made.WordsForm),
        lambda session, shown, form, corrects: keep_decision(
            session, meeting_id=_id(shown), said=form.said(corrects)
        ),
    ),
    "action": MeetingEntryPage(
        _("Add an action"), _("Save this action"),
        _("The action is recorded. It escalates if it is not done in time."), True,
        _words(made.ActionForm),
        lambda session, shown, form, corrects: keep_action(
            session, meeting_id=_id(shown), said=form.said(corrects)
        ),
    ),
    "dissent": MeetingEntryPage(
        _("I do not agree"), _("Save"), _("The minutes now say that you do not agree."), False,
        _words(made.DissentForm),
        lambda session, shown, form, corrects: keep_dissent(
            session, meeting_id=_id(shown), said=form.said(corrects)
        ),
        _("To escalate your disagreement until a manager answers, also record it "
          "on the action or the record."),
    ),
    "plan": MeetingEntryPage(
        _("The joint plan"), _("Save this plan"), _("The plan is recorded."), True, _words(made.PlanForm),
        lambda session, shown, form, corrects: keep_plan(
            session, meeting_id=_id(shown), said=form.said(corrects)
        ),
        _("There is one plan, and one person who leads it. A new plan replaces the earlier one."),
    ),
    "chair": MeetingEntryPage(
        _("Who chairs?"), _("Save"), _("The chair is named."), True, _who(made.ChairForm),
        lambda session, shown, form, _: name_chair(session, meeting_id=_id(shown), who=form.who()),
    ),
    "held": MeetingEntryPage(
        _("The meeting was held"), _("Record that it was held"), _("We have recorded that the meeting was held."),
        True,
        _plain(made.HeldForm),
        lambda session, shown, form, _: keep_held(
            session, meeting_id=_id(shown), held_at=form.moment()
        ),
        _("The meeting then counts as held, and work that needed a meeting closes."),
    ),
    "off": MeetingEntryPage(
        _("Call off the meeting"), _("Call off the meeting"), _("The meeting is called off."), True,
        _plain(made.CallOffForm),
        lambda session, shown, form, _: call_off(
            session, meeting_id=_id(shown), words=form.cleaned_data["words"]
        ),
    ),
}  # fmt: skip
CORRECTING = {Kind.AGENDA: "agenda", Kind.DECISION: "decision", Kind.ACTION: "action", Kind.DISSENT: "dissent"}


def page_that_corrects(shown: MeetingPage, entry_id: str) -> tuple[MeetingEntryPage, str] | None:
    """The step by which an entry is corrected; None where this reader may not."""
    for kind, lines in _lines(shown).items():
        if any(line.entry_id == entry_id and line.may_correct for line in lines):
            return ENTRY_PAGES[CORRECTING[kind]], entry_id
    return None


def find_line(shown: MeetingPage, entry_id: str) -> SaidLine | None:
    """What stands under an entry's id, as the reader sees it."""
    every = (line for lines in _lines(shown).values() for line in lines)
    return next((line for line in every if line.entry_id == entry_id), None) if entry_id else None


def _lines(shown: MeetingPage) -> dict[Kind, tuple[SaidLine, ...]]:
    actions: tuple[ActionLine, ...] = shown.actions
    return {
        Kind.AGENDA: tuple(line for _, lines in shown.agenda for line in lines),
        Kind.DECISION: shown.decisions,
        Kind.ACTION: tuple(one.said for one in actions),
        Kind.DISSENT: shown.dissents,
    }


def _id(shown: MeetingPage) -> str:
    return shown.line.meeting_id
