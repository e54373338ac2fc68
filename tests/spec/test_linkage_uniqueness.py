"""Who is sure because nobody else could be meant, and who is asked although much agrees."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
NAMES = {"surname": "Ashdown", "forename": "Lena"}
LENA = {"mention_id": "lena", "agency": "health", **NAMES, "birth_date": dt.date(2009, 4, 3), **HOME}
BARE = {"mention_id": "bare", "agency": "youth_service", **NAMES, **HOME}
IDA = {"agency": "health", "surname": "Birch", "forename": "Ida", "birth_date": dt.date(2012, 3, 27)}


def link(
    rows: list[Row], *, off: tuple[str, ...] = (), judgements: tuple[Judgement, ...] = ()
) -> tuple[DuckDBEngine, LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET, rules_off=off, judgements=judgements)


def are_one(engine: DuckDBEngine, a: str, b: str) -> bool:
    sql = f"SELECT count(DISTINCT person_id) AS n FROM resolved WHERE mention_id IN ('{a}', '{b}')"
    return bool(engine.query(sql)["n"][0].as_py() == 1)


def questions(engine: DuckDBEngine) -> dict[frozenset[str], str]:
    asked = engine.query("SELECT mention_id_a, mention_id_b, rule_id FROM question").to_pylist()
    return {frozenset((one["mention_id_a"], one["mention_id_b"])): one["rule_id"] for one in asked}


def test_the_reason_says_that_nobody_else_has_the_name_and_what_agrees() -> None:
    engine, report = link([LENA, BARE])
    (made,) = engine.query("SELECT rule_id, decided_by, weight, reason FROM link").to_pylist()
    assert report.links_by_rule == {"unique_name_and_address": 1}
    assert (made["rule_id"], made["decided_by"], made["weight"]) == ("unique_name_and_address", "rule", None)
    assert made["reason"].startswith("no one else has this full name; a place is on records of both; ")
    assert "ashdown" not in made["reason"].lower()


def test_a_rule_that_is_off_joins_nobody_and_its_pairs_are_asked() -> None:
    engine, report = link([LENA, BARE], off=("unique_name_and_address",))
    assert not are_one(engine, "lena", "bare") and report.links_by_rule == {}
    assert set(questions(engine)) == {frozenset(("lena", "bare"))}


@pytest.mark.parametrize(
    "more",
    [
        {"sex": "M"},
        {"birth_date_as_written": "41", "occurred_on": dt.date(2024, 6, 1)},
        {"occurred_on": dt.date(2001, 6, 1)},
        {"forename": "Lena Rose"},
        {"nhs_number": "9990000026"},
        {"slot": "accompanied_by", "occurred_on": dt.date(2024, 6, 1)},
    ],
    ids=[
        "another sex",
        "another age",
        "seen before birth",
        "another further forename",
        "another NHS number",
        "an adult",
    ],
)
def test_what_contradicts_keeps_it_apart(more: Row) -> None:
    known = LENA | {"sex": "F", "forename": "Lena Mary", "nhs_number": "9990000018"}
    engine, _ = link([known, BARE | more, IDA | {"mention_id": "ida", "record_id": "record-bare"}])
    assert not are_one(engine, "lena", "bare")


def test_an_answer_stands_above_the_rule_and_undoes_it() -> None:
    def said(answer: PairAnswer) -> tuple[Judgement, ...]:
        return (Judgement(1, "bare", "lena", answer, "mara", dt.date(2026, 5, 3)),)

    assert not are_one(link([LENA, BARE], judgements=said(PairAnswer.NOT_SAME))[0], "lena", "bare")
    doubted, _ = link([LENA, BARE], judgements=said(PairAnswer.CANNOT_TELL))
    assert not are_one(doubted, "lena", "bare") and set(questions(doubted)) == {frozenset(("lena", "bare"))}


def test_a_restricted_naming_joins_nobody() -> None:
    engine, _ = link([LENA, BARE | {"restricted": True}])
    assert not are_one(engine, "lena", "bare")


def test_a_short_form_that_both_twins_may_bear_is_of_neither() -> None:
    twins = [
        LENA | {"mention_id": "one", "forename": "Catrin", "nhs_number": "9990000018"},
        LENA | {"mention_id": "other", "forename": "Catriona", "nhs_number": "9990000026"},
    ]
    engine, report = link([*twins, LENA | {"mention_id": "cat", "agency": "police", "forename": "Cat"}])
    assert not are_one(engine, "one", "cat") and not are_one(engine, "other", "cat")
    assert report.left_apart["between_two_people"] == 2
    assert "between_two_people" in questions(engine).values()


def test_one_name_alone_is_asked_and_never_joined() -> None:
    bare = {"mention_id": "bare", "agency": "youth_service", **NAMES}
    engine, _ = link([LENA, bare])
    assert not are_one(engine, "lena", "bare") and questions(engine) == {frozenset(("lena", "bare")): "name_alone"}
    other = LENA | {"mention_id": "other", "birth_date": dt.date(2001, 1, 9), "address": "", "postcode": ""}
    assert questions(link([LENA, other, bare])[0]) == {}, "nobody could tell which of two"


def test_one_name_one_age_and_one_busy_place_is_asked() -> None:
    def at_club(name: str, **cells: Any) -> list[Row]:
        row = {
            "row_id": name,
            "record_id": f"record-{name}",
            "occurred_on": dt.date(2024, 6, 1),
            "agency": "youth_service",
        }
        club = {
            "entity_kind": "place",
            "slot": "place",
            "value_as_written": "Elm Youth Club",
            "address": "Elm Youth Club",
        }
        return [row | {"mention_id": name} | cells, row | {"mention_id": f"{name}-club"} | club]

    many = [at_club(f"o{n}", name_as_written=f"Tam Quil{chr(97 + n // 9)}{chr(97 + n % 9)}") for n in range(40)]
    by_age = at_club("a", **NAMES, birth_date_as_written="15")
    known = [at_club(f"k{n}", **NAMES, birth_date=dt.date(2009, 1 + n, 2)) for n in range(5)]
    asked = questions(link([row for rows in (*many, by_age, *known) for row in rows])[0])
    assert any("a" in pair for pair in asked)


def test_a_written_age_is_a_window_of_birth_years_in_which_records_meet() -> None:
    aged = {"mention_id": "aged", "agency": "youth_service", "surname": "Ashdown", "forename": "Lenka", "phone": "",
            "postcode": "ZZ1 1AA", "birth_date_as_written": "15", "occurred_on": dt.date(2024, 6, 1)}  # fmt: skip
    assert link([LENA | {"forename": "Lenna"}, aged])[1].pairs_scored == 1
    assert link([LENA | {"forename": "Lenna"}, aged | {"birth_date_as_written": "35"}])[1].pairs_scored == 0


def test_a_name_of_too_many_people_is_left_out_and_the_run_says_so() -> None:
    rows = [
        LENA
        | {
            "mention_id": f"l{n}",
            "birth_date": dt.date(1960, 1, 1) + dt.timedelta(days=97 * n),
            "address": "",
            "postcode": "",
        }
        for n in range(201)
    ]
    _, report = link(rows)
    assert (report.names_capped, report.name_pairs_not_compared) == (1, 201 * 200 // 2)
    assert link(rows[:5])[1].names_capped == 0


def test_a_block_that_is_too_large_says_how_many_pairs_it_holds() -> None:
    rows = [
        LENA
        | {
            "mention_id": f"l{n}",
            "forename": f"Ta{chr(97 + n // 26)}{chr(97 + n % 26)}",
            "surname": f"Quil{n % 7 * 'a'}",
        }
        for n in range(101)
    ]
    report = link(rows)[1]
    assert report.pairs_not_compared["postcode_and_birth_year"] == 101 * 100 // 2


def test_switches_leave_the_order_of_the_others() -> None:
    every = list_rules_on(off=())
    assert list_rules_on(off=every) == () and list_rules_on(off=every[:2]) == every[2:]
