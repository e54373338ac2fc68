-- step: harmed_after
-- in: fact, chronology
-- out: rows
-- values: decided, says, sight
WITH seen AS (
    SELECT * FROM (
        SELECT *, list_contains(markings, $handling_marking_sealed_identity) AS sealed,
               CAST(sort_key[1:10] AS TEXT) AS on_day
        FROM chronology WHERE occurred_from IS NOT NULL
    ) WHERE NOT sealed AND $sight
),
decided AS (
    SELECT DISTINCT s.person_id, s.record_id, s.agency, s.on_day,
           lower(f.details ->> '$.outcome.as_written') AS outcome
    FROM seen s JOIN fact f ON f.record_id = s.record_id AND f.occurred_from = s.occurred_from
    WHERE $decided
),
harm AS (SELECT person_id, record_id, agency, on_day, $says AS says FROM seen WHERE $says IS NOT NULL)
SELECT d.record_id, d.agency, d.on_day AS decided_on, d.outcome, h.on_day AS later_on, h.agency AS later_agency,
       h.says AS later_says
FROM decided d JOIN harm h ON h.person_id = d.person_id AND h.on_day > d.on_day AND h.record_id <> d.record_id
QUALIFY row_number() OVER (PARTITION BY d.person_id, d.record_id ORDER BY h.on_day, h.record_id) = 1
ORDER BY later_on DESC, d.record_id
