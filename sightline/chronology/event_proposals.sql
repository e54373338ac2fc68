-- step: record_days
-- The days of each record, by its first fact, for each child: whoever was under 18 on the first of them.
-- in: chronology, agency_record, person
-- out: record_days
-- values: dated, first_day, last_day, time
WITH dated AS (
    SELECT record_id, agency, kind, $first_day AS first_on, coalesce($last_day, $first_day) AS last_on, $time AS time
    FROM agency_record
    WHERE latest AND occurred_from IS NOT NULL AND date_precision IN ($dated)
),
about AS (SELECT DISTINCT person_id, record_id FROM chronology)
SELECT about.person_id, dated.*
FROM dated JOIN about USING (record_id) JOIN person USING (person_id)
WHERE dated.first_on < person.birth_dates[1] + INTERVAL 18 YEAR

-- step: near_pairs
-- Records of two agencies about one child, so near in days, of kinds that can tell of one event.
-- in: record_days, fitting_kind
-- out: near_pairs
-- values: near_days
SELECT DISTINCT one.record_id AS record_id_a, other.record_id AS record_id_b
FROM record_days AS one
JOIN record_days AS other
     ON one.person_id = other.person_id AND one.record_id < other.record_id AND one.agency <> other.agency
        AND other.first_on <= one.last_on + $near_days AND one.first_on <= other.last_on + $near_days
JOIN fitting_kind ON fitting_kind.kind = one.kind AND fitting_kind.other_kind = other.kind

-- step: relatives
-- Who is named as a relative or carer of a child, in a list of the family or beside the child in any record.
-- in: record_days, mention, resolved
-- out: relatives
-- values: carers
SELECT DISTINCT one.person_id AS child_id, other.person_id
FROM (SELECT DISTINCT person_id FROM record_days) AS child
JOIN resolved AS one USING (person_id)
JOIN mention AS own ON own.mention_id = one.mention_id
JOIN mention AS beside ON beside.record_id = own.record_id
JOIN resolved AS other ON other.mention_id = beside.mention_id
WHERE other.person_id <> one.person_id
      AND (regexp_matches(beside.slot, '^related') OR lower(beside.source_role) IN ($carers))

-- step: tellings
-- What can be compared of each record of a pair. Nothing of a protected place or a sealed identity is compared, and no
-- relative of the child: they are in most of a child's records.
-- in: near_pairs, record_days, relatives, person, agency_record, source_row, fact, mention, resolved, thing
-- out: tellings
-- values: standing, protected_words
WITH wanted AS (SELECT record_id_a AS record_id FROM near_pairs UNION SELECT record_id_b FROM near_pairs),
dated AS (
    SELECT record_id, any_value(agency) AS agency, any_value(kind) AS kind, min(first_on) AS first_on,
           max(last_on) AS last_on, min(time) AS time, list(DISTINCT person_id) AS called,
           string_agg(array_to_string(person.names, ' '), ' ') AS names
    FROM record_days JOIN person USING (person_id) GROUP BY record_id
),
said AS (
    SELECT fact.record_id, string_agg(fact.what || ' ' || fact.childs_words, ' ' ORDER BY row_id, name) AS text
    FROM fact JOIN source_row USING (row_id, row_version)
    WHERE source_row.standing IN ($standing) GROUP BY fact.record_id
),
named AS (
    SELECT mention.record_id, mention.local_id, mention.entity_kind, resolved.person_id,
           CASE WHEN NOT regexp_matches(mention.slot, '^home') AND NOT coalesce(thing.protected, false)
                THEN resolved.thing_id END AS thing_id
    FROM mention JOIN resolved USING (mention_id) LEFT JOIN thing USING (thing_id)
    WHERE NOT list_contains(mention.markings, $handling_marking_sealed_identity)
          AND NOT contains(mention.name_as_written, $protected_words)
),
family AS (
    SELECT DISTINCT record_days.record_id, relatives.person_id
    FROM record_days JOIN relatives ON relatives.child_id = record_days.person_id
),
features AS (
    SELECT record_id,
           list(DISTINCT person_id) FILTER (person_id IS NOT NULL AND family.person_id IS NULL) AS people,
           list(DISTINCT thing_id) FILTER (thing_id IS NOT NULL) AS things,
           list(DISTINCT thing_id) FILTER (thing_id IS NOT NULL AND entity_kind = $entity_kind_place) AS places,
           list(DISTINCT local_id) FILTER (local_id <> '') AS numbers
    FROM named LEFT JOIN family USING (record_id, person_id) GROUP BY record_id
)
SELECT dated.*, agency_record.source_key, coalesce(said.text, '') AS text, coalesce(people, []) AS people,
       coalesce(things, []) AS things, coalesce(places, []) AS places, coalesce(numbers, []) AS numbers
FROM wanted JOIN dated USING (record_id) JOIN agency_record USING (record_id)
LEFT JOIN said USING (record_id) LEFT JOIN features USING (record_id)
WHERE agency_record.latest
ORDER BY record_id
