-- step: after_day
-- People with a record that became known after a day, up to another; harm is an event, or a sign about the child.
-- in: passage, pattern_fact, pattern_person, visible_record
-- out: rows
-- values: day, event_type, events, indicators, people, until
SELECT person.person_id,
       bool_or((fact.layout = 'childrens_services_events' AND person.slot = 'subject'
                AND coalesce($event_type IN ($events), false))
               OR fact.row_id IN (
                   SELECT row_id FROM passage WHERE indicator IN ($indicators) AND polarity = $polarity_affirmed
                   AND time <> $tense_hypothetical AND experiencer = $experiencer_subject)) AS harmed
FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
WHERE person.person_id IN ($people) AND fact.known_from > $day AND fact.known_from <= $until
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
  AND fact.record_id IN (SELECT record_id FROM visible_record)
GROUP BY person.person_id

-- step: organisation_of_record
-- The organisation of each record of these agencies that the reader may see.
-- in: agency_record, visible_record
-- out: rows
-- values: agencies
SELECT record_id, agency, organisation, layout FROM agency_record
WHERE latest AND agency IN ($agencies) AND record_id IN (SELECT record_id FROM visible_record)

-- step: holder_of_record
-- The agency and organisation of each of these records.
-- in: agency_record
-- out: rows
-- values: record_ids
SELECT record_id, agency, organisation, layout FROM agency_record WHERE latest AND record_id IN ($record_ids)

-- step: day_of_record
-- The agency of each of these records, and the day on which it happened.
-- in: agency_record
-- out: rows
-- values: happened_day, record_ids
SELECT record_id, agency, $happened_day AS happened_on FROM agency_record WHERE latest AND record_id IN ($record_ids)
