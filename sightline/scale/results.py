"""What an estimate says: a method's answer, or why it has none.

`status` is what may be done with the numbers. Only "estimate" goes into a range; "bound" is a number that the truth is
not below if what it rests on holds; "indication" was computed and may not be relied on. What is "refused" keeps the
numbers that it came to, for programs that compare methods; they are shown to nobody.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from sightline.scale.tables import Frequencies, OverlapTable

UNLIKELY = 0.05


class MethodStatus(StrEnum):
    """What may be done with a method's numbers."""

    ESTIMATE = "estimate"
    BOUND = "bound"
    INDICATION = "indication"
    REFUSED = "refused"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class MethodResult:
    """One method's answer: how many there are in all (`n`), with an interval at `level` per cent.

    `because` says in words what the numbers rest on, or why there are none. `model` names what was chosen, where the
    method chooses. `ends_range`: its upper limit is in the range though it is no estimate; the table cannot exclude it.
    """

    method: str
    n: float | None
    lower: float | None
    upper: float | None
    status: MethodStatus
    because: str = ""
    level: int = 95
    model: str = ""
    details: dict[str, float | str | Sequence[float]] = field(default_factory=dict)
    ends_range: bool = False

    @property
    def stands(self) -> bool:
        """Whether it goes into the range."""
        return self.status is MethodStatus.ESTIMATE

    @property
    def is_shown(self) -> bool:
        """Whether people are shown its numbers."""
        return self.n is not None and self.status is not MethodStatus.REFUSED


@dataclass(frozen=True, slots=True)
class Range:
    """The range over methods, in whole numbers rounded outwards to two figures; `lower` is never below those seen."""

    lower: int
    upper: int


@dataclass(frozen=True, slots=True)
class PairFacts:
    """Two lists: how many on both, how many by chance, the odds ratio with 95% limits, and how unlikely by chance.

    None stands where it cannot be told: with two lists alone, and where the model with this pair cannot be fitted.
    """

    first: str
    second: str
    on_both: int
    expected: float | None
    odds_ratio: float | None
    lower: float | None
    upper: float | None
    probability: float | None

    @property
    def names(self) -> str:
        """Both names."""
        return f"{self.first} and {self.second}"

    @property
    def exclude(self) -> bool:
        """Whether fewer are on both than by chance."""
        return self._unlikely and self.on_both < (self.expected or 0)

    @property
    def more(self) -> bool:
        """Whether more are on both than by chance."""
        return self._unlikely and self.on_both > (self.expected or 0)

    @property
    def _unlikely(self) -> bool:
        return self.probability is not None and self.probability < UNLIKELY


@dataclass(frozen=True, slots=True)
class TableFacts:
    """A table's own facts: people, lists, pairs, how many are on one list, two and so on, which lists lie in others."""

    observed: int
    on_each: tuple[int, ...]
    pairs: tuple[PairFacts, ...]
    frequencies: tuple[int, ...]
    nested: tuple[tuple[str, str], ...]
    overlapping: int

    @property
    def on_several(self) -> int:
        """How many are on two lists or more."""
        return sum(self.frequencies[1:])

    @property
    def empty(self) -> list[str]:
        """Pairs that nobody is on together."""
        return [pair.names for pair in self.pairs if not pair.on_both]

    @property
    def excluding(self) -> list[str]:
        """Pairs that fewer are on together than by chance."""
        return [pair.names for pair in self.pairs if pair.exclude]


@dataclass(frozen=True, slots=True)
class TableCheck:
    """One changed table: what was changed, how many are then seen, and what three quick methods give (None: nothing).

    `truth` is how many there truly are, where that is known: on a list.
    """

    kind: str
    what: str
    observed: float
    independent: float | None
    chao: float | None
    stepwise: float | None
    truth: int | None = None


@dataclass(frozen=True)
class Estimate:
    """What may be said of a table. `range` is None where `refused` says why; `bound` is what may be said even then.

    `resamples` is 0 where nothing was drawn. `nobody_on` are lists that were left out because nobody is on them.
    """

    table: OverlapTable | Frequencies
    observed: int
    facts: TableFacts | None
    results: tuple[MethodResult, ...]
    range: Range | None
    refused: str
    bound: int
    checks: tuple[TableCheck, ...]
    seed: int
    resamples: int
    nobody_on: tuple[str, ...] = ()
