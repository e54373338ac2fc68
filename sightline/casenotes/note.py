"""A note as it came. The text is never stripped; offsets count in it as it stands."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Note:
    """Who wrote a note and when, and the name of the child whom it is about, where they are known."""

    text: str = field(repr=False)
    agency: str = ""
    written_on: date | None = None
    subject: str = field(default="", repr=False)
