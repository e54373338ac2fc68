-- step: relative_named
-- Each naming of a relative or companion beside a child in one row. Restricted records tell nothing.
-- in: mention, person_mention, share_of_first, share_of_last
-- out: relative_named
-- values: commonest, companions, named_slots, parents, within
WITH child AS (SELECT mention_id, row_id FROM mention WHERE slot = 'subject' AND $within),
closed AS (
    SELECT DISTINCT record_id FROM mention
    WHERE restricted OR list_contains(markings, $handling_marking_sealed_identity)
),
named AS (
    SELECT row_id, record_id, mention_id, split_part(slot, '#', 1) AS slot,
           regexp_replace(lower(source_role), '[^a-z]', '', 'g') IN ($parents) AS parent
    FROM mention SEMI JOIN child USING (row_id) WHERE entity_kind = 'person' AND row_id <> ''
      AND split_part(slot, '#', 1) IN ($named_slots)
),
beside AS (
    SELECT * FROM named ANTI JOIN closed USING (record_id) WHERE parent OR slot IN ($companions)
)
SELECT c.mention_id, p.first_name || ' ' || p.last_name AS name, b.parent
FROM beside b JOIN child c ON c.row_id = b.row_id
JOIN person_mention p ON p.mention_id = b.mention_id
LEFT JOIN share_of_first f ON f.name = p.first_name LEFT JOIN share_of_last l ON l.name = p.last_name
WHERE p.first_name IS NOT NULL AND p.last_name IS NOT NULL
  AND coalesce(f.share * l.share, 0) <= $commonest

-- step: relative_of_profile
-- What each profile's records say of parents and companions. An agency tells of a family under the child's number, apart
-- from the child's name.
-- in: relative_named, profile_mention, person_mention
-- out: relative_of_profile
WITH own AS (SELECT DISTINCT profile_id, name, parent FROM relative_named JOIN profile_mention USING (mention_id)),
numbered AS (
    SELECT profile_id, local_id_kind, local_id FROM profile_mention JOIN person_mention USING (mention_id)
    WHERE mention_id = stands_for AND local_id IS NOT NULL AND NOT sealed
),
spread AS (
    FROM own UNION SELECT other.profile_id, name, parent FROM own JOIN numbered USING (profile_id)
    JOIN numbered other ON other.local_id_kind = numbered.local_id_kind AND other.local_id = numbered.local_id
)
SELECT profile_id, string_agg(DISTINCT name, '|' ORDER BY name) FILTER (parent) AS parents,
       string_agg(DISTINCT name, '|' ORDER BY name) AS companions
FROM spread GROUP BY profile_id
