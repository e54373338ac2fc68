"""What a child or an adult of a review said about the use of their own words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import lazy as _


class ConsentReply(StrEnum):
    """What they said, from the most to the least that may be done with the words."""

    PUBLISHED = "published_report"
    REVIEW_ONLY = "review_only"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


CONSENT_REPLIES: Mapping[str, str] = {
    ConsentReply.PUBLISHED: _("Agreed to be published"),
    ConsentReply.REVIEW_ONLY: _("Agreed for the review only"),
    ConsentReply.REFUSED: _("Refused"),
    ConsentReply.WITHDRAWN: _("Withdrawn"),
}
NOT_ASKED = _("Not asked yet")


@dataclass(frozen=True, slots=True)
class NewConsent:
    """An answer to record. `person` is a child by letter or an adult by number, as the review calls them.

    `asked_by` is the role of who asked them, `how` is how they were asked.
    """

    person: str
    reply: str
    asked_by: str = field(repr=False)
    on_day: date | None
    how: str = field(repr=False)
