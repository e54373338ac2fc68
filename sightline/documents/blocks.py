"""What a document is made of, whatever its form: who made it and why, and then blocks in order.

Every text is plain: nothing in it is markup, a formula or a field, whatever signs it holds.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime

# What XML cannot hold, and so neither Word nor Excel: control characters, lone surrogates and two non-characters.
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading over the blocks after it."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class RecordBlock:
    """What one record says: a person's own words first, then the text, then where it comes from.

    `day` is for sorting, as `2024-03-05`; "" where it is not known.
    """

    when: str
    letters: str
    agency: str
    title: str
    quotes: tuple[str, ...] = field(repr=False)
    texts: tuple[str, ...] = field(repr=False)
    named: str = field(repr=False)
    source: str = ""
    day: str = ""


@dataclass(frozen=True, slots=True)
class NoteBlock:
    """A line that is no record, as a gap; `when` and `letters` where it has some."""

    when: str
    letters: str
    agency: str
    title: str
    texts: tuple[str, ...] = field(repr=False)
    day: str = ""


Block = HeadingBlock | RecordBlock | NoteBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A document: a title, what it is about, lines that say who made it, when and why, and its blocks.

    `watermark` is on each page and is the first line: who exported it, when and what for.
    """

    title: str
    about: str = field(repr=False)
    made_by: str
    made_at: datetime
    preface: tuple[str, ...] = field(repr=False)
    footer: str
    quoted: str
    blocks: tuple[Block, ...] = field(repr=False)
    watermark: str = field(default="", repr=False)


def plain(text: str) -> str:
    """The text without what no file of these forms can hold."""
    return NOT_IN_XML.sub("", text)
