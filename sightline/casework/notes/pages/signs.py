"""What a page is given of signs noted in records: frozen, filtered for the reader, audited.

A sign that is denied is a sign noted too. It is counted apart, never left out.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NotedCue:
    """The words of a cell that decided an attribute of a sign. Offsets are code points, end exclusive."""

    start: int
    end: int
    attribute: str


@dataclass(frozen=True, slots=True)
class Noted:
    """A sign (`indicator`) or somebody or something named (`mention`), in one cell of one row.

    `wording` is filled in a hint for the author of a concern, and nowhere else.

    `heading` is that of the cell in which offsets count. `text` is empty where the record has a protected address.
    `happened` is a when, or None.
    """

    passage_id: str
    record_id: str
    agency: str
    happened: str | None
    source_file: str
    source_row: int
    heading: str
    start: int
    end: int
    text: str = field(repr=False)
    indicator: str
    mention: str
    polarity: str
    certainty: str
    time: str
    experiencer: str
    said_by: str
    role: str
    rule_id: str
    cues: tuple[NotedCue, ...]
    wording: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the note states it of this child, and not as a plan or condition."""
        return self.polarity == "affirmed" and self.experiencer == "subject" and self.time != "hypothetical"


@dataclass(frozen=True, slots=True)
class SignKind:
    """All signs of one kind about a person: those that notes state, and those denied, supposed or of somebody else."""

    indicator: str
    stated: tuple[Noted, ...]
    others: tuple[Noted, ...]
    agencies: tuple[str, ...]
    first: str | None
    last: str | None

    @property
    def times(self) -> int:
        """How often notes hold words of this kind, in whatever way."""
        return len(self.stated) + len(self.others)


@dataclass(frozen=True, slots=True)
class ChildsAccount:
    """That a child has told somebody at an agency, for a reader who may not see the account."""

    agency: str
    acted_on: bool
