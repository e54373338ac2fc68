"""What a reader is told of an earlier day: the facts that were known, and what Sightline would have concluded."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.review.earliest import EarliestDays, OtherChildren
from sightline.review.knowledge import FactOfDay, Knowing


@dataclass(frozen=True, slots=True)
class ConclusionOfDay:
    """A pattern or deadline as a replay of the day has it: since when, and on which records."""

    kind: str
    rule_id: str
    label: str
    since: date
    state: str
    record_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DayConclusions:
    """What Sightline concludes from what was known on the day alone. `people`: as how many people the child counts."""

    people: int
    found: tuple[ConclusionOfDay, ...]


@dataclass(frozen=True, slots=True)
class KnowledgePage:
    """What some agencies knew of a child on a day, and what they may have known.

    `disputed` are records that somebody disputes. `conclusions` is None where nobody asked for them. `called` is how a
    review calls the child. `reached` is by record the day on which Sightline first showed it to another agency.
    `hindsight` is what had happened by then and was recorded or corrected later; None where nobody asked for it.
    """

    person_id: str
    on: date
    holders: tuple[str, ...]
    facts: tuple[FactOfDay, ...] = field(repr=False)
    disputed: frozenset[str]
    conclusions: DayConclusions | None = None
    called: str = ""
    reached: Mapping[str, date] = field(default_factory=dict)
    hindsight: tuple[FactOfDay, ...] | None = field(default=None, repr=False)

    @property
    def known(self) -> tuple[FactOfDay, ...]:
        """What was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.KNOWN)

    @property
    def cannot_tell(self) -> tuple[FactOfDay, ...]:
        """What had happened, and nothing says whether it was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.CANNOT_TELL)


FEW = 5  # a smaller number of children is not told


@dataclass(frozen=True, slots=True)
class OthersShown:
    """The reverse question as it may be told. A number is None where it is 1 to 4.

    What followed is None where one of its numbers may not be told, for the others would give it away.
    """

    children: int | None
    followed: tuple[int, int, int] | None
    items_a_week: float | None


@dataclass(frozen=True, slots=True)
class StatementDays:
    """How early a statement could be seen of a child, and how often else it was true on that day.

    `days` is None where it was never true. `handovers` are, of the first smallest set, each record and the agency that
    would have had to get it.
    """

    statement_id: str
    label: str
    says: str = field(repr=False)
    days: EarliestDays | None
    acted_on: date | None = None
    others: OthersShown | None = None
    handovers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EarliestPage:
    """Each statement about a child, and the day that the review calls discovery, where somebody gave it.

    `called` is how a review calls the child.
    """

    person_id: str
    discovered_on: date | None
    statements: tuple[StatementDays, ...]
    called: str = ""


def show_others(counted: OtherChildren) -> OthersShown:
    """The counts of other children with numbers of 1 to 4 hidden, and all that would give these away."""
    followed = (counted.harmed_later, counted.nothing_later, counted.not_known)
    all_shown = all(_is_shown(one) for one in (counted.children, *followed))
    return OthersShown(
        children=counted.children if _is_shown(counted.children) else None,
        followed=followed if all_shown else None,
        items_a_week=round(counted.items_a_week, 1) if _is_shown(counted.new_in_year) else None,
    )


def _is_shown(number: int) -> bool:
    return number == 0 or number >= FEW
