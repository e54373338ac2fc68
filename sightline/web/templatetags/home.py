"""What first pages need in words."""

from datetime import datetime
from typing import Any

from django import template
from django.template import Context

from sightline.casework.home.selectors.leaders import figure_of
from sightline.casework.missing.selectors import is_file_fresh
from sightline.web.escalation.presenters import span_in_words
from sightline.web.home import presenters
from sightline.web.home.tasks import NextTask, names_of_posts
from sightline.web.home.trend_pictures import agency_trends, month_trend

register = template.Library()
register.filter("month_trend", month_trend)
register.filter("agency_trends", agency_trends)
register.filter("names_of_posts", names_of_posts)


@register.simple_tag(takes_context=True)
def missing_status_unknown(context: Context, home: Any) -> bool:
    """Whether a page that lists no missing children must say that nobody knows: no police file for a day."""
    session = getattr(context.get("request"), "reader_session", None)
    return session is not None and getattr(home, "missing", None) is None and not is_file_fresh(session)


@register.simple_tag(takes_context=True)
def next_tasks(context: Context, home: Any) -> tuple[NextTask, ...]:
    """What to do next on a first page, three lines at most."""
    return presenters.next_tasks(home, context.get("rules"), context.get("over") or ())


@register.filter
def stand_alone(number: int) -> str:
    """A number as leaders are told it, with the small ones hidden."""
    return figure_of(number).shown.lower()


@register.filter
def open_for(opened_at: str, now: str) -> str:
    """How long something has been open: `2 days 3 hours`."""
    return span_in_words(datetime.fromisoformat(now) - datetime.fromisoformat(opened_at))
