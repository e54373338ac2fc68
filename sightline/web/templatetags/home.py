"""What first pages need in words."""

from datetime import datetime

from django import template

from sightline.web.escalation.presenters import span_in_words

register = template.Library()


@register.filter
def open_for(opened_at: str, now: str) -> str:
    """How long something has been open: `2 days 3 hours`."""
    return span_in_words(datetime.fromisoformat(now) - datetime.fromisoformat(opened_at))
