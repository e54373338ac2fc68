"""The forms of restrictions."""

from typing import Any, ClassVar

from sightline.casework.restrictions.pages import NewRestriction, RestrictionAct, RestrictionEntryKind
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import day_boxes, radios, story
from sightline.web.core.forms import PostedForm
from sightline.web.named_adults.letter_boxes import (
    LETTER_BOXES,
    SAID_AT,
    adults_box,
    letter_box,
    names_box,
    read_letter,
)
from sightline.web.restrictions.presenters import REASONS

UNTIL = _("Until which day?")
UNTIL_HINT = _("At most a year away. You get an action on that day. For example, 27 3 2027")
EMPTY_DAY = _("Enter the day")


class RestrictionForm(PostedForm):
    """Why a record is restricted, and until which day."""

    said_at: ClassVar = {"no_word": ("reason",), "no_day": ("until_on",)}
    said_else: ClassVar = "words"

    reason = radios(
        _("Why is it restricted?"), [(str(one), said) for one, said in REASONS.items()], empty=_("Choose a reason")
    )
    until_on = day_boxes(UNTIL, UNTIL_HINT, empty=EMPTY_DAY)
    words = story(_("Say what happened, and who asked for it."), empty=_("Say what happened"))

    def read_restriction(self, record_id: str) -> NewRestriction:
        """What was said."""
        said = self.cleaned_data
        return NewRestriction(record_id, said["reason"], said["until_on"], said["words"])


class RestrictionActForm(PostedForm):
    """A later day, or who was told before it is lifted; and why."""

    said_at: ClassVar = {"no_day": ("until_on",), **SAID_AT}
    said_else: ClassVar = "words"

    letter = letter_box()
    names = names_box()
    adults = adults_box()
    until_on = day_boxes(UNTIL, UNTIL_HINT, empty=EMPTY_DAY)
    words = story(_("Why? Say what you looked into."), empty=_("Say why"))

    def __init__(self, *arguments: Any, kind: RestrictionEntryKind, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        unasked = LETTER_BOXES if kind is RestrictionEntryKind.LONGER else ("until_on",)
        for name in unasked:
            del self.fields[name]

    def read_act(self) -> RestrictionAct:
        """What was decided."""
        said = self.cleaned_data
        return RestrictionAct(self.kind, said["words"], said.get("until_on"), read_letter(said))
