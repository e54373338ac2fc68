"""The queries behind the exports: each table made from rows that passed the reader's filter, and from no others.

Persons, things and links are conclusions from many rows. They are made again here from the visible mentions, so that a
name or an agency that only a restricted record holds is not among them.
"""

from collections.abc import Collection
from typing import Any

from sightline.model.analysis_tables.connections import TOGETHER_RULE
from sightline.model.exports.lists import DISPUTED, OF_RECORDS
from sightline.model.nouns import HandlingMarking
from sightline.model.schema import EXPORTS
from sightline.model.visibility import WRITTEN_HERE, RowFilter
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
SEALED = f"*, list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed"


def prepare(sight: RowFilter, *, hidden: Collection[str] = ()) -> dict[str, tuple[str, tuple[Any, ...]]]:
    """Working tables by name, in order, each with its parameters: what the reader may see at all.

    `hidden` are records that somebody restricted since the snapshot was made.
    """
    body = sight.only_people_of or ("", "")
    own_only = sight.only_people_of is not None
    # Whoever opens a child for a reason sees no record of a child who is not open, also where their body wrote it.
    of_body = " OR (agency = ? AND organisation = ?)" if own_only and not sight.is_cut else ""
    named = (
        "record_id IN (SELECT record_id FROM mention JOIN resolved USING (mention_id) "
        "JOIN own_person USING (person_id))"
    )
    return {
        "own_person": (
            f"SELECT DISTINCT person_id FROM (SELECT {SEALED} FROM mention) JOIN resolved USING (mention_id) "
            f"WHERE person_id IS NOT NULL AND NOT sealed{_of_own(sight)}",
            (*body, *sight.rolls, *sight.not_shared.shown()[1], *sight.given) if own_only else (),
        ),
        "visible_record": (
            f"SELECT record_id FROM (SELECT {SEALED} FROM agency_record WHERE latest) WHERE {sight.sql}"
            + (f" AND ({named}{of_body})" if own_only else "")
            + " AND NOT list_contains(?, record_id)",
            (*sight.parameters, *(body if of_body else ()), sorted(hidden)),
        ),
        "visible_mention": (
            "SELECT seen.*, person_id, thing_id, thing.value AS thing_value, "
            "CASE WHEN seen.entity_kind = 'place' AND seen.address <> '' THEN seen.address "
            "ELSE seen.value_as_written END AS thing_written "
            f"FROM (SELECT {SEALED} FROM mention) AS seen JOIN resolved USING (mention_id) "
            "LEFT JOIN thing USING (thing_id) "
            f"WHERE {sight.sql} AND record_id IN (SELECT record_id FROM visible_record) "
            "AND NOT coalesce(thing.protected, false) "
            "AND (person_id IS NULL OR person_id IN (SELECT person_id FROM own_person))",
            sight.parameters,
        ),
    }  # fmt: skip


def _of_own(sight: RowFilter) -> str:
    """Whom the body's systems record, not whom somebody wrote of here; and whom a decision opens to the body."""
    if sight.only_people_of is None:
        return ""
    written = f"substr(layout, 1, {len(WRITTEN_HERE)}) = '{WRITTEN_HERE}'"
    rolls = f" AND layout NOT IN ({', '.join('?' * len(sight.rolls))})" if sight.rolls else ""
    condition, _ = sight.not_shared.shown()
    shared = f" AND {condition}" if condition else ""
    recorded = f"(agency = ? AND organisation = ? AND NOT {written}{rolls}{shared})"
    placeholders = ", ".join("?" * len(sight.given))
    return f" AND ({recorded} OR mention_id IN ({placeholders}))" if sight.given else f" AND {recorded}"


THINGS = """
SELECT thing_id, any_value(entity_kind) AS entity_kind, any_value(thing_value) AS value,
       arg_min(thing_written, (batch, mention_id)) AS as_first_written,
       list(mention_id ORDER BY mention_id) AS mention_ids
FROM visible_mention WHERE thing_id IS NOT NULL GROUP BY thing_id ORDER BY thing_id
"""

LINKS = """
SELECT link.* FROM link
WHERE mention_id_a IN (SELECT mention_id FROM visible_mention)
  AND mention_id_b IN (SELECT mention_id FROM visible_mention)
ORDER BY mention_id_a, mention_id_b
"""


UNDISPUTED = (
    "(class = 'must' OR (instance_key, view_no) NOT IN "
    "(SELECT (instance_key, view_no) FROM pattern_basis WHERE list_contains(?, record_id)))"
)
# As they were drawn for this reader, who sees every record that they rest on; of no withdrawn rule, and no group that
# rests on nights by one. What nobody must answer is left out while somebody disputes one of its records.
PATTERNS = """
SELECT * FROM pattern WHERE {drawn} AND pattern_id NOT IN (SELECT unnest(?))
  AND NOT (list_contains(?, '{together}') AND (group_id, view_no) IN (
    SELECT (group_id, view_no) FROM grouping WHERE on_together)) AND NOT EXISTS (
    SELECT 1 FROM pattern_basis AS basis WHERE basis.instance_key = pattern.instance_key
      AND basis.view_no = pattern.view_no AND basis.record_id NOT IN (SELECT record_id FROM visible_record))
  AND {undisputed} AND (person_id IS NULL OR person_id IN (SELECT person_id FROM own_person))
  AND (other_person_id IS NULL OR other_person_id IN (SELECT person_id FROM own_person))
  AND (entity_kind IS DISTINCT FROM 'adult' OR entity_id IN (SELECT person_id FROM own_person))
ORDER BY pattern_id, person_id, other_person_id, entity_id, instance
"""


# Whether somebody disputes the record of a row, or one of those that it depends on.
OF_ITS_RECORD = "list_contains(?::VARCHAR[], record_id)"
OF_ITS_BASIS = (
    "EXISTS (SELECT 1 FROM {basis} AS under, (SELECT ?::VARCHAR[] AS disputed) WHERE {same} "
    "AND list_contains(disputed, under.record_id))"
)
RESTS_ON_DISPUTED = {
    **dict.fromkeys(("records", "mentions", "chronology", "passages"), OF_ITS_RECORD),
    "proposals": "list_has_any(?::VARCHAR[], [record_id, other_record_id])",
    "persons": OF_ITS_BASIS.format(basis="visible_mention", same="under.person_id = row_of.person_id"),
    "clocks": OF_ITS_BASIS.format(basis="clock_basis", same="under.conclusion_id = clock_id"),
    "patterns": OF_ITS_BASIS.format(
        basis="pattern_basis", same="under.instance_key = row_of.instance_key AND under.view_no = row_of.view_no"
    ),
}

# Whether somebody disputes the conclusion itself, or the group that a pattern is about.
IS_DISPUTED = {
    "clocks": "list_contains(?::VARCHAR[], clock_id)",
    "patterns": "list_has_any(?::VARCHAR[], [instance_key, coalesce(group_id, '')])",
}


def query_of(
    table: str,
    sight: RowFilter,
    *,
    withdrawn: Collection[str],
    disputed: Collection[str] = (),
    conclusions: Collection[str] = (),
) -> tuple[str, tuple[Any, ...]]:
    """The query of one exported table with its parameters, over the working tables of `prepare`.

    `disputed` are records, `conclusions` are the ids of patterns, groups and deadlines that somebody disputes.
    """
    drawn, names = sight.seen("pattern")
    visible = f"{sight.sql} AND record_id IN (SELECT record_id FROM visible_record)"
    rules = sorted(withdrawn)
    queries: dict[str, tuple[str, tuple[Any, ...]]] = {
        "records": (
            f"SELECT * FROM (SELECT {SEALED} FROM agency_record) WHERE {visible} ORDER BY record_id, version",
            sight.parameters,
        ),
        "mentions": ("SELECT * FROM visible_mention ORDER BY mention_id", ()),
        "persons": (SQL.fill("visible_person"), ()),
        "things": (THINGS, ()),
        "links": (LINKS, ()),
        "chronology": (
            f"SELECT * FROM (SELECT {SEALED} FROM chronology) WHERE {visible} "
            "AND person_id IN (SELECT person_id FROM own_person) ORDER BY person_id, sort_key, entry_id",
            sight.parameters,
        ),
        "passages": (
            f"SELECT * FROM (SELECT {SEALED} FROM passage) WHERE {visible} "
            'ORDER BY record_id, field, start, "end", passage_id',
            sight.parameters,
        ),
        "clocks": (
            "SELECT * FROM clock WHERE clock_id NOT IN (SELECT conclusion_id FROM clock_basis "
            "WHERE record_id NOT IN (SELECT record_id FROM visible_record)) "
            "AND (person_id IS NULL OR person_id IN (SELECT person_id FROM own_person)) "
            "ORDER BY rule_id, started_at, clock_id",
            (),
        ),
        "patterns": (
            PATTERNS.format(drawn=drawn, together=TOGETHER_RULE, undisputed=UNDISPUTED),
            (*names, rules, rules, sorted(disputed)),
        ),
        "proposals": (
            "SELECT * FROM proposal WHERE record_id IN (SELECT record_id FROM visible_record) "
            "AND other_record_id IN (SELECT record_id FROM visible_record) "
            "AND (other_is_naming OR other_id IN (SELECT mention_id FROM visible_mention)) "
            "ORDER BY hangs_on DESC, proposal_id",
            (),
        ),
        "rejects": ("SELECT * FROM reject ORDER BY batch, source_file, sheet, source_row, code", ()),
    }
    sql, parameters = queries[table]
    columns = ", ".join(f'"{name}"' for name in EXPORTS[table].exported)
    if table not in OF_RECORDS:
        return f"SELECT {columns} FROM ({sql})", parameters
    itself = IS_DISPUTED.get(table, "")
    says = f"{RESTS_ON_DISPUTED[table]} OR {itself}" if itself else RESTS_ON_DISPUTED[table]
    return f"SELECT {columns}, {says} AS {DISPUTED} FROM ({sql}) AS row_of", (
        sorted(disputed),
        *([sorted(conclusions)] if itself else []),
        *parameters,
    )
