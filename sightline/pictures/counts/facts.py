"""What the pictures of a count are drawn from: numbers that are hidden already where they are small.

`about` says in the title what was counted; `key` is an id for the page, and says nothing of anybody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sightline.pictures.trend_facts import ShownNumber


@dataclass(frozen=True, slots=True)
class Overlap:
    """The people on exactly these lists, by place."""

    lists: tuple[int, ...]
    people: ShownNumber


@dataclass(frozen=True, slots=True)
class OverlapStory:
    """Lists by name, and how many are on exactly which: those that are shown first, the most before fewer."""

    key: str
    about: str
    lists: tuple[str, ...]
    overlaps: tuple[Overlap, ...]
    up_to: date | None


@dataclass(frozen=True, slots=True)
class GrownMonth:
    """How many were known at the end of a month, and how many could have been, to the nearest five."""

    first_on: date
    could: ShownNumber
    known: ShownNumber
    harmed: ShownNumber


@dataclass(frozen=True, slots=True)
class CountGrowth:
    """How a number grew, month by month; two months at least."""

    key: str
    about: str
    months: tuple[GrownMonth, ...]
    up_to: date


@dataclass(frozen=True, slots=True)
class ShownMethod:
    """What one method gives, in numbers and as words; only those with both limits have a line."""

    method: str
    number: float | None
    lower: float | None
    upper: float | None
    counts: bool
    in_all: str
    limits: str
    counts_as: str
    because: str = field(repr=False)

    @property
    def is_drawn(self) -> bool:
        """Whether it has a line."""
        return self.number is not None and self.lower is not None and self.upper is not None


@dataclass(frozen=True, slots=True)
class RangeStory:
    """What each method gives, how many were seen, and the range where there is one."""

    key: str
    about: str
    methods: tuple[ShownMethod, ...]
    seen: ShownNumber
    found: tuple[int, int] | None
    up_to: date | None

    @property
    def drawn(self) -> Sequence[ShownMethod]:
        """Those with a line, in the order given."""
        return [one for one in self.methods if one.is_drawn]
