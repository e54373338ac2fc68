-- step: part_on_record
-- A record's column may hold a part of a mark, or one with a letter that nobody read ("LD14 K?B"). What is as long as
-- a whole one is no part; a short one of an old shape may be either.
-- in: naming, noted_record
-- out: part of noted_agreeing
-- values: longest, mark, no_marks, shortest
WITH held AS (
    SELECT DISTINCT value, regexp_replace(upper(written), '[^A-Z0-9?*]', '', 'g') AS mark FROM noted_record
    WHERE entity_kind = 'vehicle' AND value NOT IN ($no_marks)
),
part AS (
    SELECT value, replace(replace(mark, '?', '.'), '*', '.*') AS pattern FROM held
    WHERE length(regexp_replace(mark, '[?*]', '', 'g')) BETWEEN $shortest AND $longest
)
SELECT n.naming_id, 'part_on_record' AS rule_id, r.entity_id, r.mention_id
FROM naming AS n JOIN part ON regexp_matches(n.value, part.pattern) AND n.value <> part.value
JOIN noted_record AS r ON r.entity_kind = 'vehicle' AND r.value = part.value
WHERE n.form = $mark

-- step: noted_star
-- The oldest open naming is asked about with each other: so an open pair never hangs on a restricted note.
-- in: noted_alone, noted_alike
-- out: noted_star
-- values: in_notes
WITH each AS (SELECT DISTINCT naming_id, form, value, restricted, batch, occurred_on, record_id FROM noted_alike),
placed AS (
    SELECT *, first_value(naming_id) OVER oldest AS centre, first_value(restricted) OVER oldest AS centre_restricted,
           first_value(record_id) OVER oldest AS centre_record
    FROM each WINDOW oldest AS (PARTITION BY form, value ORDER BY restricted, occurred_on, batch, naming_id)
)
SELECT naming_id, $in_notes AS rule_id, '' AS entity_id, centre AS other_id, true AS other_is_naming,
       CASE WHEN restricted OR centre_restricted THEN notes ELSE open_notes END > most AS too_many
FROM placed JOIN noted_alone USING (form, value)
WHERE naming_id <> centre AND record_id <> centre_record
  AND CASE WHEN restricted OR centre_restricted THEN abouts ELSE open_abouts END > 1
