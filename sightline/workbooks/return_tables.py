"""Reads the XML of a statutory return as tables, one child at a time: only one child is ever held in memory.

No document type is taken, so there are no entities, neither from within nor from outside.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import CHILD_TOO_BIG, DOCUMENT_TYPE, UNKNOWN_RETURN, XML_DAMAGED, Refusal
from sightline.workbooks.return_shapes import BETWEEN, OTHERS, ColumnPath, ReturnShape, TableShape, lay_path, names_in
from sightline.workbooks.row_counter import Emit, RowCounter, SheetEnd

CHUNK = 1 << 18
DEEPEST, MOST_ELEMENTS, MOST_BEFORE = 64, 100_000, 1_000


@dataclass(slots=True)
class XmlElement:
    """An element of one child: its name, text and the elements in it."""

    name: str
    attributes: dict[str, str] = field(repr=False)
    texts: list[str] = field(default_factory=list, repr=False)
    inner: list["XmlElement"] = field(default_factory=list, repr=False)

    @property
    def text(self) -> str:
        """Its own text without blanks around it."""
        return "".join(self.texts).strip()

    @property
    def says_nothing(self) -> bool:
        """Whether neither it nor what is in it has a text."""
        return not self.text and not self.attributes and all(one.says_nothing for one in self.inner)


class TableRows:
    """The rows of one table, as children come."""

    def __init__(self, shape: TableShape, emit: Emit, limits: WorkbookLimits) -> None:
        self.shape, self.names = shape, names_in(shape.rows)
        self._paths = [[lay_path(path, self.names) for path in paths] for paths in shape.columns.values()]
        self._rows, self._last = RowCounter(emit, limits), 1
        headings = dict(enumerate((*shape.columns, OTHERS), start=1))
        self._rows.add(1, headings)

    @property
    def end(self) -> SheetEnd:
        """What is known at the end."""
        return self._rows.end_of_sheet

    @property
    def has_rows(self) -> bool:
        """Whether any came."""
        return self._last > 1

    def add(self, child: XmlElement, before: dict[str, str], others: dict[int, list[str]]) -> None:
        """The rows of one child; `others` has, by element, what no column takes."""
        for chain in _chains(child, self.names):
            if chain[-1].says_nothing:
                continue
            texts = (_first_text(paths, chain, before) for paths in self._paths)
            filled = {place: text for place, text in enumerate(texts, start=1) if text}
            if rest := others.get(id(chain[-1])):
                filled[len(self._paths) + 1] = BETWEEN.join(rest)
            self._last += 1
            self._rows.add(self._last, filled)


class _Reader:
    """Handles what the parser finds, and keeps the child that is open."""

    def __init__(
        self, parser: Any, shapes: Sequence[ReturnShape], open_table: Callable[[], Emit], limits: WorkbookLimits
    ) -> None:
        self._parser, self._open_table, self._limits = parser, open_table, limits
        self._shapes = {path: shape for shape in shapes for path in shape.records}
        self.shape: ReturnShape | None = None
        self.tables: list[TableRows] = []
        self._path: list[str] = []
        self._stack: list[XmlElement] = []
        self._before: dict[str, str] = {}
        self._record, self._claimed = "", dict[str, frozenset[tuple[str, ...]]]()
        self._characters = self._elements = 0
        parser.buffer_text, parser.buffer_size = True, CHUNK
        parser.StartDoctypeDeclHandler = _refuse_document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    @property
    def line(self) -> int:
        """The line at which the parser is."""
        return int(self._parser.CurrentLineNumber)

    def _start(self, full_name: str, attributes: dict[str, str]) -> None:
        name = full_name.rpartition(":")[2]
        if len(self._path) + len(self._stack) >= DEEPEST:
            raise Refusal(XML_DAMAGED, self.line)
        if self._stack:
            self._elements += 1
            self._count(sum(map(len, attributes.values())))
            element = XmlElement(name, attributes)
            self._stack[-1].inner.append(element)
            self._stack.append(element)
            return
        self._path.append(name)
        path = "/".join(self._path)
        if path in self._shapes and self.shape in (None, self._shapes[path]):
            self._begin_child(path, name, attributes)

    def _begin_child(self, path: str, name: str, attributes: dict[str, str]) -> None:
        if self.shape is None:
            self.shape = self._shapes[path]
            self.tables = [TableRows(table, self._open_table(), self._limits) for table in self.shape.tables]
            self._claimed = {record: _claimed(self.shape, record) for record in self.shape.records}
        self._record, self._characters, self._elements = path, 0, 0
        self._stack.append(XmlElement(name, attributes))

    def _count(self, characters: int) -> None:
        self._characters += characters
        if self._characters > self._limits.cell_length or self._elements > MOST_ELEMENTS:
            raise Refusal(CHILD_TOO_BIG, self.line)

    def _text(self, data: str) -> None:
        if self._stack:
            self._count(len(data))
            self._stack[-1].texts.append(data)
        elif self.shape is None and data.strip():
            path = "/".join(self._path)
            if len(self._before) < MOST_BEFORE and len(data) <= CHUNK:
                self._before[path] = self._before.get(path, "") + data.strip()

    def _end(self, _: str) -> None:
        if not self._stack:
            self._path.pop()
            return
        closed = self._stack.pop()
        if not self._stack:
            self._path.pop()
            self._write(closed)

    def _write(self, child: XmlElement) -> None:
        tables = [table for table in self.tables if self._record in table.shape.records]
        others = dict[int, list[str]]()
        _find_others(child, (), child, {table.names for table in tables}, self._claimed[self._record], others)
        for table in tables:
            table.add(child, self._before, others)


def read_return(
    stream: IO[bytes], shapes: Sequence[ReturnShape], open_table: Callable[[], Emit], limits: WorkbookLimits
) -> tuple[list[tuple[str, SheetEnd | None]], Refusal | None]:
    """Read a return; for each of its tables the name, and its end where it has rows.

    `open_table` makes what takes the rows of each table, in the order of the shape. Second is why the rest of the file
    is not read, where children came whole before it. Refusal where none did.
    """
    parser = expat.ParserCreate()
    reader = _Reader(parser, shapes, open_table, limits)
    stream.seek(0)
    stopped = None
    try:
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        stopped = Refusal(XML_DAMAGED, error.lineno)
    except Refusal as refusal:
        if refusal.code not in (CHILD_TOO_BIG, XML_DAMAGED):
            raise
        stopped = refusal
    if stopped and not any(table.has_rows for table in reader.tables):
        raise stopped
    if reader.shape is None:
        raise Refusal(UNKNOWN_RETURN)
    return [(table.shape.name, table.end if table.has_rows else None) for table in reader.tables], stopped


def _chains(child: XmlElement, names: tuple[str, ...]) -> Iterator[list[XmlElement]]:
    """Each element at the end of the names, with its ancestors from the child on."""
    chains = [[child]]
    for wanted in names:
        chains = [[*chain, one] for chain in chains for one in chain[-1].inner if one.name == wanted]
    yield from chains


def _first_text(paths: Sequence[ColumnPath], chain: Sequence[XmlElement], before: dict[str, str]) -> str:
    for path in paths:
        if path.root:
            text = before.get(path.root, "")
        else:
            found = [chain[path.begins]]
            for wanted in path.onward:
                found = [inner for one in found for inner in one.inner if inner.name == wanted]
            text = BETWEEN.join(said for one in found if (said := one.text))
        if text:
            return text
    return ""


def _claimed(shape: ReturnShape, record: str) -> frozenset[tuple[str, ...]]:
    """The paths that some column takes."""
    tables = [table for table in shape.tables if record in table.records]
    return frozenset(names_in(path) for table in tables for paths in table.columns.values() for path in paths)


def _find_others(
    element: XmlElement, path: tuple[str, ...], row: XmlElement, rows: set[tuple[str, ...]],
    claimed: frozenset[tuple[str, ...]], found: dict[int, list[str]],
) -> None:  # fmt: skip
    """Note, with the row that each is in, the texts and attributes that no column takes."""
    if path in rows:
        row = element
    name = path[-1] if path else element.name
    if path not in claimed and (text := element.text):
        found.setdefault(id(row), []).append(f"{name}: {text}")
    for attribute, value in element.attributes.items():
        found.setdefault(id(row), []).append(f"{name}@{attribute}: {value}")
    for one in element.inner:
        _find_others(one, (*path, one.name), row, rows, claimed, found)


def _refuse_document_type(*_: object) -> None:
    raise Refusal(DOCUMENT_TYPE)
