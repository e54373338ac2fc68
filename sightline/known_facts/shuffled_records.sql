-- step: days_by_lot
-- What is written by the week for a whole class keeps its days: a register is no time that a child was seen.
-- in: pattern_fact_true
-- out: pattern_fact
-- values: never, seed
WITH begun AS (
    SELECT record_id, layout, min(event_on) AS day FROM pattern_fact_true
    WHERE event_on IS NOT NULL AND layout <> 'school_attendance' GROUP BY ALL
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, year(day) ORDER BY record_id) AS place,
           row_number() OVER (PARTITION BY layout, year(day) ORDER BY md5(record_id || $seed), record_id) AS lot
    FROM begun
),
moved AS (
    SELECT one.record_id, CAST(round((other.day - one.day) / 7.0) * 7 AS INTEGER) AS days
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND year(other.day) = year(one.day) AND other.lot = one.place
)
SELECT fact.* REPLACE (
    event_on + coalesce(days, 0) AS event_on, known_from + coalesce(days, 0) AS known_from,
    CASE WHEN known_until = $never THEN known_until ELSE known_until + coalesce(days, 0) END AS known_until,
    CASE WHEN occurred_from IS NULL OR days IS NULL THEN occurred_from
         ELSE CAST(CAST(left(occurred_from, 10) AS DATE) + days AS VARCHAR) || substr(occurred_from, 11) END
      AS occurred_from)
FROM pattern_fact_true AS fact LEFT JOIN moved USING (record_id)

-- step: outcomes_by_lot
-- Outcomes are drawn among the facts of one kind and month.
-- in: pattern_fact_true
-- out: pattern_fact
-- values: seed
WITH chosen AS (
    SELECT row_id, name, known_from, layout, date_trunc('month', event_on) AS month, details FROM pattern_fact_true
    WHERE event_on IS NOT NULL AND (layout IN ('health_attendances', 'school_attendance') OR name = 'decision')
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, name, month ORDER BY row_id, known_from) AS place,
           row_number() OVER (
               PARTITION BY layout, name, month ORDER BY md5(row_id || name || $seed), row_id, known_from) AS lot
    FROM chosen
),
given AS (
    SELECT one.row_id, one.name, one.known_from, other.details
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND other.name = one.name AND other.month = one.month AND other.lot = one.place
)
SELECT fact.* REPLACE (coalesce(given.details, fact.details) AS details)
FROM pattern_fact_true AS fact LEFT JOIN given USING (row_id, name, known_from)

-- step: places_by_lot
-- Places at which children were found or seen are drawn among the records of one layout and month.
-- in: pattern_thing_true, pattern_fact_true
-- out: pattern_thing
-- values: seed
WITH chosen AS (
    SELECT place.row_id, place.mention_id, place.layout, place.thing_id, place.written,
           date_trunc('month', min(fact.event_on)) AS month
    FROM pattern_thing_true AS place JOIN pattern_fact_true AS fact USING (row_id)
    WHERE place.slot = 'place' AND place.layout IN ('police_missing', 'police_occurrences') GROUP BY ALL
),
drawn AS (
    SELECT *, row_number() OVER (PARTITION BY layout, month ORDER BY mention_id) AS place,
           row_number() OVER (PARTITION BY layout, month ORDER BY md5(mention_id || $seed), mention_id) AS lot
    FROM chosen
),
given AS (
    SELECT one.mention_id, other.thing_id, other.written
    FROM drawn AS one JOIN drawn AS other
      ON other.layout = one.layout AND other.month = one.month AND other.lot = one.place
)
SELECT thing.* REPLACE (coalesce(given.thing_id, thing.thing_id) AS thing_id,
                        coalesce(given.written, thing.written) AS written)
FROM pattern_thing_true AS thing LEFT JOIN given USING (mention_id)
