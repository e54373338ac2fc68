"""What the pages of finding need in words: what was typed was read as."""

from collections.abc import Iterable

from django import template

from sightline.web.core.words import in_a_row
from sightline.web.finding import presenters

register = template.Library()


@register.filter
def read_as(kinds: Iterable[str]) -> str:
    """`this phone number`, or `this birth date and this name`."""
    return in_a_row(presenters.read_as(kinds))
