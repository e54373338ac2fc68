"""A cluster that hangs on one weak join is pointed out, and nothing is split."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage.cluster_diagnostics import find_bridges, find_sparse
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.resolve import resolve
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
SETTINGS = read_settings()


def person(mention_id: str, agency: str, **more: Any) -> Row:
    return {"mention_id": mention_id, "agency": agency, "forename": "Lena", "surname": "Ashdown",
            "birth_date": dt.date(2010, 3, 27), "sex": "F", **more}  # fmt: skip


# Two homes, two agencies each; the day of birth differs.
HERE = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
THERE = {"address": "9 Birch Lane", "postcode": "ZZ7 7BB", "birth_date": dt.date(2010, 3, 14)}


def judged(pairs: list[tuple[int, int, str, float]], agencies: list[str]) -> DuckDBEngine:
    """An engine as it stands after clustering; profiles are numbered from 1, and all joined."""
    engine = DuckDBEngine()
    profiles = ", ".join(f"({place}, 'm{place}', '{agency}')" for place, agency in enumerate(agencies, start=1))
    engine.make(
        "profile",
        f"SELECT *, true AS comparable, NULL AS nhs_number, NULL AS upn, NULL AS local_id"
        f" FROM (VALUES {profiles}) AS p(profile_id, stands_for, agency)",
    )
    rows = ", ".join(f"({a}, {b}, '{rule}', {weight})" for a, b, rule, weight in pairs)
    engine.make(
        "judged", f"SELECT *, 'join' AS verdict FROM (VALUES {rows}) AS j(profile_a, profile_b, rule_id, weight)"
    )
    engine.make("made", "SELECT profile_a, profile_b FROM judged")
    engine.make("member", "SELECT profile_id, 1 AS root_id FROM profile WHERE profile_id > 1")
    engine.make("profile_mention", "SELECT stands_for AS mention_id, profile_id FROM profile")
    engine.make("said_same", "SELECT stands_for AS mention_id_a, stands_for AS mention_id_b FROM profile WHERE false")
    return engine


def bridges(engine: DuckDBEngine) -> set[tuple[str, str]]:
    count = find_bridges(engine=engine, settings=SETTINGS)
    found = {(row["mention_id_a"], row["mention_id_b"]) for row in engine.query("SELECT * FROM bridge").to_pylist()}
    assert count == len(found)
    return found


WEAK, STRONG = SETTINGS.threshold + 1, SETTINGS.threshold + 20
MODEL = SETTINGS.version
TWO_PAIRS = [(1, 2, MODEL, STRONG), (3, 4, MODEL, STRONG)]
TWO_EACH = ["police", "health", "police", "school"]


@pytest.mark.parametrize(
    ("joins", "agencies", "found"),
    [
        # Two agencies on each side of one weak join.
        ([*TWO_PAIRS, (2, 3, MODEL, WEAK)], TWO_EACH, {("m2", "m3")}),
        # The same join is strong, or was made by a rule.
        ([*TWO_PAIRS, (2, 3, MODEL, STRONG)], TWO_EACH, set()),
        ([*TWO_PAIRS, (2, 3, "same_upn", WEAK)], TWO_EACH, set()),
        # One side is known to one agency only.
        ([*TWO_PAIRS, (2, 3, MODEL, WEAK)], ["police", "police", "police", "school"], set()),
        # There is another way round.
        ([*TWO_PAIRS, (2, 3, MODEL, WEAK), (1, 4, MODEL, WEAK)], TWO_EACH, set()),
        # Two bridges in a chain; each side of each has two agencies.
        (
            [*TWO_PAIRS, (2, 3, MODEL, WEAK), (5, 6, MODEL, STRONG), (4, 5, MODEL, WEAK)],
            [*TWO_EACH, "police", "health"],
            {("m2", "m3"), ("m4", "m5")},
        ),
    ],
)  # fmt: skip
def test_what_is_a_bridge(joins: list[tuple[int, int, str, float]], agencies: list[str], found: set[Any]) -> None:
    assert bridges(judged(joins, agencies)) == found


def test_a_chain_is_sparse_and_a_ring_of_all_is_not() -> None:
    chain = [(place, place + 1, MODEL, STRONG) for place in range(1, 5)]
    full = [(a, b, MODEL, STRONG) for a in range(1, 6) for b in range(a + 1, 6)]
    for joins, sparse in ((chain, 1), (full, 0)):
        engine = judged(joins, ["police"] * 5)
        find_bridges(engine=engine, settings=SETTINGS)
        assert find_sparse(engine=engine, settings=SETTINGS) == sparse


@pytest.mark.parametrize(("phone", "people", "bridges"), [("07700 900123", 1, 1), ("", 2, 0)])
def test_a_run_counts_its_bridges_and_splits_nothing(phone: str, people: int, bridges: int) -> None:
    """Only the health and the school record have the telephone in common."""
    rows = [
        person("a", "police", **HERE), person("b", "health", **HERE, phone=phone),
        person("c", "school", **THERE, phone=phone), person("d", "housing", **THERE),
    ]  # fmt: skip
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    assert (report.persons, report.bridges) == (people, bridges)
    assert report.largest_clusters == [4 // people] * people


def test_no_clusters_at_all() -> None:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions([]))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    assert (report.bridges, report.sparse_clusters, report.largest_clusters) == (0, 0, [])
