"""Rotas in words, for templates."""

from django import template

from sightline.casework.posts.pages import HoldingKind
from sightline.escalation import read_ladder
from sightline.translation.dates import shown_time
from sightline.web.posts import presenters as posts_presenters

register = template.Library()


@register.filter
def holding(name: str) -> str:
    """How somebody holds a post: `out of hours`."""
    return posts_presenters.HOLDING_NAMES[HoldingKind(name)]


@register.filter
def rota_days(days: tuple[str, ...]) -> str:
    """Kinds of day: `Monday to Friday, bank holidays`."""
    return posts_presenters.days_words(days)


@register.filter
def rota_time(kept: str) -> str:
    """When a shift begins or ends: `8:30am`."""
    return shown_time(kept)


@register.filter
def rota_name(ladder: str) -> str:
    """Whose rota it is: `Police`."""
    return read_ladder(ladder).rule.label.partition(":")[0]
