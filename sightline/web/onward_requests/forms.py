"""The forms of requests to pass records on."""

from typing import Any, ClassVar

from sightline.casework.bulk_exports.pages import PURPOSES
from sightline.casework.onward_requests.pages import NewOnward, OnwardEntryKind, OnwardOffer, OnwardReply
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, dropdown, radios, story, text_box, ticks
from sightline.web.core.forms import PostedForm
from sightline.web.onward_requests.presenters import record_kind

UNTIL = "until_on"


class AskOnwardForm(PostedForm):
    """Which records of a person would be passed on, to which receiver, for which purpose, and why."""

    said_at: ClassVar = {"no_who": ("to",), "no_purpose": ("purpose",), "no_kinds": ("kinds",)}
    said_else: ClassVar = "words"

    person = dropdown(_("Whose records would you pass on?"))
    to = text_box(
        _("Who would get them?"),
        _("A role and an organisation. For example, the duty manager of a children’s home."),
        empty=_("Enter who would get them"),
        most=MOST_NAME,
    )
    purpose = radios(
        _("What would they use the records for?"),
        list(PURPOSES.items()),
        empty=_("Choose what they would use them for"),
    )
    kinds = ticks(_("Which records would they get?"), empty=_("Choose which records they would get"))
    words = story(_("Why do they need the records?"), empty=_("Say why they need the records"))

    def __init__(self, *arguments: Any, offered: OnwardOffer, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("person", [(one, name or _("Name not recorded")) for one, name in offered.people])
        self.offer("kinds", [(one, record_kind(one)) for one in offered.kinds])

    def read_request(self, record_id: str) -> NewOnward:
        """What was asked."""
        said = self.cleaned_data
        return NewOnward(
            record_id,
            said["person"],
            said["to"],
            said["words"],
            purpose=said["purpose"],
            kinds=tuple(said["kinds"]),
        )


class OnwardReplyForm(PostedForm):
    """The last day of a yes, and why it is a yes, a no, or withdrawn."""

    said_at: ClassVar = {"no_day": (UNTIL,)}
    said_else: ClassVar = "words"

    until_on = day_boxes(_("Last day on which they can pass the records on"), empty=_("Enter the last day"))
    words = story(_("Why?"), empty=_("Say why"))

    def __init__(self, *arguments: Any, kind: OnwardEntryKind, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind = kind
        if kind is not OnwardEntryKind.AGREED:
            del self.fields[UNTIL]

    def read_reply(self) -> OnwardReply:
        """What was said."""
        return OnwardReply(self.kind, self.cleaned_data["words"], self.cleaned_data.get(UNTIL))
