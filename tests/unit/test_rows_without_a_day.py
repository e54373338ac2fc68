"""Rows of a snapshot whose day no record gives: pages that read them open all the same."""

import json
import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from sightline.casework.audit.trail import Trail
from sightline.casework.core.actor import Actor
from sightline.casework.core.house_reader import THE_HOUSE
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.response_samples import _first_harm
from sightline.casework.home.missing_part import list_missing_children
from sightline.casework.home.pages.news import NewSince
from sightline.casework.home.panels import HomeDesk
from sightline.model.nouns import Role
from sightline.model.serve_tables.catalogue import DECLARED
from sightline.model.visibility import Reader
from sightline.store.serve.rows import create_tables
from sightline.store.snapshot_reader import SnapshotReader

POLICE = {"agency": "police", "organisation": "police", "layout": "police_missing", "restricted": 0, "sealed": 0}
BODY = {
    "record_id": "r1", "as_role": "VICTIM", "what": "Assault", "present": [], "childs_words": "",
    "occurred_from": None, "occurred_to": None, "date_precision": "unknown", "date_words": "some time last year",
    "known_from": "2024-06-20", "source_file": "a.csv", "source_rows": [1], "standing": "current", "versions": 1,
}  # fmt: skip


class Filled:
    """A `serve.sqlite` in memory, and what is put into it."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:")
        self.connection.row_factory = sqlite3.Row
        self.connection.executescript(create_tables(*(table for tables, _ in DECLARED.values() for table in tables)))
        self.store = SnapshotReader(self.connection)

    def put(self, table: str, **row: object) -> None:
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" * len(row))
        self.connection.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", list(row.values()))


@pytest.fixture
def filled() -> Filled:
    return Filled()


@pytest.mark.django_db
def test_a_child_who_is_missing_since_no_known_day_is_listed_by_name(filled: Filled) -> None:
    said = {"person_id": "ana", **POLICE, "what": "name", "value": "Ana Ash", "records": 1, "record_id": "r1"}
    filled.put("said", **said)
    for record, began in (("r1", None), ("r2", "2001-01-01")):
        filled.put("missing_episode", record_id=record, mention_id=record, person_id="ana", reference=record,
                   missing_from=began, date_precision=None if began is None else "day", risk_grade="", what="",
                   **POLICE)  # fmt: skip
    officer = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
    since = NewSince("2024-06-24T00:00:00Z", 0, True)
    desk = HomeDesk(ReaderSession(officer), filled.store, THE_HOUSE, (), 0, since, "2024-07-01T00:00:00Z", Trail())
    shown = list_missing_children(desk)
    assert [(line.record_id, line.missing_from, line.person.name) for line in shown.now] == [("r1", None, "Ana Ash")]
    assert shown.older == 1
    assert list_missing_children(replace(desk, store=None)).now == ()


def test_harm_of_no_known_day_is_not_said_to_be_of_a_later_day(filled: Filled) -> None:
    line = {**POLICE, "layout": "police_occurrences", "kind": "police_occurrences/assault", "has_words": 0}
    filled.put("entry", person_id="ana", sort_key="9999", entry_id="e1", **line, body=json.dumps(BODY))
    assert _first_harm(filled.store, ["ana"], THE_HOUSE, after=date(2024, 7, 1)) is None
    later = {**BODY, "record_id": "r2", "occurred_from": "2024-07-02", "date_precision": "day"}
    filled.put("entry", person_id="ana", sort_key="2024-07-02", entry_id="e2", **line, body=json.dumps(later))
    found = _first_harm(filled.store, ["ana"], THE_HOUSE, after=date(2024, 7, 1))
    assert found is not None and found[0]["record_id"] == "r2"
