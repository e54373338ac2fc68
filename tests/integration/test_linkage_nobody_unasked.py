"""In an invented world each whole name's people are joined, asked about, or contradict each other, and that is said."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from sightline.ingest import assemble, take_file
from sightline.invented import invent
from sightline.invented.population.people import PopulationSettings
from sightline.linkage import resolve
from sightline.linkage.conflicts import group_ties
from sightline.linkage.examples import EXAMPLE_SECRET
from sightline.linkage.questions.name_groups import MOST_LISTED
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.store import DuckDBEngine
from sightline.store.batches import open_batch
from sightline.store.workspace import Workspace

# Whole names alone: of a surname in both places nobody says who it is.
ALIKE = """
WITH who AS (
    SELECT c.mention_id, m.row_id, r.person_id, c.postcode, c.house,
           least(c.first_name, c.last_name) || ' ' || greatest(c.first_name, c.last_name) AS name,
           coalesce(c.birth_date, c.born_first) AS first, coalesce(c.birth_date, c.born_last) AS last
    FROM compared c JOIN mention m USING (mention_id) JOIN resolved r USING (mention_id)
    WHERE c.first_name IS NOT NULL AND c.last_name IS NOT NULL AND NOT m.restricted
),
spot AS (
    SELECT name, person_id, postcode || house AS place FROM who WHERE postcode IS NOT NULL AND house IS NOT NULL
    UNION
    SELECT w.name, w.person_id, t.thing_id FROM who w JOIN mention p ON p.row_id = w.row_id AND p.entity_kind = 'place'
    JOIN resolved t ON t.mention_id = p.mention_id
),
age AS (SELECT DISTINCT name, person_id, first, last FROM who WHERE first IS NOT NULL)
SELECT DISTINCT a.person_id AS one, b.person_id AS other
FROM spot a JOIN spot b ON a.name = b.name AND a.place = b.place AND a.person_id < b.person_id
JOIN age x ON x.person_id = a.person_id AND x.name = a.name
JOIN age y ON y.person_id = b.person_id AND y.name = b.name AND x.first <= y.last AND y.first <= x.last
"""

TRUTH = """
SELECT m.mention_id, t.true_id FROM read_csv('{rows}', all_varchar = true) t JOIN mention m
    ON m.source_file = t.source_file AND CAST(m.source_row AS VARCHAR) = t.source_row AND m.slot = t.slot
WHERE m.entity_kind = 'person'
"""


# No rule and no threshold was chosen on the last three.
FEW_NAMES = PopulationSettings(most_names=4, twin_homes=4, like_twins=True)
WORLDS = {
    "few names": (43, FEW_NAMES),
    "fresh, eight names": (9181, PopulationSettings(most_names=8)),
    "fresh, few names": (9182, FEW_NAMES),
    "fresh, twins alike": (9183, PopulationSettings(twin_homes=20, like_twins=True)),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return make_world("few names", tmp_path_factory)


@pytest.fixture(scope="module", params=[name for name in WORLDS if name.startswith("fresh")])
def fresh_world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    return make_world(request.param, tmp_path_factory)


def make_world(name: str, folders: pytest.TempPathFactory) -> DuckDBEngine:
    folder: Path = folders.mktemp("world")
    seed, settings = WORLDS[name]
    invent(children=80, seed=seed, out=folder / "files", settings=settings)
    workspace = Workspace(folder / "workspace")
    workspace.create()
    batch = open_batch(workspace)
    for path in sorted((folder / "files").glob("*.*")):
        take_file(workspace=workspace, path=path, batch=batch, received_at="2025-09-01T08:00:00Z")
    engine = DuckDBEngine()
    assemble(engine=engine, workspace=workspace, as_at=date(2025, 9, 1))
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    engine.make("truth", TRUTH.format(rows=folder / "files" / "truth" / "rows.csv"))
    return engine


ASKED = """SELECT a.person_id AS one, b.person_id AS other FROM question
    JOIN resolved a ON a.mention_id = mention_id_a JOIN resolved b ON b.mention_id = mention_id_b"""
# Written apart from the SQL that decides: what is known of everybody, mention by mention.
SAID = """
SELECT r.person_id, least(c.first_name, c.last_name) || ' ' || greatest(c.first_name, c.last_name) AS name,
       length(c.first_name) > 1 AND length(c.last_name) > 1 AS whole, coalesce(c.birth_date, c.born_first) AS first,
       coalesce(c.birth_date, c.born_last) AS last, c.nhs_number, c.upn, c.local_id_kind, c.local_id, c.sex,
       m.occurred_on, m.record_id, split_part(m.slot, '#', 1) AS slot, m.agency, lower(m.source_role) AS role
FROM compared c JOIN mention m USING (mention_id) JOIN resolved r USING (mention_id)
WHERE m.record_id NOT IN (SELECT record_id FROM mention WHERE list_contains(markings, 'sealed_identity'))
"""
Said = list[dict[str, Any]]


class Groups:
    """Who is with whom by the questions."""

    def __init__(self, world: DuckDBEngine) -> None:
        self.numbers: dict[str, int] = {}
        self.people = group_ties([])
        for pair in world.query(ASKED).to_pylist():
            self.people.join(*(self.numbers.setdefault(pair[side], len(self.numbers)) for side in ("one", "other")))

    def of(self, person: str) -> int:
        return self.people.find(self.numbers.setdefault(person, len(self.numbers)))


def differ(a: Said, b: Said, column: str) -> bool:
    ours, theirs = ({row[column] for row in some if row[column]} for some in (a, b))
    return bool(ours and theirs and not ours & theirs)


def contradict(a: Said, b: Said) -> bool:
    """Whether anything says that they are two."""
    for one, other in ((a, b), (b, a)):
        births = [row["last"] for row in other if row["last"]]
        came = [r["occurred_on"] for r in one if r["occurred_on"] and is_grown(r)]
        pupil = [r["occurred_on"] for r in one if r["occurred_on"] and is_pupil(r)]
        first = min((r["occurred_on"] for r in one if r["occurred_on"]), default=None)
        if births and (
            (first and (max(births) - first).days > 366)
            or (came and min(came).year - max(births).year < 16)
            or (pupil and max(pupil).year - min(births).year > 25)
        ):
            return True
        beside = {r["record_id"] for r in other if r["slot"] in ("related", "accompanied_by")}
        if beside & {r["record_id"] for r in one if r["slot"] == "subject"}:
            return True
    spans = [[(row["first"], row["last"]) for row in some if row["first"]] for some in (a, b)]
    if all(spans) and not any(x[0] <= y[1] and y[0] <= x[1] for x in spans[0] for y in spans[1]):
        return True
    listed = [{(row["local_id_kind"], row["local_id"]) for row in some if row["local_id_kind"]} for some in (a, b)]
    two_of_one_list = {kind for kind, _ in listed[0]} & {kind for kind, _ in listed[1]} and not listed[0] & listed[1]
    return bool(two_of_one_list) or any(differ(a, b, column) for column in ("nhs_number", "upn", "sex"))


def is_grown(row: dict[str, Any]) -> bool:
    return row["slot"] in ("accompanied_by", "tenant", "holder") or row["role"] in ("mother", "father", "parent")


def is_pupil(row: dict[str, Any]) -> bool:
    return row["slot"] == "subject" and row["agency"] in ("school", "youth_service")


def list_unasked(world: DuckDBEngine) -> Iterator[tuple[str, Said, Said]]:
    """Every two groups of a whole name between which no question leads."""
    groups, said, named = Groups(world), defaultdict[int, Said](list), defaultdict[str, set[int]](set)
    for row in world.query(SAID).to_pylist():
        group = groups.of(row["person_id"])
        said[group].append(row)
        if row["whole"]:
            named[row["name"]].add(group)
    for name, parts in named.items():
        yield from ((name, said[a], said[b]) for a, b in combinations(sorted(parts), 2))


def test_one_name_one_place_and_one_age_is_asked(world: DuckDBEngine) -> None:
    alike, groups = world.query(ALIKE).to_pylist(), Groups(world)
    assert len(alike) >= 5, "the world has such pairs"
    assert [pair for pair in alike if groups.of(pair["one"]) != groups.of(pair["other"])] == []


def test_two_of_one_whole_name_are_asked_about_or_contradict_each_other(world: DuckDBEngine) -> None:
    unasked = list(list_unasked(world))
    assert len(unasked) >= 20, "the world has such pairs"
    assert [name for name, a, b in unasked if not any(contradict(x, y) for x in of(a) for y in of(b))] == []


def test_in_fresh_worlds_no_one_has_two_people_of_one_name_place_and_age_unasked(fresh_world: DuckDBEngine) -> None:
    alike, groups, unasked = fresh_world.query(ALIKE).to_pylist(), Groups(fresh_world), list(list_unasked(fresh_world))
    assert alike and unasked, "the world has such pairs"
    assert [pair for pair in alike if groups.of(pair["one"]) != groups.of(pair["other"])] == []
    assert [name for name, a, b in unasked if not any(contradict(x, y) for x in of(a) for y in of(b))] == []


def test_in_fresh_worlds_no_two_people_are_joined_by_a_rule_of_uniqueness(fresh_world: DuckDBEngine) -> None:
    joins = list_sure_joins(fresh_world)
    assert len(joins) >= 20, "the rules join somebody"
    assert [join for join in joins if join["one"] != join["other"]] == []


def of(group: Said) -> list[Said]:
    """What is known of each person of a group."""
    people = defaultdict[str, Said](list)
    for row in group:
        people[row["person_id"]].append(row)
    return list(people.values())


def test_what_contradicts_is_kept_for_each_name_that_questions_do_not_connect(world: DuckDBEngine) -> None:
    names = {name for name, _a, _b in list_unasked(world)}
    kept = world.query("""SELECT least(c.first_name, c.last_name) || ' ' || greatest(c.first_name, c.last_name) AS name,
        against FROM unasked_name JOIN compared c ON c.mention_id = mention_id_a""").to_pylist()
    assert {row["name"] for row in kept} == names
    assert {row["against"] for row in kept} >= {"birth_dates", "grown_up"}


def test_of_a_name_that_few_have_it_is_kept_why_for_each_two_groups(world: DuckDBEngine) -> None:
    groups = Groups(world)
    kept = {
        frozenset((groups.of(row["one"]), groups.of(row["other"])))
        for row in world.query("""SELECT a.person_id AS one, b.person_id AS other FROM unasked_name
            JOIN resolved a ON a.mention_id = mention_id_a JOIN resolved b ON b.mention_id = mention_id_b""").to_pylist()
    }
    unasked, people = defaultdict[str, set[frozenset[int]]](set), defaultdict[str, set[str]](set)
    for name, *sides in list_unasked(world):
        unasked[name].add(frozenset(groups.of(side[0]["person_id"]) for side in sides))
        people[name] |= {row["person_id"] for side in sides for row in side}
    few = [two for name, pairs in unasked.items() if len(people[name]) <= MOST_LISTED for two in pairs]
    assert max(len(unasked[name]) for name in unasked if len(people[name]) <= MOST_LISTED) >= 3, "three groups"
    assert kept >= set(few) and kept <= {two for pairs in unasked.values() for two in pairs}


def test_no_two_people_are_joined_by_a_rule_of_uniqueness_in_a_world_of_few_names(world: DuckDBEngine) -> None:
    joins = list_sure_joins(world)
    assert len(joins) >= 20, "the rules join somebody"
    assert [join for join in joins if join["one"] != join["other"]] == []


def list_sure_joins(world: DuckDBEngine) -> list[dict[str, str]]:
    """The joins by rules of uniqueness, with who the two truly are."""
    rules = ", ".join(f"'{rule}'" for rule in list_rules_on(off=()))
    return world.query(f"""SELECT a.true_id AS one, b.true_id AS other, l.rule_id FROM link l
        JOIN truth a ON a.mention_id = mention_id_a JOIN truth b ON b.mention_id = mention_id_b
        WHERE l.rule_id IN ({rules})""").to_pylist()
