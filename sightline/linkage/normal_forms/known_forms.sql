-- step: fresh_mention
-- Where something protected stood in a name no form of it is kept, and of a number that is many people's none is.
-- in: mention, compared, touched_row
-- out: fresh_mention
SELECT m.* FROM mention m LEFT JOIN compared c USING (mention_id)
WHERE m.entity_kind = 'person' AND (
    c.given_names IS NULL OR m.row_id IN (SELECT row_id FROM touched_row)
    OR (m.nhs_number <> '' AND c.nhs_number IS NULL) OR (m.upn <> '' AND c.upn IS NULL)
    OR (m.local_id <> '' AND c.local_id IS NULL))

-- step: standing_mention
-- All other mentions of people, from the form that is kept of them.
-- in: mention, compared, fresh_mention, protected_record, protected_home
-- out: rows
-- values: placeholder_dates, token
SELECT m.mention_id, m.batch, m.agency, m.organisation, m.occurred_on, m.source_role,
       list_contains(m.markings, $handling_marking_sealed_identity) AS sealed,
       m.record_id IN (SELECT record_id FROM protected_record WHERE record_id IS NOT NULL)
       OR coalesce((c.postcode, c.house) IN (SELECT (clean_postcode, house) FROM protected_home
              WHERE clean_postcode IS NOT NULL AND house IS NOT NULL), false)
       OR coalesce(right(c.address_words, $token) IN (SELECT whole FROM protected_home WHERE whole IS NOT NULL), false)
           AS protected,
       c.first_name, c.last_name, c.given_names, c.last_names, c.near_names, c.undivided, c.name_words, c.near_words,
       c.further_names, CASE WHEN m.birth_date NOT IN ($placeholder_dates) THEN m.birth_date END AS birth_date,
       c.born_first, c.born_last, nullif(m.sex, '') AS sex, c.nhs_number, c.upn, c.local_id,
       CASE WHEN c.local_id IS NOT NULL THEN m.agency || '/' || m.local_id_kind END AS local_id_kind,
       c.address_words, c.house, c.postcode, c.phone
FROM mention m JOIN compared c USING (mention_id)
ANTI JOIN fresh_mention f ON f.mention_id = m.mention_id
WHERE m.entity_kind = 'person'

-- step: known_name
-- Names as written in untouched rows, with the form that the earlier run gave them.
-- in: mention, fresh_mention, compared, touched_row
-- out: name_form
-- values: forms
SELECT m.surname, m.forename, m.other_names,
       CASE WHEN m.surname = '' AND m.forename = '' THEN m.name_as_written ELSE '' END AS whole, $forms
FROM mention m SEMI JOIN fresh_mention f ON f.surname = m.surname AND f.forename = m.forename
    AND f.name_as_written = m.name_as_written AND f.other_names = m.other_names
JOIN compared c USING (mention_id) ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND (c.first_name IS NOT NULL OR c.last_name IS NOT NULL)
GROUP BY ALL

-- step: known_number
-- The same of a number as written. One that is many people's has no form there, and is read again.
-- in: mention, fresh_mention, compared, touched_row
-- out: number_form
-- values: number
SELECT m.$number AS written, any_value(c.$number) AS clean
FROM mention m SEMI JOIN fresh_mention f ON f.$number = m.$number JOIN compared c USING (mention_id)
ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND c.$number IS NOT NULL
GROUP BY written

-- step: known_home
-- The same of homes as written.
-- in: mention, wanted_home, compared, touched_row
-- out: address_form
-- values: forms, marked
SELECT m.address, m.postcode, $marked AS marked, $forms
FROM mention m SEMI JOIN wanted_home w ON w.address = m.address AND w.postcode = m.postcode AND w.marked = $marked
JOIN (SELECT * RENAME (postcode AS clean_postcode) FROM compared) c USING (mention_id)
ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND (m.address <> '' OR m.postcode <> '')
  AND (c.address_words IS NOT NULL OR c.house IS NOT NULL OR c.clean_postcode IS NOT NULL)
GROUP BY ALL
