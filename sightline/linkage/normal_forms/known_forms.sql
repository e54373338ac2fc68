-- step: known_name
-- Names as written in untouched rows, with the form that the earlier run gave them.
-- in: mention, compared, touched_row
-- out: name_form
-- values: forms
SELECT m.surname, m.forename, m.other_names,
       CASE WHEN m.surname = '' AND m.forename = '' THEN m.name_as_written ELSE '' END AS whole, $forms
FROM mention m JOIN compared c USING (mention_id) ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND (c.first_name IS NOT NULL OR c.last_name IS NOT NULL)
GROUP BY ALL

-- step: known_number
-- The same of a number as written. One that is many people's has no form there, and is read again.
-- in: mention, compared, touched_row
-- out: number_form
-- values: number
SELECT m.$number AS written, any_value(c.$number) AS clean
FROM mention m JOIN compared c USING (mention_id) ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND c.$number IS NOT NULL
GROUP BY written

-- step: known_home
-- The same of homes as written.
-- in: mention, compared, touched_row
-- out: address_form
-- values: forms, marked
SELECT m.address, m.postcode, $marked AS marked, $forms
FROM mention m JOIN (SELECT * RENAME (postcode AS clean_postcode) FROM compared) c USING (mention_id)
ANTI JOIN touched_row t ON t.row_id = m.row_id
WHERE m.entity_kind = 'person' AND (m.address <> '' OR m.postcode <> '')
  AND (c.address_words IS NOT NULL OR c.house IS NOT NULL OR c.clean_postcode IS NOT NULL)
GROUP BY ALL
