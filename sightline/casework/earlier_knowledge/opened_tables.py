"""The tables of a snapshot, cut to what a reader may see: `visible_record`, `visible_mention` and `own_person`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

from sightline.casework.data.export_queries import prepare
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.known_facts.facts import london_day
from sightline.model.visibility import RowFilter
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot

# Records of the agencies and the period of a review's terms. A record without a day may be of any.
OF_TERMS = f"""
SELECT record_id FROM ({{records}}) AS seen JOIN agency_record AS held USING (record_id)
WHERE held.latest AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], held.agency))
  AND coalesce({london_day("held.occurred_from")} <= ?, true)
  AND coalesce(coalesce({london_day("held.occurred_to")}, {london_day("held.occurred_from")}) >= ?, true)
"""


@contextmanager
def open_tables(
    scope: KnowledgeScope, *, sight: RowFilter | None = None, snapshot: Snapshot | None = None
) -> Iterator[DuckDBEngine]:
    """The tables of the scope's snapshot, or another one, with what its reader may see as `prepare` makes it.

    `sight` is another filter than the scope's, for counts of others.
    """
    engine = DuckDBEngine((snapshot or scope.snapshot).analysis, read_only=True)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            for name, (sql, parameters) in prepare(sight or scope.sight, hidden=scope.hidden).items():
                made = list(parameters)
                if name == "visible_record":
                    agencies = list(scope.agencies)
                    sql, made = OF_TERMS.format(records=sql), [*made, agencies, agencies, scope.to_on, scope.from_on]
                engine.connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", made).fetchall()
            yield engine
    finally:
        engine.close()
