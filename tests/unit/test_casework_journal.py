"""The journal: what drafts refuse, and how entries are asked in the order in which they were written."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.journal import draft
from sightline.casework.journal.state import EntryRows, need_not_taken_back
from sightline.casework.meetings.pages.entry_kinds import MeetingEntryKind
from sightline.model.errors import SightlineError, Usage

TODAY = date(2026, 12, 22)


def entry(kind: str, number: int, about: str = "") -> Any:
    return SimpleNamespace(kind=kind, entry_id=f"entry{number}", about=about)


ROWS = [
    entry("considered", 1), entry("used", 2, "entry1"), entry("considered", 3), entry("used", 4, "entry3"),
    entry("used", 5, "entry1"), entry("taken_back", 6, "entry3"),
]  # fmt: skip


def test_entries_are_asked_in_the_order_in_which_they_were_written() -> None:
    rows: EntryRows[Any] = EntryRows(ROWS)
    assert [one.entry_id for one in rows.of("used")] == ["entry2", "entry4", "entry5"]
    assert [one.entry_id for one in rows.of("taken_back", "considered")] == ["entry1", "entry3", "entry6"]
    first, last = rows.first("used", about="entry1"), rows.last("used", about="entry1")
    assert first and last and (first.entry_id, last.entry_id) == ("entry2", "entry5")
    newest = rows.last("used")
    assert newest and newest.entry_id == "entry5"
    assert rows.last("used", about="entry9") is None and rows.first("breach") is None
    assert {about: len(some) for about, some in rows.by_about("used").items()} == {"entry1": 2, "entry3": 1}
    assert rows.last_by_about("used")["entry1"].entry_id == "entry5"


def test_an_entry_is_taken_back_once_and_only_where_it_is_there() -> None:
    rows: EntryRows[Any] = EntryRows(ROWS)
    mine, taken_back = {one.entry_id: one for one in rows.of("considered")}, rows.last_by_about("taken_back")
    assert need_not_taken_back(mine, "entry1", taken_back=taken_back).entry_id == "entry1"
    for key in ("entry3", "entry2", "entry9"):
        with pytest.raises(NotHere):
            need_not_taken_back(mine, key, taken_back=taken_back)


@pytest.mark.parametrize(
    ("check", "code"),
    [
        (lambda: draft.read_words("Noted."), "not_an_answer"),
        (lambda: draft.read_name("   ", missing="It does not say who."), "no_who"),
        (lambda: draft.read_due_day(None), "no_day"),
        (lambda: draft.read_due_day(TODAY - timedelta(days=1)), "no_day"),
        (lambda: draft.read_due_day(None, may_have_passed=True), "no_day"),
        (lambda: draft.read_past_day(None), "no_day"),
        (lambda: draft.read_past_day(TODAY + timedelta(days=1)), "no_day"),
        (lambda: draft.need_records(()), "no_record"),
    ],
)
def test_a_draft_that_is_not_whole_is_refused(
    check: Callable[[], object], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    with pytest.raises(Usage) as caught:
        check()
    assert caught.value.code == code


def test_a_draft_that_is_whole_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    assert draft.read_due_day(TODAY) == draft.read_past_day(TODAY) == TODAY
    assert draft.read_due_day(date(2026, 1, 1), may_have_passed=True) == date(2026, 1, 1)
    assert draft.read_name(f" {'n' * 300} ", missing="") == "n" * draft.MOST_NAME
    assert draft.read_records(["b", "a", "b"], seen={"a", "b", "c"}) == ("b", "a")
    with pytest.raises(SightlineError):
        draft.read_records(["a", "d"], seen={"a"})


def test_a_draft_shows_no_words_and_no_name() -> None:
    shown = repr(draft.EntryDraft(MeetingEntryKind.ACTION, "She was seen with him", who="The ward sister"))
    assert "seen with" not in shown and "sister" not in shown
