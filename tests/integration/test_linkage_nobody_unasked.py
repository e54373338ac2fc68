"""In an invented world no two people of one whole name, one place and one age are left without a question between them."""

from datetime import date
from pathlib import Path

import pytest

from sightline.ingest import assemble, take_file
from sightline.invented import invent
from sightline.invented.population.people import PopulationSettings
from sightline.linkage import resolve
from sightline.linkage.conflicts import group_ties
from sightline.linkage.examples import EXAMPLE_SECRET
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


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DuckDBEngine:
    folder: Path = tmp_path_factory.mktemp("world")
    settings = PopulationSettings(most_names=4, twin_homes=4, like_twins=True)
    invent(children=80, seed=43, out=folder / "files", settings=settings)
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


def test_one_name_one_place_and_one_age_is_asked(world: DuckDBEngine) -> None:
    alike = world.query(ALIKE).to_pylist()
    assert len(alike) >= 5, "the world has such pairs"
    asked = world.query("""SELECT a.person_id AS one, b.person_id AS other FROM question
        JOIN resolved a ON a.mention_id = mention_id_a JOIN resolved b ON b.mention_id = mention_id_b""").to_pylist()
    numbers: dict[str, int] = {}
    people = group_ties([])
    for pair in asked:
        people.join(*(numbers.setdefault(pair[side], len(numbers)) for side in ("one", "other")))
    unasked = [
        pair
        for pair in alike
        if len({people.find(numbers.setdefault(pair[side], len(numbers))) for side in ("one", "other")}) == 2
    ]
    assert unasked == []


def test_no_two_people_are_joined_by_a_rule_of_uniqueness_in_a_world_of_few_names(world: DuckDBEngine) -> None:
    rules = ", ".join(f"'{rule}'" for rule in list_rules_on(off=()))
    joins = world.query(f"""SELECT a.true_id AS one, b.true_id AS other, l.rule_id FROM link l
        JOIN truth a ON a.mention_id = mention_id_a JOIN truth b ON b.mention_id = mention_id_b
        WHERE l.rule_id IN ({rules})""").to_pylist()
    assert len(joins) >= 20, "the rules join somebody"
    assert [join for join in joins if join["one"] != join["other"]] == []
