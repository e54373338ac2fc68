"""What an estimate says: a method's answer, or why it has none.

A newcomer would get this wrong: `status` is what may be done with the numbers. Only "estimate" goes into a range;
"bound" is a number that the truth is not below if what it rests on holds; "indication" was computed and may not be
relied on.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Status(StrEnum):
    """What may be done with a method's numbers."""

    ESTIMATE = "estimate"
    BOUND = "bound"
    INDICATION = "indication"
    REFUSED = "refused"
    NOT_DONE = "not_done"


@dataclass(frozen=True, slots=True)
class Answer:
    """One method's answer: how many there are in all (`n`), with an interval at `level` per cent.

    `because` says in words what the numbers rest on, or why there are none. `model` names what was chosen, where the
    method chooses.
    """

    method: str
    n: float | None
    lower: float | None
    upper: float | None
    status: Status
    because: str = ""
    level: int = 95
    model: str = ""
    details: dict[str, float | str | Sequence[float]] = field(default_factory=dict)

    @property
    def stands(self) -> bool:
        """Whether it goes into the range."""
        return self.status is Status.ESTIMATE


@dataclass(frozen=True, slots=True)
class Range:
    """The range over methods, in whole numbers rounded outwards to two figures; `lower` is never below those seen."""

    lower: int
    upper: int
