"""The pages of questions that nobody has answered: what a team may ask, and one question with its records.

A worker's name stands in no address; one that is chosen stands there as an opaque id. And the page asks. It says
nothing about what the answer is likely to be.
"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.services.responses import answer_question
from sightline.casework.unanswered.selectors import list_to_ask, read_unanswered
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import page_by_place
from sightline.web.core.rules import rule_of
from sightline.web.core.words import AGENCIES
from sightline.web.unanswered.forms import QuestionForm, ToAskAsked

ACTIVE = "to_ask"
ALL = "all"


@page("GET", "HEAD")
def to_ask(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Questions to ask: of one's own agency unless another is chosen, of all its workers unless one is."""
    asking = ToAskAsked.of(request)
    listed = list_to_ask(session, choice=asking.choice(session.actor.reader.agency))
    paging = page_by_place(asked=asking, later=listed.next_after)
    context = {"listed": listed, "agencies": AGENCIES, "all": ALL, "paging": paging}
    return render(request, "unanswered/to_ask.html", context | {"active": ACTIVE})


@page("GET", "HEAD", "POST")
def asked(request: HttpRequest, session: ReaderSession, asked_id: str) -> HttpResponse:
    """One question: its rule, why it is asked, its records, what was said; and the form to answer it."""
    shown = read_unanswered(session, question_id=asked_id)
    form = QuestionForm.of(request)
    if form.is_kept(lambda: answer_question(session, question_id=asked_id, form=form.answer())):
        messages.success(request, _("Your answer is saved."))
        return redirect("asked", asked_id)
    context: dict[str, Any] = {"shown": shown, "rule": rule_of(shown.line.rule_id), "form": form, "active": ACTIVE}
    return form_page(request, "unanswered/question.html", context)
