"""Takes protected things out of every record of a snapshot, once, before any other room reads a word of it.

It comes behind linking, which compares homes as hashes, and before everything else. So chronology, notes, networks,
pages and exports are made from words in which no protected address stands.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import TypedDict, TypeVar, cast

import pyarrow as pa

from sightline.model.analysis_tables.protected_things import PROTECTED, PROTECTED_PERSON, PROTECTED_ROW
from sightline.model.nouns import EntityKind
from sightline.model.rows.analysis import (
    AgencyRecordRow,
    ComparedRow,
    FactRow,
    MentionRow,
    PersonRow,
    SourceRowRow,
    ThingRow,
)
from sightline.model.rows.index import ServedSealedThing
from sightline.model.schema import AGENCY_RECORD, COMPARED, FACT, MENTION, PERSON, SOURCE_ROW, THING
from sightline.model.tables import Table
from sightline.model.visibility import PROTECTED_WORDS
from sightline.protection.finder import Finder
from sightline.protection.households import find_households
from sightline.protection.rows import (
    NAMES,
    Redactor,
    redact_fact,
    redact_mention,
    redact_person,
    redact_record,
    redact_row,
    tells_whole,
)
from sightline.protection.seals import unseal_things
from sightline.store.earlier import TOUCHED_RECORD, EarlierSnapshot
from sightline.store.engine import Engine, arrow_schema
from sightline.store.snapshots import hash_rows
from sightline.store.sql.rows import as_rows, read_rows

Row = TypeVar("Row", bound=Mapping[str, object])
PORTION = 50_000
HIT, NEAR = "protected_hit", "protected_near"
# What is compared of a naming in whose name or number something protected stands: nothing.
COMPARED_FORMS = (
    "first_name", "last_name", "given_names", "last_names", "near_names", "undivided", "name_words", "near_words",
    "further_names", "local_id_kind", "local_id",
)  # fmt: skip


def take_out_protected(*, engine: Engine, key: bytes, earlier: EarlierSnapshot | None = None) -> dict[str, int]:
    """Rewrite the lines of what was received in which something protected is told; how many things, and rows.

    Where a run goes on from an earlier snapshot with the same things protected, only touched records are looked at.
    """
    on = earlier if earlier is not None and earlier.goes_on else None
    sql = "SELECT DISTINCT protected_id, sealed FROM protected ORDER BY ALL"
    sealed = read_rows(engine, ServedSealedThing, sql)
    finder = Finder(unseal_things(sealed=sealed, key=key))
    if not finder:
        for table in (PROTECTED_PERSON, PROTECTED_ROW):
            engine.write(table, arrow_schema(table).empty_table())
        return {"things": 0, "rows": 0}
    only = _only(engine, on)
    find_households(engine=engine, finder=finder, only=only)
    engine.make(NEAR, OF_RECORDS)
    _find_hits(engine, finder, f"{only} OR record_id IN (SELECT record_id FROM {NEAR})" if only else "true")
    return {"things": len(sealed), "rows": _Taking(engine, finder, on).rewrite()}


OF_RECORDS = """
SELECT record_id, list(DISTINCT protected_id ORDER BY protected_id) AS things
FROM mention JOIN resolved USING (mention_id) JOIN protected_person USING (person_id) GROUP BY record_id
"""
# Rows that give what linking takes to be a protected thing are hits, in whatever way they write it.
OF_THINGS = """
SELECT DISTINCT row_id, record_id FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id)
WHERE thing.protected UNION SELECT row_id, record_id FROM source_row JOIN protected_near USING (record_id)
"""


# A row has a gap where its cells have one: all else that is made of a row is made of its cells.
GAPS = f"""
SELECT DISTINCT row_id, record_id FROM source_row WHERE contains(original, '{PROTECTED_WORDS}') ORDER BY ALL
"""


def _only(engine: Engine, earlier: EarlierSnapshot | None) -> str:
    """Which records are looked at, as a condition; empty for all."""
    if earlier is None or hash_rows(engine, PROTECTED.name) != earlier.tables[PROTECTED.name]:
        return ""
    return f"record_id IN (SELECT record_id FROM {TOUCHED_RECORD})"


def _find_hits(engine: Engine, finder: Finder, where: str) -> None:
    """Make the working table of rows in which something protected may be told."""
    engine.make(HIT, OF_THINGS)
    found: list[tuple[str, str]] = []
    (last,) = engine.query("SELECT coalesce(max(rowid), -1) FROM source_row").column(0).to_pylist()
    for start in range(0, last + 1, PORTION):
        rows = engine.query(
            f"SELECT row_id, record_id, original FROM source_row "
            f"WHERE rowid >= {start} AND rowid < {start + PORTION} AND ({where})"
        )
        columns = (column.to_pylist() for column in rows.columns)
        found += [
            (row, record) for row, record, cells in zip(*columns, strict=True) if finder.may_hold(_as_text(cells))
        ]
    names = ("row_id", "record_id")
    engine.append(
        HIT, pa.table({name: pa.array([one[at] for one in found], pa.string()) for at, name in enumerate(names)})
    )
    engine.make(HIT, f"SELECT DISTINCT row_id, record_id FROM {HIT}")


def _as_text(original: str) -> str:
    """The cells of a row as one text, without their headings."""
    return "\n".join(json.loads(original).values())


class ThingsNearRow(TypedDict):
    """What is protected of those whom a record is about."""

    record_id: str
    things: list[str]


class GivenThingRow(TypedDict):
    """A naming of a thing, and whether the thing is protected."""

    mention_id: str
    thing_id: str
    protected: bool


class _Taking:
    """The rewriting of one snapshot's tables."""

    def __init__(self, engine: Engine, finder: Finder, earlier: EarlierSnapshot | None) -> None:
        self._engine, self._finder, self._earlier = engine, finder, earlier
        near = read_rows(engine, ThingsNearRow, f"SELECT record_id, things FROM {NEAR}")
        self._near = {row["record_id"]: tuple(row["things"]) for row in near}
        self._blank: dict[str, set[str]] = {}

    def rewrite(self) -> int:
        """Rewrite every table; how many rows something was taken out of.

        Namings come last: they say which cells go whole, also where an interrupted run is done again.
        """
        of_row, of_record = (f"{name} IN (SELECT {name} FROM {HIT})" for name in ("row_id", "record_id"))
        namings = self._read_mentions(of_row)
        self._rewrite_rows(SOURCE_ROW, SourceRowRow, of_row, self._row)
        self._rewrite_rows(FACT, FactRow, of_row, lambda row: redact_fact(row, self._of(row["record_id"])))
        self._rewrite_rows(
            AGENCY_RECORD, AgencyRecordRow, of_record, lambda row: redact_record(row, Redactor(self._finder))
        )
        self._write(MENTION, namings)
        self._engine.write(PROTECTED_ROW, GAPS)
        if self._earlier:
            self._engine.make(
                TOUCHED_RECORD, f"SELECT record_id FROM {TOUCHED_RECORD} UNION SELECT record_id FROM protected_row"
            )
        return int(self._engine.query("SELECT count(*) FROM protected_row").column(0)[0].as_py())

    def _of(self, record_id: str) -> Redactor:
        return Redactor(self._finder, self._near.get(record_id, ()))

    def _row(self, row: SourceRowRow) -> SourceRowRow:
        return redact_row(row, self._of(row["record_id"]), blank=self._blank.get(row["row_id"], ()))

    # Namings, and the people and things made of them ------------------------------------------------------------------
    def _read_mentions(self, where: str) -> list[tuple[MentionRow, MentionRow]]:
        """What becomes of the namings; what rests on them is written, they are not yet."""
        known = read_rows(
            self._engine,
            GivenThingRow,
            f"SELECT mention_id, thing_id, thing.protected FROM mention JOIN resolved USING (mention_id) "
            f"JOIN thing USING (thing_id) WHERE {where}",
        )
        thing_of = {row["mention_id"]: row["thing_id"] for row in known}
        protected = {row["mention_id"] for row in known if row["protected"]}
        whole: set[str] = set()

        def clean(row: MentionRow) -> MentionRow:
            redact = self._of(row["record_id"])
            is_whole = row["mention_id"] in protected or tells_whole(row, redact)
            if is_whole:
                whole.add(row["mention_id"])
                texts = (row["address"], row["postcode"], row["value_as_written"])
                self._blank.setdefault(row["row_id"], set()).update(text.strip() for text in texts if text.strip())
            return redact_mention(row, redact, is_protected=is_whole)

        changes = self._changes(MENTION, MentionRow, where, clean)
        changed = {after["mention_id"] for _, after in changes}
        self._things(
            {thing_of[one] for one in whole if one in thing_of},
            {thing_of[one] for one in changed if one in thing_of},
            changed,
        )
        self._people(
            [
                after["mention_id"]
                for before, after in changes
                if before["local_id"] != after["local_id"] or any(before[name] != after[name] for name in NAMES)
            ]
        )
        self._identified([after["mention_id"] for _, after in changes])
        return changes

    def _things(self, whole: set[str], perhaps: set[str], changed: set[str]) -> None:
        """A thing is protected where a naming gives it whole, or where every naming of it has a gap."""

        def clean(row: ThingRow) -> ThingRow:
            if row["thing_id"] not in whole and not set(row["mention_ids"]) <= changed:
                return row
            is_vehicle = row["entity_kind"] == EntityKind.VEHICLE
            return {**row, "value": PROTECTED_WORDS, "as_first_written": PROTECTED_WORDS, "protected": not is_vehicle}

        self._rewrite_rows(THING, ThingRow, f"thing_id IN ({_listed(whole | perhaps)})", clean)

    def _people(self, mentions: Sequence[str]) -> None:
        """A name in which something protected is told is compared no more."""

        def clean(row: ComparedRow) -> ComparedRow:
            return cast(ComparedRow, {**row, **dict.fromkeys(COMPARED_FORMS)})

        self._rewrite_rows(COMPARED, ComparedRow, f"mention_id IN ({_listed(mentions)})", clean)

    def _identified(self, mentions: Sequence[str]) -> None:
        redact = Redactor(self._finder)
        where = f"person_id IN (SELECT person_id FROM resolved WHERE mention_id IN ({_listed(mentions)}))"
        self._rewrite_rows(PERSON, PersonRow, where, lambda row: redact_person(row, redact))

    # Lines ------------------------------------------------------------------------------------------------------------
    def _rewrite_rows(self, table: Table, row_type: type[Row], where: str, clean: Callable[[Row], Row]) -> None:
        """Rewrite the lines of a table that change."""
        self._write(table, self._changes(table, row_type, where, clean))

    def _changes(
        self, table: Table, row_type: type[Row], where: str, clean: Callable[[Row], Row]
    ) -> list[tuple[Row, Row]]:
        """The lines of a table that change, each as it was and as it is to be."""
        names = ", ".join(f'"{name}"' for name in table.column_names)
        lines = self._engine.query(f"SELECT {names} FROM {table.name} WHERE {where}")
        rows = (row for some in lines.to_batches(max_chunksize=PORTION) for row in as_rows(row_type, some))
        return [(row, after) for row in rows if (after := clean(row)) != row]

    def _write(self, table: Table, changes: Sequence[tuple[Row, Row]]) -> None:
        if changes:
            coming = pa.Table.from_pylist([dict(after) for _, after in changes], schema=arrow_schema(table))
            self._engine.load("redacted_row", coming)
            key = ", ".join(f'"{name}"' for name in table.key)
            tupled = f"({key})" if len(table.key) > 1 else key
            self._patch(table, f"{tupled} IN (SELECT {tupled} FROM redacted_row)")

    def _patch(self, table: Table, where: str) -> None:
        rows = "SELECT * FROM redacted_row"
        if self._earlier and table.name in self._earlier.patched:
            self._earlier.patch_where(engine=self._engine, table=table, rows=rows, where=where)
        else:
            self._engine.patch(table, rows, where=where)


def _listed(ids: Sequence[str] | set[str]) -> str:
    """Ids for SQL: they are hex digits, made by us."""
    return ", ".join(f"'{one}'" for one in sorted(ids)) or "''"
