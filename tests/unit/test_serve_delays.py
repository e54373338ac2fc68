"""Deadlines by month and agency, against clocks worked out by hand: October has 31 days, and the clocks change in it."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.rows import engine_with

from sightline.model.schema import CLOCK, CLOCK_BASIS, STATED_START
from sightline.store.layout.clocks import build_conclusions
from sightline.store.layout.delays import SHARED_LAYOUT, build_delays, list_months
from sightline.store.snapshot_reader import SnapshotReader, open_store

AS_AT = date(2026, 11, 29)
ONE_RETURN = {"interview": "interview", "offer": "interview", "alone": "interview"}
# clock, agency, known from, due, stopped, state, what else is true of it
CLOCKS: tuple[tuple[str, str, str, str, str | None, str, dict[str, Any]], ...] = (
    ("last_day", "police", "2026-10-30", "2026-10-31T23:59:59Z", None, "breached", {}),
    ("on_the_day", "police", "2026-10-01", "2026-10-05T22:59:59Z", "2026-10-05", "met", {}),
    ("late", "police", "2026-10-10", "2026-10-20T22:59:59Z", "2026-11-02", "met_late", {}),
    ("silent", "health", "2026-11-01", "2026-11-05T23:59:59Z", None, "not_known", {}),
    ("before", "police", "2026-01-01", "2026-01-09T23:59:59Z", None, "breached", {"backlog": True}),
    ("came_late", "health", "2026-10-01", "2026-11-03T23:59:59Z", None, "breached", {"arrived_late": True}),
    ("today", "police", "2026-11-20", "2026-11-29T12:00:00Z", None, "breached", {}),
    ("running", "health", "2026-11-28T08:00:00Z", "2026-12-09T23:59:59Z", None, "running", {}),
    ("slow", "health", "2026-01-01", "2026-02-01T23:59:59Z", "2026-01-31T12:00:00Z", "met", {}),
    ("shared", "police", "2026-11-02", "2026-11-04T23:59:59Z", None, "breached", {}),
    # one return of one child: the interview was in time, and is still owed with somebody else
    *(
        (rule, "housing", "2026-11-02", "2026-11-05T23:59:59Z", stopped, state,
         {"rule_id": rule, "record_id": "return", "mention_id": "ana"})
        for rule, stopped, state in (
            ("offer", "2026-11-03", "met"), ("interview", "2026-11-04", "met"), ("alone", None, "breached"),
        )
    ),
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SnapshotReader]:
    path: Path = tmp_path_factory.mktemp("delays") / "serve.sqlite"
    engine = engine_with({
        CLOCK: [
            {"clock_id": one, "record_id": one, "answering_agency": agency, "known_from": known, "due_at": due,
             "stopped_at": stopped, "state": state, **more}
            for one, agency, known, due, stopped, state, more in CLOCKS
        ],
        CLOCK_BASIS: [
            {"conclusion_id": one[0], "record_id": one[0], "layout": SHARED_LAYOUT if one[0] == "shared" else "x"}
            for one in CLOCKS
        ],
        STATED_START: [],
    })  # fmt: skip
    build_conclusions(engine=engine, path=path)
    for _ in range(2):  # anew, as after an interruption
        build_delays(engine=engine, path=path, as_at=AS_AT, counted_with=ONE_RETURN)
    with open_store(path) as reader:
        yield reader


def test_a_month_counts_what_fell_due_in_it_and_what_was_over_at_its_end(store: SnapshotReader) -> None:
    months = {row["month"]: row for row in store.conclusions.delay_months()}
    assert len(months) == 13 and min(months) == "2025-11"
    assert months["2026-10"] == {
        "month": "2026-10", "through": "2026-10-31", "fell_due": 3, "met": 1, "met_late": 1, "not_met": 1,
        "not_known": 0, "overdue": 2, "arrived_late": 0, "backlog": 1,
    }  # fmt: skip
    assert months["2026-11"] == {
        "month": "2026-11", "through": "2026-11-28", "fell_due": 4, "met": 0, "met_late": 0, "not_met": 3,
        "not_known": 1, "overdue": 3, "arrived_late": 1, "backlog": 1,
    }  # fmt: skip
    assert (months["2025-12"]["fell_due"], months["2025-12"]["overdue"]) == (0, 0)


def test_deadlines_that_rules_count_as_one_thing_are_one_and_that_which_is_over_counts(store: SnapshotReader) -> None:
    (housing,) = [row for row in store.conclusions.delay_agencies() if row["agency"] == "housing"]
    assert (housing["open"], housing["overdue"], housing["answered"]) == (1, 1, 0)


def test_each_agency_has_what_is_open_and_over_and_how_long_answers_took(store: SnapshotReader) -> None:
    police, health, shared = (
        next(row for row in store.conclusions.delay_agencies() if row["agency"] == agency)
        for agency in ("police", "health", "partnership")
    )
    assert police == {
        "agency": "police", "open": 3, "overdue": 1, "arrived_late": 0, "backlog": 1, "not_known": 0,
        "oldest_days": 331, "oldest_late_days": None, "answered": 2, "half_days": 4, "most_days": 23,
    }  # fmt: skip
    assert health == {
        "agency": "health", "open": 3, "overdue": 0, "arrived_late": 1, "backlog": 0, "not_known": 1,
        "oldest_days": 0, "oldest_late_days": 58, "answered": 1, "half_days": 30, "most_days": 30,
    }  # fmt: skip
    assert (shared["open"], shared["overdue"]) == (1, 1)


def test_each_agency_has_a_number_in_every_month_and_they_add_up_to_the_months(store: SnapshotReader) -> None:
    rows, months = store.conclusions.delay_agency_months(), store.conclusions.delay_months()
    assert len(rows) == 13 * 4
    for month in months:
        of_month = [row for row in rows if row["month"] == month["month"]]
        for number in ("overdue", "arrived_late", "backlog"):
            assert sum(row[number] for row in of_month) == month[number], (month["month"], number)  # type: ignore[literal-required]
    (october,) = (row for row in rows if (row["month"], row["agency"]) == ("2026-10", "police"))
    assert (october["overdue"], october["backlog"]) == (2, 1)


def test_on_the_first_of_a_month_the_last_month_is_whole() -> None:
    last = list(list_months(as_at=date(2026, 11, 1)))[-1]
    assert last == ("2026-10", "2026-10-31", "2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z")
