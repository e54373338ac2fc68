-- step: received
-- From when and until when the data of each layout and organisation were received: from the first day on which any was
-- recorded, until its newest file, or its newest record where that is much older. A layout that never says when a
-- record was made counts by the days that records tell of. Of all records, seen or not: it says days of layouts alone.
-- By a day before its newest file: until the newest record that was there by then.
-- in: received_file, agency_record
-- out: rows
-- values: by_day, event_day, file_day, lag_days, recorded_day
SELECT file.layout, file.agency, seen.organisation, seen.first_on,
       CASE WHEN file.file_on > $by_day OR seen.last_on < file.file_on - $lag_days THEN seen.last_on
            ELSE file.file_on END AS through_on
FROM (SELECT mapping AS layout, agency, $file_day AS file_on
      FROM received_file WHERE mapping <> '' GROUP BY ALL) AS file
JOIN (SELECT layout, organisation, coalesce(min(recorded_on), min(event_on)) AS first_on,
             max(coalesce(recorded_on, event_on)) AS last_on
      FROM (SELECT layout, organisation, $recorded_day AS recorded_on, $event_day AS event_on
            FROM agency_record WHERE latest)
      WHERE coalesce(recorded_on, event_on) <= $by_day
      GROUP BY layout, organisation) AS seen USING (layout)

-- step: not_read
-- Of each person the days and layouts of records that the reader may not see, and nothing else of these.
-- in: agency_record, mention, resolved, visible_record
-- out: rows
-- values: from_day, to_day
SELECT DISTINCT resolved.person_id, held.layout, held.agency, $from_day AS first_on,
       coalesce($to_day, $from_day) AS last_on
FROM agency_record AS held JOIN mention ON mention.record_id = held.record_id
JOIN resolved ON resolved.mention_id = mention.mention_id
WHERE held.latest AND resolved.person_id IS NOT NULL
  AND held.record_id NOT IN (SELECT record_id FROM visible_record)
