-- step: same_event_side
-- A reader is told of a pair where both lines of it can be seen.
-- in: same_event, agency_record
-- out: same_event_side
WITH sides AS (
    SELECT record_id_a AS record_id, record_id_b AS other_id, shared, differs FROM same_event
    UNION ALL
    SELECT record_id_b, record_id_a, shared, differs FROM same_event
)
SELECT record_id, other_id, agency_record.agency, agency_record.organisation, agency_record.layout,
       agency_record.restricted, list_contains(agency_record.markings, $handling_marking_sealed_identity),
       to_json(shared), to_json(differs)
FROM sides JOIN agency_record USING (record_id)
WHERE agency_record.latest
ORDER BY record_id, other_id
