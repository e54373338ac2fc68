"""A snapshot is a directory written whole: `analysis.duckdb`, `serve.sqlite`, `manifest.json`. It never changes.

A run that was interrupted leaves `<id>.partial`, which nobody reads; the next run with the same inputs opens it and
goes on after the last stage that ended.
"""

import json
import shutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from sightline.model.ids import make_id
from sightline.model.schema import SCHEMA_VERSION, SNAPSHOT_TABLES
from sightline.store.checksums import MANIFEST as MANIFEST
from sightline.store.checksums import describe_files, find_damage, has_sums
from sightline.store.engine import DuckDBEngine, Engine
from sightline.store.files import BEING_WRITTEN, fsync, write_whole
from sightline.store.workspace import Workspace

ANALYSIS, SERVE = "analysis.duckdb", "serve.sqlite"
FRESH = "analysis.fresh"
DAYS_KEPT = 14
MEMORY_LIMIT = "2GB"  # past it DuckDB goes on beside the file, on disk


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A finished snapshot: its id and its folder."""

    id: str
    folder: Path

    @property
    def analysis(self) -> Path:
        """Facts and conclusions, for the pipeline and exports."""
        return self.folder / ANALYSIS

    @property
    def serve_file(self) -> Path:
        """The same, laid out for pages."""
        return self.folder / SERVE

    def manifest(self) -> dict[str, Any]:
        """What it was made from and what came of it."""
        read: dict[str, Any] = json.loads((self.folder / MANIFEST).read_text(encoding="utf-8"))
        return read


@lru_cache(maxsize=64)
def is_of_present_schema(snapshot: Snapshot) -> bool:
    """Whether this version of Sightline can read the snapshot; a finished one never changes, so it is asked once."""
    return bool(snapshot.manifest().get("schema_version") == SCHEMA_VERSION)


def snapshot_id(*, as_at: date, inputs: Iterable[str]) -> str:
    """The id of the snapshot that these inputs give: the day, and a hash of the inputs."""
    return f"{as_at.isoformat()}-{make_id(*inputs)[:12]}"


def find_snapshot(workspace: Workspace, wanted: str) -> Snapshot | None:
    """The finished snapshot of that id, if there is one."""
    folder = workspace.snapshots / wanted
    return Snapshot(wanted, folder) if (folder / MANIFEST).is_file() else None


def list_snapshots(workspace: Workspace) -> list[Snapshot]:
    """Every finished snapshot, by its id."""
    return [
        Snapshot(folder.name, folder)
        for folder in sorted(workspace.snapshots.iterdir())
        if folder.suffix != ".partial" and (folder / MANIFEST).is_file()
    ]


def is_sound(snapshot: Snapshot) -> bool:
    """Whether a run may take a snapshot over: it holds the hashes of its files, and they agree.

    `casework` also knows what the manifest itself must be.
    """
    return not find_damage(snapshot.folder) and has_sums(snapshot.folder)


def put_aside(workspace: Workspace, snapshot: Snapshot) -> Path:
    """Move a damaged snapshot out of the way, so that it can be looked at and built again; where it is now."""
    workspace.damaged.mkdir(mode=0o700, exist_ok=True)
    taken = len(list(workspace.damaged.glob(f"{snapshot.id}.*")))
    target = workspace.damaged / f"{snapshot.id}.{taken + 1}"
    snapshot.folder.rename(target)
    is_of_present_schema.cache_clear()
    return target


class Stages:
    """The stages of one run over its partial directory; each is done once, also over an interruption.

    With `begin_with` the tables are at first those of another snapshot, unless a stage was done before. With `folder`
    the snapshot is written there and not among those of the workspace.
    """

    def __init__(
        self, workspace: Workspace, wanted: str, *, begin_with: Path | None = None, folder: Path | None = None
    ) -> None:
        self._workspace = workspace
        folder = folder or workspace.snapshots
        self.snapshot = Snapshot(wanted, folder / wanted)
        self.partial = folder / f"{wanted}.partial"
        self.partial.mkdir(parents=True, exist_ok=True)
        self._done_path = self.partial / "stages.json"
        self._done_path.with_name(self._done_path.name + BEING_WRITTEN).unlink(missing_ok=True)
        self.reports = self._read_done()
        self.begins_with = begin_with if not self.reports else None
        if self.begins_with:
            for left in self.partial.iterdir():
                left.unlink()
            shutil.copyfile(self.begins_with, self.partial / ANALYSIS)
        self.engine = DuckDBEngine(self.partial / ANALYSIS, memory_limit=MEMORY_LIMIT)

    def do(self, name: str, work: Callable[[], Any]) -> None:
        """Do a stage unless it was done before; what it returns (JSON) is kept for the manifest."""
        if name in self.reports:
            return
        report = work()
        self.engine.connection.execute("CHECKPOINT").fetchall()
        self.reports[name] = report
        write_whole(self._done_path, json.dumps(self.reports))

    def finish(self, manifest: dict[str, Any], *, without_free_space: bool = False) -> Snapshot:
        """Write the manifest and give the directory its name.

        `without_free_space`: the file of tables is written anew, so that nothing of rewritten rows is left in it.
        """
        if without_free_space:
            self._write_anew()
        self.engine.close()
        if without_free_space:
            (self.partial / FRESH).replace(self.partial / ANALYSIS)
        self._done_path.unlink(missing_ok=True)
        (self.partial / MANIFEST).unlink(missing_ok=True)
        whole = {**manifest, "schema_version": SCHEMA_VERSION, "files": describe_files(self.partial)}
        (self.partial / MANIFEST).write_text(json.dumps(whole, indent=1, sort_keys=True, default=str))
        for path in sorted(self.partial.iterdir()):
            fsync(path)
        fsync(self.partial)
        if self.snapshot.folder.exists():
            put_aside(self._workspace, self.snapshot)  # only now: it is damaged, but until now it was there
        self.partial.rename(self.snapshot.folder)
        fsync(self.snapshot.folder.parent)
        return self.snapshot

    def _read_done(self) -> dict[str, Any]:
        """What the stages that were done before said; nothing was done where the list cannot be read."""
        try:
            done: dict[str, Any] = json.loads(self._done_path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return {}
        return done

    def _write_anew(self) -> None:
        fresh = self.partial / FRESH
        fresh.unlink(missing_ok=True)
        name = Path(ANALYSIS).stem
        for statement in (f"ATTACH '{fresh}' AS fresh", f"COPY FROM DATABASE {name} TO fresh", "DETACH fresh"):
            self.engine.connection.execute(statement).fetchall()


def hash_tables(engine: Engine, *, known: Mapping[str, dict[str, Any]] | None = None) -> dict[str, dict[str, Any]]:
    """For each table the number of rows and a hash that does not depend on their order; `known` ones as they are."""
    hashes = dict(known or {})
    return {
        table.name: hashes[table.name] if table.name in hashes else hash_rows(engine, table.name)
        for table in SNAPSHOT_TABLES
    }


def hash_rows(engine: Engine, table: str, where: str = "true") -> dict[str, Any]:
    """The number of rows and their hash: of two sets of rows that have none in common, the hashes' exclusive or."""
    found = engine.query(
        f"SELECT count(*), CAST(coalesce(bit_xor(md5_number(CAST(row_of AS VARCHAR))), 0) AS VARCHAR) "
        f"FROM (SELECT {table} AS row_of FROM {table} WHERE {where})"
    )
    count, digest = (column[0].as_py() for column in found.columns)
    return {"rows": count, "hash": f"{int(digest):032x}"}


def compare(*, old: Snapshot, new: Snapshot) -> dict[str, dict[str, list[str]]]:
    """For each exported table the keys that appeared, vanished or changed from one snapshot to another."""
    engine = DuckDBEngine()
    try:
        engine.connection.execute(f"ATTACH '{old.analysis}' AS old_one (READ_ONLY)").fetchall()
        engine.connection.execute(f"ATTACH '{new.analysis}' AS new_one (READ_ONLY)").fetchall()
        return {
            table.name: _compare_table(engine, table.name, table.key) for table in SNAPSHOT_TABLES if table.exported
        }
    finally:
        engine.close()


def _compare_table(engine: DuckDBEngine, name: str, key: tuple[str, ...]) -> dict[str, list[str]]:
    using = ", ".join(key)
    label = f"concat_ws(' ', {using})"
    rows = engine.connection.execute(
        f"SELECT {label}, o IS NULL, n IS NULL FROM "
        f"(SELECT {using}, CAST(t AS VARCHAR) AS o FROM old_one.{name} AS t) FULL JOIN "
        f"(SELECT {using}, CAST(t AS VARCHAR) AS n FROM new_one.{name} AS t) USING ({using}) "
        f"WHERE o IS DISTINCT FROM n ORDER BY 1"
    ).fetchall()
    return {
        "appeared": [text for text, no_old, _ in rows if no_old],
        "vanished": [text for text, _, no_new in rows if no_new],
        "changed": [text for text, no_old, no_new in rows if not (no_old or no_new)],
    }


def prune(workspace: Workspace, *, current: str, frozen: Iterable[str] = ()) -> list[str]:
    """Remove what is past keeping: of each day the newest stays for 14 days' worth, and each month's last stays.

    What is `frozen` stays too: somebody works on it as it was.

    Whatever is removed can be built again from received files, decisions and rules. Returns the ids removed.
    """
    finished = sorted(
        (folder for folder in workspace.snapshots.iterdir() if (folder / MANIFEST).is_file()),
        key=lambda folder: (folder.name[:10], (folder / MANIFEST).stat().st_mtime),
    )
    newest_of_day = {folder.name[:10]: folder.name for folder in finished}
    newest_of_month = {folder.name[:7]: folder.name for folder in finished}
    kept = {current, *frozen, *list(newest_of_day.values())[-DAYS_KEPT:], *newest_of_month.values()}
    removed = [folder for folder in finished if folder.name not in kept]
    for folder in removed:
        shutil.rmtree(folder)
    return [folder.name for folder in removed]
