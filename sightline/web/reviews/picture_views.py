"""The pictures of a review as known on a day, with a slider: lanes, signs by agency, growth, life lines."""

from collections.abc import Iterator
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.pages import OtherDays
from sightline.casework.earlier_knowledge.selectors.other_days import read_other_days
from sightline.casework.reviews.pages.labels import call_person
from sightline.casework.reviews.pages.pictures import ReviewPictures
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.pictures.growth.daily_counts import draw_daily_counts
from sightline.pictures.growth.drawing import draw_growth
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.pictures.life.drawing import draw_life
from sightline.pictures.picture import Picture
from sightline.pictures.timeline.drawing import draw_timeline
from sightline.translation.messages import lazy as _
from sightline.web.core.doorway import page
from sightline.web.reviews.picture_forms import PicturesAsked
from sightline.web.reviews.picture_stories import tell_growth, tell_lanes, tell_life, tell_signs
from sightline.web.reviews.views import ACTIVE

LANES, SIGNS, BY_DAY, QUARTERS, LIFE = (
    _("Lanes by agency"), _("Signs by agency"), _("Growth of the group, day by day"),
    _("Growth of the group, by quarter"), _("Life line of %(called)s"),
)  # fmt: skip


@page("GET", "HEAD")
def pictures(request: HttpRequest, session: ReaderSession, review_id: str) -> HttpResponse:
    """What was known by the end of a day, as pictures with tables."""
    asked = PicturesAsked.of(request)
    shown = read_review_pictures(
        session, review_id=review_id, on=asked.day, place=asked.place, child=asked.said["child"]
    )
    context = {
        "shown": shown,
        "drawn": list(_draw(shown, read_other_days(session, review_id=review_id))),
        "known_days": list(enumerate(shown.days)),
        "at": sum(day <= shown.on for day in shown.days) - 1,
        "children": [(one, call_person(one)) for one in shown.children],
        "child": asked.said["child"],
        "active": ACTIVE,
    }
    return render(request, "reviews/pictures.html", context)


def _draw(shown: ReviewPictures, others: OtherDays) -> Iterator[tuple[str, Picture]]:
    """Each picture that has something to show, with its heading."""
    if lanes := tell_lanes(shown, others):
        yield str(LANES), draw_timeline(lanes)
    if signs := tell_signs(shown, others):
        yield str(SIGNS), draw_knowledge(signs)
    if growth := tell_growth(shown):
        yield str(BY_DAY), draw_daily_counts(growth)
        yield str(QUARTERS), draw_growth(growth)
    for called in shown.chosen:
        if life := tell_life(shown, called):
            drawn = draw_life(life)
            yield str(LIFE % {"called": call_person(called)}), replace(drawn, key=f"{drawn.key}-{called.lower()}")
