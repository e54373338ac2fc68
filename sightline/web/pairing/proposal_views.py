"""The pages on which somebody proposes who records are about, and on which somebody else answers."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.match_proposals.rights import check_proposes
from sightline.casework.match_proposals.selectors import (
    list_proposals,
    list_records_to_part,
    preview_another_person,
    read_proposal,
)
from sightline.casework.match_proposals.services import propose_another_person, propose_one_person
from sightline.casework.pairing.services.pairs import compare_people
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.pairing.forms import AboutThisPersonForm, ProposalForm
from sightline.web.same_person.forms import AnswerForm
from sightline.web.same_person.presenters import lay_out

ACTIVE = "find"


@page("GET", "HEAD", "POST")
def propose_match(request: HttpRequest, session: ReaderSession, person_id: str, other_id: str) -> HttpResponse:
    """Two people side by side, what would change, and the proposal that they are one."""
    check_proposes(actor=session.actor)
    shown = compare_people(session, person_id=person_id, other_id=other_id)
    form = ProposalForm.of(request)
    if form.is_kept(lambda: propose_one_person(session, person_id=person_id, other_id=other_id, **form.cleaned_data)):
        return _sent(request)
    context = {"shown": shown, "lines": lay_out(shown.sides), "form": form, "active": ACTIVE}
    return form_page(request, "pairing/propose_match.html", context)


@page("GET", "HEAD")
def another_person(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """The records of a person, to choose the one that is about another person."""
    shown = list_records_to_part(session, person_id=person_id)
    return render(request, "pairing/another_person.html", {"shown": shown, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def propose_other(request: HttpRequest, session: ReaderSession, person_id: str, mention_id: str) -> HttpResponse:
    """A record, what would change, and the proposal that it is about another person."""
    shown = preview_another_person(session, person_id=person_id, mention_id=mention_id)
    form = ProposalForm.of(request)
    ids = {"person_id": person_id, "mention_id": mention_id}
    if form.is_kept(lambda: propose_another_person(session, **ids, **form.cleaned_data)):
        return _sent(request)
    return form_page(request, "pairing/propose_other.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("GET", "HEAD")
def proposals(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The account's own proposals, or those to answer."""
    return render(request, "pairing/proposals.html", {"lines": list_proposals(session), "active": "same_person"})


@page("GET", "HEAD", "POST")
def proposal(request: HttpRequest, session: ReaderSession, proposal_id: str) -> HttpResponse:
    """One proposal, both sides, and the answer."""
    if request.method == "POST":
        check_answers(actor=session.actor)
    shown = read_proposal(session, proposal_id=proposal_id)
    form = (AnswerForm if shown.pair else AboutThisPersonForm).of(request)
    a, b = shown.line.mention_ids
    if form.is_kept(lambda: answer_same_person(session, mention_id_a=a, mention_id_b=b, **form.cleaned_data)):
        messages.success(request, _("Your answer is saved. It applies from the next update."))
        return redirect("match_proposal", proposal_id)
    lines = lay_out(shown.pair.sides) if shown.pair else []
    return form_page(
        request, "pairing/proposal.html", {"shown": shown, "lines": lines, "form": form, "active": "same_person"}
    )


def _sent(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("Your proposal is sent. You are told the answer."))
    return redirect("match_proposals")
