-- step: lost_thing
-- Things that a record of the earlier snapshot named and does not name any more, or that stand in a row that was
-- corrected. It is asked before `resolved` is written.
-- in: resolved, thing_mention, mention, touched_row
-- out: lost_thing
WITH corrected AS (
    SELECT DISTINCT row_id FROM mention SEMI JOIN touched_row USING (row_id) SEMI JOIN resolved USING (mention_id)
)
SELECT r.thing_id FROM resolved r LEFT JOIN thing_mention k USING (mention_id)
WHERE r.thing_id IS NOT NULL AND k.thing_id IS DISTINCT FROM r.thing_id
UNION
SELECT k.thing_id FROM thing_mention k JOIN mention m USING (mention_id) SEMI JOIN corrected USING (row_id)

-- step: lost_sealed
-- How many mentions in records of sealed identities are gone or were corrected: where they lived nobody keeps.
-- in: resolved, compared, mention, touched_row
-- out: lost_sealed
SELECT count(*) AS mentions
FROM resolved r ANTI JOIN compared c USING (mention_id) LEFT JOIN mention m USING (mention_id)
WHERE r.person_id IS NOT NULL AND (m.mention_id IS NULL OR m.row_id IN (SELECT row_id FROM touched_row))

-- step: name_of_person
-- The whole names by which each person is known, in either order.
-- in: profile, person_of_profile
-- out: name_of_person
SELECT DISTINCT least(p.first_name, p.last_name) || ' ' || greatest(p.first_name, p.last_name) AS name, o.person_id
FROM profile p JOIN person_of_profile o USING (profile_id)
WHERE NOT p.sealed AND length(p.first_name) > 1 AND length(p.last_name) > 1

-- step: touched_person
-- Whoever is another than before, whose records say something else, or about whom another question is asked by
-- likeness.
-- in: asked_pair, likeness, changed_person, person_of_profile, changed_profile, person_of
-- out: touched_person
WITH asked AS (SELECT mention_id_a, mention_id_b, rule_id FROM asked_pair),
before AS (SELECT mention_id_a, mention_id_b, rule_id FROM likeness),
differing AS (
    (FROM asked EXCEPT FROM before) UNION (FROM before EXCEPT FROM asked)
)
SELECT person_id FROM changed_person
UNION SELECT person_id FROM person_of_profile SEMI JOIN changed_profile USING (profile_id)
UNION SELECT person_id FROM person_of
WHERE mention_id IN (SELECT unnest([mention_id_a, mention_id_b]) FROM differing)

-- step: crossed_thing
-- Mentions in rows with a thing that may have become one of many people, or may be so no longer. A thing that no row
-- has lost can have as many people more or fewer as touched people are named beside it.
-- in: mention, person_of, touched_person, thing_mention, lost_thing
-- out: crossed_thing
-- values: many_people
WITH wanted AS (
    SELECT k.thing_id FROM mention m JOIN person_of o USING (mention_id) SEMI JOIN touched_person USING (person_id)
    JOIN mention thing ON thing.row_id = m.row_id JOIN thing_mention k ON k.mention_id = thing.mention_id
    UNION SELECT thing_id FROM lost_thing
),
beside AS (
    SELECT k.thing_id, m.mention_id, m.restricted, o.person_id,
           o.person_id IN (SELECT person_id FROM touched_person) AS touched
    FROM thing_mention k SEMI JOIN wanted USING (thing_id) JOIN mention thing ON thing.mention_id = k.mention_id
    JOIN mention m ON m.row_id = thing.row_id AND m.entity_kind = $entity_kind_person
    JOIN person_of o ON o.mention_id = m.mention_id
),
sized AS (
    SELECT thing_id, count(DISTINCT person_id) AS people,
           count(DISTINCT person_id) FILTER (NOT restricted) AS open_people, count(*) FILTER (touched) AS differing
    FROM beside GROUP BY thing_id
),
crossed AS (
    SELECT thing_id FROM sized
    WHERE people + differing > $many_people AND people - differing <= $many_people
       OR open_people + differing > $many_people AND open_people - differing <= $many_people
    UNION SELECT thing_id FROM lost_thing
)
SELECT DISTINCT mention_id FROM beside SEMI JOIN crossed USING (thing_id)

-- step: crossed_home
-- Mentions with a home without a postcode of which the same holds.
-- in: person_mention, mention, person_of, touched_person, gone_profile, lost_sealed
-- out: crossed_home
-- values: many_people
WITH here AS (
    SELECT left(right(p.address_words, 26), 13) AS address, p.mention_id, m.restricted, o.person_id,
           o.person_id IN (SELECT person_id FROM touched_person) AS touched
    FROM person_mention p JOIN mention m USING (mention_id) JOIN person_of o USING (mention_id)
    WHERE p.address_words IS NOT NULL
),
gone AS (
    SELECT left(right(address_words, 26), 13) AS address, count(*) AS profiles FROM gone_profile
    WHERE address_words IS NOT NULL GROUP BY address
),
sized AS (
    SELECT address, count(DISTINCT person_id) FILTER (NOT restricted) AS open_people,
           count(*) FILTER (touched) + coalesce(any_value(g.profiles), 0) + any_value(s.mentions) AS differing
    FROM here LEFT JOIN gone g USING (address) CROSS JOIN lost_sealed s GROUP BY address
),
crossed AS (
    SELECT address FROM sized
    WHERE differing > 0 AND open_people + differing > $many_people AND open_people - differing <= $many_people
)
SELECT mention_id FROM here SEMI JOIN crossed USING (address)

-- step: first_names
-- Names of which something can have changed: of touched people, those that uniqueness found, of namings in records of
-- touched children, and beside what many people have now or had.
-- in: name_of_person, touched_person, touched_name, mention, person_of, crossed_thing, crossed_home, profile_mention,
-- in: profile
-- out: part_name
WITH record AS (
    SELECT DISTINCT m.record_id
    FROM mention m JOIN person_of USING (mention_id) SEMI JOIN touched_person USING (person_id)
    WHERE m.slot = 'subject'
),
beside AS (
    SELECT mention_id FROM mention SEMI JOIN record USING (record_id)
    UNION SELECT mention_id FROM crossed_thing
    UNION SELECT mention_id FROM crossed_home
)
SELECT name FROM name_of_person SEMI JOIN touched_person USING (person_id)
UNION SELECT name FROM touched_name
UNION
SELECT least(p.first_name, p.last_name) || ' ' || greatest(p.first_name, p.last_name)
FROM beside JOIN profile_mention USING (mention_id) JOIN profile p USING (profile_id)
WHERE length(p.first_name) > 1 AND length(p.last_name) > 1

-- step: next_people
-- With whom those are connected: by a name, or by a question that is asked by likeness.
-- in: name_of_person, part_name, part_person, asked_pair
-- out: part_person
SELECT person_id FROM name_of_person SEMI JOIN part_name USING (name)
UNION FROM part_person
UNION SELECT person_b FROM asked_pair WHERE person_a IN (SELECT person_id FROM part_person)
UNION SELECT person_a FROM asked_pair WHERE person_b IN (SELECT person_id FROM part_person)

-- step: next_names
-- in: part_name, name_of_person, part_person
-- out: part_name
FROM part_name UNION SELECT name FROM name_of_person SEMI JOIN part_person USING (person_id)

-- step: kept_named
-- Questions of the earlier snapshot about names of which nothing can have changed.
-- in: question, person_of, part_person
-- out: rows
-- values: rules
SELECT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b, q.mention_id_a,
       q.mention_id_b, q.rule_id, q.agrees
FROM question q JOIN person_of a ON a.mention_id = q.mention_id_a JOIN person_of b ON b.mention_id = q.mention_id_b
WHERE q.rule_id IN ($rules) AND a.person_id NOT IN (SELECT person_id FROM part_person)
  AND b.person_id NOT IN (SELECT person_id FROM part_person)

-- step: kept_unasked
-- What that snapshot keeps of two of whom nobody is asked.
-- in: unasked_name, person_of, part_person
-- out: rows
SELECT u.* FROM unasked_name u
JOIN person_of a ON a.mention_id = u.mention_id_a JOIN person_of b ON b.mention_id = u.mention_id_b
WHERE a.person_id NOT IN (SELECT person_id FROM part_person) AND b.person_id NOT IN (SELECT person_id FROM part_person)
