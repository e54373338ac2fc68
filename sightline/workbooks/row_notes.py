"""What a sheet says beside its cells, as a note on each row that has any of it: nobody takes it for an ordinary row.

Rows, columns or the sheet may be hidden; cells may be struck out, or have a comment, or a formula without a result.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sightline.workbooks.archive import Archive, Attributes
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import TOO_MANY_TEXTS, Refusal
from sightline.workbooks.texts import TextCollector, unescape

HIDDEN_SHEET = "hidden sheet"
OFF = ("0", "false", "off")
MOST_FONTS, LAST_COLUMN = 100_000, 16_384
Comments = dict[int, list[tuple[str, str]]]
"""By row: the place of each commented cell, and the comment."""


class RowNotes:
    """The notes of the present row of one sheet, and what comes of them."""

    def __init__(self, struck: frozenset[int], comments: Comments, *, is_sheet_hidden: bool = False) -> None:
        self._struck, self._comments, self._is_sheet_hidden = struck, comments, is_sheet_hidden
        self._hidden_columns: set[int] = set()
        self._filled, self._out, self._aside, self._open = 0, 0, 0, 0
        self._is_hidden = False

    def hide_columns(self, attributes: Attributes) -> None:
        """Take a range of columns that the sheet describes."""
        first, last = attributes.get("min", ""), attributes.get("max", "")
        if is_on(attributes.get("hidden", "0")) and first.isdigit() and last.isdigit():
            self._hidden_columns |= set(range(int(first), min(int(last), LAST_COLUMN) + 1))

    def begin_row(self, attributes: Attributes) -> None:
        """A row begins."""
        self._filled = self._out = self._aside = self._open = 0
        self._is_hidden = is_on(attributes.get("hidden", "0"))

    def add_cell(self, column: int, style: int) -> None:
        """A filled cell of the row."""
        self._filled += 1
        if style in self._struck:
            self._out += 1
        if column in self._hidden_columns:
            self._aside += 1

    def add_formula(self) -> None:
        """A cell of the row with a formula whose result was never worked out."""
        self._open += 1

    def take(self, row: int) -> str:
        """The note on this row; empty where there is nothing to say."""
        return "; ".join(self._say(row))

    def before(self, row: int | None) -> Iterator[tuple[int, str]]:
        """The rows before this one that have comments and no cells, or all that are left, with their notes."""
        for left in sorted(one for one in self._comments if row is None or one < row):
            yield left, "; ".join(self._say_comments(left))

    def _say(self, row: int) -> Iterator[str]:
        if self._is_sheet_hidden:
            yield HIDDEN_SHEET
        if self._is_hidden:
            yield "hidden row"
        if self._out:
            yield "struck out" if self._out == self._filled else "struck out in part"
        if self._aside:
            yield "in part in hidden columns"
        if self._open:
            yield "formula without a result"
        yield from self._say_comments(row)

    def _say_comments(self, row: int) -> Iterator[str]:
        for place, text in self._comments.pop(row, ()):
            yield f"comment at {place}: {text}"


def is_on(text: str) -> bool:
    """Whether an attribute that may be left out says yes."""
    return text.lower() not in OFF


def read_struck(archive: Archive, part: str) -> frozenset[int]:
    """The numbers of the styles whose text is struck out."""
    if not part or not archive.has(part):
        return frozenset()
    fonts: list[bool] = []
    styles: list[int] = []
    inside = [""]

    def take(element: str, attributes: Attributes) -> None:
        if element in ("fonts", "cellXfs", "cellStyleXfs", "dxfs", "fills", "borders"):
            inside[0] = element
        elif element == "font" and inside[0] == "fonts" and len(fonts) < MOST_FONTS:
            fonts.append(False)
        elif element == "strike" and inside[0] == "fonts" and fonts:
            fonts[-1] = is_on(attributes.get("val", "1"))
        elif element == "xf" and inside[0] == "cellXfs":
            said = attributes.get("fontId", "0")
            styles.append(int(said) if said.isdigit() and len(said) < 10 else 0)

    archive.elements(part, take)
    return frozenset(number for number, font in enumerate(styles) if font < len(fonts) and fonts[font])


class _CommentHandlers:
    def __init__(self, parser: Any, limits: WorkbookLimits) -> None:
        self.found: Comments = defaultdict(list)
        self._parser, self._limits = parser, limits
        self._collector = TextCollector(limits.cell_length)
        self._place, self._characters = "", 0
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end

    def _start(self, name: str, attributes: Attributes) -> None:
        bare = name.rpartition(":")[2]
        if bare == "comment":
            self._place = attributes.get("ref", "")
        elif bare == "t":
            self._parser.CharacterDataHandler = self._collector.add

    def _end(self, name: str) -> None:
        bare = name.rpartition(":")[2]
        if bare == "t":
            self._parser.CharacterDataHandler = None
        elif bare == "comment":
            text = " ".join(unescape(self._collector.take()).split())
            row = self._place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            self._characters += len(text)
            if self._characters > self._limits.shared_characters:
                raise Refusal(TOO_MANY_TEXTS, self._limits.shared_strings)
            if text and row.isascii() and row.isdigit() and len(row) < 8:
                self.found[int(row)].append((self._place, text))


def read_comments(archive: Archive, part: str, limits: WorkbookLimits) -> Comments:
    """The comments of a sheet; none where it has no such part."""
    if not part or not archive.has(part):
        return {}
    made: list[_CommentHandlers] = []
    archive.parse(part, lambda parser: made.append(_CommentHandlers(parser, limits)))
    return made[0].found
