"""People of one whole name with something else in common: asked where the rules that join by uniqueness are off."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
SEEN = dt.date(2024, 6, 1)


def row(name: str, *things: Row, subject: str = "", family: str = "Dunmore", day: int = 1, **cells: Any) -> list[Row]:
    """One row of an export: a child, somebody named beside her, and the things in it."""
    at = {"row_id": name, "record_id": f"record-{name}", "occurred_on": dt.date(2024, 6, day), "batch": 1}
    girl = {"mention_id": f"{name}-child", "slot": "subject", "local_id": subject, "forename": subject,
            "surname": family, "birth_date": dt.date(2010, 3, 27)}  # fmt: skip
    adult = {"mention_id": name, "slot": "found_with", "name_as_written": "Jay Coleman"}
    rows = [adult | cells | at] + [
        {"mention_id": f"{name}-{number}", **thing, **at} for number, thing in enumerate(things)
    ]
    return rows + ([girl | at] if subject else [])


def place(address: str, **cells: Any) -> Row:
    return {"entity_kind": "place", "slot": "place", "value_as_written": address, "address": address, **cells}


def car(mark: str) -> Row:
    return {"entity_kind": "vehicle", "slot": "vehicle", "value_as_written": mark}


def phone(number: str) -> Row:
    return {"entity_kind": "phone", "slot": "phone", "value_as_written": number}


HOUSE = place("11 Quarry Rise", postcode="ZZ4 4DD")


def ask(
    *rows: list[Row], judgements: tuple[Judgement, ...] = (), off: tuple[str, ...] = list_rules_on(off=())
) -> tuple[int, dict[frozenset[str], Row]]:
    """How many people the mentions of Jay Coleman are, and the questions by their two mentions."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(one for some in rows for one in some))
    resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements, rules_off=off)
    people = engine.query("""SELECT count(DISTINCT person_id) AS n FROM resolved JOIN mention USING (mention_id)
        WHERE entity_kind = 'person' AND slot <> 'subject'""")
    asked = engine.query("SELECT * FROM question WHERE rule_id <> 'name_alone'").to_pylist()
    return people["n"][0].as_py(), {frozenset((one["mention_id_a"], one["mention_id_b"])): one for one in asked}


def only(questions: dict[frozenset[str], Row]) -> str:
    ((pair, question),) = questions.items()
    assert pair == {"a", "b"} and question["agrees"] and question["weight"] is None
    assert "coleman" not in (question["says"] + question["agrees"]).lower()
    return str(question["rule_id"])


@pytest.mark.parametrize(
    ("rule", "one", "other"),
    [
        ("name_and_address", row("a", HOUSE, subject="Ida"), row("b", HOUSE, subject="Una", day=9)),
        ("name_and_address", row("a", HOUSE, subject="Ida"), row("b", HOUSE, name_as_written="Coleman, Jay")),
        ("name_and_address", row("a", HOUSE), row("b", HOUSE, name_as_written="Jay Coleman (27)")),
        ("name_and_address", row("a", HOUSE), row("b", HOUSE, birth_date=dt.date(1996, 5, 2))),
        ("name_and_address", row("a", address="11 Quarry Rise"), row("b", address="11 Quarry Rise")),
        ("name_and_vehicle", row("a", car("ZZ19 ABC")), row("b", car("ZZ19ABC"))),
        ("name_and_phone", row("a", phone("07700 900123")), row("b", phone("+44 7700 900123"))),
        ("name_and_child", row("a", subject="Ida"), row("b", subject="Ida", day=20)),
        ("name_and_age", row("a", birth_date_as_written="27"), row("b", birth_date=dt.date(1996, 5, 2))),
        ("name_and_age", row("a", name_as_written="Jay Coleman, late 20s"), row("b", birth_date=dt.date(1996, 5, 2))),
        ("name_and_age", row("a", birth_date_as_written="27"), row("b", birth_date_as_written="approx 25")),
        ("name_and_age", row("a", birth_date_as_written="c. 1996"), row("b", birth_date_as_written="27-28")),
    ],
)  # fmt: skip
def test_they_are_asked_and_not_joined(rule: str, one: list[Row], other: list[Row]) -> None:
    people, questions = ask(one, other)
    assert people == 2
    assert only(questions) == rule


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (row("a", HOUSE), row("b", HOUSE, name_as_written="Jay Colman")),
        (row("a", HOUSE), row("b", place("7 Lime Court", postcode="ZZ4 4DD"))),
        (row("a", HOUSE, name_as_written="older male"), row("b", HOUSE, name_as_written="older male")),
        (row("a", HOUSE, name_as_written="Jay"), row("b", HOUSE, name_as_written="Jay")),
        (row("a", HOUSE, markings=["SEALED IDENTITY"]), row("b", HOUSE)),
        (row("a", HOUSE, birth_date=dt.date(1970, 5, 2)), row("b", HOUSE, birth_date_as_written="15")),
        (row("a", HOUSE, nhs_number="9990000018"), row("b", HOUSE, nhs_number="9990000026")),
        (row("a", HOUSE), row("b", HOUSE, birth_date=dt.date(2025, 9, 9), occurred_on=None)),
        (row("a", birth_date_as_written="27"), row("b", birth_date=dt.date(1980, 5, 2))),
        (row("a", birth_date_as_written="27"), row("b")),
        (row("a", car("LD14 K?B")), row("b", car("LD14 K?B"))),
    ],
    ids=["another name", "another house", "a description", "a first name", "sealed", "a generation apart", "two NHS numbers",
         "before the birth", "the age does not agree", "one age alone", "a part of a registration"],
)  # fmt: skip
def test_they_are_not_asked(one: list[Row], other: list[Row]) -> None:
    assert ask(one, other)[1] == {}


def test_a_surname_that_is_a_word_too_is_a_name_behind_a_forename() -> None:
    """It is asked about. No rule of uniqueness joins by it: "Mia cousins" may be cousins of Mia's."""
    for written, asked in (
        ("Sophie Ward", 1),
        ("Jay Cousins", 1),
        ("Amy Foster", 1),
        ("Amy Senior", 1),
        ("Amy child", 0),
        ("Smith Baby", 0),
        ("Baby Smith", 0),
        ("Young man", 0),
        ("older White", 0),
        ("Mia mum", 0),
    ):
        people, questions = ask(
            row("a", HOUSE, name_as_written=written), row("b", HOUSE, name_as_written=written), off=()
        )
        assert (people, len(questions)) == (2, asked), written


@pytest.mark.parametrize(
    ("forename", "surname", "is_name"),
    [("Amy", "Foster", True), ("Wai", "Man", True), ("Zedekiah", "Friend", True), ("Older", "White", False),
     ("Unknown", "Friend", False), ("Asian", "Man", False), ("Mia", "Mum", False),
     ("Man", "Chan", True), ("Man Yee", "Chan", True), ("Young Hee", "Park", True), ("Son", "Nguyen", True),
     ("Man", "White", False), ("Young", "Person", False), ("Amy", "Senior", True), ("Amy", "Child", True),
     ("Amy", "Baby", True), ("Baby", "Smith", False), ("Smith", "Baby", False), ("Foster", "Child", False)],
)  # fmt: skip
def test_in_a_cell_for_surnames_such_a_word_is_a_surname(forename: str, surname: str, is_name: bool) -> None:
    """It is asked about, whether or not the forename is listed, and a rule of uniqueness may join by it."""
    cells = {"name_as_written": f"{forename} {surname}", "forename": forename, "surname": surname}
    assert len(ask(row("a", HOUSE, **cells), row("b", HOUSE, **cells))[1]) == is_name
    girl = {"birth_date": dt.date(2010, 3, 27), "agency": "health"}
    pupil = {"birth_date_as_written": "14", "agency": "school"}
    people, _ = ask(row("a", HOUSE, **cells, **girl), row("b", HOUSE, **cells, **pupil), off=())
    assert people == (1 if is_name else 2)


def test_a_protected_home_connects_nobody() -> None:
    home = {"address": "11 Quarry Rise", "postcode": "ZZ4 4DD"}
    marked = row(
        "a", HOUSE | {"slot": "home", "markings": ["PROTECTED ADDRESS"]}, markings=["PROTECTED ADDRESS"], **home
    )
    assert ask(marked, row("b", HOUSE, **home))[1] == {}


def test_an_age_that_agrees_with_many_of_the_name_is_asked_of_one_of_them() -> None:
    known = [row(f"k{n}", birth_date=dt.date(1996, n + 1, 2)) for n in range(4)]
    assert [pair for pair in ask(row("a", birth_date_as_written="27"), *known[:3])[1] if "a" in pair]
    (rule,) = (
        one["rule_id"] for pair, one in ask(row("a", birth_date_as_written="27"), *known)[1].items() if "a" in pair
    )
    assert rule == "name_not_contradicted", "the next is asked once this one is answered"


def test_a_place_of_many_people_connects_nobody() -> None:
    others = [row(f"o{n}", HOUSE, name_as_written=f"Tam Quil{chr(97 + n)}") for n in range(26)]
    assert len(ask(row("a", HOUSE), row("b", HOUSE), *others)[1]) == 1
    more = [row(f"p{n}", HOUSE, name_as_written=f"Pip Quil{chr(97 + n)}") for n in range(5)]
    assert ask(row("a", HOUSE), row("b", HOUSE), *others, *more)[1] == {}


def test_a_home_without_a_postcode_connects_where_few_people_of_open_records_live() -> None:
    home = {"address": "11 Quarry Rise"}
    two = [row(name, **home) for name in "ab"]

    def others(number: int, **more: Any) -> list[list[Row]]:
        return [row(f"o{n}", name_as_written=f"Tam Quil{chr(97 + n)}", **home, **more) for n in range(number)]

    (rule,) = (one["rule_id"] for one in ask(*two, *others(24))[1].values())
    assert rule == "name_and_address"
    assert (
        ask(*two, *others(24), *(row(f"p{n}", name_as_written=f"Pip Quil{chr(97 + n)}", **home) for n in range(5)))[1]
        == {}
    )
    assert len(ask(*two, *others(26, restricted=True))[1]) == 1, "an open question depends on no restricted record"
    marked = row("a", markings=["PROTECTED ADDRESS"], **home)
    assert ask(marked, two[1])[1] == {}


def test_a_clear_name_and_a_home_without_a_postcode_are_one_person() -> None:
    home = {"address": "11 Quarry Rise"}
    dated = row("b", birth_date=dt.date(1996, 5, 2), **home)
    came = {"slot": "accompanied_by"}
    assert ask(row("a", **came, **home), dated, off=())[0] == 1
    assert ask(row("a", **came, address="12 Quarry Rise"), dated, off=())[0] == 2
    people, questions = ask(row("a", **home), dated, off=())
    assert people == 2 and set(questions) == {frozenset("ab")}, "found there, he may be a father or a son"


def test_one_person_in_many_pieces_is_asked_about_once_a_piece() -> None:
    pieces = [row(name, HOUSE, subject=f"Ida{name}") for name in "abcdefg"]
    people, every = ask(*pieces)
    questions = [pair for pair in every if pair <= set("abcdefg")]
    assert (people, len(questions)) == (7, 6)
    reached = {"a"}
    for _ in pieces:
        reached |= {one for pair in questions if pair & reached for one in pair}
    assert reached == set("abcdefg")


def test_an_open_question_hangs_on_no_restricted_record() -> None:
    hidden = row("c", HOUSE, restricted=True)
    with_it, without = ask(row("a", HOUSE), row("b", HOUSE), hidden)[1], ask(row("a", HOUSE), row("b", HOUSE))[1]
    assert [one for one in with_it if "c" not in one] == list(without) and len(with_it) == 2


def test_answers_hold_and_what_is_parted_is_asked_about_through_the_third() -> None:
    def said(a: str, b: str, answer: PairAnswer) -> Judgement:
        return Judgement(1, a, b, answer, "mara", dt.date(2026, 5, 3))

    three = [row(name, HOUSE) for name in "abc"]
    assert ask(*three[:2], judgements=(said("a", "b", PairAnswer.SAME),)) == (1, {})
    assert ask(*three[:2], judgements=(said("a", "b", PairAnswer.NOT_SAME),))[1] == {}
    doubted = ask(*three[:2], judgements=(said("a", "b", PairAnswer.CANNOT_TELL),))[1]
    assert doubted[frozenset("ab")]["answered"]
    assert set(ask(*three, judgements=(said("a", "b", PairAnswer.NOT_SAME),))[1]) == {frozenset("ac"), frozenset("bc")}


def test_a_childs_own_family_is_one_question_for_each_naming_more() -> None:
    mother = {"name_as_written": "Ruth Dunmore", "slot": "accompanied_by"}
    visits = [row(name, HOUSE | {"slot": "home"}, subject="Ida", **mother) for name in "ab"]
    assert len(ask(*visits)[1]) == 1, "the mother, at each visit to a clinic"
    police = row("c", HOUSE | {"slot": "home"}, name_as_written="Ruth Dunmore", slot="nominal")
    assert len(ask(*visits, police)[1]) == 2, "once beside the police's record of her"
    friend = {"name_as_written": "Jay Coleman", "slot": "accompanied_by"}
    assert len(ask(*(row(name, HOUSE, subject="Ida", **friend) for name in "ab"))[1]) == 1, "one child, twice"
    two = [row("a", HOUSE, subject="Ida", **friend), row("b", HOUSE, subject="Una", family="Kerr", **friend)]
    assert len(ask(*two)[1]) == 1, "two children of two families who live in one house"
