"""The forms of possible matches: an answer, an answer about what notes name, and undoing one."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from sightline.web.core.forms import MOST_WORDS, WhyField


class AnswerForm(forms.Form):
    """Whether two are one person. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label="Are they the same person?",
        choices=[
            ("same", "Yes, the same person"),
            ("not_same", "No, two people"),
            ("cannot_tell", "I cannot tell"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    why = WhyField(
        label="Why?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )


class NotedAnswerForm(forms.Form):
    """Whether what a note names is the same as another naming. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label="Are these two the same?",
        choices=[("same", "Yes, the same"), ("not_same", "No, not the same"), ("cannot_tell", "I cannot tell")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    why = WhyField(
        label="Why?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )
    also = forms.MultipleChoiceField(
        label="Say the same of these too",
        help_text="Other notes that are asked about beside the very same. Tick those of which your answer holds.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *arguments: Any, alike: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        also = cast(forms.MultipleChoiceField, self.fields["also"])
        also.choices = list(alike)
        if not alike:
            del self.fields["also"]


class UndoForm(forms.Form):
    """Why an answer is undone."""

    why = WhyField(
        label="Why do you undo it?", help_text="For example, what you have learnt since.", max_length=MOST_WORDS
    )
