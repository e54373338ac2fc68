"""The finished snapshot that a run goes on from, so that a daily file costs its own size.

Nothing is taken over that could come out otherwise. Whatever a new file, a later day or another join can have touched
is worked out anew, and the rest is copied; a run that begins from nothing gives the very same tables (tested). The
earlier snapshot is copied and never changed. No run needs one.
"""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sightline.model.tables import Table
from sightline.store.engine import DuckDBEngine, Engine, select_cast
from sightline.store.snapshots import MANIFEST, Snapshot, hash_rows, is_of_present_schema, is_sound
from sightline.store.workspace import Workspace

# Working tables: what is worked out anew. The first two are made by `ingest`, and all three stand after `spread`.
TOUCHED_ROW, TOUCHED_RECORD, TOUCHED_PERSON = "touched_row", "touched_record", "touched_person"
ERASED = "erased"  # the name of a manifest's hash of what was erased by then; it has none where nothing was
# Other files or answers, or rows erased since, and a run goes on; where anything else has changed (rules, code, a key,
# a day of go-live, before which nobody is asked about a note), it begins anew.
MAY_DIFFER = ("files", "judgements", "confirmed_signs", "event_verdicts", ERASED)
# Where more of a table's rows differ, all of them are written.
MOST_DIFFERING = 0.3
# What writes the tables that are taken over: another line of code there, and they are all written anew.
WRITERS = ("ingest", "workbooks", "rulebook", "linkage", "casenotes", "chronology", "model", "protection", "store")


@dataclass(slots=True)
class EarlierSnapshot:
    """An earlier snapshot: its day, its files, its tables' hashes; and whether this run goes on from it."""

    snapshot: Snapshot
    as_at: date
    files: frozenset[str]
    tables: Mapping[str, Mapping[str, Any]]
    goes_on: bool = False
    patched: dict[str, dict[str, Any]] = field(default_factory=dict)

    def patch(self, *, engine: Engine, table: Table, rows: str, column: str, touched: str) -> None:
        """Put rows in the place of the touched ones, and keep count: the table's hash follows from what changed."""
        self.patch_where(engine=engine, table=table, rows=rows, where=f"{column} IN (SELECT {column} FROM {touched})")

    def patch_where(self, *, engine: Engine, table: Table, rows: str, where: str) -> None:
        """The same in the place of rows of which a condition holds; a table may be patched more than once."""
        before = self.patched.get(table.name) or self.tables[table.name]
        gone = hash_rows(engine, table.name, where)
        engine.patch(table, rows, where=where)
        come = hash_rows(engine, table.name, where)
        digest = int(before["hash"], 16) ^ int(gone["hash"], 16) ^ int(come["hash"], 16)
        self.patched[table.name] = {"rows": before["rows"] - gone["rows"] + come["rows"], "hash": f"{digest:032x}"}

    def is_part(self, *, engine: Engine, touched: str, every: str) -> bool:
        """Whether the rows of the working table `touched` are few enough of a table to be patched one by one."""
        few = f"SELECT (SELECT count(*) FROM {touched}) <= {MOST_DIFFERING} * (SELECT count(*) FROM {every})"
        return bool(engine.query(few).column(0)[0].as_py())

    def renew(self, *, engine: Engine, table: Table, rows: str) -> None:
        """Write a whole table: where few of its rows differ from what stands there, those alone."""
        key = ", ".join(table.key)
        now, before = (", ".join(f"{side}.{name}" for name in table.column_names) for side in ("now", "before"))
        engine.make("whole_table", select_cast(table, rows))
        # Sixty-four bits stand for a row. Of the two sides of a key without another, one is a row of nothing.
        engine.make(
            "differing_key",
            f"""SELECT {key} FROM whole_table AS now FULL JOIN {table.name} AS before USING ({key})
                WHERE hash({now}) <> hash({before})""",
        )
        counts = f"SELECT (SELECT count(*) FROM differing_key), (SELECT count(*) FROM whole_table) * {MOST_DIFFERING}"
        differing, most = (column[0].as_py() for column in engine.query(counts).columns)
        if differing > most:
            engine.write(table, "SELECT * FROM whole_table")
        elif differing:
            where = f"({key}) IN (SELECT {key} FROM differing_key)"
            self.patch_where(engine=engine, table=table, rows=f"SELECT * FROM whole_table WHERE {where}", where=where)
        else:
            self.patched.setdefault(table.name, dict(self.tables[table.name]))
        for name in ("whole_table", "differing_key"):
            engine.make(name, "SELECT NULL AS nothing LIMIT 0")

    def spread(self, engine: DuckDBEngine) -> None:
        """After linking: touch the records of those who are joined otherwise than before, and everybody in them."""
        engine.connection.execute(f"ATTACH '{self.snapshot.analysis}' AS earlier (READ_ONLY)").fetchall()
        try:
            for name, sql in SPREAD:
                engine.make(name, sql)
        finally:
            engine.connection.execute("DETACH earlier").fetchall()


SPREAD = (
    ("touched_thing", """
        SELECT thing_id FROM thing AS now FULL JOIN earlier.thing AS before USING (thing_id)
        WHERE (now.entity_kind, now.value, now.protected)
              IS DISTINCT FROM (before.entity_kind, before.value, before.protected)"""),
    ("touched_mention", """
        SELECT mention_id FROM resolved AS now FULL JOIN earlier.resolved AS before USING (mention_id)
        WHERE now.person_id IS DISTINCT FROM before.person_id OR now.thing_id IS DISTINCT FROM before.thing_id
           OR now.thing_id IN (SELECT thing_id FROM touched_thing)"""),
    (TOUCHED_RECORD, f"""
        SELECT record_id FROM {TOUCHED_RECORD}
        UNION SELECT record_id FROM mention WHERE mention_id IN (SELECT mention_id FROM touched_mention)
        UNION SELECT record_id FROM earlier.mention WHERE mention_id IN (SELECT mention_id FROM touched_mention)"""),
    ("touched_link", """
        SELECT mention_id_a, mention_id_b FROM link AS now FULL JOIN earlier.link AS before
        USING (mention_id_a, mention_id_b)
        WHERE (now.decided_by, now.rule_id, now.reason)
              IS DISTINCT FROM (before.decided_by, before.rule_id, before.reason)"""),
    ("touched_mention", f"""
        SELECT mention_id FROM mention WHERE record_id IN (SELECT record_id FROM {TOUCHED_RECORD})
        UNION SELECT mention_id FROM earlier.mention WHERE record_id IN (SELECT record_id FROM {TOUCHED_RECORD})
        UNION SELECT unnest([mention_id_a, mention_id_b]) FROM touched_link"""),
    (TOUCHED_PERSON, """
        SELECT person_id FROM resolved WHERE mention_id IN (SELECT mention_id FROM touched_mention)
        UNION SELECT person_id FROM earlier.resolved WHERE mention_id IN (SELECT mention_id FROM touched_mention)"""),
)  # fmt: skip


def write_over(*, engine: Engine, earlier: EarlierSnapshot | None, table: Table, rows: str, order: str) -> None:
    """Write a whole table, its rows in an order; where the run goes on, over what the earlier snapshot has, in none."""
    if earlier and earlier.goes_on:
        earlier.renew(engine=engine, table=table, rows=rows)
    else:
        engine.write(table, f"{rows} ORDER BY {order}")


def find_earlier(
    *, workspace: Workspace, as_at: date, inputs: Mapping[str, Any], is_sound: Callable[[Snapshot], bool] = is_sound
) -> EarlierSnapshot | None:
    """The sound snapshot with most of the files that this run is of, and no others; None where there is none."""
    names = [folder.name for folder in workspace.snapshots.iterdir() if (folder / MANIFEST).is_file()]
    found = [read for name in names if (read := _read_snapshot(name, workspace))]
    before = [one for one, manifest in found if _is_before(one, manifest, as_at=as_at, inputs=inputs)]
    before.sort(key=lambda one: (len(one.files), one.as_at, one.snapshot.id), reverse=True)
    return next((one for one in before if is_sound(one.snapshot)), None)


def _read_snapshot(name: str, workspace: Workspace) -> tuple[EarlierSnapshot, Mapping[str, Any]] | None:
    """None where the manifest cannot be read: then it is no snapshot to go on from."""
    snapshot = Snapshot(name, workspace.snapshots / name)
    try:
        manifest = snapshot.manifest()
        day = date.fromisoformat(manifest["as_at"])
        return EarlierSnapshot(snapshot, day, frozenset(manifest["inputs"]["files"]), manifest["tables"]), manifest
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _is_before(one: EarlierSnapshot, manifest: Mapping[str, Any], *, as_at: date, inputs: Mapping[str, Any]) -> bool:
    same = {name: value for name, value in inputs.items() if name not in MAY_DIFFER}
    theirs = {name: value for name, value in manifest["inputs"].items() if name not in MAY_DIFFER}
    return (
        is_of_present_schema(one.snapshot)
        and manifest.get("written_by") == hash_writers()
        and same == theirs
        and one.as_at <= as_at
        and one.files <= set(inputs["files"])
    )


@lru_cache(maxsize=1)
def hash_writers() -> str:
    """One hash of the code that writes the tables which a run may take over."""
    digest = hashlib.sha256(f"duckdb {version('duckdb')}".encode())
    for room in WRITERS:
        _add_code(digest, files("sightline").joinpath(room))
    return digest.hexdigest()


def _add_code(digest: Any, folder: Traversable) -> None:
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add_code(digest, entry)
        elif entry.name.endswith((".py", ".sql")):
            digest.update(entry.name.encode() + entry.read_bytes())
