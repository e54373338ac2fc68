"""The forms of complaints about the use of data."""

from typing import Any, ClassVar

from sightline.casework.complaints.pages import ComplaintDecision, ComplaintEntryKind, NewComplaint
from sightline.translation.messages import lazy as _
from sightline.web.complaints.presenters import OUTCOMES
from sightline.web.core.fields import MOST_NAME, MOST_STORY, day_boxes, radios, story, text_box
from sightline.web.core.forms import PostedForm
from sightline.web.named_adults.letter_boxes import (
    LETTER_BOXES,
    SAID_AT,
    adults_box,
    letter_box,
    names_box,
    read_letter,
)


class ComplaintForm(PostedForm):
    """Who complains, how to reach them, what about, and the day on which it came."""

    said_at: ClassVar = {"no_words": ("words",), "no_day": ("on_day",), "no_who": ("who",)}

    who = text_box(
        _("Who complains?"), _("The person, or you on behalf of them."), empty=_("Enter who complains"), most=MOST_NAME
    )
    reach = text_box(
        _("How can we reach them safely? (optional)"),
        _("For example, by letter to their solicitor. Not a protected address."),
    )
    words = story(_("What is the complaint about?"), empty=_("Say what the complaint is about"), most=MOST_STORY)
    on_day = day_boxes(_("When did it arrive?"), empty=_("Enter the day"))

    def read_complaint(self) -> NewComplaint:
        """What was said."""
        said = self.cleaned_data
        return NewComplaint(said["on_day"], said["who"], said["reach"], said["words"])


class ComplaintDecisionForm(PostedForm):
    """What was done: the boxes that it needs."""

    said_at: ClassVar = {"no_day": ("on_day",), "no_account": ("owner",), "no_outcome": ("outcome",), **SAID_AT}
    said_else: ClassVar = "words"

    owner = text_box(
        _("Who owns it?"),
        _("The user name of a colleague in information governance"),
        empty=_("Enter the user name"),
        most=MOST_NAME,
    )
    letter = letter_box()
    names = names_box()
    adults = adults_box()
    on_day = day_boxes(_("When did you write to the person?"), empty=_("Enter the day"))
    outcome = radios(
        _("What does the answer say?"),
        [(one.value, words) for one, words in OUTCOMES.items()],
        empty=_("Choose what the answer says"),
    )
    words = story(_("What did you find, and what changes?"), empty=_("Say what you found"))

    def __init__(self, *arguments: Any, kind: ComplaintEntryKind, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        asked = {
            ComplaintEntryKind.OWNED: {"owner"},
            ComplaintEntryKind.ACKNOWLEDGED: {*LETTER_BOXES, "on_day"},
            ComplaintEntryKind.ANSWERED: {*LETTER_BOXES, "on_day", "outcome", "words"},
        }[kind]
        for name in set(self.fields) - asked:
            del self.fields[name]

    def read_decision(self) -> ComplaintDecision:
        """What was done."""
        said = self.cleaned_data
        return ComplaintDecision(
            self.kind, said.get("owner", ""), said.get("on_day"), said.get("outcome", ""), said.get("words", ""),
            read_letter(said),
        )  # fmt: skip
