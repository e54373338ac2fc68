"""So many of one name and one birth date that comparing them all would never end: left out, and said so, never cut short."""

import datetime as dt
from typing import Any

import pytest

from sightline.linkage import LinkageReport, resolve
from sightline.linkage.examples import EXAMPLE_SECRET, make_mentions
from sightline.linkage.settings import read_settings
from sightline.model.schema import MENTION
from sightline.store import DuckDBEngine

Row = dict[str, Any]
MOST = read_settings().largest_block
SMITH = {"forename": "John", "surname": "Smith", "birth_date": dt.date(2010, 1, 2)}


def smiths(count: int) -> list[Row]:
    """So many records of a John Smith of one day, each of its own number at its own agency."""
    return [
        {"mention_id": f"m{place:04d}", "agency": f"agency_{place}", "local_id": f"N{place}", **SMITH}
        for place in range(count)
    ]


def link(rows: list[Row]) -> tuple[dict[str, str], LinkageReport]:
    engine = DuckDBEngine()
    engine.write(MENTION, make_mentions(rows))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    return dict(zip(*(c.to_pylist() for c in engine.query("SELECT mention_id, person_id FROM resolved").columns), strict=True)), report  # fmt: skip


def test_a_block_of_as_many_as_is_allowed_is_compared() -> None:
    found, report = link(smiths(MOST))
    assert report.blocks_skipped == {}
    assert report.pairs_scored == MOST * (MOST - 1) // 2
    assert len(set(found.values())) == 1


def test_a_larger_one_is_skipped_under_every_rule_and_said() -> None:
    found, report = link(smiths(MOST + 1))
    assert report.pairs_scored == 0
    assert len(set(found.values())) == MOST + 1
    assert report.blocks_skipped["birth_date_and_surname"] == 1
    assert report.blocks_skipped["names_and_birth_year"] == 1


def test_those_who_share_a_number_or_a_home_are_compared_all_the_same() -> None:
    rows = smiths(MOST + 1)
    rows[3] |= {"nhs_number": "9990000018"}
    rows[7] |= {"nhs_number": "9990000018"}
    home = {"address": "4 Alder Road", "postcode": "ZZ1 1AA"}
    rows[10] |= home
    rows[11] |= home
    found, report = link(rows)
    assert report.blocks_skipped["birth_date_and_surname"] == 1
    assert found["m0003"] == found["m0007"] and found["m0010"] == found["m0011"]
    assert len(set(found.values())) == MOST - 1


class CountingEngine(DuckDBEngine):
    """Counts the pairs of namesakes that a run looks at."""

    met = 0

    def make(self, name: str, sql: str) -> None:
        super().make(name, sql)
        if name == "namesake_met":
            self.met = max(self.met, self.query("SELECT count(*) FROM namesake_met").column(0)[0].as_py())


CLUB = {"entity_kind": "place", "slot": "place", "value_as_written": "Elm Club", "address": "Elm Club"}
CAR = {"entity_kind": "vehicle", "slot": "vehicle", "value_as_written": "AB12 CDE"}
PHONE = {"entity_kind": "phone", "slot": "phone", "value_as_written": "07700 900123"}


def found(name: str, thing: Row, **cells: Any) -> list[Row]:
    """One row: a John Smith without a home, and the thing in it."""
    at = {"row_id": name, "record_id": f"record-{name}", "occurred_on": dt.date(2024, 6, 1), "agency": "police"}
    person = {"mention_id": name, "slot": "found_with", "forename": "John", "surname": "Smith"}
    return [at | person | cells, at | thing | {"mention_id": f"{name}-thing"}]


def ask_beside_many(*rows: list[Row], many: int = 210) -> tuple[set[frozenset[str]], LinkageReport, CountingEngine]:
    """The questions between these rows beside so many known people of the name."""
    known = [
        {"mention_id": f"k{n:03d}", "forename": "John", "surname": "Smith", "agency": "health",
         "birth_date": dt.date(1950, 1, 1) + dt.timedelta(days=100 * n)} for n in range(many)
    ]  # fmt: skip
    engine = CountingEngine()
    engine.write(MENTION, make_mentions([*known, *(one for some in rows for one in some)]))
    report = resolve(engine=engine, secret=EXAMPLE_SECRET)
    asked = engine.query("SELECT mention_id_a, mention_id_b FROM question").to_pylist()
    pairs = {frozenset(pair.values()) for pair in asked}
    return {pair for pair in pairs if not any(one.startswith("k") for one in pair)}, report, engine


@pytest.mark.parametrize("thing", [CLUB, CAR, PHONE])
def test_two_of_a_very_common_name_who_share_a_thing_are_asked_about(thing: Row) -> None:
    rows = [found(name, thing, birth_date_as_written="15") for name in "ab"]
    asked, report, engine = ask_beside_many(*rows)
    assert asked == {frozenset("ab")}
    assert report.names_capped == 1 and report.name_pairs_not_compared == 212 * 211 // 2
    assert engine.met <= 2
    assert ask_beside_many(rows[0], found("b", thing | {"value_as_written": "", "address": ""}))[0] == set()


def test_of_a_very_common_name_one_age_at_a_busy_place_is_asked_about_and_pairs_stay_few() -> None:
    """Forty others of the name use the place, and stand between the two by the order of their ids."""
    others = [found(f"m{n:02d}", CLUB, birth_date=dt.date(1960 + n, 3, 2)) for n in range(40)]
    aged = [found(name, CLUB, birth_date_as_written="15") for name in ("a", "z")]
    asked, _report, engine = ask_beside_many(*others, *aged)
    assert frozenset("az") in asked
    assert engine.met <= 2 * 10 * 42
