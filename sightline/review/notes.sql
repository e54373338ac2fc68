-- step: told_in_notes
-- Notes with a sign, each with every person whom its row names in their own right, by the day from which it was known;
-- `confirmed`: a person read one of its signs.
-- in: passage, pattern_fact, pattern_person, visible_record
-- out: rows
-- values: indicators, note_facts, of_anybody
SELECT fact.record_id, person.person_id, fact.agency, fact.known_from, fact.event_on, person.born,
       person.taken_as_child, bool_or(passage.confirmed_at <> '') AS confirmed
FROM passage JOIN pattern_fact AS fact USING (row_id) JOIN pattern_person AS person ON person.row_id = fact.row_id
WHERE (fact.layout, fact.name) IN $note_facts AND fact.event_on IS NOT NULL
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
  AND passage.indicator IN ($indicators) AND passage.polarity = $polarity_affirmed
  AND passage.time <> $tense_hypothetical AND ($of_anybody OR passage.experiencer = $experiencer_subject)
  AND fact.record_id IN (SELECT record_id FROM visible_record)
GROUP BY fact.record_id, person.person_id, fact.agency, fact.known_from, fact.event_on, person.born,
         person.taken_as_child
ORDER BY fact.known_from, fact.record_id, person.person_id
