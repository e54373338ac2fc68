"""The tables of a snapshot, cut to what a reader may see: `visible_record`, `visible_mention` and `own_person`."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sightline.casework.data.export_queries import prepare
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.known_facts.facts import london_day
from sightline.model.nouns import EntityKind
from sightline.review.rules import read_joined_rules
from sightline.store import DuckDBEngine
from sightline.store.snapshots import Snapshot

# Records of the agencies and the period of a review's terms. A record without a day may be of any.
OF_TERMS = f"""
SELECT record_id FROM ({{records}}) AS seen JOIN agency_record AS held USING (record_id)
WHERE held.latest AND (len(?::VARCHAR[]) = 0 OR list_contains(?::VARCHAR[], held.agency))
  AND coalesce({london_day("held.occurred_from")} <= ?, true)
  AND coalesce(coalesce({london_day("held.occurred_to")}, {london_day("held.occurred_from")}) >= ?, true)
"""
# Of these, the records that name one of the children, so that an adult's other records stay closed.
OF_CHILDREN = """
DELETE FROM visible_record WHERE record_id NOT IN (
    SELECT record_id FROM mention JOIN resolved USING (mention_id)
    WHERE person_id IN (SELECT person_id FROM resolved WHERE list_contains(?, mention_id)))
"""
# Records of some layouts that may come in beside these by what they have in common.
JOINABLE = f"""
SELECT record_id FROM ({OF_TERMS}) JOIN agency_record AS of_layout USING (record_id)
WHERE of_layout.latest AND list_contains(?, of_layout.layout)
  AND record_id NOT IN (SELECT record_id FROM visible_record)
"""
# Of these, not those that name a person who is not known to have been an adult on that day.
OF_ADULTS = f"""
DELETE FROM joinable_record WHERE record_id IN (
    SELECT held.record_id FROM agency_record AS held JOIN mention ON mention.record_id = held.record_id
    LEFT JOIN resolved USING (mention_id)
    LEFT JOIN (SELECT person_id, max(birth_date) AS born FROM mention JOIN resolved USING (mention_id)
               GROUP BY person_id) AS person USING (person_id)
    WHERE held.latest AND mention.entity_kind = '{EntityKind.PERSON}'
      AND NOT coalesce({london_day("held.occurred_from")} >= person.born + INTERVAL 18 YEAR, false))
"""


@contextmanager
def open_tables(
    scope: KnowledgeScope, *, snapshot: Snapshot | None = None, of_others: bool = False
) -> Iterator[DuckDBEngine]:
    """The tables of the scope's snapshot, or another one, with what its reader may see as `prepare` makes it.

    `of_others`: what counts of other children are made from: of all agencies and all days, whatever the terms read.
    """
    engine = DuckDBEngine((snapshot or scope.snapshot).analysis, read_only=True)
    sight = scope.others if of_others else scope.sight
    agencies = list(scope.agencies)
    try:
        with tempfile.TemporaryDirectory() as spill:
            engine.connection.execute(f"SET temp_directory = '{spill}'").fetchall()
            for name, (made_by, parameters) in prepare(sight, hidden=scope.hidden).items():
                sql, values = made_by, list(parameters)
                if name == "visible_record" and not of_others:
                    sql = OF_TERMS.format(records=sql)
                    values += [agencies, agencies, scope.to_on, scope.from_on]
                engine.connection.execute(f"CREATE TEMP TABLE {name} AS {sql}", values).fetchall()
                if name == "visible_record" and scope.children and not of_others:
                    engine.connection.execute(OF_CHILDREN, [list(scope.children)]).fetchall()
            yield engine
    finally:
        engine.close()


def find_joinable(engine: DuckDBEngine, scope: KnowledgeScope) -> frozenset[str]:
    """The records that name no child of a review and may join its own by what they have in common.

    `engine` has the tables that were opened for this scope. By its terms and the reader's rights; only not of its
    people alone.
    """
    made_by, parameters = prepare(replace(scope.sight, only_people_of=None), hidden=scope.hidden)["visible_record"]
    agencies = list(scope.agencies)
    values = [*parameters, agencies, agencies, scope.to_on, scope.from_on, list(read_joined_rules().layouts)]
    sql = f"CREATE OR REPLACE TEMP TABLE joinable_record AS {JOINABLE.format(records=made_by)}"
    engine.connection.execute(sql, values).fetchall()
    engine.connection.execute(OF_ADULTS).fetchall()
    return frozenset(engine.query("SELECT record_id FROM joinable_record").column(0).to_pylist())
