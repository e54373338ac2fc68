"""What pages of documents are given: frozen, already filtered for the reader, already audited."""

from dataclasses import dataclass, field
from enum import StrEnum

from sightline.casework.attachments.pages.kinds import AttachmentKind


class AttachmentState(StrEnum):
    """How a document stands."""

    OPEN = "open"
    HELD = "held"
    HARMFUL = "harmful"
    WITHDRAWN = "withdrawn"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class AttachmentLine:
    """One document of a list. Of a locked one the name is empty; `changed_at` is when it was withdrawn or reported."""

    attachment_id: str
    name: str = field(repr=False)
    kind: AttachmentKind
    size: int
    added_at: str
    added_by: str
    state: AttachmentState
    may_withdraw: bool
    may_scan: bool
    changed_at: str = ""
    changed_by: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AttachmentList:
    """The documents of a concern, meeting or working file. `scans`: whether a scanner looks at what is added."""

    owner: str
    owner_id: str
    lines: tuple[AttachmentLine, ...]
    may_add: bool
    scans: bool
    megabytes: int


@dataclass(frozen=True, slots=True)
class OpenedDocument:
    """A document as it was given."""

    name: str = field(repr=False)
    kind: AttachmentKind
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class AttachmentForm:
    """One document, for the page on which it is reported or withdrawn, and to what it was added."""

    line: AttachmentLine
    owner: str
    owner_id: str
