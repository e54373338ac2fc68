-- step: indexes
-- Made once the tables are filled.
-- in: around, network_group_member, network_together, place_person, thing_said
-- out: indexes
CREATE INDEX around_person ON around (person_id);
CREATE INDEX around_entity ON around (entity_id);
CREATE INDEX around_kind ON around (entity_kind, entity_id);
CREATE INDEX place_person_type ON place_person (place_type);
CREATE INDEX place_person_sign ON place_person (place_type) WHERE is_sign;
CREATE INDEX place_person_place ON place_person (place_id);
CREATE INDEX thing_said_thing ON thing_said (thing_id);
CREATE INDEX thing_said_described ON thing_said (described_on) WHERE described_on IS NOT NULL;
CREATE INDEX network_group_member_member ON network_group_member (member_id);
CREATE INDEX network_together_person ON network_together (person_id);
CREATE INDEX network_together_entity ON network_together (entity_id);

-- step: beside
-- in: mention, resolved, agency_record, connection
-- out: beside
-- values: unidentified
WITH known AS (
  SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) WHERE birth_date IS NOT NULL
  UNION SELECT person_id FROM connection WHERE is_child
)
SELECT DISTINCT ON (record_id, mention_id) mention.record_id, mention.mention_id, resolved.person_id,
       CASE WHEN name_as_written = '' OR regexp_matches(lower(name_as_written), $unidentified)
            THEN 'unidentified' ELSE 'age_not_known' END,
       name_as_written, record.agency, record.organisation, record.layout, record.restricted,
       list_contains(record.markings, $handling_marking_sealed_identity)
FROM mention JOIN resolved USING (mention_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE mention.entity_kind = $entity_kind_person AND regexp_matches(slot, '^(nominal|found_with|others_named)')
  AND name_as_written || coalesce(mention.description, '') <> ''
  AND mention.record_id IN (SELECT record_id FROM connection)
  AND mention.mention_id NOT IN (SELECT entity_id FROM connection)
  AND resolved.person_id NOT IN (SELECT person_id FROM known WHERE person_id IS NOT NULL)
ORDER BY mention.record_id, mention.mention_id

-- step: thing_said
-- What a record, a note or a cell calls each thing that a page names. Words that describe somebody whom nobody names have
-- the day of their record.
-- in: connection, passage, mention, group_member, naming, resolved, thing, named, agency_record, pattern
-- out: thing_said
WITH wanted AS (
  SELECT entity_id AS thing_id FROM connection WHERE entity_kind <> 'adult'
  UNION SELECT entity_id FROM pattern WHERE pattern.entity_kind IN ('vehicle', 'phone', 'place')
  UNION SELECT member_id FROM group_member WHERE member_kind IN ('vehicle', 'phone', 'place')
)
SELECT mention.mention_id, thing_id, thing.entity_kind,
       concat_ws(', ', nullif(CASE WHEN mention.address <> '' THEN mention.address ELSE value_as_written END, ''),
                 nullif(mention.postcode, ''), nullif(mention.description, '')) AS text,
       mention.record_id, record.agency, record.organisation, record.layout, record.restricted,
       list_contains(record.markings, $handling_marking_sealed_identity), NULL::DATE
FROM mention JOIN resolved USING (mention_id) JOIN wanted USING (thing_id) JOIN thing USING (thing_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE NOT coalesce(thing.protected, false)
UNION ALL SELECT DISTINCT ON (naming_id) naming_id, entity_id, entity_kind, naming.text, naming.record_id,
       record.agency, record.organisation, record.layout,
       record.restricted OR naming.restricted OR len(also_record_ids) > 0,
       list_contains(record.markings, $handling_marking_sealed_identity), NULL::DATE
FROM named JOIN naming USING (naming_id)
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = naming.record_id
WHERE entity_kind <> 'person'
UNION ALL SELECT DISTINCT ON (naming_id) naming_id, naming_id, member_kind, naming.text, naming.record_id,
       record.agency, record.organisation, record.layout, record.restricted OR naming.restricted,
       list_contains(record.markings, $handling_marking_sealed_identity), NULL::DATE
FROM group_member JOIN naming ON naming_id = member_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = naming.record_id
WHERE naming_id NOT IN (SELECT naming_id FROM named)
UNION ALL SELECT DISTINCT ON (mention.mention_id) mention.mention_id, mention.mention_id, connection.entity_kind,
       mention.name_as_written, mention.record_id, record.agency, record.organisation, record.layout,
       record.restricted, list_contains(record.markings, $handling_marking_sealed_identity),
       min(connection.occurred_on) OVER (PARTITION BY connection.entity_id)
FROM connection JOIN mention ON mention.mention_id = connection.entity_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
WHERE connection.entity_kind = 'unidentified'
UNION ALL SELECT DISTINCT ON (passage_id) passage_id, passage_id, connection.entity_kind, passage.text,
       passage.record_id, record.agency, record.organisation, record.layout,
       record.restricted OR passage.restricted, list_contains(record.markings, $handling_marking_sealed_identity),
       min(connection.occurred_on) OVER (PARTITION BY connection.entity_id)
FROM connection JOIN passage ON passage_id = connection.entity_id
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = passage.record_id
WHERE connection.entity_kind = 'unidentified'
ORDER BY 1
