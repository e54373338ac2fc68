import contextlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from support.rows import engine_with, table_of

from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.schema import PERSON, RECEIVED_FILE, SCHEMA_VERSION, SNAPSHOT_TABLES
from sightline.store.batches import batch_folder, close_batch, list_parts, open_batch, read_receipts
from sightline.store.engine import DuckDBEngine
from sightline.store.files import whole_directory
from sightline.store.snapshots import MANIFEST, Stages, compare, find_snapshot, hash_tables, prune, snapshot_id
from sightline.store.workspace import SETTINGS_FILE, Workspace


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    workspace = Workspace(tmp_path)
    workspace.create()
    (tmp_path / SETTINGS_FILE).write_text("")
    return workspace


def test_a_folder_that_is_no_workspace_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(Usage, match="is not a Sightline workspace"):
        Workspace.find(tmp_path)


def test_settings_that_are_not_toml_are_said_so(place: Workspace) -> None:
    (place.root / SETTINGS_FILE).write_text("= no")
    with pytest.raises(Usage, match="cannot be read"):
        place.settings()


def test_the_lock_is_held_by_one_and_names_its_owner(place: Workspace) -> None:
    with place.lock(owner="ann", doing="run", now="2024-06-01T09:00:00Z"):
        with pytest.raises(Refused, match=r"'run' by ann since 2024-06-01T09:00:00Z"):
            with place.lock(owner="ben", doing="ingest", now="2024-06-01T09:01:00Z"):
                pass
    with place.lock(owner="ben", doing="ingest", now="2024-06-01T09:02:00Z"):
        pass


def test_a_received_file_is_kept_once_under_its_hash(place: Workspace, tmp_path: Path) -> None:
    source = tmp_path / "a.csv"
    source.write_text("x\n1\n")
    assert place.keep(source) == place.keep(source)
    assert [path.read_text() for path in place.received.iterdir()] == ["x\n1\n"]


def test_a_directory_that_failed_half_way_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        with whole_directory(tmp_path / "made") as folder:
            (folder / "one").write_text("1")
            raise RuntimeError
    assert not (tmp_path / "made").exists()
    with whole_directory(tmp_path / "made") as folder:
        (folder / "two").write_text("2")
    assert [path.name for path in (tmp_path / "made").iterdir()] == ["two"]


def test_an_interrupted_batch_is_gone_on_with_and_a_closed_one_is_not(place: Workspace) -> None:
    assert open_batch(place) == 1
    with whole_directory(batch_folder(place, 1) / "aa") as folder:
        pq.write_table(table_of(RECEIVED_FILE, {"file_sha": "aa"}), folder / "received_file.parquet")
    assert open_batch(place) == 1
    close_batch(place, 1, now="2024-06-01T09:00:00Z")
    assert open_batch(place) == 2
    assert [(part.batch, part.file_sha) for part in list_parts(place)] == [(1, "aa")]
    assert read_receipts(place).num_rows == 1


def test_a_directory_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    for words in ("first", "second"):
        with contextlib.suppress(OSError), whole_directory(tmp_path / "made") as folder:
            (folder / "one").write_text(words)
    assert (tmp_path / "made" / "one").read_text() == "first"


def test_a_table_with_a_repeated_key_or_a_missing_value_is_refused() -> None:
    engine = engine_with({})
    with pytest.raises(OurFault, match="repeated keys"):
        engine.write(PERSON, table_of(PERSON, {"person_id": "a"}, {"person_id": "a"}))
    with pytest.raises(OurFault, match="missing values"):
        engine.write(PERSON, "SELECT NULL AS person_id, [] AS names, [] AS birth_dates, [] AS identifiers, [] AS agencies, NULL AS first_seen_on, NULL AS last_seen_on")  # fmt: skip


ONE = {"person_id": "a"}
CHANGES: dict[str, Callable[[DuckDBEngine], None]] = {
    "a step in its place": lambda engine: engine.make("made", "SELECT 0 AS rows"),
    "a step that it reads": lambda engine: engine.make("given", "SELECT 3 AS number"),
    "rows loaded": lambda engine: engine.load("given", pa.table({"number": [1, 2]})),
    "rows appended": lambda engine: engine.append("given", pa.table({"number": [1, 2]})),
    "a table written": lambda engine: engine.write(PERSON, table_of(PERSON, ONE)),
    "a table patched": lambda engine: engine.patch(PERSON, "SELECT * FROM person", where="person_id = 'a'"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_working_tables_are_made_again_only_after_a_change(change: Callable[[DuckDBEngine], None]) -> None:
    engine, times = engine_with({PERSON: [ONE]}), []

    def make() -> None:
        times.append(1)
        engine.make("made", "SELECT (SELECT count(*) FROM given) + (SELECT count(*) FROM person) AS rows")

    engine.load("given", pa.table({"number": [1]}))
    for count in (1, 1):
        engine.unless_made(make, reads=("given", "person"), makes=("made",))
        assert len(times) == count
    change(engine)
    for count in (2, 2):
        engine.unless_made(make, reads=("given", "person"), makes=("made",))
        assert len(times) == count
    engine.close()


def test_the_hash_of_a_table_does_not_depend_on_the_order_of_its_rows() -> None:
    rows = [{"person_id": "a", "names": ["Ann Oak"]}, {"person_id": "b"}]
    empty = {table: [] for table in SNAPSHOT_TABLES}
    one, other = engine_with({**empty, PERSON: rows}), engine_with({**empty, PERSON: rows[::-1]})
    changed = engine_with({**empty, PERSON: [rows[0], {"person_id": "b", "names": ["Ben"]}]})
    assert hash_tables(one) == hash_tables(other)
    assert hash_tables(one)["person"] != hash_tables(changed)["person"]


def snapshot_with(place: Workspace, name: str, people: list[dict[str, object]]) -> None:
    stages = Stages(place, name)
    for table in SNAPSHOT_TABLES:
        stages.engine.write(table, table_of(table, *(people if table is PERSON else [])))
    stages.finish({})


def test_a_run_goes_on_after_the_last_stage_that_ended(place: Workspace) -> None:
    done: list[str] = []
    stages = Stages(place, "2024-06-01-x")
    stages.do("first", lambda: done.append("first"))
    with pytest.raises(ZeroDivisionError):
        stages.do("second", lambda: 1 / 0)
    stages.engine.close()
    assert find_snapshot(place, "2024-06-01-x") is None
    again = Stages(place, "2024-06-01-x")
    again.do("first", lambda: done.append("first again"))
    again.do("second", lambda: done.append("second"))
    snapshot = again.finish({"as_at": date(2024, 6, 1)})
    assert done == ["first", "second"]
    assert find_snapshot(place, "2024-06-01-x") == snapshot
    manifest = snapshot.manifest()
    assert list(manifest.pop("files")) == ["analysis.duckdb"]
    assert manifest == {"as_at": "2024-06-01", "schema_version": SCHEMA_VERSION}
    assert not again.partial.exists()


def test_a_list_of_stages_that_was_cut_off_begins_anew_and_leaves_no_trace(place: Workspace) -> None:
    """As a process that was killed while it wrote one left it."""
    done: list[str] = []
    for left, name in (("", "2024-06-01-x"), ('{"first": nu', "2024-06-02-y")):
        stages = Stages(place, name)
        stages.do("first", lambda: done.append("first"))
        stages.engine.close()
        (stages.partial / "stages.json").write_text(left, encoding="utf-8")
        (stages.partial / "stages.json.partial").write_text(left, encoding="utf-8")
        again = Stages(place, name)
        again.do("first", lambda: done.append("again"))
        assert list(again.finish({}).manifest()["files"]) == ["analysis.duckdb"]
    assert done == ["first", "again"] * 2


def test_the_list_of_stages_is_never_seen_half_written(place: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    stages = Stages(place, "2024-06-01-x")
    stages.do("first", lambda: 1)
    monkeypatch.setattr(Path, "rename", lambda *_: pytest.fail("killed"))
    with pytest.raises(pytest.fail.Exception):
        stages.do("second", lambda: 2)
    stages.engine.close()
    assert Stages(place, "2024-06-01-x").reports == {"first": 1}


def test_two_snapshots_are_compared_by_key(place: Workspace) -> None:
    snapshot_with(place, "2024-06-01-a", [{"person_id": "a"}, {"person_id": "b"}])
    snapshot_with(place, "2024-06-02-b", [{"person_id": "b", "names": ["Ben"]}, {"person_id": "c"}])
    old, new = find_snapshot(place, "2024-06-01-a"), find_snapshot(place, "2024-06-02-b")
    assert old and new
    assert compare(old=old, new=new)["person"] == {"appeared": ["c"], "vanished": ["a"], "changed": ["b"]}


def test_snapshots_past_keeping_are_removed_and_month_ends_stay(place: Workspace) -> None:
    names = [f"2024-{month:02d}-{day:02d}-x" for month in (5, 6) for day in range(1, 29)]
    for name in names:
        (place.snapshots / name).mkdir()
        (place.snapshots / name / MANIFEST).write_text(json.dumps({}))
    prune(place, current="2024-05-03-x")
    kept = sorted(folder.name for folder in place.snapshots.iterdir())
    assert kept == ["2024-05-03-x", "2024-05-28-x", *(f"2024-06-{day:02d}-x" for day in range(15, 29))]


def test_the_same_inputs_give_the_same_snapshot_id() -> None:
    assert snapshot_id(as_at=date(2024, 6, 1), inputs=["a", "b"]) == snapshot_id(
        as_at=date(2024, 6, 1), inputs=["a", "b"]
    )
    assert snapshot_id(as_at=date(2024, 6, 1), inputs=["a", "b"]) != snapshot_id(as_at=date(2024, 6, 1), inputs=["ab"])
