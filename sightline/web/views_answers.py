"""Answers as a whole, for the scrutineer, the chair, the executive and who looks after Sightline.

A newcomer would get this wrong: what somebody may not see stands here as a line without words. It is not left out, or
a scrutineer would not know that there was an answer.
"""

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework import selectors
from sightline.casework.actors import Actor
from sightline.web.doorway import page

MONTH = re.compile(r"(19|20)\d\d-(0[1-9]|1[0-2])\Z")


@page("GET", "HEAD")
def answers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A month's sample, texts given again and again, and what was not proceeded with and harmed later."""
    asked = request.GET.get("month", "")
    review = selectors.read_answers_review(actor=actor, month=asked if MONTH.match(asked) else "")
    return render(request, "sightline/answers.html", {"review": review, "active": "work"})
