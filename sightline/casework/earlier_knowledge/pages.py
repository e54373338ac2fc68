"""What a reader is told of an earlier day: the facts that were known, and what Sightline would have concluded."""

from dataclasses import dataclass, field
from datetime import date

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

    `disputed` are records that somebody disputes. `conclusions` is None where nobody asked for them.
    """

    person_id: str
    on: date
    holders: tuple[str, ...]
    facts: tuple[FactOfDay, ...] = field(repr=False)
    disputed: frozenset[str]
    conclusions: DayConclusions | None = None

    @property
    def known(self) -> tuple[FactOfDay, ...]:
        """What was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.KNOWN)

    @property
    def cannot_tell(self) -> tuple[FactOfDay, ...]:
        """What had happened, and nothing says whether it was known."""
        return tuple(one for one in self.facts if one.knowing is Knowing.CANNOT_TELL)
