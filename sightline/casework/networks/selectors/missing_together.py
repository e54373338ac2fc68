"""Reads the list of children who were missing together more often than chance gives.

They stand on no record together, and neither is of concern. They are possibly exploited together, and the pattern of
the same nights asks somebody to answer that.
"""

from datetime import date

from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.selectors import lines_about
from sightline.casework.networks.pages.networks import MissingTogether, NetworkLine
from sightline.casework.networks.selectors.graph import name_nodes
from sightline.casework.people.pages.nodes import CHILD
from sightline.escalation.states import WAITS
from sightline.model.analysis_tables.connections import TOGETHER_RULE
from sightline.model.rows.groups import ServedShownTogether
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

MUST = "must"


def missing_lines(session: ReaderSession, store: SnapshotReader, sight: RowFilter) -> list[NetworkLine]:
    """A line for each pair, for a page that is audited by its own selector."""
    pairs = store.together.pairs(sight=sight)
    kinds = dict.fromkeys((end for row in pairs for end in (row["person_id"], row["entity_id"])), CHILD)
    nodes = name_nodes(store, kinds, sight)
    lines = []
    for row in pairs:
        waits = _waiting(session, store, row, sight)
        times = store.together.times(ids=[row["person_id"]], sight=sight)
        agencies = {one["agency"] for one in times if one["entity_id"] == row["entity_id"]}
        lines.append(
            NetworkLine(
                node=nodes[row["person_id"]],
                children=2,
                adults=0,
                records=row["records"],
                first_on=date.fromisoformat(row["first_on"]),
                last_on=date.fromisoformat(row["last_on"]),
                agencies=tuple(sorted(agencies)),
                waits_since=date.fromisoformat(min(waits)) if waits else None,
                waiting=len(waits),
                other=nodes[row["entity_id"]],
                missing=MissingTogether(row["occasions"], row["expected"]),
            )
        )
    return lines


def _waiting(session: ReaderSession, store: SnapshotReader, pair: ServedShownTogether, sight: RowFilter) -> list[str]:
    """The first days of what was recognised of these two, must be answered, and is not."""
    instances = [
        row for row in store.patterns.of_person(person_id=pair["person_id"], sight=sight)
        if row["pattern_id"] == TOGETHER_RULE and row["class"] == MUST
        and pair["entity_id"] in store.patterns.people(row=row)
    ]  # fmt: skip
    items = lines_about(session, about_ids=[row["instance_key"] for row in instances])
    return [
        row["first_true_on"] for row in instances
        if row["instance_key"] not in items or items[row["instance_key"]].state in WAITS
    ]  # fmt: skip
