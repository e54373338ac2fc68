-- step: bearer
-- Each profile with a whole name, its person, and whether that person is known by a forename and a birth date.
-- in: profile, person_of_profile
-- out: bearer
-- values: within
SELECT p.profile_id, o.person_id,
       least(p.first_name, p.last_name) || ' ' || greatest(p.first_name, p.last_name) AS name,
       p.first_name, p.last_name, p.near_names, p.birth_date, p.born_first, p.born_last, p.sex, p.nhs_number, p.upn,
       p.local_id_kind, p.local_id, p.first_seen_on, p.parents, p.companions, p.further_names, p.near_words,
       bool_or(p.comparable) OVER (PARTITION BY o.person_id) AS known
FROM profile p JOIN person_of_profile o USING (profile_id) WHERE NOT p.sealed AND $within

-- step: bearer_name
-- The whole names that several people bear, and of each the people who bear it or one that is written alike.
-- in: bearer, namesake
-- out: bearer_name
-- values: nearly
WITH shared AS (SELECT DISTINCT name FROM namesake),
form AS (
    SELECT DISTINCT name, first_name, last_name, near_names FROM bearer
    WHERE first_name IS NOT NULL AND last_name IS NOT NULL
),
wanted AS (SELECT f.* FROM form f SEMI JOIN shared USING (name)),
alike AS (
    SELECT w.name, f.name AS other FROM wanted w JOIN form f
        ON f.last_name = w.last_name AND left(f.first_name, 1) = left(w.first_name, 1) AND f.name <> w.name
    WHERE $nearly
    UNION
    SELECT w.name, f.name FROM (
        SELECT name, last_name, unnest(string_split(trim(near_names, '|'), '|')) AS near FROM wanted
    ) w JOIN form f ON f.last_name = w.last_name AND f.first_name = w.near AND f.name <> w.name
)
SELECT s.name, b.person_id, false AS like_name FROM shared s JOIN bearer b USING (name)
UNION
SELECT a.name, b.person_id, true FROM alike a JOIN bearer b ON b.name = a.other

-- step: unlike
-- Two bearers of one name who may be two people: their further names contradict, this run keeps records of theirs apart,
-- or somebody said of them that they are two, or that one cannot tell. Who of the others is which nobody knows then.
-- in: bearer, bearer_name, judged, person_of_profile, doubted
-- out: unlike
WITH own AS (SELECT DISTINCT name, person_id FROM bearer_name WHERE NOT like_name),
further AS (
    SELECT DISTINCT o.name, o.person_id, string_split(b.further_names, '|') AS further,
           string_split(b.near_words, '|') AS near
    FROM own o JOIN bearer b USING (person_id) WHERE b.further_names IS NOT NULL
),
apart AS (
    SELECT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b
    FROM judged j JOIN person_of_profile a ON a.profile_id = j.profile_a
    JOIN person_of_profile b ON b.profile_id = j.profile_b WHERE j.verdict = 'kept_apart'
    UNION SELECT person_a, person_b FROM doubted
)
SELECT a.name, a.person_id AS person_a, b.person_id AS person_b
FROM further a JOIN further b ON a.name = b.name AND a.person_id < b.person_id
WHERE NOT (list_has_all(b.near, a.further) OR list_has_all(a.near, b.further))
UNION
SELECT a.name, d.person_a, d.person_b
FROM apart d JOIN own a ON a.person_id = d.person_a JOIN own b ON b.person_id = d.person_b AND b.name = a.name

-- step: clear_name
-- Names of at most one known person, that nobody else's is like, and whose bearers' records contradict in nothing. Who
-- brings a child or has a home or a licence is grown up, and no great-grandparent; whom a school or a youth service
-- writes about is young.
-- in: bearer, bearer_name, namesake, mention, unlike
-- out: clear_name
-- values: grown_slots, grown_years, parents, oldest_years, young_agencies, young_years
WITH own AS (SELECT DISTINCT name, person_id FROM bearer_name WHERE NOT like_name),
rival AS (SELECT DISTINCT name FROM bearer_name ANTI JOIN own USING (name, person_id) WHERE like_name),
fact AS (
    SELECT o.name, o.person_id, b.known, b.birth_date, b.born_first, b.born_last, b.sex, b.nhs_number, b.upn,
           b.local_id_kind, b.first_seen_on
    FROM own o JOIN bearer b USING (person_id)
),
seen AS (
    SELECT n.name, n.occurred_on, n.slot IN ($grown_slots)
               OR regexp_replace(lower(m.source_role), '[^a-z]', '', 'g') IN ($parents) AS grown,
           n.slot = 'subject' AND m.agency IN ($young_agencies) AS young
    FROM namesake n JOIN mention m USING (mention_id)
),
of_age AS (
    SELECT name, min(occurred_on) FILTER (grown) AS grown_on, max(occurred_on) FILTER (grown) AS last_grown_on,
           max(occurred_on) FILTER (young) AS young_on, bool_or(grown) AND bool_or(young) AS mixed
    FROM seen GROUP BY name
),
numbered AS (
    SELECT name FROM fact WHERE local_id_kind IS NOT NULL
    GROUP BY name, local_id_kind HAVING count(DISTINCT person_id) > 1
),
whole AS (
    SELECT name, count(DISTINCT person_id) FILTER (known) AS known_people, count(DISTINCT nhs_number) AS nhs_numbers,
           count(DISTINCT upn) AS upns, count(DISTINCT sex) AS sexes, list(DISTINCT birth_date) AS births,
           max(birth_date) FILTER (known) AS last_birth, min(birth_date) FILTER (known) AS first_birth,
           min(first_seen_on) FILTER (NOT known) AS first_seen,
           max(born_first) FILTER (NOT known) AS born_first, min(born_last) FILTER (NOT known) AS born_last
    FROM fact GROUP BY name
)
SELECT name, known_people, births, last_birth, young_on IS NOT NULL AS young FROM whole JOIN of_age USING (name)
WHERE NOT mixed AND NOT coalesce(year(grown_on) - year(last_birth) < $grown_years, false)
  AND NOT coalesce(year(last_grown_on) - year(first_birth) > $oldest_years, false)
  AND NOT coalesce(year(young_on) - year(first_birth) > $young_years, false)
  AND known_people <= 1 AND nhs_numbers <= 1 AND upns <= 1 AND sexes <= 1
  AND coalesce(born_first <= born_last, true)
  AND (known_people = 0 OR born_first IS NULL
       OR len(list_filter(births, lambda born: born BETWEEN born_first AND born_last)) > 0)
  AND NOT coalesce(first_seen < last_birth - 366, false)
  AND name NOT IN (SELECT name FROM rival) AND name NOT IN (SELECT name FROM numbered)
  AND name NOT IN (SELECT name FROM unlike)

-- step: sure_tie
-- What each open naming of a clear name has in common with others: a telephone, an address, a school. A parent or a child
-- of somebody may have the name, the home and the telephone. So a naming without an age counts only where a service for
-- the young writes about the person itself, or where the person came with a child or is a child's parent.
-- in: namesake, namesake_tie, clear_name, bearer, mention, profile_mention
-- out: sure_tie
-- values: companions, parents, ties, young_agencies, young_years
WITH aged AS (SELECT DISTINCT person_id FROM bearer WHERE known OR born_first IS NOT NULL),
shown AS (
    SELECT n.* FROM namesake n JOIN clear_name c USING (name) JOIN mention m USING (mention_id)
    WHERE NOT n.restricted AND (
        n.person_id IN (SELECT person_id FROM aged) OR n.slot = 'subject' AND m.agency IN ($young_agencies)
        OR (n.slot IN ($companions) OR regexp_replace(lower(m.source_role), '[^a-z]', '', 'g') IN ($parents))
           AND CASE WHEN c.last_birth IS NULL THEN NOT c.young
               ELSE coalesce(year(n.occurred_on) - year(c.last_birth) > $young_years, false) END
    )
),
tie_rule AS (
    SELECT * FROM (VALUES $ties) AS each(tie, sure)
),
tie AS (
    SELECT mention_id, r.sure AS rule_id, key FROM namesake_tie n JOIN tie_rule r ON r.tie = n.rule_id
    UNION
    SELECT m.mention_id, r.sure, m.organisation
    FROM mention m JOIN tie_rule r ON r.tie = 'school' WHERE m.agency = 'school' AND m.organisation <> ''
)
SELECT o.name, o.person_id, o.mention_id, p.profile_id, t.rule_id, t.key
FROM shown o JOIN tie t USING (mention_id) JOIN profile_mention p USING (mention_id)
WHERE length(t.key) > 0

-- step: companion_pair
-- Who is named as coming with one child, each time by one full name, where no more than one of that name is known there,
-- and nothing says that those who came are two.
-- in: namesake, mention, person_of, bearer, profile_mention, unlike
-- out: companion_pair
-- values: companions
WITH beside AS (
    SELECT DISTINCT n.name, n.person_id, n.mention_id, o.person_id AS child, n.slot IN ($companions) AS came_along
    FROM namesake n JOIN mention m ON m.record_id = n.record_id AND m.slot = 'subject'
    JOIN person_of o ON o.mention_id = m.mention_id WHERE o.person_id <> n.person_id AND NOT n.restricted
),
known AS (SELECT DISTINCT person_id FROM bearer WHERE known),
several AS (
    SELECT name, child FROM beside SEMI JOIN known USING (person_id)
    GROUP BY name, child HAVING count(DISTINCT person_id) > 1
),
came AS (
    SELECT b.name, b.child, b.person_id, min(p.profile_id) AS profile_id
    FROM beside b JOIN profile_mention p USING (mention_id) ANTI JOIN several USING (name, child)
    WHERE b.came_along AND b.person_id NOT IN (SELECT person_id FROM known) GROUP BY ALL
),
two AS (
    SELECT DISTINCT u.name, a.child FROM unlike u JOIN came a ON a.name = u.name AND a.person_id = u.person_a
    JOIN came b ON b.name = u.name AND b.child = a.child AND b.person_id = u.person_b
)
SELECT person_id, first_value(person_id) OVER one AS first_person, profile_id,
       first_value(profile_id) OVER one AS first_profile
FROM came ANTI JOIN two USING (name, child) WINDOW one AS (PARTITION BY name, child ORDER BY profile_id)

-- step: sure_pair
-- Each bearer of a clear name with the first who has the same in common; and by an age, with the person who is known.
-- Nothing says that any two of them are two people. A thing or home of many names says nothing, whatever names they are.
-- in: sure_tie, namesake, clear_name, bearer, namesake_tie, thing_mention, mention, person_mention, profile_mention,
-- in: companion_pair, parent_pair, child_pair
-- out: sure_pair
-- values: age, childs_parent, companion, many_people, most_days, parent, rules_on
WITH found AS (
    SELECT t.key, m.mention_id FROM (SELECT DISTINCT key FROM namesake_tie WHERE key LIKE 'thing %') t
    JOIN thing_mention k ON 'thing ' || k.thing_id = t.key JOIN mention thing ON thing.mention_id = k.mention_id
    JOIN mention m ON m.row_id = thing.row_id AND m.entity_kind = $entity_kind_person
    UNION ALL SELECT 'own ' || phone, mention_id FROM person_mention WHERE phone IS NOT NULL
    UNION ALL SELECT 'own ' || postcode || house, mention_id FROM person_mention
),
busy AS (
    SELECT key FROM found JOIN person_mention p USING (mention_id) WHERE NOT p.sealed GROUP BY key
    HAVING count(DISTINCT concat_ws(' ', p.first_name, p.last_name)) > $many_people
),
tied AS (
    SELECT name, rule_id, key, person_id, min(profile_id) AS profile_id FROM sure_tie
    WHERE key NOT IN (SELECT key FROM busy WHERE key IS NOT NULL) GROUP BY ALL
),
first AS (
    SELECT *, first_value(person_id) OVER one AS first_person, first_value(profile_id) OVER one AS first_profile
    FROM tied WINDOW one AS (PARTITION BY name, rule_id, key ORDER BY profile_id)
),
open AS (
    SELECT b.* FROM bearer b SEMI JOIN (
        SELECT n.name, p.profile_id FROM namesake n JOIN profile_mention p USING (mention_id) WHERE NOT n.restricted
    ) s USING (name, profile_id)
),
aged AS (
    SELECT b.name, b.person_id, min(b.profile_id) AS profile_id FROM open b JOIN clear_name c USING (name)
    WHERE NOT b.known AND b.born_last - b.born_first <= $most_days
      AND len(list_filter(c.births, lambda born: born BETWEEN b.born_first AND b.born_last)) > 0
    GROUP BY ALL
),
born AS (
    SELECT b.name, b.person_id, min(b.profile_id) AS profile_id FROM open b SEMI JOIN clear_name USING (name)
    WHERE b.known AND b.birth_date IS NOT NULL GROUP BY ALL
),
pair AS (
    SELECT rule_id, person_id AS one, first_person AS other, profile_id, first_profile AS other_profile FROM first
    UNION ALL SELECT $companion, person_id, first_person, profile_id, first_profile FROM companion_pair
    UNION ALL
    SELECT $age, a.person_id, b.person_id, a.profile_id, b.profile_id FROM aged a JOIN born b USING (name)
    UNION ALL SELECT $parent, person_id, parent, profile_id, parents_profile FROM parent_pair
    UNION ALL SELECT $childs_parent, one, other, profile_id, other_profile FROM child_pair
)
SELECT least(profile_id, other_profile) AS profile_a, greatest(profile_id, other_profile) AS profile_b, rule_id
FROM pair WHERE one <> other AND list_contains($rules_on, rule_id)
QUALIFY row_number() OVER (PARTITION BY least(one, other), greatest(one, other)
    ORDER BY list_position($rules_on, rule_id), least(profile_id, other_profile),
             greatest(profile_id, other_profile)) = 1

-- step: judged_sure
-- Joins by a clear name, beside what was judged before. Another further forename of either holds one back, and so does
-- somebody who cannot tell.
-- in: judged, sure_pair, weighed_sure, profile, person_of_profile, doubted
-- out: judged
-- values: differ, says
WITH added AS (
    SELECT w.*, a.protected OR b.protected AS protected, s.rule_id, 'join' AS verdict,
           $says AS sure_of
    FROM sure_pair s JOIN weighed_sure w USING (profile_a, profile_b)
    JOIN profile a ON a.profile_id = s.profile_a JOIN profile b ON b.profile_id = s.profile_b
    JOIN person_of_profile x ON x.profile_id = s.profile_a JOIN person_of_profile y ON y.profile_id = s.profile_b
    WHERE w.further_names_level <> $differ
      AND (least(x.person_id, y.person_id), greatest(x.person_id, y.person_id)) NOT IN (
          SELECT (person_a, person_b) FROM doubted
      )
)
SELECT * FROM judged ANTI JOIN added USING (profile_a, profile_b)
UNION ALL BY NAME SELECT * FROM added
