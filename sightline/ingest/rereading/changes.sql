-- step: said
-- What each row of a part says that was new in it, by aspect, as one text.
-- in: sighting, source_row, fact, mention
-- out: said
WITH placed AS (SELECT row_id, sheet, source_row FROM sighting WHERE stored),
aspect AS (
    SELECT row_id, 'kind' AS aspect, layout || ' ' || kind AS words FROM source_row
    UNION ALL
    SELECT row_id, 'dates', concat_ws(' ', name, occurred_from, occurred_to, date_precision) FROM fact
    UNION ALL SELECT row_id, 'recorded', concat_ws(' ', name, recorded_at) FROM fact
    UNION ALL SELECT row_id, 'words', concat_ws(' ', name, label, what, childs_words, details) FROM fact
    UNION ALL
    SELECT row_id, 'names', concat_ws(' ', slot, source_role, entity_kind, name_as_written, surname, forename,
                                      array_to_string(other_names, ' ')) FROM mention
    UNION ALL SELECT row_id, 'birth_dates', concat_ws(' ', slot, birth_date, birth_date_as_written) FROM mention
    UNION ALL SELECT row_id, 'numbers', concat_ws(' ', slot, nhs_number, upn, local_id, local_id_kind) FROM mention
    UNION ALL
    SELECT row_id, 'places', concat_ws(' ', slot, address, postcode, phone, value_as_written, description, sex)
    FROM mention
)
SELECT sheet, source_row, aspect, string_agg(words, chr(31) ORDER BY words) AS words
FROM placed JOIN aspect USING (row_id)
GROUP BY sheet, source_row, aspect

-- step: otherwise
-- Each aspect of a row that is read otherwise, of the rows that were new in both readings.
-- in: said_before, said_after
-- out: otherwise
WITH in_both AS (
    SELECT sheet, source_row FROM (SELECT DISTINCT sheet, source_row FROM said_before)
    JOIN (SELECT DISTINCT sheet, source_row FROM said_after) USING (sheet, source_row)
)
SELECT sheet, source_row, aspect
FROM said_before FULL JOIN said_after USING (sheet, source_row, aspect)
JOIN in_both USING (sheet, source_row)
WHERE said_before.words IS DISTINCT FROM said_after.words

-- step: changed
-- In how many rows each aspect is read otherwise.
-- in: otherwise
-- out: changed
SELECT aspect, count(*) AS rows FROM otherwise GROUP BY aspect ORDER BY aspect

-- step: changed_record
-- The records of the rows that are read otherwise.
-- in: otherwise, placed_record
-- out: changed_record
SELECT DISTINCT record_id FROM otherwise JOIN placed_record USING (sheet, source_row) ORDER BY record_id
