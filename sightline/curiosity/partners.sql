-- step: couples
-- Either may be the subject of the row. A tie without a date is taken at the day on which it was known.
-- in: stated
-- out: rows
-- values: answers, raises, visible, words
SELECT child.person_id, child.mention_id, child.record_id, child.agency, [child.agency] AS agencies, child.restricted,
       child.born, other.born AS other_born, true AS subject, other.mention_id AS other_mention_id,
       coalesce(child.from_on, child.known_from) AS began_on, coalesce(child.from_on, child.known_from) AS last_on,
       greatest(child.known_from, coalesce(child.from_on, child.known_from)) AS raised_on, [child.record_id] AS basis,
       [other.mention_id] AS others, child.record_id || other.mention_id AS key
FROM stated AS child JOIN stated AS other
  ON other.row_id = child.row_id AND other.name = child.name AND other.person_id <> child.person_id
WHERE $raises AND $visible AND child.born IS NOT NULL AND other.born IS NOT NULL
  AND (child.role IN ($words) OR other.role IN ($words))
  AND NOT EXISTS (SELECT 1 FROM stated AS answer WHERE answer.person_id = child.person_id
                  AND answer.to_on >= coalesce(child.from_on, child.known_from) AND $answers)
ORDER BY child.record_id, child.mention_id, other.mention_id
