"""What the pages of concerns are given to show: frozen, already filtered for the reader, already audited.

What was said is shown to whoever may see the concern, and is never in a log: every field that holds it is left out of
`repr`.
"""

from dataclasses import dataclass, field
from datetime import date

from sightline.casework.posts.pages import DoorLine


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as its author goes on with it. `written` counts how often each page was saved.

    `finished` are the pages from which its author went on.
    """

    number: str
    corrects: str
    page: str
    begun_at: str
    saved_at: str
    boxes: dict[str, str] = field(repr=False)
    written: dict[str, int]
    finished: frozenset[str] = frozenset()

    @property
    def is_begun(self) -> bool:
        """Whether anything has been typed."""
        return any(self.boxes.values())


@dataclass(frozen=True, slots=True)
class ConcernClock:
    """A clock that a concern started: the last moment in time, and how it stands now."""

    rule_id: str
    label: str
    due_at: str
    state: str


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """Who opened a concern first in an agency, or said that the agency has received it."""

    kind: str
    agency: str
    by: str
    post: str
    at: str


@dataclass(frozen=True, slots=True)
class FeedbackLine:
    """What somebody told the author, or the child, of what happened."""

    at: str
    by: str
    how: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AdditionLine:
    """What an author added to a concern, and when. `words` is empty where it was erased."""

    at: str
    by: str
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SeenBy:
    """Which roles may see a concern, and of which agencies: all of them where `agencies` is empty.

    `organisation`: the one body whose readers these are, where its agency has several and no other sees it.
    """

    role: str
    agencies: tuple[str, ...]
    own_people: bool
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class ConcernLine:
    """One concern of a list. `child` is what its author called the child; empty where the author did not know.

    `tell_by`: when the referrer must be told; empty where it was not asked for, or no rule says so.
    """

    concern_id: str
    entered_at: str
    agency: str
    organisation: str
    author: str
    is_mine: bool
    referral: bool
    about_professional: bool
    restricted: bool
    categories: tuple[str, ...]
    corrects: str
    child: str = field(repr=False)
    received: tuple[ReceiptLine, ...] = ()
    feedback: tuple[FeedbackLine, ...] = ()
    tell_by: str = ""


@dataclass(frozen=True, slots=True)
class ConcernPage:
    """One concern as it was sent, and what became of it. `person_id` is the child, where the reader may open them."""

    line: ConcernLine
    record_id: str
    begun_at: str
    said: dict[str, str] = field(repr=False)
    person_id: str
    clocks: tuple[ConcernClock, ...]
    seen_by: tuple[SeenBy, ...]
    corrected_by: tuple[ConcernLine, ...]
    corrects: ConcernLine | None
    door: DoorLine
    may_receive: bool
    may_give_feedback: bool
    additions: tuple[AdditionLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ConcernLists:
    """The page of concerns: what I am writing, mine and what happened, referrals that wait, and those of others.

    `later` is before which number those of others go on; 0 where these are the last.
    """

    draft: Draft | None
    mine: tuple[ConcernLine, ...]
    waiting: tuple[ConcernLine, ...]
    others: tuple[ConcernLine, ...]
    door: DoorLine
    later: int = 0


@dataclass(frozen=True, slots=True)
class FeedbackDueLine:
    """A concern whose author has not been told, and by when they should be; empty where no clock says it."""

    concern: ConcernLine
    due_at: str


@dataclass(frozen=True, slots=True)
class FeedbackPage:
    """Whom the reader must tell, and the reader's own concerns: those of which they were told, and the others."""

    waiting: tuple[FeedbackDueLine, ...]
    next_after: int
    with_feedback: tuple[ConcernLine, ...]
    without_feedback: tuple[ConcernLine, ...]
    gives_feedback: bool
    now: str


@dataclass(frozen=True, slots=True)
class RecordBasis:
    """One record that a question cannot stand without; `known_on` is the first day on which its agency knew it."""

    record_id: str
    agency: str
    organisation: str
    kind: str
    occurred_from: str | None
    occurred_to: str | None
    date_precision: str
    restricted: bool
    known_on: date | None = None
