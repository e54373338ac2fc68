-- step: known_profile
-- Profiles in which all is as before, one to one: where an answer parted a profile, neither part is known. Sixty-four bits
-- stand for all. One that came behind others, for its row is corrected, is left out, so that the known ones keep their
-- order.
-- in: profile, compared, blocked_profile, anew_profile, numbered_profile
-- out: known_profile
-- values: before, now
WITH looked_at AS (
    SELECT any_value(p.profile_id) AS profile_id, c.profile_id AS before
    FROM profile p SEMI JOIN anew_profile n ON n.profile_id = p.profile_id
    JOIN compared c ON c.mention_id = p.stands_for AND hash($now) = hash($before)
    WHERE NOT p.sealed GROUP BY c.profile_id HAVING count(*) = 1
),
every AS (
    FROM looked_at
    UNION ALL SELECT n.profile_id, before FROM numbered_profile n ANTI JOIN anew_profile a USING (profile_id)
    WHERE before IS NOT NULL
),
same AS (
    SELECT e.profile_id, e.before FROM every e JOIN profile p USING (profile_id)
    JOIN blocked_profile s ON s.profile_id = e.before AND s.protected = p.protected
        AND s.first_seen_on IS NOT DISTINCT FROM p.first_seen_on
)
FROM same QUALIFY before > coalesce(max(before) OVER (ORDER BY profile_id ROWS BETWEEN UNBOUNDED PRECEDING
                                                    AND 1 PRECEDING), -1)

-- step: gone_profile
-- Profiles that are no longer there, or not as they were. None of them is sealed. Of its mentions one counts that has its
-- name.
-- in: compared, known_profile
-- out: gone_profile
SELECT * EXCLUDE (mention_id) FROM compared WHERE profile_id NOT IN (SELECT before FROM known_profile)
QUALIFY row_number() OVER (PARTITION BY profile_id ORDER BY coalesce(first_name, last_name) IS NULL, mention_id) = 1

-- step: unnamed_profile
-- Gone profiles of which nobody can tell what they were called: something protected may have stood in the name.
-- in: gone_profile
-- out: unnamed_profile
-- values: were_taken_out
SELECT profile_id FROM gone_profile WHERE coalesce(first_name, last_name) IS NULL AND $were_taken_out

-- step: compared_pair
-- Each pair that this run compared or kept.
-- in: candidate, judged, unlikely_twin
-- out: compared_pair
-- values: levels
SELECT profile_a, profile_b, brought_by, w.weight,
       CASE WHEN w.weight IS NULL THEN [] ELSE $levels END AS levels, t.profile_a IS NOT NULL AS twins,
       w.rule_id, w.verdict, w.protected
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

-- step: changed_number
-- Profiles that are new or gone, or have another number, as they are numbered now and were before.
-- in: fresh_key, known_profile, blocked_profile
-- out: changed_number
SELECT profile_id FROM fresh_key
UNION SELECT unnest([profile_id, before]) FROM known_profile WHERE profile_id <> before
UNION SELECT profile_id FROM blocked_profile WHERE profile_id NOT IN (SELECT before FROM known_profile)

-- step: blocked_profile
-- What is kept of each profile that is compared.
-- in: profile, profile_key
-- out: blocked_profile
SELECT profile_id, first_seen_on, protected, keys FROM profile JOIN profile_key USING (profile_id)

-- step: known_key
-- The keys of known profiles.
-- in: blocked_profile, known_profile
-- out: rows
SELECT k.profile_id, c.keys FROM blocked_profile c JOIN known_profile k ON k.before = c.profile_id
