"""What a replay of an earlier day is made of: what its holders had recorded by then, whenever Sightline received it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Replay:
    """The agencies whose records count, all where none is named; and the folder in which the replay is written.

    Files that came later than the day `received_by` do not count.
    """

    folder: Path
    holders: tuple[str, ...] = ()
    received_by: date | None = None
