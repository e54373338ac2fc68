-- step: record_seen
-- Each child that a record names, and each vehicle and place, with the record's signs. An opened row is no record.
-- in: mention, resolved, agency_record, passage, opened_row
-- out: record_seen
-- values: rolls
WITH born AS (
    SELECT person_id, max(birth_date) AS born_on FROM mention JOIN resolved USING (mention_id)
    WHERE person_id IS NOT NULL GROUP BY person_id
),
sign AS (
    SELECT record_id, list(DISTINCT indicator) AS signs FROM passage
    WHERE indicator <> '' AND polarity = $polarity_affirmed AND experiencer = $experiencer_subject GROUP BY record_id
),
named AS (
    SELECT coalesce(r.person_id, r.thing_id) AS subject_id, r.person_id, m.record_id, m.agency, m.layout, m.slot,
           coalesce(m.occurred_on, m.known_from) AS seen_on
    FROM mention AS m JOIN resolved AS r USING (mention_id)
    WHERE m.entity_kind <> $entity_kind_phone AND m.layout NOT IN ($rolls)
      AND m.row_id NOT IN (SELECT row_id FROM opened_row)
)
SELECT DISTINCT subject_id, person_id IS NOT NULL AS is_person, n.record_id, n.agency, n.layout, a.kind, n.slot,
       seen_on, coalesce(sign.signs, []) AS signs
FROM named AS n
JOIN agency_record AS a ON a.record_id = n.record_id AND a.latest
LEFT JOIN born USING (person_id)
LEFT JOIN sign ON sign.record_id = n.record_id
WHERE seen_on IS NOT NULL AND (person_id IS NULL OR seen_on < born_on + INTERVAL 18 YEAR)
ORDER BY subject_id, seen_on, n.record_id, n.slot

-- step: mention_of_subject
-- The namings of those who meet a trigger, as they are compared.
-- in: mention, resolved, met_subject
-- out: mention_of_subject
SELECT DISTINCT coalesce(r.person_id, r.thing_id) AS subject_id, m.entity_kind, m.agency, m.name_as_written, m.surname,
       m.forename, m.other_names, m.birth_date, m.birth_date_as_written, m.sex, m.nhs_number, m.upn, m.local_id,
       m.local_id_kind, m.address, m.postcode, m.phone, m.value_as_written
FROM mention AS m JOIN resolved AS r USING (mention_id)
WHERE coalesce(r.person_id, r.thing_id) IN (SELECT subject_id FROM met_subject)
ORDER BY ALL
