"""Finds the rows that a new file or a later day can have changed, so that the others stand as they stood.

Rows are touched in whole records. A row added to a record makes a new version of it, which is made from all its rows;
so with a row every row that was ever in one record with it is worked out anew.
"""

from collections.abc import Sequence

from sightline.ingest.versions import OrderedPart, quote_path, read_parts
from sightline.model.nouns import HandlingMarking
from sightline.store.earlier import TOUCHED_RECORD, TOUCHED_ROW, EarlierSnapshot
from sightline.store.engine import Engine

# Where more than this share of the rows is touched, it costs less to begin anew.
WORTH_IT = 0.3
NONE = "SELECT NULL::VARCHAR AS row_id WHERE false"


def find_touched(*, engine: Engine, parts: Sequence[OrderedPart], earlier: EarlierSnapshot) -> bool:
    """Make `touched_row` and `touched_record`; False where these parts do not go on from the earlier ones."""
    known = [p for p in parts if p.part.name in earlier.files and p.received_on <= earlier.as_at]
    fresh = list(parts[len(known) :])
    if not known or known != list(parts[: len(known)]) or _share_a_batch(known, fresh):
        return False
    engine.make("row_of_record", ROW_OF_RECORD.format(rows=read_parts(parts, "source_row")))
    sources = [
        NONE,
        ERASED_SINCE,
        PROTECTED_BEFORE,
        MARKED.format(rows=read_parts(parts, "source_row")),
        *_by_day(known, earlier),
    ]
    if fresh:
        sources += [NEW.format(sightings=read_parts(fresh, "sighting")), *_left_out(known, fresh)]
    sources += _opened(known, earlier)
    engine.make(TOUCHED_ROW, " UNION ".join(f"({sql})" for sql in sources))
    _close(engine)
    touched, every = (_count(engine, name) for name in (TOUCHED_ROW, "row_of_record"))
    engine.make("row_of_record", "SELECT NULL AS nothing LIMIT 0")
    return touched <= WORTH_IT * every


def _share_a_batch(known: Sequence[OrderedPart], fresh: Sequence[OrderedPart]) -> bool:
    """Files of one batch that are full for one thing are one export: it may not be known in half."""
    return bool(fresh) and min(p.batch_rank for p in fresh) <= max(p.batch_rank for p in known)


# The rows of each record, with those that the earlier snapshot has and that were erased since.
ROW_OF_RECORD = """
WITH kept AS (SELECT DISTINCT row_id, record_id FROM {rows})
SELECT row_id, record_id, false AS erased FROM kept
UNION SELECT row_id, record_id, true FROM source_row WHERE row_id NOT IN (SELECT row_id FROM kept)
"""
ERASED_SINCE = "SELECT row_id FROM row_of_record WHERE erased"

# Rows that have a gap in the earlier snapshot are read anew from the files, and so are those that are marked.
PROTECTED_BEFORE = "SELECT row_id FROM protected_row"
MARKED = f"SELECT row_id FROM {{rows}} WHERE list_contains(markings, '{HandlingMarking.PROTECTED_ADDRESS}')"

# A row whose content was held already, and which had not gone, is the same version as before.
NEW = "SELECT row_id FROM {sightings} WHERE stored"

# Rows of a scope that fresh full exports gave, but which are not in every one of them.
LEFT_OUT = """
WITH export AS (SELECT scope, count(DISTINCT batch_rank) AS exports FROM {scopes} JOIN fresh_part USING (part)
                GROUP BY scope),
again AS (SELECT row_id, scope, count(DISTINCT batch_rank) AS times FROM {sightings} JOIN fresh_part USING (part)
          GROUP BY row_id, scope)
SELECT s.row_id FROM {before} AS s JOIN export USING (scope) LEFT JOIN again USING (row_id, scope)
WHERE scope <> '' AND coalesce(times, 0) < exports
"""


def _left_out(known: Sequence[OrderedPart], fresh: Sequence[OrderedPart]) -> list[str]:
    ranks = ", ".join(f"({p.number}, {p.batch_rank})" for p in fresh)
    sql = LEFT_OUT.format(
        scopes=read_parts(fresh, "full_scope"),
        sightings=read_parts(fresh, "sighting"),
        before=read_parts(known, "sighting"),
    )
    return [sql.replace("WITH ", f"WITH fresh_part(part, batch_rank) AS (VALUES {ranks}), ", 1)]


def _opened(known: Sequence[OrderedPart], earlier: EarlierSnapshot) -> list[str]:
    """Rows of files known before that have been opened since: all that was sighted of them."""
    paths = [
        quote_path(one.path("sighting"))
        for part in known
        for one in part.openings
        if one.name not in earlier.files or one.opened_on > earlier.as_at
    ]
    return [f"SELECT row_id FROM read_parquet([{', '.join(paths)}])"] if paths else []


def _by_day(known: Sequence[OrderedPart], earlier: EarlierSnapshot) -> list[str]:
    """Rows with a fact that was not known yet on the earlier day."""
    day = earlier.as_at.isoformat()
    return [f"SELECT row_id FROM {read_parts(known, 'fact')} WHERE known_from > DATE '{day}'"]


def _close(engine: Engine) -> None:
    """Add all rows that were ever in one record with a touched one, until none is left to add."""
    before = -1
    while before != (before := _count(engine, TOUCHED_ROW)):
        engine.make(
            TOUCHED_RECORD,
            f"SELECT DISTINCT record_id FROM row_of_record WHERE row_id IN (SELECT row_id FROM {TOUCHED_ROW})",
        )
        engine.make(
            TOUCHED_ROW,
            f"""SELECT row_id FROM {TOUCHED_ROW} UNION SELECT row_id FROM row_of_record
                WHERE record_id IN (SELECT record_id FROM {TOUCHED_RECORD})""",
        )


def _count(engine: Engine, name: str) -> int:
    return int(engine.query(f"SELECT count(*) FROM {name}").column(0)[0].as_py())
