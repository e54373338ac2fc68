"""The rows of a page tell all that a row an act told, whatever the page did, was refused or could not do."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sightline.casework.audit.page_rows import DONE, SIGNED, acts_of, join_acts

IDS = st.sampled_from(["person:a", "person:b", "record:a", "record:b", "clock:c"])
ACTIONS = st.sampled_from(["read_person", "list_clocks", "list_notices", "read_record"])
ENTRY = st.fixed_dictionaries(
    {
        "username": st.sampled_from(["ann", "ben"]),
        "role": st.just("manager"),
        "via": st.just("web"),
        "os_name": st.just(""),
        "action": ACTIONS,
        "ids": st.lists(IDS, unique=True),
        "details": st.dictionaries(st.sampled_from(["entries", "acts", "each"]), st.integers(), max_size=2),
        "reason": st.sampled_from(["", "A complaint of 3 May."]),
        "outcome": st.sampled_from([DONE, DONE, "refused: not_here", "failed: unforeseen"]),
    }
)


def told(rows: list[dict[str, Any]], **of: Any) -> list[tuple[Any, ...]]:
    """Each act of rows as the audit log shows it, of some account and outcome, as it is read back from JSON."""
    return [
        (act.action, act.ids, act.details, act.reason, row["outcome"])
        for row in json.loads(json.dumps(rows))
        if all(row[name] == value for name, value in of.items())
        for act in acts_of(action=row["action"], ids=row["ids"], details=row["details"], reason=row["reason"])
    ]


@given(st.lists(ENTRY, max_size=8))
def test_nothing_that_was_read_is_lost_or_added_or_said_of_another_account(entries: list[dict[str, Any]]) -> None:
    rows = join_acts(entries)
    for name in {entry["username"] for entry in entries}:
        for outcome in {entry["outcome"] for entry in entries}:
            assert told(rows, username=name, outcome=outcome) == told(entries, username=name, outcome=outcome)
    assert len(told(rows)) == len(entries)


@given(st.lists(ENTRY, min_size=1, max_size=8))
def test_that_time_went_back_is_said_of_the_first_act(entries: list[dict[str, Any]]) -> None:
    row = join_acts(entries)[0]
    row = row | {"details": {**row["details"], "clock_went_back_from": "2026-12-25T08:00:00Z"}}
    first, *others = told([row])
    assert first[2] == {**entries[0]["details"], "clock_went_back_from": "2026-12-25T08:00:00Z"}
    assert not any("clock_went_back_from" in act[2] for act in others)


@given(st.lists(ENTRY, max_size=8))
def test_what_an_account_read_is_one_row_that_names_each_id_once(entries: list[dict[str, Any]]) -> None:
    rows = join_acts(entries)
    done = [tuple(row[name] for name in SIGNED) for row in rows if row["outcome"] == DONE]
    assert len(done) == len(set(done))
    assert all(len(row["ids"]) == len(set(row["ids"])) for row in rows)
    for row in rows:
        assert {one for act in told([row]) for one in act[1]} == set(row["ids"])
