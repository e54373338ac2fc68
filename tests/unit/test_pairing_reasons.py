"""Why nobody is asked about two people is for a reader who may see both records that show it."""

from pathlib import Path

import pytest

from sightline.casework.learning.selectors.linkage_quality import AGAINST
from sightline.casework.pairing.reasons import REASONS, find_unasked_reason
from sightline.store import DuckDBEngine


@pytest.fixture(scope="module")
def analysis(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ann and Bea, of whom a restricted record (b2) says that they are two; Cora, of whom nothing is kept."""
    path = tmp_path_factory.mktemp("snapshot") / "analysis.duckdb"
    engine = DuckDBEngine(path)
    people = "('a1', 'ann'), ('b1', 'bea'), ('b2', 'bea'), ('c1', 'cora')"
    for table in (
        f"resolved AS SELECT * FROM (VALUES {people}) AS each(mention_id, person_id)",
        "unasked_name AS SELECT 'a1' AS mention_id_a, 'b2' AS mention_id_b, 'nhs_numbers' AS against",
    ):
        engine.connection.execute(f"CREATE TABLE {table}").fetchall()
    engine.close()
    return path


@pytest.mark.parametrize(
    ("two", "seen", "reason"),
    [
        (("ann", "bea"), {"a1", "b1", "b2"}, "nhs_numbers"),
        (("bea", "ann"), {"a1", "b1", "b2"}, "nhs_numbers"),
        (("ann", "bea"), {"a1", "b1"}, ""),
        (("ann", "cora"), {"a1", "c1"}, ""),
    ],
)
def test_the_reason_needs_both_records(analysis: Path, two: tuple[str, str], seen: set[str], reason: str) -> None:
    found = find_unasked_reason(analysis=analysis, person_id=two[0], other_id=two[1], mention_ids=seen)
    assert found == REASONS.get(reason, "")


def test_each_reason_that_linking_keeps_has_words() -> None:
    assert REASONS.keys() == set(AGAINST)
