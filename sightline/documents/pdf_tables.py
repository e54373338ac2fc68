"""What the tables of PDF files share: text made safe, long texts in parts that fit on a page, a head that repeats."""

from textwrap import wrap
from typing import Any
from xml.sax.saxutils import escape

from reportlab.platypus import LongTable, Paragraph, TableStyle

from sightline.documents.pdf import draw_text

Command = tuple[Any, ...]
MOST_LINES = 20  # of one row: no row of a table goes on on the next page


def split_text(text: str, *, most: int) -> list[str]:
    """A text in parts of at most so many letters, and of so many lines."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        for part in wrap(line, most) if len(line) > most else [line]:
            own = found[-1]
            if own and (len(own) == MOST_LINES or sum(map(len, own)) + len(part) > most):
                found.append([])
            found[-1].append(part)
    return ["\n".join(some) for some in found]


def make_table(rows: list[list[Paragraph]], widths: list[float], style: list[Command]) -> LongTable:
    """A table whose head each page repeats."""
    made = LongTable(rows, colWidths=widths, repeatRows=1, spaceAfter=6)
    made.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *style]))
    return made


def escaped(text: str) -> str:
    """A text in which no sign is markup, with a break for each end of a line."""
    return escape(draw_text(text)).replace("\n", "<br/>")
