"""The forms of rules: confirming one against its document, switching one, withdrawing one."""

from typing import Any

from django import forms

from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import MOST_WORDS, WhyField

MOST = 300


class ConfirmRuleForm(forms.Form):
    """What was read, where, in which edition and when; and by whom, where the account is the operator's."""

    reader = forms.CharField(
        label="Who read the document?", help_text="Their name and post", max_length=MOST,
        error_messages={"required": "Enter the name and post of the person who read it"},
    )  # fmt: skip
    title = forms.CharField(
        label="Title of the document", help_text="For example, Working Together to Safeguard Children",
        max_length=MOST, error_messages={"required": "Enter the title of the document"},
    )  # fmt: skip
    paragraph = forms.CharField(
        label="Paragraph or section", help_text="For example, chapter 3, paragraph 142",
        max_length=MOST, error_messages={"required": "Enter the paragraph or section"},
    )  # fmt: skip
    edition = forms.CharField(
        label="Edition", help_text="For example, March 2026",
        max_length=MOST, error_messages={"required": "Enter the edition"},
    )  # fmt: skip
    read_on = AnyDate(
        label="When was it read?", help_text="For example, 27 11 2026",
        error_messages={"required": "Enter the day on which it was read"},
    )  # fmt: skip

    def __init__(self, *given: Any, asks_reader: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not asks_reader:
            del self.fields["reader"]


class SwitchForm(forms.Form):
    """Why a rule is switched."""

    why = WhyField(
        label="Why?",
        help_text="Who decided, and what it rests on. It stands in the rule’s history.",
        max_length=MOST_WORDS,
    )


class WithdrawForm(SwitchForm):
    """Why a rule is withdrawn, or brought back."""
