"""The form of a post over its ceiling: what changes, who does it, and by when."""

from typing import Any

from django import forms

from sightline.casework.escalation.post_load import Overload
from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import DAY_EXAMPLE, MOST_NAME, MOST_WORDS, WhyField
from sightline.web.escalation.presenters import ladder_in_words

KINDS = (
    ("staffing", "Staffing: add people to this post, or share its work"),
    ("rule", "A rule: what it asks for, or who must answer"),
)


class OverForm(forms.Form):
    """What changes about one of these posts."""

    post = forms.ChoiceField(label="Which post?", widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="What will change?", choices=KINDS, widget=forms.RadioSelect)
    who = forms.CharField(
        label="Who makes the change?", max_length=MOST_NAME, error_messages={"required": "Enter who makes the change"}
    )
    by_when = AnyDate(label="By when?", help_text=DAY_EXAMPLE)
    words = WhyField(label="What exactly, and why?", help_text="We record it with your name", max_length=MOST_WORDS)

    def __init__(self, *given: Any, over: tuple[Overload, ...], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["post"].choices = [  # type: ignore[attr-defined]
            (one.key.id, f"{ladder_in_words(one.key.ladder)}: {one.key.post}") for one in over
        ]
