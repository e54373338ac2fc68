-- step: record_seen
-- Each child that a record names, and each vehicle and place, with the record's signs. An opened row is no record.
-- Nobody who is 18 today, and nobody and nothing protected. `original` is the row as it came, of a layout that has both
-- records and rows of a roll.
-- in: mention, resolved, agency_record, passage, opened_row, source_row, protected_person, thing
-- out: record_seen
-- values: rolls, mixed, today
WITH born AS (
    SELECT person_id, CAST(max(birth_date) + INTERVAL 18 YEAR AS DATE) AS adult_on
    FROM mention JOIN resolved USING (mention_id) WHERE person_id IS NOT NULL GROUP BY person_id
),
guarded AS (
    SELECT coalesce(r.person_id, r.thing_id) AS subject_id FROM mention AS m JOIN resolved AS r USING (mention_id)
    WHERE list_has_any(m.markings, [$handling_marking_sealed_identity, $handling_marking_protected_address])
    UNION SELECT person_id FROM protected_person
    UNION SELECT thing_id FROM thing WHERE protected
),
sign AS (
    SELECT record_id, list(DISTINCT indicator) AS signs FROM passage
    WHERE indicator <> '' AND polarity = $polarity_affirmed AND experiencer = $experiencer_subject GROUP BY record_id
),
named AS (
    SELECT coalesce(r.person_id, r.thing_id) AS subject_id, r.person_id, m.record_id, m.agency, m.layout, m.slot,
           m.row_id, m.row_version, coalesce(m.occurred_on, m.known_from) AS seen_on
    FROM mention AS m JOIN resolved AS r USING (mention_id)
    WHERE m.entity_kind <> $entity_kind_phone AND m.layout NOT IN ($rolls)
      AND m.row_id NOT IN (SELECT row_id FROM opened_row)
)
SELECT DISTINCT n.subject_id, person_id IS NOT NULL AS is_person, n.record_id, n.agency, n.layout, a.kind, n.slot,
       seen_on, adult_on, CASE WHEN n.layout IN ($mixed) THEN s.original END AS original,
       coalesce(sign.signs, []) AS signs
FROM named AS n
JOIN agency_record AS a ON a.record_id = n.record_id AND a.latest
JOIN source_row AS s ON s.row_id = n.row_id AND s.row_version = n.row_version
LEFT JOIN born USING (person_id)
LEFT JOIN sign ON sign.record_id = n.record_id
WHERE seen_on IS NOT NULL AND (person_id IS NULL OR (seen_on < adult_on AND $today < adult_on))
  AND n.subject_id NOT IN (SELECT subject_id FROM guarded WHERE subject_id IS NOT NULL)
ORDER BY n.subject_id, seen_on, n.record_id, n.slot

-- step: mention_of_subject
-- The namings of those who meet a trigger, as they are compared, and of whoever is said not to be one of them.
-- in: mention, resolved, met_subject, judgement
-- out: mention_of_subject
WITH answer AS (
    SELECT mention_id_a AS one, mention_id_b AS other FROM judgement WHERE answer = $pair_answer_not_same
    UNION SELECT mention_id_b, mention_id_a FROM judgement WHERE answer = $pair_answer_not_same
),
asked AS (
    SELECT subject_id, subject_id AS named_id FROM met_subject
    UNION
    SELECT a.person_id, b.person_id FROM answer
    JOIN resolved AS a ON a.mention_id = answer.one JOIN resolved AS b ON b.mention_id = answer.other
    WHERE a.person_id IN (SELECT subject_id FROM met_subject) AND b.person_id <> a.person_id
)
SELECT DISTINCT asked.subject_id, asked.named_id, m.entity_kind, m.agency, m.name_as_written, m.surname,
       m.forename, m.other_names, m.birth_date, m.birth_date_as_written, m.sex, m.nhs_number, m.upn, m.local_id,
       m.local_id_kind, m.address, m.postcode, m.phone, m.value_as_written
FROM mention AS m JOIN resolved AS r USING (mention_id)
JOIN asked ON asked.named_id = coalesce(r.person_id, r.thing_id)
ORDER BY ALL

-- step: erased_subject
-- The people whom only erased records name, one of them as the person that it is about.
-- in: mention, resolved, erased_record
-- out: erased_subject
SELECT r.person_id
FROM mention AS m JOIN resolved AS r USING (mention_id) LEFT JOIN erased_record AS e ON e.record_id = m.record_id
WHERE r.person_id IS NOT NULL
GROUP BY r.person_id
HAVING bool_and(e.record_id IS NOT NULL) AND bool_or(m.slot = 'subject')
ORDER BY ALL

-- step: subject_state
-- Of people and things by an id that they had: which they are now, when a person becomes 18, and whether they are
-- protected. The id of a person is that of a mention; nobody has that of a mention that is gone.
-- in: asked_subject, mention, resolved, protected_person, thing
-- out: subject_state
WITH found AS (
    SELECT a.subject_id AS asked_id, coalesce(r.person_id, t.thing_id) AS subject_id, r.person_id
    FROM asked_subject AS a LEFT JOIN resolved AS r ON r.mention_id = a.subject_id
    LEFT JOIN thing AS t ON t.thing_id = a.subject_id
),
born AS (
    SELECT person_id, CAST(max(birth_date) + INTERVAL 18 YEAR AS DATE) AS adult_on
    FROM mention JOIN resolved USING (mention_id)
    WHERE person_id IN (SELECT person_id FROM found) GROUP BY person_id
),
guarded AS (
    SELECT coalesce(r.person_id, r.thing_id) AS subject_id FROM mention AS m JOIN resolved AS r USING (mention_id)
    WHERE list_has_any(m.markings, [$handling_marking_sealed_identity, $handling_marking_protected_address])
    UNION SELECT person_id FROM protected_person
    UNION SELECT thing_id FROM thing WHERE protected
)
SELECT asked_id, coalesce(f.subject_id, '') AS subject_id, adult_on,
       coalesce(f.subject_id IN (SELECT subject_id FROM guarded WHERE subject_id IS NOT NULL), false) AS guarded
FROM found AS f LEFT JOIN born USING (person_id) ORDER BY asked_id
