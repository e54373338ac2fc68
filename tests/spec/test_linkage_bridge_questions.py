"""Where a person hangs on one likeness, that is asked: what each half says, and what an answer does to the next run."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
HERE = {"address": "4 Alder Road", "postcode": "ZZ1 1AA", "birth_date": dt.date(2010, 3, 27)}
THERE = {"address": "9 Birch Lane", "postcode": "ZZ7 7BB", "birth_date": dt.date(2010, 3, 14)}
PHONE = "07700 900123"


def record(mention_id: str, agency: str, home: Row, **more: Any) -> Row:
    return (
        {"mention_id": mention_id, "agency": agency, "forename": "Lena", "surname": "Ashdown", "sex": "F"} | home | more
    )


# Two homes, two agencies each; the day of birth differs, and only b and c have the telephone in common.
BRIDGED = [
    record("a", "police", HERE), record("b", "health", HERE, phone=PHONE),
    record("c", "school", THERE, phone=PHONE), record("d", "housing", THERE),
]  # fmt: skip


def link(rows: list[Row], *judgements: Judgement) -> DuckDBEngine:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements)
    return engine


def said(a: str, b: str, answer: PairAnswer, *, sequence: int = 1) -> Judgement:
    return Judgement(sequence, a, b, answer, "mara", dt.date(2026, 5, 3))


def people(engine: DuckDBEngine) -> set[frozenset[str]]:
    rows = engine.query("SELECT list(mention_id) AS ids FROM resolved WHERE person_id IS NOT NULL GROUP BY person_id")
    return {frozenset(ids) for ids in rows["ids"].to_pylist()}


def asked(engine: DuckDBEngine, *rules: str) -> list[Row]:
    return [row for row in engine.query("SELECT * FROM question").to_pylist() if row["rule_id"] in rules]


def sides(engine: DuckDBEngine) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {"a": set(), "b": set()}
    for row in engine.query("SELECT side, mention_id FROM question_mention").to_pylist():
        found[row["side"]].add(row["mention_id"])
    return found


def test_a_bridge_is_asked_with_what_stands_on_either_side_and_nothing_is_split() -> None:
    engine = link(BRIDGED)
    assert people(engine) == {frozenset("abcd")}
    (question,) = asked(engine, "bridge")
    assert (question["mention_id_a"], question["mention_id_b"]) == ("b", "c")
    assert sides(engine) == {"a": {"a", "b"}, "b": {"c", "d"}}
    assert (question["hangs_on"], question["answered"]) == (2, False)
    assert "one chronology today" in question["says"] and "same telephone" in question["agrees"]


def test_the_side_of_the_smaller_id_is_a_however_old_it_is() -> None:
    renamed = [row | {"mention_id": {"b": "z"}.get(row["mention_id"], row["mention_id"])} for row in BRIDGED]
    engine = link(renamed)
    (question,) = asked(engine, "bridge")
    assert (question["mention_id_a"], question["mention_id_b"]) == ("c", "z")
    assert sides(engine) == {"a": {"c", "d"}, "b": {"a", "z"}}


def test_two_people_takes_each_record_to_its_own_side() -> None:
    engine = link(BRIDGED, said("b", "c", PairAnswer.NOT_SAME))
    assert people(engine) == {frozenset("ab"), frozenset("cd")}
    assert engine.query("SELECT * FROM question").num_rows == 0


@pytest.mark.parametrize("pair", [("b", "c"), ("a", "d")])
def test_the_same_settles_it_whichever_records_it_names(pair: tuple[str, str]) -> None:
    engine = link(BRIDGED, said(*pair, PairAnswer.SAME))
    assert people(engine) == {frozenset("abcd")}
    assert asked(engine, "bridge", "sparse") == []


def test_cannot_tell_keeps_them_together_and_is_asked_again() -> None:
    engine = link(BRIDGED, said("b", "c", PairAnswer.CANNOT_TELL))
    assert people(engine) == {frozenset("abcd")}
    (question,) = asked(engine, "bridge")
    assert question["answered"]


def test_another_record_that_joins_both_sides_makes_it_no_bridge() -> None:
    both = record("e", "youth_service", HERE, address="9 Birch Lane", postcode="ZZ7 7BB")
    engine = link([*BRIDGED, both])
    assert people(engine) == {frozenset("abcde")}
    assert asked(engine, "bridge") == []


@pytest.mark.parametrize("marking", ["record", "row"])
def test_a_sealed_record_is_no_end_of_a_question(marking: str) -> None:
    sealed = {"markings": ["SEALED IDENTITY"]}
    if marking == "row":
        other = {"mention_id": "x", "record_id": "r", "forename": "Robin", **sealed}
        rows = [row | {"record_id": "r"} if row["mention_id"] == "b" else row for row in BRIDGED] + [other]
    else:
        rows = [row | sealed if row["mention_id"] == "b" else row for row in BRIDGED]
    assert asked(link(rows), "bridge", "sparse") == []


def test_a_sparse_cluster_is_asked_at_its_weakest_join() -> None:
    """Each record has the home or the telephone of the one before, and no two others agree on enough."""
    rows = [
        record(f"m{place}", "police", {"birth_date": dt.date(2010, 3, 10 + 5 * place)}, phone=f"07700 90010{(place + 1) // 2}",
               address=f"{place // 2 + 1} Alder Road", postcode=f"ZZ{place // 2 + 1} 1AA")
        for place in range(5)
    ]  # fmt: skip
    engine = link(rows)
    assert people(engine) == {frozenset({"m0", "m1", "m2", "m3", "m4"})}
    (question,) = asked(engine, "bridge", "sparse")
    assert question["rule_id"] == "sparse"
    weights = {
        tuple(row.values()) for row in engine.query("SELECT weight, mention_id_a, mention_id_b FROM link").to_pylist()
    }
    assert (question["weight"], question["mention_id_a"], question["mention_id_b"]) == min(weights)
    cut = int(question["mention_id_a"][1]) + 1
    halves = {"a": {f"m{n}" for n in range(cut)}, "b": {f"m{n}" for n in range(cut, 5)}}
    assert sides(engine) == halves
    parted = link(rows, said(question["mention_id_a"], question["mention_id_b"], PairAnswer.NOT_SAME))
    assert people(parted) == {frozenset(side) for side in halves.values()}
    assert asked(link(rows, said("m0", "m4", PairAnswer.SAME)), "bridge", "sparse") == []
