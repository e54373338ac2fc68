"""What people confirmed of namings: which are of one person or thing, and of whom; which answers contradict each other.

It is worked out twice, by all answers and by those about open records alone. Somebody who may not see a restricted
record is shown nothing that hangs on it, and loses nothing for its sake either.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.conflicts import ProfileBar, ProfileTie
from sightline.linkage.judged_clusters import cluster_with_judgements
from sightline.linkage.notes.forms import KIND_OF, ComparedForm
from sightline.model.analysis_tables.namings import NAMED
from sightline.model.judgements import Became, Judgement, PairAnswer
from sightline.model.nouns import EntityKind
from sightline.model.rows.analysis_names import NamedRow
from sightline.store import Engine
from sightline.store.engine import arrow_schema
from sightline.store.sql.rows import read_rows

UNIDENTIFIED = "unidentified"
OF_CONCERN = "person_of_concern"

# Whoever an answer names: a naming of this run, or a mention with the person or thing that it is of now.
ENDS = """
SELECT id, n.naming_id, coalesce(r.person_id, r.thing_id) AS entity_id, m.entity_kind,
       coalesce(n.restricted, record.restricted) AS restricted, coalesce(n.record_id, m.record_id) AS record_id,
       n.row_id, n.form, n.role, n.batch
FROM (SELECT DISTINCT unnest([mention_id_a, mention_id_b]) AS id FROM noted_said) AS said
LEFT JOIN naming AS n ON n.naming_id = id
LEFT JOIN noted_record AS m ON m.mention_id = id LEFT JOIN resolved AS r ON r.mention_id = id
LEFT JOIN agency_record AS record ON record.record_id = m.record_id AND record.latest
WHERE n.naming_id IS NOT NULL OR m.mention_id IS NOT NULL
ORDER BY n.batch, id
"""


class EndRow(TypedDict):
    """Whoever an answer names: a naming, or a mention with the person or thing that it is of."""

    id: str
    naming_id: str | None
    entity_id: str | None
    entity_kind: str | None
    restricted: bool
    record_id: str
    row_id: str | None
    form: str | None
    role: str | None
    batch: int | None


class ConfirmedNaming(TypedDict):
    """A naming, and whom or what it is of by some answers: a row of NAMED without by which of them."""

    naming_id: str
    row_id: str
    record_id: str
    role: str
    entity_kind: str
    entity_id: str
    decisions: list[int]
    also_record_ids: list[str]


@dataclass
class ConfirmedNamings:
    """What was made of the answers: by decision what became of it, what is said against it; and the clusters.

    `root_of`: of each naming, person and thing that answers name its cluster; `known`: clusters that are of a person or
    thing of records; `bars`: clusters that are not the same.
    """

    became: dict[int, Became] = field(default_factory=dict)
    conflicts: dict[int, tuple[str, ...]] = field(default_factory=dict)
    root_of: dict[str, str] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    bars: set[frozenset[str]] = field(default_factory=set)


def is_about_notes(judgement: Judgement, namings: set[str]) -> bool:
    """Whether an answer names something in a note."""
    return judgement.mention_id_a in namings or judgement.mention_id_b in namings


def apply_judgements(*, engine: Engine, judgements: Sequence[Judgement]) -> ConfirmedNamings:
    """Write NAMED from the answers that name something in a note; what became of each of these answers."""
    pairs = {name: [getattr(one, name) for one in judgements] for name in ("mention_id_a", "mention_id_b")}
    engine.load("noted_said", pa.table({name: pa.array(ids, pa.string()) for name, ids in pairs.items()}))
    ends = {row["id"]: row for row in read_rows(engine, EndRow, ENDS)}
    namings = {end for end, row in ends.items() if row["naming_id"]}
    ours = [one for one in judgements if is_about_notes(one, namings)]
    there = [one for one in ours if one.mention_id_a in ends and one.mention_id_b in ends]
    opened = [one for one in there if not any(ends[end]["restricted"] for end in _ends(one))]
    confirmed, rows = _view(there, ends)
    _, open_rows = _view(opened, ends)
    shown = _both_views({row["naming_id"]: row for row in rows}, {row["naming_id"]: row for row in open_rows})
    engine.write(NAMED, pa.Table.from_pylist(shown, schema=arrow_schema(NAMED)))
    confirmed.became |= {one.sequence: Became.NOT_HERE for one in ours if one not in there}
    return confirmed


def _ends(one: Judgement) -> tuple[str, str]:
    return one.mention_id_a, one.mention_id_b


def _node(end: EndRow) -> str:
    """A naming stands for itself, a mention for the person or thing that it is of."""
    return str(end["naming_id"] or end["entity_id"])


def _view(
    judgements: Sequence[Judgement], ends: Mapping[str, EndRow]
) -> tuple[ConfirmedNamings, list[ConfirmedNaming]]:
    nodes = list(dict.fromkeys(_node(ends[end]) for end in ends))
    number = {node: place for place, node in enumerate(nodes)}
    entity = {_node(end): str(end["entity_id"]) for end in ends.values() if not end["naming_id"]}
    at = [(one, number[_node(ends[one.mention_id_a])], number[_node(ends[one.mention_id_b])]) for one in judgements]
    ties = [ProfileTie(one.sequence, a, b, one.in_words) for one, a, b in at if one.answer is PairAnswer.SAME]
    bars = [ProfileBar(a, b, one.in_words) for one, a, b in at if one.answer is PairAnswer.NOT_SAME]
    # No cluster holds two persons or things, as none of people holds two NHS numbers.
    obeyed = cluster_with_judgements(
        (), nhs_numbers={number[node]: one for node, one in entity.items()}, kept_apart=(), ties=ties, bars=bars
    )
    root = obeyed.clustered.root_of
    confirmed = ConfirmedNamings(
        became={one.sequence: _became(one, obeyed.conflicts) for one in judgements},
        conflicts=obeyed.conflicts,
        root_of={node: nodes[root.get(place, place)] for node, place in number.items()},
        known={nodes[root.get(number[node], number[node])] for node in entity},
        bars={frozenset(nodes[root.get(end, end)] for end in (bar.a, bar.b)) for bar in bars},
    )
    made = [one for one in judgements if one.answer is PairAnswer.SAME and one.sequence not in obeyed.conflicts]
    return confirmed, _list_confirmed(made, ends, confirmed.root_of)


def _became(one: Judgement, conflicts: Mapping[int, Sequence[str]]) -> Became:
    if one.sequence in conflicts:
        return Became.CONFLICT
    return {PairAnswer.SAME: Became.JOINED, PairAnswer.NOT_SAME: Became.APART}.get(one.answer, Became.ASKED_AGAIN)


def _list_confirmed(
    made: Sequence[Judgement], ends: Mapping[str, EndRow], root_of: Mapping[str, str]
) -> list[ConfirmedNaming]:
    """A line for each naming in a cluster, with whom or what the cluster is of."""
    clusters: dict[str, list[Judgement]] = defaultdict(list)
    for one in made:
        clusters[root_of[_node(ends[one.mention_id_a])]].append(one)
    rows: list[ConfirmedNaming] = []
    for said in clusters.values():
        within = {end: ends[end] for one in said for end in _ends(one)}
        namings = {name: end for end in within.values() if (name := end["naming_id"])}
        known = next((end for end in within.values() if not end["naming_id"]), None)
        kind = str(known["entity_kind"]) if known else _kind(list(namings.values()))
        of = str(known["entity_id"]) if known else next(iter(namings))
        for naming_id, naming in namings.items() if kind else ():
            restricted = {end["record_id"] for end in within.values() if end["restricted"]} - {naming["record_id"]}
            rows.append({
                "naming_id": naming_id, "row_id": naming["row_id"] or "", "record_id": naming["record_id"],
                "role": naming["role"] or "", "entity_kind": kind, "entity_id": of,
                "decisions": sorted({one.sequence for one in said}), "also_record_ids": sorted(restricted),
            })  # fmt: skip
    return rows


def _kind(namings: Sequence[EndRow]) -> str:
    """What kind of thing namings are of that no record has. Somebody of whom no note speaks with worry is of none."""
    kind = KIND_OF[ComparedForm(namings[0]["form"] or "")]
    if kind != EntityKind.PERSON:
        return kind
    return UNIDENTIFIED if any(one["role"] == OF_CONCERN for one in namings) else ""


def _both_views(rows: Mapping[str, ConfirmedNaming], open_rows: Mapping[str, ConfirmedNaming]) -> list[NamedRow]:
    """A naming that is of the same by open answers alone stands once, and hangs on nothing restricted."""
    shown: list[NamedRow] = []
    for naming_id, row in rows.items():
        opened = open_rows.get(naming_id)
        if opened and opened["entity_id"] == row["entity_id"]:
            shown.append({**opened, "of_all": True, "of_open": True})
        else:
            shown.append({**row, "of_all": True, "of_open": False})
    for naming_id, row in open_rows.items():
        if naming_id not in rows or rows[naming_id]["entity_id"] != row["entity_id"]:
            shown.append({**row, "of_all": False, "of_open": True})
    return shown
