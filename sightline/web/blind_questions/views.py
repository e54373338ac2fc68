"""The pages of blind questions. The page of an answer is alike in form, whatever is restricted."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from sightline.casework.blind_questions.pages import WORRIES, AskKind
from sightline.casework.blind_questions.selectors import (
    check_may_ask,
    list_asks,
    read_answer,
    read_signal,
    read_to_call,
)
from sightline.casework.blind_questions.services import ask_who_knows, record_call, send_signal
from sightline.casework.core.session import ReaderSession
from sightline.translation.messages import lazy as _
from sightline.web.blind_questions.forms import BlindQuestionForm, CallSignalForm
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of

CALLED = _("We have recorded that you called.")


@page("GET", "HEAD")
def asks(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """What the reader asked, and the two things that can be asked."""
    shown = list_asks(session)
    return render(request, "blind_questions/asks.html", {"shown": shown, "active": "find"})


@page("GET", "HEAD", "POST")
def question(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask who knows a child."""
    check_may_ask(session)
    form, kept = BlindQuestionForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(ask_who_knows(session, ask=form.read_ask()))):
        return redirect("blind_answer", kept[0])
    context = {"form": form, "rule": rule_of("blind_questions"), "active": "find"}
    return form_page(request, "blind_questions/question.html", context)


@page("GET", "HEAD")
def answer(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """The answer to one's own question."""
    shown = read_answer(session, entry_id=entry_id)
    return render(request, "blind_questions/answer.html", {"shown": shown, "active": "find"})


@page("GET", "HEAD", "POST")
def signal(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Ask to be called about a child."""
    check_may_ask(session)
    form, kept = CallSignalForm.of(request), list[str]()
    if form.is_kept(lambda: kept.append(send_signal(session, ask=form.read_ask()))):
        return redirect("call_signal", kept[0])
    context = {"form": form, "rule": rule_of("call_signal"), "active": "find"}
    return form_page(request, "blind_questions/signal.html", context)


@page("GET", "HEAD")
def sent(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """One's own signal, as it was sent."""
    shown = read_signal(session, entry_id=entry_id)
    return render(request, "blind_questions/sent.html", {"shown": shown, "active": "find"})


@page("GET", "HEAD")
def to_call(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Whom to call about which child."""
    shown = read_to_call(session, entry_id=entry_id)
    context = {"shown": shown, "worry": WORRIES.get(shown.ask.worry, ""), "is_signal": shown.kind == AskKind.CALL}
    return render(request, "blind_questions/to_call.html", context)


@page("POST")
def called(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Record that one called."""
    record_call(session, entry_id=entry_id)
    messages.success(request, str(CALLED))
    return redirect("call_to_make", entry_id)
