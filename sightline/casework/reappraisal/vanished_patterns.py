"""Finds what was recognised before a run and is no more, and keeps who had decided something by it, to look again.

Nothing is undone or closed. A confirmation that was taken back, or a record that was put right, may leave an answer
standing on nothing; whether it still stands is for whoever gave it to say.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import TypedDict

from sightline.casework.audit import hash_chain
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import Decision, LookAgain
from sightline.casework.dependants.pages import RECOGNISED_NO_MORE
from sightline.casework.escalation.models import Item
from sightline.casework.reappraisal.pattern_dependants import list_dependants_of_patterns
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot
from sightline.store.sql.rows import read_rows

RULES = ("rules", "code")
MOST_ASKED = 500  # ids in one question: a query has so many places and no more
COLUMNS = {
    "instance_key", "pattern_id", "basis", "person_id", "other_person_id", "entity_kind", "entity_id", "group_id",
    "first_record_id", "record_ids", "people", "rule_version", "on_confirmed",
}  # fmt: skip

# In no reader's view any more; and nothing goes on from its first record about the same child, pair, thing or group:
# its key is another where it now begins with an earlier record. Somebody unidentified has the id of the oldest naming.
GONE = """
WITH gone AS (SELECT DISTINCT o.* FROM old_one.pattern AS o ANTI JOIN new_one.pattern USING (instance_key))
SELECT DISTINCT gone.instance_key, gone.pattern_id, gone.rule_version, basis = 'structured' OR on_confirmed AS stands
FROM gone WHERE NOT EXISTS (
    SELECT 1 FROM new_one.pattern AS n
    WHERE n.pattern_id = gone.pattern_id AND n.basis = gone.basis AND list_contains(n.record_ids, gone.first_record_id)
      AND n.person_id IS NOT DISTINCT FROM gone.person_id
      AND n.other_person_id IS NOT DISTINCT FROM gone.other_person_id
      AND (n.entity_id IS NOT DISTINCT FROM gone.entity_id OR gone.entity_kind = 'unidentified')
      AND (gone.group_id IS NULL OR list_has_any(n.people, gone.people)))
ORDER BY ALL
"""


class GoneRow(TypedDict):
    """What was found in one snapshot and not in the next; `stands`: by no reading of notes alone."""

    instance_key: str
    pattern_id: str
    rule_version: str
    stands: bool


def find_gone(*, before: Snapshot, after: Snapshot) -> dict[str, str]:
    """What stands in the one snapshot and not in the other: instance key to rule.

    A rule that reads otherwise than before takes nothing away here: that is no news of a child. Of another Sightline's
    reading of notes only what rests on records or on what somebody confirmed is told.
    """
    if before.id == after.id:
        return {}
    engine = DuckDBEngine()
    try:
        for name, snapshot in (("old_one", before), ("new_one", after)):
            engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
        if not all(_has_columns(engine, name) for name in ("old_one", "new_one")):
            return {}
        rows = read_rows(engine, GoneRow, GONE)
    finally:
        engine.close()
    inputs = [one.manifest().get("inputs", {}) for one in (before, after)]
    same = all(inputs[0].get(name) == inputs[1].get(name) for name in RULES)
    versions = {rule_id: rule.version for rule_id, rule in pattern_rules().items()}
    return {
        row["instance_key"]: row["pattern_id"]
        for row in rows
        if versions.get(row["pattern_id"]) == row["rule_version"] and (same or row["stands"])
    }


def write_gone(*, actor: Actor, before: str, after: str, gone: Mapping[str, str]) -> None:
    """Keep who had decided what by it, within the caller's transaction. What this run asks already is left out."""
    items = [one for some in _portions(gone) for one in Item.objects.filter(about_id__in=some).order_by("item_id")]
    asked = set(LookAgain.objects.filter(change__snapshot_after=after).values_list("kind", "key"))
    dependants = [
        [one.kind, one.key, one.by, one.rule_id]
        for one in list_dependants_of_patterns(items=items, recognised=gone)
        if one.by and (one.kind, one.key) not in asked
    ]
    if dependants:
        body = {"snapshot_before": before, "snapshot_after": after, "rested": dependants}
        hash_chain.append(Decision, kind=RECOGNISED_NO_MORE, by=actor.reader.username, os_name=actor.os_name, body=body)


def _has_columns(engine: DuckDBEngine, name: str) -> bool:
    """Whether a snapshot, perhaps one of an earlier Sightline, has the columns that are compared."""
    found = engine.query(
        "SELECT column_name FROM information_schema.columns WHERE table_catalog = ? AND table_name = 'pattern'", [name]
    )
    return set(found.column(0).to_pylist()) >= COLUMNS


def _portions(keys: Iterable[str]) -> Iterator[list[str]]:
    every = sorted(keys)
    for start in range(0, len(every), MOST_ASKED):
        yield every[start : start + MOST_ASKED]
