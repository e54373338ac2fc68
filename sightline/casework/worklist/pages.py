"""What the pages of work are given to show: items with whom they are about, clocks, and the list of what waits.

All of it was filtered for the reader before. `person` is None where nothing of a child may be shown, and no count tells
what was left out.
"""

from dataclasses import dataclass, field

from sightline.casework.clocks.pages import StatedStart
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core.pages import DecidedLine
from sightline.casework.escalation.pages import ItemLine, ItemPage
from sightline.casework.patterns.pages import BothReadings
from sightline.casework.people.pages.people import PersonSummary


@dataclass(frozen=True, slots=True)
class WorkChoice:
    """Which items to list: `scope` by its id; urgent ones alone; in one state, of one source, of one agency."""

    scope: str = ""
    urgent_only: bool = False
    state: str = ""
    source: str = ""
    agency: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class WorkLine:
    """One line of the work list: the item, and the child where the reader may see what it rests on."""

    item: ItemLine
    person: PersonSummary | None


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the work list. `scopes` are those that this reader has; `now` is when the page was made.

    `overdue` and `arrived_late` are counted by the deadline, `past_answer` by the time to answer at the stage.
    `deadlines`: of how many deadlines the overdue ones are.
    Of an empty list `agency_overdue` are the deadlines of the reader's agency that are over all the same, and
    `agency_has_more` whether there are others.
    """

    lines: tuple[WorkLine, ...]
    total: int
    overdue: int
    deadlines: int
    arrived_late: int
    past_answer: int
    next_after: str
    choice: WorkChoice
    scopes: tuple[str, ...]
    now: str
    agency_overdue: int = 0
    agency_has_more: bool = False


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item's page: with whom it is about, its records, what opened it, and what the reader may do.

    `why_opened` is what was written where a person opened it. `about_clock`, `about_question` and `about_item` are ids
    that the reader may open, else empty; `concern_id` is that of a concern which their post alone opens to them.
    `of_pattern`: something was recognised; `about_pattern` is empty where that stands no more for this reader.
    `withdrawn`: that its rule is, with why for those who read a rule's numbers. `late_with`: the other items of
    the child that arrived late and that this one lists. `stated`: days that its clock may start, as `ClockLine`.
    `both_readings`: that its pattern holds only if two of its people are two. `about_match`: the possible match that it
    asks, where the reader may answer it; `about_proposal` the same of a proposal. `about_breach` and
    `about_complaint`: what it asks about, where the reader decides; `about_correction`, `about_dispute`,
    `about_conclusion`, `about_request`, `about_restriction`, `about_officers`, `about_emergency` and `about_disclosure`
    the same.
    `of_agreement`: the list of agreements says which it asks about. `about_adult`: the adult named in records.
    """

    page: ItemPage
    person: PersonSummary | None
    records: tuple[RecordBasis, ...]
    may_disagree: bool
    most_days: int
    now: str
    about_clock: str = ""
    about_question: str = ""
    of_pattern: bool = False
    about_pattern: str = ""
    withdrawn: DecidedLine | None = None
    about_item: str = ""
    about_file: str = ""
    concern_id: str = ""
    opened_by: str = ""
    why_opened: str = field(default="", repr=False)
    late_with: tuple[ItemLine, ...] = ()
    stated: tuple[StatedStart, ...] = ()
    both_readings: BothReadings | None = None
    about_match: str = ""
    about_proposal: str = ""
    about_breach: str = ""
    about_complaint: str = ""
    about_correction: str = ""
    about_dispute: str = ""
    about_conclusion: str = ""
    about_emergency: str = ""
    about_restriction: str = ""
    about_officers: str = ""
    about_request: str = ""
    about_disclosure: int = 0
    of_agreement: bool = False
    about_adult: str = ""
    about_call: str = ""
    about_sealed_rows: str = ""
    about_onward: str = ""
