"""What a document says of itself, and which children it is about: by lines or a table at its beginning, never guessed.

A line is `Child: Mia Ash`, and a table has such labels beside what they say, or as the headings of a list of children.
A child is said by a number, or by a name with a birth date.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from sightline.workbooks.documents.parts import DocumentPart, ReadDocument

LOOKED_AT, MOST_CHILDREN, LONGEST_VALUE = 40, 20, 300
CHILD, BORN, NHS, UPN, NUMBER = "Child", "Date of Birth", "NHS Number", "UPN", "Person ID"
CHILD_HEADINGS = (CHILD, BORN, NHS, UPN, NUMBER)
LABELS = {
    CHILD: ("child", "child's name", "name of child", "child name", "young person", "name of young person", "pupil",
            "pupil name", "name of pupil", "student", "student name", "patient", "patient name", "name of patient"),
    BORN: ("date of birth", "dob", "d.o.b", "d.o.b.", "birth date", "child's date of birth"),
    NHS: ("nhs number", "nhs no", "nhs no."),
    UPN: ("upn", "unique pupil number"),
    NUMBER: ("person id", "child id", "person number", "social care number"),
    "Document": ("reference", "document reference", "our reference", "our ref"),
    "Kind": ("kind of document", "type of document", "document type"),
    "Title": ("title", "title of document", "name of meeting", "title of meeting"),
    "Date": ("date", "date of meeting", "meeting date", "date of document", "date of letter", "date of report"),
    "From": ("author", "written by", "minutes by", "minutes taken by"),
    "Agency": ("agency",),
}  # fmt: skip
OF_LABEL = {label: heading for heading, labels in LABELS.items() for label in labels}
LINE = re.compile(
    r"(?:^|[\n\t,;|]|\s{2,})[ \t]*("
    + "|".join(re.escape(label) for label in sorted(OF_LABEL, key=len, reverse=True))
    + r")\s*:[ \t]*",
    re.IGNORECASE,
)
NUMBERS = {
    NHS: re.compile(r"(?:\d[ -]?){10}"),
    UPN: re.compile(r"[A-Za-z]\d{11}[\dA-Za-z]"),
    NUMBER: re.compile(r"\d"),
}
A_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?[/.\s-]+(?:\d{1,2}|[A-Za-z]{3,9})[/.,\s-]+\d{2,4}|\d{4}-\d{1,2}-\d{1,2}")
BORN_AFTER_NAME = re.compile(
    rf"(.+?)[\s,;(]+(?:born|dob|d\.o\.b\.?)(?:\s+on)?[\s:]+({A_DAY.pattern})\)?\Z", re.IGNORECASE
)
A_NUMBER = re.compile(r"\d")  # each date has one; a heading beside a heading has none
KINDS = ("minutes", "letter", "e-mail", "chronology", "report", "assessment", "referral")


@dataclass(slots=True)
class CoverSheet:
    """What a document says of itself, by heading, and of each child. `is_doubtful`: it says two things of a child."""

    said: dict[str, str] = field(default_factory=dict, repr=False)
    children: list[dict[str, str]] = field(default_factory=list, repr=False)
    is_doubtful: bool = False

    @property
    def says_children(self) -> bool:
        """Whether it says whom it is about, each so that no other child is meant."""
        return 0 < len(self.children) <= MOST_CHILDREN and not self.is_doubtful and all(map(_is_said, self.children))


def label_of(text: str) -> str:
    """The heading of a label of a cover sheet; empty where the text is none."""
    return OF_LABEL.get(_plain(text), "")


def is_list_of_children(part: DocumentPart) -> bool:
    """Whether a row of a table has the headings of a list of children."""
    return bool(_list_headings(part))


def _is_said(child: dict[str, str]) -> bool:
    """Whether a number of the child is there, or a name with a birth date. Words such as `unknown` are neither."""
    if any(NUMBERS[one].search(child.get(one, "")) for one in NUMBERS):
        return True
    return bool(child.get(CHILD) and A_DAY.search(child.get(BORN, "")))


def read_cover_sheet(document: ReadDocument, *, tables_of_entries: Collection[int]) -> CoverSheet:
    """What the first parts of a document say of it and its children; tables of a chronology say nothing of it."""
    found = CoverSheet()
    parts = document.cover or document.parts
    first = parts[:LOOKED_AT]
    lists = {part.table for part in first if part.table and _list_headings(part)}
    reader = _CoverSheetReader(found)
    for number, part in enumerate(parts):
        if part.table in lists:
            reader.take_list_row(part)
        elif number < LOOKED_AT and part.table not in tables_of_entries:
            reader.take(part)
    found.said = {name: text for name, text in document.said.items() if text} | found.said
    return found


def _plain(text: str) -> str:
    return " ".join(text.replace("\u2019", "'").casefold().split()).rstrip(" :*")


def _list_headings(part: DocumentPart) -> dict[int, str]:
    """The headings of a list of children, by column; none where the row is no such headings, or says a number."""
    if any(map(A_NUMBER.search, part.cells)):
        return {}
    found = {column: label_of(cell) for column, cell in enumerate(part.cells)}
    known = {column: heading for column, heading in found.items() if heading in CHILD_HEADINGS}
    says = set(known.values())
    return known if len(says) == len(known) and CHILD in says and len(says) > 1 else {}


class _CoverSheetReader:
    """Takes part after part. A line that is no label ends what is said of the child before it."""

    def __init__(self, found: CoverSheet) -> None:
        self._found = found
        self._child: dict[str, str] | None = None
        self._table, self._headings = 0, dict[int, str]()

    def take(self, part: DocumentPart) -> None:
        """A paragraph, or a row of labels and what they say."""
        pairs = list(_pairs_of_row(part.cells) if part.table else _pairs_of_lines(part.text.replace("\u2019", "'")))
        if not pairs:
            self._child = None
        for heading, value in pairs:
            if not heading or (heading == CHILD and not value):
                self._child = None
            elif not value or (heading == "Date" and not A_NUMBER.search(value)):
                continue
            elif heading in CHILD_HEADINGS:
                self._doubt(heading, value)
                self._take_of_child(heading, _one_line(value))
            else:
                self._found.said.setdefault(heading, _one_line(value))

    def take_list_row(self, part: DocumentPart) -> None:
        """A row of a list of children: its headings, or one child."""
        self._child = None
        if part.table != self._table:
            self._table, self._headings = part.table, {}
        if headings := _list_headings(part):
            self._headings = headings
        elif self._headings:
            said = {self._headings[column]: cell for column, cell in enumerate(part.cells) if column in self._headings}
            if any(said.values()):
                self._found.is_doubtful |= len(part.cells) <= max(self._headings)
                for heading, cell in said.items():
                    self._doubt(heading, cell)
                self._found.children.append({heading: cell for heading, cell in said.items() if cell})

    def _doubt(self, heading: str, value: str) -> None:
        """A name on two lines may be a name with something else below it."""
        self._found.is_doubtful |= heading == CHILD and "\n" in value

    def _take_of_child(self, heading: str, value: str) -> None:
        if heading == CHILD or self._child is None:
            self._child = {}
            self._found.children.append(self._child)
        born = BORN_AFTER_NAME.match(value) if heading == CHILD else None
        for name, said in ((CHILD, born[1]), (BORN, born[2])) if born else ((heading, value),):
            if self._child.setdefault(name, said) != said:
                self._found.is_doubtful = True


def _pairs_of_row(cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The labels of a row of a table with what is beside each; an empty heading for a label that is not known."""
    for label, value in zip(cells[::2], cells[1::2], strict=False):
        if label or value:
            yield label_of(label), value.strip()


def _pairs_of_lines(text: str) -> Iterator[tuple[str, str]]:
    """The labels of lines, with what each says; an empty heading for a line that begins with no label."""
    for line in text.split("\n"):
        found = list(LINE.finditer(line))
        if not found or found[0].start(1) != len(line) - len(line.lstrip()):
            if line.strip():
                yield "", ""
            continue
        for one, following in zip(found, [*found[1:], None], strict=False):
            value = line[one.end() : following.start() if following else len(line)]
            yield label_of(one[1]), _one_line(value).strip(" ,;|")


def _one_line(value: str) -> str:
    return " ".join(value.split())[:LONGEST_VALUE]
