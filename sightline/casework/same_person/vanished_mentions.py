"""Finds what became of mentions that decisions name and that a new snapshot has no more: who is the same person now.

The other mentions of the person say it. Where they are all of one person, that person is meant. Where they are of two,
nobody can tell which was meant. Mentions of sealed identities are not looked at.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypedDict

from sightline.casework.same_person.merge_detection import SEALED_MENTION
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

VANISHED = """
WITH wanted AS (SELECT unnest(?) AS mention_id), gone AS (
    SELECT o.mention_id, o.person_id FROM old_one.resolved o JOIN wanted USING (mention_id)
    ANTI JOIN new_one.resolved n ON n.mention_id = o.mention_id AND n.person_id IS NOT NULL
    WHERE o.person_id IS NOT NULL
)
SELECT gone.mention_id, min(n.mention_id) AS stand_in, count(DISTINCT n.person_id) AS people
FROM gone JOIN old_one.resolved o ON o.person_id = gone.person_id
JOIN new_one.resolved n ON n.mention_id = o.mention_id AND n.person_id IS NOT NULL
ANTI JOIN sealed_mention s ON s.mention_id = n.mention_id
GROUP BY gone.mention_id ORDER BY gone.mention_id
"""
PRESENT = """
SELECT mention_id FROM new_one.resolved JOIN (SELECT unnest(?) AS mention_id) USING (mention_id)
WHERE person_id IS NOT NULL ORDER BY mention_id
"""


class VanishedRow(TypedDict):
    """A mention that is gone, another of the person, and how many people the others are now."""

    mention_id: str
    stand_in: str
    people: int


class PresentRow(TypedDict):
    """A mention that the new snapshot has."""

    mention_id: str


@dataclass(frozen=True, slots=True)
class VanishedMention:
    """A mention that is gone, and another mention of the same person. `is_sure`: all the others are one person."""

    mention_id: str
    stand_in: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class AnchorChanges:
    """What became of the mentions that decisions name: those that are gone, and those that came back."""

    gone: tuple[VanishedMention, ...] = ()
    returned: tuple[str, ...] = ()


def find_anchor_changes(
    *, before: Snapshot, after: Snapshot, named: Collection[str], followed: Collection[str]
) -> AnchorChanges:
    """What became of mentions that decisions name, and which of those that have a successor are there again."""
    if before.id == after.id or not (named or followed):
        return AnchorChanges()
    engine = DuckDBEngine()
    try:
        for name, snapshot in (("old_one", before), ("new_one", after)):
            engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
        engine.make("sealed_mention", SEALED_MENTION)
        gone = list(read_rows(engine, VanishedRow, VANISHED, [sorted(named)]))
        present = list(read_rows(engine, PresentRow, PRESENT, [sorted(followed)]))
    finally:
        engine.close()
    found = (VanishedMention(row["mention_id"], row["stand_in"], row["people"] == 1) for row in gone)
    return AnchorChanges(tuple(found), tuple(row["mention_id"] for row in present))
