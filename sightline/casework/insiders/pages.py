"""What the pages of insiders are given: days, kinds and accounts. No name, address or telephone that was declared."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import lazy as _


class InsiderEntryKind(StrEnum):
    """One thing that somebody declared, or information governance decided."""

    DECLARED = "declared"
    REMOVED = "removed"
    LOOKED_INTO = "looked_into"
    WATCH_SET = "watch_set"
    WATCH_REVIEWED = "watch_reviewed"
    WATCH_ENDED = "watch_ended"
    SAME_PERSON = "same_person"
    OTHER_PERSON = "other_person"


class DeclaredAs(StrEnum):
    """Who somebody declared is to the holder of the account."""

    OWN = "own"
    RELATIVE = "relative"
    TIE = "tie"


class WatchPurpose(StrEnum):
    """Why a person is watched."""

    COMPLAINT = "complaint"
    NEWS = "news"
    STAFF = "staff"
    AT_RISK = "at_risk"


class LookOutcome(StrEnum):
    """What information governance found of a look."""

    NO_CONCERN = "no_concern"
    ANOTHER_PERSON = "another_person"
    MANAGER_ASKED = "manager_asked"
    BREACH = "breach"


class DetailKind(StrEnum):
    """What of a person is compared."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"


class LookHow(StrEnum):
    """Whether somebody searched for a person, was shown them in results, or opened a page that shows them."""

    SEARCHED = "searched"
    FOUND = "found"
    OPENED = "opened"


DECLARED_AS: Mapping[str, str] = {
    DeclaredAs.OWN: _("Your own details"),
    DeclaredAs.RELATIVE: _("A relative"),
    DeclaredAs.TIE: _("Another person you have a tie with"),
}
WATCH_PURPOSES: Mapping[str, str] = {
    WatchPurpose.COMPLAINT: _("A complaint about who has read the records"),
    WatchPurpose.NEWS: _("The person is in the news"),
    WatchPurpose.STAFF: _("The person is a member of staff, or a relative of one"),
    WatchPurpose.AT_RISK: _("The person is in danger if someone reads their records"),
}
LOOK_OUTCOMES: Mapping[str, str] = {
    LookOutcome.NO_CONCERN: _("No concern: the look was part of the work"),
    LookOutcome.ANOTHER_PERSON: _("Another person of the same name, address or telephone"),
    LookOutcome.MANAGER_ASKED: _("Passed to the manager or professional standards"),
    LookOutcome.BREACH: _("Reported as a data breach"),
}


@dataclass(frozen=True, slots=True)
class NewDeclared:
    """What the holder of an account declares of one person. It is hashed, and never shown again."""

    who: DeclaredAs
    name: str = field(default="", repr=False)
    address: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class DeclaredLine:
    """One person declared: which details were set, and when. `is_replaced`: own details that were set again since."""

    entry_id: str
    declared_as: str
    kinds: tuple[str, ...]
    set_at: str
    set_by: str
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredPage:
    """What one account declared. `number` is the account's; `may_remove`: for information governance."""

    number: int
    username: str
    lines: tuple[DeclaredLine, ...]
    may_remove: bool


@dataclass(frozen=True, slots=True)
class ConflictedAccount:
    """Whose account an action concerns, and which of their details, or of those they declared, are the same."""

    username: str
    post: str = field(repr=False)
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NewWatch:
    """A watch to be set: why, in which words, and until which day."""

    purpose: WatchPurpose
    words: str = field(repr=False)
    until_on: date


@dataclass(frozen=True, slots=True)
class LookGroup:
    """Looks of one reader at one person, or searches for one: what information governance answers as one question.

    `number` is the newest look, `count` how many. `declared_as` says whom the reader declared; empty for a watch.
    `kinds` are the details that were the same. `person_id` is empty where somebody only searched.
    """

    number: int
    username: str
    post: str = field(repr=False)
    agency: str
    declared_as: str
    kinds: tuple[str, ...]
    how: str
    person_id: str
    count: int
    first_at: str
    last_at: str
    audit_row: int


@dataclass(frozen=True, slots=True)
class AnsweredLook:
    """What information governance found of looks, when and who."""

    at: str
    by: str
    username: str
    outcome: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class OwnLooksPage:
    """Looks at a reader's own name, or one that they declared: to look into, and what was found of others."""

    groups: tuple[LookGroup, ...]
    answered: tuple[AnsweredLook, ...]
    most_hidden: int = 0


@dataclass(frozen=True, slots=True)
class WatchLine:
    """A watch on a list. `due_on`: its last day. `new`: looks that nobody has looked into."""

    watch_id: str
    person_id: str
    purpose: str
    set_at: str
    set_by: str
    until_on: date
    ended_at: str
    ended_by: str
    looks: int
    new: int

    @property
    def is_in_force(self) -> bool:
        """Whether it still lists looks."""
        return not self.ended_at


@dataclass(frozen=True, slots=True)
class WatchPage:
    """One watch: why, its looks by reader, and what was decided since."""

    line: WatchLine
    words: str = field(repr=False)
    groups: tuple[LookGroup, ...]
    answered: tuple[AnsweredLook, ...]
    reviews: tuple[AnsweredLook, ...]
    today: date
