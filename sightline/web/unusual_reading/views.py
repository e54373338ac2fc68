"""The pages of unusual reading: the questions, one question with what was read, and the list of people in the news."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from sightline.casework.core.session import ReaderSession
from sightline.casework.unusual_reading import services
from sightline.casework.unusual_reading.selectors import list_news, list_questions, read_news_person, read_question
from sightline.web.core.doorway import page
from sightline.web.core.forms import form_page
from sightline.web.core.rules import rule_of
from sightline.web.unusual_reading.forms import NewsForm, ReadingAnswerForm

ACTIVE = "access"


@page("GET", "HEAD")
def questions(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """The questions that the account is asked, those to answer first."""
    shown = list_questions(session)
    return render(request, "unusual_reading/questions.html", {"shown": shown, "active": ACTIVE})


@page("GET", "HEAD", "POST")
def question(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """One question, what was read, and the form of the answer."""
    shown = read_question(session, entry_id=entry_id)
    form = ReadingAnswerForm.of(request, choices=shown.choices)
    if form.is_kept(lambda: services.answer_question(session, entry_id=entry_id, **form.cleaned_data)):
        messages.success(request, _("We have recorded your answer."))
        return redirect("reading_questions")
    context = {"shown": shown, "form": form, "rule": rule_of(shown.line.rule_id), "active": ACTIVE}
    return form_page(request, "unusual_reading/question.html", context)


@page("GET", "HEAD")
def news(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Who is on the list of people in the news."""
    return render(request, "unusual_reading/news.html", {"lines": list_news(session), "active": ACTIVE})


@page("GET", "HEAD", "POST")
def add_news(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Put somebody on the list."""
    shown, form = read_news_person(session, person_id=person_id), NewsForm.of(request)
    if form.is_kept(lambda: services.put_in_news(session, person_id=person_id, why=form.cleaned_data["why"])):
        messages.success(
            request,
            _("The person is on the list. If staff open them outside their own work, Sightline asks the manager."),
        )
        return redirect("news_people")
    return form_page(request, "unusual_reading/news_add.html", {"shown": shown, "form": form, "active": ACTIVE})


@page("POST")
def remove_news(request: HttpRequest, session: ReaderSession, entry_id: str) -> HttpResponse:
    """Take somebody off the list."""
    services.take_out_of_news(session, entry_id=entry_id)
    messages.success(request, _("The person is no longer on the list."))
    return redirect("news_people")
