-- step: episode_facts
-- in: pattern_fact, pattern_person, agency_record, pattern_thing
-- out: rows
-- values: fact_piece, found, misper_ref, missing, returned
SELECT $fact_piece, fact.occurred_from, fact.event_on,
       person.person_id, person.born, person.taken_as_child,
       CASE WHEN fact.name = $returned THEN $misper_ref ELSE record.source_key END AS ref,
       home.thing_id AS home
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
JOIN agency_record AS record ON record.record_id = fact.record_id AND record.latest
LEFT JOIN (SELECT row_id, min(thing_id) AS thing_id FROM pattern_thing WHERE slot = 'home' GROUP BY row_id) AS home
  ON home.row_id = fact.row_id
WHERE person.slot = 'subject' AND fact.event_on IS NOT NULL AND (
    (fact.layout = 'police_missing' AND fact.name IN ($missing, $found))
    OR (fact.layout = 'return_interviews' AND fact.name = $returned AND ref <> ''))
