"""Exports what surrounds something as CSV, GraphML, a chart or link rows for i2, with the reader's own rights.

The bytes are made first and given back only once the audit row is committed. What an analyst added has lines of its
own, which say so. People open these files: headings and values are words, which the pages lend as `ExportWords`.
"""

import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.etree import ElementTree

from sightline.casework.audit.reasons_first import need_reason
from sightline.casework.audit.trail import Trail, audited
from sightline.casework.bulk_exports.services import check_purpose, leave_page
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.networks.i2_chart import I2End, I2Link, Strength, write_chart
from sightline.casework.networks.selectors.analyst_entries import entries_about
from sightline.casework.networks.selectors.disputed_parts import Parts, disputed_parts, is_disputed
from sightline.casework.networks.selectors.entity_page import GROUP, need_group, need_node
from sightline.casework.networks.selectors.graph import BY_NAMING, gather_rows, is_counted, kinds_of, name_nodes
from sightline.casework.people.kept_here import leave_for
from sightline.casework.people.pages.nodes import AnalystEntryLine, Node
from sightline.casework.subject_files.suppression import SetAside, set_aside
from sightline.documents.tables import write_csv_rows
from sightline.model.errors import Usage
from sightline.model.exports.lists import CONNECTIONS
from sightline.model.rows.networks import ServedRecordTie, ServedTie
from sightline.model.visibility import RowFilter
from sightline.model.when import london_text
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import join_shown, lazy

NOTICE = lazy("A lead to check, not evidence. Ask the owner of each record before use.")
LEFT_OUT = "This is not all: at least {} more people and things within two steps are not in this file."
LEFT_OUT_OF_ALL = "This is not all: {} more people and things are not in this file."
FORMATS = {"csv": "text/csv", "graphml": "application/graphml+xml", "i2": "text/csv", "anx": "application/xml"}
NAMES = {"csv": ".csv", "graphml": ".graphml", "i2": "-i2.csv", "anx": ".anx"}
MOST_EXPORTED = 5_000
CHOSEN = "Only connections in records of the chosen months and agencies are in this file."
SET_ASIDE = "Removed from lists by a named decision, and not in this file: {number}."
ADDED = {
    "entity": "added by {by}, not from a record",
    "connection": "a connection added by {by}, not from a record",
    "hypothesis": "added by {by}, a hypothesis",
}
LINK_TYPES = {"entity": "Added", "connection": "Added connection", "hypothesis": "Hypothesis"}
LIKENESS = lazy("The identity of one of the two is based only on similar details.")
BY_DETAILS = lazy("Based on similar details only: check that it is the right person")
BY_NUMBER = lazy("Identity confirmed: same number, a matching rule, or a colleague’s answer")
RECORD = lazy("record")
COPY = lazy("a record that repeats another record here")
OF_DISPUTED_GROUP = lazy("Someone disputes the group or pattern that these two are in.")
REPEATS = lazy("This record repeats another record here: count the two as one.")
MISSING = lazy("missing together %(occasions)s times, %(expected)s expected by chance")
CSV_HEADINGS = (
    lazy("From (kind)"), lazy("From (ID)"), lazy("From (name)"), lazy("To (kind)"), lazy("To (ID)"), lazy("To (name)"),
    lazy("Day"), lazy("Until"), lazy("Record"), lazy("Agency"), lazy("Organisation"), lazy("Grade"), lazy("How sure"),
    lazy("Connection"), lazy("Source"), lazy("Analyst’s words"), lazy("Added at"), lazy("Note"),
)  # fmt: skip
I2_HEADINGS = (
    "Entity 1 Type", "Entity 1 Identity", "Entity 1 Label", "Entity 2 Type", "Entity 2 Identity", "Entity 2 Label",
    "Link Type", "Link Label", "Date", "Source Reference", "Source Type", "Grade", "Description",
)  # fmt: skip
ANX_TITLE = "People and things within two steps, from Sightline"
PICTURE_TITLES = {
    "new": "New connections, with earlier ones of the same people and things, from Sightline",
    "all": "Everyone and everything linked to two or more people, from Sightline",
}
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
# What programs show of each key: `label` is how they know a name.
GRAPHML_NAMES = {
    "notice": "Note", "kind": "Kind", "label": "label", "said": "Words of the record",
    "occurred_on": "Day", "until": "Until", "record_id": "Record",
    "agency": "Agency", "grade": "Grade", "sureness": "How sure", "how": "Connection", "source": "Source",
    "disputed": "Disputed",
    "words": "Analyst's words", "added_at": "Added at",
}  # fmt: skip
OF_WHAT = {"notice": "graph", "kind": "node", "label": "node", "said": "node"}  # all other keys are of edges


@dataclass(frozen=True, slots=True)
class ExportWords:
    """The words of pages for what tables hold as ids: a kind, an agency, and how a record connects two."""

    kind: Callable[[str], str]
    agency: Callable[[str], str]
    how: Callable[[str, Node, Node], str]


@dataclass(frozen=True, slots=True)
class ExportFile:
    """A file: its name, its type, and what stands in it."""

    name: str = field(repr=False)
    content_type: str
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class NetworkExport:
    """What an export holds: connections, one a record; the nodes by id; and what analysts added.

    `left_out`: how many more people and things there are within two steps than one file holds. `disputed`: the members
    of each group and pattern that somebody disputes.
    """

    rows: Sequence[ServedRecordTie] = field(repr=False)
    nodes: dict[str, Node]
    entries: Sequence[AnalystEntryLine]
    words: ExportWords
    left_out: int = 0
    set_aside: int = 0
    title: str = ANX_TITLE
    left_out_says: str = LEFT_OUT
    is_chosen: bool = False
    kept_here: str = ""
    disputed: Parts = ()

    @property
    def notice(self) -> str:
        """What every line says: that it is a lead; and what is not in the file, for want of room or by a decision."""
        said = [NOTICE, *([CHOSEN] if self.is_chosen else [])]
        said += [self.left_out_says.format(self.left_out)] if self.left_out else []
        said += [SET_ASIDE.format(number=self.set_aside)] if self.set_aside else []
        said += [self.kept_here] if self.kept_here else []
        return " ".join(said)

    def disputes(self, row: ServedRecordTie) -> list[str]:
        """That both ends of a connection are in a group or pattern that somebody disputes, as a sentence."""
        return [f"{OF_DISPUTED_GROUP}"] if is_disputed(self.disputed, (row["person_id"], row["entity_id"])) else []

    def parts(self, node: Node) -> tuple[str, str, str]:
        """The kind in words, the id and the name of one; with the words of the record, where it gives no name."""
        name = join_shown(": ", [part for part in (node.label, node.said) if part])
        return self.words.kind(node.as_kind or node.kind), node.node_id, name

    def how(self, row: ServedRecordTie) -> str:
        """How a record connects its two: `found at`."""
        if is_counted(row):
            return "missing together"
        return self.words.how(row["layout"], self.nodes[row["person_id"]], self.nodes[row["entity_id"]])


def export_network(
    session: ReaderSession, *, kind: str, node_id: str, format: str, words: ExportWords, purpose: str
) -> ExportFile:
    """What stands within two steps of a person, a thing or a group; NotHere where it is none of this reader's.

    For a purpose of the list, and with a second person where the file names many people.
    """
    with audited(session, action="export_network") as trail:
        check_people(actor=session.actor)
        check_format(format)
        kept_here, session = leave_for(session, purpose=check_purpose(purpose))
        if kind == "person":
            need_reason(session, people=[node_id])
        sight = session.sight
        with session.need_current() as (_, store):
            aside = set_aside(session, store=store)
            if node_id in aside.hidden:
                raise NotHere
            rows, nodes, left_out = _read_ties(store, kind, node_id, sight, aside)
            disputed = disputed_parts(session, store, sight)
        entries = aside.keep_entries(entries_about(session, node_ids=[node_id, *nodes]))
        export = NetworkExport(
            rows, nodes, entries, words, left_out, len(aside.met), kept_here=kept_here, disputed=disputed
        )
        trail.add(GROUP, [node_id] if kind == GROUP else [])
        people = sum(one.kind not in BY_NAMING for one in nodes.values())
        leave = leave_page(session, table=CONNECTIONS, purpose=purpose, people=people)
        of = {"kind": kind} | leave.details
        return make_file(trail, export, format=format, name=f"network-{node_id}", of=of, label=leave.label)


def check_format(format: str) -> None:
    """Usage unless there is such a format."""
    if format not in FORMATS:
        raise Usage(
            lazy("There is no such format."),
            code="no_format",
            what_to_do=lazy("Choose: %(formats)s.") % {"formats": ", ".join(FORMATS)},
        )


def make_file(
    trail: Trail, export: NetworkExport, *, format: str, name: str, of: dict[str, Any], label: str = ""
) -> ExportFile:
    """The file, with everybody, everything and every record that is in it on the trail. `label`: its first line."""
    body = {"csv": write_links, "graphml": write_graphml, "i2": write_i2, "anx": write_anx}[format](export)
    body = put_label(body, label) if label else body
    nodes = export.nodes.values()
    trail.add("person", [one.node_id for one in nodes if one.kind not in BY_NAMING])
    trail.add("thing", [one.node_id for one in nodes if one.kind in BY_NAMING])
    trail.add("record", [row["record_id"] for row in export.rows])
    sha256 = hashlib.sha256(body).hexdigest()
    counted = {"rows": len(export.rows), "left_out": export.left_out, "sha256": sha256}
    trail.details = {**of, "format": format, **counted}
    return ExportFile(f"{name}{NAMES[format]}", FORMATS[format], body)


def put_label(body: bytes, label: str) -> bytes:
    """The same with a label in its first line: of CSV after `# `, of XML as a comment after its declaration."""
    if not body.startswith(b"<?xml"):
        return f"# {label}\r\n".encode() + body
    declaration, end, rest = body.partition(b"?>")
    return declaration + end + f"<!-- {label.replace('--', '- -')} -->".encode() + rest


def write_links(export: NetworkExport) -> bytes:
    """CSV: a line for each record that puts two together, then a line for what was added."""
    lines: list[tuple[str, ...]] = []
    for row in export.rows:
        one, other = export.nodes[row["person_id"]], export.nodes[row["entity_id"]]
        said = (row["grade"], _sureness(row), export.how(row), _source_of(row), "", "")
        lines.append((*export.parts(one), *export.parts(other), row["occurred_on"], "", row["record_id"],
                      export.words.agency(row["agency"]), row["organisation"], *said,
                      " ".join([export.notice, *export.disputes(row)])))  # fmt: skip
    for entry in export.entries:
        for one, other in _ends(entry, export):
            said = (_grade(entry), "", LINK_TYPES[entry.kind], _source(entry), entry.words, _moment(entry.at))
            lines.append((*export.parts(one), *export.parts(other), *_days(entry), "", "", "", *said, export.notice))
    return _csv(CSV_HEADINGS, lines)


def write_i2(export: NetworkExport) -> bytes:
    """Rows of two entities and a link, as an import of i2 Analyst's Notebook reads them by its own specification.

    Each is one line of the file, whatever an analyst wrote: that program takes a line for an item.
    Source: docs.i2group.com, "Import data formats", read 29 November 2026.
    """
    kind = export.words.kind
    lines = [
        (kind(one.one.kind), one.one.identity, one.one.label, kind(one.other.kind), one.other.identity, one.other.label,
         one.kind, one.label, one.day, one.source, one.source_type, one.grade, one.description)
        for one in _i2_links(export)
    ]  # fmt: skip
    return _csv(I2_HEADINGS, [[_one_line(value) for value in line] for line in lines])


def write_anx(export: NetworkExport) -> bytes:
    """The same as a chart that i2 Analyst's Notebook opens, with everybody and everything in it."""
    return write_chart(
        _i2_links(export), others=map(_end, export.nodes.values()), title=export.title, notice=export.notice
    )


def _i2_links(export: NetworkExport) -> list[I2Link]:
    """A link for each record that puts two together, then one for what was added."""
    links = []
    for row in export.rows:
        missing = _missing(row)
        kind, label = ("Missing together", missing) if missing else ("Record", export.how(row))
        words = [node.said for node in (export.nodes[row["person_id"]], export.nodes[row["entity_id"]]) if node.said]
        said = " ".join(
            [export.notice, *export.disputes(row), *([f"{LIKENESS}"] if row["unsure"] else []), *_copied(row), *words]
        )
        strength = Strength.UNCONFIRMED if row["unsure"] or row["graded_low"] else Strength.CONFIRMED
        one, other = _end(export.nodes[row["person_id"]]), _end(export.nodes[row["entity_id"]])
        links.append(I2Link(one, other, kind, label, row["occurred_on"], row["record_id"],
                            export.words.agency(row["agency"]), row["grade"], said, strength))  # fmt: skip
    for entry in export.entries:
        for first, second in _ends(entry, export):
            links.append(I2Link(_end(first), _end(second), LINK_TYPES[entry.kind], _source(entry), _days(entry)[0], "",
                                entry.by, _grade(entry), f"{export.notice} {entry.words}", Strength.ADDED))  # fmt: skip
    return links


def write_graphml(export: NetworkExport) -> bytes:
    """GraphML: people and things as nodes, an edge for each record, dashed ones as edges whose source says so."""
    ElementTree.register_namespace("", GRAPHML)
    root = ElementTree.Element(_tag("graphml"))
    for key, name in GRAPHML_NAMES.items():
        attributes = {"id": key, "for": OF_WHAT.get(key, "edge"), "attr.name": name, "attr.type": "string"}
        ElementTree.SubElement(root, _tag("key"), attributes)
    graph = ElementTree.SubElement(root, _tag("graph"), {"edgedefault": "undirected"})
    _say(graph, notice=export.notice)
    added = {end.node_id: end for entry in export.entries for end in entry.ends}
    for node in (added | export.nodes).values():
        _say(
            ElementTree.SubElement(graph, _tag("node"), {"id": node.node_id}),
            kind=export.words.kind(node.as_kind or node.kind),
            label=node.label,
            **({"said": node.said} if node.said else {}),
        )
    for row in export.rows:
        edge = ElementTree.SubElement(graph, _tag("edge"), {"source": row["person_id"], "target": row["entity_id"]})
        _say(edge, occurred_on=row["occurred_on"], record_id=row["record_id"],
             agency=export.words.agency(row["agency"]), grade=row["grade"], sureness=_sureness(row),
             how=export.how(row), source=_source_of(row), **_as_disputed(export.disputes(row)))  # fmt: skip
    for entry in export.entries:
        for one, other in _ends(entry, export):
            edge = ElementTree.SubElement(graph, _tag("edge"), {"source": one.node_id, "target": other.node_id})
            days = dict(zip(("occurred_on", "until"), _days(entry), strict=True))
            _say(edge, **days, grade=_grade(entry), how=LINK_TYPES[entry.kind], source=_source(entry),
                 words=entry.words, added_at=_moment(entry.at))  # fmt: skip
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True))


def _read_ties(
    store: SnapshotReader, kind: str, node_id: str, sight: RowFilter, aside: SetAside
) -> tuple[list[ServedRecordTie], dict[str, Node], int]:
    if kind == GROUP:
        group = need_group(store, node_id, sight)
        start = [row["member_id"] for row in aside.keep(store.networks.members(group=group), "member_id")]
    else:
        need_node(store, kind, node_id, sight)
        start = [node_id]
    rows, left_out = gather_rows(store, start, sight, hops=2, most=MOST_EXPORTED, aside=aside)
    own = {} if kind == GROUP else {node_id: kind}
    return rows, name_nodes(store, own | kinds_of(rows), sight), left_out


def _ends(entry: AnalystEntryLine, export: NetworkExport) -> list[tuple[Node, Node]]:
    """The pairs of a line: each end with the last. Of a hypothesis about one alone both ends are that one.

    One id has one kind and one name in a file: those of the records in it.
    """
    ends = [export.nodes.get(end.node_id, end) for end in entry.ends]
    return [(one, ends[-1]) for one in ends[:-1]] or [(ends[0], ends[0])]


def _days(entry: AnalystEntryLine) -> tuple[str, str]:
    """The days that it is about; empty where nobody said."""
    first, last = (day.isoformat() if day else "" for day in (entry.from_on, entry.until_on))
    return first, last


def _end(node: Node) -> I2End:
    return I2End(node.as_kind or node.kind, node.node_id, node.label)


def _moment(at: str) -> str:
    """`2026-12-22 16:30`, by the clock in London: a spreadsheet reads it as a time."""
    return london_text(at).replace("T", " ")


def _grade(entry: AnalystEntryLine) -> str:
    return f"{entry.source_grade} {entry.information_grade} {entry.handling}"


def _sureness(row: ServedRecordTie) -> str:
    """How sure it is who the two are."""
    return f"{BY_DETAILS if row['unsure'] else BY_NUMBER}"


def _source_of(row: ServedRecordTie) -> str:
    """What connects two: a record, or the times that both children were missing."""
    return _missing(row) or f"{COPY if row['is_copy'] else RECORD}"


def _as_disputed(said: Sequence[str]) -> dict[str, str]:
    return {"disputed": said[0]} if said else {}


def _copied(row: ServedRecordTie) -> list[str]:
    """That a record repeats another one, as a sentence."""
    return [f"{REPEATS}"] if row["is_copy"] else []


def _missing(row: ServedTie) -> str:
    """How often both children were missing, in words; empty where a record connects."""
    return MISSING % {"occasions": row["occasions"], "expected": f"{row['expected']:g}"} if is_counted(row) else ""


def _source(entry: AnalystEntryLine) -> str:
    said = ADDED[entry.kind].format(by=entry.by)
    return f"{said}, withdrawn" if entry.taken_back_by else said


def _csv(headings: Sequence[str], lines: Sequence[Sequence[str | date]]) -> bytes:
    stream = io.StringIO()
    write_csv_rows(stream, headings, lines)
    return stream.getvalue().encode()


def _one_line(value: str) -> str:
    return " ".join(value.split())


def _tag(name: str) -> str:
    return f"{{{GRAPHML}}}{name}"


def _say(element: ElementTree.Element, **said: str) -> None:
    for name, value in said.items():
        ElementTree.SubElement(element, _tag("data"), {"key": name}).text = "".join(
            letter for letter in value if letter.isprintable() or letter in "\n\t"
        )
