"""The forms of rules: confirming one against its document, switching one, withdrawing one."""

from typing import Any

from sightline.translation.messages import lazy as _
from sightline.web.core.fields import WhyField, day_boxes, text_box
from sightline.web.core.forms import PostedForm

MOST = 300


class ConfirmRuleForm(PostedForm):
    """What was read, where, in which edition and when; and by whom, where the account is the operator's."""

    reader = text_box(
        _("Who read the document?"),
        _("Their name and job title"),
        empty=_("Enter the name and job title of the person who read it"),
        most=MOST,
    )
    title = text_box(
        _("Title of the document"),
        _("For example, Working Together to Safeguard Children"),
        empty=_("Enter the title of the document"),
        most=MOST,
    )
    paragraph = text_box(
        _("Paragraph or section"),
        _("For example, chapter 3, paragraph 142"),
        empty=_("Enter the paragraph or section"),
        most=MOST,
    )
    edition = text_box(_("Edition"), _("For example, March 2026"), empty=_("Enter the edition"), most=MOST)
    read_on = day_boxes(_("When was it read?"), _("For example, 27 11 2026"), empty=_("Enter the date it was read"))

    def __init__(self, *given: Any, asks_reader: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not asks_reader:
            del self.fields["reader"]


class SwitchForm(PostedForm):
    """Why a rule is switched."""

    why = WhyField(
        label=_("Why?"),
        help_text=_("Who decided, and what the decision is based on. This stays in the rule’s history."),
    )


class WithdrawForm(SwitchForm):
    """Why a rule is withdrawn, or brought back."""
