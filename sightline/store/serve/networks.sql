-- step: shared
-- Two adults stand from the side of each. Of several records that tell of two from one origin, one counts.
-- What is not of the chosen days and agencies says only whom a thing stands with, and since when a pair is known.
-- in: around, around_copy
-- out: rows
-- values: chosen, seen, openable, least
WITH turned AS (
  SELECT *, entity_kind = 'adult' AND NOT is_child AND person_id > entity_id AS is_turned, $chosen AS is_chosen
  FROM around WHERE $seen AND $openable
),
copied AS (
  SELECT copy.connection_id
  FROM around_copy JOIN turned AS copy USING (connection_id)
  JOIN turned AS first ON first.connection_id = around_copy.of_id
  WHERE copy.is_chosen AND first.is_chosen
),
pair AS (
  SELECT iif(is_turned, entity_id, person_id) AS one, max(is_child) AS is_child, entity_kind,
         iif(is_turned, person_id, entity_id) AS other,
         min(CASE WHEN is_chosen THEN occurred_on END) AS first_on,
         max(CASE WHEN is_chosen THEN occurred_on END) AS last_on,
         min(CASE WHEN is_chosen AND NOT graded_low THEN occurred_on END) AS tied_on,
         min(CASE WHEN NOT graded_low THEN known_from END) AS known_on,
         min(CASE WHEN is_chosen AND NOT graded_low THEN unsure END) AS unsure,
         count(DISTINCT CASE WHEN is_chosen AND connection_id NOT IN (SELECT connection_id FROM copied)
                        THEN record_id END) AS records,
         group_concat(DISTINCT CASE WHEN is_chosen AND connection_id NOT IN (SELECT connection_id FROM copied)
                               THEN agency END) AS agencies
  FROM turned GROUP BY one, entity_kind, other HAVING min(graded_low) = 0
),
side AS (
  SELECT one, other FROM pair
  UNION SELECT other, one FROM pair WHERE entity_kind = 'adult' AND NOT is_child
),
many AS (SELECT other FROM side GROUP BY other HAVING count(*) >= $least)
SELECT one AS person_id, is_child, entity_kind, other AS entity_id, first_on, last_on, tied_on, known_on, unsure,
       records, agencies, count(*) OVER () AS total
FROM pair
WHERE tied_on IS NOT NULL
  AND (other IN (SELECT other FROM many)
    OR (entity_kind = 'adult' AND NOT is_child AND one IN (SELECT other FROM many)))
ORDER BY last_on DESC, person_id, entity_id LIMIT ?
