-- step: naming_row
-- Each row version that names the person, of records that the reader may see; `sure`: whether it names nobody else.
-- A version that was replaced and has the same details names the same person. Else it names whom its own number, or its
-- name and birth date, are of on other rows. Where they are of nobody, it may name whom the row names now, if a detail agrees.
-- in: visible_record, visible_mention, earlier_naming, mention, resolved
-- out: naming_row
-- values: person_id
WITH was AS (
    SELECT *, regexp_replace(lower(strip_accents(name_as_written)), '[^a-z]', '', 'g') AS whole
    FROM earlier_naming WHERE record_id IN (SELECT record_id FROM visible_record)
),
now AS (
    SELECT *, regexp_replace(lower(strip_accents(name_as_written)), '[^a-z]', '', 'g') AS whole
    FROM mention JOIN resolved USING (mention_id)
    WHERE person_id IS NOT NULL AND (
        mention_id IN (SELECT mention_id FROM was) OR birth_date IN (SELECT birth_date FROM was)
        OR nhs_number IN (SELECT nhs_number FROM was WHERE nhs_number <> '')
        OR upn IN (SELECT upn FROM was WHERE upn <> '')
        OR (local_id_kind, local_id) IN (SELECT (local_id_kind, local_id) FROM was WHERE local_id <> ''))
),
same AS (
    SELECT was.mention_id, was.row_version, now.person_id FROM was JOIN now USING (mention_id)
    WHERE was.whole = now.whole AND coalesce(was.birth_date = now.birth_date, true)
      AND (was.nhs_number, was.upn, was.local_id) = (now.nhs_number, now.upn, now.local_id)
),
meant AS (
    SELECT DISTINCT was.mention_id, was.row_version, now.person_id FROM was JOIN now ON (
        (was.nhs_number <> '' AND was.nhs_number = now.nhs_number) OR (was.upn <> '' AND was.upn = now.upn)
        OR (was.local_id <> '' AND was.local_id = now.local_id AND was.local_id_kind = now.local_id_kind)
        OR (was.whole <> '' AND was.whole = now.whole AND was.birth_date = now.birth_date))
    WHERE was.mention_id <> now.mention_id
      AND (was.mention_id, was.row_version) NOT IN (SELECT (mention_id, row_version) FROM same)
    UNION ALL SELECT * FROM same
),
perhaps AS (
    SELECT was.mention_id, was.row_version, now.person_id FROM was JOIN now USING (mention_id)
    WHERE NOT EXISTS (SELECT 1 FROM meant
                      WHERE meant.mention_id = was.mention_id AND meant.row_version = was.row_version)
      AND (was.birth_date = now.birth_date OR (was.whole <> '' AND was.whole = now.whole)
           OR (was.surname <> '' AND lower(was.surname) = lower(now.surname))
           OR (was.forename <> '' AND lower(was.forename) = lower(now.forename)))
),
told AS (
    SELECT mention_id, row_version, person_id,
           count(*) OVER (PARTITION BY mention_id, row_version) = 1 AS sure FROM meant
    UNION ALL SELECT mention_id, row_version, person_id, false FROM perhaps
)
SELECT record_id, row_id, row_version, bool_or(sure) AS sure
FROM (
    SELECT record_id, row_id, row_version, true AS sure FROM visible_mention WHERE person_id = $person_id
    UNION ALL
    SELECT was.record_id, was.row_id, was.row_version, told.sure FROM was JOIN told USING (mention_id, row_version)
    WHERE told.person_id = $person_id
)
GROUP BY record_id, row_id, row_version

-- step: known_fact
-- Each version of each fact of the records that a row names the child in, known by the day; `names_child`: by this
-- version of the row, and `names_surely` where it names nobody else.
-- `known_from` is at the latest the day on which it was received.
-- in: fact, source_row, naming_row
-- out: rows
-- values: day, ended_day, every_holder, holders, occurred_day, received_day, recorded_day
WITH told AS (
    SELECT fact.row_id, fact.row_version, fact.record_id, fact.name, fact.label, fact.what, fact.childs_words,
           fact.date_words, fact.known_from, held.agency, held.organisation, held.layout, held.restricted,
           $occurred_day AS occurred_on, $ended_day AS ended_on, $recorded_day AS recorded_on,
           $received_day AS received_on, naming.row_id IS NOT NULL AS names_child,
           coalesce(naming.sure, false) AS names_surely
    FROM fact JOIN source_row AS held USING (row_id, row_version)
    LEFT JOIN naming_row AS naming ON naming.row_id = fact.row_id AND naming.row_version = fact.row_version
    WHERE held.record_id IN (SELECT record_id FROM naming_row) AND held.standing <> $row_status_withdrawn
      AND ($every_holder OR held.agency IN ($holders))
)
SELECT record_id, row_id, row_version, name, agency, organisation, layout, restricted, label, what, childs_words,
       occurred_on, ended_on, date_words, recorded_on, received_on, coalesce(known_from, received_on) AS known_from,
       names_child, names_surely
FROM told WHERE coalesce(known_from, received_on) <= CAST($day AS DATE)
ORDER BY known_from, occurred_on NULLS FIRST, record_id, row_id, name
