"""Children whom the notes of others' records name, once a person confirmed who is meant: those records are theirs too.

The child stands on the record as a child, beside the adults and things that it gives. Nobody is named here as a person
of concern, and whoever a column of the record calls a suspect gains nothing by a note.
"""

from sightline.known_facts.grades import SAID
from sightline.known_facts.rows import NOTE_FACTS, as_piece
from sightline.model.nouns import EntityKind

# One line for each record that a note's naming gives a child. `found_with` and the like are cells of names.
NAMED_CHILD_ROWS = f"""
SELECT named.entity_id AS person_id, named.adult_born AS born, taken.person_id IS NOT NULL AS taken_as_child,
       false AS outside, fact.event_on, {as_piece("fact", "")}, {SAID},
       named.also_record_ids AS child_also_record_ids, named.also_scopes AS child_also_scopes,
       named.unless_scopes AS child_unless_scopes, named.of_all AS child_of_all
FROM pattern_named AS named JOIN pattern_fact AS fact ON fact.row_id = named.row_id
LEFT JOIN pattern_taken AS taken ON taken.person_id = named.entity_id
WHERE named.entity_kind = '{EntityKind.PERSON}' AND fact.event_on IS NOT NULL
  AND CASE WHEN named.when_found THEN fact.name = 'found' ELSE (fact.layout, fact.name) IN {NOTE_FACTS} END
  AND NOT EXISTS (SELECT 1 FROM pattern_person AS own WHERE own.record_id = fact.record_id
      AND own.person_id = named.entity_id AND own.slot IN ('subject', 'nominal'))
"""
