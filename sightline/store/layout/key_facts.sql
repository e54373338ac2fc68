-- step: standing_fact
-- Facts of rows that stand now, with the person whom the row is about, and the London day of each.
-- in: fact, source_row, agency_record, mention, resolved
-- out: standing_fact
SELECT resolved.person_id, fact.row_id, fact.record_id, fact.name, fact.details, record.kind, record.agency,
       record.organisation, record.layout, record.restricted,
       list_contains(record.markings, $handling_marking_sealed_identity) AS sealed,
       CASE WHEN length(fact.occurred_from) = 10 THEN fact.occurred_from
            WHEN fact.occurred_from IS NOT NULL THEN
              strftime(timezone('Europe/London', CAST(fact.occurred_from AS TIMESTAMPTZ)), '%Y-%m-%d') END AS said_on,
       fact.occurred_to, fact.what
FROM fact JOIN source_row ON source_row.row_id = fact.row_id AND source_row.row_version = fact.row_version
JOIN (SELECT * FROM agency_record WHERE latest) AS record ON record.record_id = fact.record_id
JOIN mention ON mention.row_id = fact.row_id AND regexp_matches(mention.slot, '^subject(#|$)')
     AND mention.entity_kind = $entity_kind_person
JOIN resolved ON resolved.mention_id = mention.mention_id
WHERE source_row.standing = $row_status_current AND resolved.person_id IS NOT NULL

-- step: key_fact
-- Of each fact the newest for each visibility, so that a reader has the newest that they may see; of carers and
-- safe contacts all.
-- in: standing_fact, mention, resolved, thing
-- out: key_fact
-- values: statuses, relationships, as_at, protected_words
WITH status (fact, kind, name, says, runs) AS (VALUES $statuses),
placed AS (
  SELECT row_id, CASE WHEN thing.protected THEN $protected_words
                      ELSE concat_ws(', ', nullif(value_as_written, ''), nullif(postcode, '')) END AS address
  FROM mention JOIN resolved USING (mention_id) LEFT JOIN thing USING (thing_id)
  WHERE slot = 'placement'
),
stated AS (
  SELECT person_id, 'lead_worker' AS fact, json_extract_string(details, '$.worker.as_written') AS value,
         coalesce(json_extract_string(details, '$.team.as_written'), '') AS more, true AS runs, said_on, record_id,
         agency, organisation, layout, restricted, sealed
  FROM standing_fact
  WHERE agency = $agency_childrens_services AND json_extract_string(details, '$.worker.as_written') <> ''
  UNION ALL
  SELECT person_id, status.fact, status.says, CASE status.fact WHEN 'placement' THEN coalesce(address, '')
           -- The record's own first sentence behind the type of event, where it is short.
           WHEN 'conference' THEN regexp_extract(what, '^[^.]*\. ([^.]{1,80})(\.|$)', 1) ELSE '' END,
         status.runs, said_on, record_id, agency, organisation, layout, restricted, sealed
  FROM standing_fact JOIN status
    ON (standing_fact.kind = status.kind OR starts_with(standing_fact.kind, status.kind || '/'))
    AND (status.name = '' OR status.name = standing_fact.name) AND standing_fact.name <> 'decision'
  LEFT JOIN placed USING (row_id)
),
newest AS (
  -- On one day an end comes last of a status, but a start of a placement: the child has moved to another.
  SELECT DISTINCT ON (person_id, fact, agency, organisation, layout, restricted, sealed) *
  FROM stated
  ORDER BY person_id, fact, agency, organisation, layout, restricted, sealed, said_on DESC NULLS LAST,
           (fact = 'placement') <> runs, record_id
),
safe_contact AS (
  SELECT person_id, 'safe_contact' AS fact, json_extract_string(details, '$.safe_contact.as_written') AS value,
         coalesce(json_extract_string(details, '$.avoid.as_written'), '') AS more, true AS runs, said_on, record_id,
         agency, organisation, layout, restricted, sealed
  FROM standing_fact
  WHERE json_extract_string(details, '$.safe_contact.as_written') <> ''
    OR json_extract_string(details, '$.avoid.as_written') <> ''
),
carer AS (
  SELECT person_id, 'carer' AS fact, related.name_as_written AS value,
         lower(json_extract_string(details, '$.relationship.as_written')) AS more, true AS runs, said_on,
         standing_fact.record_id, standing_fact.agency, standing_fact.organisation, standing_fact.layout,
         standing_fact.restricted, sealed
  FROM standing_fact JOIN mention AS related ON related.row_id = standing_fact.row_id AND related.slot = 'related'
  WHERE lower(json_extract_string(details, '$.relationship.as_written')) IN ($relationships)
    AND related.name_as_written <> '' AND (occurred_to IS NULL OR left(occurred_to, 10) >= $as_at)
)
SELECT DISTINCT ON (person_id, fact, record_id, value) person_id, fact, record_id, coalesce(value, ''), more, runs,
       said_on, agency, organisation, layout, restricted, sealed
FROM (SELECT * FROM newest UNION ALL SELECT * FROM safe_contact UNION ALL SELECT * FROM carer)
ORDER BY person_id, fact, record_id, value
