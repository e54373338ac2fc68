"""People's answers to "same person?", told as small tables: what was said, and who is who in the next run."""

import datetime as dt
from typing import Any

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

BORN = dt.date(2009, 4, 3)
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
LENA = {"surname": "Ashdown", "forename": "Lena", "birth_date": BORN, **HOME}
TOBY = LENA | {"forename": "Tobias"}
TWINS = [
    {"mention_id": "lena1", "agency": "school", **LENA},
    {"mention_id": "lena2", "agency": "health", **LENA},
    {"mention_id": "toby1", "agency": "school", **TOBY},
    {"mention_id": "toby2", "agency": "health", **TOBY},
]
LENAS, TOBIES = frozenset({"lena1", "lena2"}), frozenset({"toby1", "toby2"})


def link(rows: list[dict[str, Any]], *judgements: Judgement) -> tuple[DuckDBEngine, LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements)


def said(a: str, b: str, answer: PairAnswer, *, sequence: int = 1, by: str = "mara") -> Judgement:
    return Judgement(sequence, min(a, b), max(a, b), answer, by, dt.date(2026, 5, 3))


def people(engine: DuckDBEngine) -> set[frozenset[str]]:
    rows = engine.query("SELECT list(mention_id) AS ids FROM resolved WHERE person_id IS NOT NULL GROUP BY person_id")
    return {frozenset(ids) for ids in rows["ids"].to_pylist()}


def became(engine: DuckDBEngine) -> dict[int, str]:
    rows = engine.query("SELECT sequence, became FROM judgement").to_pylist()
    return {row["sequence"]: row["became"] for row in rows}


def test_the_same_brings_two_whole_people_together_though_a_rule_keeps_them_apart() -> None:
    before, _ = link(TWINS)
    after, report = link(TWINS, said("lena2", "toby1", PairAnswer.SAME))
    assert people(before) == {LENAS, TOBIES}
    assert people(after) == {LENAS | TOBIES}
    assert report.judgements == {"joined": 1}
    links = after.query("SELECT * FROM link WHERE decided_by = 'person'").to_pylist()
    assert [(row["mention_id_a"], row["mention_id_b"]) for row in links] == [("lena2", "toby1")]
    assert (links[0]["rule_id"], links[0]["weight"]) == ("person", None)
    assert links[0]["reason"] == "mara said “the same person” on 3 May 2026"


def test_not_the_same_keeps_all_of_the_one_from_all_of_the_other() -> None:
    rows = [
        {"mention_id": "a", "agency": "school", **LENA},
        {"mention_id": "b", "agency": "health", **LENA, "nhs_number": "9990000018"},
        {"mention_id": "c", "agency": "police", **LENA, "nhs_number": "9990000018"},
    ]
    before, _ = link(rows)
    after, report = link(rows, said("a", "c", PairAnswer.NOT_SAME))
    assert people(before) == {frozenset("abc")}
    assert people(after) == {frozenset("a"), frozenset("bc")}
    assert report.judgements == {"apart": 1}


def test_not_the_same_holds_between_two_with_the_very_same_details() -> None:
    rows = [{"mention_id": one, "agency": "school", **LENA} for one in "abc"]
    before, _ = link(rows)
    after, _ = link(rows, said("a", "b", PairAnswer.NOT_SAME))
    assert people(before) == {frozenset("abc")}
    assert {frozenset("b")} < people(after)


def test_cannot_tell_changes_nobody() -> None:
    after, report = link(TWINS, said("lena1", "toby1", PairAnswer.CANNOT_TELL))
    assert people(after) == {LENAS, TOBIES}
    assert report.judgements == {"asked_again": 1}


def test_a_contradiction_through_a_chain_makes_none_of_the_ties_on_the_way() -> None:
    rows = [
        {"mention_id": one, "agency": "school", **LENA, "forename": name}
        for one, name in (("a", "Lena"), ("b", "Tobias"), ("c", "Priya"), ("d", "Omar"))
    ]
    same = (said("a", "b", PairAnswer.SAME, sequence=1), said("b", "c", PairAnswer.SAME, sequence=2, by="jo"),
            said("c", "d", PairAnswer.SAME, sequence=3))  # fmt: skip
    engine, report = link(rows, *same, said("a", "c", PairAnswer.NOT_SAME, sequence=4, by="ife"))
    assert people(engine) == {frozenset("a"), frozenset("b"), frozenset("cd")}
    assert became(engine) == {1: "conflict", 2: "conflict", 3: "joined", 4: "apart"}
    assert report.judgements == {"apart": 1, "conflict": 2, "joined": 1}


def test_an_answer_against_two_nhs_numbers_of_others_is_a_conflict() -> None:
    rows = [
        {"mention_id": "a", "agency": "school", **LENA},
        {"mention_id": "a2", "agency": "health", **LENA, "nhs_number": "9990000018"},
        {"mention_id": "b", "agency": "school", **TOBY},
        {"mention_id": "b2", "agency": "health", **TOBY, "nhs_number": "9990000026"},
    ]
    before, _ = link(rows)
    engine, _ = link(rows, said("a", "b", PairAnswer.SAME))
    assert people(before) == {frozenset({"a", "a2"}), frozenset({"b", "b2"})} == people(engine)
    assert became(engine) == {1: "conflict"}


def test_what_is_sealed_or_gone_is_not_followed() -> None:
    rows = [TWINS[0], TWINS[2] | {"markings": ["SEALED IDENTITY"]}]
    engine, report = link(
        rows, said("lena1", "toby1", PairAnswer.SAME), said("lena1", "nobody", PairAnswer.SAME, sequence=2)
    )
    assert people(engine) == {frozenset({"lena1"}), frozenset({"toby1"})}
    assert report.judgements == {"not_here": 1, "sealed": 1}


def test_undoing_gives_back_the_earlier_people_and_ids() -> None:
    ids = "SELECT mention_id, person_id FROM resolved ORDER BY mention_id"
    before, _ = link(TWINS)
    answered, _ = link(TWINS, said("lena1", "toby1", PairAnswer.SAME))
    undone, _ = link(TWINS)
    assert answered.query(ids) != before.query(ids)
    assert undone.query(ids) == before.query(ids)


def test_what_is_joined_already_is_explained_by_who_said_so_and_once() -> None:
    rows = [{"mention_id": one, "agency": "school", **LENA} for one in "ab"]
    engine, _ = link(rows, said("a", "b", PairAnswer.SAME))
    assert engine.query("SELECT decided_by FROM link").to_pylist() == [{"decided_by": "person"}]
