"""The profile `research`: joins by probability alone, for evaluation and for counts that name nobody.

`care`, by which runs join, keeps apart what could be twins, asks about near names, and compares few pairs. `research`
has none of these rules. What it joins is written to no snapshot and is shown on no page of a person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.scores import list_compared, predict, weight_sql
from sightline.linkage.settings import Settings
from sightline.linkage.training.rules import TrainingRules
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

Weighed = tuple[int, int, float]


@dataclass(frozen=True, slots=True)
class ResearchReport:
    """What the profile `research` makes of the records, in counts."""

    model_version: str
    threshold: float
    profiles: int
    people: int
    pairs_joined: int


@dataclass(frozen=True, slots=True)
class ResearchCounts:
    """People by how many rows name them, and by how many agencies do. Exact: whoever shows them hides small numbers."""

    people: int
    rows: dict[int, int]
    agencies: dict[int, int]


# One line a mention, as in `resolved`; a thing has no person.
JOINED = "SELECT mention_id, person_id FROM mention LEFT JOIN researched USING (mention_id)"


def join_for_research(*, engine: Engine, settings: Settings, least: float, rules: TrainingRules) -> ResearchReport:
    """Make `joined_for_research` (mention_id, person_id) from `profile`, `profile_mention` and `wide_pair`."""
    columns = list_compared(settings)
    weighed = predict(
        profiles=engine.query(f"SELECT {', '.join(columns)} FROM profile WHERE NOT sealed"),
        pairs=engine.query("SELECT '' AS match_key, profile_a AS join_key_l, profile_b AS join_key_r FROM wide_pair"),
        settings=settings,
        sql=weight_sql(settings.model, columns=columns, least=rules.least_bits),
    )
    rows: list[Weighed] = list(zip(*(column.to_pylist() for column in weighed.columns), strict=True))
    numbers = engine.query("SELECT profile_id, nhs_number FROM profile WHERE nhs_number IS NOT NULL AND NOT sealed")
    of_profile = dict(zip(*(column.to_pylist() for column in numbers.columns), strict=True))
    roots = cluster_by_mean(rows, least=least, mean_chance=rules.mean_chance, numbers=of_profile)
    members = {"profile_id": list(roots), "root_id": list(roots.values())}
    engine.load("research_member", pa.table({name: pa.array(ids, pa.int64()) for name, ids in members.items()}))
    engine.make(
        "researched",
        """SELECT p.mention_id, r.stands_for AS person_id FROM profile_mention p
           LEFT JOIN research_member m USING (profile_id)
           JOIN profile r ON r.profile_id = coalesce(m.root_id, p.profile_id)""",
    )
    engine.make("joined_for_research", JOINED)
    counts = engine.query(f"""SELECT (SELECT count(*) FROM profile), count(DISTINCT person_id),
        {sum(weight >= least for _, _, weight in rows)} FROM researched""")
    profiles, people, joined = (int(column[0].as_py()) for column in counts.columns)
    return ResearchReport(settings.version, least, profiles, people, joined)


def count_for_research(*, engine: Engine) -> ResearchCounts:
    """Count the people of `joined_for_research`, each once, by their rows and by their agencies."""
    engine.make("research_size", SIZES)
    rows, agencies = (
        {row["size"]: row["people"] for row in read_rows(engine, ResearchSizeRow, COUNTED.format(by=by))}
        for by in ("source_rows", "agencies")
    )
    return ResearchCounts(sum(rows.values()), rows, agencies)


class ResearchSizeRow(TypedDict):
    """How many people so many rows, or agencies, name."""

    size: int
    people: int


SIZES = """
SELECT person_id, count(DISTINCT record_id) AS source_rows, count(DISTINCT agency) AS agencies
FROM joined_for_research JOIN mention USING (mention_id) WHERE person_id IS NOT NULL GROUP BY person_id
"""
COUNTED = "SELECT {by} AS size, count(*) AS people FROM research_size GROUP BY ALL ORDER BY ALL"


def cluster_by_mean(
    weighed: Iterable[Weighed], *, least: float, mean_chance: float, numbers: Mapping[int, str]
) -> dict[int, int]:
    """The oldest profile of each one's cluster, the surest pairs joined first; profiles left alone are not in it.

    Two clusters are joined where the pairs across them are one person with enough of a chance in the mean, and never
    where they carry two NHS numbers. A pair that was not weighed has no chance.
    """
    rows = sorted(weighed, key=lambda row: (-row[2], row[0], row[1]))
    chances = {(a, b): 1 / (1 + 2.0 ** -min(weight, 500.0)) for a, b, weight in rows}
    cluster_of: dict[int, int] = {}
    members: dict[int, list[int]] = {}
    carried: dict[int, set[str]] = {}
    for a, b, weight in rows:
        if weight < least:
            break
        one, other = cluster_of.get(a, a), cluster_of.get(b, b)
        if one == other:
            continue
        ours, theirs = members.get(one, [one]), members.get(other, [other])
        both = carried.get(one, _number_of(one, numbers)) | carried.get(other, _number_of(other, numbers))
        across = sum(chances.get((min(x, y), max(x, y)), 0.0) for x in ours for y in theirs)
        if len(both) > 1 or across < mean_chance * len(ours) * len(theirs):
            continue
        root = min(one, other)
        members[root], carried[root] = ours + theirs, both
        cluster_of |= dict.fromkeys(members[root], root)
    return cluster_of


def _number_of(profile: int, numbers: Mapping[int, str]) -> set[str]:
    return {numbers[profile]} if profile in numbers else set()
