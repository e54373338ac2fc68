-- step: kept_apart
-- Pairs that nothing in this run may bring together: those kept apart, without those that a number shows to be one
-- clerk's slip. A number under one and the same forename shows none.
-- in: judged, unlikely_twin
-- out: rows
-- values: near, numbers, same, twins
WITH kept AS (
    SELECT profile_a, profile_b, rule_id FROM judged WHERE verdict = 'kept_apart'
    UNION ALL SELECT profile_a, profile_b, $twins FROM unlikely_twin
),
twins AS (
    SELECT profile_a AS odd, profile_b AS other FROM kept WHERE rule_id = $twins
    UNION ALL SELECT profile_b, profile_a FROM kept WHERE rule_id = $twins
),
near AS (
    SELECT profile_a, profile_b, rule_id IN ($numbers) AND forename_level <> $same AS by_number FROM judged
    WHERE $near AND verdict <> 'kept_apart'
),
both_ways AS (FROM near UNION ALL SELECT profile_b, profile_a, by_number FROM near),
slip AS (
    SELECT DISTINCT least(t.odd, t.other) AS profile_a, greatest(t.odd, t.other) AS profile_b
    FROM twins t JOIN both_ways n ON n.by_number AND n.profile_a = t.odd
    JOIN both_ways o ON o.profile_a = n.profile_b AND o.profile_b = t.other
)
SELECT profile_a, profile_b FROM kept ANTI JOIN slip USING (profile_a, profile_b)
