-- step: changed_key
-- Blocks into which a profile came, or from which one went.
-- in: fresh_key, blocked_profile, known_profile
-- out: changed_key
SELECT unnest(keys) AS key FROM fresh_key
UNION SELECT unnest(keys) FROM blocked_profile WHERE profile_id NOT IN (SELECT before FROM known_profile)

-- step: touched_member
-- Profiles in those blocks, by rule.
-- in: fresh_key, blocked_profile, known_profile, changed_key
-- out: touched_member
-- values: rules
SELECT DISTINCT CAST(key % $rules AS TINYINT) AS rule, profile_id FROM (
    SELECT profile_id, unnest(keys) AS key FROM fresh_key
    UNION ALL
    SELECT k.profile_id, unnest(c.keys) FROM blocked_profile c JOIN known_profile k ON k.before = c.profile_id
) SEMI JOIN changed_key USING (key)

-- step: remade_key
-- The blocks to make again: those, and, where a profile is in several blocks by one rule, its others.
-- in: changed_key, touched_member, blocked_profile, known_profile
-- out: remade_key
-- values: rules, windows
WITH several AS (FROM touched_member WHERE list_contains($windows, rule))
FROM changed_key
UNION
SELECT key FROM (
    SELECT k.profile_id, unnest(c.keys) AS key FROM blocked_profile c JOIN known_profile k ON k.before = c.profile_id
    SEMI JOIN several s ON s.profile_id = k.profile_id
) n SEMI JOIN several s ON s.profile_id = n.profile_id AND s.rule = n.key % $rules

-- step: block_key
-- Who is in the blocks to make again.
-- in: fresh_key, blocked_profile, known_profile, remade_key
-- out: block_key
SELECT key, profile_id FROM (
    SELECT profile_id, unnest(keys) AS key FROM fresh_key
    UNION ALL
    SELECT k.profile_id, unnest(c.keys) FROM blocked_profile c JOIN known_profile k ON k.before = c.profile_id
) SEMI JOIN remade_key USING (key)

-- step: block_size
-- How many profiles are in each block of several.
-- in: block_key
-- out: block_size
-- values: rules
SELECT CAST(key % $rules AS TINYINT) AS rule, key, count(*) AS size FROM block_key GROUP BY key HAVING size > 1

-- step: larger_now
-- Blocks that are too large.
-- in: block_size
-- out: larger_now
-- values: largest, numbers
SELECT key, size FROM block_size WHERE rule >= $numbers AND size > $largest

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
       k.weight, k.levels, k.twins, k.rule_id, k.verdict, k.protected
FROM compared_pair k JOIN known_profile a ON a.before = k.profile_a JOIN known_profile b ON b.before = k.profile_b
LEFT JOIN touched t ON t.profile_id = a.profile_id

-- step: widowed_profile
-- Known profiles that were compared with one that is gone.
-- in: compared_pair, known_profile
-- out: widowed_profile
SELECT DISTINCT coalesce(a.profile_id, b.profile_id) AS profile_id
FROM compared_pair k LEFT JOIN known_profile a ON a.before = k.profile_a
LEFT JOIN known_profile b ON b.before = k.profile_b
WHERE (a.profile_id IS NULL) <> (b.profile_id IS NULL)
