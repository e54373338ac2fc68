"""What a new model would change: everybody joined anew by it, held against how they are joined now. Counts alone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.resolve import resolve
from sightline.linkage.settings import Settings
from sightline.model.judgements import Judgement
from sightline.model.progress import SILENT, Progress
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine, Engine
from sightline.store.sql.rows import read_rows

ALL = "all"


@dataclass(frozen=True, slots=True)
class JoinChanges:
    """Pairs of mentions of one person before and after, and those that are new or no longer so."""

    origin: str
    before: int
    after: int
    made: int
    undone: int


@dataclass(frozen=True, slots=True)
class ModelChanges:
    """What a model changes. `joined` and `split`: people of now who would be put with another, or divided."""

    people_before: int
    people_after: int
    joined: int
    split: int
    questions_before: int
    questions_after: int
    pairs: JoinChanges
    groups: tuple[JoinChanges, ...]


def measure_changes(
    *,
    engine: Engine,
    settings: Settings,
    secret: bytes,
    judgements: Sequence[Judgement] = (),
    groups: pa.Table | None = None,
    rules_off: Collection[str] = (),
    progress: Progress = SILENT,
) -> ModelChanges:
    """Join the mentions of a snapshot by the model, in a database that is let go again.

    `groups` (mention_id, name_list) says of which origin names are; nothing but this count reads it. `rules_off` are
    the rules of matching that the workspace switched off: the model is not to be blamed for what they would match.
    """
    again = DuckDBEngine()
    try:
        again.write(MENTION, engine.query("SELECT * FROM mention"))
        if settings.columns:
            again.load("source_row", engine.query("SELECT row_id, row_version, original FROM source_row"))
        again.load("served_before", engine.query("SELECT mention_id, person_id FROM resolved WHERE person_id <> ''"))
        resolve(
            engine=again,
            secret=secret,
            progress=progress,
            judgements=judgements,
            model=settings,
            rules_off=rules_off,
        )
        again.make("both_ways", BOTH_WAYS)
        if groups is not None:
            again.load("name_group", groups)
        (counts,) = read_rows(again, ChangesRow, CHANGES)
        before = engine.query("SELECT count(*) FROM question").column(0)[0].as_py()
        return ModelChanges(
            questions_before=int(before),
            pairs=_count_pairs(again, ALL, "SELECT * FROM both_ways"),
            groups=tuple(_by_group(again)) if groups is not None else (),
            **counts,
        )
    finally:
        again.close()


class ChangesRow(TypedDict):
    """The counts of people and questions."""

    people_before: int
    people_after: int
    joined: int
    split: int
    questions_after: int


BOTH_WAYS = """
SELECT mention_id, b.person_id AS before, r.person_id AS after
FROM served_before b JOIN resolved r USING (mention_id)
"""
CHANGES = """
SELECT count(DISTINCT before) AS people_before, count(DISTINCT after) AS people_after,
       (SELECT count(DISTINCT before) FROM both_ways WHERE after IN (
           SELECT after FROM both_ways GROUP BY after HAVING count(DISTINCT before) > 1)) AS joined,
       (SELECT count(*) FROM (SELECT before FROM both_ways GROUP BY before HAVING count(DISTINCT after) > 1)) AS split,
       (SELECT count(*) FROM question) AS questions_after
FROM both_ways
"""


def _by_group(engine: Engine) -> list[JoinChanges]:
    names = engine.query("SELECT DISTINCT name_list FROM name_group ORDER BY name_list").column(0).to_pylist()
    found = "SELECT * FROM both_ways SEMI JOIN (SELECT * FROM name_group WHERE name_list = {name}) g USING (mention_id)"
    return [_count_pairs(engine, name, found.format(name="'" + name.replace("'", "''") + "'")) for name in names]


def _count_pairs(engine: Engine, name: str, rows: str) -> JoinChanges:
    """The pairs within these rows: so many together make n * (n - 1) / 2."""
    parts = (
        f"(SELECT coalesce(sum(n * (n - 1) // 2), 0) FROM (SELECT count(*) AS n FROM ({rows}) GROUP BY {by}))"
        for by in ("before", "after", "before, after")
    )
    before, after, both = (int(column[0].as_py()) for column in engine.query(f"SELECT {', '.join(parts)}").columns)
    return JoinChanges(name, before, after, after - both, before - both)
