"""Children missing together, as one reader sees them, over a `serve.sqlite` that is filled by hand."""

import sqlite3
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from sightline.casework.networks.selectors.graph import EVER, ConnectionFilter
from sightline.casework.networks.selectors.whole_picture import pairs_of_nights
from sightline.model.analysis_tables.connections import TOGETHER_RULE
from sightline.model.nouns import Role
from sightline.model.serve_tables.catalogue import declared
from sightline.model.visibility import Reader
from sightline.sharing import row_filter
from sightline.store.layout.networks import FILLS
from sightline.store.serve.rows import create_tables
from sightline.store.serve.together import TogetherReader

NURSE = row_filter(reader=Reader("nurse", Role.PRACTITIONER, "health"))
OFFICER = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))
LEAD = row_filter(reader=Reader("lead", Role.SCHOOL_LEAD, "school", "Elm School"))
POLICE = ("police", "police", "police_missing")
OPEN = "|all|open:practitioner|open:school_lead|"


class Filled:
    """A database, and what is put into it."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(create_tables(*declared(FILLS)))
        self.connection.execute("CREATE TABLE said (person_id, agency, organisation, layout, sealed, what)")

    def tie(
        self,
        one: str,
        other: str,
        days: dict[str, int],
        *,
        also: int = 0,
        drawn: str = OPEN,
        unsure: tuple[str, ...] = (),
    ) -> None:
        """Two children on each of these days, by whether its records are restricted; `also`: on one of its own so."""
        together_id = f"{one} {other}"
        row = (together_id, 0, drawn, "", one, other, len(days), 0.13, min(days), max(days))
        self.connection.execute(f"INSERT INTO network_together VALUES ({', '.join('?' * len(row))})", row)
        told = [(f"{who} {day}", day, 1, restricted) for day, restricted in days.items() for who in (one, other)]
        for record, day, at_once, restricted in [*told, (f"{one} alone", "2023-12-01", 0, also)]:
            self.connection.execute(
                "INSERT INTO network_together_basis VALUES (?, 0, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                (together_id, record, day, at_once, record in unsure, *POLICE, restricted),
            )

    def reader(self, *withdrawn: str) -> TogetherReader:
        """The reader, with these rules withdrawn."""
        return TogetherReader(self.connection, frozenset(withdrawn))


@pytest.fixture
def filled() -> Iterator[Filled]:
    made = Filled()
    yield made
    made.connection.close()


def test_a_pair_has_its_times_and_their_records(filled: Filled) -> None:
    filled.tie("ivy", "nell", {"2024-02-01": 0, "2024-01-01": 0})
    (pair,) = filled.reader().pairs(sight=NURSE)
    assert (pair["occasions"], pair["expected"], pair["records"]) == (2, 0.13, 4)
    for who in ("ivy", "nell"):
        times = filled.reader().times(ids=[who], sight=NURSE)
        assert [row["occurred_on"] for row in times] == ["2024-01-01"] * 2 + ["2024-02-01"] * 2
        assert {(row["person_id"], row["entity_kind"], row["entity_id"]) for row in times} == {("ivy", "child", "nell")}
        assert len({row["connection_id"] for row in times}) == 4
    assert filled.reader().times(ids=["beth"], sight=NURSE) == []


def test_a_night_of_a_child_by_likeness_alone_is_unsure_and_so_is_the_pair(filled: Filled) -> None:
    filled.tie("ivy", "nell", {"2024-01-01": 0, "2024-02-01": 0}, unsure=("nell 2024-02-01",))
    filled.tie("beth", "ivy", {"2024-01-01": 0})
    assert {row["person_id"]: row["unsure"] for row in filled.reader().pairs(sight=NURSE)} == {"ivy": 1, "beth": 0}
    times = filled.reader().times(ids=["nell"], sight=NURSE)
    assert [row["record_id"] for row in times if row["unsure"]] == ["nell 2024-02-01"]


def test_who_does_not_see_one_of_the_nights_is_told_of_none(filled: Filled) -> None:
    filled.tie("ivy", "nell", {"2024-01-01": 0, "2024-02-01": 1}, drawn="|all|own:practitioner:police|")
    filled.tie("beth", "nell", {"2024-01-01": 0, "2024-02-01": 0}, also=1)
    assert [row["entity_id"] for row in filled.reader().pairs(sight=OFFICER)] == ["nell", "nell"]
    assert filled.reader().pairs(sight=NURSE) == [] == filled.reader().times(ids=["nell"], sight=NURSE)


def test_a_school_lead_must_know_both(filled: Filled) -> None:
    filled.tie("ivy", "nell", {"2024-01-01": 0})
    own = "INSERT INTO said VALUES (?, 'school', 'Elm School', 'school_concerns', 0, 'in records')"
    filled.connection.execute(own, ["ivy"])
    assert filled.reader().pairs(sight=LEAD) == []
    filled.connection.execute(own, ["nell"])
    assert len(filled.reader().pairs(sight=LEAD)) == 1


def test_of_a_rule_that_is_withdrawn_nothing_is_read(filled: Filled) -> None:
    filled.tie("ivy", "nell", {"2024-01-01": 0})
    assert (
        filled.reader(TOGETHER_RULE).pairs(sight=NURSE)
        == []
        == filled.reader(TOGETHER_RULE).times(ids=["ivy"], sight=NURSE)
    )


def test_the_newest_comes_first_and_many_are_asked_in_portions(filled: Filled) -> None:
    for number in range(400):
        filled.tie(f"a{number:03}", f"b{number:03}", {f"2024-{number % 12 + 1:02}-01": 0})
    pairs = filled.reader().pairs(ids=[f"b{number:03}" for number in range(400)], sight=NURSE)
    assert len(pairs) == 400 and pairs == filled.reader().pairs(sight=NURSE)
    assert [row["last_on"] for row in pairs] == sorted((row["last_on"] for row in pairs), reverse=True)


def test_pairs_of_nights_under_a_filter_are_those_of_its_days_with_their_records_alone(filled: Filled) -> None:
    """How often both were missing is said of all days: under a filter the days are those of the filter."""
    filled.tie("ivy", "nell", {"2024-01-01": 0, "2024-02-01": 0, "2024-05-01": 0})
    filled.tie("beth", "kit", {"2024-05-02": 0})
    store: Any = SimpleNamespace(together=filled.reader())
    every = pairs_of_nights(store, NURSE, EVER)
    assert sorted((one["person_id"], one["records"]) for one in every) == [("beth", 2), ("ivy", 6)]
    (winter,) = pairs_of_nights(store, NURSE, ConnectionFilter(since="2024-01-15", until="2024-03-01"))
    assert (winter["first_on"], winter["last_on"], winter["records"]) == ("2024-02-01", "2024-02-01", 2)
    assert (winter["person_id"], winter["occasions"]) == ("ivy", 3)
    assert pairs_of_nights(store, NURSE, ConnectionFilter(since="2024-06-01")) == []
    assert pairs_of_nights(store, NURSE, ConnectionFilter(agencies=frozenset({"health"}))) == [], (
        "no record of it is of health"
    )
