-- step: report_fact
-- The facts of each record that a reader may see and that names people of a review, as the newest version of each row
-- says them. A row that repeats a fact of another row of the record gives it once.
-- in: agency_record, fact, source_row, visible_mention, visible_record
-- out: rows
-- values: first_day, last_day, people, recorded_day
WITH named AS (
    SELECT record_id, list(DISTINCT person_id ORDER BY person_id) AS people FROM visible_mention
    WHERE person_id IN ($people) AND record_id IN (SELECT record_id FROM visible_record) GROUP BY record_id
),
newest AS (
    SELECT row_id, max(row_version) AS row_version FROM source_row WHERE record_id IN (SELECT record_id FROM named)
    GROUP BY row_id
)
SELECT DISTINCT fact.record_id, named.people, held.agency, held.organisation, held.layout, record.kind, fact.label,
       fact.details, fact.childs_words, $first_day AS first_on, $last_day AS last_on, fact.date_words,
       $recorded_day AS recorded_on, fact.known_from
FROM fact JOIN newest USING (row_id, row_version) JOIN source_row AS held USING (row_id, row_version)
JOIN named ON named.record_id = fact.record_id
JOIN agency_record AS record ON record.record_id = fact.record_id AND record.latest
WHERE held.standing <> $row_status_withdrawn
ORDER BY first_on NULLS LAST, fact.record_id, fact.label, fact.details, fact.childs_words

-- step: report_source
-- Each of these records, with the file and the rows that its newest version comes from.
-- in: agency_record, visible_record
-- out: rows
-- values: joined, received_day, record_ids
SELECT record_id, agency, organisation, layout, source_file, source_rows, version, $received_day AS received_on
FROM agency_record
WHERE latest AND record_id IN ($record_ids)
  AND (record_id IN (SELECT record_id FROM visible_record) OR record_id IN ($joined))
ORDER BY record_id

-- step: received_of_agency
-- Of each agency the day of the last file, and how many rows were not imported.
-- in: received_file
-- out: rows
-- values: received_day
SELECT agency, max($received_day) AS last_received_on, CAST(sum(rows_rejected) AS BIGINT) AS rows_not_imported
FROM received_file GROUP BY agency ORDER BY agency
