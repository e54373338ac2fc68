"""The page on which somebody answers whether a note says what is asked: yes, no or cannot tell."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.selectors.asked_sentences import read_asked
from sightline.casework.readings.services import asked_sentences
from sightline.casework.worklist.pages import ItemView
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.escalation.forms import AnswerSentenceForm, CorrectAnswerForm

SAVED = {
    SentenceAnswer.YES: _(
        "Your answer is saved. The note now has this sign, and Sightline has told any agency that must act."
    ),
    SentenceAnswer.NO: _("Your answer is saved. A second person may also read the sentence."),
    SentenceAnswer.CANNOT_TELL: _(
        "Your answer is saved. Sightline has asked a more senior person to read the sentence."
    ),
}
ASKED_BEFORE = _("Your answer is saved. Sightline has already asked a more senior person, who must answer.")
CORRECTED = _("Your correction is saved. If a second person reads the sentence, the sign stays until they answer no.")


@page("GET", "HEAD", "POST")
def answer_sentence(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Answer whether a note says what is asked."""
    shown = read_item_view(session, item_id=item_id)
    if not shown.page.of_sentence:
        raise NotHere
    form = AnswerSentenceForm.of(request)

    def keep() -> None:
        answer = SentenceAnswer(form.cleaned_data["answer"])
        asked_sentences.answer_sentence(session, item_id=item_id, answer=answer)

    if form.is_kept(keep):
        messages.success(request, _says(session, shown, SentenceAnswer(form.cleaned_data["answer"])))
        return redirect("item", item_id)
    context = {
        "shown": shown,
        "form": form,
        "asked": read_asked(session, item_id=item_id),
        "rule": rule_of(shown.page.line.rule_id),
        "may": shown.page.may_read,
        "active": "work",
    }
    return form_page(request, "escalation/item_sentence.html", context)


@page("GET", "HEAD", "POST")
def correct_answer(request: HttpRequest, session: ReaderSession, item_id: str) -> HttpResponse:
    """Correct a yes about a sentence to no, and say why."""
    shown = read_item_view(session, item_id=item_id)
    if not shown.page.of_sentence:
        raise NotHere
    form = CorrectAnswerForm.of(request)
    if form.is_kept(lambda: asked_sentences.correct_answer(session, item_id=item_id, why=form.cleaned_data["why"])):
        messages.success(request, str(CORRECTED))
        return redirect("item", item_id)
    context = {
        "shown": shown,
        "form": form,
        "asked": read_asked(session, item_id=item_id),
        "rule": rule_of(shown.page.line.rule_id),
        "may": shown.page.may_correct,
        "active": "work",
    }
    return form_page(request, "escalation/item_correction.html", context)


def _says(session: ReaderSession, before: ItemView, answer: SentenceAnswer) -> str:
    """What happened: the next post up is asked only where none as high was asked before."""
    line = read_item_view(session, item_id=before.page.line.item_id).page.line
    is_passed_on = answer is not SentenceAnswer.CANNOT_TELL or line.stage != before.page.line.stage
    return SAVED[answer] if is_passed_on else ASKED_BEFORE
