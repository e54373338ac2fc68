"""A record without a forename or without a birth date: asked where it resembles somebody, with joins by uniqueness off."""

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
BORN = dt.date(2009, 4, 3)
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
NAMES = {"surname": "Ashdown", "forename": "Lena"}
LENA = {"mention_id": "lena", "agency": "health", **NAMES, "birth_date": BORN, **HOME}
ELM = {"agency": "school", "organisation": "Elm School"}
PHONE = {"phone": "07700 900123"}


def little(**cells: Any) -> Row:
    return {"mention_id": "little", "agency": "police", **cells}


def link(rows: list[Row], *judgements: Judgement) -> tuple[list[set[str]], list[Row]]:
    """The people with more than one mention, and the questions."""
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    resolve(engine=engine, secret=EXAMPLE_SECRET, judgements=judgements, rules_off=list_rules_on(off=()))
    groups = engine.query("SELECT list(mention_id) AS ids FROM resolved GROUP BY person_id HAVING count(*) > 1")
    return [set(ids) for ids in groups["ids"].to_pylist()], engine.query(
        "SELECT * FROM question WHERE rule_id <> 'name_alone'"
    ).to_pylist()


@pytest.mark.parametrize(
    ("rule", "record", "known"),
    [
        ("no_birth_date", little(**NAMES, **HOME), LENA),
        ("no_birth_date", little(**NAMES, address="4 Alder Road"), LENA),
        ("no_birth_date", little(**NAMES, **PHONE), LENA | PHONE),
        ("no_birth_date", little(**NAMES, **ELM), LENA | ELM),
        ("no_birth_date", little(**NAMES, **HOME, birth_date=dt.date(1900, 1, 1)), LENA),
        ("no_forename", little(surname="Ashdown", birth_date=BORN, **HOME), LENA),
        ("no_forename", little(surname="Ashdown", birth_date=BORN), LENA),
        ("no_forename", little(surname="Ashdown", forename="Unknown", birth_date=BORN, **HOME), LENA),
    ],
    ids=["home", "no postcode", "telephone", "school", "placeholder date", "home, no forename", "no forename", "placeholder"],
)  # fmt: skip
def test_it_is_asked_and_not_joined(rule: str, record: Row, known: Row) -> None:
    people, questions = link([known, record])
    assert people == []
    (question,) = questions
    assert (question["mention_id_a"], question["mention_id_b"], question["rule_id"]) == ("lena", "little", rule)
    assert question["hangs_on"] == 1 and "Ashdown" not in question["says"]


KATE = {**NAMES, "forename": "Katherine"}


@pytest.mark.parametrize("place", [HOME, {"address": "4 Alder Road"}, PHONE], ids=["home", "no postcode", "telephone"])
@pytest.mark.parametrize(
    ("record", "forename"),
    [
        ({**NAMES, "forename": "Kate"}, "Katherine"),
        ({**NAMES, "forename": "Bill"}, "William"),
        ({**NAMES, "forename": "Katherien"}, "Katherine"),
    ],
    ids=["a short form", "another first letter", "a slip of the pen"],
)
def test_of_one_name_written_in_two_ways_it_is_asked(record: Row, forename: str, place: Row) -> None:
    people, (question,) = link([LENA | PHONE | {"forename": forename}, little(**record, **place)])
    assert people == [] and question["rule_id"] == "no_birth_date"
    assert (question["mention_id_a"], question["mention_id_b"]) == ("lena", "little")


@pytest.mark.parametrize("place", [HOME, PHONE], ids=["home", "telephone"])
def test_of_two_spellings_of_a_surname_it_is_asked(place: Row) -> None:
    _, (question,) = link([LENA | PHONE, little(surname="Ashdowne", forename="Lena", **place)])
    assert question["rule_id"] == "no_birth_date"


def test_an_initial_at_the_home_is_asked_and_brothers_and_sisters_are_not() -> None:
    family = [LENA | {"mention_id": name, "forename": name, "birth_date": dt.date(2000 + at, 4, 3)} for at, name in
              enumerate(("Lena", "Omar", "Tobias", "Holly"))]  # fmt: skip
    _, (question,) = link([*family, little(surname="Ashdown", forename="O", **HOME)])
    assert (question["mention_id_a"], question["mention_id_b"]) == ("Omar", "little")
    assert link([*family, little(surname="Ashdown", forename="Ivy", **HOME)])[1] == []


def test_where_more_of_the_surname_live_than_that_nobody_is_asked() -> None:
    names = ("Katherine", "Omar", "Tobias", "Holly", "Ivy", "Rhys", "Zofia", "Gemma", "Idris")
    family = [LENA | {"mention_id": name, "forename": name, "birth_date": dt.date(2000 + at, at + 1, 3 * at + 1)}
              for at, name in enumerate(names)]  # fmt: skip
    asked = [one for one in link([*family, little(**KATE | {"forename": "Kate"}, **HOME)])[1]
             if "little" in (one["mention_id_a"], one["mention_id_b"])]  # fmt: skip
    assert asked == []


@pytest.mark.parametrize(
    "record",
    [
        little(surname="Ashdown", **HOME),
        little(forename="Lena", **HOME),
        little(**NAMES),
        little(**NAMES, address="9 Birch Lane", postcode="ZZ7 7BB"),
        little(**NAMES, agency="school", organisation="Birch School"),
        little(surname="Calder", birth_date=BORN),
        little(**NAMES, **HOME, occurred_on=dt.date(2001, 1, 1)),
        little(**NAMES, **HOME, markings=["SEALED IDENTITY"]),
    ],
    ids=["a family", "a first name at a home", "a name that is not rare", "another home", "another school", "another surname",
         "seen before birth", "sealed"],
)  # fmt: skip
def test_it_is_not_asked(record: Row) -> None:
    assert link([LENA | ELM, record]) == ([], [])


def test_of_a_number_it_is_joined_and_no_longer_asked() -> None:
    number = {"nhs_number": "9990000018"}
    assert link([LENA | number, little(**NAMES, **HOME, **number)]) == ([{"lena", "little"}], [])


def test_two_nhs_numbers_are_never_asked() -> None:
    assert link([LENA | {"nhs_number": "9990000018"}, little(**NAMES, **HOME, nhs_number="9990000026")]) == ([], [])


def test_without_a_forename_both_twins_are_asked_and_of_three_nobody_could_tell() -> None:
    twins = [LENA | {"mention_id": f"twin{n}", "forename": name} for n, name in enumerate(("Lena", "Tobias", "Omar"))]
    record = little(surname="Ashdown", birth_date=BORN, **HOME)
    for count, expected in ((2, 2), (3, 0)):
        _, questions = link([*twins[:count], record])
        assert len([one for one in questions if one["rule_id"] == "no_forename"]) == expected


def test_of_two_children_of_one_name_at_a_school_one_is_asked() -> None:
    other = LENA | ELM | {"mention_id": "other", "birth_date": dt.date(2011, 9, 20), "address": "9 Birch Lane", "postcode": "ZZ7 7BB"}  # fmt: skip
    people, (question,) = link([LENA | ELM, other, little(**NAMES, **ELM)])
    assert people == [] and question["rule_id"] == "name_not_contradicted"
    assert "little" in (question["mention_id_a"], question["mention_id_b"])


def test_a_home_that_is_protected_is_no_reason_shown() -> None:
    _, (question,) = link([LENA, little(**NAMES, **HOME, markings=["PROTECTED ADDRESS"])])
    assert "home" not in question["agrees"] + question["says"] and "postcode" not in question["agrees"]


def test_answers_hold_for_them_too() -> None:
    rows = [LENA, little(**NAMES, **HOME)]

    def said(answer: PairAnswer) -> Judgement:
        return Judgement(1, "lena", "little", answer, "mara", dt.date(2026, 5, 3))

    assert link(rows, said(PairAnswer.SAME)) == ([{"lena", "little"}], [])
    assert link(rows, said(PairAnswer.NOT_SAME)) == ([], [])
    people, (question,) = link(rows, said(PairAnswer.CANNOT_TELL))
    assert people == [] and question["answered"]
