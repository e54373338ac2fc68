"""Birth dates, homes and names as clerks get them wrong: one child all the same, where the rest agrees, and two where it does not.

No number is in common anywhere: what joins these pairs is likeness alone.
"""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.uniqueness.rules import list_rules_on
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
NAMES = {"forename": "Lena", "surname": "Ashdown"}
HOME = {"address": "Flat 2, 4 Alder Road", "postcode": "ZZ1 1AA"}
LENA: Row = {**NAMES, **HOME, "birth_date": dt.date(2009, 4, 3), "sex": "F"}
WITHOUT_NAMES: Row = {name: value for name, value in LENA.items() if name not in NAMES}
BARE: Row = {name: value for name, value in LENA.items() if name not in HOME}

ONE_CHILD = [
    # Dates.
    ("day and month exchanged", LENA, {"birth_date": dt.date(2009, 3, 4)}),
    ("a day out", LENA, {"birth_date": dt.date(2009, 4, 4)}),
    ("a day out at the end of a month", LENA | {"birth_date": dt.date(2016, 5, 1)}, {"birth_date": dt.date(2016, 4, 30)}),
    ("another day of the month", LENA, {"birth_date": dt.date(2009, 4, 27)}),
    ("a month out", LENA, {"birth_date": dt.date(2009, 5, 3)}),
    ("a year out", LENA, {"birth_date": dt.date(2008, 4, 3)}),
    ("ten years out", LENA, {"birth_date": dt.date(1999, 4, 3)}),
    # Homes.
    ("the flat behind", LENA, {"address": "4 Alder Rd, Flat 2", "birth_date": dt.date(2009, 3, 4)}),
    ("apartment for flat", LENA, {"address": "Apartment 2, 4 Alder Road", "birth_date": dt.date(2009, 3, 4)}),
    ("without its postcode", LENA, {"postcode": "", "birth_date": dt.date(2009, 3, 4)}),
    ("a postcode without its gap", LENA, {"postcode": "zz11aa", "birth_date": dt.date(2009, 3, 4)}),
    ("moved to another town", LENA, {"address": "9 Birch Lane", "postcode": "ZZ7 7BB"}),
    # Names.
    ("a letter of the surname wrong", LENA, {"surname": "Ashdwon"}),
    ("a nickname", LENA | {"forename": "Katherine"}, {"forename": "Kate"}),
    ("known as", LENA | {"forename": "Precious", "other_names": ["Lena"]}, {"forename": "Lena"}),
    ("one surname in one cell, spelled two ways",
     WITHOUT_NAMES | {"name_as_written": "Lena Smith"}, {"name_as_written": "Lena Smyth"}),
    ("a surname's initial", LENA, {"surname": "A"}),
    ("an alias with another surname", LENA, {"surname": "Calder", "other_names": ["Lena Ashdown"]}),
    ("forename and surname exchanged", LENA, {"forename": "Ashdown", "surname": "Lena"}),
    ("a double surname", LENA, {"surname": "Calder-Ashdown"}),
    ("an initial at one home", LENA, {"forename": "L"}),
    ("an initial and a surname in one cell", LENA, {"forename": "", "surname": "", "name_as_written": "L. Ashdown"}),
    ("a surname and an initial in one cell", LENA, {"forename": "", "surname": "", "name_as_written": "Ashdown L"}),
    ("a title and a middle name", LENA, {"forename": "Miss Lena Mary"}),
    ("a mononym at one home", WITHOUT_NAMES | {"name_as_written": "Hawa"}, {"name_as_written": "Hawa"}),
]  # fmt: skip
TWO = [
    ("thirty years out", LENA, {"birth_date": dt.date(1979, 4, 3)}),
    (
        "twins born about midnight",
        LENA | {"birth_date": dt.date(2016, 5, 1), "forename": "Samir"},
        {"birth_date": dt.date(2016, 4, 30), "forename": "Samira"},
    ),
    ("pseudonyms of twins", LENA | {"forename": "Twin 1"}, {"forename": "Twin 2"}),
    ("codes of twins", LENA | {"forename": "Subject A2"}, {"forename": "Subject B2"}),
    ("codes in one cell", WITHOUT_NAMES | {"name_as_written": "R2D2 Ashdown"}, {"name_as_written": "R3D3 Ashdown"}),
    ("another name, at the same home", LENA, {"forename": "Tobias"}),
]


def link(one: Row, change: Row) -> tuple[DuckDBEngine, int]:
    engine = DuckDBEngine()
    rows = [one | {"mention_id": "a", "agency": "school"}, one | change | {"mention_id": "b", "agency": "health"}]
    engine.write(MENTION, make_mentions(rows))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET).persons


def persons(one: Row, change: Row) -> int:
    return link(one, change)[1]


@pytest.mark.parametrize(("one", "change"), [pytest.param(*row[1:], id=row[0]) for row in ONE_CHILD])
def test_one_child(one: Row, change: Row) -> None:
    assert persons(one, change) == 1


@pytest.mark.parametrize(("one", "change"), [pytest.param(*row[1:], id=row[0]) for row in TWO])
def test_two_until_somebody_says(one: Row, change: Row) -> None:
    assert persons(one, change) == 2


def test_another_flat_of_the_house_is_another_home() -> None:
    def weigh(address: str) -> float:
        engine, _ = link(LENA, {"address": address})
        (weight,) = engine.query("SELECT weight FROM link")["weight"].to_pylist()
        return float(weight)

    assert weigh("4 Alder Rd, Flat 2") > weigh("Flat 3, 4 Alder Road") + 5


@pytest.mark.parametrize(
    ("written", "age", "bits"),
    [
        ("13", "birth date within the written age", 4.0),
        ("12-14", "birth date within the written age", 4.0),
        ("early teens", "birth date within the written age", 4.0),
        ("19", "birth date outside the written age", -7.0),
    ],
)
def test_a_written_age_is_a_span_that_is_weighed_and_joins_nobody(written: str, age: str, bits: float) -> None:
    seen = {"occurred_on": dt.date(2022, 9, 1)}
    by_age = {"birth_date": None, "birth_date_as_written": written, **seen}
    rows = [LENA | {"mention_id": "a"} | seen, LENA | by_age | {"mention_id": "b", "agency": "school"}]
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    off = list_rules_on(off=())
    assert resolve(engine=engine, secret=EXAMPLE_SECRET, rules_off=off).persons == 2
    (asked,) = engine.query("SELECT agrees, weight FROM question").to_pylist() or [{"agrees": "", "weight": 0.0}]
    without = make_mentions([rows[0], {**rows[1], "birth_date_as_written": ""}])
    engine = DuckDBEngine()
    engine.write(MENTION, without)
    resolve(engine=engine, secret=EXAMPLE_SECRET, rules_off=off)
    (before,) = engine.query("SELECT weight FROM question")["weight"].to_pylist()
    assert age in asked["agrees"]
    assert (asked["weight"] - before) / bits == pytest.approx(1, abs=0.2)
