-- step: parent_beside
-- Each naming by a full name in a child's records: how, and what is known of who is named. Restricted records too.
-- in: namesake, mention, person_of, bearer, profile_mention
-- out: parent_beside
-- values: companions, parents, related
SELECT n.name, n.person_id, p.profile_id, n.occurred_on, n.restricted, o.person_id AS child,
       n.slot IN ($companions) AS came_along, n.slot IN ($related) AS relative,
       regexp_replace(lower(own.source_role), '[^a-z]', '', 'g') IN ($parents) AS parent,
       k.known, k.birth_date, k.born_first, k.born_last, k.sex
FROM namesake n JOIN mention own USING (mention_id) JOIN profile_mention p USING (mention_id)
JOIN bearer k ON k.profile_id = p.profile_id AND k.name = n.name
JOIN mention m ON m.record_id = n.record_id AND m.slot = 'subject' JOIN person_of o ON o.mention_id = m.mention_id
WHERE o.person_id <> n.person_id

-- step: parent_candidate
-- Who came with a child by the full name of the child's parent, whose birth date is known. It is held where two of that
-- name are known there, where another relative or the child has it, and where the age or sex of any who came, or a second
-- forename, contradicts: all who came by one name with one child may be one.
-- in: parent_beside, bearer, unlike
-- out: parent_candidate
-- values: grown_years, is_on, oldest_years
WITH of_parent AS (
    SELECT name, child, person_id AS parent, min(profile_id) AS parents_profile, max(birth_date) AS last_birth,
           min(birth_date) AS first_birth
    FROM parent_beside WHERE parent AND known AND birth_date IS NOT NULL AND NOT restricted GROUP BY ALL
),
several AS (
    SELECT name, child FROM parent_beside GROUP BY ALL
    HAVING count(DISTINCT person_id) FILTER (known OR parent) > 1 OR count(DISTINCT sex) > 1
        OR bool_or(relative AND NOT parent)
        OR (name, child) IN (SELECT (name, person_id) FROM bearer WHERE name IS NOT NULL)
),
came AS (
    SELECT b.name, b.child, b.person_id, p.parent, p.parents_profile, p.last_birth,
           min(b.profile_id) FILTER (NOT b.restricted) AS profile_id, max(b.occurred_on) AS last_on,
           bool_or(NOT b.came_along) OR bool_or(NOT p.last_birth BETWEEN b.born_first AND b.born_last)
               OR coalesce(bool_or(year(b.occurred_on) - year(p.last_birth) < $grown_years), true)
               OR coalesce(bool_or(year(b.occurred_on) - year(p.first_birth) > $oldest_years), true)
               OR any_value(u.name) IS NOT NULL AS contradicts
    FROM parent_beside b JOIN of_parent p USING (name, child)
    LEFT JOIN unlike u ON u.name = b.name AND u.person_a = least(b.person_id, p.parent)
        AND u.person_b = greatest(b.person_id, p.parent)
    WHERE NOT b.known AND b.person_id <> p.parent GROUP BY ALL HAVING bool_or(b.came_along)
)
SELECT name, child, person_id, parent, profile_id, parents_profile, last_birth,
       max(last_on) OVER every AS last_on,
       (name, child) IN (SELECT (name, child) FROM several) OR coalesce(bool_or(contradicts) OVER every, false) AS held
FROM came WHERE $is_on WINDOW every AS (PARTITION BY name, child, parent)

-- step: parent_rival
-- The parents of a name whom somebody else in the family, by that name or one that is written alike, may be taken for.
-- Somebody of 16 or more counts who is named in a record with that parent, with one of the name, or with the child, or
-- who lived where one of them did. Who has no age counts as a relative of the child, or beside one of the name.
-- in: parent_candidate, bearer_name, bearer, namesake, mention, person_of, person_mention
-- out: parent_rival
-- values: grown_years, related
WITH family AS (
    SELECT name, child, parent, max(last_birth) AS last_birth, max(last_on) AS last_on FROM parent_candidate
    GROUP BY ALL
),
born AS (
    SELECT person_id, min(coalesce(birth_date, born_first)) AS first, max(coalesce(birth_date, born_last)) AS last,
           bool_or(birth_date IS NOT NULL) AS dated
    FROM bearer WHERE birth_date IS NOT NULL OR born_first IS NOT NULL GROUP BY person_id
),
other AS (
    SELECT f.name, f.child, f.parent, b.person_id, n.first IS NULL AS ageless
    FROM family f JOIN bearer_name b USING (name) LEFT JOIN born n USING (person_id)
    WHERE b.person_id <> f.parent
      AND coalesce(year(n.first) + $grown_years <= year(f.last_on), true)
      AND NOT coalesce(NOT n.dated AND NOT b.like_name AND f.last_birth BETWEEN n.first AND n.last, false)
),
wanted AS (
    SELECT person_id FROM other UNION SELECT parent FROM family UNION SELECT child FROM family
),
placed AS (
    SELECT DISTINCT o.person_id, m.record_id, split_part(m.slot, '#', 1) IN ($related) AS relative,
           split_part(m.slot, '#', 1) = 'subject' AS subject
    FROM person_of o JOIN mention m USING (mention_id) SEMI JOIN wanted USING (person_id)
),
home AS (
    SELECT DISTINCT o.person_id, unnest([p.postcode || p.house, left(right(p.address_words, 26), 13)]) AS home
    FROM person_of o JOIN person_mention p USING (mention_id) SEMI JOIN wanted USING (person_id) WHERE NOT p.sealed
)
SELECT DISTINCT r.name, r.child, r.parent
FROM other r JOIN placed own ON own.person_id = r.person_id JOIN placed also ON also.record_id = own.record_id
WHERE also.person_id = r.parent OR also.person_id = r.child AND also.subject AND (own.relative OR NOT r.ageless)
UNION
SELECT r.name, r.child, r.parent
FROM other r JOIN placed own ON own.person_id = r.person_id
JOIN namesake n ON n.record_id = own.record_id AND n.name = r.name AND n.person_id <> r.person_id
UNION
SELECT r.name, r.child, r.parent
FROM other r JOIN home own ON own.person_id = r.person_id
JOIN home also ON also.home = own.home AND also.person_id IN (r.parent, r.child)
WHERE NOT r.ageless AND length(own.home) > 0

-- step: parent_pair
-- Who came, and the parent whom nobody else can be taken for.
-- in: parent_candidate, parent_rival
-- out: parent_pair
SELECT person_id, parent, profile_id, parents_profile
FROM parent_candidate ANTI JOIN parent_rival USING (name, child, parent)
WHERE NOT held AND profile_id IS NOT NULL

-- step: held_parent
-- Who came, and a parent of the name to whom nothing joins them.
-- in: parent_candidate, parent_pair
-- out: held_parent
SELECT DISTINCT profile_id AS profile_a, parents_profile AS profile_b
FROM parent_candidate ANTI JOIN parent_pair USING (person_id, parent) WHERE profile_id IS NOT NULL
