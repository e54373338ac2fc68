"""The forms of requests to pass records on."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.onward_requests.pages import NewOnward, OnwardEntryKind, OnwardReply
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import MOST_NAME, day_boxes, dropdown, story, text_box
from sightline.web.core.forms import PostedForm

UNTIL = "until_on"


class AskOnwardForm(PostedForm):
    """Of which person records would be passed on, to which body or person, and why."""

    said_at: ClassVar = {"no_who": ("to",)}
    said_else: ClassVar = "words"

    person = dropdown(_("Whose records would you pass on?"))
    to = text_box(
        _("Who would get them?"),
        _("A role and an organisation. For example, the duty manager of a children’s home."),
        empty=_("Enter who would get them"),
        most=MOST_NAME,
    )
    words = story(_("Why do they need the records?"), empty=_("Say why they need the records"))

    def __init__(self, *arguments: Any, people: Iterable[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("person", [(one, name or _("Name not recorded")) for one, name in people])

    def read_request(self, record_id: str) -> NewOnward:
        """What was asked."""
        said = self.cleaned_data
        return NewOnward(record_id, said["person"], said["to"], said["words"])


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
