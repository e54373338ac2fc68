"""Contact of a review with its people, and with others by role: made or not, when, by which role, and was it safe."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import lazy as _


class ContactOutcome(StrEnum):
    """What became of contact with a person."""

    CONTACTED = "contacted"
    DECLINED = "declined"
    READ_FIRST = "read_first"
    WAIT = "wait"
    UNSAFE = "unsafe"


CONTACT_OUTCOMES: Mapping[str, str] = {
    ContactOutcome.CONTACTED: _("Contacted. It was safe to tell them"),
    ContactOutcome.DECLINED: _("Contacted. They do not want to take part"),
    ContactOutcome.READ_FIRST: _("They read the report before it was published"),
    ContactOutcome.WAIT: _("Not contacted. The officer asked us to wait"),
    ContactOutcome.UNSAFE: _("Not contacted. It is not safe to tell them"),
}
MADE = frozenset({ContactOutcome.CONTACTED, ContactOutcome.DECLINED, ContactOutcome.READ_FIRST})


@dataclass(frozen=True, slots=True)
class ReviewContact:
    """The last that was recorded of contact with a person, by how the review calls them.

    `known_as` is the role of a person outside the terms. `in_draft`: a draft report may say that role.
    `outcome` is empty where nothing was recorded; then there is no day. `post` is the job title of who contacted them
    or decided not to. `officer` is who agreed, where there are proceedings.
    """

    called: str
    known_as: str = field(default="", repr=False)
    in_draft: bool = True
    outcome: str = ""
    on_day: date | None = None
    post: str = field(default="", repr=False)
    officer: str = field(default="", repr=False)
    words: str = field(default="", repr=False)
    by: str = ""
