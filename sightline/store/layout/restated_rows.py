"""What the pages' tables say of people, made anew without some records: by the queries of a run, over all the others.

A count, a first day and a value are made from many records, so that nobody can take one record out of them later. What
is made is kept for the same records and snapshot, which never changes.
"""

from contextlib import closing
from functools import lru_cache
from pathlib import Path

from sightline.store.engine import DuckDBEngine
from sightline.store.layout.people import ENTRY_COUNTS, HALVES, JOIN_REASONS, PEOPLE, SAID, SAID_COUNTS, WITHHELD
from sightline.store.search.layout import fill_keys
from sightline.store.serve.shared_records import RESTATED, RestatedRows
from sightline.store.snapshots import ANALYSIS

KEPT = 64
# What the queries read, cut to the people whom those records name; the records themselves are left out.
OTHERS = {
    "mention": (
        "SELECT * FROM {main}.mention WHERE record_id NOT IN (SELECT record_id FROM left_out) "
        "AND row_id IN (SELECT row_id FROM {main}.mention JOIN of_whom USING (mention_id))"
    ),
    "shown_chronology": (
        "SELECT * FROM {main}.chronology WHERE person_id IN (SELECT person_id FROM whom) "
        "AND record_id NOT IN (SELECT record_id FROM left_out)"
    ),
}


@lru_cache(maxsize=KEPT)
def restate_without(*, serve_file: Path, record_ids: tuple[str, ...]) -> RestatedRows:
    """The lines of everybody whom these records name, as a run would make them if it had never had the records."""
    with closing(DuckDBEngine(serve_file.with_name(ANALYSIS), read_only=True)) as engine:
        main = engine.query("SELECT current_database() || '.main' AS name").column(0).to_pylist()[0]
        engine.make("left_out", "SELECT unnest(" + str(list(record_ids)) + ") AS record_id")
        _find_whom(engine, main)
        for name, sql in OTHERS.items():
            engine.make(name, sql.format(main=main))
        engine.make("withheld", WITHHELD)
        engine.make("people", f"SELECT * FROM ({PEOPLE}) WHERE person_id IN (SELECT person_id FROM whom)")
        engine.make("shown_people", "SELECT * FROM people")
        engine.make("all_said", SAID.format(of="shown_people"))
        engine.make("half", HALVES)
        engine.make("half_said", SAID.format(of="half"))
        queries = {
            "said": SAID_COUNTS.format(said="all_said"), "question_said": SAID_COUNTS.format(said="half_said"),
            "entry_count": ENTRY_COUNTS, "join_reason": JOIN_REASONS, "search_key": fill_keys(),
        }  # fmt: skip
        whose = "SELECT person_id FROM whom UNION SELECT half FROM halves ORDER BY 1"
        return RestatedRows(
            tuple(engine.query(whose).column(0).to_pylist()),
            {table: tuple(engine.connection.execute(queries[table]).fetchall()) for table in RESTATED},
        )


def _find_whom(engine: DuckDBEngine, main: str) -> None:
    """The people whom the records name, their mentions, and the sides of questions that these stand on."""
    engine.make(
        "whom",
        f"SELECT DISTINCT person_id FROM {main}.mention JOIN resolved USING (mention_id) "
        "WHERE record_id IN (SELECT record_id FROM left_out) AND person_id IS NOT NULL",
    )
    engine.make("of_whom", "SELECT mention_id FROM resolved WHERE person_id IN (SELECT person_id FROM whom)")
    engine.make(
        "halves",
        "SELECT DISTINCT question_id || ' ' || side AS half FROM question_mention JOIN of_whom USING (mention_id)",
    )
