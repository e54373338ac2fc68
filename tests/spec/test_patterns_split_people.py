"""People whom linking left as two: no outside adult is made of a parent, no pair of a child with itself, no row twice.

A name written otherwise makes another person here. The possible match is put as linking puts it: two mentions, asked.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.named import child, events
from support.patterned import AS_AT, read_notes, told, write_rows

from sightline import patterns
from sightline.model.schema import QUESTION
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

IDA, OLI, UMA = (("Rowe", "Ida", "01/02/2010"), ("Lamb", "Oli", "03/04/2009"), ("Peel", "Uma", "05/06/2010"))
JOAN, JOANNE = ("Rowe", "Joan", "07/08/1980"), ("Rowe", "Joanne", "07/08/1980")
RON, RONALD = ("Ashe", "Ron", "09/09/1979"), ("Ashe", "Ronald", "09/09/1979")
SHARED = [one for one in patterns.read_patterns(day=AS_AT) if one.id == "shared_adult"]
HOME = {"Home Address": "4 Fell Lane, Tarrowby", "Home Postcode": "ZX1 4CD"}
FARM = {"Home Address": "Low Farm, Tarrowby", "Home Postcode": "ZX1 7EE"}
ASKED = """
SELECT 'q' || one.mention_id || other.mention_id AS question_id, least(one.mention_id, other.mention_id) AS mention_id_a,
       greatest(one.mention_id, other.mention_id) AS mention_id_b, 'near_threshold' AS rule_id, '' AS says,
       '' AS agrees, 1.0 AS weight, 1 AS hangs_on, false AS answered
FROM (SELECT min(mention_id) AS mention_id FROM mention WHERE forename = '{0}') AS one,
     (SELECT min(mention_id) AS mention_id FROM mention WHERE forename = '{1}') AS other
"""


@pytest.fixture
def told_of(tmp_path: Path) -> Iterator[Any]:
    """Rows in, and pairs of forenames who are asked about; what was recognised out."""
    engines: dict[str, DuckDBEngine] = {}

    def make(rows: Iterable[dict[str, str]], *asked: tuple[str, str]) -> list[dict[str, Any]]:
        held = list(rows)
        engine = engines.get(str(held)) or read_notes(write_rows(held, tmp_path))
        engines[str(held)] = engine
        engine.write(QUESTION, " UNION ALL ".join(ASKED.format(*pair) for pair in asked) or "SELECT * FROM question")
        patterns.build(engine=engine, as_at=AS_AT, calendar=read_calendar(), patterns=SHARED)
        return told(engine)

    yield make
    for engine in engines.values():
        engine.close()


def nominal(number: int, who: tuple[str, str, str], role: str, **more: str) -> dict[str, str]:
    day = f"{number:02}/03/2024"
    surname, forenames, born = who
    return {"layout": "police_occurrences", "Occurrence No": f"O{number}", "From Date": day, "Reported Date": day,
            "Entered On": day, "Surname": surname, "Forenames": forenames, "DOB": born, "Role": role, **more}  # fmt: skip


def family(who: tuple[str, str, str], related: tuple[str, str, str], **more: str) -> dict[str, str]:
    return {"layout": "childrens_services_family", "Person ID": f"{who[1]}-1", "Related Surname": related[0],
            "Related Forename": related[1], "Related DOB": related[2], "Relationship": "MOTHER", **more}  # fmt: skip


def names(rows: Iterable[dict[str, Any]], pattern_id: str) -> list[list[str]]:
    return sorted(
        sorted(one[1] for one in (row["child"], row["other_child"])) for row in rows if row["pattern_id"] == pattern_id
    )


MET = [
    nominal(1, IDA, "VICTIM"), nominal(1, JOANNE, "NAMED"), nominal(2, OLI, "VICTIM"), nominal(2, JOANNE, "NAMED"),
    family(IDA, JOAN), events(child("Ida", "Rowe"), "At school."),
]  # fmt: skip


def test_somebody_who_may_be_a_parent_by_a_family_row_is_no_outside_adult_until_it_is_answered(told_of: Any) -> None:
    assert names(told_of(MET), "shared_adult") == [["Ida", "Oli"]]
    assert names(told_of(MET, ("Joan", "Joanne")), "shared_adult") == []


def test_an_adult_of_one_surname_and_home_is_none_however_long_apart_the_rows_are(told_of: Any) -> None:
    rows = [row | (HOME if row.get("Surname") == "Rowe" else {}) for row in MET[:4]]
    apart = [
        row | {"Occurrence No": "O9", "From Date": "05/03/2021", "Reported Date": "05/03/2021"}
        for row in (nominal(9, JOANNE, "WITNESS", **HOME),)
    ]
    without_home = [{**row, "Home Address": "", "Home Postcode": ""} if row["Forenames"] == "Joanne" else row
                    for row in rows]  # fmt: skip
    assert names(told_of(without_home), "shared_adult") == [["Ida", "Oli"]]
    assert names(told_of([*without_home, *apart]), "shared_adult") == []


def test_a_child_who_may_be_the_other_makes_no_pair(told_of: Any) -> None:
    ids = ("Rowe", "Idaa", "01/02/2010")
    rows = [
        nominal(1, IDA, "VICTIM"),
        nominal(1, RON, "SUSPECT"),
        nominal(2, ids, "VICTIM"),
        nominal(2, RON, "SUSPECT"),
    ]
    assert names(told_of(rows), "shared_adult") == [["Ida", "Idaa"]]
    assert names(told_of(rows, ("Ida", "Idaa")), "shared_adult") == []


def test_two_rows_of_one_pair_and_what_may_be_one_adult_are_told_once(told_of: Any) -> None:
    rows = [
        nominal(number, who, role)
        for number, adult in ((1, RON), (2, RONALD))
        for who, role in ((IDA, "VICTIM"), (OLI, "VICTIM"), (adult, "SUSPECT"))
    ]
    assert names(told_of(rows), "shared_adult") == [["Ida", "Oli"]] * 2
    (only,) = [row for row in told_of(rows, ("Ron", "Ronald")) if row["pattern_id"] == "shared_adult"]
    assert only["first_true_on"] == "2024-03-01"


PLACED = [
    nominal(1, IDA, "VICTIM", **FARM), nominal(2, UMA, "VICTIM", **FARM),
    nominal(1, RON, "SUSPECT"), nominal(2, RON, "SUSPECT"),
]  # fmt: skip


def placed(who: str, surname: str, born: str) -> dict[str, str]:
    return events(
        child(who, surname, born),
        "Moved.",
        **{"Address Of Placement": f"{FARM['Home Address']}, {FARM['Home Postcode']}"},
    )


def test_a_placement_where_a_relative_lives_is_a_home_and_any_other_is_a_setting(told_of: Any) -> None:
    """Ida and Uma live at the farm: one household if it is a home."""
    with_aunt = [*PLACED, placed("Ida", "Rowe", "01/02/2010"), nominal(3, RONALD, "WITNESS", **FARM),
                 family(IDA, RONALD, Relationship="AUNT")]  # fmt: skip
    assert names(told_of(with_aunt), "shared_adult") == []
    assert names(told_of(with_aunt[:-1]), "shared_adult") == [["Ida", "Uma"]]
    assert names(told_of([*with_aunt, placed("Uma", "Peel", "05/06/2010")]), "shared_adult") == [["Ida", "Uma"]]
