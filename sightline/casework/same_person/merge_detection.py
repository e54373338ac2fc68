"""Finds who became one person and who became two from one snapshot to the next, and the links that did it.

A new record that comes to a known person changes nobody. Only mentions that stand in both snapshots are compared, and
those of sealed identities not at all.
"""

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypedDict

from sightline.casework.core import clock
from sightline.casework.core.models import Decision, PersonChangeKind
from sightline.casework.core.selectors.whole_snapshots import MADE_CURRENT, is_whole
from sightline.model.judgements import Became, PairAnswer
from sightline.model.nouns import DecidedBy, HandlingMarking
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot, find_snapshot
from sightline.store.sql.rows import read_rows

JOINED, SPLIT = PersonChangeKind.JOINED, PersonChangeKind.SPLIT
Pair = tuple[str, str]


class MovedRow(TypedDict):
    """A mention of a person who does not stay whole, and the side on which it was, or is."""

    mention_id: str
    whole: str
    side: str


class LinkOfPersonRow(TypedDict):
    """A link within a person, and the answer that made it."""

    mention_id_a: str
    mention_id_b: str
    decided_by: str
    rule_id: str
    reason: str
    whole: str
    sequence: int | None


class PartedRow(TypedDict):
    """An answer that keeps two people apart."""

    sequence: int
    a: str
    b: str
    mention_id_a: str
    mention_id_b: str


@dataclass(frozen=True, slots=True)
class ChangedLink:
    """A link that stands, or stood, between the two sides of a change: its row in the snapshot."""

    mention_id_a: str
    mention_id_b: str
    decided_by: str
    rule_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class IdentityChange:
    """Two people who became one (`whole` is who they are now), or one (`whole` is who it was) who became two.

    `decision` is the number of the answer that did it. `mentions` are all that stand on either side.
    """

    kind: str
    whole: str
    person_a: str = field(repr=False)
    person_b: str = field(repr=False)
    mention_id_a: str
    mention_id_b: str
    causes: tuple[ChangedLink, ...]
    decision: int | None
    mentions: frozenset[str]


def snapshot_to_compare(workspace: Workspace, *, made: Snapshot, as_at: date) -> Snapshot | None:
    """The latest whole snapshot that was served before `made`, by the day it is as known on.

    None where this run replays an earlier day. A replay is left out for what it is, and the next run is compared with
    what stood before it. Where `made` itself is the latest, because it was built again, it is compared with itself.
    """
    found_all = Decision.objects.of_kind(MADE_CURRENT).oldest_first().values_list("body", flat=True)
    latest_day = max(as_at, clock.today()).isoformat()  # a later one was made while a clock was ahead
    bodies = [body for body in found_all if body["as_at"] <= latest_day]
    served = [body["snapshot_id"] for body in sorted(bodies, key=lambda body: str(body["as_at"]))]
    if not bodies or as_at.isoformat() < max(body["as_at"] for body in bodies):
        return None
    if served[-1] == made.id:
        return made
    found = (find_snapshot(workspace, snapshot_id) for snapshot_id in dict.fromkeys(reversed(served)))
    return next((one for one in found if one and is_whole(one)), None)


def find_changes(*, before: Snapshot, after: Snapshot) -> tuple[IdentityChange, ...]:
    """Every joining and taking apart between two snapshots, in the order of the people's ids."""
    if before.id == after.id:
        return ()
    engine = DuckDBEngine()
    try:
        for name, snapshot in (("old_one", before), ("new_one", after)):
            engine.connection.execute(f"ATTACH '{snapshot.analysis}' AS {name} (READ_ONLY)").fetchall()
        if not all(_is_readable(engine, name) for name in ("old_one", "new_one")):
            return ()
        engine.make("sealed_mention", SEALED_MENTION)
        engine.make("cell", CELL)
        engine.make("moved", MOVED)
        return (*_find(engine, JOINED), *_find(engine, SPLIT))
    finally:
        engine.close()


def _is_readable(engine: DuckDBEngine, name: str) -> bool:
    """Whether a snapshot, perhaps one of an earlier Sightline, has the tables and columns that are compared."""
    columns = engine.query(
        "SELECT table_name || '.' || column_name AS named FROM information_schema.columns WHERE table_catalog = ?",
        [name],
    )
    return set(columns.column("named").to_pylist()) >= NEEDED


NEEDED = {f"resolved.{column}" for column in ("mention_id", "person_id")} | {
    f"link.{column}" for column in ("mention_id_a", "mention_id_b", "decided_by", "rule_id", "reason")
} | {f"judgement.{column}" for column in ("sequence", "mention_id_a", "mention_id_b", "answer", "became")}  # fmt: skip

SEALED_MENTION = f"""
SELECT mention_id FROM new_one.mention JOIN new_one.agency_record USING (record_id)
WHERE agency_record.latest AND list_contains(agency_record.markings, '{HandlingMarking.SEALED_IDENTITY}')
"""
# The people of both snapshots, by who they were and who they are: only those that do not stay whole.
CELL = """
WITH held AS (
    SELECT o.person_id AS was, n.person_id AS now, count(*) AS mentions
    FROM old_one.resolved o JOIN new_one.resolved n USING (mention_id) ANTI JOIN sealed_mention USING (mention_id)
    WHERE o.person_id IS NOT NULL AND n.person_id IS NOT NULL GROUP BY ALL
)
SELECT *, count(*) OVER (PARTITION BY now) > 1 AS joined, count(*) OVER (PARTITION BY was) > 1 AS split
FROM held QUALIFY joined OR split
"""
MOVED = """
SELECT mention_id, was, now, joined, split
FROM old_one.resolved o JOIN new_one.resolved n USING (mention_id) ANTI JOIN sealed_mention USING (mention_id)
JOIN cell ON cell.was = o.person_id AND cell.now = n.person_id ORDER BY mention_id
"""
LINKS = """
SELECT l.mention_id_a, l.mention_id_b, l.decided_by, l.rule_id, l.reason, r.person_id AS whole, j.sequence
FROM {base}.link l JOIN {base}.resolved r ON r.mention_id = l.mention_id_a
LEFT JOIN {base}.judgement j ON l.decided_by = 'person' AND j.mention_id_a = l.mention_id_a
    AND j.mention_id_b = l.mention_id_b
WHERE r.person_id IN (SELECT {whole} FROM cell WHERE {kind}) ORDER BY l.mention_id_a, l.mention_id_b
"""
PARTED = f"""
SELECT j.sequence, a.person_id AS a, b.person_id AS b, j.mention_id_a, j.mention_id_b
FROM new_one.judgement j JOIN new_one.resolved a ON a.mention_id = j.mention_id_a
JOIN new_one.resolved b ON b.mention_id = j.mention_id_b
WHERE j.answer = '{PairAnswer.NOT_SAME}' AND j.became = '{Became.APART}' ORDER BY j.sequence
"""


def _find(engine: DuckDBEngine, kind: str) -> Iterable[IdentityChange]:
    """The changes of one kind. A person of several sides is told once for each side but the one that kept the id."""
    whole, side, base = ("now", "was", "new_one") if kind == JOINED else ("was", "now", "old_one")
    sides: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    moved = f"SELECT mention_id, {whole} AS whole, {side} AS side FROM moved WHERE {kind}"
    for row in read_rows(engine, MovedRow, moved):
        sides[row["whole"]][row["side"]].append(row["mention_id"])
    links: dict[str, list[LinkOfPersonRow]] = defaultdict(list)
    held = LINKS.format(base=base, whole=whole, kind=kind)
    for link in read_rows(engine, LinkOfPersonRow, held) if sides else ():
        links[link["whole"]].append(link)
    parted = _read_parted(engine) if kind == SPLIT and sides else {}
    for person, of in sorted(sides.items()):
        yield from _tell(kind, person, of, links[person], parted)


def _read_parted(engine: DuckDBEngine) -> dict[Pair, PartedRow]:
    """For each two people that an answer keeps apart, the last such answer."""
    return {_ordered(row["a"], row["b"]): row for row in read_rows(engine, PartedRow, PARTED)}


def _tell(
    kind: str,
    person: str,
    sides: Mapping[str, list[str]],
    links: Sequence[LinkOfPersonRow],
    parted: Mapping[Pair, PartedRow],
) -> Iterable[IdentityChange]:
    kept = person if person in sides else max(sorted(sides), key=lambda side: len(sides[side]))
    ways = find_paths(start=kept, side_of={one: side for side in sides for one in sides[side]}, links=links)
    for other in sorted(sides):
        if other == kept:
            continue
        mentions = frozenset([*sides[kept], *sides[other]])
        answer = parted.get(_ordered(kept, other))
        if answer and {answer["mention_id_a"], answer["mention_id_b"]} <= mentions:
            a, b = answer["mention_id_a"], answer["mention_id_b"]
            ends = (a, b) if a in sides[kept] else (b, a)
            yield IdentityChange(kind, person, kept, other, *ends, (), answer["sequence"], mentions)
            continue
        way = ways.get(other, [])
        ends = (way[0][0], way[-1][1]) if way else (min(sides[kept]), min(sides[other]))
        answers = [link["sequence"] for *_, link in way if link["decided_by"] == DecidedBy.PERSON]
        causes = tuple(_cause(link) for *_, link in way)
        yield IdentityChange(kind, person, kept, other, *ends, causes, answers[-1] if answers else None, mentions)


def _cause(link: LinkOfPersonRow) -> ChangedLink:
    ends = link["mention_id_a"], link["mention_id_b"]
    return ChangedLink(*ends, decided_by=link["decided_by"], rule_id=link["rule_id"], reason=link["reason"])


Hop = tuple[str, str, LinkOfPersonRow]


def find_paths(*, start: str, side_of: Mapping[str, str], links: Sequence[LinkOfPersonRow]) -> dict[str, list[Hop]]:
    """From one side to each place reached, the fewest links: (mention left, mention come to, the link).

    A side is one place however many mentions it has; a mention of no side, such as a new record, is a place of its own.
    """
    hops: dict[str, list[Hop]] = defaultdict(list)
    for link in links:
        a, b = link["mention_id_a"], link["mention_id_b"]
        if side_of.get(a, a) != side_of.get(b, b):
            hops[side_of.get(a, a)].append((a, b, link))
            hops[side_of.get(b, b)].append((b, a, link))
    ways: dict[str, list[Hop]] = {start: []}
    waiting = deque([start])
    while waiting:
        place = waiting.popleft()
        for hop in hops[place]:
            reached = side_of.get(hop[1], hop[1])
            if reached not in ways:
                ways[reached] = [*ways[place], hop]
                waiting.append(reached)
    return ways


def _ordered(a: str, b: str) -> Pair:
    return (min(a, b), max(a, b))
