"""What the first screen of a person's page needs in words and signs."""

from django import template
from django.conf import settings

from sightline.casework.missing.pages import Telephones
from sightline.web.chronology import overview_words

register = template.Library()
register.filter("person_line", overview_words.person_line)
register.filter("agency_badge", overview_words.agency_badge)
register.filter("missing_for", overview_words.missing_for)
register.filter("next_action_label", overview_words.next_action_label)
register.filter("missing_task_why", overview_words.missing_task_why)
register.filter("event_text", overview_words.event_text)


@register.filter
def fact_label(fact: str) -> str:
    """What a key fact is called."""
    return overview_words.FACTS[fact]


@register.filter
def fact_short(fact: str) -> str:
    """The same on a phone, in a line with what it says."""
    return overview_words.FACTS_SHORT.get(fact, overview_words.FACTS[fact])


@register.simple_tag
def telephones() -> Telephones:
    """The numbers that the partnership has set."""
    return settings.SIGHTLINE_TELEPHONES


@register.filter
def dial(number: str) -> str:
    """A number as `tel:` takes it."""
    return number.replace(" ", "")
