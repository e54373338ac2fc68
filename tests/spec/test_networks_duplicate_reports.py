"""What one agency tells another is one telling: it counts once, in connections, ties of people, and groups."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from support.named import CAR, answer, child, events
from support.patterned import recognise, write_rows

from sightline.known_facts.dated_facts import DatedFact
from sightline.known_facts.origins import origin_of
from sightline.networks import read_group_rule
from sightline.networks.contacts import Touch
from sightline.networks.duplicate_reports import copied_records, find_copies
from sightline.networks.groups import find_groups

START = date(2024, 1, 1)
RULE = read_group_rule(START)
HOMES: Any = SimpleNamespace(are_other_households=lambda _one, _other: True)
TIA = child("Tia", "Marlow")


@pytest.mark.parametrize(
    ("written", "origin"),
    [("", "health"), ("Police", "police"), ("Children’s Services", "childrens_services"), ("School: Hill", "school"),
     ("A neighbour", "health")],
)  # fmt: skip
def test_the_origin_is_the_agency_that_the_row_names(written: str, origin: str) -> None:
    assert origin_of(source_agency=written, agency="health") == origin


def touch(
    person: str, entity: str, day: int, agency: str = "police", origin: str = "police", record: str = ""
) -> Touch:
    on = START + timedelta(days=day)
    key = record or f"{agency} {person} {entity} {day}"
    piece = DatedFact("f.csv", day + 1, key, "event", on, record_id=key, agency=agency)
    return Touch(person, person[0] != "A", "place", entity, on, (piece,), low=False, origin=origin)


def test_a_copy_names_the_origin_and_lies_near_its_record_of_the_same_two() -> None:
    first, again = touch("Nell", "flat", 0), touch("Nell", "flat", 40)
    copy = touch("Nell", "flat", 3, "childrens_services")
    others = [
        touch("Nell", "flat", 3, "health", "health"),  # their own
        touch("Nell", "car", 3, "childrens_services"),  # of something else
        touch("Ivy", "flat", 3, "childrens_services"),  # of somebody else
        touch("Nell", "flat", 80, "childrens_services"),  # long after
    ]
    copies = find_copies([first, again, copy, *others])
    assert copies == {id(copy): [first]}
    assert copied_records([first, again, copy, *others]) == [copy.record_id]


def test_of_copies_without_their_origin_the_first_counts() -> None:
    one, other = touch("Nell", "flat", 3, "childrens_services"), touch("Nell", "flat", 5, "youth_service")
    assert find_copies([one, other]) == {id(other): [one]}
    assert find_copies([other]) == {}


def test_a_record_is_no_copy_where_it_says_more() -> None:
    first = touch("Nell", "flat", 0)
    copy = touch("Nell", "flat", 3, "childrens_services", record="contact")
    more = touch("Nell", "car", 3, "childrens_services", record="contact")
    assert copied_records([first, copy, more]) == []


def test_a_copy_is_no_further_thing_that_a_group_stands_on() -> None:
    """Two things are one too few, however many agencies were told of them."""
    said = [touch(one, thing, 0) for one in ("Nell", "Ivy", "Adam") for thing in ("flat", "car")]
    told = [touch(one, thing, 2, "childrens_services") for one in ("Nell", "Ivy", "Adam") for thing in ("flat", "car")]
    third = [touch(one, "yard", 3) for one in ("Nell", "Ivy", "Adam")]
    assert find_groups(touches=[*said, *told], homes=HOMES, rule=RULE) == []
    (group,) = find_groups(touches=[*said, *told, *third], homes=HOMES, rule=RULE)
    assert copied_records(group.touches.values()) == sorted(one.record_id for one in told)


@pytest.fixture
def rows() -> Iterator[list[dict[str, str]]]:
    days = dict.fromkeys(("From Date", "Reported Date", "Entered On"), "01/03/2024")
    record = {"layout": "police_occurrences", "Occurrence No": "O1", **days}
    girl = {"Surname": TIA["Surname"], "Forenames": TIA["Forename"], "DOB": TIA["DOB"], "Role": "VICTIM"}
    man = {"Surname": "Moss", "Forenames": "Daniel", "DOB": "01/02/1980", "Role": "SUSPECT", "VRM": CAR["VRM"]}
    told = events(TIA, f"Police say she was in {CAR['VRM']}.", "03/03/2024")
    yield [record | girl, record | man, told]


@pytest.mark.parametrize(("source", "copies"), [("Police", 1), ("", 0), ("School", 0)])
def test_a_contact_that_police_told_of_is_a_copy(
    rows: list[dict[str, str]], source: str, copies: int, tmp_path: Path
) -> None:
    rows[-1]["Source Agency"] = source
    engine = recognise(write_rows(rows, tmp_path), judgements=answer(CAR["VRM"]))
    found: list[dict[str, Any]] = engine.query(
        "SELECT origin, agency, copies, connection_id FROM connection WHERE entity_kind = 'vehicle' AND is_child "
        "ORDER BY occurred_on"
    ).to_pylist()
    engine.close()
    first, other = found
    assert (first["origin"], first["copies"]) == ("police", [])
    assert other["copies"] == ([first["connection_id"]] if copies else [])
