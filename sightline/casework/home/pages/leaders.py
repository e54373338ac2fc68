"""What the first page of a leader is given: totals and delays as words, the small ones hidden already."""

from dataclasses import dataclass

from sightline.casework.home.late_pages import count_late
from sightline.casework.late.delivery import DeliveryLine
from sightline.casework.late.escalates import AwaitedData


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is shown; `number` is None where it is hidden or there is none, so that nobody can draw it."""

    shown: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """A month: what was open past its deadline at its end, what arrived late apart, and what was met in time.

    `met` is the share of all that fell due, in hundredths. `through` is the last day counted.
    """

    month: str
    through: str
    overdue: Figure
    arrived_late: Figure
    met: Figure
    not_known: Figure


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """An agency: what is open and over, since when, and within how many days half, and nine of ten, were answered.

    `before` are those of `overdue` that were recorded before go-live. `asked` are open actions past their deadline that
    the agency must answer, also where the deadline is another agency's and both must act.
    """

    agency: str
    open: Figure
    overdue: Figure
    before: Figure
    asked: Figure
    share: Figure
    oldest: Figure
    not_known: Figure
    arrived_late: Figure
    half: Figure
    most: Figure


@dataclass(frozen=True, slots=True)
class AgencyMonth:
    """A month: what each agency had overdue at its end, in the order of `LeadersPart.trend_agencies`."""

    month: str
    overdue: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """Over all agencies: `overdue` is `new` and `before` go-live. What arrived late is apart, its oldest too.

    `oldest_agency` is empty where that agency's number is hidden.
    """

    overdue: Figure
    new: Figure
    before: Figure
    arrived_late: Figure
    not_known: Figure
    oldest: Figure
    oldest_agency: str
    oldest_late: Figure
    is_anything_over: bool

    @property
    def is_split(self) -> bool:
        """Whether both parts of what is overdue may be said, and there are two."""
        return bool(self.new.number is not None and self.before.number)


@dataclass(frozen=True, slots=True)
class RuleOff:
    """A rule that is off, by its label; `since` is empty where nobody ever switched it on."""

    label: str
    since: str


@dataclass(frozen=True, slots=True)
class PartnershipDecisions:
    """What the partnership must decide: rules that are off, deadlines nobody has checked, data that are late."""

    off: tuple[RuleOff, ...]
    rules: int
    unchecked: tuple[str, ...]
    late: tuple[DeliveryLine, ...]
    awaited: tuple[AwaitedData, ...] = ()

    @property
    def late_agencies(self) -> int:
        """Agencies whose newest delivery was late, or whose next file has not come; each once."""
        return count_late(self.late, self.awaited)

    @property
    def total(self) -> int:
        """All of them."""
        return len(self.off) + len(self.unchecked) + self.late_agencies


@dataclass(frozen=True, slots=True)
class LeadersPart:
    """Delays of the partnership. `months` is empty before the first run: then nothing is known of them.

    `without` are the agencies that have had no deadline yet.
    """

    months: tuple[MonthFigures, ...]
    agencies: tuple[AgencyFigures, ...]
    totals: Totals | None
    decisions: PartnershipDecisions
    deliveries: tuple[DeliveryLine, ...]
    trend_agencies: tuple[str, ...] = ()
    trend: tuple[AgencyMonth, ...] = ()
    without: tuple[str, ...] = ()

    @property
    def counts_late(self) -> bool:
        """Whether anything arrived late in any month."""
        return any(one.arrived_late.number != 0 for one in self.months)

    @property
    def counts_not_known(self) -> bool:
        """Whether the answer to anything is not known yet."""
        return any(one.not_known.number != 0 for one in self.months)

    @property
    def now(self) -> MonthFigures | None:
        """The month that runs."""
        return self.months[-1] if self.months else None

    @property
    def before(self) -> MonthFigures | None:
        """The last whole month."""
        return self.months[-2] if self.months else None


@dataclass(frozen=True, slots=True)
class LadderFigures:
    """Actions that one ladder answers; `past_time` by the time to answer, which is not the deadline."""

    ladder: str
    open: Figure
    past_time: Figure
    high: Figure


@dataclass(frozen=True, slots=True)
class CountsHome:
    """The first page of an elected member."""

    leaders: LeadersPart
    ladders: tuple[LadderFigures, ...]
