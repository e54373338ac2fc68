"""What a person's page is given for its first screen: frozen, filtered for the reader, audited."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.access.pages.access import HiddenContents
from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.missing.pages import MissingStatus, MissingTask
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.people.pages.nodes import RemovalDecision
from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.casework.subject_files.pages.files import SubjectFileLine
from sightline.casework.unanswered.pages import UnansweredQuestionLine


class NextActionKind(StrEnum):
    """What can be done next about a child."""

    MISSING = "missing"
    ITEM = "item"
    DEADLINE = "deadline"
    QUESTION = "question"
    SAME_NAME = "same_name"


@dataclass(frozen=True, slots=True)
class KeyFact:
    """One of the six facts: which, what it says, a second line, the record and the day it is of. Empty: not recorded.

    `warns`: it must not be missed, as a safe way to be in touch. `agency`: whose record, where that must be said.
    `has_day`: false of what is not of one day, as who the parents are.
    """

    fact: str
    value: str = field(repr=False, default="")
    more: str = field(repr=False, default="")
    record_id: str = ""
    said_on: date | None = None
    warns: bool = False
    agency: str = ""
    has_day: bool = True


@dataclass(frozen=True, slots=True)
class PersonFrame:
    """What stands above every tab: who it is, whether they are missing, and how many others have the name.

    `ages`: what each recorded birth date gives, the youngest first; empty where none is recorded. `hidden_contents`:
    agencies whose agreements do not show this reader what their records say.
    """

    person: PersonSummary
    ages: tuple[int, ...]
    sexes: tuple[str, ...] = field(repr=False)
    same_name: int
    missing: MissingStatus
    hidden_contents: tuple[HiddenContents, ...] = ()

    @property
    def is_child(self) -> bool:
        """Whether they are under 18, or nobody knows."""
        return not self.ages or self.ages[0] < 18


@dataclass(frozen=True, slots=True)
class NextAction:
    """Something to do next: which, with what it is about."""

    kind: NextActionKind
    item: ItemLine | None = None
    deadline: ClockLine | None = None
    question: UnansweredQuestionLine | None = None
    task: MissingTask | None = None


@dataclass(frozen=True, slots=True)
class Overview:
    """The first screen. `overdue` are deadlines that have passed, the longest ago first.

    `backlog` are those recorded before go-live and not answered. `as_of`: each agency of the person, and when its
    newest file came.
    """

    frame: PersonFrame
    facts: tuple[KeyFact, ...]
    overdue: tuple[ClockLine, ...]
    arrived_late: tuple[ClockLine, ...]
    running: tuple[ClockLine, ...]
    backlog: tuple[ClockLine, ...]
    next_actions: tuple[NextAction, ...]
    events: tuple[Entry, ...]
    entries: int
    patterns: tuple[RecognisedLine, ...]
    questions: tuple[UnansweredQuestionLine, ...]
    more_questions: int
    meetings: tuple[MeetingLine, ...]
    files: tuple[SubjectFileLine, ...]
    decided: RemovalDecision | None
    as_of: tuple[tuple[str, str], ...]
    now: str

    @property
    def names_overdue_next(self) -> bool:
        """Whether several deadlines are overdue, and what to do next names the one that is overdue longest."""
        named = {one.deadline.clock_id for one in self.next_actions if one.deadline}
        asked = {one.item.item_id for one in self.next_actions if one.item}
        longest = self.overdue[0] if len(self.overdue) > 1 else None
        return longest is not None and (
            longest.clock_id in named or (longest.item is not None and longest.item.item_id in asked)
        )


@dataclass(frozen=True, slots=True)
class AddressStay:
    """Records that give one of a person's addresses: which, by its number; the first, the last, and how many.

    The address itself is not here.
    """

    home: int
    first_on: date
    last_on: date
    records: int


@dataclass(frozen=True, slots=True)
class RelativeLine:
    """Somebody of a person's family: what they are to the person, since when, by how many records.

    `person_id` is empty where the reader may open no such person. `same_address`: the newest records of both give the
    same; `stays`: all records that give an address of the person. No relationship begins before both were born.
    `no_address`: the records of somebody whom the reader may open give none, not even a protected one.
    """

    person_id: str
    name: str = field(repr=False)
    relation: str
    sex: str
    born_on: date | None = field(repr=False)
    from_on: date | None
    to_on: date | None
    records: int
    record_id: str
    same_address: bool
    stays: tuple[AddressStay, ...] = ()
    no_address: bool = False


@dataclass(frozen=True, slots=True)
class FamilyPage:
    """A person's family, as family records that the reader may see say it.

    `stays`: when records gave each address; `is_protected`: the newest one is, so that it is compared with none;
    `no_address`: no record gives any.
    """

    person: PersonSummary
    sex: str
    relatives: tuple[RelativeLine, ...]
    up_to: date
    stays: tuple[AddressStay, ...] = ()
    is_protected: bool = False
    no_address: bool = False
