"""How early each statement about children of a review could have been seen, with the question asked the other way."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.early_days import read_review_earliest
from sightline.casework.reviews.pages.labels import call_person
from sightline.web.core.bounds import asked_day, asked_texts
from sightline.web.core.doorway import page
from sightline.web.core.forms import AskedForm
from sightline.web.reviews.earliest.statements import describe_statements
from sightline.web.reviews.views import ACTIVE


class EarliestAsked(AskedForm):
    """Of which children, and the day that the review calls discovery."""

    child = asked_texts()
    discovered = asked_day()


@page("GET", "HEAD")
def earliest(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """The first day of each statement by agency, by two and together, and how often else it was true."""
    asked = EarliestAsked.of(request).said
    pages = read_review_earliest(
        session, review_id=review_id, children=asked["child"], discovered_on=asked["discovered"]
    )
    shown = pages[0]
    context = {
        "shown": shown,
        "children": [(one, call_person(one)) for one in shown.children],
        "chosen": [one.called for one in pages],
        "of_children": [(call_person(one.called) if one.called else "", describe_statements(one)) for one in pages],
        "active": ACTIVE,
    }
    return render(request, "reviews/earliest.html", context)
