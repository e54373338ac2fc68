-- step: known_profile
-- Profiles in which all is as before, one to one: where an answer parted a profile, neither part is known. Sixty-four bits
-- stand for all. One that came behind others, for its row is corrected, is left out, so that the known ones keep their
-- order.
-- in: profile, compared
-- out: known_profile
-- values: before, now
WITH same AS (
    SELECT any_value(p.profile_id) AS profile_id, c.profile_id AS before
    FROM profile p JOIN compared c ON c.mention_id = p.stands_for AND hash($now) = hash($before)
    WHERE NOT p.sealed GROUP BY c.profile_id HAVING count(*) = 1
)
FROM same QUALIFY before > coalesce(max(before) OVER (ORDER BY profile_id ROWS BETWEEN UNBOUNDED PRECEDING
                                                    AND 1 PRECEDING), -1)

-- step: gone_profile
-- Profiles that are no longer there, or not as they were. None of them is sealed.
-- in: compared, known_profile
-- out: gone_profile
SELECT c.* EXCLUDE (mention_id), false AS sealed,
       c.first_name IS NOT NULL AND c.birth_date IS NOT NULL AS comparable
FROM (SELECT * FROM compared WHERE profile_id NOT IN (SELECT before FROM known_profile)) c
QUALIFY row_number() OVER (PARTITION BY c.profile_id) = 1

-- step: changed_key
-- Blocks into which a profile came, or from which one went.
-- in: block_key, gone_key, known_profile
-- out: changed_key
SELECT rule, key FROM block_key ANTI JOIN known_profile USING (profile_id)
UNION SELECT rule, key FROM gone_key

-- step: touched_member
-- Profiles in those blocks, by rule.
-- in: block_key, changed_key
-- out: touched_member
SELECT DISTINCT rule, profile_id FROM block_key SEMI JOIN changed_key USING (rule, key)

-- step: remade_key
-- The blocks to make again: those, and, where a profile is in several blocks by one rule, its others.
-- in: block_key, changed_key, touched_member
-- out: remade_key
-- values: windows
SELECT rule, key FROM changed_key
UNION SELECT rule, key FROM block_key SEMI JOIN touched_member USING (rule, profile_id)
WHERE list_contains($windows, rule)

-- step: known_pair
-- Pairs of known profiles, with the rules that still bring them together.
-- in: compared_pair, known_profile, touched_member
-- out: known_pair
-- values: by_number
WITH touched AS (
    SELECT profile_id, bit_or(CAST(1 AS BIGINT) << rule) AS rules FROM touched_member GROUP BY profile_id
)
SELECT a.profile_id AS profile_a, b.profile_id AS profile_b,
       k.brought_by & ~coalesce(t.rules, 0) AS brought_by, k.brought_by & $by_number <> 0 AS by_number,
       k.weight, k.levels, k.twins
FROM compared_pair k JOIN known_profile a ON a.before = k.profile_a JOIN known_profile b ON b.before = k.profile_b
LEFT JOIN touched t ON t.profile_id = a.profile_id

-- step: compared_pair
-- Each pair that this run compared or kept.
-- in: candidate, judged, unlikely_twin
-- out: compared_pair
-- values: levels
SELECT profile_a, profile_b, brought_by, w.weight,
       CASE WHEN w.weight IS NULL THEN [] ELSE $levels END AS levels, t.profile_a IS NOT NULL AS twins
FROM candidate c LEFT JOIN judged w USING (profile_a, profile_b)
LEFT JOIN unlikely_twin t USING (profile_a, profile_b)

-- step: changed_pair
-- Known profiles of which a pair is compared that was not before, or no longer is.
-- in: candidate, known_pair, known_profile
-- out: changed_pair
SELECT DISTINCT unnest([profile_a, profile_b]) AS profile_id
FROM candidate c FULL JOIN known_pair k USING (profile_a, profile_b)
WHERE c.by_number IS DISTINCT FROM k.by_number
  AND profile_a IN (SELECT profile_id FROM known_profile) AND profile_b IN (SELECT profile_id FROM known_profile)

-- step: changed_answer
-- Mentions about which an answer was given, taken back or changed.
-- in: in_force, judgement
-- out: changed_answer
SELECT DISTINCT unnest([n.mention_id_a, n.mention_id_b, b.mention_id_a, b.mention_id_b]) AS mention_id
FROM in_force n FULL JOIN judgement b USING (sequence)
WHERE (n.mention_id_a, n.mention_id_b, n.answer) IS DISTINCT FROM (b.mention_id_a, b.mention_id_b, b.answer)
