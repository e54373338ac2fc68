"""What the pages of meetings need in words."""

from django import template

from sightline.web import meeting_words

register = template.Library()
register.filter("meeting_name", meeting_words.meeting_in_words)
register.filter("meeting_subject", meeting_words.subject_in_words)
register.filter("meant", meeting_words.who_in_words)


@register.filter
def theme(name: str) -> str:
    """A part of the agenda."""
    return meeting_words.THEMES[name]


@register.filter
def attended(word: str) -> str:
    """Whether somebody came; what to say while nobody has said."""
    return meeting_words.WORDS.get(word, "Asked")
