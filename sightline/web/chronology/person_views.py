"""The pages about one person: the overview, and each tab, all under the same head that says who is missing."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.chronology.selectors.chronology import read_identity
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.core.session import ReaderSession
from sightline.casework.ledger.selectors import can_read_child_sharing
from sightline.casework.meetings.selectors.meetings import list_meetings_about
from sightline.casework.missing.services import check_may_tell
from sightline.casework.missing.services import record_telephone_report as keep_telling
from sightline.casework.notes.selectors.childs_account_notice import list_childs_accounts
from sightline.casework.notes.selectors.sentences import list_worth_reading
from sightline.casework.notes.selectors.signs import list_signs
from sightline.casework.overview.selectors.overview import read_frame, read_overview
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.readings.selectors.sentences import list_worth_checking
from sightline.casework.rolls.selectors import can_ask_for_rows
from sightline.casework.subject_files.selectors.files import list_subject_files_about
from sightline.casework.unanswered.selectors import list_unanswered
from sightline.web.chronology.comparison import compare_agencies
from sightline.web.chronology.forms import TelephoneReportForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page


def show_tab(request: HttpRequest, session: ReaderSession, person_id: str, tab: str, **context: Any) -> HttpResponse:
    """One tab under the head of the person; the head is read here where the tab has not read it."""
    frame = context.pop("frame", None) or read_frame(session, person_id=person_id)
    whole = {"frame": frame, "tab": tab, "active": "find", **context}
    return render(request, f"chronology/person_{tab}.html", whole)


@page("GET", "HEAD")
def person(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The first screen: who it is, what is wrong, what is overdue, what to do next, what happened last."""
    shown = read_overview(session, person_id=person_id)
    context = {
        "shown": shown,
        "frame": shown.frame,
        "waiting": [one for one in shown.patterns if one.waits],
        "childs_accounts": list_childs_accounts(session, person_id=person_id),
        "tab": "overview",
        "full_banner": True,
        "active": "find",
    }
    return render(request, "chronology/overview.html", context)


@page("GET", "HEAD")
def patterns(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """What was recognised, what nobody has answered, and signs noted."""
    return show_tab(
        request, session, person_id, "patterns",
        childs_accounts=list_childs_accounts(session, person_id=person_id),
        recognised=list_recognised(session, person_id=person_id),
        unanswered=list_unanswered(session, person_id=person_id),
        noted=list_signs(session, person_id=person_id),
        worth_reading=list_worth_reading(session, person_id=person_id),
        worth_checking=list_worth_checking(session, person_id=person_id),
    )  # fmt: skip


@page("GET", "HEAD")
def deadlines(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """What must be done by when, meetings, and the working file."""
    return show_tab(
        request, session, person_id, "deadlines",
        clocks=list_clocks(session, person_id=person_id),
        meetings=list_meetings_about(session, person_id=person_id),
        working_files=list_subject_files_about(session, person_id=person_id),
    )  # fmt: skip


@page("GET", "HEAD")
def identity(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Who each agency says this is, and how the records came together."""
    shown = read_identity(session, person_id=person_id)
    rows, has_ledger = compare_agencies(shown.views), can_read_child_sharing(session, person_id=person_id)
    return show_tab(
        request, session, person_id, "identity", shown=shown, rows=rows, has_ledger=has_ledger,
        asks_for_rows=can_ask_for_rows(session),
    )  # fmt: skip


@page("GET", "HEAD", "POST")
def record_telephone_report(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Record what somebody was told by telephone: the child is missing, or was found."""
    check_may_tell(session)
    frame = read_frame(session, person_id=person_id)
    form = TelephoneReportForm.of(request)
    if form.is_kept(lambda: keep_telling(session, person_id=person_id, **form.telling())):
        messages.success(
            request, _("We have recorded the call. Everyone who can open this child’s page can now see it.")
        )
        return redirect("person", person_id)
    return form_page(request, "chronology/tell_missing.html", {"frame": frame, "form": form, "active": "find"})
