-- step: weights
-- Pairs by bands of weight. What is asked of two parts of one person is a join, so it is counted once.
-- in: link, question
-- out: quality_weights
-- values: bits, first, last, of_one_person
WITH weighed AS (
    SELECT weight, true AS joined FROM link WHERE weight IS NOT NULL
    UNION ALL
    SELECT weight, false FROM question WHERE weight IS NOT NULL AND rule_id NOT IN ($of_one_person)
)
SELECT CAST(greatest($first - $bits, least($last, floor(weight / $bits) * $bits)) AS INT) AS least,
       count(*) FILTER (joined) AS joined, count(*) FILTER (NOT joined) AS asked
FROM weighed GROUP BY ALL ORDER BY ALL

-- step: reach
-- Rows by the weight of each against itself, in bands, and how many of them stay below the threshold.
-- in: compared, reach
-- out: quality_reach
-- values: bits, first, last, threshold
SELECT CAST(greatest($first - $bits, least($last, floor(weight / $bits) * $bits)) AS INT) AS least,
       count(*) AS mentions, count(*) FILTER (weight < $threshold) AS below
FROM compared JOIN reach ON profile_a = profile_id GROUP BY ALL ORDER BY ALL

-- step: too_little
-- Rows that no rule can join: no number, and no forename or no birth date.
-- in: compared
-- out: quality_too_little
SELECT first_name IS NULL AS no_forename, birth_date IS NULL AS no_birth_date, count(*) AS mentions
FROM compared
WHERE nhs_number IS NULL AND upn IS NULL AND local_id IS NULL AND (first_name IS NULL OR birth_date IS NULL)
GROUP BY ALL ORDER BY ALL

-- step: sizes
-- in: resolved, mention
-- out: quality_sizes
WITH sized AS (
    SELECT count(DISTINCT record_id) AS records
    FROM resolved JOIN mention USING (mention_id) WHERE person_id IS NOT NULL GROUP BY person_id
)
SELECT records, count(*) AS people FROM sized GROUP BY ALL ORDER BY ALL

-- step: joins
-- The joins that people are made of, by who or what decided, and the people whom a weight near the threshold holds.
-- in: link, resolved
-- out: quality_joins
-- values: by_uniqueness, limit
SELECT CASE WHEN decided_by = $decided_by_person THEN 'person'
            WHEN weight < $limit THEN 'near' WHEN weight IS NOT NULL THEN 'model'
            WHEN rule_id = 'same_details' THEN 'same_details'
            WHEN rule_id IN ($by_uniqueness) THEN 'unique' ELSE 'number' END AS kind,
       count(*) AS joins, count(DISTINCT person_id) AS people
FROM link JOIN resolved ON mention_id = mention_id_a GROUP BY ALL ORDER BY ALL

-- step: met
-- Which of the pairs of `answered_pair` are in one block of a rule.
-- in: compared, answered_pair
-- out: quality_met
-- values: condition, key, largest
WITH keyed AS (SELECT mention_id, profile_id, hash($key) AS key FROM compared WHERE $condition),
small AS (SELECT key FROM keyed GROUP BY key HAVING count(DISTINCT profile_id) <= $largest)
SELECT mention_id_a, mention_id_b
FROM answered_pair JOIN keyed a ON a.mention_id = mention_id_a JOIN keyed b ON b.mention_id = mention_id_b
WHERE a.key = b.key AND a.key IN (SELECT key FROM small)
ORDER BY ALL
