"""The forms of rules: confirming one against its document, switching one, withdrawing one."""

from typing import Any

from sightline.web.core.fields import WhyField, day_boxes, text_box
from sightline.web.core.forms import PostedForm

MOST = 300


class ConfirmRuleForm(PostedForm):
    """What was read, where, in which edition and when; and by whom, where the account is the operator's."""

    reader = text_box(
        "Who read the document?",
        "Their name and post",
        empty="Enter the name and post of the person who read it",
        most=MOST,
    )
    title = text_box(
        "Title of the document",
        "For example, Working Together to Safeguard Children",
        empty="Enter the title of the document",
        most=MOST,
    )
    paragraph = text_box(
        "Paragraph or section",
        "For example, chapter 3, paragraph 142",
        empty="Enter the paragraph or section",
        most=MOST,
    )
    edition = text_box("Edition", "For example, March 2026", empty="Enter the edition", most=MOST)
    read_on = day_boxes("When was it read?", "For example, 27 11 2026", empty="Enter the day on which it was read")

    def __init__(self, *given: Any, asks_reader: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not asks_reader:
            del self.fields["reader"]


class SwitchForm(PostedForm):
    """Why a rule is switched."""

    why = WhyField(label="Why?", help_text="Who decided, and what it is based on. It is kept in the rule’s history.")


class WithdrawForm(SwitchForm):
    """Why a rule is withdrawn, or brought back."""
