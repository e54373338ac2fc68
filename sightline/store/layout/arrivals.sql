-- step: thing_naming
-- Every naming of a vehicle, phone or place of which one came lately, and whether the record names somebody under 18.
-- A protected address is none of them.
-- in: mention, resolved, thing, agency_record
-- out: thing_naming
-- values: since
WITH named AS (
  SELECT thing_id, mention.mention_id, mention.entity_kind, mention.record_id, record.batch, record.received_at,
         record.agency, record.organisation, record.layout, record.restricted,
         list_contains(record.markings, $handling_marking_sealed_identity) AS sealed
  FROM mention JOIN resolved USING (mention_id) JOIN thing USING (thing_id)
  JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = mention.record_id
  WHERE NOT thing.protected
),
of_children AS (
  SELECT DISTINCT record_id FROM mention
  WHERE entity_kind = $entity_kind_person AND birth_date > coalesce(occurred_on, known_from) - INTERVAL 18 YEAR
)
SELECT thing_id, mention_id, entity_kind, batch, of_children.record_id IS NOT NULL, named.record_id,
       agency, organisation, layout, restricted, sealed
FROM named LEFT JOIN of_children USING (record_id)
WHERE thing_id IN (SELECT thing_id FROM named WHERE batch > 1 AND left(received_at, 10) >= $since)
ORDER BY thing_id, mention_id
