"""One string that a user can see, with where it stands."""

from dataclasses import dataclass

BLANK = "…"


@dataclass(frozen=True)
class Said:
    """A string on a page, in a file or in the terminal. A value that is filled in is one BLANK."""

    area: str
    place: str
    text: str
    is_heading: bool = False
