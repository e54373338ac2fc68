"""How much a reader may know of a child: by the reasons that stand at a moment, and by nothing else.

Nothing here reads a clock or a table: the role, the reasons and the moment come in. The rule says what each gives.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Literal

from sightline.model.nouns import Agency, Role
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import Rulebook, WrittenRule
from sightline.rulebook.schema import Written, read_table
from sightline.sharing.roles import role_rules

FOLDER, NAME = ("england", "sharing", "access"), "need_to_know"


class Depth(StrEnum):
    """How much is known, from least to most. The last is no answer about one child: it is of every child."""

    NONE = "none"
    WHO_KNOWS = "who knows"
    RECORDS = "records"
    EVERY_CHILD = "every child"


class AccessReason(StrEnum):
    """Why a reader may know of a child. The last two are no reason, and the rule says so."""

    ASSIGNED = "assigned"
    ALLOCATED = "allocated"
    MANAGED = "managed"
    ANSWERS = "answers"
    RECEIVED = "received"
    INVITED = "invited"
    NUMBER = "number"
    NEEDED = "needed"
    ANALYSIS = "analysis"
    PURPOSE = "purpose"
    OWN_RECORD = "own record"
    ENROLLED = "enrolled"
    WROTE = "wrote"


class AnswererNeeds(StrEnum):
    """What an open action opens to the posts that must answer it: its children, theirs for some roles alone, nobody."""

    CHILDREN = "children"
    MATCHES = "children, for who answers possible matches"
    FILES = "children, for who reads the files of people of concern"
    NOBODY = "nobody"


class WrittenAllocation(Written, frozen=True):
    """A list that says who works with each child: the field of the worker, and how a row says that the case is closed.

    Any of the fields `closed` is filled, or that of `status` has one of the words `closed_words`.
    """

    worker: str
    closed: tuple[str, ...]
    status: str = ""
    closed_words: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field that is read."""
        return tuple(filter(None, (self.worker, *self.closed, self.status)))

    def names(self, fields: Mapping[str, str]) -> str:
        """The worker of an open case as the row has them; empty where none is named or the case is closed."""
        status = fields.get(self.status, "").casefold()
        closed = any(fields.get(one) for one in self.closed) or any(word in status for word in self.closed_words)
        return "" if closed else fields.get(self.worker, "")


class WrittenNeedToKnow(WrittenRule, frozen=True):
    """The rule: whose access needs a reason, what each reason gives, and the lists that pages offer."""

    roles: frozenset[Role]
    asks_first: frozenset[Role]
    purposes: tuple[str, ...]
    front_door_roles: frozenset[Role]
    every_child: frozenset[Role]
    unlisted: tuple[str, ...]
    says_first: frozenset[Agency]
    rolls: tuple[str, ...]
    of_children: tuple[str, ...]
    depths: dict[AccessReason, Literal["none", "who knows", "records", "every child"]]
    purposes_of_agreements: dict[str, str]
    role_purposes: dict[Role, str]
    purposes_of_files: dict[str, str]
    answers: dict[str, AnswererNeeds]
    allocated: dict[str, WrittenAllocation]

    def __post_init__(self) -> None:
        """Refuse a reason without a depth."""
        super().__post_init__()
        if missing := set(AccessReason) - set(self.depths):
            raise ValueError(f"there is no depth for {', '.join(sorted(missing))}")
        if missing_purposes := {*self.purposes, ""} - set(self.purposes_of_agreements):
            raise ValueError(f"there is no purpose of agreements for {', '.join(sorted(missing_purposes))}")


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason that somebody has, for which children, and until when.

    `mention_ids` name the children; a standing task of analysts has none. `until_at` is its last moment (UTC); empty
    where it has no end.
    """

    reason: AccessReason
    mention_ids: tuple[str, ...] = ()
    until_at: str = ""

    def stands(self, *, at: str) -> bool:
        """Whether it still counts at that moment."""
        return not self.until_at or at <= self.until_at


@cache
def read_need_to_know() -> WrittenNeedToKnow:
    """What the rule says."""
    return read_table(WrittenNeedToKnow, read_toml(*FOLDER, f"{NAME}.toml"), where="/".join((*FOLDER, NAME)))


def needs_reason(*, role: Role) -> bool:
    """Whether accounts of this role open a child only for a reason."""
    return role in read_need_to_know().roles


def asks_first(*, role: Role, agency: str) -> bool:
    """Whether accounts of this role and agency, which see every child, open a child's own pages only for a reason."""
    return role in read_need_to_know().asks_first and agency not in ("", Agency.PARTNERSHIP)


def opens_records(reason: AccessReason) -> bool:
    """Whether a reason opens the records of the child whom it is about, to a role that asks first."""
    return Depth(read_need_to_know().depths[reason]) is Depth.RECORDS


def depth_of(*, role: Role, reasons: Iterable[AccessReason]) -> Depth:
    """How much a role with these reasons may know of the child whom they are about."""
    rule = read_need_to_know()
    if not role_rules()[role].people:
        return Depth.NONE
    if role not in rule.roles:
        return Depth.EVERY_CHILD
    given = [Depth.NONE]
    for reason in reasons:
        depth = Depth(rule.depths[reason])
        if depth is not Depth.EVERY_CHILD or role in rule.every_child:
            given.append(depth)
    return max(given, key=tuple(Depth).index)


def agreement_purpose(*, role: Role, stated: str) -> str:
    """The purpose of agreements for which an account reads: by what it stated in this sitting, else by its role."""
    rule = read_need_to_know()
    if stated in rule.purposes:
        return rule.purposes_of_agreements[stated]
    return rule.role_purposes.get(role, rule.purposes_of_agreements[""])


def file_purpose(stated: str) -> str:
    """The purpose of agreements that a purpose of files is."""
    return read_need_to_know().purposes_of_files[stated]


def opened_by(*, role: Role, grounds: Iterable[Ground], at: str) -> tuple[str, ...] | None:
    """The mentions of the children whose records these grounds open at that moment; None where it is every child."""
    standing = [one for one in grounds if one.stands(at=at)]
    if depth_of(role=role, reasons=[one.reason for one in standing]) is Depth.EVERY_CHILD:
        return None
    opens = [one for one in standing if depth_of(role=role, reasons=[one.reason]) is Depth.RECORDS]
    return tuple(sorted({mention_id for one in opens for mention_id in one.mention_ids}))


def need_to_know_value(name: str, *, on: date) -> int:
    """A number of the rule, in force on a day."""
    return int(Rulebook.as_at(on, *FOLDER).value(NAME, name))
