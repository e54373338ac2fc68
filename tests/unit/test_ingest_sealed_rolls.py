"""Rows of a roll are sealed as they are imported. Once opened, every table is as if they had never been sealed."""

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from support.canary import find_words
from support.exports import MORNING, NEXT_WEEK, TABLES, WEEK_AFTER, write_export
from support.rolls import agree_on_rolls, give_key

from sightline import ingest
from sightline.agreements import EmergencyPass, Policy, compile_policy, read_agreements
from sightline.agreements.drafts import ROLLS
from sightline.agreements.files import FOLDER
from sightline.agreements.vocabulary import Tier
from sightline.casework.data.ingest import IngestReport
from sightline.cli.receipts import print_report
from sightline.ingest import intake
from sightline.ingest.closed_rows import close_rows
from sightline.ingest.erasure.received_rows import plain_cells
from sightline.ingest.kept_bytes import cut_bytes
from sightline.ingest.limits import Limits
from sightline.ingest.opened_rows import each_sealed, list_open, list_opened_ids, open_rows, plan_openings, read_sealed
from sightline.ingest.rows.roll_rows import RollSealer, WrittenRowReader
from sightline.ingest.sealed_people import SealedPeople
from sightline.linkage.live.link_keys import list_links, list_sealed_links
from sightline.linkage.live.name_keys import alike_key, born_key, forename_key, whole_key
from sightline.model.errors import OurFault, Refused
from sightline.sealing.ciphers import RowCipher
from sightline.sealing.erasure import destroy_bytes, erase_sealed_rows
from sightline.sealing.roll_keys import RollKeys, find_roll_keys
from sightline.sealing.sealed_rows import SealedRows
from sightline.sealing.tiers import tier_rules
from sightline.store import DuckDBEngine, Workspace, arrivals
from sightline.store.arrivals import NamelessCopy
from sightline.store.batches import list_parts
from sightline.store.begun_batches import remove_left_over
from sightline.store.openings import list_inputs
from sightline.store.received_files import SEALED, SEALED_ROWS, find_damaged, find_sealed

DAY = date(2026, 12, 31)
NAME = {"Surname": "Quillonby", "Forename": "Mia", "DOB": "05/03/2012"}


@dataclass(frozen=True)
class Room:
    """A workspace whose agreements are of one tier, and what seals there."""

    workspace: Workspace
    policy: Policy
    sealer: RollSealer | None

    def take(self, path: Path, *, batch: int, at: str) -> ingest.Receipt:
        (receipt,) = ingest.take_file(
            workspace=self.workspace, path=path, batch=batch, received_at=at, policy=self.policy, sealer=self.sealer
        )
        return receipt

    @property
    def keys(self) -> RollKeys:
        assert self.sealer
        return self.sealer.keys

    def tables(self, *, as_at: date = DAY) -> dict[str, list[Any]]:
        engine = DuckDBEngine(threads=1)
        try:
            ingest.assemble(engine=engine, workspace=self.workspace, as_at=as_at)
            return {table.name: engine.query(f"FROM {table.name} ORDER BY ALL").to_pylist() for table in TABLES}
        finally:
            engine.close()

    def open_all(self, *, on: date) -> int:
        every = (rows._connection.execute("SELECT handle FROM sealed_row") for rows in each_sealed(self.workspace))
        handles = {handle for found in every for (handle,) in found.fetchall()}
        planned = plan_openings(self.workspace, handles=handles, opened_on=on)
        open_rows(self.workspace, planned=planned, keys=self.keys, now=WEEK_AFTER)
        return sum(len(one.rows) for one in planned)

    def holds(self, *words: str) -> list[str]:
        """The files in which one of these words is, in the clear."""
        return find_words(self.workspace.root, *words)


def make_room(root: Path, *, tier: Tier, seals: bool) -> Room:
    workspace = Workspace(root)
    workspace.create()
    agree_on_rolls(root, tier=tier)
    keys = find_roll_keys(root) if seals else None
    sealer = (
        RollSealer(keys, partial(list_sealed_links, secret=keys.hashes), lambda text: "hit her" in text)
        if keys
        else None
    )
    return Room(workspace, compile_policy(read_agreements(root), on=DAY), sealer)


@pytest.fixture
def sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Room:
    give_key(monkeypatch)
    return make_room(tmp_path / "sealed", tier=Tier.ROLL, seals=True)


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Room]:
    yield make_room(tmp_path / "records", tier=Tier.RECORD, seals=False)


def week(day: str, **more: str) -> dict[str, str]:
    return {"School": "Oak School", **NAME, "Week Commencing": day, "Marks": "/ / / / / / / / / /", **more}


def visit(**more: str) -> dict[str, str]:
    return {**NAME, "Site": "General", "Attended Date": "14/09/2026", "Complaint": "Asthma", **more}


def licence(number: str, **more: str) -> dict[str, str]:
    return {"Licence No": number, "Licence Type": "DRIVER", "VRM": "QX12 ABC", "Holder Surname": "Quillonby", **more}


def three_weeks(folder: Path) -> list[tuple[Path, int, str]]:
    """Full registers and changes over three weeks: rows come, change, leave, come again, stand twice and are flagged."""
    a, b, c = (
        {
            "school_attendance": [week("07/09/2026"), week("14/09/2026"), week("14/09/2026", Forename="Ada")],
            "health_attendances": [
                visit(), visit(Complaint="Cough"), visit(Forename="Ada", Text="Seen with a man"),
                visit(Forename="Una", Complaint="Says he hit her"), visit(Forename="Eve"),
                visit(Forename="Eve", **{"Safeguarding Concern": "Y"}),
            ],
            "licensing_register": [licence("1"), licence("2", **{"Complaint Date": "01/09/2026"}), licence("3")],
        },
        {
            "school_attendance": [week("07/09/2026", Marks="O O O O O O O O O O"), week("21/09/2026")],
            "health_attendances": [visit(), visit(Outcome="DISCHARGED"), visit(Forename="Ada")],
            "licensing_register": [licence("1"), licence("2", **{"Complaint Date": "01/09/2026"})],
        },
        {
            "school_attendance": [week("07/09/2026"), week("14/09/2026"), week("21/09/2026")],
            "health_attendances": [visit(**{"Safeguarding Concern": "Y"})],
            "licensing_register": [licence("1", Status="EXPIRED"), licence("3")],
        },
    )  # fmt: skip
    return [
        (write_export(folder / f"{batch}" / f"{layout}.csv", layout, *rows), batch, at)
        for batch, (files, at) in ((10, (a, MORNING)), (20, (b, NEXT_WEEK)), (30, (c, WEEK_AFTER)))
        for layout, rows in files.items()
    ]


def as_records(tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The tables without what an opening is known by, the batch of its mentions, and the keyed hash of its file."""
    return {
        name: sorted(({**row, "batch": 0, "file_sha": ""} for row in rows), key=str) for name, rows in tables.items()
    }


def test_what_was_sealed_and_opened_is_as_if_it_had_been_a_record(sealed: Room, records: Room, tmp_path: Path) -> None:
    for path, batch, at in three_weeks(tmp_path / "in"):
        here, there = sealed.take(path, batch=batch, at=at), records.take(path, batch=batch, at=at)
        assert here.adds_up and here.rows_read == there.rows_read and there.rows_sealed == 0
        sealed.open_all(on=date(2026, 12, 4))
    opened, plain = as_records(sealed.tables()), as_records(records.tables())
    for name in ("source_row", "fact", "mention", "agency_record"):
        assert opened[name] == plain[name], name
    assert sealed.open_all(on=date(2026, 12, 5)) == 0, "nothing is left to open"
    batches = {row["row_id"]: row["batch"] for row in sealed.tables()["mention"]}
    assert {10, 20, 30}.isdisjoint(batches[row] for row in list_opened_ids(sealed.workspace) if row in batches)


def test_nothing_of_a_sealed_row_is_in_the_clear_and_an_earlier_day_does_not_know_it(
    sealed: Room, tmp_path: Path
) -> None:
    secrets = ("Quillonby", "QX12 ABC", "QX12ABC", "Asthma", "2012-03-05", "05/03/2012")
    roll = write_export(tmp_path / "a.csv", "health_attendances", visit())
    taken = sealed.take(roll, batch=1, at=MORNING)
    sealed.take(write_export(tmp_path / "b.csv", "licensing_register", licence("77")), batch=1, at=MORNING)
    assert (taken.rows_sealed, taken.rows_taken) == (1, 1) and sealed.holds(*secrets) == []
    assert as_records(sealed.tables())["mention"] == [] == sealed.tables()["agency_record"]
    assert sealed.open_all(on=date(2026, 12, 4)) == 2
    assert {row["surname"] for row in sealed.tables()["mention"]} == {"Quillonby", ""}
    assert sealed.tables(as_at=date(2026, 12, 3))["mention"] == []


def test_a_later_version_of_an_open_row_is_open_from_the_day_on_which_it_came(sealed: Room, tmp_path: Path) -> None:
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026")), batch=1, at=MORNING)
    sealed.open_all(on=date(2026, 12, 4))
    changed = week("07/09/2026", Marks="O O O O O O O O O O")
    at = "2026-12-07T09:00:00Z"
    sealed.take(write_export(tmp_path / "b.csv", "school_attendance", changed), batch=2 + 1, at=at)
    (again,) = plan_openings(sealed.workspace, handles=(), opened_on=date(2026, 12, 20))
    assert (again.is_again, again.opened_on, len(again.rows)) == (True, date(2026, 12, 7), 1)
    sealed.open_all(on=date(2026, 12, 20))
    versions = {
        day: [row["version"] for row in sealed.tables(as_at=date(2026, 12, day))["agency_record"]] for day in (5, 8, 21)
    }
    assert versions == {5: [1], 8: [1, 2], 21: [1, 2]}, "a replay of the eighth knows what came on the seventh"


def test_what_is_closed_is_in_no_table_and_can_be_opened_again(sealed: Room, tmp_path: Path) -> None:
    first, second = week("07/09/2026"), week("14/09/2026", Forename="Ada")
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", first, second), batch=1, at=MORNING)
    sealed.open_all(on=date(2026, 12, 4))
    changed = week("07/09/2026", Marks="O O O O O O O O O O")
    sealed.take(write_export(tmp_path / "b.csv", "school_attendance", changed), batch=3, at="2026-12-07T09:00:00Z")
    sealed.open_all(on=date(2026, 12, 8))
    (mia,) = {row["row_id"] for row in sealed.tables()["mention"] if row["forename"] == "Mia"}
    names = list_inputs(list_parts(sealed.workspace))
    handle = sealed.keys.handle(mia)
    assert close_rows(sealed.workspace, handles=[handle], keys=sealed.keys) == 2, "in both files"
    assert close_rows(sealed.workspace, handles=[handle], keys=sealed.keys) == 0
    assert [row["forename"] for row in sealed.tables()["mention"]] == ["Ada"]
    assert sealed.holds("2012-03-05Mia", "O O O O O") == [] and handle not in str(list_open(sealed.workspace))
    assert len(set(list_inputs(list_parts(sealed.workspace))) - set(names)) == 1, "a snapshot of before is another"
    assert sealed.open_all(on=date(2026, 12, 9)) == 2
    assert {row["forename"] for row in sealed.tables()["mention"]} == {"Mia", "Ada"}


def test_a_sealed_row_that_is_gone_or_damaged_is_said_and_nothing_is_opened(sealed: Room, tmp_path: Path) -> None:
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026")), batch=1, at=MORNING)
    (part,) = list_parts(sealed.workspace)
    handle = SealedRows(part.folder / SEALED_ROWS)._connection.execute("SELECT handle FROM sealed_row").fetchone()[0]
    assert find_damaged(workspace=sealed.workspace) == ()
    with closing(sqlite3.connect(part.folder / SEALED_ROWS)) as connection:
        connection.execute("DELETE FROM sealed_row")
        connection.commit()
    assert [one.how for one in find_damaged(workspace=sealed.workspace)] == ["changed in its sealed rows"]
    planned = plan_openings(sealed.workspace, handles=[handle], opened_on=DAY)
    assert len(planned) == 1
    with pytest.raises(OurFault, match="is gone"):
        open_rows(sealed.workspace, planned=planned, keys=sealed.keys, now=WEEK_AFTER)
    assert not any(list_open(sealed.workspace).values())
    (part.folder / SEALED_ROWS).unlink()
    assert [one.how for one in find_damaged(workspace=sealed.workspace)] == ["missing in its sealed rows"]


def test_whom_sealed_rows_name_is_counted_by_names_as_they_were_on_a_day(sealed: Room, tmp_path: Path) -> None:
    rows = [week("07/09/2026"), week("14/09/2026"), week("07/09/2026", Forename="Ada")]
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", *rows), batch=1, at=MORNING)
    came = visit(**{"Accompanied By": "Rosa Calder"})
    sealed.take(write_export(tmp_path / "b.csv", "health_attendances", came), batch=1, at=MORNING)

    def named(*texts: str, as_at: date = DAY) -> list[tuple[str, str, str]]:
        people = SealedPeople(sealed.workspace, keys=sealed.keys, as_at=as_at)
        found = people.find(texts)
        assert len(people.files) == (2 if as_at == DAY else 0)
        return sorted((one["agency"], one["slot"], one["name_as_written"] or one["forename"]) for one in found)

    alike = alike_key("maya", "quillonby")
    visitors = [("health", "accompanied_by", "Rosa Calder"), ("health", "subject", "Mia Quillonby")]
    school = [("school", "subject", "Mia Quillonby")]
    assert named(alike) == named(whole_key("quillonby", "mia")) == [*visitors, *school]
    assert named(forename_key("rosa")) == visitors
    assert named(born_key("quillonby", date(2012, 3, 5))) == [
        *visitors,
        ("school", "subject", "Ada Quillonby"),
        *school,
    ]
    assert named(alike_key("mia", "marrow")) == named(alike, as_at=date(2020, 1, 1)) == []


def test_an_erased_row_is_found_and_opened_by_nobody_and_the_others_stay(sealed: Room, tmp_path: Path) -> None:
    rows = [week("07/09/2026"), week("14/09/2026"), week("07/09/2026", Forename="Ada")]
    taken = sealed.take(write_export(tmp_path / "a.csv", "school_attendance", *rows), batch=1, at=MORNING)
    (part,) = list_parts(sealed.workspace)

    def held() -> dict[str, tuple[bytes, int]]:
        with closing(sqlite3.connect(part.folder / SEALED_ROWS)) as connection:
            sql = """SELECT handle, wrapped, (SELECT count(*) FROM link_hash WHERE subject = r.subject)
                     FROM sealed_row AS r ORDER BY rowid"""
            return {handle: (wrapped, links) for handle, wrapped, links in connection.execute(sql)}

    before = held()
    mia, mia_again, ada = before
    assert erase_sealed_rows(sealed.workspace, handles=["of-nobody"]) == 0
    assert erase_sealed_rows(sealed.workspace, handles=[ada, mia]) == 2
    assert erase_sealed_rows(sealed.workspace, handles=[ada, mia]) == 0, "once is enough"
    kept = (part.folder / SEALED_ROWS).read_bytes()
    assert all(before[one][0] not in kept for one in (ada, mia)) and before[mia_again][0] in kept
    assert held() == {mia: (b"", before[mia][1]), mia_again: before[mia_again], ada: (b"", 0)}
    assert find_damaged(workspace=sealed.workspace, fresh=True) == ()
    assert sealed.open_all(on=DAY) == 1 and sealed.open_all(on=DAY) == 0
    assert [row["forename"] for row in sealed.tables()["mention"]] == ["Mia"]
    assert destroy_bytes(sealed.workspace, file_sha=taken.file_sha)
    assert not destroy_bytes(sealed.workspace, file_sha=taken.file_sha)
    assert find_sealed(sealed.workspace, taken.file_sha) is None
    kept = (part.folder / SEALED_ROWS).read_bytes()
    (part.folder / SEALED_ROWS).write_bytes(kept[:-1] + b"x")
    with pytest.raises(OurFault, match="damaged"):
        erase_sealed_rows(sealed.workspace, handles=[mia_again])


def test_a_sign_in_a_column_that_nobody_mapped_makes_a_record(sealed: Room, tmp_path: Path) -> None:
    rows = [visit(Remarks="Says he hit her"), visit(Forename="Ada", Remarks="None")]
    path = write_export(tmp_path / "a.csv", "health_attendances", *rows, more=("Remarks",))
    assert sealed.take(path, batch=1, at=MORNING).rows_sealed == 1
    (known,) = {row["original"] for row in sealed.tables()["source_row"]}
    assert "Says he hit her" in known


def test_a_row_that_was_imported_before_the_key_is_told_from_a_record_by_the_same_rule() -> None:
    reader = WrittenRowReader(lambda text: "hit her" in text)
    told = {
        name: reader.is_roll(layout, json.dumps(said))
        for name, layout, said in (
            ("plain", "health_attendances", visit()),
            ("flagged", "health_attendances", visit(**{"Safeguarding Concern": "Y"})),
            ("not flagged", "health_attendances", visit(**{"Safeguarding Concern": "N"})),
            ("marked", "health_attendances", visit(**{"Sightline Marking": "RESTRICTED"})),
            ("a sign", "health_attendances", visit(Remarks="he hit her")),
            ("licence", "licensing_register", licence("1")),
            ("complaint", "licensing_register", licence("1", **{"Complaint Date": "01/09/2026"})),
            ("own mapping", "some_register", visit(**{"Safeguarding Concern": "Y"})),
        )
    }
    assert {name for name, is_roll in told.items() if is_roll} == {"plain", "not flagged", "licence", "own mapping"}


def test_a_record_in_a_roll_is_taken_as_before_and_stays_one(sealed: Room, tmp_path: Path) -> None:
    flagged = visit(**{"Safeguarding Concern": "Y"})
    first = write_export(tmp_path / "a.csv", "health_attendances", flagged, visit(Site="Other"))
    assert sealed.take(first, batch=1, at=MORNING).rows_sealed == 1
    assert [row["organisation"] for row in sealed.tables()["agency_record"]] == ["General"]
    unflagged = write_export(tmp_path / "b.csv", "health_attendances", visit())
    assert sealed.take(unflagged, batch=2, at=NEXT_WEEK).rows_sealed == 0, "the flag was removed: it stays a record"
    marked = write_export(
        tmp_path / "c.csv", "health_attendances",
        {**visit(Site="Third"), "Sightline Marking": "PROTECTED ADDRESS"}, more=("Sightline Marking",),
    )  # fmt: skip
    assert sealed.take(marked, batch=3, at=NEXT_WEEK).rows_sealed == 0


def test_a_row_is_found_by_name_parts_birth_date_and_numbers_and_by_no_other_key(sealed: Room, tmp_path: Path) -> None:
    sealed.take(write_export(tmp_path / "a.csv", "health_attendances", visit(Postcode="LS1 4AB")), batch=1, at=MORNING)
    born = date(2012, 3, 5)
    asked: dict[str, dict[str, Any]] = {
        "same": {"surname": "Quillonby", "forename": "Mia", "birth_date": born},
        "sounds": {"surname": "Quilonby", "forename": "Mia", "birth_date": born},
        "other": {"surname": "Marrow", "forename": "Ned", "birth_date": date(2001, 1, 1)},
    }
    texts = {
        name: list_links({"entity_kind": "person", **said}, secret=sealed.keys.hashes) for name, said in asked.items()
    }
    (found,) = (rows.find_each(texts, keys=sealed.keys) for rows in each_sealed(sealed.workspace))
    assert {name: len(some) for name, some in found.items()} == {"same": 1, "sounds": 1}
    other = RollKeys(os.urandom(32), os.urandom(32))
    assert [rows.find_each(texts, keys=other) for rows in each_sealed(sealed.workspace)] == [{}]
    with pytest.raises(OurFault, match="damaged"):
        read_sealed(found["same"][0], keys=other)


def test_the_file_itself_is_sealed_and_a_change_of_it_is_found(sealed: Room, tmp_path: Path) -> None:
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"))
    sha = sealed.take(roll, batch=1, at=MORNING).file_sha
    kept = find_sealed(sealed.workspace, sha)
    assert kept and [path.name for path in sealed.workspace.received.iterdir()] == [kept.name]
    assert find_damaged(workspace=sealed.workspace) == ()
    again = sealed.take(roll, batch=2, at=NEXT_WEEK)
    assert again.rows_unchanged == 1 and not (sealed.workspace.received / sha).exists()
    (sealed.workspace.received / sha).write_bytes(roll.read_bytes())  # as a process that died may leave it
    remove_left_over(sealed.workspace)
    assert kept.exists() and not (sealed.workspace.received / sha).exists()
    kept.write_bytes(kept.read_bytes()[:-1])
    assert [one.how for one in find_damaged(workspace=sealed.workspace)] == ["changed"]
    kept.unlink()
    assert [one.how for one in find_damaged(workspace=sealed.workspace)] == ["missing"]


def test_no_byte_of_a_roll_is_in_the_clear_while_it_is_read_and_after_a_process_died(
    sealed: Room, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"))
    plain = hashlib.sha256(roll.read_bytes()).hexdigest()
    found: list[list[str]] = []

    def stop(*_: Any, **__: Any) -> Any:
        files = [path for path in sealed.workspace.root.rglob("*") if path.is_file()]
        clear = [path.name for path in files if b"Quillonby" in path.read_bytes() or plain in str(path)]
        found.append([*clear, *(path.name for path in sealed.workspace.received.iterdir())])
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(intake, "read_rows", stop)
        with pytest.raises(KeyboardInterrupt):
            sealed.take(roll, batch=1, at=MORNING)
    ((kept,),) = found
    assert kept.endswith(SEALED) and plain not in kept, "it was sealed before, by a name that the file does not give"
    assert list(sealed.workspace.received.iterdir()) == [], "of what did not end nothing is kept"
    in_memory = sealed.take(roll, batch=1, at=MORNING).file_sha
    monkeypatch.setattr(arrivals, "MOST_IN_MEMORY", 0)  # a file that is too large for that
    assert sealed.take(roll, batch=2, at=NEXT_WEEK).file_sha == in_memory != plain
    record = write_export(tmp_path / "b.csv", "police_missing", {"Misper Ref": "M1"})
    taken = sealed.take(record, batch=3, at=NEXT_WEEK)
    assert (sealed.workspace.received / taken.file_sha).read_bytes() == record.read_bytes()
    assert taken.file_sha == hashlib.sha256(record.read_bytes()).hexdigest()
    monkeypatch.setattr(arrivals, "BY_NUMBER", tmp_path / "none")
    other = write_export(tmp_path / "c.csv", "school_attendance", week("14/09/2026"))
    assert sealed.take(other, batch=4, at=NEXT_WEEK).rows_sealed == 1 and sealed.holds("Quillonby") == []


def test_a_sealed_file_is_sealed_again_without_rows_that_were_erased(sealed: Room, tmp_path: Path) -> None:
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"), week("14/09/2026", Forename="Ada"))
    sha = sealed.take(roll, batch=1, at=MORNING).file_sha
    copy = NamelessCopy(roll, hashlib.sha256(roll.read_bytes()).hexdigest())
    row = plain_cells(week("14/09/2026", Forename="Ada").values())
    cut_bytes(sealed.workspace, copy, file_sha=sha, keys=sealed.keys, limits=Limits(), erased=[row])
    kept = find_sealed(sealed.workspace, sha)
    assert kept and sealed.holds("Quillonby") == [] and find_damaged(workspace=sealed.workspace) == ()
    left = b"".join(RowCipher(sealed.keys.rows).open_file(kept, place=sha)).decode()
    assert "Mia" in left and "Ada" not in left


def test_two_agencies_have_no_hash_in_common_for_one_person(sealed: Room, tmp_path: Path) -> None:
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026")), batch=1, at=MORNING)
    sealed.take(write_export(tmp_path / "b.csv", "health_attendances", visit()), batch=1, at=MORNING)
    hashes = [
        {one for (one,) in rows._connection.execute("SELECT hash FROM link_hash")}
        for rows in each_sealed(sealed.workspace)
    ]
    assert len(hashes) == 2 and all(hashes) and hashes[0].isdisjoint(hashes[1])


def test_a_roll_that_says_nothing_new_and_a_file_that_nobody_can_read_are_sealed_too(
    sealed: Room, tmp_path: Path
) -> None:
    first = [week("07/09/2026"), week("07/09/2026", Forename="Ada")]
    sealed.take(write_export(tmp_path / "a.csv", "school_attendance", *first), batch=1, at=MORNING)
    a_leaver = sealed.take(write_export(tmp_path / "b.csv", "school_attendance", first[0]), batch=2, at=NEXT_WEEK)
    assert (a_leaver.rows_unchanged, a_leaver.rows_taken, a_leaver.rows_gone) == (1, 0, 1)
    bad_date = week("07/09/2026", **{"Week Commencing": "Quillonby week"})
    rejected = sealed.take(write_export(tmp_path / "c.csv", "school_attendance", bad_date), batch=3, at=WEEK_AFTER)
    assert rejected.rows_rejected == 1
    (tmp_path / "d.csv").write_text("Kid,When\nMia Quillonby,today\n", encoding="utf-8")
    assert sealed.take(tmp_path / "d.csv", batch=4, at=WEEK_AFTER).mapping == ""
    assert sealed.holds("Quillonby") == [], "each file has its sealed copy alone"
    assert len(list(sealed.workspace.received.iterdir())) == 4
    unsealed = Room(sealed.workspace, sealed.policy, None)
    (tmp_path / "e.csv").write_text("Child,Seen\nMia Quillonby,today\n", encoding="utf-8")
    unsealed.take(tmp_path / "e.csv", batch=5, at=WEEK_AFTER)
    assert len(sealed.holds("Quillonby")) == 1
    sealed.take(tmp_path / "e.csv", batch=6, at=WEEK_AFTER)
    assert sealed.holds("Quillonby") == [], "taken again with a key, it is sealed"


def test_a_roll_of_real_people_is_not_taken_without_a_key_and_nothing_of_it_is_kept(
    sealed: Room, records: Room, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"))
    unsealed = Room(sealed.workspace, sealed.policy, None)
    with pytest.raises(Refused, match="no key"):
        unsealed.take(roll, batch=1, at=MORNING)
    assert not list_parts(sealed.workspace) and not sealed.holds("Quillonby")
    (invented,) = ingest.take_file(
        workspace=sealed.workspace, path=roll, batch=1, received_at=MORNING, policy=sealed.policy, holds_invented=True
    )
    agreed = Room(records.workspace, records.policy, sealed.sealer).take(roll, batch=1, at=MORNING)
    assert [(one.rows_sealed, one.rows_taken) for one in (invented, agreed)] == [(0, 1), (0, 1)]
    assert len(list_parts(records.workspace)) == 1 and not any(list_open(records.workspace).values())
    more = write_export(tmp_path / "b.csv", "school_attendance", week("14/09/2026"), week("21/09/2026"))
    print_report(IngestReport(1, (invented, agreed, sealed.take(more, batch=2, at=NEXT_WEEK))))
    said = " ".join(capsys.readouterr().out.split())
    assert "b.csv: 2 rows are sealed, 0 are records." in said


def test_a_register_stays_records_only_where_its_agreement_says_how_the_provider_chooses_its_rows(
    sealed: Room, records: Room, tmp_path: Path
) -> None:
    folder = records.workspace.root / FOLDER
    for path in folder.glob("*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("^rows_chosen = .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    bare = compile_policy(read_agreements(records.workspace.root), on=DAY)
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"))
    with pytest.raises(Refused, match="no key"):
        Room(records.workspace, bare, None).take(roll, batch=1, at=MORNING)
    assert not list_parts(records.workspace) and not records.holds("Quillonby")
    room = Room(records.workspace, bare, sealed.sealer)
    flagged = visit(**{"Attended Date": "15/09/2026", "Safeguarding Concern": "Y"})
    visits = write_export(tmp_path / "b.csv", "health_attendances", visit(), flagged)
    taken = [room.take(path, batch=1, at=MORNING) for path in (roll, visits)]
    assert [(one.rows_sealed, one.rows_taken) for one in taken] == [(1, 1), (1, 2)]
    told = write_export(tmp_path / "c.csv", "police_missing", {"Misper Ref": "M1"})
    assert room.take(told, batch=1, at=MORNING).rows_sealed == 0, "no rule decides its rows: the agreement's word does"


def test_in_an_emergency_a_roll_is_sealed_by_its_layout_and_refused_without_a_key(sealed: Room, tmp_path: Path) -> None:
    roll = write_export(tmp_path / "a.csv", "school_attendance", week("07/09/2026"))
    passed = EmergencyPass("emergency-1", hashlib.sha256(roll.read_bytes()).hexdigest())
    alone = replace(sealed.policy, covering={}, held=frozenset(), emergency=passed)
    with pytest.raises(Refused, match="no key"):
        Room(sealed.workspace, alone, None).take(roll, batch=1, at=MORNING)
    assert Room(sealed.workspace, alone, sealed.sealer).take(roll, batch=1, at=MORNING).rows_sealed == 1
    assert not sealed.holds("Quillonby")
    told = write_export(tmp_path / "b.csv", "police_missing", {"Misper Ref": "M1"})
    passed = EmergencyPass("emergency-2", hashlib.sha256(told.read_bytes()).hexdigest())
    taken = Room(sealed.workspace, replace(alone, emergency=passed), None).take(told, batch=2, at=NEXT_WEEK)
    assert (taken.rows_sealed, taken.rows_taken) == (0, 1), "what is no roll needs no key"


def test_the_layouts_of_rolls_are_those_that_a_draft_says() -> None:
    assert {*ROLLS} == {*tier_rules()}
