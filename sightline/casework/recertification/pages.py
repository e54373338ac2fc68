"""What the page of access to confirm shows: rights of people, since when they are confirmed, and when they end."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.sharing.accounts import ConfirmationState
from sightline.translation.messages import lazy as _


class RightKind(StrEnum):
    """What somebody confirms: an account, a place in a team, or the task of a team."""

    ACCOUNT = "account"
    PLACE = "place"
    TASK = "task"


class RecertificationKind(StrEnum):
    """What an entry says happened: confirmed, ended by a person, noticed that it will end, ended by the rule."""

    CONFIRMED = "confirmed"
    ENDED = "ended"
    NOTICED = "noticed"
    LAPSED = "lapsed"


class RightDecision(StrEnum):
    """What a manager decides about a right."""

    NEEDED = "needed"
    END = "end"


RIGHTS = {
    RightKind.ACCOUNT: _("Account"),
    RightKind.PLACE: _("Place in a team"),
    RightKind.TASK: _("Task of a team"),
}
DECISIONS = {
    RightDecision.NEEDED: _("They are still needed"),
    RightDecision.END: _("End them today"),
}


@dataclass(frozen=True, slots=True)
class HeldRight:
    """One right: whose it is, since when it is confirmed, how it stands, and from which day on it ends.

    `key` names it: an account by its number, a place by team and name, a task by its entry. A task has no `username`.
    """

    kind: RightKind
    key: str
    username: str
    agency: str
    confirmed_on: date
    due_on: date
    state: ConfirmationState
    team_id: str = ""
    name: str = field(default="", repr=False)
    ends_on: date | None = None

    @property
    def full_key(self) -> str:
        """What tells it from every other right."""
        return f"{self.kind}:{self.key}"

    @property
    def kind_in_words(self) -> str:
        """What it is."""
        return str(RIGHTS[self.kind])


@dataclass(frozen=True, slots=True)
class RecertificationPage:
    """The rights that the reader confirms or ends now, and the reader's own. `settles`: the reader has a part in it."""

    waiting: tuple[HeldRight, ...]
    own: tuple[HeldRight, ...]
    settles: bool


@dataclass(frozen=True, slots=True)
class RecertificationCount:
    """How many rights of the reader's people are due, and how many of these are overdue."""

    due: int
    overdue: int
