"""What a timeline is drawn from: plain facts that the reader may see, each with the page it leads to."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.pictures.glyphs import EventKind
from sightline.pictures.hindsight import label_hindsight
from sightline.translation.dates import long_day, short_day
from sightline.translation.messages import gettext as _
from sightline.translation.messages import gettext_noop
from sightline.translation.numbers import counted


class DeadlineState(StrEnum):
    """How a deadline ended, or stands."""

    MET = gettext_noop("met")
    LATE = gettext_noop(_("late"))
    MISSED = gettext_noop("not done")
    OPEN = gettext_noop(_("open"))
    NOT_KNOWN = gettext_noop("not known")


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """Something that an agency recorded: in short for the drawing, and as it was recorded for the table."""

    on: date
    agency: str
    kind: EventKind
    label: str = field(repr=False)
    says: str = field(repr=False)
    href: str = ""


@dataclass(frozen=True, slots=True)
class MissingSpell:
    """A time missing: how many nights; None where no record says that it ended.

    `now`: of the one that the child is missing in now, or may be: what its flag says.
    """

    on: date
    agency: str
    nights: int | None
    href: str = ""
    now: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """What the child said, word for word, and in which agency's record."""

    on: date
    agency: str
    quoted: str = field(repr=False)
    href: str = ""


@dataclass(frozen=True, slots=True)
class WeekAttended:
    """One week of the school register."""

    on: date
    attended: int
    sessions: int

    @property
    def share(self) -> float:
        """The share of sessions attended."""
        return self.attended / self.sessions if self.sessions else 0.0


@dataclass(frozen=True, slots=True)
class PatternDay:
    """A pattern, and the first day on which all records together showed it; `made_on` if its rule was made later."""

    on: date
    label: str
    href: str = ""
    made_on: date | None = None

    @property
    def name(self) -> str:
        """Its label, marked where its rule was made later."""
        return label_hindsight(self.label) if self.made_on else self.label


@dataclass(frozen=True, slots=True)
class DeadlineSpan:
    """A deadline: when it began, was due and was done, as far as records say. Several of one `thing` count as one.

    `no_record_by`: of a silence, the last day that received data reach without a record; `rule` is what its rule says,
    and `made_on` the day on which that was made, where it was later.
    """

    label: str
    agency: str
    started: date
    due: date
    done: date | None
    state: DeadlineState
    href: str = ""
    thing: str = ""
    no_record_by: date | None = None
    rule: str = field(default="", repr=False)
    made_on: date | None = None

    @property
    def name(self) -> str:
        """Its label, marked where its rule was made later."""
        return label_hindsight(self.label) if self.made_on else self.label

    @property
    def is_late(self) -> bool:
        """Whether it was done late, or is over and not done."""
        return self.state in (DeadlineState.LATE, DeadlineState.MISSED)

    @property
    def days_late(self) -> int:
        """How many days after it was due it was done."""
        return max((self.done - self.due).days, 0) if self.done else 0

    @property
    def says(self) -> str:
        """The deadline and how it stands, in words."""
        if self.state is DeadlineState.LATE:
            if not (self.done and self.days_late):
                return f"{self.name}: {_('late')}"
            said = {"days": counted(self.days_late, "day"), "day": short_day(self.done)}
            return f"{self.name}: {_('%(days)s late, done %(day)s') % said}"
        if self.state is DeadlineState.MISSED and self.no_record_by:
            return f"{self.name}: {_('no record by %(day)s') % {'day': long_day(self.no_record_by)}}"
        words = {DeadlineState.MET: _("on time"), DeadlineState.MISSED: _("not done"), DeadlineState.OPEN: _("open")}
        return f"{self.name}: {words.get(self.state, _('not known'))}"


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """The days between when all records together showed something and the first joint action.

    `pattern` names what they showed: another may have come earlier. None of it is shown without `asked_other_way`: of
    how many others the same was true on that day.
    """

    seen_on: date
    acted_on: date
    asked_other_way: str = field(repr=False)
    pattern: str

    @property
    def days(self) -> int:
        """How many days lie between."""
        return (self.acted_on - self.seen_on).days


@dataclass(frozen=True, slots=True)
class MissingNow:
    """That a child is missing now, or may be: in a few words for the title, and in a sentence."""

    title: str
    says: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class TimelineStory:
    """One child's time from the first day to the day before the end. `reaches`: how far each agency's data go."""

    about: str = field(repr=False)
    first: date
    end: date
    up_to: date
    reaches: tuple[tuple[str, date | None], ...]
    events: tuple[TimelineEvent, ...] = ()
    missing: tuple[MissingSpell, ...] = ()
    quotes: tuple[OwnWords, ...] = ()
    weeks: tuple[WeekAttended, ...] = ()
    patterns: tuple[PatternDay, ...] = ()
    deadlines: tuple[DeadlineSpan, ...] = ()
    between: DaysBetween | None = None
    missing_now: MissingNow | None = None

    @property
    def missed_words(self) -> str:
        """What is said of deadlines that are over: not done, or of silences that no record shows it."""
        return _("no record") if any(one.no_record_by for one in self.deadlines) else _("not done")
