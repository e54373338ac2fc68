-- step: still_marked
-- in: both_mark, resolved, mention, curious_records, curious_born
-- out: rows
-- values: overlap, visible
SELECT both_mark.person_id, born.born, true AS subject, both_mark.first.record_id AS record_id,
       both_mark.first.mention_id AS mention_id, 'school' AS agency, ['school'] AS agencies, '' AS key,
       both_mark.began_on, min(mention.occurred_on) AS last_on,
       greatest(both_mark.first_known,
                min_by(mention.known_from, (mention.occurred_on, mention.record_id))) AS raised_on,
       [both_mark.first.record_id, min_by(mention.record_id, (mention.occurred_on, mention.record_id))] AS basis,
       bool_or(record.restricted) AS restricted
FROM both_mark JOIN resolved ON resolved.person_id = both_mark.person_id
JOIN mention ON mention.mention_id = resolved.mention_id AND mention.organisation = both_mark.stays
 AND mention.layout = 'school_attendance' AND mention.occurred_on >= both_mark.began_on + $overlap
JOIN curious_records AS record ON record.record_id = mention.record_id
LEFT JOIN curious_born AS born ON born.person_id = both_mark.person_id
WHERE $visible
GROUP BY both_mark.person_id, born.born, both_mark.first, both_mark.began_on, both_mark.first_known, both_mark.stays
QUALIFY row_number() OVER (PARTITION BY both_mark.person_id ORDER BY both_mark.began_on, both_mark.first.record_id) = 1
ORDER BY both_mark.person_id
