-- step: touched_profile
-- Profiles, by the number that they had, of which a mention is gone, must be read, or has a number that is set aside
-- now; and those of mentions that an answer keeps or kept apart.
-- in: compared, person_mention, fresh_mention, aside_mention, in_force, judgement
-- out: touched_profile
WITH parted AS (
    SELECT unnest([mention_id_a, mention_id_b]) AS mention_id FROM (
        SELECT mention_id_a, mention_id_b, answer FROM in_force
        UNION ALL SELECT mention_id_a, mention_id_b, answer FROM judgement
    ) WHERE answer = $pair_answer_not_same
),
otherwise AS (
    SELECT mention_id FROM fresh_mention UNION FROM aside_mention UNION FROM parted
)
SELECT DISTINCT c.profile_id FROM compared c LEFT JOIN person_mention p USING (mention_id)
WHERE p.mention_id IS NULL OR c.mention_id IN (SELECT mention_id FROM otherwise)

-- step: touched_mention
-- Mentions to group anew: those, and all others of their profiles and of profiles that say nearly the same.
-- in: compared, person_mention, fresh_mention, touched_profile
-- out: touched_mention
-- values: enough
WITH own AS (
    SELECT mention_id FROM fresh_mention
    UNION SELECT mention_id FROM compared SEMI JOIN touched_profile USING (profile_id)
),
written AS (
    SELECT DISTINCT agency, local_id, nhs_number, first_name, last_name, birth_date
    FROM person_mention SEMI JOIN own USING (mention_id) WHERE $enough
),
alike AS (
    SELECT DISTINCT c.profile_id FROM person_mention p JOIN written w
        ON w.agency = p.agency AND w.local_id IS NOT DISTINCT FROM p.local_id
        AND w.nhs_number IS NOT DISTINCT FROM p.nhs_number AND w.first_name IS NOT DISTINCT FROM p.first_name
        AND w.last_name IS NOT DISTINCT FROM p.last_name AND w.birth_date IS NOT DISTINCT FROM p.birth_date
    JOIN compared c ON c.mention_id = p.mention_id
)
FROM own UNION SELECT mention_id FROM compared SEMI JOIN alike USING (profile_id)

-- step: standing_profile
-- All other profiles, with the number that they had.
-- in: person_mention, compared, mention_group
-- out: standing_profile
SELECT c.profile_id AS before, arg_min(p.mention_id, (p.batch, p.mention_id)) AS stands_for, min(p.batch) AS first_batch
FROM person_mention p JOIN compared c USING (mention_id) ANTI JOIN mention_group g ON g.mention_id = p.mention_id
GROUP BY c.profile_id

-- step: numbered_profile
-- Every profile with its number by age.
-- in: standing_profile, mention_group
-- out: numbered_profile
WITH every AS (
    FROM standing_profile
    UNION ALL BY NAME
    SELECT min(batch) AS first_batch, arg_min(mention_id, (batch, mention_id)) AS stands_for, details
    FROM mention_group GROUP BY details
)
SELECT *, row_number() OVER (ORDER BY first_batch, stands_for) AS profile_id FROM every

-- step: profile_mention
-- in: numbered_profile, person_mention, compared, mention_group
-- out: profile_mention
SELECT mention_id, g.batch, n.stands_for, n.profile_id
FROM mention_group g JOIN numbered_profile n ON n.details = g.details
UNION ALL
SELECT mention_id, p.batch, n.stands_for, n.profile_id
FROM person_mention p JOIN compared c USING (mention_id) ANTI JOIN mention_group g ON g.mention_id = p.mention_id
JOIN numbered_profile n ON n.before = c.profile_id

-- step: anew_profile
-- Profiles of which it is worked out anew who is named beside them: those of touched mentions, and those with a number
-- that such a one has or had. Where it is not kept which number one had, all.
-- in: profile_mention, mention_group, person_mention, compared, touched_profile, touched_row, mention, numbered_profile
-- out: anew_profile
WITH number AS (
    SELECT local_id_kind, local_id FROM person_mention SEMI JOIN mention_group USING (mention_id)
    UNION SELECT local_id_kind, local_id FROM compared SEMI JOIN touched_profile USING (profile_id)
),
unknown AS (
    SELECT 1 FROM compared c LEFT JOIN mention m USING (mention_id)
    WHERE c.given_names IS NULL AND (m.mention_id IS NULL OR m.row_id IN (SELECT row_id FROM touched_row))
)
SELECT DISTINCT profile_id FROM profile_mention SEMI JOIN mention_group USING (mention_id)
UNION
SELECT profile_id FROM profile_mention JOIN person_mention USING (mention_id)
SEMI JOIN number USING (local_id_kind, local_id)
UNION
SELECT profile_id FROM numbered_profile WHERE EXISTS (FROM unknown)

-- step: kept_relative
-- What was kept of all others.
-- in: numbered_profile, compared, anew_profile
-- out: rows
SELECT n.profile_id, c.parents, c.companions
FROM numbered_profile n JOIN compared c ON c.mention_id = n.stands_for
ANTI JOIN anew_profile a ON a.profile_id = n.profile_id
WHERE c.companions IS NOT NULL OR c.parents IS NOT NULL
