"""What analysts added and took back becomes entries, in a workspace of commit 70ae463, on both databases.

Decisions and their hashes stay byte for byte; the way back takes the table away, and forth again makes the same rows.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.kept_workspace import DATABASES, KeptWorkspace, keep_workspace

BLANK = {
    "about": "", "word": "", "ends": [], "record_ids": [], "on_day": None, "to_day": None, "source_grade": "",
    "information_grade": "", "handling": "", "role": "", "agency": "", "organisation": "",
}  # fmt: skip
END = {"kind": "person", "mention_id": "mention0000000000001", "record_id": "record00000000000001"}
FORCE = {"role": "analyst", "agency": "police", "organisation": "North Force"}
ENTRIES: list[dict[str, Any]] = [
    {
        "kind": "added", "by": "analyst0", "word": "connection", "ends": [END, END | {"mention_id": "m2"}],
        "record_ids": ["record2", "record1"], "on_day": "2026-03-29", "to_day": "2026-10-25", "source_grade": "1",
        "information_grade": "B", "handling": "P", "text_sha": "0" * 64, **FORCE,
    },
    {
        "kind": "added", "by": "analyst1", "word": "entity", "ends": [END, {"kind": "added", "as": "place"}],
        "source_grade": "3", "information_grade": "E", "handling": "C", "text_sha": "1" * 64, **FORCE,
    },
    {
        "kind": "added", "by": "analyst0", "word": "hypothesis", "text_sha": "2" * 64,
        "ends": [{"kind": "group", "group_id": "g1", "members": [END]}], "source_grade": "2", "information_grade": "A",
        "handling": "P", "role": "analyst", "agency": "health",
    },
    {"kind": "taken_back", "by": "analyst0", "text_sha": "a" * 64},
]  # fmt: skip


@pytest.fixture(params=DATABASES)
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[KeptWorkspace]:
    with keep_workspace(tmp_path, request.param, asked="network_decisions_process.py") as found:
        yield found


def said_in(row: dict[str, Any]) -> dict[str, Any]:
    """A decision without its hashes and its reason: the upgrade seals the reason, and hashes the chain anew for that."""
    return {name: value for name, value in row.items() if name not in ("hash", "previous_hash", "why")}


def test_each_decision_has_its_entry_and_no_decision_is_changed(kept: KeptWorkspace) -> None:
    before = kept.ask("fill")
    assert before["was"] == "0013_concern_noted" and "entry" not in before and before["chains"][1] == []
    assert "0033_analyst_entries" in kept.sightline("upgrade", "--check")
    kept.sightline("upgrade", "--without-backup")
    assert "NOT in order" not in kept.sightline("doctor")

    after = kept.ask("compare")
    kept_rows = {key: said_in(after["decision"][key]) for key in before["decision"]}
    assert kept_rows == {key: said_in(row) for key, row in before["decision"].items()}
    assert after["chains"][1] == []
    numbers = [key for key, row in before["decision"].items() if row["kind"].startswith("network_entry")]
    check_entries(after["entry"], before["decision"], sorted(numbers, key=int))

    again = kept.ask("back")
    assert "entry" not in again["back"] and again["back"]["decision"] == after["decision"]
    assert again["entry"] == after["entry"] and again["decision"] == after["decision"]


def check_entries(entries: list[dict[str, Any]], decisions: dict[str, dict[str, str]], numbers: list[str]) -> None:
    """One entry for each of these decisions, in their order and with their moment; the last takes the first back."""
    assert [str(one["decision"]) for one in entries] == numbers and len(numbers) == len(ENTRIES)
    assert len({one["entry_id"] for one in entries}) == len(entries)
    for one, said in zip(entries, ENTRIES, strict=True):
        about = entries[0]["entry_id"] if said["kind"] == "taken_back" else ""
        assert one["at"].replace(" ", "T").replace("+00:00", "Z") == decisions[str(one["decision"])]["at"]
        wanted = {**BLANK, **said, "about": about}
        assert {name: one[name] for name in wanted} == wanted
        assert set(one) == {*wanted, "id", "entry_id", "decision", "at"}
