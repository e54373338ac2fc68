"""Makes a store so many times as large: every row of its pages' file again, under other ids, however long a run takes.

Each copy has people, records and texts of its own, with the same names, days and words. So an index finds as many times
more as it would in a store that was run at that size, and a page of one child reads as much as before.
"""

import json
import sqlite3
from pathlib import Path

from sightline.store.checksums import MANIFEST, describe_files, hash_file

# One row for all of it, or found by numbers that have no copies.
LEFT = ("summary", "as_of", "arrived_through", "judgement", "missing_file", "live_check", "live_key", "live_profile")


def copy_rows(store: Path, *, times: int) -> int:
    """Copy every row so often; how many records there are then."""
    store.chmod(0o600)
    with sqlite3.connect(store) as database:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -800000;")
        tables = database.execute(
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite%'"
        ).fetchall()
        for (table,) in tables:
            if table not in LEFT and not table.startswith("delay_"):
                _copy_table(database, table, times)
        database.execute("INSERT INTO search_word (search_word) VALUES ('rebuild')")
        database.execute("ANALYZE")
        (records,) = database.execute("SELECT count(*) FROM record").fetchone()
    database.close()
    return int(records)


def _copy_table(database: sqlite3.Connection, table: str, times: int) -> None:
    columns = database.execute("SELECT name, type FROM pragma_table_info(?)", [table]).fetchall()
    numbered = table.startswith("search_text")
    last = database.execute(f'SELECT coalesce(max(place), 0) FROM "{table}"').fetchone()[0] if numbered else 0
    database.execute(f'CREATE TEMP TABLE first_rows AS SELECT * FROM "{table}"')
    for number in range(1, times):
        cells = ", ".join(_cell(name, kind, number, last if numbered else 0) for name, kind in columns)
        database.execute(f'INSERT OR IGNORE INTO "{table}" SELECT {cells} FROM first_rows')
    database.execute("DROP TABLE first_rows")
    database.commit()


def _cell(name: str, kind: str, number: int, last: int) -> str:
    """A column of a copy: an id is another one, and so is the number of a text."""
    if last and name == "place":
        return f"place + {number * last}"
    if kind != "TEXT":
        return f'"{name}"'
    is_id = f'length("{name}") = 20 AND "{name}" NOT GLOB \'*[^0-9a-f]*\''
    return f'CASE WHEN {is_id} THEN \'{number:02x}\' || substr("{name}", 3) ELSE "{name}" END'


def seal_anew(folder: Path) -> str:
    """Write the hashes of a changed snapshot into its manifest; the manifest's own hash."""
    manifest = folder / MANIFEST
    manifest.chmod(0o600)
    said = json.loads(manifest.read_text()) | {"files": describe_files(folder)}
    manifest.write_text(json.dumps(said, indent=1, sort_keys=True))
    return hash_file(manifest)
