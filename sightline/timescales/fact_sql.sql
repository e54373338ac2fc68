-- step: clock_episode
-- A return interview belongs to the police's episode of its number; without a number, to one that ended on that day.
-- in: clock_stated, clock_person, agency_record
-- out: clock_episode
-- values: stated_on
WITH ended AS (
    SELECT stated.row_id, clock_person.person_id, record.source_key AS misper, $stated_on AS day
    FROM clock_stated AS stated JOIN clock_person USING (row_id)
    JOIN (SELECT record_id, source_key FROM agency_record WHERE latest) AS record USING (record_id)
    WHERE stated.layout = 'police_missing' AND stated.name = 'found'
),
returned AS (
    SELECT stated.row_id, clock_person.person_id, $stated_on AS day,
           nullif(trim(json_extract_string(stated.details, '$.misper_ref.value')), '') AS misper
    FROM clock_stated AS stated JOIN clock_person USING (row_id)
    WHERE stated.layout = 'return_interviews' AND stated.name = 'returned' AND clock_person.slot = 'subject'
),
by_day AS (SELECT person_id, day, min(misper) AS misper FROM ended GROUP BY ALL)
SELECT row_id, person_id, min(misper) AS episode FROM ended GROUP BY ALL
UNION ALL
SELECT row_id, returned.person_id, min(coalesce(returned.misper, by_day.misper, row_id))
FROM returned LEFT JOIN by_day ON by_day.person_id = returned.person_id AND by_day.day = returned.day
GROUP BY ALL

-- step: clock_layout
-- Until when a layout is known: its newest file, or its newest recorded moment where that lags too far behind.
-- in: received_file, agency_record
-- out: clock_layout
-- values: days, recorded_through
SELECT received.layout, received.agency,
       CASE WHEN recorded.last_on < CAST(left(received.received_at, 10) AS DATE) - $days
            THEN $recorded_through
            ELSE received.received_at END AS known_through
FROM (SELECT mapping AS layout, agency, max(received_at) AS received_at FROM received_file
      WHERE mapping <> '' GROUP BY ALL) AS received
LEFT JOIN (SELECT record.layout, max(CAST(left(record.recorded_at, 10) AS DATE)) AS last_on
           FROM agency_record AS record
           WHERE record.recorded_at IS NOT NULL AND left(record.recorded_at, 10) <= left(record.received_at, 10)
           GROUP BY ALL) AS recorded
  ON recorded.layout = received.layout
