"""Who is who, told as small tables: the mentions that come in, and who they are found to be."""

import csv
import datetime as dt
import random
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.scores import weigh_levels
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
BORN = dt.date(2009, 4, 3)
LENA = {"surname": "Ashdown", "forename": "Lena", "birth_date": BORN}
HOME = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}


def link(rows: Iterable[Row]) -> tuple[DuckDBEngine, LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    return engine, resolve(engine=engine, secret=EXAMPLE_SECRET)


def people(engine: DuckDBEngine) -> set[frozenset[str]]:
    rows = engine.query("SELECT list(mention_id) AS ids FROM resolved WHERE person_id IS NOT NULL GROUP BY person_id")
    return {frozenset(ids) for ids in rows["ids"].to_pylist()}


def things(engine: DuckDBEngine) -> set[frozenset[str]]:
    return {frozenset(ids) for ids in engine.query("SELECT mention_ids FROM thing")["mention_ids"].to_pylist()}


def test_a_child_known_to_four_agencies_is_one_child() -> None:
    engine, report = link([
        {"mention_id": "police", "agency": "police", **LENA, **HOME, "local_id": "N1"},
        {"mention_id": "school", "agency": "school", **LENA, "forename": "Leni", "other_names": ["Lena"],
         "upn": "K999900100001"},
        {"mention_id": "social", "agency": "childrens_services", **LENA, "surname": "Birch-Ashdown", "upn": "K999900100001",
         "nhs_number": "9990000018"},
        {"mention_id": "health", "agency": "health", "surname": "Lena", "forename": "Ashdown", "nhs_number": "999 000 0018",
         "birth_date": dt.date(2009, 3, 4)},
    ])  # fmt: skip
    assert people(engine) == {frozenset({"police", "school", "social", "health"})}
    assert report.persons == 1 and report.largest_cluster == 4


def test_a_twin_is_not_joined_through_a_third_record() -> None:
    engine, report = link([
        {"mention_id": "lena", "agency": "school", **LENA, **HOME},
        {"mention_id": "toby", "agency": "school", **LENA, "forename": "Tobias", **HOME},
        {"mention_id": "either", "agency": "health", **LENA, "forename": "Lena", "other_names": ["Tobias"], **HOME},
    ])  # fmt: skip
    assert all(not {"lena", "toby"} <= group for group in people(engine))
    assert report.left_apart["twin_or_sibling"] >= 1


def test_every_link_has_its_reason_and_every_joined_mention_a_link() -> None:
    engine, _ = link([
        {"mention_id": "a", "batch": 2, "agency": "school", **LENA, **HOME},
        {"mention_id": "b", "batch": 1, "agency": "health", **LENA, "nhs_number": "9990000018"},
        {"mention_id": "c", "batch": 1, "agency": "police", "surname": "Ashdown", "forename": "Leena", "nhs_number": "9990000018"},
        {"mention_id": "d", "batch": 2, "agency": "school", **LENA, **HOME},
        {"mention_id": "e", "agency": "police", "forename": "Lena"},
    ])  # fmt: skip
    links = engine.query("SELECT * FROM link ORDER BY mention_id_a, mention_id_b").to_pylist()
    assert {name for row in links for name in (row["mention_id_a"], row["mention_id_b"])} == set("abcd")
    assert len(links) == 3
    by_rule = {row["rule_id"]: row for row in links}
    assert by_rule["same_details"]["decided_by"] == "rule" and by_rule["same_details"]["weight"] is None
    assert by_rule["same_nhs_number"]["reason"].startswith("same NHS number; forename")
    model = by_rule[read_settings().version]
    assert model["decided_by"] == "model" and model["weight"] == round(model["weight"], 6)
    assert "birth date the same" in model["reason"]
    assert not any("ashdown" in row["reason"].lower() or "lena" in row["reason"].lower() for row in links)
    person = engine.query("SELECT * FROM person WHERE person_id = 'b'").to_pylist()[0]
    assert person["identifiers"] == ["nhs_number:9990000018"]
    assert person["agencies"] == ["health", "police", "school"]
    assert person["birth_dates"] == [BORN]
    assert person["names"] == ["Lena Ashdown", "Leena Ashdown"]


def test_the_oldest_mention_names_the_person_and_newer_files_do_not_change_it() -> None:
    first = [
        {"mention_id": "m2", "batch": 1, "agency": "school", **LENA, **HOME},
        {"mention_id": "m3", "batch": 1, "agency": "health", **LENA, **HOME},
    ]
    later = [{"mention_id": "m1", "batch": 2, "agency": "police", **LENA, **HOME}]
    before, _ = link(first)
    after, _ = link([*first, *later])
    assert before.query("SELECT person_id FROM person")["person_id"].to_pylist() == ["m2"]
    assert after.query("SELECT person_id FROM person")["person_id"].to_pylist() == ["m2"]


def test_a_protected_address_is_compared_but_never_spoken_of() -> None:
    rows = [
        {"mention_id": "a", "agency": "school", **LENA, **HOME},
        {"mention_id": "b", "agency": "health", **LENA, **HOME},
    ]
    open_engine, _ = link(rows)
    rows[1] = rows[1] | {"markings": ["PROTECTED ADDRESS"]}
    engine, _ = link(rows)
    spoken, kept = (e.query("SELECT weight, reason FROM link").to_pylist()[0] for e in (open_engine, engine))
    assert "home" in spoken["reason"]
    assert "home" not in kept["reason"] and "postcode" not in kept["reason"]
    assert kept["weight"] == spoken["weight"]


def strangers(count: int) -> list[Row]:
    chance = random.Random(1)
    return [
        {
            "mention_id": f"x{place}", "agency": chance.choice(["school", "health"]), "batch": 1,
            "surname": chance.choice(["Ashdown", "Calder", "Dunmore"]), "forename": chance.choice(["Lena", "Omar", "Priya"]),
            "birth_date": dt.date(1950, 1, 1) + dt.timedelta(days=chance.randrange(20_000)), **HOME,
        }
        for place in range(count)
    ]  # fmt: skip


FOUR: list[Row] = [
    {"mention_id": "a", "agency": "school", **LENA, **HOME},
    {"mention_id": "b", "agency": "health", **LENA},
    {"mention_id": "c", "agency": "police", **LENA, "birth_date": dt.date(2009, 3, 4), **HOME},
    {
        "mention_id": "d",
        "agency": "housing",
        "surname": "Calder",
        "forename": "Omar",
        "birth_date": dt.date(1980, 2, 9),
    },
]


def test_unrelated_rows_change_no_weight() -> None:
    alone, _ = link(FOUR)
    crowded, _ = link([*strangers(300), *FOUR])
    weights = "SELECT mention_id_a, mention_id_b, weight FROM link WHERE mention_id_a IN ('a', 'b', 'c', 'd')"
    earlier = alone.query(weights).to_pylist()
    assert len(earlier) == 2 and all(row["weight"] is not None for row in earlier)
    later = crowded.query(weights).to_pylist()
    assert all(row in later for row in earlier)


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    rows = [*strangers(40), *FOUR]
    straight, _ = link(rows)
    random.Random(seed).shuffle(rows)
    shuffled, _ = link(rows)
    for table in ("resolved", "person", "thing", "link"):
        assert straight.query(f"SELECT * FROM {table} ORDER BY ALL") == shuffled.query(
            f"SELECT * FROM {table} ORDER BY ALL"
        )


def test_no_mentions_at_all() -> None:
    engine, report = link([])
    assert report.persons == report.mentions == report.largest_cluster == 0
    assert people(engine) == set()


def thing(mention_id: str, kind: str, written: str, **more: Any) -> Row:
    return {"mention_id": mention_id, "entity_kind": kind, "value_as_written": written, "slot": kind, **more}


def test_vehicles_and_phones_are_the_same_where_they_are_whole() -> None:
    engine, _ = link([
        thing("v1", "vehicle", "zz65 abc"), thing("v2", "vehicle", "ZZ65ABC"), thing("v3", "vehicle", "ZZ65 A??"),
        thing("v4", "vehicle", "ZZ65 A??"), thing("p1", "phone", "07700 900123"), thing("p2", "phone", "+447700900123"),
        thing("p3", "phone", "unknown"), thing("p4", "phone", "unknown"),
    ])  # fmt: skip
    one = ({"v1", "v2"}, {"v3"}, {"v4"}, {"p1", "p2"}, {"p3"}, {"p4"})
    assert things(engine) == {frozenset(group) for group in one}
    values = engine.query("SELECT value, as_first_written FROM thing WHERE thing_id IN ('v1', 'p1')").to_pylist()
    assert values == [
        {"value": "+447700900123", "as_first_written": "07700 900123"},
        {"value": "ZZ65ABC", "as_first_written": "zz65 abc"},
    ]


def test_a_place_without_postcode_takes_the_only_one_of_its_name() -> None:
    engine, _ = link([
        thing("a", "place", "Star Kebab", postcode="ZZ1 1AA"), thing("b", "place", "STAR KEBAB"),
        thing("c", "place", "Corner Cafe", postcode="ZZ1 1AA"), thing("d", "place", "Corner Cafe", postcode="ZZ2 2BB"),
        thing("e", "place", "Corner Cafe"), thing("f", "place", "Corner Cafe"),
        thing("g", "place", "unknown"), thing("h", "place", "unknown"),
        thing("i", "place", "Flat 1, 4 Alder Rd", postcode="ZZ1 1AA"), thing("j", "place", "Flat 2, 4 Alder Road", postcode="ZZ1 1AA"),
        thing("k", "home", "flat 1 4 Alder Road", entity_kind="place", postcode="ZZ11AA"),
    ])  # fmt: skip
    one = ("ab", "c", "d", "e", "f", "g", "h", "ik", "j")
    assert things(engine) == {frozenset(group) for group in one}


def test_a_protected_home_is_protected_wherever_else_it_is_named() -> None:
    engine, _ = link([
        thing("a", "place", "4 Alder Road", postcode="ZZ1 1AA"),
        thing("b", "place", "4 Alder Rd", postcode="ZZ1 1AA", slot="home", markings=["PROTECTED ADDRESS"]),
        thing("c", "place", "4 Alder Rd", postcode="ZZ1 1AA", slot="home", markings=["SEALED IDENTITY"]),
    ])  # fmt: skip
    rows = engine.query("SELECT mention_ids, protected FROM thing ORDER BY thing_id").to_pylist()
    assert rows == [{"mention_ids": ["a", "b"], "protected": True}, {"mention_ids": ["c"], "protected": False}]


def test_each_level_of_a_comparison_has_a_weight_of_its_own() -> None:
    for name, weights in weigh_levels(read_settings().model).items():
        values = sorted([0.0, *weights.values()])
        assert all(after - before > 1e-6 for before, after in pairwise(values)), name


def test_family_context_holds_a_hundred_people_fifty_six_of_them_in_all_five_agencies(shared_data: Path) -> None:
    folder = shared_data / "inputs" / "family_context"
    rows: list[Row] = []
    for path in sorted(folder.glob("*.csv")):
        rows.extend(read_family_context(path))
    engine, _ = link(rows)
    counts = engine.query("SELECT count(*) AS people, count(*) FILTER (len(agencies) = 5) AS in_all FROM person")
    assert counts.to_pylist() == [{"people": 100, "in_all": 56}]


def read_family_context(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {
                "mention_id": f"{path.stem}-{place:03d}", "agency": path.stem, "surname": row["Last Name"],
                "forename": row["First Name"], "birth_date": dt.date.fromisoformat(row["Date of Birth"]),
                "nhs_number": row["NHS No"], "address": row["Address"],
            }
            for place, row in enumerate(csv.DictReader(stream))
        ]  # fmt: skip
