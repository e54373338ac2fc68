"""Lays out for pages what notes name and may be the same as: each proposal with its two sides, each with its record.

Neither the weight of evidence nor a sentence is here. The sentence is cut from the record when it is read, after
protected addresses are taken out of it.
"""

from pathlib import Path

from sightline.model.nouns import EntityKind, HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

INDEXES = "CREATE UNIQUE INDEX proposal_id ON proposal (proposal_id);"

# In the order in which they are asked: contradictions first, then those that would connect most children.
PROPOSALS = """
SELECT row_number() OVER (ORDER BY rule_id <> 'conflict', hangs_on DESC, proposal_id), proposal_id, kind, rule_id, says,
       agrees, hangs_on, answered
FROM proposal ORDER BY ALL
"""

RECORD = """record.agency, record.organisation, record.layout, record.restricted{more},
       list_contains(record.markings, '{sealed}')"""
OWN = RECORD.format(more=" OR naming.restricted", sealed=HandlingMarking.SEALED_IDENTITY)
LATEST = "(SELECT * FROM agency_record WHERE latest) AS record"
WHEN = """'kind': record.kind, 'occurred_from': record.occurred_from, 'occurred_to': record.occurred_to,
       'date_precision': record.date_precision"""

NAMING_SIDE = f"""
SELECT proposal_id, {{side}} AS side, naming.naming_id, true, '', naming.record_id, {OWN},
       to_json({{{{'text': naming.text, 'field': naming.field, 'start': naming.start, 'end': naming."end",
       'source_file': naming.source_file, 'source_row': naming.source_row, 'role': naming.role, 'beside': naming.beside,
       {WHEN}}}}})
FROM proposal JOIN naming ON naming.naming_id = {{of}} JOIN {LATEST} ON record.record_id = naming.record_id
"""

MENTION_SIDE = f"""
SELECT proposal_id, 'b', mention.mention_id, false, coalesce(person_id, ''), mention.record_id,
       {RECORD.format(more="", sealed=HandlingMarking.SEALED_IDENTITY)},
       to_json({{'text': CASE WHEN mention.entity_kind = '{EntityKind.PERSON}' THEN name_as_written
       ELSE concat_ws(', ', nullif(CASE WHEN mention.address <> '' THEN mention.address ELSE value_as_written END, ''),
                      nullif(postcode, '')) END, 'beside': description, 'slot': slot, 'source_role': source_role,
       'other_names': other_names, {WHEN}}})
FROM proposal JOIN mention ON mention.mention_id = other_id JOIN resolved USING (mention_id)
LEFT JOIN thing USING (thing_id) JOIN {LATEST} ON record.record_id = mention.record_id
WHERE NOT other_is_naming AND NOT coalesce(thing.protected, false)
"""

SIDES = " UNION ALL ".join(
    (
        NAMING_SIDE.format(side="'a'", of="proposal.naming_id"),
        NAMING_SIDE.format(side="'b'", of="other_id") + " WHERE other_is_naming",
        MENTION_SIDE,
    )
)

# What somebody answered about before is named in the list of their answers.
NAMINGS = f"""
SELECT naming_id, naming.record_id, text, {OWN} FROM naming JOIN {LATEST} ON record.record_id = naming.record_id
WHERE naming_id IN (SELECT naming_id FROM proposal UNION SELECT other_id FROM proposal WHERE other_is_naming
    UNION SELECT unnest([mention_id_a, mention_id_b]) FROM judgement) ORDER BY naming_id
"""


def build_noted(*, engine: DuckDBEngine, path: Path) -> None:
    """Write the tables of proposals of `serve.sqlite`, anew if they are there."""
    fills = {"proposal": PROPOSALS, "proposal_side": f"{SIDES} ORDER BY ALL", "noted_naming": NAMINGS}
    lay_out(engine=engine, path=path, fills=fills, indexes=INDEXES)
