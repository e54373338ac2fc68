"""What a workbook says of itself: its sheets in order, where each is in the archive, and how its days are counted."""

import posixpath
from dataclasses import dataclass, field

from sightline.workbooks.archive import Archive, Attributes
from sightline.workbooks.limits import WorkbookLimits
from sightline.workbooks.refusals import NOT_A_WORKBOOK, TOO_MANY_SHEETS, UNREADABLE, Refusal

ROOT_RELATIONS, USUAL_WORKBOOK = "_rels/.rels", "xl/workbook.xml"
LONGEST_NAME = 100
TRUE = ("1", "true", "on")
VISIBLE = "visible"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet: its name, where it is in the archive, where its comments are, and whether it is hidden."""

    name: str = field(repr=False)
    part: str
    comments: str
    is_hidden: bool


@dataclass(slots=True)
class WorkbookContents:
    """The sheets in order, and the parts that all of them share; empty where there is none."""

    sheets: list[SheetPart] = field(default_factory=list)
    strings: str = ""
    styles: str = ""
    from_1904: bool = False


def read_contents(archive: Archive, limits: WorkbookLimits) -> WorkbookContents:
    """Read them; Refusal where the archive is no workbook of this kind."""
    workbook = _find_workbook(archive)
    contents = WorkbookContents()
    named: list[tuple[str, str, bool]] = []

    def take(element: str, attributes: Attributes) -> None:
        if element == "sheet":
            if len(named) >= limits.sheets:
                raise Refusal(TOO_MANY_SHEETS, limits.sheets)
            is_hidden = attributes.get("state", VISIBLE) != VISIBLE
            named.append((attributes.get("name", "")[:LONGEST_NAME], _reference(attributes), is_hidden))
        elif element == "workbookPr":
            contents.from_1904 = attributes.get("date1904", "").lower() in TRUE

    archive.elements(workbook, take)
    relations = _relations(archive, workbook)
    kinds = dict(relations.values())
    contents.strings = kinds.get("sharedStrings", "")
    contents.styles = kinds.get("styles", "")
    for name, reference, is_hidden in named:
        kind, target = relations.get(reference, ("", ""))
        if kind == "worksheet":
            comments = dict(_relations(archive, target).values()).get("comments", "")
            contents.sheets.append(SheetPart(name, target, comments, is_hidden))
        elif not kind:
            raise Refusal(UNREADABLE)
    return contents


def _find_workbook(archive: Archive) -> str:
    if archive.has(ROOT_RELATIONS):
        kinds = dict(_relations(archive, "").values())
        if archive.has(kinds.get("officeDocument", "")):
            workbook = kinds["officeDocument"]
            if workbook.lower().endswith(".xml") and archive.has(workbook):
                return workbook
    if archive.has(USUAL_WORKBOOK):
        return USUAL_WORKBOOK
    raise Refusal(NOT_A_WORKBOOK)


def _relations(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Kind and target of each relation of a part that points into the archive; what points elsewhere is left out."""
    folder, name = posixpath.split(part)
    path = posixpath.join(folder, "_rels", f"{name}.rels")
    found: dict[str, tuple[str, str]] = {}

    def take(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode", "").lower() != "external":
            target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
            kind = attributes.get("Type", "").rpartition("/")[2]
            found[attributes.get("Id", "")] = (kind, target.lstrip("/"))

    if archive.has(path):
        archive.elements(path, take)
    return found


def _reference(attributes: Attributes) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(":")[2] == "id" and ":" in name), "")
