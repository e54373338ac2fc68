"""What was known about a child of a review on a day, agency by agency."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import FactLine, KnowledgePage, list_lines
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.selectors.terms import read_known_choices
from sightline.review.knowledge import FactOfDay
from sightline.web.core.bounds import asked_day, asked_text, asked_texts, asked_tick
from sightline.web.core.doorway import page
from sightline.web.core.forms import AskedForm

ACTIVE = "learning_reviews"


class KnownAsked(AskedForm):
    """Of which person, on which day, what which agencies knew; and whether hindsight is shown."""

    person = asked_text()
    on = asked_day()
    agency = asked_texts()
    hindsight = asked_tick()


class ShownFact(NamedTuple):
    """A line with the day on which another agency was first shown its record, and whether it is disputed."""

    said: FactLine
    reached: date | None
    disputed: bool


@page("GET", "HEAD")
def known(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """What each agency had recorded by the end of a day, and nothing later unless hindsight is asked for."""
    asked = KnownAsked.of(request).said
    choices = read_known_choices(session, review_id=review_id)
    person = asked["person"] or next(iter(choices.people), "")
    if person not in choices.people:
        raise NotHere
    on = min(asked["on"] or choices.line.to_on, clock.today())
    agencies = [one for one in choices.agencies if one in asked["agency"]]
    shown = read_knowledge(
        session, person=person, review_id=review_id, on=on, holders=agencies, with_hindsight=asked["hindsight"]
    )
    context = {
        "choices": choices,
        "people": [(one, call_person(one)) for one in choices.people],
        "person": person,
        "called": call_person(person),
        "on": on,
        "chosen": agencies,
        "with_hindsight": asked["hindsight"],
        "shown": shown,
        "known": _by_agency(shown, shown.known),
        "cannot_tell": _by_agency(shown, shown.cannot_tell) if asked["hindsight"] else [],
        "later": _by_agency(shown, (one for one in shown.hindsight or () if one not in set(shown.cannot_tell))),
        "active": ACTIVE,
    }
    return render(request, "reviews/known.html", context)


def _by_agency(shown: KnowledgePage, facts: Iterable[FactOfDay]) -> list[tuple[str, list[ShownFact]]]:
    found: dict[str, list[ShownFact]] = {}
    for one in list_lines(facts):
        record_id = one.fact.record_id
        line = ShownFact(one, shown.reached.get(record_id), record_id in shown.disputed)
        found.setdefault(one.fact.agency, []).append(line)
    return sorted(found.items())
