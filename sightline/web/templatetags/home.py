"""What first pages need in words."""

from datetime import datetime

from django import template

from sightline.web.escalation.presenters import span_in_words
from sightline.web.home.charts import bar_charts, line_charts
from sightline.web.home.presenters import next_tasks

register = template.Library()
register.filter("bar_charts", bar_charts)
register.filter("line_charts", line_charts)
register.filter("next_tasks", next_tasks)


@register.filter
def open_for(opened_at: str, now: str) -> str:
    """How long something has been open: `2 days 3 hours`."""
    return span_in_words(datetime.fromisoformat(now) - datetime.fromisoformat(opened_at))
