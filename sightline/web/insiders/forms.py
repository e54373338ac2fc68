"""The forms of insiders: what somebody declares, what was found of looks, and a watch."""

from typing import ClassVar

from sightline.casework.insiders.pages import (
    DECLARED_AS,
    LOOK_OUTCOMES,
    WATCH_PURPOSES,
    DeclaredAs,
    NewDeclared,
    NewWatch,
    WatchPurpose,
)
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import day_boxes, radios, story, text_box
from sightline.web.core.forms import PostedForm

MOST_DAYS = _("A watch lasts at most 90 days. For example, 27 3 2027.")
NOT_SHOWN = _("Do not write a protected address here.")


class DeclareForm(PostedForm):
    """One person: who it is, and the details to compare."""

    said_at: ClassVar = {"no_name": ("name",), "no_phone": ("phone",), "no_address": ("address",), "no_who": ("who",),
                         "no_details": ("name",)}  # fmt: skip

    who = radios(_("Who is it?"), list(DECLARED_AS.items()), empty=_("Choose who it is"))
    name = text_box(
        _("Full name (optional)"), _("For example, Tomos Kaye. Enter a former name afterwards, in the same way.")
    )
    address = text_box(_("Address (optional)"), _("House number, street and postcode."))
    phone = text_box(_("Telephone (optional)"), _("For example, 01632 960 123."))

    def declared(self) -> NewDeclared:
        """What was entered."""
        said = self.cleaned_data
        return NewDeclared(DeclaredAs(said["who"]), said["name"], said["address"], said["phone"])


class InsiderLookForm(PostedForm):
    """What was found of looks, in words."""

    said_at: ClassVar = {"no_outcome": ("outcome",)}
    said_else: ClassVar = "words"

    outcome = radios(_("What did you find?"), list(LOOK_OUTCOMES.items()), empty=_("Choose what you found"))
    words = story(_("How do you know?"), NOT_SHOWN, empty=_("Say how you know"))


class InsiderReasonForm(PostedForm):
    """A reason in words."""

    said_else: ClassVar = "words"

    words = story(_("Why?"), NOT_SHOWN, empty=_("Say why"))


class ReviewWatchForm(InsiderReasonForm):
    """Keep a watch, and until when."""

    said_at: ClassVar = {"no_day": ("until_on",)}

    until_on = day_boxes(_("Last day of the watch"), MOST_DAYS, empty=_("Enter the last day"))


class WatchForm(PostedForm):
    """A new watch."""

    said_at: ClassVar = {"no_day": ("until_on",), "no_purpose": ("purpose",)}
    said_else: ClassVar = "words"

    purpose = radios(_("What is the watch for?"), list(WATCH_PURPOSES.items()), empty=_("Choose a purpose"))
    words = story(_("Why?"), NOT_SHOWN, empty=_("Say why"))
    until_on = day_boxes(_("Last day of the watch"), MOST_DAYS, empty=_("Enter the last day"))

    def watch(self) -> NewWatch:
        """The watch that was asked for."""
        said = self.cleaned_data
        return NewWatch(WatchPurpose(said["purpose"]), said["words"], said["until_on"])
