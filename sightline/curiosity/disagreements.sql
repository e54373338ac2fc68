-- step: stated_detail
-- in: mention, resolved, curious_records, compared
-- out: stated_detail
-- values: as_at
SELECT resolved.person_id, mention.agency, record.restricted, compared.birth_date, compared.last_name,
       concat(compared.last_names, compared.given_names) AS names, compared.postcode,
       bool_or(mention.slot = 'subject') AS subject,
       min(mention.known_from) AS first_known, max(mention.known_from) AS last_known,
       min_by(struct_pack(record_id := mention.record_id, mention_id := mention.mention_id),
              (mention.known_from, mention.record_id, mention.mention_id)) AS first
FROM mention JOIN resolved USING (mention_id) JOIN curious_records AS record ON record.record_id = mention.record_id
JOIN compared ON compared.mention_id = mention.mention_id
WHERE mention.entity_kind = $entity_kind_person AND mention.agency <> $agency_partnership
  AND regexp_replace(mention.slot, '#.*', '') IN ('subject', 'nominal') AND mention.known_from <= $as_at
GROUP BY ALL
