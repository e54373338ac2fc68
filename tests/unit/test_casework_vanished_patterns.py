"""What is recognised no more from one snapshot to the next, and what only goes on under another key."""

import json
from pathlib import Path

import duckdb
import pytest

from sightline.casework.reappraisal.vanished_patterns import find_gone
from sightline.casework.rule_switches.selectors import pattern_rules
from sightline.store.snapshots import ANALYSIS, MANIFEST, Snapshot

RULE = "shared_adult"
VERSION = pattern_rules()[RULE].version
TABLE = (
    "CREATE TABLE pattern (instance_key TEXT, pattern_id TEXT, basis TEXT, on_confirmed BOOL, rule_version TEXT, "
    "first_record_id TEXT, record_ids TEXT[], people TEXT[], person_id TEXT, other_person_id TEXT, entity_kind TEXT, "
    "entity_id TEXT, group_id TEXT)"
)
Line = tuple[object, ...]


def told(key: str, first: str, *more: str, basis: str = "all", confirmed: bool = True, version: str = VERSION,
         pair: str = "ab", who: str = "dan", group: str | None = None) -> Line:  # fmt: skip
    about = (None, None, None, None) if group else (pair[0], pair[1], "adult" if who == "dan" else "unidentified", who)
    return key, RULE, basis, confirmed, version, first, [first, *more], list(pair), *about, group


def snapshot(folder: Path, *lines: Line, rules: str = "r1", table: str = TABLE) -> Snapshot:
    folder.mkdir()
    with duckdb.connect(str(folder / ANALYSIS)) as made:
        made.execute(table)
        for line in lines:
            made.execute("INSERT INTO pattern VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", line)
    (folder / MANIFEST).write_text(json.dumps({"inputs": {"rules": rules, "code": "1"}}))
    return Snapshot(folder.name, folder)


@pytest.mark.parametrize(
    ("now", "gone"),
    [
        ([], True),
        ([told("k1", "r1")], False),  # less of it is left, and it stands
        ([told("k2", "r0", "r1")], False),  # it begins with an earlier record that came since
        ([told("k2", "r2", "r3")], True),  # it stands on others of its records: what was answered began with r1
        ([told("k2", "r0", "r1", pair="ac")], True),  # of one of the two children, and another
        ([told("k2", "r0", "r1", who="paul")], True),
        ([told("k2", "r0", "r1", basis="structured")], True),
    ],
)
def test_what_stands_in_the_one_and_not_in_the_other(tmp_path: Path, now: list[Line], gone: bool) -> None:
    before = snapshot(tmp_path / "before", told("k1", "r1", "r2"))
    after = snapshot(tmp_path / "after", *now)
    assert find_gone(before=before, after=after) == ({"k1": RULE} if gone else {})
    assert find_gone(before=before, after=before) == {}


def test_a_group_and_somebody_unidentified_go_on_where_they_begin_earlier(tmp_path: Path) -> None:
    before = snapshot(tmp_path / "before", told("k1", "r1", "r2", group="g1"), told("k3", "r4", who="ginge4"))
    grown = told("k2", "r0", "r1", pair="bc", group="g2"), told("k4", "r3", "r4", who="ginge3")
    assert find_gone(before=before, after=snapshot(tmp_path / "after", *grown)) == {}
    others = told("k2", "r0", "r1", pair="cd", group="g2"), told("k4", "r3", who="ginge3")
    assert set(find_gone(before=before, after=snapshot(tmp_path / "others", *others))) == {"k1", "k3"}


@pytest.mark.parametrize(
    ("line", "gone"),
    [
        (told("k1", "r1", version="another"), False),
        (told("k1", "r1"), True),
        (told("k1", "r1", confirmed=False), False),
        (told("k1", "r1", basis="structured", confirmed=False), True),
    ],
)
def test_a_rule_that_reads_otherwise_takes_nothing_away(tmp_path: Path, line: Line, gone: bool) -> None:
    after = snapshot(tmp_path / "after", rules="r2")
    assert bool(find_gone(before=snapshot(tmp_path / "before", line), after=after)) is gone


def test_a_snapshot_of_an_earlier_sightline_is_not_compared(tmp_path: Path) -> None:
    before = snapshot(tmp_path / "before", table="CREATE TABLE pattern (instance_key TEXT, pattern_id TEXT)")
    assert find_gone(before=before, after=snapshot(tmp_path / "after", told("k1", "r1"))) == {}
