-- step: relative_named
-- Each naming of a relative or companion beside a child in one row. Restricted records tell nothing.
-- in: mention, person_mention, share_of_first, share_of_last
-- out: relative_named
-- values: commonest, companions, named_slots, parents
WITH closed AS (
    SELECT DISTINCT record_id FROM mention
    WHERE restricted OR list_contains(markings, $handling_marking_sealed_identity)
),
named AS (
    SELECT row_id, record_id, mention_id, split_part(slot, '#', 1) AS slot,
           regexp_replace(lower(source_role), '[^a-z]', '', 'g') IN ($parents) AS parent
    FROM mention WHERE entity_kind = 'person' AND row_id <> ''
      AND split_part(slot, '#', 1) IN ($named_slots)
),
beside AS (
    SELECT * FROM named ANTI JOIN closed USING (record_id) WHERE parent OR slot IN ($companions)
)
SELECT c.mention_id, p.first_name || ' ' || p.last_name AS name, b.parent
FROM beside b JOIN mention c ON c.row_id = b.row_id AND c.slot = 'subject'
JOIN person_mention p ON p.mention_id = b.mention_id
LEFT JOIN share_of_first f ON f.name = p.first_name LEFT JOIN share_of_last l ON l.name = p.last_name
WHERE p.first_name IS NOT NULL AND p.last_name IS NOT NULL
  AND coalesce(f.share * l.share, 0) <= $commonest
