"""What the pages of finding need in words: what was looked for."""

from collections.abc import Collection

from django import template

from sightline.web.finding import presenters

register = template.Library()


@register.filter
def searched_for(kinds: Collection[str]) -> str:
    """`this phone number`, or `this name, and for these words in notes and addresses`."""
    return presenters.searched_for(kinds)
