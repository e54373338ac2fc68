"""The lines of a chronology as a page or a file shows them: an entry, school weeks folded to one line, or a gap."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from sightline.casework.chronology.pages.same_events import OtherAgencies
from sightline.casework.people.pages.people import Entry, PersonSummary
from sightline.rulebook.fact_labels import label_of_fact

WEEKLY, MISSING = "school_attendance", "police_missing"
# How the facts of a missing report begin.
WENT_MISSING, FOUND = label_of_fact(layout=MISSING, fact="missing"), label_of_fact(layout=MISSING, fact="found")


def is_week(kind: str) -> bool:
    """Whether entries of this kind are weeks of a register."""
    return kind.partition("/")[0] == WEEKLY


@dataclass(frozen=True, slots=True)
class TellingLine:
    """What one record tells, in entries that follow each other; `month` stands above the first of its month."""

    kind: ClassVar[str] = "entry"
    entries: tuple[Entry, ...] = field(repr=False)
    month: str = ""

    @property
    def entry(self) -> Entry:
        """The first of them on the page."""
        return self.entries[0]

    @property
    def is_missing_report(self) -> bool:
        """Whether it is a missing report, which ends only where it says found."""
        return self.entry.kind.partition("/")[0] == MISSING


@dataclass(frozen=True, slots=True)
class SchoolWeek:
    """One week of the school register: its codes in order (none if unread), and how many sessions they are."""

    entry: Entry = field(repr=False)
    codes: tuple[str, ...] = field(repr=False)
    sessions: int
    attended: int
    late: int
    without_leave: int


@dataclass(frozen=True, slots=True)
class SchoolWeeksLine:
    """School weeks that follow each other with nothing else between, in the order of the page."""

    kind: ClassVar[str] = "weeks"
    weeks: tuple[SchoolWeek, ...]
    first_on: date | None
    last_on: date | None
    month: str = ""

    @property
    def sessions(self) -> int:
        """Sessions that the codes count."""
        return sum(week.sessions for week in self.weeks)

    @property
    def attended(self) -> int:
        """Sessions attended, late ones too."""
        return sum(week.attended for week in self.weeks)

    @property
    def late(self) -> int:
        """Sessions attended late."""
        return sum(week.late for week in self.weeks)

    @property
    def without_leave(self) -> int:
        """Sessions missed without leave."""
        return sum(week.without_leave for week in self.weeks)

    @property
    def agency(self) -> str:
        """Whose register it is."""
        return self.weeks[0].entry.agency


@dataclass(frozen=True, slots=True)
class AgencyReach:
    """From which day to which an agency's data go, of bodies that know the person; None where no day is known."""

    agency: str
    until: date | None
    since: date | None = None


@dataclass(frozen=True, slots=True)
class GapLine:
    """Days without a record that the reader can see; `arrived` are agencies whose data go over all of them.

    `awaited` are those whose data end before the last, and `later` those whose data begin after the first day. It never
    says that nothing happened. `is_open` where it goes on to today; `school_only` where a register is kept.
    """

    kind: ClassVar[str] = "gap"
    from_on: date
    to_on: date
    is_open: bool
    school_only: bool
    arrived: tuple[AgencyReach, ...]
    awaited: tuple[AgencyReach, ...]
    later: tuple[AgencyReach, ...] = ()
    month: str = ""

    @property
    def days(self) -> int:
        """How many days."""
        return (self.to_on - self.from_on).days + 1


ChronologyLine = TellingLine | SchoolWeeksLine | GapLine


@dataclass(frozen=True, slots=True)
class MonthOfGrid:
    """How many records a month has, school weeks left out, and whether a missing report is among them."""

    month: str
    entries: int
    missing: bool


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person's chronology: the entries that were asked for and their lines, of `total` records that fit and tell.

    `weeks` are the school weeks that fit; `agencies`, `kinds` and `grid` count records, of all that the reader may see.
    `other_agencies`: by record who else may tell of its event.
    """

    person: PersonSummary
    entries: tuple[Entry, ...]
    lines: tuple[ChronologyLine, ...]
    total: int
    weeks: int
    next_after: str
    agencies: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    grid: tuple[MonthOfGrid, ...]
    snapshot_id: str
    other_agencies: Mapping[str, OtherAgencies] = field(default_factory=dict)

    @property
    def shown(self) -> int:
        """How many of its records tell something."""
        return sum(isinstance(line, TellingLine) for line in self.lines)


@dataclass(frozen=True, slots=True)
class WholeChronology:
    """All lines that fit, for a file: nothing is left for a next page. `kept_here`: what the file says is not in it.

    `label`: who exported it, when and what for.
    """

    person: PersonSummary
    entries: tuple[Entry, ...] = field(repr=False)
    lines: tuple[ChronologyLine, ...] = field(repr=False)
    weeks: int = 0
    kept_here: str = ""
    label: str = field(default="", repr=False)

    @property
    def records(self) -> int:
        """How many records tell something: as many as there are lines of them."""
        return sum(isinstance(line, TellingLine) for line in self.lines)


@dataclass(frozen=True, slots=True)
class TimelineEntries:
    """What a timeline is drawn from: every visible entry, the oldest first, and how far each agency's data go.

    `weeks` are the school weeks among them, and `entries` the others. `left_out`: how many records are disputed, and
    so not drawn.
    """

    person: PersonSummary
    entries: tuple[Entry, ...] = field(repr=False)
    weeks: tuple[SchoolWeek, ...] = field(repr=False)
    reaches: tuple[AgencyReach, ...]
    up_to: date
    left_out: int = 0
