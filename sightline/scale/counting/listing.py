"""Named SQL steps from a snapshot's rows to who is on which list, and from when that was known.

A row that a later export no longer has still says what was known; only what was replaced or withdrawn does not count.
And age is taken on the day it was known, not today.
"""

from collections.abc import Iterator
from datetime import date
from typing import TypedDict

from sightline.model.nouns import HandlingMarking, RowStatus
from sightline.model.visibility import RowFilter
from sightline.scale.counting.rules import CountRule, NamedList
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

STANDING = f"'{RowStatus.CURRENT}', '{RowStatus.NOT_IN_EXTRACT}'"
ROWS = f"""
SELECT resolved.person_id, mention.layout, lower(mention.source_role) AS role,
       regexp_replace(mention.slot, '#.*', '') AS slot, lower(split_part(agency_record.kind, '/', 2)) AS kind,
       fact.name AS fact, fact.details, lower(fact.what) AS what, fact.known_from, mention.row_id,
       mention.agency, mention.organisation, mention.restricted,
       list_contains(mention.markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed
FROM mention JOIN resolved USING (mention_id)
JOIN source_row ON source_row.row_id = mention.row_id AND source_row.row_version = mention.row_version
JOIN agency_record ON agency_record.record_id = mention.record_id AND agency_record.latest
JOIN fact ON fact.row_id = mention.row_id AND fact.row_version = mention.row_version
WHERE mention.entity_kind = 'person' AND resolved.person_id IS NOT NULL AND source_row.standing IN ({STANDING})
"""
CHILDREN = """
SELECT on_list.person_id, list_id, min(known_from) AS known_on, bool_or(birth IS NOT NULL) AS has_birth_date
FROM on_list LEFT JOIN (SELECT person_id, birth_dates[1] AS birth FROM person) AS born USING (person_id)
WHERE birth IS NULL OR known_from IS NULL OR known_from < birth + to_years(CAST(? AS INTEGER))
GROUP BY on_list.person_id, list_id
"""


class ListedRow(TypedDict):
    """A child on a list, since when that was known, and whether anybody gives a birth date."""

    person_id: str
    list_id: str
    known_on: date | None
    has_birth_date: bool


def list_children(*, engine: Engine, rule: CountRule, sight: RowFilter) -> list[ListedRow]:
    """Who is on which list, by list and person."""
    parts, parameters = [], []
    layouts = sorted({one.layout for one in rule.lists if one.layout})
    parts.append("SELECT NULL::VARCHAR AS person_id, NULL::VARCHAR AS list_id, NULL::DATE AS known_from WHERE false")
    for one in rule.lists:
        sql, given = _met(one) if one.patterns else _write_rows_query(one, sight)
        parts.append(sql)
        parameters += given
    wanted = ", ".join("?" * len(layouts)) or "NULL"
    query = (
        f"WITH list_row AS (SELECT * FROM ({ROWS}) WHERE layout IN ({wanted})), "
        f"on_list AS ({' UNION ALL '.join(parts)}) {CHILDREN} ORDER BY list_id, person_id"
    )
    return read_rows(engine, ListedRow, query, [*layouts, *parameters, rule.under])


def _write_rows_query(one: NamedList, sight: RowFilter) -> tuple[str, list[str]]:
    conditions, parameters = list(_conditions(one)), [one.id, one.layout]
    for _, given in conditions:
        parameters += given
    where = " AND ".join(["layout = ?", *(sql for sql, _ in conditions), f"({sight.sql})"])
    return f"SELECT person_id, ?, known_from FROM list_row WHERE {where}", [*parameters, *sight.parameters]


def _conditions(one: NamedList) -> Iterator[tuple[str, list[str]]]:
    for column, words in (("kind", one.kinds), ("role", one.roles), ("slot", one.slots), ("fact", one.facts)):
        if words:
            yield f"{column} IN ({', '.join('?' * len(words))})", list(words)
    for name, words in one.details.items():
        held = "lower(coalesce(json_extract_string(details, ?), ''))"
        path = f'$."{name}".as_written'
        yield f"({' OR '.join([f'contains({held}, ?)'] * len(words))})", [x for word in words for x in (path, word)]
    if one.says:
        yield f"({' OR '.join(['contains(what, ?)'] * len(one.says))})", list(one.says)


def _met(one: NamedList) -> tuple[str, list[str]]:
    """Both children of a pair are on the list; by what all agencies held together."""
    wanted = ", ".join("?" * len(one.patterns))
    met = f"FROM pattern WHERE view_no = 0 AND pattern_id IN ({wanted})"
    return (
        f"SELECT person_id, ?, first_true_on {met} AND person_id IS NOT NULL "
        f"UNION ALL SELECT other_person_id, ?, first_true_on {met} AND other_person_id IS NOT NULL",
        [one.id, *one.patterns, one.id, *one.patterns],
    )
