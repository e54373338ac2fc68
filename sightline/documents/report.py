"""What a report is made of: a title, lines, and sections with texts and tables. Two writers make the same of it."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table: what it lists, the headings of its columns, and its rows."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """A heading, texts, and tables."""

    heading: str
    texts: tuple[str, ...] = field(default=(), repr=False)
    tables: tuple[ReportTable, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report. `lines` say when it was made and which version it is; every text is plain."""

    title: str
    about: str
    lines: tuple[str, ...]
    sections: tuple[ReportSection, ...]
    made_by: str
    made_at: datetime
    footer: str
    watermark: str = field(default="", repr=False)
