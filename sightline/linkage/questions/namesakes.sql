-- step: shared_name
-- Every naming by a whole name of several people, in either order, and how many bear it; sealed records name nobody, and
-- descriptions are no names. A word that is a surname too is one behind a listed forename, or in a cell for surnames.
-- in: mention, person_mention, person_of, listed_forename
-- out: shared_name
-- values: forenames_in_cells, not_names, surnames_in_cells, surnames_too, within
WITH sealed_record AS (
    SELECT DISTINCT record_id FROM mention WHERE list_contains(markings, $handling_marking_sealed_identity)
),
whole AS (
    SELECT p.mention_id, least(first_name, last_name) || ' ' || greatest(first_name, last_name) AS name, p.last_name,
           p.birth_date, p.born_first, p.born_last, p.nhs_number, p.phone, p.postcode, p.house,
           left(right(p.address_words, 26), 13) AS address, p.protected, m.record_id, m.row_id, m.restricted, m.batch,
           m.occurred_on, split_part(m.slot, '#', 1) AS slot
    FROM person_mention p JOIN mention m USING (mention_id)
    WHERE NOT sealed AND length(first_name) > 1 AND length(last_name) > 1
      AND (first_name NOT IN ($not_names) AND (last_name NOT IN ($not_names)
              OR last_name IN ($surnames_too) AND first_name IN (SELECT name FROM listed_forename)
              OR last_name IN ($surnames_in_cells) AND m.surname <> '' AND m.forename <> '')
          OR first_name IN ($forenames_in_cells) AND last_name NOT IN ($not_names)
              AND m.surname <> '' AND m.forename <> '')
),
named AS (
    SELECT w.*, o.person_id FROM whole w JOIN person_of o USING (mention_id)
    ANTI JOIN sealed_record s ON s.record_id = w.record_id WHERE $within
)
SELECT n.*, b.bearers
FROM named n JOIN (SELECT name, count(DISTINCT person_id) AS bearers FROM named GROUP BY name) b USING (name)
WHERE b.bearers > 1

-- step: namesake
-- Names that very many people bear are `crowded`, and are there only where `crowds` are wanted: the run says how many.
-- in: shared_name
-- out: namesake
-- values: crowds, most_bearers
SELECT * EXCLUDE (bearers), bearers > $most_bearers AS crowded FROM shared_name
WHERE bearers <= $most_bearers OR $crowds

-- step: namesake_tie
-- What each naming has beside it in its row: things, its own home, and the child whom the record is about. Never a
-- protected home. A home without a postcode is the hash of its words, if few people of open records give those words:
-- a town alone is no home.
-- in: namesake, mention, person_mention, thing_mention, thing, person_of
-- out: namesake_tie
-- values: child, many_people
WITH few_there AS (
    SELECT left(right(p.address_words, 26), 13) AS address
    FROM person_mention p JOIN mention m USING (mention_id) JOIN person_of o USING (mention_id)
    WHERE left(right(p.address_words, 26), 13) IN (SELECT address FROM namesake)
    GROUP BY ALL HAVING count(DISTINCT o.person_id) FILTER (NOT m.restricted) <= $many_people
),
thing_rule AS (
    SELECT * FROM (VALUES ($entity_kind_vehicle, 'name_and_vehicle'), ($entity_kind_phone, 'name_and_phone'),
                          ($entity_kind_place, 'name_and_address')) AS each(kind, rule_id)
)
SELECT n.mention_id, r.rule_id, 'thing ' || t.thing_id AS key
FROM namesake n JOIN mention m ON m.row_id = n.row_id
JOIN thing_rule r ON r.kind = m.entity_kind
JOIN thing_mention k ON k.mention_id = m.mention_id AND k.same_by_value
JOIN thing t ON t.thing_id = k.thing_id AND NOT t.protected
WHERE NOT (n.protected AND m.entity_kind = $entity_kind_place)
UNION
SELECT mention_id, 'name_and_phone', 'own ' || phone
FROM namesake WHERE phone IS NOT NULL
UNION
SELECT mention_id, 'name_and_address', 'own ' || postcode || house
FROM namesake WHERE postcode IS NOT NULL AND house IS NOT NULL AND NOT protected
UNION
SELECT mention_id, 'name_and_address', 'own words ' || address
FROM namesake SEMI JOIN few_there USING (address) WHERE NOT protected
UNION
SELECT n.mention_id, $child, 'child ' || o.person_id
FROM namesake n JOIN mention c ON c.record_id = n.record_id AND c.slot = 'subject' AND c.entity_kind = 'person'
JOIN person_of o ON o.mention_id = c.mention_id
WHERE o.person_id <> n.person_id

-- step: namesake_met
-- Pairs of people by what connects two namings, the open ones first; each with the next so many. Of a crowded name a
-- thing, a home or a child connects two, and no age alone; there each has the next so many by age too.
-- in: namesake_tie, namesake, namesake_born
-- out: namesake_met
-- values: age, alone, most_known, reach
WITH tied AS (
    SELECT n.name, t.rule_id, t.key, n.person_id, n.mention_id, n.restricted, n.batch, n.crowded,
           dense_rank() OVER (PARTITION BY n.name, t.rule_id, t.key ORDER BY n.person_id) AS place
    FROM namesake_tie t JOIN namesake n USING (mention_id)
    QUALIFY row_number() OVER (
        PARTITION BY n.name, t.rule_id, t.key, n.person_id, n.restricted ORDER BY n.batch, n.mention_id) = 1
),
crowd AS (
    SELECT t.*, dense_rank() OVER (PARTITION BY name, rule_id, key ORDER BY b.first, b.last, person_id) AS age_place
    FROM tied t JOIN (SELECT person_id, min(first) AS first, min(last) AS last FROM namesake_born GROUP BY ALL) b
        USING (person_id)
    WHERE crowded
),
aged AS (
    SELECT name, $age AS rule_id, '' AS key, person_id, mention_id, restricted, batch, birth_date IS NULL AS by_age
    FROM namesake WHERE NOT crowded AND (birth_date IS NOT NULL OR born_first IS NOT NULL)
    QUALIFY row_number() OVER (
        PARTITION BY name, person_id, restricted, by_age ORDER BY batch, mention_id) = 1
),
bearer AS (
    SELECT name, person_id, restricted, bool_or(birth_date IS NOT NULL) AS known, min(mention_id) AS mention_id
    FROM namesake WHERE NOT crowded GROUP BY ALL
),
alone AS (
    SELECT *, count(DISTINCT person_id) FILTER (known) OVER (PARTITION BY name) AS known_people,
           min(person_id) OVER (PARTITION BY name) AS first_person
    FROM bearer
),
met AS (
    SELECT a.person_id AS person_a, b.person_id AS person_b, a.mention_id AS mention_a, b.mention_id AS mention_b,
           a.rule_id, a.restricted OR b.restricted AS restricted, a.key
    FROM tied a JOIN tied b ON a.name = b.name AND a.rule_id = b.rule_id AND a.key = b.key
        AND b.place BETWEEN a.place + 1 AND a.place + $reach
    UNION
    SELECT least(a.person_id, b.person_id), greatest(a.person_id, b.person_id),
           CASE WHEN a.person_id < b.person_id THEN a.mention_id ELSE b.mention_id END,
           CASE WHEN a.person_id < b.person_id THEN b.mention_id ELSE a.mention_id END,
           a.rule_id, a.restricted OR b.restricted, a.key
    FROM crowd a JOIN crowd b ON a.name = b.name AND a.rule_id = b.rule_id AND a.key = b.key
        AND b.age_place BETWEEN a.age_place + 1 AND a.age_place + $reach
    UNION ALL
    SELECT least(a.person_id, b.person_id), greatest(a.person_id, b.person_id),
           CASE WHEN a.person_id < b.person_id THEN a.mention_id ELSE b.mention_id END,
           CASE WHEN a.person_id < b.person_id THEN b.mention_id ELSE a.mention_id END,
           $age, a.restricted OR b.restricted, ''
    FROM aged a JOIN aged b ON a.name = b.name AND a.person_id <> b.person_id AND a.by_age
    UNION ALL
    SELECT least(a.person_id, b.person_id), greatest(a.person_id, b.person_id),
           CASE WHEN a.person_id < b.person_id THEN a.mention_id ELSE b.mention_id END,
           CASE WHEN a.person_id < b.person_id THEN b.mention_id ELSE a.mention_id END,
           $alone, a.restricted OR b.restricted, ''
    FROM alone a JOIN alone b ON a.name = b.name AND a.person_id <> b.person_id AND NOT a.known
        AND (b.known OR b.known_people = 0 AND b.person_id = b.first_person)
    WHERE b.known_people <= $most_known
)
SELECT * FROM met

-- step: namesake_possible
-- Nobody is asked about two NHS numbers, births more than a generation apart, or a record from before the other's
-- birth. A key of many people connects nobody: it is counted over open records for open pairs, over all for the
-- others. But one name, one place and one age is asked, however many people use the place.
-- in: namesake_met, namesake_beside, namesake_born, namesake, thing_mention, mention, person_of, namesake_tie
-- out: namesake_possible
-- values: age, generation_days, many_people
WITH many AS (
    SELECT rule_id, key, count(DISTINCT person_id) AS people,
           count(DISTINCT person_id) FILTER (NOT restricted) AS open_people
    FROM (
        SELECT t.rule_id, t.key, o.person_id, m.restricted
        FROM (SELECT DISTINCT rule_id, key FROM namesake_tie WHERE key LIKE 'thing %') t
        JOIN thing_mention k ON 'thing ' || k.thing_id = t.key JOIN mention thing ON thing.mention_id = k.mention_id
        JOIN mention m ON m.row_id = thing.row_id AND m.entity_kind = 'person'
        JOIN person_of o ON o.mention_id = m.mention_id
    ) GROUP BY ALL
),
gap AS (
    SELECT person_a, person_b,
           min(greatest(0, date_diff('day', a.last, b.first), date_diff('day', b.last, a.first))) AS days
    FROM (SELECT DISTINCT person_a, person_b FROM namesake_met) p
    JOIN namesake_born a ON a.person_id = person_a JOIN namesake_born b ON b.person_id = person_b GROUP BY ALL
),
whole AS (
    SELECT person_id, min(nhs_number) AS nhs_number, min(occurred_on) AS first_seen, max(birth_date) AS birth_date
    FROM namesake GROUP BY person_id
)
SELECT met.person_a, met.person_b, met.rule_id, met.restricted,
       arg_min([met.mention_a, met.mention_b], met.mention_a || met.mention_b) AS mentions,
       bool_or(coalesce(one.of_family AND other.of_family OR one.came_along AND other.came_along
           AND (one.child = other.child OR one.childs_last_name = other.childs_last_name), false)) AS of_family
FROM namesake_met met LEFT JOIN gap USING (person_a, person_b) LEFT JOIN many USING (rule_id, key)
JOIN whole a ON a.person_id = person_a JOIN whole b ON b.person_id = person_b
LEFT JOIN namesake_beside one ON one.mention_id = met.mention_a
LEFT JOIN namesake_beside other ON other.mention_id = met.mention_b
WHERE coalesce(gap.days, 0) <= CASE WHEN rule_id = $age THEN 0 ELSE $generation_days END
  AND (coalesce(CASE WHEN met.restricted THEN many.people ELSE many.open_people END, 0) <= $many_people
       OR rule_id = 'name_and_address' AND gap.days = 0)
  AND NOT coalesce(a.nhs_number <> b.nhs_number, false)
  AND NOT coalesce(a.first_seen < b.birth_date - 366, false)
  AND NOT coalesce(b.first_seen < a.birth_date - 366, false)
GROUP BY ALL

-- step: few_of_age
-- Of an age alone: few enough people of that name whom it agrees with, seen from either of the two.
-- in: namesake_possible
-- out: namesake_possible
-- values: age, most
WITH sides AS (
    SELECT person_a AS person_id, person_b AS other, restricted FROM namesake_possible WHERE rule_id = $age
    UNION SELECT person_b, person_a, restricted FROM namesake_possible WHERE rule_id = $age
),
alike AS (
    SELECT person_id, count(DISTINCT other) AS people, count(DISTINCT other) FILTER (NOT restricted) AS open_people
    FROM sides GROUP BY person_id
)
SELECT p.* FROM namesake_possible p
LEFT JOIN alike a ON a.person_id = person_a LEFT JOIN alike b ON b.person_id = person_b
WHERE rule_id <> $age OR greatest(CASE WHEN restricted THEN a.people ELSE a.open_people END,
                                     CASE WHEN restricted THEN b.people ELSE b.open_people END) <= $most
