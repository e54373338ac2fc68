"""Exports what surrounds something as CSV, GraphML or link rows for i2, with the reader's own rights.

A newcomer would get this wrong: the bytes are made first and given back only once the audit row is committed. What an
analyst added stands in lines of its own, and says so.
"""

import hashlib
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from sightline.casework.actors import Actor
from sightline.casework.audit import audited
from sightline.casework.cells import write_csv_rows
from sightline.casework.current import open_current
from sightline.casework.errors import NotHere
from sightline.casework.network_entries import entries_about
from sightline.casework.network_graph import BY_NAMING, gather_rows, kinds_of, name_nodes
from sightline.casework.network_pages import GROUP, need_group, need_node
from sightline.casework.permissions import check_people
from sightline.casework.reading_networks import EntryLine, Node
from sightline.casework.set_aside import SetAside, set_aside
from sightline.model.errors import Usage
from sightline.model.visibility import RowFilter
from sightline.sharing import row_filter
from sightline.store.serve import Row, ServeReader

NOTICE = "A lead to check, not evidence. Ask the owner of each record before use."
FORMATS = {"csv": "text/csv", "graphml": "application/graphml+xml", "i2": "text/csv"}
MOST_EXPORTED = 5_000
SET_ASIDE = "Set aside by a named decision, and not in this file: {number}."
HYPOTHESIS = "added by {by}, a hypothesis"
CSV_HEADINGS = (
    "from_kind", "from_id", "from_label", "to_kind", "to_id", "to_label", "occurred_on", "record_id", "agency",
    "organisation", "grade", "source", "notice",
)  # fmt: skip
I2_HEADINGS = (
    "Entity 1 Type", "Entity 1 Identity", "Entity 1 Label", "Entity 2 Type", "Entity 2 Identity", "Entity 2 Label",
    "Link Type", "Link Label", "Date", "Source Reference", "Source Type", "Grade", "Description",
)  # fmt: skip
GRAPHML = "http://graphml.graphdrawing.org/xmlns"


@dataclass(frozen=True, slots=True)
class Exported:
    """A file: its name, its type, and what stands in it."""

    name: str
    content_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Told:
    """What an export holds: connections, one a record; the nodes by id; and what analysts added."""

    rows: Sequence[Row]
    nodes: dict[str, Node]
    entries: Sequence[EntryLine]
    set_aside: int = 0

    @property
    def notice(self) -> str:
        """What every line says: that it is a lead, and how many are not in the file because somebody decided so."""
        return f"{NOTICE} {SET_ASIDE.format(number=self.set_aside)}" if self.set_aside else NOTICE


def export_network(*, actor: Actor, kind: str, node_id: str, format: str) -> Exported:
    """What stands within two steps of a person, a thing or a group; NotHere where it is none of this reader's."""
    with audited(actor=actor, action="export_network") as trail:
        check_people(actor=actor)
        if format not in FORMATS:
            raise Usage("There is no such format.", code="no_format", what_to_do=f"Choose: {', '.join(FORMATS)}.")
        sees = row_filter(reader=actor.reader)
        with open_current() as opened:
            if opened is None:
                raise NotHere
            aside = set_aside(actor=actor, serve=opened[1])
            if node_id in aside.hidden:
                raise NotHere
            rows, nodes = _read(opened[1], kind, node_id, sees, aside)
        entries = aside.keep_entries(entries_about(actor=actor, node_ids=list(nodes)))
        told = Told(rows, nodes, entries, len(aside.met))
        body = {"csv": write_links, "graphml": write_graphml, "i2": write_i2}[format](told)
        trail.add(GROUP, [node_id] if kind == GROUP else [])
        trail.add("person", [one.node_id for one in nodes.values() if one.kind not in BY_NAMING])
        trail.add("thing", [one.node_id for one in nodes.values() if one.kind in BY_NAMING])
        trail.add("record", [row["record_id"] for row in rows])
        sha256 = hashlib.sha256(body).hexdigest()
        trail.details = {"kind": kind, "format": format, "rows": len(rows), "sha256": sha256}
    name = f"network-{node_id}{'-i2' if format == 'i2' else ''}.{'graphml' if format == 'graphml' else 'csv'}"
    return Exported(name, FORMATS[format], body)


def write_links(told: Told) -> bytes:
    """CSV: a line for each record that puts two together, then a line for what was added."""
    lines: list[tuple[str, ...]] = []
    for row in told.rows:
        one, other = told.nodes[row["person_id"]], told.nodes[row["entity_id"]]
        lines.append((*_parts(one), *_parts(other), row["occurred_on"], row["record_id"], row["agency"],
                      row["organisation"], row["grade"], "record", told.notice))  # fmt: skip
    for entry in told.entries:
        one, other = _ends(entry)
        lines.append((*_parts(one), *_parts(other), entry.at, "", "", "", _grade(entry), _source(entry),
                      told.notice))  # fmt: skip
    return _csv(CSV_HEADINGS, lines)


def write_i2(told: Told) -> bytes:
    """Rows of two entities and a link, as an import of i2 Analyst's Notebook reads them by its own specification."""
    lines: list[tuple[str, ...]] = []
    for row in told.rows:
        one, other = told.nodes[row["person_id"]], told.nodes[row["entity_id"]]
        lines.append((*_parts(one), *_parts(other), "Record", "stand together on a record", row["occurred_on"],
                      row["record_id"], row["agency"], row["grade"], told.notice))  # fmt: skip
    for entry in told.entries:
        one, other = _ends(entry)
        lines.append((*_parts(one), *_parts(other), "Hypothesis", _source(entry), entry.at, "", entry.by,
                      _grade(entry), f"{told.notice} {entry.words}"))  # fmt: skip
    return _csv(I2_HEADINGS, lines)


def write_graphml(told: Told) -> bytes:
    """GraphML: people and things as nodes, an edge for each record, dashed ones as edges whose source says so."""
    ElementTree.register_namespace("", GRAPHML)
    root = ElementTree.Element(_tag("graphml"))
    keys = {"notice": "graph", "kind": "node", "label": "node", "occurred_on": "edge", "record_id": "edge",
            "agency": "edge", "grade": "edge", "source": "edge"}  # fmt: skip
    for name, of in keys.items():
        attributes = {"id": name, "for": of, "attr.name": name, "attr.type": "string"}
        ElementTree.SubElement(root, _tag("key"), attributes)
    graph = ElementTree.SubElement(root, _tag("graph"), {"edgedefault": "undirected"})
    _say(graph, notice=told.notice)
    added = {end.node_id: end for entry in told.entries for end in entry.ends}
    for node in (told.nodes | added).values():
        _say(ElementTree.SubElement(graph, _tag("node"), {"id": node.node_id}), kind=node.kind, label=node.label)
    for row in told.rows:
        edge = ElementTree.SubElement(graph, _tag("edge"), {"source": row["person_id"], "target": row["entity_id"]})
        _say(edge, occurred_on=row["occurred_on"], record_id=row["record_id"], agency=row["agency"],
             grade=row["grade"], source="record")  # fmt: skip
    for entry in told.entries:
        one, other = _ends(entry)
        edge = ElementTree.SubElement(graph, _tag("edge"), {"source": one.node_id, "target": other.node_id})
        _say(edge, occurred_on=entry.at, grade=_grade(entry), source=_source(entry))
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _read(
    serve: ServeReader, kind: str, node_id: str, sees: RowFilter, aside: SetAside
) -> tuple[list[Row], dict[str, Node]]:
    if kind == GROUP:
        group = need_group(serve, node_id, sees)
        start = [row["member_id"] for row in aside.keep(serve.networks.members(group=group), "member_id")]
    else:
        need_node(serve, kind, node_id, sees)
        start = [node_id]
    rows, _ = gather_rows(serve, start, sees, steps=2, most=MOST_EXPORTED, aside=aside)
    own = {} if kind == GROUP else {node_id: kind}
    return rows, name_nodes(serve, own | kinds_of(rows), sees)


def _ends(entry: EntryLine) -> tuple[Node, Node]:
    """Of a hypothesis about one alone both ends are that one."""
    return entry.ends[0], entry.ends[-1]


def _parts(node: Node) -> tuple[str, str, str]:
    return node.kind, node.node_id, node.label


def _grade(entry: EntryLine) -> str:
    return f"{entry.source_grade} {entry.information_grade} {entry.handling}"


def _source(entry: EntryLine) -> str:
    said = HYPOTHESIS.format(by=entry.by)
    return f"{said}, taken back" if entry.taken_back_by else said


def _csv(headings: Sequence[str], lines: Sequence[Sequence[str | date]]) -> bytes:
    stream = io.StringIO()
    write_csv_rows(stream, headings, lines)
    return stream.getvalue().encode()


def _tag(name: str) -> str:
    return f"{{{GRAPHML}}}{name}"


def _say(element: ElementTree.Element, **said: str) -> None:
    for name, value in said.items():
        ElementTree.SubElement(element, _tag("data"), {"key": name}).text = "".join(
            letter for letter in value if letter.isprintable() or letter in "\n\t"
        )
