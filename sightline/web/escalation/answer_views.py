"""Answers as a whole, for the scrutineer, the chair, the executive and who looks after Sightline.

What somebody may not see stands here as a line without words. It is not left out, or a scrutineer would not know that
there was an answer.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.reappraisal.selectors import read_answers_review
from sightline.web.core.doorway import page
from sightline.web.escalation.forms import AnswersAsked


@page("GET", "HEAD")
def answers(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """A month's sample, texts given again and again, and what was not proceeded with and harmed later."""
    month = AnswersAsked.of(request).said["month"]
    review = read_answers_review(session, month=f"{month:%Y-%m}" if month else "")
    return render(request, "escalation/answers.html", {"review": review, "active": "work"})
