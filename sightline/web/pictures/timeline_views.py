"""The timeline of a person: the page with its table, and the drawing as a file."""

from typing import NamedTuple

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from sightline.casework.chronology.selectors.chronology import read_timeline
from sightline.casework.clocks.selectors import list_clocks
from sightline.casework.core.session import ReaderSession
from sightline.casework.meetings.selectors.meetings import list_meetings_about
from sightline.casework.overview.selectors.overview import read_frame
from sightline.casework.patterns.selectors import count_also_found, list_recognised
from sightline.pictures.picture import Picture
from sightline.pictures.timeline.drawing import draw_timeline
from sightline.pictures.timeline.facts import DaysBetween
from sightline.web.chronology.person_views import show_tab
from sightline.web.core.doorway import page
from sightline.web.core.files import DrawnFile, picture_page
from sightline.web.pictures.forms import RANGES, MonthWindow, TimelineAsked
from sightline.web.pictures.reverse_question import ask_other_way
from sightline.web.pictures.timeline_story import (
    TimelineSources,
    earlier_end,
    label_of_pattern,
    seen_and_acted,
    tell_story,
)

NEWEST = 8  # of a phone, where the picture is folded


class DrawnTimeline(NamedTuple):
    """A drawing with the months that it shows and what it leaves out."""

    picture: Picture
    window: MonthWindow
    sources: TimelineSources


@page("GET", "HEAD")
def timeline(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """What each agency recorded, as a picture and as a table."""
    asked = TimelineAsked.of(request)
    drawn = _draw(session, person_id, asked)
    window, held = drawn.window, drawn.sources.held
    return show_tab(
        request, session, person_id, "timeline",
        frame=drawn.sources.frame,
        picture=drawn.picture,
        newest=drawn.picture.table.rows[:NEWEST],
        undated=drawn.sources.undated,
        left_out=held.left_out,
        ranges=RANGES,
        chosen=asked.chosen,
        earlier=earlier_end(window) if window.first > drawn.sources.oldest_on else None,
        later=asked.later(window) if window.end <= held.up_to else None,
        query=asked.query(),
    )  # fmt: skip


@page("GET", "HEAD", "POST")
def timeline_file(request: HttpRequest, session: ReaderSession, person_id: str) -> HttpResponse:
    """Ask what the drawing is for; once posted, the drawing as a file. Its name says nothing of anybody."""

    def draw(reader: ReaderSession) -> DrawnFile:
        drawn = _draw(reader, person_id, TimelineAsked.of(request))
        return DrawnFile(drawn.picture, drawn.sources.held.up_to, people=1)

    back = reverse("person_timeline", args=[person_id])
    return picture_page(request, session, name="timeline", back=back, active="find", draw=draw)


def _draw(session: ReaderSession, person_id: str, asked: TimelineAsked) -> DrawnTimeline:
    sources = TimelineSources(
        held=read_timeline(session, person_id=person_id),
        clocks=list_clocks(session, person_id=person_id),
        patterns=list_recognised(session, person_id=person_id),
        meetings=list_meetings_about(session, person_id=person_id),
        frame=read_frame(session, person_id=person_id),
    )
    window = asked.window(oldest=sources.oldest_on, newest=sources.held.up_to)
    between = _between(session, person_id, sources, window)
    return DrawnTimeline(draw_timeline(tell_story(sources, window, between=between)), window, sources)


def _between(
    session: ReaderSession, person_id: str, sources: TimelineSources, window: MonthWindow
) -> DaysBetween | None:
    """The days between, with the sentence that asks the other way."""
    found = seen_and_acted(sources, window)
    if found is None:
        return None
    others = count_also_found(session, pattern_id=found.pattern.pattern_id, until=found.seen_on, person_ids=[person_id])
    return DaysBetween(
        found.seen_on, found.acted_on, ask_other_way(others, found.seen_on), label_of_pattern(found.pattern)
    )
