"""What a report with a margin is made of, whatever its form: lines under headings, each with what the margin says.

The margin holds the numbers of records. Authors' own notes stand below the lines of a part, and are marked as theirs.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class SourcedStyle(StrEnum):
    """How a line is set: as text, as a person's own words, or as the small line below these."""

    TEXT = "text"
    WORDS = "words"
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class SourcedText:
    """One line, and what the margin says beside it."""

    text: str = field(repr=False)
    margin: str = ""
    style: SourcedStyle = SourcedStyle.TEXT

    @property
    def numbers(self) -> tuple[str, ...]:
        """Each number of the margin, which no line may break."""
        return tuple(filter(None, self.margin.split(", ")))


@dataclass(frozen=True, slots=True)
class SourcedTable:
    """A table: what it lists, the headings of its columns, and its rows."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class AuthorNote:
    """What an author wrote, and the line that says who and when."""

    signed: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class SourcedPart:
    """A part under a heading of level 2 or 3."""

    heading: str
    level: int
    lines: tuple[SourcedText, ...] = ()
    tables: tuple[SourcedTable, ...] = ()
    notes: tuple[AuthorNote, ...] = ()


@dataclass(frozen=True, slots=True)
class SourcedReport:
    """The report. `header` is on each page and says how safe it must be kept; `preface` says who made it and why.

    `text_heading` and `margin_heading` are the headings of the two columns, and `notes_heading` is that over notes.
    `watermark` is on each page and is the first line: who exported it, when and what for.
    """

    title: str
    header: str
    preface: tuple[str, ...] = field(repr=False)
    made_by: str
    made_at: datetime
    parts: tuple[SourcedPart, ...] = field(repr=False)
    text_heading: str
    margin_heading: str
    notes_heading: str
    watermark: str = field(default="", repr=False)
