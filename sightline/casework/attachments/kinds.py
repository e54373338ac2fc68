"""The kinds of documents that are taken, and what was read in one."""

from dataclasses import dataclass, field
from enum import StrEnum


class AttachmentKind(StrEnum):
    """A kind of document, by the ending that its files have."""

    PDF = "pdf"
    WORD = "docx"
    EXCEL = "xlsx"
    OPEN_TEXT = "odt"
    TEXT = "txt"
    CSV = "csv"
    EMAIL = "eml"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a document holds: its kind, whether there are pictures in it, and the words that could be read in it."""

    kind: AttachmentKind
    has_pictures: bool = False
    text: str = field(default="", repr=False)
