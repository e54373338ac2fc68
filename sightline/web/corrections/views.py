"""The pages of notices of correction."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.corrections.selectors import list_corrections, read_correction
from sightline.casework.corrections.services import acknowledge_correction, reach_recipient
from sightline.casework.inbox.services import take_about_as_read
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.corrections.forms import AcknowledgeForm, ReachRecipientForm
from sightline.web.corrections.presenters import HEADINGS, TO_DO, status_of

RULE = "correction_acknowledged"


@page("GET", "HEAD")
def corrections(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The notices that the reader may open."""
    shown = list_corrections(session)
    lines = [(line, line.what.label, status_of(line)) for line in shown.lines]
    return render(request, "corrections/corrections.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD", "POST")
def correction(request: HttpRequest, session: ReaderSession, correction_id: str) -> HttpResponse:
    """One notice, and the reader's answer to it."""
    shown = read_correction(session, correction_id=correction_id)
    form = AcknowledgeForm.of(request, has_file=bool(shown.mine and shown.mine.has_file))

    def keep() -> None:
        copies = bool(form.cleaned_data.get("copies"))
        acknowledge_correction(session, correction_id=correction_id, copies_dealt_with=copies)

    if form.is_kept(keep):
        take_about_as_read(session, about_id=correction_id)
        messages.success(request, str(_("We have recorded that you know.")))
        return redirect("corrections")
    what = shown.line.what
    context = {
        "shown": shown,
        "form": form,
        "rule": rule_of(RULE),
        "heading": HEADINGS[what],
        "to_do": TO_DO[what],
        "status": status_of(shown.line),
    }
    return form_page(request, "corrections/correction.html", context)


@page("GET", "HEAD", "POST")
def reach(request: HttpRequest, session: ReaderSession, correction_id: str) -> HttpResponse:
    """Record that a reader was told in another way."""
    shown = read_correction(session, correction_id=correction_id)
    waiting = [(one.username, one.username) for one in shown.recipients if not one.settled_at]
    if not shown.may_settle or not waiting:
        raise NotHere
    form = ReachRecipientForm.of(request, readers=waiting)

    def keep() -> None:
        said = form.cleaned_data
        reach_recipient(session, correction_id=correction_id, username=said["reader"], words=said["words"])

    if form.is_kept(keep):
        messages.success(request, str(_("We have recorded that you told the reader.")))
        return redirect("correction", correction_id)
    return form_page(request, "corrections/correction_told.html", {"shown": shown, "form": form})
