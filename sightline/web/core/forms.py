"""What forms are made of: lines, stories, reasons, and where what casework refuses is said."""

from typing import ClassVar

from django import forms

from sightline.escalation import NotAnAnswer

MOST_WORDS = 2_000
MOST_NAME = 150
MOST_SHORT, MOST_STORY = 200, 4_000
DAY_EXAMPLE = "For example, 27 3 2027"


class WhyField(forms.CharField):
    """A reason in words."""

    widget = forms.Textarea
    default_error_messages: ClassVar = {"required": "Say why, in a sentence or two"}


def story(label: str, hint: str, rows: int = 4) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=MOST_STORY, widget=widget)


def line(label: str, hint: str) -> forms.CharField:
    """A name or a post."""
    return forms.CharField(label=label, help_text=hint, required=False, max_length=MOST_SHORT)


def refuse_words(form: forms.Form, refusal: NotAnAnswer) -> None:
    """What is missing, at its box, or at the box of the words, which some forms call the reason why."""
    words = "words" if "words" in form.fields else "why"
    for missing in refusal.missing:
        form.add_error(missing.part if missing.part in form.fields else words, missing.says)
