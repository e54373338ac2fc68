"""What a document says, place by place, and the bounds of one document."""

from dataclasses import dataclass, field

from sightline.workbooks.refusals import DOCUMENT_TOO_LONG, Refusal

MOST_PARTS, MOST_CELLS, LONGEST_PART, MOST_CHARACTERS = 20_000, 64, 200_000, 20_000_000


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A paragraph, which has one cell, or a row of a table. `table` is the number of its table from 1, else 0.

    `place` is its place in words: "Paragraph 3", "Table 1, row 2".
    """

    place: str = field(repr=False)
    cells: tuple[str, ...] = field(repr=False)
    table: int = 0

    @property
    def text(self) -> str:
        """All that it says; what is in cells has a bar between."""
        return " | ".join(cell for cell in self.cells if cell)


@dataclass(slots=True)
class ReadDocument:
    """A document as it was read. `said` is what its format says of it, by heading.

    `attachments` has for each file in it the code why it is not read, empty for one that is kept as a file of its own.
    `cover` are the parts by which it says its children, where they are others. `unread_pages` have no text.
    """

    kind: str
    said: dict[str, str] = field(default_factory=dict, repr=False)
    parts: list[DocumentPart] = field(default_factory=list, repr=False)
    cover: list[DocumentPart] = field(default_factory=list, repr=False)
    unread_pages: list[int] = field(default_factory=list)
    attachments: list[str] = field(default_factory=list)
    characters: int = 0

    def add(self, place: str, cells: tuple[str, ...], *, table: int = 0) -> None:
        """Add a part, unless it says nothing. Refusal beyond the bounds."""
        if not any(cells):
            return
        length = sum(map(len, cells))
        self.characters += length
        if len(self.parts) >= MOST_PARTS:
            raise Refusal(DOCUMENT_TOO_LONG, MOST_PARTS)
        if length > LONGEST_PART or len(cells) > MOST_CELLS or self.characters > MOST_CHARACTERS:
            raise Refusal(DOCUMENT_TOO_LONG, MOST_PARTS)
        self.parts.append(DocumentPart(place, cells, table))
