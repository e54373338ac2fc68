"""Since when something is new to a reader: the day of the last look, or a week."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NewSince:
    """Since when, and after which batch, things are new. At a first look: the last week, and no batch."""

    at: str
    through: int
    is_first: bool
