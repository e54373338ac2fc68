-- step: answer_end
-- Profiles of answers that are new, changed or taken back, that could not be followed beside others, or of which a mention
-- is of another profile than before.
-- in: in_force, answered_before, profile_mention, compared, known_profile
-- out: answer_end
WITH said AS (
    SELECT sequence, n.mention_id_a AS now_a, n.mention_id_b AS now_b, b.mention_id_a AS before_a,
           b.mention_id_b AS before_b,
           (n.mention_id_a, n.mention_id_b, n.answer) IS DISTINCT FROM (b.mention_id_a, b.mention_id_b, b.answer)
               OR b.became = $became_conflict AS otherwise
    FROM in_force n FULL JOIN answered_before b USING (sequence)
),
ends AS (
    SELECT sequence, otherwise, unnest([now_a, now_b, before_a, before_b]) AS mention_id FROM said
),
placed AS (
    SELECT e.sequence, e.otherwise, p.profile_id AS now, k.profile_id AS before
    FROM ends e LEFT JOIN profile_mention p USING (mention_id) LEFT JOIN compared c ON c.mention_id = e.mention_id
    LEFT JOIN known_profile k ON k.before = c.profile_id
    WHERE e.mention_id IS NOT NULL
),
touched AS (SELECT DISTINCT sequence FROM placed WHERE otherwise OR now IS DISTINCT FROM before)
SELECT DISTINCT unnest([now, before]) AS profile_id FROM placed SEMI JOIN touched USING (sequence)

-- step: first_touched
-- Profiles that are new, that were compared with one that is gone, of which a pair is compared or no longer is, and of
-- answers.
-- in: fresh_key, widowed_profile, changed_pair, answer_end
-- out: group_profile
SELECT profile_id FROM fresh_key
UNION FROM widowed_profile
UNION FROM changed_pair
UNION SELECT profile_id FROM answer_end WHERE profile_id IS NOT NULL

-- step: ruled_now
-- Pairs on which a rule of uniqueness decided.
-- in: judged
-- out: ruled_now
-- values: held
SELECT profile_a, profile_b, rule_id FROM judged WHERE sure_of IS NOT NULL OR rule_id = $held

-- step: ruled_profile
-- Profiles of a pair on which these rules decided otherwise before.
-- in: ruled_now, ruled_pair, known_profile
-- out: ruled_profile
WITH before AS (
    SELECT a.profile_id AS profile_a, b.profile_id AS profile_b, j.rule_id
    FROM ruled_pair j LEFT JOIN known_profile a ON a.before = j.profile_a
    LEFT JOIN known_profile b ON b.before = j.profile_b
),
differing AS (
    (FROM ruled_now EXCEPT FROM before) UNION ALL (FROM before EXCEPT FROM ruled_now)
)
SELECT DISTINCT profile_id FROM (SELECT unnest([profile_a, profile_b]) AS profile_id FROM differing)
WHERE profile_id IS NOT NULL

-- step: joined_before
-- Who was joined to an older profile in that round of the earlier snapshot.
-- in: joined_profile
-- out: joined_before
-- values: is_first
SELECT profile_id, root FROM (
    SELECT profile_id, CASE WHEN $is_first THEN first_root ELSE root END AS root FROM joined_profile
) WHERE root IS NOT NULL

-- step: whole_groups
-- All whom those are joined to, directly or through others: who was of one person before, and whom a pair or an answer
-- joins now. A person of before is a number below 0 here.
-- in: group_profile, joined_before, known_profile, judged, in_force, profile_mention
-- out: group_profile
WITH RECURSIVE edge AS (
    SELECT profile_a AS one, profile_b AS other FROM judged WHERE verdict = 'join'
    UNION ALL
    SELECT a.profile_id, b.profile_id
    FROM in_force i JOIN profile_mention a ON a.mention_id = i.mention_id_a
    JOIN profile_mention b ON b.mention_id = i.mention_id_b WHERE i.answer = $pair_answer_same
    UNION ALL
    SELECT k.profile_id, -1 - j.root FROM joined_before j JOIN known_profile k ON k.before = j.profile_id
    UNION ALL
    SELECT profile_id, -1 - before FROM known_profile WHERE before IN (SELECT root FROM joined_before)
),
both_ways AS MATERIALIZED (
    SELECT one AS here, other AS there FROM edge UNION ALL SELECT other, one FROM edge
),
reached AS (
    SELECT profile_id FROM group_profile
    UNION SELECT there FROM reached JOIN both_ways ON here = profile_id
)
SELECT profile_id FROM reached WHERE profile_id >= 0

-- step: kept_member
-- Who was joined to whom in other groups, by the numbers that profiles have now.
-- in: joined_before, known_profile, group_profile
-- out: rows
SELECT k.profile_id, r.profile_id AS root_id
FROM joined_before j JOIN known_profile k ON k.before = j.profile_id JOIN known_profile r ON r.before = j.root
WHERE k.profile_id NOT IN (SELECT profile_id FROM group_profile)

-- step: kept_tried
-- The joins on which those stand, and those that were refused.
-- in: tried_join, known_profile, group_profile
-- out: rows
SELECT a.profile_id AS profile_a, b.profile_id AS profile_b, t.outcome
FROM tried_join t JOIN known_profile a ON a.before = t.profile_a JOIN known_profile b ON b.before = t.profile_b
WHERE a.profile_id NOT IN (SELECT profile_id FROM group_profile)

-- step: joined_profile
-- Who is joined to an older profile, before the rules of uniqueness and after them.
-- in: first_member, member
-- out: joined_profile
SELECT profile_id, f.root_id AS first_root, m.root_id AS root FROM first_member f FULL JOIN member m USING (profile_id)
