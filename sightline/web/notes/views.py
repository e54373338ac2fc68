"""The pages on which somebody says that a mark in a note is wrong or a sentence was overlooked, and the owners' list.

There is no button that takes a mark away. What was said stands beside it.
"""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.concerns.selectors.concerns import concern_of_record
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.learning.rights import can_choose, can_confirm
from sightline.casework.notes.selectors.feedback import list_marks_said
from sightline.casework.notes.selectors.sentences import explain_sentence
from sightline.casework.notes.services.feedback import read_mark, say_overlooked, say_passage_wrong
from sightline.casework.people.pages.people import RecordPage
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.services import listed_sentences
from sightline.model.passages import WORDINGS
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.notes.forms import ListedSentenceForm, OverlookedForm, WrongForm

KEPT = _(
    "Your report is saved and shown here. The people who look after the rules read it. The mark does not change by "
    "itself."
)
KEPT_OF_HINT = _("Your report is saved. The people who look after the rules read it. It is not shown on a record.")

SAID_OF_LISTED = {
    SentenceAnswer.YES: _(
        "Your answer is saved. From the next update on it is a sign of this note. Patterns count it."
    ),
    SentenceAnswer.NO: _("Your answer is saved. The next update does not ask for it again."),
    SentenceAnswer.CANNOT_TELL: _("Your answer is saved. The sentence stays listed."),
}


@page("GET", "HEAD", "POST")
def mark_wrong(request: HttpRequest, session: ReaderSession, record_id: str, passage_id: str) -> HttpResponse:
    """Say that a mark is wrong, and why; of a hint, its author alone."""
    mark = read_mark(session, record_id=record_id, passage_id=passage_id)
    form = WrongForm.of(request)
    if form.is_kept(
        lambda: say_passage_wrong(session, record_id=record_id, passage_id=passage_id, why=form.cleaned_data["words"])
    ):
        messages.success(request, KEPT_OF_HINT if mark.wording else KEPT)
        return redirect("record", record_id)
    context = {
        "record": _record(session, record_id),
        "record_id": record_id,
        "mark": mark,
        "form": form,
        "active": "find",
    }
    return form_page(request, "notes/mark_wrong.html", context)


@page("GET", "HEAD", "POST")
def overlooked(request: HttpRequest, session: ReaderSession, record_id: str) -> HttpResponse:
    """Say that words of a record were overlooked."""
    shown = _record(session, record_id)
    form = OverlookedForm.of(request)
    if form.is_kept(lambda: _say_overlooked(session, record_id, form.cleaned_data)):
        messages.success(request, KEPT_OF_HINT if form.cleaned_data["label"] in WORDINGS else KEPT)
        return redirect("record", record_id)
    context = {"record": shown, "record_id": record_id, "form": form, "active": "find"}
    return form_page(request, "notes/overlooked.html", context)


def _say_overlooked(session: ReaderSession, record_id: str, said: Mapping[str, str]) -> None:
    say_overlooked(session, record_id=record_id, words=said["sentence"], label=said["label"], why=said["words"])


def _record(session: ReaderSession, record_id: str) -> RecordPage | None:
    """The record; None for a concern that no run has taken in yet. NotHere where it is neither, for this reader."""
    try:
        return read_record(session, record_id=record_id)
    except NotHere:
        concern_of_record(session, record_id=record_id)
        return None


@page("GET", "HEAD")
def sentence_reason(request: HttpRequest, session: ReaderSession, record_id: str, mark_id: str) -> HttpResponse:
    """Why a sentence is worth reading: the words that carried it, and three sentences of the shipped corpus."""
    shown = explain_sentence(session, record_id=record_id, mark_id=mark_id)
    return render(request, "notes/sentence_reason.html", {"shown": shown, "active": "find"})


@page("GET", "HEAD", "POST")
def answer_listed(request: HttpRequest, session: ReaderSession, record_id: str, mark_id: str) -> HttpResponse:
    """Say whether a listed sentence holds the sign."""
    shown = explain_sentence(session, record_id=record_id, mark_id=mark_id, with_examples=False)
    form = ListedSentenceForm.of(request)

    def keep() -> None:
        answer = SentenceAnswer(form.cleaned_data["answer"])
        listed_sentences.answer_listed(session, record_id=record_id, mark_id=mark_id, answer=answer)

    if form.is_kept(keep):
        messages.success(request, str(SAID_OF_LISTED[SentenceAnswer(form.cleaned_data["answer"])]))
        return redirect("record", record_id)
    return form_page(request, "notes/answer_listed.html", {"shown": shown, "form": form, "active": "find"})


@page("GET", "HEAD")
def marks_said(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What people said of marks, for those who look after the rules."""
    said = list_marks_said(session)
    may = {"may_confirm": can_confirm(actor=session.actor), "may_choose": can_choose(actor=session.actor)}
    context = {"said": said, **may, "active": "looks_for"}
    return render(request, "notes/marks_reported.html", context)
