-- step: signs_beside_places
-- A sign in a child's note, and a place that the same cell names; which of them stand in one sentence is read from
-- it.
-- in: pattern_named, naming, passage, pattern_fact, pattern_person
-- out: rows
-- values: fact_piece, indicators, note_facts
SELECT DISTINCT $fact_piece, fact.event_on, person.person_id, person.born, person.taken_as_child,
       named.entity_id AS thing_id, named.also_record_ids, named.also_scopes, named.unless_scopes, named.of_all,
       naming.text AS written, false AS low,
       json_extract_string(fact.original, '$."' || naming.field || '"') AS cell,
       least(passage."end", naming."end") AS first_end, greatest(passage.start, naming.start) AS last_start
FROM pattern_named AS named JOIN naming USING (naming_id) JOIN passage ON passage.row_id = naming.row_id
  AND passage.field = naming.field
JOIN pattern_fact AS fact ON fact.row_id = naming.row_id JOIN pattern_person AS person ON person.row_id = naming.row_id
WHERE named.entity_kind = 'place' AND (fact.layout, fact.name) IN $note_facts AND fact.event_on IS NOT NULL
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
  AND passage.indicator IN ($indicators) AND passage.polarity = $polarity_affirmed
  AND passage.experiencer = $experiencer_subject AND passage.time = $tense_current
