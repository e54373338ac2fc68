"""What a report may tell of the question asked the other way: of how many other children the same was true."""

from typing import Protocol


class ReverseCounts(Protocol):
    """The reverse question as it may be told; None is a number of 1 to 4, or one that would give it away."""

    @property
    def children(self) -> int | None:
        """Of how many other children it was true."""

    @property
    def followed(self) -> tuple[int, int, int] | None:
        """For how many of them harm was recorded later, none was, and nothing is known."""

    @property
    def items_a_week(self) -> float | None:
        """How many children a week the rule would have brought up."""

    @property
    def is_hidden_too(self) -> bool:
        """Whether a larger number is not told, because it would give away a small one."""
