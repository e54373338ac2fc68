"""What the pages of meetings need in words."""

from django import template
from django.utils.translation import gettext as _

from sightline.web.meetings import presenters as meetings_presenters

register = template.Library()
register.filter("meeting_name", meetings_presenters.meeting_in_words)
register.filter("meeting_subject", meetings_presenters.subject_in_words)
register.filter("meant", meetings_presenters.who_in_words)


@register.filter
def theme(name: str) -> str:
    """A part of the agenda."""
    return meetings_presenters.THEMES[name]


@register.filter
def attended(word: str) -> str:
    """Whether somebody came; what to say while nobody has said."""
    return meetings_presenters.WORDS.get(word, _("Asked"))
