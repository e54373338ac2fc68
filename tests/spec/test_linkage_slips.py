"""A name that one clerk mistyped and a number explains; names that sound alike; and twins, who stay two all the same."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from sightline.linkage import resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.normal_forms.mentions import find_near_names
from sightline.linkage.settings import hear, read_placeholders, read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
CHILD = {"surname": "Quillfeather", "birth_date": dt.date(2009, 4, 3)}
ONE, TWO = "K999900100001", "K999900100001"[:-2] + "24"


def people(rows: Iterable[Row]) -> set[frozenset[str]]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    resolve(engine=engine, secret=EXAMPLE_SECRET)
    found = engine.query("SELECT list(mention_id) AS ids FROM resolved GROUP BY person_id")
    return {frozenset(ids) for ids in found["ids"].to_pylist()}


def row(mention: str, forename: str, agency: str, **more: Any) -> Row:
    return {"mention_id": mention, "agency": agency, "forename": forename, **CHILD, **more}


def test_a_register_with_the_name_mistyped_does_not_split_the_child() -> None:
    """Lara and Laura are two names; but this Lara has the pupil number of a Laura of the same birth date."""
    register = row("register", "Lara", "school", upn=ONE)
    social = row("social", "Laura", "childrens_services", upn=ONE)
    health = row("health", "Laura", "health")
    assert people([register, social, health]) == {frozenset({"register", "social", "health"})}
    assert people([register, health]) == {frozenset({"register"}), frozenset({"health"})}
    no_number = [register, social | {"upn": ""}, health]
    assert people(no_number) == {frozenset({"register"}), frozenset({"social", "health"})}


def test_another_name_on_one_number_explains_nothing() -> None:
    """Somebody wrote Lena's number beside Tobias: what else is of Tobias does not come to Lena through it."""
    found = people([
        row("wrong", "Tobias", "school", upn=ONE),
        row("lena_1", "Lena", "childrens_services", upn=ONE),
        row("lena_2", "Lena", "health"),
        row("tobias_1", "Tobias", "police"),
        row("tobias_2", "Tobias", "youth_service"),
    ])  # fmt: skip
    for lena in ("lena_1", "lena_2"):
        for tobias in ("tobias_1", "tobias_2"):
            assert not any({lena, tobias} <= group for group in found)


def test_twins_with_names_a_letter_apart_and_numbers_of_their_own_are_two() -> None:
    rows = []
    for name, number in (("Lara", "9990000018"), ("Laura", "9990000026")):
        rows += [
            row(f"{name}_school", name, "school", nhs_number=number),
            row(f"{name}_social", name, "childrens_services", nhs_number=number),
            row(f"{name}_police", name, "police"),
        ]
    found = people(rows)
    assert not any({a, b} <= group for group in found for a in ids("Lara") for b in ids("Laura"))
    assert {frozenset(ids("Lara")), frozenset(ids("Laura"))} == found


def ids(name: str) -> list[str]:
    return [f"{name}_{agency}" for agency in ("school", "social", "police")]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hannah", "Hanna"), ("Hanna", "Hana"), ("Ioana", "Ioanna"), ("Andreea", "Andrea"), ("Davvid", "Dave"),
     ("Faatima", "Fatima"), ("Oladdipo", "Oladipo"), ("Wiki", "Wiktoria"), ("Kuba", "Jakub"), ("Mariam", "Miriam")],
)  # fmt: skip
def test_names_that_sound_alike_are_one_child(one: str, other: str) -> None:
    found = people([row("a", one, "school"), row("b", other, "health")])
    assert found == {frozenset({"a", "b"})}


@pytest.mark.parametrize(
    ("one", "other"), [("Lara", "Laura"), ("Ella", "Ellie"), ("Aisha", "Alisha"), ("Hasan", "Husain")]
)
def test_names_that_only_look_alike_are_not(one: str, other: str) -> None:
    assert people([row("a", one, "school"), row("b", other, "health")]) == {frozenset({"a"}), frozenset({"b"})}


def test_what_is_heard() -> None:
    assert [hear(name) for name in ("hannah", "lee", "leah", "noor", "aaron", "ah")] == [
        "hana", "le", "lea", "nor", "aron", "ah",
    ]  # fmt: skip
    near = find_near_names(["davvid"], read_settings())
    assert {"davvid", "david", "dave"} <= set(near)
    assert find_near_names([""], read_settings()) == ()


@pytest.mark.parametrize("word", ["Unkown", "UNKNWON", "Uknown", "No known", "Not knonw", "Not recorderd"])
def test_unknown_mistyped_is_no_name(word: str) -> None:
    assert read_placeholders().is_no_name(word)


def test_a_twin_whose_name_is_the_others_second_one_stays_apart() -> None:
    """The number is of Aoife under her own name, so it explains no slip."""
    home = {"address": "9 Pine Court", "postcode": "ZZ6 9PQ"}
    found = people([
        row("both_names", "Aoife Amelia", "health", nhs_number="9990000018", **home),
        row("aoife", "Aoife", "school", nhs_number="9990000018", **home),
        row("amelia", "Amelia", "health", **home),
    ])  # fmt: skip
    assert found == {frozenset({"both_names", "aoife"}), frozenset({"amelia"})}
