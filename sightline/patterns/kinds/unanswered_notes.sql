-- step: notes_that_wait
-- Notes with a sign that asks for an answer, each with every person whom its row names; `whoever` the sign is about.
-- in: passage, pattern_fact, pattern_person
-- out: rows
-- values: fact_piece, indicator, note_facts, whoever
SELECT $fact_piece, fact.event_on, person.person_id, person.born, person.taken_as_child, person.slot,
       min(coalesce(passage.confirmed_at, '')) AS read_at
FROM passage JOIN pattern_fact AS fact USING (row_id)
LEFT JOIN pattern_person AS person ON person.row_id = fact.row_id
      AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
WHERE (fact.layout, fact.name) IN $note_facts AND fact.event_on IS NOT NULL
  AND passage.indicator = $indicator AND passage.polarity = $polarity_affirmed
  AND passage.time <> $tense_hypothetical
  AND (passage.experiencer = $experiencer_subject OR $whoever)
GROUP BY ALL
ORDER BY fact.known_from, fact.source_file, fact.source_row, person.person_id
