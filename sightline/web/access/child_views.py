"""The pages about one child: who knows them, opening their records for a reason or by a number, who works with them.

What the reader needs to know for is asked once a sitting. It is kept in the session, on the server.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.access.pages.access import OpenedLook
from sightline.casework.access.selectors.children import offer_reason, opens_records, read_assigned, read_who_knows
from sightline.casework.access.services import looks, teams
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import check_may_find
from sightline.web.access.forms import EndAccessForm, NeedForm, NumberForm, PurposeAsked, WorkerForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.purposes import state_purpose, stated_purpose


@page("POST")
def say_purpose(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Keep what the reader needs to know for until they sign out, and go back to what was found."""
    check_may_find(session)
    state_purpose(request, PurposeAsked.posted(request).said["purpose"] or "")
    return redirect("found")


@page("GET", "HEAD")
def who_knows_child(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Which bodies hold records of a child, since when, and whom to call; their own page where the reader opens it."""
    if opens_records(session, person_id=person_id):
        return redirect("person", person_id)
    shown = read_who_knows(session, person_id=person_id, purpose=stated_purpose(request))
    return render(request, "access/who_knows.html", {"shown": shown, "active": "find"})


@page("GET", "HEAD", "POST")
def need_to_see(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Say why one needs to see a child's records, and open them for a day."""
    if opens_records(session, person_id=person_id):
        return redirect("person", person_id)
    shown = None
    if session.actor.reader.asks_first:
        offer_reason(session, person_id=person_id)
    else:
        shown = read_who_knows(session, person_id=person_id, purpose=stated_purpose(request))
    form = NeedForm.of(request, actor=session.actor, initial={"purpose": stated_purpose(request)})
    opened: list[OpenedLook] = []
    if form.is_kept(lambda: opened.append(looks.need_to_see(session, person_id=person_id, **form.cleaned_data))):
        said = _(
            "You can open this child’s records for 24 hours. "
            "Your manager or information governance reviews your reason."
        )
        return _tell(request, opened[0], person_id, said)
    return form_page(request, "access/need_to_see.html", {"shown": shown, "form": form, "active": "find"})


@page("GET", "HEAD", "POST")
def open_by_number(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Open a child's records by a number of the team's own case system."""
    if opens_records(session, person_id=person_id):
        return redirect("person", person_id)
    shown = read_who_knows(session, person_id=person_id, purpose=stated_purpose(request))
    if not shown.by_number:
        raise NotHere
    form = NumberForm.of(request)
    opened: list[OpenedLook] = []
    if form.is_kept(lambda: opened.append(looks.open_by_number(session, person_id=person_id, **form.cleaned_data))):
        return _tell(request, opened[0], person_id, _("You can open this child’s records for 5 working days."))
    return form_page(request, "access/number.html", {"shown": shown, "form": form, "active": "find"})


@page("GET", "HEAD", "POST")
def workers(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Who is assigned to a child, and the form that assigns somebody."""
    shown = read_assigned(session, person_id=person_id)
    form = WorkerForm.of(request, shown=shown)
    if form.is_kept(lambda: _assign(session, person_id, form)):
        messages.success(
            request,
            _("We have recorded your decision. Once need to know has started, they can open this child’s records."),
        )
        return redirect("child_workers", person_id)
    return form_page(request, "access/workers.html", {"shown": shown, "form": form, "active": "find"})


@page("GET", "HEAD", "POST")
def end_worker(request: HttpRequest, session: ReaderSession, person_id: str, entry_id: str) -> HttpResponse:
    """End somebody's assignment to a child."""
    shown = read_assigned(session, person_id=person_id)
    line = next((one for one in shown.lines if one.entry_id == entry_id), None)
    if line is None:
        raise NotHere
    form = EndAccessForm.of(request)
    if form.is_kept(
        lambda: teams.end_assignment(session, person_id=person_id, entry_id=entry_id, why=form.cleaned_data["why"])
    ):
        messages.success(request, _("The assignment has ended."))
        return redirect("child_workers", person_id)
    context = {"shown": shown, "line": line, "form": form, "active": "find"}
    return form_page(request, "access/worker_end.html", context)


def _tell(request: HttpRequest, opened: OpenedLook, person_id: str, said: str) -> HttpResponse:
    """The child's page, or the page of who knows them where a reviewer must agree first."""
    if not opened.waits:
        messages.success(request, said)
        return redirect("person", person_id)
    if opened.used:
        why = _(
            "We have recorded the number. You opened this child by it before. "
            "Your manager or information governance must agree before you can open the records."
        )
    else:
        why = _(
            "We have recorded your reason. An earlier reason was refused. "
            "Your manager or information governance must agree before you can open the records."
        )
    messages.success(request, why)
    return redirect("who_knows_child", person_id)


def _assign(session: ReaderSession, person_id: str, form: WorkerForm) -> None:
    said = form.cleaned_data
    teams.assign(
        session, person_id=person_id, username=said["username"], team_id=said["team"], until_on=said["until_on"],
        why=said["why"],
    )  # fmt: skip
