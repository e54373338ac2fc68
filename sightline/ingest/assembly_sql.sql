-- step: source_row
-- A row with each of its versions, as it stands now.
-- in: kept, source_rows, part
-- out: source_row
-- values: source_rows
SELECT k.row_id, k.row_version, r.record_id, r.source_key, r.agency, r.organisation, r.layout, r.restricted, r.markings,
       part.batch, part.source_file, k.sheet, k.source_row, part.file_sha, part.received_at, k.known_from, r.original,
       CASE WHEN NOT k.newest THEN $row_status_superseded WHEN k.gone_part IS NOT NULL THEN $row_status_not_in_extract
            ELSE $row_status_current END AS standing,
       CASE WHEN NOT k.newest THEN following.received_at WHEN k.gone_part IS NOT NULL THEN leaving.received_at
            ELSE part.received_at END AS standing_since
FROM kept AS k
JOIN $source_rows AS r ON r.row_id = k.row_id AND r.part = k.data_part
JOIN part ON part.part = k.part
LEFT JOIN part AS following ON following.part = k.next_part
LEFT JOIN part AS leaving ON leaving.part = k.gone_part

-- step: mention
-- A mention of the newest version of each row, with the batch that first had it.
-- in: mentions, kept, record_row, part, mention_batch
-- out: mention
-- values: mentions, no_birth_dates
SELECT m.mention_id, k.row_id, k.row_version, r.record_id, r.agency, r.organisation, r.layout, r.restricted, r.markings,
       coalesce(oldest.batch, m.opened_in, part.batch) AS batch, part.source_file, k.sheet, k.source_row, m.slot,
       m.source_role, m.entity_kind, m.columns, k.first_fact.occurred_on AS occurred_on, k.known_from,
       m.name_as_written, m.surname,
       m.forename, m.other_names, CASE WHEN m.birth_date NOT IN ($no_birth_dates) THEN m.birth_date END AS birth_date,
       m.birth_date_as_written, m.sex, m.nhs_number, m.upn, m.local_id,
       m.local_id_kind, m.address, m.postcode, m.phone, m.value_as_written, m.description
FROM $mentions AS m
JOIN kept AS k ON k.row_id = m.row_id AND k.data_part = m.part
JOIN record_row AS r ON r.row_id = k.row_id AND r.row_version = k.row_version
JOIN part ON part.part = k.part
LEFT JOIN mention_batch AS oldest ON oldest.mention_id = m.mention_id
WHERE k.newest

-- step: earlier_naming
-- Whom the versions of a row named that another version has replaced.
-- in: mentions, kept, record_row
-- out: earlier_naming
-- values: mentions, no_birth_dates
SELECT m.mention_id, k.row_id, k.row_version, r.record_id, m.name_as_written, m.surname, m.forename,
       CASE WHEN m.birth_date NOT IN ($no_birth_dates) THEN m.birth_date END AS birth_date, m.nhs_number, m.upn,
       m.local_id, m.local_id_kind
FROM $mentions AS m
JOIN kept AS k ON k.row_id = m.row_id AND k.data_part = m.part
JOIN record_row AS r ON r.row_id = k.row_id AND r.row_version = k.row_version
WHERE NOT k.newest AND m.entity_kind = $entity_kind_person

-- step: agency_record
-- Of a record of which nothing is left in the extract, the rows as they last stood.
-- in: part, record_source_rows, record_standing
-- out: agency_record
-- values: markings
WITH stated AS (
    SELECT *, bool_or(stands) OVER (PARTITION BY record_id, version) AS any_stands FROM record_standing
),
of_version AS (
    SELECT record_id, version, part, any_value(latest) AS latest, any_value(any_stands) AS any_stands,
           arg_min(struct_pack(agency, organisation, layout, kind, record_key), place) AS said,
           bool_or(restricted) AS restricted, flatten(list(markings)) AS marked,
           arg_min(first_fact, place) AS first_fact, max(closed_at) AS closed_at, max(recorded_at) AS recorded_at,
           min(known_from) AS known_from
    FROM stated WHERE stands OR NOT any_stands
    GROUP BY record_id, version, part
)
SELECT o.record_id, o.version, o.latest, said.agency, said.organisation, said.layout, o.restricted,
       list_filter([$markings], lambda marking: list_contains(o.marked, marking)) AS markings,
       said.kind, said.record_key AS source_key, first_fact.occurred_from AS occurred_from,
       CASE WHEN first_fact.occurred_to IS NOT NULL THEN first_fact.occurred_to
            WHEN left(o.closed_at, 10) >= left(first_fact.occurred_from, 10) THEN o.closed_at END AS occurred_to,
       first_fact.date_precision AS date_precision, first_fact.date_words AS date_words, o.recorded_at,
       part.received_at, o.known_from, part.batch, part.source_file, coalesce(s.source_rows, []) AS source_rows,
       CASE WHEN NOT o.latest THEN $row_status_superseded WHEN o.any_stands THEN $row_status_current
            ELSE $row_status_not_in_extract END AS standing
FROM of_version AS o
JOIN part ON part.part = o.part
LEFT JOIN record_source_rows AS s ON s.record_id = o.record_id AND s.part = o.part

-- step: not_shared_row
-- Rows of kinds that no agreement shares, by agency and layout; a layout before `/` is a workbook's. And rows of
-- agencies that do not count, in a replay of what some agencies held.
-- in: source_rows
-- out: not_shared_row
-- values: but, every_holder, holders, kinds, source_rows
SELECT DISTINCT row_id, record_id, agency, layout FROM $source_rows
WHERE agency || ' ' || layout IN ($kinds) OR NOT ($every_holder OR agency IN ($holders))
   OR (agency || ' ' || split_part(layout, '/', 1) IN ($kinds) AND agency || ' ' || layout NOT IN ($but))
