"""How early each statement about a child of a review could have been seen, with the question asked the other way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.early_days import read_review_earliest
from sightline.casework.reviews.pages.labels import call_person
from sightline.web.core.bounds import asked_day, asked_text
from sightline.web.core.doorway import page
from sightline.web.core.forms import AskedForm
from sightline.web.reviews.earliest.statements import describe_statements
from sightline.web.reviews.views import ACTIVE


class EarliestAsked(AskedForm):
    """Of which child, and the day that the review calls discovery."""

    child = asked_text()
    discovered = asked_day()


@page("GET", "HEAD")
def earliest(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The first day of each statement by agency, by two and together, and how often else it was true."""
    asked = EarliestAsked.of(request).said
    shown = read_review_earliest(session, review_id=review_id, child=asked["child"], discovered_on=asked["discovered"])
    context = {
        "shown": shown,
        "children": [(one, call_person(one)) for one in shown.children],
        "called": call_person(shown.called) if shown.called else "",
        "statements": describe_statements(shown),
        "active": ACTIVE,
    }
    return render(request, "reviews/earliest.html", context)
