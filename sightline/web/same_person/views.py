"""The pages of "same person?": what is asked, one question, one's own answers and undoing them.

What is posted is a question's id and an answer. Which two mentions it is about is read from the snapshot, never taken
from the form.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.match_proposals.selectors import list_proposals
from sightline.casework.pairing.services.pairs import preview_match
from sightline.casework.patterns.selectors import list_awaited_answers
from sightline.casework.same_person.pages.questions import SamePersonAnswerLine
from sightline.casework.same_person.selectors.questions import (
    list_my_answers,
    list_questions,
    list_questions_first,
    read_question,
)
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.pagination import AfterAsked, page_by_place
from sightline.web.same_person.forms import AnswerForm, UndoForm
from sightline.web.same_person.presenters import lay_out

ACTIVE = "same_person"


@page("GET", "HEAD")
def questions(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What is asked: what a pattern depends on first, then those on which most hangs."""
    asked = AfterAsked.of(request)
    awaited = list_awaited_answers(session)
    listed = list_questions(session, after=asked.said["after"], but=awaited)
    paging = page_by_place(asked=asked, later=listed.next_after)
    first = () if paging.begun else list_questions_first(session, question_ids=list(awaited))
    context = {
        "listed": listed,
        "first": [(one, awaited[one.question_id]) for one in first],
        "paging": paging,
        "proposed": [] if paging.begun else [one for one in list_proposals(session) if one.is_open],
        "active": ACTIVE,
    }
    return render(request, "same_person/same_person.html", context)


@page("GET", "HEAD", "POST")
def question(request: HttpRequest, session: ReaderSession, question_id: str) -> HttpResponse:
    """One question, both sides; an answer that is posted is kept and the page shown again with the weight."""
    shown = read_question(session, question_id=question_id)
    form = AnswerForm.of(request)
    a, b = (side.mention_id for side in shown.sides)
    if form.is_kept(lambda: answer_same_person(session, mention_id_a=a, mention_id_b=b, **form.cleaned_data)):
        messages.success(request, _("Your answer is saved. It applies from the next update."))
        return redirect("question", question_id)
    awaited = list_awaited_answers(session, question_ids=[question_id]).get(question_id)
    context = {
        "shown": shown,
        "lines": lay_out(shown.sides),
        "form": form,
        "awaited": awaited,
        "effects": None if shown.mine else preview_match(session, shown=shown),
        "active": ACTIVE,
    }
    return form_page(request, "same_person/question.html", context)


@page("GET", "HEAD")
def my_answers(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What this account answered, the newest first."""
    lines = list_my_answers(session)
    return render(request, "same_person/my_answers.html", {"lines": lines, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def undo(request: HttpRequest, session: ReaderSession, sequence: int) -> HttpResponse:
    """Undo an answer of one's own, with the reason."""
    line = _my_answer(session, sequence)
    form = UndoForm.of(request)
    if form.is_kept(lambda: undo_answer(session, sequence=sequence, **form.cleaned_data)):
        messages.success(request, _("Your answer is undone. This applies from the next update."))
        return redirect("my_answers")
    context = {"line": line, "form": form, "active": ACTIVE}
    return form_page(request, "same_person/undo_answer.html", context)


def _my_answer(session: ReaderSession, sequence: int) -> SamePersonAnswerLine:
    """One's own answer that still stands."""
    for line in list_my_answers(session):
        if line.sequence == sequence and not line.undone_at:
            return line
    raise NotHere
