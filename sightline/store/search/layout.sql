-- step: search_line
-- Each text once a record: notes and children's words of the chronology, people's addresses, and places that rows name.
-- in: chronology, people, mention, resolved, thing
-- out: search_line
WITH told AS (
    SELECT record_id, agency, organisation, layout, restricted,
           list_contains(markings, $handling_marking_sealed_identity) AS sealed,
           'note' AS part, CASE WHEN occurred_from IS NOT NULL THEN left(sort_key, 10) END AS happened_on,
           CASE WHEN occurred_from IS NOT NULL AND date_precision IN ($precision_exact, $precision_day)
                AND layout <> 'school_attendance' THEN left(sort_key, 10) END AS event_on,
           what AS text, person_id
    FROM chronology
    UNION ALL
    SELECT record_id, agency, organisation, layout, restricted,
           list_contains(markings, $handling_marking_sealed_identity),
           'childs_words', CASE WHEN occurred_from IS NOT NULL THEN left(sort_key, 10) END, NULL,
           childs_words, person_id
    FROM chronology
    UNION ALL
    SELECT record_id, agency, organisation, layout, restricted, sealed, 'address', CAST(occurred_on AS VARCHAR), NULL,
           concat_ws(', ', nullif(address, ''), nullif(postcode, '')), person_id
    FROM people WHERE NOT address_withheld
    UNION ALL
    SELECT p.record_id, p.agency, p.organisation, p.layout, p.restricted, p.sealed, 'place',
           CAST(p.occurred_on AS VARCHAR), NULL,
           concat_ws(', ', nullif(m.value_as_written, ''), nullif(m.postcode, '')), p.person_id
    FROM mention AS m JOIN resolved USING (mention_id) JOIN thing USING (thing_id) JOIN people AS p USING (row_id)
    WHERE m.entity_kind = $entity_kind_place AND NOT thing.protected AND regexp_matches(m.slot, '^place(ment)?(#|$)')
),
line AS (
    SELECT record_id, agency, organisation, layout, restricted, sealed, part, happened_on, event_on, text,
           list_sort(list_distinct(list(person_id))) AS people
    FROM told WHERE text <> '' AND person_id IS NOT NULL AND NOT sealed GROUP BY ALL
)
SELECT row_number() OVER (ORDER BY happened_on NULLS FIRST, record_id, part, text) AS place, *
FROM line

-- step: search_text
-- Telephone numbers, registrations and NHS numbers in a text are also kept without blanks, to be found in any writing.
-- in: search_line
-- out: search_text
-- values: phones, marks, numbers
SELECT place, record_id, agency, organisation, layout, restricted, sealed, part, happened_on, event_on, text,
       array_to_string(list_concat(
           list_transform(
               regexp_extract_all(text, $phones),
               lambda one: regexp_replace(regexp_replace(replace(one, '(0)', ''), '\D', '', 'g'), '^(0044|44|0)', '')),
           list_transform(regexp_extract_all(upper(text), $marks), lambda one: replace(one, ' ', '')),
           list_transform(regexp_extract_all(text, $numbers), lambda one: regexp_replace(one, '\D', '', 'g'))
       ), ' ') AS forms
FROM search_line ORDER BY place

-- step: search_key
-- A name has no record of its own here: many records say it, and each agency's are listed on the person's page.
-- A reference is the first part of a record's own key where it looks like one and is nobody's number.
-- in: shown_people, mention, resolved, thing, agency_record
-- out: search_key
-- values: name_words, written_here
SELECT key_kind, key_value, person_id, agency, organisation, layout, restricted, sealed,
       CASE WHEN key_kind = 'name' THEN '' ELSE arg_max(record_id, said_at) END,
       CASE WHEN key_kind <> 'name' THEN CAST(max(occurred_on) AS VARCHAR) END
FROM (
    SELECT *, (coalesce(occurred_on, DATE '0001-01-01'), record_id) AS said_at FROM (
        SELECT 'name' AS key_kind, unnest($name_words) AS key_value, * EXCLUDE (name)
        FROM (SELECT unnest(list_prepend(name_as_written, other_names)) AS name, person_id, agency, organisation,
                     layout, restricted, sealed, record_id, occurred_on FROM shown_people)
        UNION ALL
        SELECT unnest(['birth_date', 'nhs_number', 'upn', 'local_id']),
               unnest([CAST(birth_date AS VARCHAR), regexp_replace(nhs_number, '\D', '', 'g'),
                       regexp_replace(upper(upn), '[^A-Z0-9]', '', 'g'),
                       regexp_replace(upper(local_id), '[^A-Z0-9]', '', 'g')]),
               person_id, agency, organisation, layout, restricted, sealed, record_id, occurred_on
        FROM shown_people
        UNION ALL
        SELECT thing.entity_kind, thing.value, p.person_id, p.agency, p.organisation, p.layout, p.restricted, p.sealed,
               p.record_id, p.occurred_on
        FROM shown_people AS p
        JOIN (SELECT row_id, thing_id FROM mention JOIN resolved USING (mention_id)) AS beside USING (row_id)
        JOIN thing USING (thing_id)
        WHERE NOT thing.protected AND thing.entity_kind IN ($entity_kind_phone, $entity_kind_vehicle)
        UNION ALL
        SELECT 'reference', said.reference, p.person_id, p.agency, p.organisation, p.layout, p.restricted, p.sealed,
               p.record_id, p.occurred_on
        FROM shown_people AS p JOIN (
            SELECT record_id, regexp_replace(upper(split_part(source_key, ' | ', 1)), '[^A-Z0-9]', '', 'g') AS reference
            FROM agency_record WHERE latest AND NOT starts_with(layout, $written_here)
        ) AS said USING (record_id)
        WHERE regexp_matches(said.reference, '^[A-Z]{1,5}[0-9]{4,}[A-Z]?$')
          AND said.reference <> regexp_replace(upper(coalesce(p.local_id, '')), '[^A-Z0-9]', '', 'g')
    )
)
WHERE key_value <> ''
GROUP BY key_kind, key_value, person_id, agency, organisation, layout, restricted, sealed
ORDER BY ALL
