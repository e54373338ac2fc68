"""The forms of disputes and statements."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute, NewStatement
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, MOST_STORY, dropdown, story, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.named_adults.letter_boxes import (
    LETTER_BOXES,
    SAID_AT,
    adults_box,
    letter_box,
    names_box,
    read_letter,
)

WHOLE = ("", _("The whole record"))


def need_who(form: PostedForm) -> None:
    """Ask information governance for whom they enter a dispute."""
    who = form.fields["who"]
    who.label, who.help_text, who.required = _("Who disputes it?"), "", True
    who.error_messages["required"] = _("Enter who disputes it")


class DisputeForm(PostedForm):
    """What is wrong, with which box, and who says so."""

    said_at: ClassVar = {"no_who": ("who",)}
    said_else: ClassVar = "words"

    who = text_box(_("Who disputes it? (optional)"), _("Leave this empty if you dispute it yourself."), most=MOST_NAME)
    part = dropdown(_("Which part is wrong?"))
    words = story(
        _("What is wrong, and what is right?"),
        _("This is shown beside the record to everyone who can open it."),
        empty=_("Say what is wrong"),
        most=MOST_STORY,
    )

    def __init__(self, *arguments: Any, boxes: Iterable[str], is_governance: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("part", [WHOLE, *((one, one) for one in boxes)])
        if is_governance:
            need_who(self)

    def read_dispute(self, record_id: str) -> NewDispute:
        """What was said."""
        said = self.cleaned_data
        return NewDispute(record_id, said["words"], said["who"], said["part"])


class ConclusionDisputeForm(PostedForm):
    """What is wrong with a conclusion, and who says so."""

    said_at: ClassVar = {"no_who": ("who",)}
    said_else: ClassVar = "words"

    who = text_box(_("Who disputes it? (optional)"), _("Leave this empty if you dispute it yourself."), most=MOST_NAME)
    words = story(
        _("What is wrong, and what is right?"),
        _("Everyone who can open it reads this beside it."),
        empty=_("Say what is wrong"),
        most=MOST_STORY,
    )

    def __init__(self, *arguments: Any, is_governance: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        if is_governance:
            need_who(self)


class StatementForm(PostedForm):
    """Whose statement it is, and what they say."""

    said_at: ClassVar = {"no_who": ("who",)}
    said_else: ClassVar = "words"

    who = text_box(_("Whose statement is it?"), empty=_("Enter whose statement it is"), most=MOST_NAME)
    words = story(
        _("What do they want readers to know?"),
        _("In their own words. This is shown beside the record to everyone who can open it."),
        empty=_("Enter what they say"),
        most=MOST_STORY,
    )

    def read_statement(self, record_id: str) -> NewStatement:
        """What was said."""
        said = self.cleaned_data
        return NewStatement(record_id, said["words"], said["who"])


class OutcomeForm(PostedForm):
    """Who the reply goes to, why it was decided so, and the person's own statement where the record stays."""

    said_at: ClassVar = SAID_AT
    said_else: ClassVar = "words"

    letter = letter_box()
    names = names_box()
    adults = adults_box()
    words = story(_("Why? Say what you looked into."), empty=_("Say why"))
    statement = story(
        _("The person’s own statement (optional)"),
        _("In their own words. Everyone who can open what is disputed reads this beside it."),
        most=MOST_STORY,
    )

    def __init__(self, *arguments: Any, kind: DisputeEntryKind, has_letter: bool, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        if not has_letter:
            for name in LETTER_BOXES:
                del self.fields[name]
        if kind is not DisputeEntryKind.STANDS:
            del self.fields["statement"]

    def read_decision(self) -> DisputeDecision:
        """What was decided."""
        said = self.cleaned_data
        return DisputeDecision(self.kind, said["words"], said.get("statement", ""), read_letter(said))
