"""The pages of disputes and statements."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.accounts.rights import names_no_body
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputes.pages import DisputeEntryKind
from sightline.casework.disputes.selectors import list_disputes, offer_beside, read_dispute
from sightline.casework.disputes.services import add_statement, lay_dispute, settle_dispute
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.disputes.forms import DisputeForm, OutcomeForm, StatementForm
from sightline.web.disputes.presenters import OUTCOMES, status_of

RULE = "record_dispute"
KEPT = _("The dispute is shown beside the record. Information governance must reply within a month.")


@page("GET", "HEAD")
def disputes(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The disputes that the reader may open."""
    shown = list_disputes(session)
    lines = [(line, status_of(line)) for line in shown.lines]
    says = shown.may_settle and names_no_body(actor=session.actor)
    return render(request, "disputes/disputes.html", {"shown": shown, "lines": lines, "names_no_body": says})


@page("GET", "HEAD", "POST")
def beside(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Dispute a record."""
    offered = offer_beside(session, record_id=record_id)
    form, kept = DisputeForm.of(request, boxes=offered.boxes, is_governance=offered.is_governance), list[str]()
    if form.is_kept(lambda: kept.append(lay_dispute(session, dispute=form.read_dispute(record_id)))):
        messages.success(request, str(KEPT))
        return redirect("dispute", kept[0])
    return form_page(request, "disputes/dispute_enter.html", {"offered": offered, "form": form})


@page("GET", "HEAD", "POST")
def statement(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Add a person's own statement beside a record."""
    offered = offer_beside(session, record_id=record_id)
    if not offered.may_add_statement:
        raise NotHere
    form = StatementForm.of(request)
    if form.is_kept(lambda: add_statement(session, statement=form.read_statement(record_id))):
        messages.success(request, str(_("The statement is shown beside the record.")))
        return redirect("record", record_id)
    return form_page(request, "disputes/statement_add.html", {"offered": offered, "form": form})


@page("GET", "HEAD")
def dispute(request: HttpRequest, session: ReaderSession, dispute_id: str) -> HttpResponse:
    """One dispute, and its outcome."""
    shown = read_dispute(session, dispute_id=dispute_id)
    context = {
        "shown": shown,
        "status": status_of(shown.line),
        "rule": rule_of(RULE),
        "tasks": [
            (one, OUTCOMES[one].task)
            for one in shown.choices
            if one is not DisputeEntryKind.CORRECTED or shown.has_new_version
        ],
    }
    return render(request, "disputes/dispute.html", context)


@page("GET", "HEAD", "POST")
def settle(request: HttpRequest, session: ReaderSession, dispute_id: str, outcome: str) -> HttpResponse:
    """Record the outcome of a dispute."""
    shown = read_dispute(session, dispute_id=dispute_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = DisputeEntryKind(outcome)
    form = OutcomeForm.of(request, kind=chosen, has_letter=bool(shown.who))
    if form.is_kept(lambda: settle_dispute(session, dispute_id=dispute_id, decision=form.read_decision())):
        messages.success(request, str(OUTCOMES[chosen].kept))
        return redirect("dispute", dispute_id)
    return form_page(request, "disputes/dispute_decide.html", {"shown": shown, "form": form, "asked": OUTCOMES[chosen]})
