"""The pages of disputed conclusions: entering one, the list, one dispute, and the reply."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.disputed_conclusions.pages import ConclusionKind
from sightline.casework.disputed_conclusions.selectors import (
    list_conclusion_disputes,
    offer_conclusion_dispute,
    read_conclusion_dispute,
)
from sightline.casework.disputed_conclusions.services import dispute_conclusion, settle_conclusion_dispute
from sightline.casework.disputes.pages import DisputeEntryKind
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.disputes.conclusion_words import KINDS, OUTCOMES, TASKS, status_of
from sightline.web.disputes.forms import ConclusionDisputeForm, OutcomeForm

RULE = "conclusion_dispute"
KEPT = _("The dispute is shown beside it. Information governance must reply within a month.")


@page("GET", "HEAD")
def conclusion_disputes(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The disputed conclusions that the reader may open."""
    shown = list_conclusion_disputes(session)
    lines = [(line, KINDS[line.kind], status_of(line)) for line in shown.lines]
    return render(request, "disputes/conclusions.html", {"shown": shown, "lines": lines})


@page("GET", "HEAD", "POST")
def conclusion_beside(request: HttpRequest, session: ReaderSession, what: str, conclusion_id: str) -> HttpResponse:
    """Dispute a pattern, a group, a question or a deadline."""
    found, is_governance = offer_conclusion_dispute(session, kind=what, conclusion_id=conclusion_id)
    form, kept = ConclusionDisputeForm.of(request, is_governance=is_governance), list[str]()

    def keep() -> None:
        said = form.cleaned_data
        kept.append(
            dispute_conclusion(session, kind=what, conclusion_id=conclusion_id, words=said["words"], who=said["who"])
        )

    if form.is_kept(keep):
        messages.success(request, str(KEPT))
        return redirect("conclusion_dispute", kept[0])
    rule = rule_of(found.rule_id)
    context = {
        "form": form,
        "task": TASKS[found.kind],
        "label": rule.label if rule else "",
        "back": _page_of(found.kind, conclusion_id),
    }
    return form_page(request, "disputes/conclusion_enter.html", context)


@page("GET", "HEAD")
def conclusion_dispute(request: HttpRequest, session: ReaderSession, conclusion_dispute_id: str) -> HttpResponse:
    """One disputed conclusion, and the reply."""
    shown = read_conclusion_dispute(session, dispute_id=conclusion_dispute_id)
    context = {
        "shown": shown,
        "kind": KINDS[shown.line.kind],
        "status": status_of(shown.line),
        "conclusion_url": _page_of(shown.line.kind, shown.line.conclusion_id),
        "rule": rule_of(RULE),
        "tasks": [
            (one, OUTCOMES[one].task)
            for one in shown.choices
            if one is not DisputeEntryKind.CORRECTED or shown.is_changed
        ],
    }
    return render(request, "disputes/conclusion.html", context)


@page("GET", "HEAD", "POST")
def settle_conclusion(
    request: HttpRequest, session: ReaderSession, conclusion_dispute_id: str, outcome: str
) -> HttpResponse:
    """Record the reply to a disputed conclusion."""
    shown = read_conclusion_dispute(session, dispute_id=conclusion_dispute_id)
    if outcome not in shown.choices:
        raise NotHere
    chosen = DisputeEntryKind(outcome)
    form = OutcomeForm.of(request, kind=chosen, has_letter=bool(shown.who))
    if form.is_kept(
        lambda: settle_conclusion_dispute(session, dispute_id=conclusion_dispute_id, decision=form.read_decision())
    ):
        messages.success(request, str(OUTCOMES[chosen].kept))
        return redirect("conclusion_dispute", conclusion_dispute_id)
    context = {"shown": shown, "form": form, "asked": OUTCOMES[chosen]}
    return form_page(request, "disputes/conclusion_decide.html", context)


def _page_of(kind: ConclusionKind, conclusion_id: str) -> str:
    """The address of the conclusion's own page."""
    if kind is ConclusionKind.GROUP:
        return reverse("network", args=["group", conclusion_id])
    pages = {ConclusionKind.PATTERN: "recognised", ConclusionKind.QUESTION: "asked", ConclusionKind.DEADLINE: "clock"}
    return reverse(pages[kind], args=[conclusion_id])
