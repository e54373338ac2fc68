"""Sums of receipts: data rows read = taken + rejected + unchanged, and whether that is so."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sightline.casework.data.pages import ReceivedFileLine, RejectLine


@dataclass(frozen=True, slots=True)
class Sums:
    """The sums over all files."""

    rows_read: int
    rows_taken: int
    rows_rejected: int
    rows_unchanged: int
    rows_gone: int
    rows_not_data: int
    out_of_order: tuple[ReceivedFileLine, ...]

    @property
    def adds_up(self) -> bool:
        """Whether every file adds up."""
        return not self.out_of_order


@dataclass(frozen=True, slots=True)
class RejectionReason:
    """One reason for which rows were not taken, and how many of those listed."""

    reason: str
    what_to_do: str
    rows: int


def adds_up(line: ReceivedFileLine) -> bool:
    """Whether one file's rows are all accounted for."""
    return line.rows_read == line.rows_taken + line.rows_rejected + line.rows_unchanged


def add_up(lines: Iterable[ReceivedFileLine]) -> Sums:
    """The sums over these files."""
    kept = tuple(lines)
    names = ("rows_read", "rows_taken", "rows_rejected", "rows_unchanged", "rows_gone", "rows_not_data")
    totals = {name: sum(getattr(line, name) for line in kept) for name in names}
    return Sums(**totals, out_of_order=tuple(line for line in kept if not adds_up(line)))


def gather_reasons(lines: Iterable[RejectLine]) -> tuple[RejectionReason, ...]:
    """The reasons, the most frequent first."""
    counts = Counter((line.reason, line.what_to_do) for line in lines)
    return tuple(RejectionReason(reason, what_to_do, rows) for (reason, what_to_do), rows in counts.most_common())
