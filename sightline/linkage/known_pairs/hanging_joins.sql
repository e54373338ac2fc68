-- step: hanging_profile
-- The profiles of people who are joined anew, or who are named in a touched row.
-- in: group_profile, profile_mention, mention, touched_row, member
-- out: hanging_profile
WITH touched AS (
    SELECT profile_id FROM group_profile
    UNION SELECT profile_id FROM profile_mention JOIN mention USING (mention_id) SEMI JOIN touched_row USING (row_id)
),
root AS (
    SELECT DISTINCT root_id FROM member
    WHERE profile_id IN (SELECT profile_id FROM touched) OR root_id IN (SELECT profile_id FROM touched)
)
FROM touched
UNION SELECT profile_id FROM member SEMI JOIN root USING (root_id)
UNION FROM root

-- step: placed
-- `member` has the younger profiles of clusters; their roots belong to them too.
-- in: member
-- out: placed
-- values: within
SELECT profile_id, root_id FROM member WHERE $within
UNION ALL SELECT DISTINCT root_id, root_id FROM member WHERE $within

-- step: hanging_now
-- What stands on either side of each join that was found.
-- in: bridge_half, sparse_half
-- out: hanging_now
-- values: bridge, sparse
SELECT $bridge AS rule_id, profile_a, profile_b, profile_id, of_a FROM bridge_half
UNION ALL SELECT $sparse, profile_a, profile_b, profile_id, of_a FROM sparse_half

-- step: kept_half
-- The same of people who were not looked at, by the numbers that profiles have now.
-- in: hanging_half, known_profile, hanging_profile
-- out: rows
SELECT h.rule_id, a.profile_id, b.profile_id, p.profile_id, h.of_a
FROM hanging_half h JOIN known_profile a ON a.before = h.profile_a JOIN known_profile b ON b.before = h.profile_b
JOIN known_profile p ON p.before = h.profile_id
WHERE a.profile_id NOT IN (SELECT profile_id FROM hanging_profile)

-- step: sparse_now
-- in: sparse_cluster
-- out: sparse_now
SELECT root_id FROM sparse_cluster

-- step: kept_sparse
-- in: sparse_person, known_profile, hanging_profile
-- out: rows
SELECT k.profile_id FROM sparse_person s JOIN known_profile k ON k.before = s.root_id
WHERE k.profile_id NOT IN (SELECT profile_id FROM hanging_profile)

-- step: half_of_rule
-- in: hanging_now
-- out: bridge_half, sparse_half
-- values: rule
SELECT profile_a, profile_b, profile_id, of_a FROM hanging_now WHERE rule_id = $rule

-- step: counts
-- How many bridges there are, and how many sparse clusters.
-- in: bridge_half, sparse_now
-- out: rows
SELECT (SELECT count(*) FROM (SELECT DISTINCT profile_a, profile_b FROM bridge_half)), (SELECT count(*) FROM sparse_now)
