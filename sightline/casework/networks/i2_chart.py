"""A chart for i2 Analyst's Notebook: an Exchange file (`.anx`), which that program opens without a specification.

Sources, read 29 November 2026: docs.i2group.com, "Import data formats"; and the elements that two public writers of
such files agree on, pcbje/pyanx and anxwritter. It was not opened in the program itself.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree

APART = 150  # between items, which the program then lays out as its reader likes
ICONS = {"child": "Person", "adult": "Person", "person": "Person", "unidentified": "Anon", "phone": "Phone"}


class Strength(StrEnum):
    """How sure a link is; the program draws each in its own line style."""

    CONFIRMED = "Confirmed"
    UNCONFIRMED = "Unconfirmed"
    ADDED = "Added by an analyst"


DOTS = {
    Strength.CONFIRMED: "DotStyleSolid",
    Strength.UNCONFIRMED: "DotStyleDashed",
    Strength.ADDED: "DotStyleDotted",
}


@dataclass(frozen=True, slots=True)
class I2End:
    """One end of a link: its kind, its identity, and how it is called."""

    kind: str
    identity: str
    label: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class I2Link:
    """What one record, or an analyst, says of two; of a hypothesis about one alone both ends are that one."""

    one: I2End
    other: I2End
    kind: str
    label: str = field(repr=False)
    day: str
    source: str
    source_type: str
    grade: str
    description: str = field(repr=False)
    strength: Strength


def write_chart(links: Sequence[I2Link], *, others: Iterable[I2End], title: str, notice: str) -> bytes:
    """Every end once, then every link between two; what is said of one alone stands in its description."""
    ends = {end.identity: end for end in (*others, *(end for link in links for end in (link.one, link.other)))}
    between = [link for link in links if link.one.identity != link.other.identity]
    root = ElementTree.Element("Chart", IdReferenceLinking="false")
    _add_kinds(root, ends.values(), between)
    fields = _in(_in(root, "Summary"), "FieldCollection")
    _in(fields, "Field", Type="SummaryFieldTitle", Field=title)
    _in(fields, "Field", Type="SummaryFieldComments", Field=notice)
    items = _in(root, "ChartItemCollection")
    said: dict[str, list[str]] = {}
    for link in links:
        if link.one.identity == link.other.identity:
            said.setdefault(link.one.identity, []).append(f"{link.label}. {link.description}")
    side = max(1, math.isqrt(len(ends)))
    for place, end in enumerate(ends.values()):
        description = "\n".join(said.get(end.identity, [])) or notice
        _add_end(items, end, APART * (place % side), APART * (place // side), description)
    for link in between:
        _add_link(items, link)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _add_kinds(root: ElementTree.Element, ends: Iterable[I2End], links: Iterable[I2Link]) -> None:
    """The line styles, and the types of items and links, which items and links name."""
    strengths = _in(root, "StrengthCollection")
    for one, dots in DOTS.items():
        _in(strengths, "Strength", Id=one.value, Name=one.value, DotStyle=dots)
    types = _in(root, "EntityTypeCollection")
    for kind in sorted({end.kind for end in ends}):
        icon = {"IconFile": ICONS[kind]} if kind in ICONS else {}
        _in(types, "EntityType", Name=_type(kind), PreferredRepresentation="RepresentAsIcon", **icon)
    types = _in(root, "LinkTypeCollection")
    for kind in sorted({link.kind for link in links}):
        _in(types, "LinkType", Name=kind)


def _add_end(items: ElementTree.Element, end: I2End, x: int, y: int, description: str) -> None:
    item = _in(items, "ChartItem", Label=end.label, Description=description, XPosition=str(x))
    at = _in(item, "End", X=str(x), Y=str(y))
    entity = _in(at, "Entity", EntityId=end.identity, Identity=end.identity, LabelIsIdentity="false")
    _in(_in(entity, "Icon"), "IconStyle", Type=_type(end.kind))


def _add_link(items: ElementTree.Element, link: I2Link) -> None:
    """A link without an arrow: a record says that two are together, never which of them leads."""
    day = {"DateSet": "true", "DateTime": f"{link.day[:10]}T00:00:00"} if link.day else {}
    graded = f"{link.description} Grade: {link.grade}." if link.grade else link.description
    item = _in(
        items, "ChartItem", Label=link.label, Description=graded, SourceReference=link.source,
        SourceType=link.source_type, **day,
    )  # fmt: skip
    between = _in(item, "Link", End1Id=link.one.identity, End2Id=link.other.identity)
    _in(between, "LinkStyle", Type=link.kind, Strength=link.strength.value, MlStyle="MultiplicityMultiple")


def _type(kind: str) -> str:
    return kind.replace("_", " ").capitalize()


def _in(parent: ElementTree.Element, tag: str, **said: str) -> ElementTree.Element:
    """An element with attributes, without letters that XML does not take."""
    return ElementTree.SubElement(parent, tag, {name: _fit(value) for name, value in said.items()})


def _fit(value: str) -> str:
    return "".join(letter for letter in value if letter.isprintable() or letter in "\n\t")
