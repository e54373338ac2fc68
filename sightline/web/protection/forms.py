"""The forms by which a manager decides who may read protected details, and ends such a decision."""

from collections.abc import Sequence
from typing import Any

from django import forms

from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import MOST_WORDS, WhyField


class OpenProtectedForm(forms.Form):
    """Who may read the protected details, why, and until when."""

    reader = forms.ChoiceField(
        label="Who may read the protected details?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who may read the protected details"},
    )
    why = WhyField(
        label="Why do they need the details?",
        help_text="Say what they will do with them.",
        max_length=MOST_WORDS,
    )
    until_on = AnyDate(label="Until when?", help_text="A day within 90 days. For example, 27 3 2027")

    def __init__(self, *given: Any, may_be_named: Sequence[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reader"].choices = [(name, name) for name in may_be_named]  # type: ignore[attr-defined]


class EndProtectedForm(forms.Form):
    """Why a decision ends before its day."""

    why = WhyField(label="Why does this decision end now?", max_length=MOST_WORDS)
