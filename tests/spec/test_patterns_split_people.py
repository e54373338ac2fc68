"""People whom linking left as two: no outside adult is made of a parent, no pair of a child with itself, no row twice.

A name written otherwise makes another person here. The possible match is put as linking puts it: two mentions, asked.
"""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.named import child, events
from support.patterned import AS_AT, read_notes, told, write_rows

from sightline import patterns
from sightline.known_facts import Homes, read_words
from sightline.model.schema import QUESTION
from sightline.patterns.places.types import types_of_places
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


def test_a_child_who_may_be_the_other_makes_a_pair_that_is_marked_so(told_of: Any) -> None:
    ids = ("Rowe", "Idaa", "01/02/2010")
    rows = [
        nominal(1, IDA, "VICTIM"),
        nominal(1, RON, "SUSPECT"),
        nominal(2, ids, "VICTIM"),
        nominal(2, RON, "SUSPECT"),
    ]
    for asked, may_be_one in (((), False), ((("Ida", "Idaa"),), True)):
        found = told_of(rows, *asked)
        assert names(found, "shared_adult") == [["Ida", "Idaa"]]
        assert [row["may_be_one"] for row in found] == [may_be_one]


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


LIZ = ("Ward", "Liz", "01/02/1975")
PLACED_AT_LIZ = [
    *PLACED, placed("Ida", "Rowe", "01/02/2010"), nominal(3, LIZ, "WITNESS", **FARM),
]  # fmt: skip


@pytest.mark.parametrize(
    ("relationships", "is_home"),
    [
        (["FOSTER CARER"], False),
        (["Foster Mother"], False),
        (["SOCIAL WORKER"], False),
        (["CHILDMINDER"], False),
        (["AUNT"], True),
        (["UNCLE'S WIFE"], True),
        (["STEP GRANDMOTHER"], True),
        (["FOSTER CARER", "AUNT"], True),
        ([""], True),
    ],
)
def test_a_foster_carers_home_is_a_setting_unless_she_is_of_the_family_too(
    told_of: Any, relationships: list[str], is_home: bool
) -> None:
    """Children's services write the foster carer in the same file as the family."""
    rows = [*PLACED_AT_LIZ, *(family(IDA, LIZ, Relationship=one) for one in relationships)]
    assert names(told_of(rows), "shared_adult") == ([] if is_home else [["Ida", "Uma"]])


@pytest.mark.parametrize("surname", ["Rowe", "Ward"])
def test_a_foster_carer_of_the_childs_surname_is_no_relative(told_of: Any, surname: str) -> None:
    carer = (surname, "Liz", "01/02/1975")
    rows = [*PLACED_AT_LIZ[:-1], nominal(3, carer, "WITNESS", **FARM), family(IDA, carer, Relationship="FOSTER CARER")]
    assert names(told_of(rows), "shared_adult") == [["Ida", "Uma"]]


@pytest.mark.parametrize(("born", "placed_too", "is_home"), [
    ("01/02/2000", False, True), ("01/02/2008", False, False), ("01/02/2005", True, False),
])  # fmt: skip
def test_a_grown_brother_whom_services_knew_as_a_child_makes_a_home(
    told_of: Any, born: str, placed_too: bool, is_home: bool
) -> None:
    """He lives at the farm. If he is a child, or was placed there himself, the home is not his."""
    max_rowe = ("Rowe", "Max", born)
    rows = [*PLACED, placed("Ida", "Rowe", "01/02/2010"), nominal(3, max_rowe, "WITNESS", **FARM),
            family(IDA, max_rowe, Relationship="BROTHER"), events(child("Max", "Rowe", born), "At school.")]  # fmt: skip
    if placed_too:
        rows.append(placed("Max", "Rowe", born))
    assert names(told_of(rows), "shared_adult") == ([] if is_home else [["Ida", "Uma"]])


MUM = ("Rowe", "Mia", "01/02/1985")
TOGETHER = [one for one in patterns.read_patterns(day=AS_AT) if one.id == "missing_together"]


def missing(month: int, who: tuple[str, str, str]) -> dict[str, str]:
    day = f"01/{month:02}/2024"
    return {"layout": "police_missing", "Misper Ref": f"{who[1]}{month}", "Surname": who[0], "Forenames": who[1],
            "DOB": who[2], "Missing From Date": day, "Missing From Time": "20:00", "Found Date": day,
            "Found Time": "23:50", "Entered On": f"02/{month:02}/2024", **FARM}  # fmt: skip


@pytest.mark.parametrize("relationship", ["MOTHER", "FATHER", "GRANDPARENT"])
def test_a_placement_at_her_own_parents_home_makes_her_and_another_child_there_one_household(
    told_of: Any, relationship: str
) -> None:
    """Uma lives at the farm too. The mother's home is known by a police row alone, in whichever role."""
    for role in ("PARENT", "WITNESS"):
        rows = [*PLACED, placed("Ida", "Rowe", "01/02/2010"), nominal(3, MUM, role, **FARM)]
        with_parent = [*rows, family(IDA, MUM, Relationship=relationship)]
        assert names(told_of(with_parent), "shared_adult") == []
    stranger = ("Cole", "Mia", "01/02/1985")
    with_stranger = [*rows[:-1], nominal(3, stranger, "WITNESS", **FARM)]
    assert names(told_of(with_stranger), "shared_adult") == [["Ida", "Uma"]]


def test_two_placed_at_the_home_of_their_own_relatives_are_missing_from_a_home_and_not_from_one_setting(
    tmp_path: Path,
) -> None:
    """From one setting it is context; from the home of a parent of each it is one household, and no pattern of two."""
    nights = [missing(month, who) for month in (3, 4, 5) for who in (IDA, UMA)]
    moved = [placed("Ida", "Rowe", "01/02/2010"), placed("Uma", "Peel", "05/06/2010")]
    at_home = [nominal(3, MUM, "PARENT", **FARM), family(IDA, MUM), family(UMA, MUM)]
    for rows, classes in (([*nights, *moved], ["context"]), ([*nights, *moved, *at_home], [])):
        engine = read_notes(write_rows(rows, tmp_path))
        patterns.build(engine=engine, as_at=AS_AT, calendar=read_calendar(), patterns=TOGETHER)
        assert [row["class"] for row in told(engine)] == classes
        engine.close()


AT_FARM = {"Location": FARM["Home Address"], "Location Postcode": FARM["Home Postcode"]}
SHARED_PLACE = [one for one in patterns.read_patterns(day=AS_AT) if one.id == "shared_place"]


def test_every_rule_takes_a_placement_with_her_own_mother_for_a_home_and_one_with_a_stranger_for_a_setting(
    tmp_path: Path,
) -> None:
    """Ida is placed at the farm; Oli and Uma were met there. It ties them, in a pair and in a group, if it is a home."""
    met = [nominal(1, OLI, "VICTIM", **AT_FARM), nominal(2, UMA, "VICTIM", **AT_FARM)]
    stranger, moved = ("Cole", "Mia", "01/02/1985"), placed("Ida", "Rowe", "01/02/2010")
    with_stranger = [*met, moved, nominal(3, stranger, "WITNESS", **FARM)]
    with_mother = [*met, moved, nominal(3, MUM, "PARENT", **FARM), family(IDA, MUM)]
    for rows, tied, kind in ((with_stranger, [], "setting"), (with_mother, [["Oli", "Uma"]], "premises")):
        engine = read_notes(write_rows(rows, tmp_path))
        patterns.build(engine=engine, as_at=AS_AT, calendar=read_calendar(), patterns=SHARED_PLACE)
        assert names(told(engine), "shared_place") == tied
        homes = Homes(engine=engine, words=read_words())
        (farm,) = {one["place_id"] for one in engine.query("SELECT place_id FROM place_person").to_pylist()}
        assert homes.is_small(farm, "place") is bool(tied), "a group is tied by small places alone"
        assert types_of_places(engine=engine, homes=homes)[farm] == kind, "places are compared with their like"
        engine.close()


QUAY = {"Location": "7 Quay Lane, Tarrowby", "Location Postcode": "ZZ4 1AB"}
PLACES = [one for one in patterns.read_patterns(day=AS_AT) if one.id == "place_of_repeated_concern"]


def test_a_place_that_holds_only_if_two_children_are_two_is_marked_so_and_one_that_holds_anyhow_is_not(
    told_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules[__name__], "SHARED", PLACES)
    idaa, zoe = ("Rowe", "Idaa", "01/02/2010"), ("Finch", "Zoe", "02/02/2010")
    three = [nominal(number, who, "VICTIM", **QUAY) for number, who in enumerate((IDA, OLI, idaa), start=1)]
    for rows, asked, marks in (
        (three, [], [False]),
        (three, [("Ida", "Idaa")], [True]),
        ([*three, nominal(4, zoe, "VICTIM", **QUAY)], [("Ida", "Idaa")], [False]),
    ):
        assert [row["may_be_one"] for row in told_of(rows, *asked)] == marks


def test_a_thing_for_information_is_told_of_two_children_once_it_is_answered(
    told_of: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It needs no answer, so nobody misses it meanwhile: it waits as long as the question is open."""
    vehicles = [one for one in patterns.read_patterns(day=AS_AT) if one.id == "shared_vehicle"]
    monkeypatch.setattr(sys.modules[__name__], "SHARED", vehicles)
    idaa, car = ("Rowe", "Idaa", "01/02/2010"), {"VRM": "UA15 KDT"}
    rows = [
        nominal(number, who, role, **(car if who is RON else {}))
        for number, child_of in ((1, IDA), (2, idaa))
        for who, role in ((child_of, "VICTIM"), (RON, "SUSPECT"))
    ]
    assert names(told_of(rows), "shared_vehicle") == [["Ida", "Idaa"]]
    assert names(told_of(rows, ("Ida", "Idaa")), "shared_vehicle") == []
