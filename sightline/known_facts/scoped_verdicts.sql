-- step: verdicts
-- in: event_verdict, agency_record
-- out: rows
WITH named AS (SELECT decision, is_same, given_on, record_ids, unnest(record_ids) AS record_id FROM event_verdict)
SELECT decision, any_value(record_ids) AS record_ids, any_value(is_same) AS is_same,
       any_value(given_on) AS given_on,
       list(DISTINCT struct_pack(agency := record.agency, organisation := record.organisation,
                                 layout := record.layout, restricted := record.restricted)) AS scopes
FROM named LEFT JOIN agency_record AS record ON record.record_id = named.record_id AND record.latest
    AND NOT list_contains(record.markings, $handling_marking_sealed_identity)
GROUP BY decision HAVING bool_and(record.record_id IS NOT NULL)
ORDER BY decision
