"""The form by which people write about an event."""

from collections.abc import Iterable
from typing import Any, ClassVar

from sightline.casework.reviews.pages.terms import REMARKS
from sightline.translation.messages import lazy as _
from sightline.web.core.fields import dropdown, radios, story
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES


class RemarkForm(PostedForm):
    """What is written about an event."""

    said_at: ClassVar = {"no_kind": ("kind",)}
    said_else: ClassVar = "words"

    kind = radios(_("What do you write?"), list(REMARKS.items()), empty=_("Choose what you write"))
    agency = dropdown(_("For which agency?"))
    words = story(_("Words"), _("Facts stay as the agency wrote them. Do not repeat them here."), empty=_("Write it"))

    def __init__(self, *arguments: Any, agencies: Iterable[str], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.offer("agency", [("", _("For the review itself")), *((one, AGENCIES[one]) for one in agencies)])
        self.fields["agency"].required = False
