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
class DocumentContents:
    """What a document holds: its kind, whether there are pictures in it, and the words that somebody wrote in it.

    `properties` are words that no reader of it sees: who made it with which program. Nobody searches them.
    """

    kind: AttachmentKind
    has_pictures: bool = False
    text: str = field(default="", repr=False)
    properties: str = field(default="", repr=False)

    @property
    def every_word(self) -> str:
        """All of them: what is protected is looked for in the properties too."""
        return f"{self.text}\n{self.properties}" if self.properties else self.text
