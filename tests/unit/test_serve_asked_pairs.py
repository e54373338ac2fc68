"""Of which people it is asked whether they are one, for readers who see both sides of the question and for others."""

import sqlite3

import pytest

from sightline.model.nouns import Role
from sightline.model.serve_tables.catalogue import declared
from sightline.model.visibility import Reader
from sightline.sharing import row_filter
from sightline.store.layout.people import FILLS
from sightline.store.serve.rows import create_tables
from sightline.store.snapshot_reader import SnapshotReader

POLICE = ("police", "police", "police_missing")
CLINIC = ("health", "Clinic", "health_attendances")
OFFICER = row_filter(reader=Reader("officer", Role.PRACTITIONER, "police"))
NURSE = row_filter(reader=Reader("nurse", Role.PRACTITIONER, "health"))


@pytest.fixture
def store() -> SnapshotReader:
    connection = sqlite3.connect(":memory:")
    connection.row_factory = sqlite3.Row
    connection.executescript(create_tables(*declared(FILLS)))
    sides = [
        ("q1", "a", "m1", "nell", "r1", *POLICE, 0, 0), ("q1", "b", "m2", "nellie", "r2", *POLICE, 0, 0),
        ("q2", "a", "m3", "nell", "r1", *POLICE, 0, 0), ("q2", "b", "m4", "ivy", "r3", *CLINIC, 1, 0),
        ("q3", "a", "m5", "beth", "r1", *POLICE, 0, 0), ("q3", "b", "m6", "beth", "r4", *POLICE, 0, 0),
    ]  # fmt: skip
    for place, question in enumerate(("q1", "q2", "q3")):
        connection.execute("INSERT INTO question VALUES (?, ?, '', '', '', 0, 0, 0)", (place, question))
    connection.executemany(f"INSERT INTO question_side VALUES ({', '.join('?' * 10)})", sides)
    return SnapshotReader(connection)


def test_a_pair_is_told_to_those_who_see_both_sides(store: SnapshotReader) -> None:
    everybody = ["nellie", "nell", "ivy", "beth"]
    assert store.asked_pairs(person_ids=everybody, sight=NURSE) == {("nell", "nellie"), ("ivy", "nell")}
    assert store.asked_pairs(person_ids=everybody, sight=OFFICER) == {("nell", "nellie")}
    assert store.asked_pairs(person_ids=["nell", "beth"], sight=NURSE) == set()
    assert store.asked_pairs(person_ids=[], sight=NURSE) == set()
