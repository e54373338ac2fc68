-- step: name_fact
-- What is known of each person of a whole name whose people no question connects: births, numbers, sexes, when they were
-- seen, when as a grown-up or a pupil, and in whose records. Sealed records tell nothing; restricted ones stand apart.
-- in: namesake, name_unasked, person_of, person_mention, mention
-- out: name_fact
-- values: beside_slots, grown_slots, parents, young_agencies
WITH sealed_record AS (
    SELECT DISTINCT record_id FROM mention WHERE list_contains(markings, $handling_marking_sealed_identity)
),
wanted AS (SELECT DISTINCT n.name, n.person_id FROM namesake n SEMI JOIN name_unasked USING (name)),
said AS (
    SELECT o.person_id, m.record_id, m.restricted, split_part(m.slot, '#', 1) AS slot, m.occurred_on, p.*
               EXCLUDE (mention_id, batch, occurred_on, source_role),
           regexp_replace(lower(m.source_role), '[^a-z]', '', 'g') IN ($parents) AS parent
    FROM (SELECT DISTINCT person_id FROM wanted) SEMI JOIN person_of USING (person_id)
    JOIN person_of o USING (person_id) JOIN mention m USING (mention_id) JOIN person_mention p USING (mention_id)
    ANTI JOIN sealed_record s ON s.record_id = m.record_id WHERE NOT p.sealed
),
scope AS (SELECT unnest([false, true]) AS all_records),
known AS (
    SELECT s.person_id, c.all_records, count(DISTINCT s.record_id) AS records,
           list(DISTINCT {'first': coalesce(birth_date, born_first), 'last': coalesce(birth_date, born_last)})
               FILTER (birth_date IS NOT NULL OR born_first IS NOT NULL) AS births,
           max(coalesce(birth_date, born_last)) AS last_birth, min(coalesce(birth_date, born_last)) AS first_birth,
           list(DISTINCT nhs_number) FILTER (nhs_number IS NOT NULL) AS nhs_numbers,
           list(DISTINCT upn) FILTER (upn IS NOT NULL) AS upns,
           list(DISTINCT local_id_kind || ' ' || local_id) FILTER (local_id_kind IS NOT NULL) AS local_ids,
           list(DISTINCT local_id_kind) FILTER (local_id_kind IS NOT NULL) AS local_kinds,
           list(DISTINCT sex) FILTER (sex IS NOT NULL) AS sexes, min(occurred_on) AS first_seen,
           min(occurred_on) FILTER (parent OR slot IN ($grown_slots)) AS grown_on,
           max(occurred_on) FILTER (slot = 'subject' AND agency IN ($young_agencies)) AS young_on,
           list(DISTINCT record_id) FILTER (slot = 'subject') AS own_records,
           list(DISTINCT record_id) FILTER (slot IN ($beside_slots)) AS others_records
    FROM said s JOIN scope c ON c.all_records OR NOT s.restricted GROUP BY ALL
)
SELECT w.name, k.* FROM wanted w JOIN known k USING (person_id)

-- step: name_against
-- Two people of one whole name of whom something says that they are two, and what. One row for what open records say,
-- or, where they do not, for what all records say. What somebody answered stands first.
-- in: name_fact, settled_pair
-- out: name_against
-- values: grown_years, young_years
WITH pair AS (
    SELECT a.name, a.all_records, a.person_id AS person_a, b.person_id AS person_b,
           CASE WHEN (a.person_id, b.person_id) IN (SELECT (person_a, person_b) FROM settled_pair) THEN 'answered'
                WHEN NOT list_has_any(a.nhs_numbers, b.nhs_numbers) THEN 'nhs_numbers'
                WHEN NOT list_has_any(a.upns, b.upns) THEN 'upns'
                WHEN len(list_filter(a.births, lambda x: len(list_filter(b.births,
                         lambda y: x.first <= y.last AND y.first <= x.last)) > 0)) = 0 AND len(b.births) > 0
                    THEN 'birth_dates'
                WHEN list_has_any(a.local_kinds, b.local_kinds) AND NOT list_has_any(a.local_ids, b.local_ids)
                    THEN 'agency_numbers'
                WHEN NOT list_has_any(a.sexes, b.sexes) THEN 'sexes'
                WHEN a.first_seen < b.last_birth - 366 OR b.first_seen < a.last_birth - 366 THEN 'before_birth'
                WHEN year(a.grown_on) - year(b.last_birth) < $grown_years
                  OR year(b.grown_on) - year(a.last_birth) < $grown_years THEN 'grown_up'
                WHEN year(a.young_on) - year(b.first_birth) > $young_years
                  OR year(b.young_on) - year(a.first_birth) > $young_years THEN 'pupil'
                WHEN list_has_any(a.own_records, b.others_records) OR list_has_any(b.own_records, a.others_records)
                    THEN 'one_record'
           END AS against
    FROM name_fact a JOIN name_fact b
        ON a.name = b.name AND a.all_records = b.all_records AND a.person_id < b.person_id
)
SELECT * FROM pair WHERE against IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY name, person_a, person_b ORDER BY all_records) = 1

-- step: name_pair
-- Two people of one whole name whom no question connects and of whom nothing says that they are two: what connects them
-- most, and the mentions that show it; else their oldest. Most records first, so that what hangs on it is asked first.
-- in: namesake, name_unasked, name_part, name_fact, name_against, namesake_possible
-- out: rows
-- values: by_rule, plain, restricted_too
WITH own AS (
    SELECT name, person_id, restricted, arg_min(mention_id, (batch, mention_id)) AS mention_id
    FROM namesake SEMI JOIN name_unasked USING (name) WHERE $restricted_too OR NOT restricted
    GROUP BY name, person_id, restricted
    QUALIFY row_number() OVER (PARTITION BY name, person_id ORDER BY restricted) = 1
),
placed AS (
    SELECT o.*, p.part, f.records FROM own o JOIN name_part p USING (person_id)
    JOIN name_fact f ON f.name = o.name AND f.person_id = o.person_id AND f.all_records = o.restricted
),
shown AS (
    SELECT person_a, person_b, restricted, rule_id, mentions FROM namesake_possible
    QUALIFY row_number() OVER (PARTITION BY person_a, person_b, restricted
        ORDER BY list_position($by_rule, rule_id), mentions) = 1
)
SELECT a.person_id AS person_a, b.person_id AS person_b, a.restricted OR b.restricted AS restricted,
       coalesce(s.rule_id, $plain) AS rule_id, coalesce(s.mentions, [a.mention_id, b.mention_id]) AS mentions
FROM placed a JOIN placed b ON a.name = b.name AND a.person_id < b.person_id AND a.part <> b.part
ANTI JOIN name_against g ON g.name = a.name AND g.person_a = a.person_id AND g.person_b = b.person_id
LEFT JOIN shown s ON s.person_a = a.person_id AND s.person_b = b.person_id
    AND s.restricted = (a.restricted OR b.restricted)
WHERE (a.restricted OR b.restricted) = $restricted_too
ORDER BY list_position($by_rule, coalesce(s.rule_id, $plain)), least(a.records, b.records) DESC,
         greatest(a.records, b.records) DESC, person_a, person_b

-- step: unasked_name
-- What is kept of two whom nobody is asked about: a mention of each, and what says that they are two. Where only
-- restricted records say it, a mention in one of them is named, so that who may not see it does not see the row.
-- in: name_apart, namesake
-- out: unasked_name
WITH own AS (
    SELECT name, person_id, arg_min(mention_id, (restricted, batch, mention_id)) AS open_mention,
           arg_min(mention_id, (NOT restricted, batch, mention_id)) AS other_mention
    FROM namesake GROUP BY ALL
)
SELECT least(x.one, x.other) AS mention_id_a, greatest(x.one, x.other) AS mention_id_b, x.against
FROM (
    SELECT CASE WHEN n.all_records THEN a.other_mention ELSE a.open_mention END AS one,
           CASE WHEN n.all_records THEN b.other_mention ELSE b.open_mention END AS other, n.against
    FROM name_apart n JOIN own a ON a.name = n.name AND a.person_id = n.person_a
    JOIN own b ON b.name = n.name AND b.person_id = n.person_b
) x
QUALIFY row_number() OVER (PARTITION BY mention_id_a, mention_id_b ORDER BY against) = 1

-- step: name_group
-- Each whole name of several people, as its hash, for a protected place may be in a name. Of a name of too many people
-- no groups are counted.
-- in: name_counted, shared_name
-- out: name_group
-- values: most_bearers
SELECT md5(name) AS name, people, groups, against FROM name_counted
UNION ALL
SELECT md5(name), bearers, 0, CAST([] AS VARCHAR[]) FROM (SELECT DISTINCT name, bearers FROM shared_name)
WHERE bearers > $most_bearers

-- step: name_counts
-- What the whole run says of them. Where too many have a name, only pairs that share something are looked at.
-- in: name_group
-- out: rows
SELECT count(*) FILTER (groups > 0) AS shared, count(*) FILTER (groups = 1) AS asked,
       count(*) FILTER (groups = 0) AS capped,
       coalesce(CAST(sum(people * (people - 1) // 2) FILTER (groups = 0) AS BIGINT), 0) AS pairs
FROM name_group
