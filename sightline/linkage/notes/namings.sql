-- step: named_in_notes
-- A naming is as restricted as its record. A record with a protected address has no words, and so no naming.
-- in: passage, agency_record, source_row, mention
-- out: rows
SELECT passage.passage_id, passage.record_id, passage.row_id, passage.agency, passage.organisation, passage.layout,
       passage.restricted OR record.restricted AS restricted, record.markings, passage.source_file, passage.source_row,
       passage.field, passage.start, passage."end", passage.text, passage.mention, passage.role, passage.rule_id,
       coalesce(row_day.occurred_on, CAST(left(record.occurred_from, 10) AS DATE)) AS occurred_on, held.batch
FROM passage
JOIN agency_record AS record ON record.record_id = passage.record_id AND record.latest
JOIN (SELECT row_id, min(batch) AS batch FROM source_row WHERE standing <> $row_status_withdrawn GROUP BY row_id)
    AS held ON held.row_id = passage.row_id
LEFT JOIN (SELECT row_id, min(occurred_on) AS occurred_on FROM mention GROUP BY row_id) AS row_day
    ON row_day.row_id = passage.row_id
WHERE passage.mention <> '' AND passage.text <> ''
  AND NOT list_contains(record.markings, $handling_marking_sealed_identity)
ORDER BY passage.row_id, passage.field, passage.start
