"""The pages on which information governance reviews what is due, places holds, and decides to erase."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.accounts.rights import names_no_body
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.erasure.services import decide_erasure_here
from sightline.casework.retention.pages import GROUND_LABELS, HOLD_LABELS
from sightline.casework.retention.selectors import read_due, read_holds
from sightline.casework.retention.services import keep_until, lift_hold, place_hold
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.words import layout_in_words
from sightline.web.retention.forms import ErasureForm, HoldForm, LiftForm, RetentionReviewForm

ACTIVE = "papers"


@page("GET", "HEAD")
def due(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What is due for review, the rules, and decisions to erase."""
    shown = read_due(session)
    erasures = [(one.erasure, GROUND_LABELS[one.erasure.ground], one.held_by) for one in shown.erasures]
    context = {
        "shown": shown,
        "erasures": erasures,
        "active": ACTIVE,
        "names_no_body": names_no_body(actor=session.actor),
    }
    return render(request, "retention/due.html", context)


@page("GET", "HEAD", "POST")
def review(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Keep the records of one review until another day."""
    form = RetentionReviewForm.of(request, shown=read_due(session))

    def keep() -> None:
        rule_id, about = form.read_which()
        said = form.cleaned_data
        keep_until(session, rule_id=rule_id, about=about, until=said["until"], why=said["why"])

    if form.is_kept(keep):
        messages.success(request, _("We have recorded the review. The records are kept."))
        return redirect("retention_due")
    return form_page(request, "retention/review.html", {"form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def holds(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The holds in force, and the form that places one."""
    shown = read_holds(session)
    form = HoldForm.of(request, kinds=shown.kinds)
    if form.is_kept(lambda: place_hold(session, hold=form.read_hold(), why=form.cleaned_data["why"])):
        messages.success(request, _("We have recorded the hold."))
        return redirect("retention_holds")
    today = clock.today()
    lines = [
        (
            one,
            HOLD_LABELS[one.hold.said.kind],
            one.hold.is_due(on=today),
            [layout_in_words(each) for each in one.hold.said.kinds],
        )
        for one in shown.lines
    ]
    context = {
        "shown": shown, "lines": lines, "form": form, "active": ACTIVE,
        "names_no_body": names_no_body(actor=session.actor),
    }  # fmt: skip
    return form_page(request, "retention/holds.html", context)


@page("GET", "HEAD", "POST")
def lift(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Lift a hold."""
    form = LiftForm.of(request, shown=read_holds(session))
    if form.is_kept(lambda: lift_hold(session, hold=form.read_hold(), why=form.cleaned_data["why"])):
        messages.success(request, _("We have recorded that the hold is lifted."))
        return redirect("retention_holds")
    return form_page(request, "retention/lift.html", {"form": form, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def erase(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Decide that records are erased."""
    shown, form = read_holds(session), ErasureForm.of(request)

    def decide() -> None:
        said = {"record_ids": form.read_records(), "ground": form.read_ground(), "why": form.cleaned_data["why"]}
        decide_erasure_here(session, **said)

    if form.is_kept(decide):
        messages.success(request, _("We have recorded the decision. The operator now carries it out."))
        return redirect("retention_due")
    return form_page(request, "retention/erase.html", {"shown": shown, "form": form, "active": ACTIVE})
