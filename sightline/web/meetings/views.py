"""The pages of meetings: my meetings, one meeting as its minutes, opening one, and each step of writing it down.

A page of a form reads the meeting first, through the same selector as the meeting's own page, so that it offers only
what its reader may see.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.attachments.selectors import list_documents
from sightline.casework.comments.selectors import list_comments
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.meetings.pages.meetings import MeetingFormOptions
from sightline.casework.meetings.selectors.meetings import list_meetings, read_meeting
from sightline.casework.meetings.selectors.offers import offer_about_person, offer_about_record, offer_for_item
from sightline.casework.meetings.services.meetings import add_records, finish_meeting_action
from sightline.casework.meetings.services.opening import open_meeting
from sightline.model.errors import Refused
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.meetings.entry_pages import ENTRY_PAGES, MeetingEntryAsked, MeetingEntryPage, page_that_corrects
from sightline.web.meetings.forms import DoneActionForm, OpenForm, WhichMeetingForm

ACTIVE = "meetings"


@page("GET", "HEAD")
def meetings(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """My meetings and actions."""
    listed = list_meetings(session)
    return render(request, "meetings/meetings.html", {"listed": listed, "active": ACTIVE})


@page("GET", "HEAD")
def meeting(request: HttpRequest, session: ReaderSession, meeting_id: str) -> HttpResponse:
    """One meeting: its minutes, as far as this reader may see them."""
    shown = read_meeting(session, meeting_id=meeting_id)
    take_about_as_read(session, about_id=meeting_id)
    decided = {one.entry_id: one for one in shown.decisions}
    dissents = [(one, decided.get(one.about)) for one in shown.dissents]
    documents = list_documents(session, owner="meeting", owner_id=meeting_id)
    comments = list_comments(session, owner="meeting", owner_id=meeting_id)
    context = {
        "shown": shown, "dissents": dissents, "documents": documents, "comments": comments, "active": ACTIVE,
    }  # fmt: skip
    return render(request, "meetings/meeting.html", context)


@page("GET", "HEAD", "POST")
def open_about_child(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Open a meeting about a child."""
    return _open(request, session, offer_about_person(session, person_id=person_id))


@page("GET", "HEAD", "POST")
def open_about_record(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Open a meeting about a child or a place that a record names, or about what it says."""
    return _open(request, session, offer_about_record(session, record_id=record_id))


@page("GET", "HEAD", "POST")
def open_for_item(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Open a meeting as the answer to an item."""
    return _open(request, session, offer_for_item(session, item_id=item_id))


@page("GET", "HEAD", "POST")
def record_meeting(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Add a record to a meeting that is to come, or open one about it."""
    record = offer_about_record(session, record_id=record_id).records[0]
    coming = list_meetings(session).coming
    form = WhichMeetingForm.of(request, meetings=coming)

    def keep() -> None:
        add_records(session, meeting_id=form.cleaned_data["meeting"], record_ids=(record_id,))

    if form.is_kept(keep):
        messages.success(
            request, _("The record is now part of the meeting. Only people who may see the record can open it.")
        )
        return redirect("meeting", form.cleaned_data["meeting"])
    context = {"record": record, "coming": coming, "form": form, "active": ACTIVE}
    return form_page(request, "meetings/meeting_record.html", context)


@page("GET", "HEAD", "POST")
def add(request: HttpRequest, session: ReaderSession, meeting_id: str, page: str) -> HttpResponse:
    """One step of writing a meeting down."""
    if page not in ENTRY_PAGES:
        raise NotHere
    return _write(request, session, meeting_id, ENTRY_PAGES[page])


@page("GET", "HEAD", "POST")
def correct(request: HttpRequest, session: ReaderSession, meeting_id: str, entry_id: str) -> HttpResponse:
    """Correct what was written, by a row of its own."""
    shown = read_meeting(session, meeting_id=meeting_id)
    found = page_that_corrects(shown, entry_id)
    if found is None:
        raise NotHere
    return _write(request, session, meeting_id, *found)


@page("GET", "HEAD", "POST")
def action_done(request: HttpRequest, session: ReaderSession, meeting_id: str, entry_id: str) -> HttpResponse:
    """Say that an action is done."""
    shown = read_meeting(session, meeting_id=meeting_id)
    action = next((one for one in shown.actions if one.said.entry_id == entry_id and one.may_finish), None)
    if action is None:
        raise NotHere
    form = DoneActionForm.of(request)

    def keep() -> None:
        words = form.cleaned_data["words"]
        finish_meeting_action(session, meeting_id=meeting_id, entry_id=entry_id, words=words)

    if form.is_kept(keep):
        messages.success(request, _("We have recorded that this is done."))
        return redirect("meeting", meeting_id)
    context = {"shown": shown, "form": form, "page": None, "action": action, "active": ACTIVE}
    return form_page(request, "meetings/meeting_entry.html", context)


def _open(request: HttpRequest, session: ReaderSession, offered: MeetingFormOptions) -> HttpResponse:
    form = OpenForm.of(request, offered=offered)
    opened: list[str] = []
    if form.is_kept(lambda: opened.append(open_meeting(session, opening=form.opening()))):
        messages.success(request, _("The meeting is open. Now invite the agencies."))
        return redirect("meeting", opened[0])
    context = {"offered": offered, "form": form, "active": ACTIVE}
    return form_page(request, "meetings/meeting_open.html", context)


def _write(
    request: HttpRequest, session: ReaderSession, meeting_id: str, page: MeetingEntryPage, corrects: str = ""
) -> HttpResponse:
    shown = read_meeting(session, meeting_id=meeting_id)
    if not (shown.minutes if page.minutes else shown.takes_part) or shown.line.called_off:
        raise Refused(
            _("Only the person who opened the meeting, its chair or the lead of its plan can record this."),
            code="not_theirs",
            what_to_do=_("Tell one of them what you know. You can record that you do not agree."),
        )
    form = page.make(MeetingEntryAsked(request, session, shown, corrects))
    if form.is_kept(lambda: page.keep(session, shown, form, corrects)):
        messages.success(request, page.kept)
        return redirect("meeting", meeting_id)
    context: dict[str, Any] = {"shown": shown, "form": form, "page": page, "corrects": corrects, "active": ACTIVE}
    return form_page(request, "meetings/meeting_entry.html", context)
