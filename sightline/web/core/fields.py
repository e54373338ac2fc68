"""What forms are made of: a line, a story, a reason, a choice, a day. Each says how many letters it takes.

`empty` is what is said where nothing was entered or chosen; without it the box may stay empty.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from sightline.translation.messages import lazy as _
from sightline.web.core.dates import AnyDate

MOST_NAME, MOST_SHORT, MOST_WORDS, MOST_STORY = 150, 200, 2_000, 4_000
DAY_EXAMPLE = _("For example, 27 3 2027")
Choices = Iterable[tuple[str, Any]]


class WhyField(forms.CharField):
    """A reason in words."""

    widget = forms.Textarea
    default_error_messages: ClassVar = {"required": _("Say why, in a sentence or two")}

    def __init__(self, *, max_length: int = MOST_WORDS, **options: Any) -> None:
        super().__init__(max_length=max_length, **options)


def text_box(label: str, hint: str = "", *, empty: str = "", most: int = MOST_SHORT) -> forms.CharField:
    """A line of text: a name, a post."""
    return forms.CharField(label=label, help_text=hint, max_length=most, **_needed(empty))


def story(label: str, hint: str = "", rows: int = 4, *, empty: str = "", most: int = MOST_STORY) -> forms.CharField:
    """Several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=hint, max_length=most, widget=widget, **_needed(empty))


def radios(label: str = "", choices: Choices = (), *, empty: str = "") -> forms.ChoiceField:
    """One of a few, all shown. Nothing is chosen beforehand."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=forms.RadioSelect, **_chosen(empty))


def dropdown(label: str, choices: Choices = (), hint: str = "", *, empty: str = "") -> forms.ChoiceField:
    """One of many."""
    return forms.ChoiceField(label=label, help_text=hint, choices=list(choices), **_chosen(empty))


def ticks(label: str = "", hint: str = "", choices: Choices = (), *, empty: str = "") -> forms.MultipleChoiceField:
    """Any number of those that are listed."""
    return forms.MultipleChoiceField(
        label=label, help_text=hint, choices=list(choices), widget=forms.CheckboxSelectMultiple, **_needed(empty)
    )


def tick(label: str, hint: str = "") -> forms.BooleanField:
    """A box to tick."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def day_boxes(label: str = "", hint: str = DAY_EXAMPLE, *, empty: str = "") -> AnyDate:
    """A day in three boxes."""
    return AnyDate(label=label, help_text=hint, **_needed(empty))


def file_box(label: str, hint: str = "", *, empty: str = "", accept: str = "") -> forms.FileField:
    """A file. An empty one is for casework to refuse."""
    widget = forms.ClearableFileInput(attrs={"accept": accept})
    return forms.FileField(label=label, help_text=hint, allow_empty_file=True, widget=widget, **_needed(empty))


def _needed(empty: str) -> dict[str, Any]:
    return {"required": bool(empty), "error_messages": {"required": empty} if empty else {}}


def _chosen(empty: str) -> dict[str, Any]:
    """What is no longer listed is said like what was not chosen."""
    return _needed(empty) | ({"error_messages": dict.fromkeys(("required", "invalid_choice"), empty)} if empty else {})
