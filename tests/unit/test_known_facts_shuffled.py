"""What is drawn by lot keeps what it should: how many records each child and each thing has, weekdays, months, years."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from support import grouped
from support.patterned import recognise, write_rows

from sightline.known_facts import Homes, gather, read_words
from sightline.known_facts.shuffled_records import (
    ShuffledRecords,
    keep_true,
    put_back,
    shuffle_days,
    shuffle_outcomes,
    shuffle_places,
)
from sightline.networks import count_groups_by_chance
from sightline.networks.contacts import is_touch
from sightline.patterns import count_by_chance, read_patterns
from sightline.rulebook.calendar import read_calendar
from sightline.store import DuckDBEngine

AS_AT = date(2024, 12, 31)
FACTS = "SELECT row_id, name, event_on, occurred_from, known_from, details FROM pattern_fact ORDER BY ALL"
PLACES = "SELECT mention_id, thing_id FROM pattern_thing WHERE slot = 'place' ORDER BY ALL"


def missing(ref: str, who: tuple[str, str, str], day: date) -> dict[str, str]:
    surname, forename, born = who
    return {"layout": "police_missing", "Misper Ref": ref, "Surname": surname, "Forenames": forename, "DOB": born,
            "Missing From Date": f"{day:%d/%m/%Y}", "Missing From Time": "20:00",
            "Found Date": f"{day + timedelta(days=1):%d/%m/%Y}", "Found Time": "07:00",
            "Entered On": f"{day + timedelta(days=1):%d/%m/%Y}"}  # fmt: skip


CHILDREN = (grouped.NELL, grouped.IVY, grouped.BETH, grouped.TOM)
ROWS = [
    *grouped.ROWS,
    *(
        missing(f"M{number}", CHILDREN[number % 4], date(2024, 1, 3) + timedelta(days=11 * number))
        for number in range(30)
    ),
]


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBEngine]:
    made = recognise(write_rows(ROWS, tmp_path_factory.mktemp("rows")), as_at=AS_AT)
    gather(engine=made)
    keep_true(engine=made)
    yield made
    made.close()


def facts(engine: DuckDBEngine) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = engine.query(FACTS).to_pylist()
    return rows


def test_days_move_by_whole_weeks_within_their_year_and_all_of_a_record_moves_together(engine: DuckDBEngine) -> None:
    before = {(row["row_id"], row["name"]): row for row in facts(engine)}
    shuffle_days(engine=engine, seed="1")
    after = {(row["row_id"], row["name"]): row for row in facts(engine)}
    put_back(engine=engine)
    moved = {key: (after[key]["event_on"] - row["event_on"]).days for key, row in before.items() if row["event_on"]}
    assert before.keys() == after.keys()
    assert any(moved.values()) and not any(days % 7 for days in moved.values())
    for (row_id, name), row in before.items():
        assert moved[row_id, name] == moved.get((row_id, "missing"), moved[row_id, name])
        changed = after[row_id, name]
        assert changed["event_on"].year in (2023, 2024, 2025)
        assert (changed["known_from"] - row["known_from"]).days == moved[row_id, name]
        assert changed["occurred_from"][10:] == row["occurred_from"][10:]
    assert facts(engine) == sorted(before.values(), key=lambda row: (row["row_id"], row["name"]))


def test_outcomes_and_places_are_dealt_anew_and_none_is_lost(engine: DuckDBEngine) -> None:
    before, places = facts(engine), engine.query(PLACES).to_pylist()
    shuffle_outcomes(engine=engine, seed="1")
    shuffle_places(engine=engine, seed="2")
    after, others = facts(engine), engine.query(PLACES).to_pylist()
    put_back(engine=engine)
    assert Counter(row["details"] for row in before) == Counter(row["details"] for row in after)
    assert [row["mention_id"] for row in places] == [row["mention_id"] for row in others]
    assert Counter(row["thing_id"] for row in places) == Counter(row["thing_id"] for row in others)
    assert places != others


def test_each_child_and_each_thing_stands_on_as_many_records_as_before(engine: DuckDBEngine) -> None:
    homes = Homes(engine=engine, words=read_words())
    drawn = ShuffledRecords(engine, seed="3", counts=lambda row, kind: is_touch(row, kind, homes))
    true = ShuffledRecords.__mro__[1](engine)
    for kind in ("adult", "vehicle", "place"):
        before = [row for row in true.children_with(kind) if is_touch(row, kind, homes)]
        after = drawn.children_with(kind)
        assert before
        assert Counter(row["person_id"] for row in before) == Counter(row["person_id"] for row in after)
        assert Counter((row["entity_id"], row["event_on"].month) for row in before) == Counter(
            (row["entity_id"], row["event_on"].month) for row in after
        )


def test_the_same_seed_gives_the_same_numbers_for_every_rule_that_chance_has_a_part_in(engine: DuckDBEngine) -> None:
    def ask(seed: int) -> dict[str, int]:
        return count_by_chance(engine=engine, as_at=AS_AT, calendar=read_calendar(), shuffles=3, seed=seed)

    found = ask(1)
    assert found == ask(1)
    assert found["repeat_missing"] > 0, "children so often missing are so by chance as well"
    ids = {pattern.id for pattern in read_patterns(day=AS_AT)}
    assert ids - found.keys() == {
        "account_no_action", "suspicion_unanswered", "worry_unanswered", "young_child", "group_around_children",
    }  # fmt: skip


def test_a_group_is_rarely_there_by_chance(engine: DuckDBEngine) -> None:
    """Of a handful of records chance may well give the same: no more than one a lot."""
    assert 0 <= count_groups_by_chance(engine=engine, as_at=AS_AT, shuffles=4, seed=1) <= 4
