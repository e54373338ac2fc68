-- step: loose_pair
-- Joins by the model of which the forename or the birth date is only alike.
-- in: judged
-- out: loose_pair
-- values: born, forenames, like, version
SELECT * FROM judged WHERE rule_id = $version AND verdict = 'join' AND $like AND NOT ($forenames AND $born)

-- step: held_end
-- Profiles at which the day can have changed what holds a near match back. They are joined anew, or are like such a one,
-- or have the whole name of such a one or of one that is gone.
-- in: group_profile, judged, profile, gone_profile
-- out: held_end
-- values: like
WITH named AS (
    SELECT first_name, last_name FROM profile SEMI JOIN group_profile USING (profile_id) WHERE comparable
    UNION SELECT first_name, last_name FROM gone_profile
)
FROM group_profile
UNION
SELECT unnest([profile_a, profile_b]) FROM judged
WHERE $like AND verdict <> 'kept_apart'
  AND (profile_a IN (SELECT profile_id FROM group_profile) OR profile_b IN (SELECT profile_id FROM group_profile))
UNION
SELECT profile_id FROM profile SEMI JOIN named USING (first_name, last_name)

-- step: held_about
-- The two ends of each join by the model that has such an end: all that either is like is looked at.
-- in: judged, held_end
-- out: held_about
-- values: version
SELECT DISTINCT unnest([profile_a, profile_b]) AS profile_id FROM judged
WHERE rule_id = $version
  AND (profile_a IN (SELECT profile_id FROM held_end) OR profile_b IN (SELECT profile_id FROM held_end))

-- step: near_edge
-- Pairs that are alike, from either end: a join by the model is loose where forename or birth date is only alike.
-- in: judged, person_of_profile
-- out: near_edge
-- values: about, born, forenames, like, version
WITH edge AS (
    SELECT profile_a, profile_b, rule_id = $version AND NOT ($forenames AND $born) AS loose
    FROM judged WHERE $like AND verdict <> 'kept_apart'
),
both_ways AS (
    SELECT profile_a AS here, profile_b AS there, loose FROM edge UNION ALL SELECT profile_b, profile_a, loose FROM edge
)
SELECT here, there, a.person_id AS person, b.person_id AS other, loose
FROM both_ways JOIN person_of_profile a ON a.profile_id = here JOIN person_of_profile b ON b.profile_id = there
WHERE $about

-- step: held_now
-- Joins by the model of which forename or birth date is only alike, where the record is as like somebody else: twins, or
-- two of one name. That those are two people is known by numbers of one kind that differ, or this run keeps them apart.
-- And joins by a whole name and a birth date that is only alike, with nothing else, where somebody else bears the name.
-- in: near_edge, judged, person_of_profile, profile, unlikely_twin
-- out: held_now
-- values: about, born, by_name_alone, version
WITH torn AS (
    SELECT DISTINCT w.here, w.there, w.person, o.other
    FROM near_edge w JOIN near_edge o ON o.here = w.here AND o.other <> w.person
    WHERE w.loose AND w.person = w.other
),
torn_profile AS (
    SELECT profile_id, person_id FROM person_of_profile
    WHERE person_id IN (SELECT unnest([person, other]) FROM torn)
),
number AS (
    SELECT DISTINCT o.person_id, n.kind, n.value FROM (
        SELECT profile_id, 'nhs' AS kind, nhs_number AS value FROM profile
        UNION ALL SELECT profile_id, 'upn', upn FROM profile
        UNION ALL SELECT profile_id, local_id_kind, local_id FROM profile
    ) n JOIN torn_profile o USING (profile_id) WHERE n.value IS NOT NULL
),
kept AS (
    SELECT a.person_id AS one, b.person_id AS other FROM (
        SELECT profile_a, profile_b FROM judged WHERE verdict = 'kept_apart'
        UNION ALL SELECT profile_a, profile_b FROM unlikely_twin
    ) k JOIN torn_profile a ON a.profile_id = k.profile_a JOIN torn_profile b ON b.profile_id = k.profile_b
),
two AS (
    SELECT t.person, t.other FROM torn t
    JOIN number a ON a.person_id = t.person
    JOIN number b ON b.person_id = t.other AND b.kind = a.kind AND b.value <> a.value
    UNION SELECT t.person, t.other FROM torn t JOIN kept k ON k.one = t.person AND k.other = t.other
    UNION SELECT t.person, t.other FROM torn t JOIN kept k ON k.other = t.person AND k.one = t.other
),
alone AS (
    SELECT profile_a, profile_b, first_name, last_name FROM (
        SELECT profile_a, profile_b, unnest([profile_a, profile_b]) AS here FROM judged
        WHERE rule_id = $version AND $by_name_alone AND NOT $born
    ) JOIN profile ON profile_id = here WHERE $about
),
borne AS (
    SELECT first_name, last_name FROM profile JOIN person_of_profile o USING (profile_id)
    WHERE comparable AND (first_name, last_name) IN (SELECT (first_name, last_name) FROM alone)
    GROUP BY ALL HAVING count(DISTINCT o.person_id) > 1
)
SELECT least(w.here, w.there) AS profile_a, greatest(w.here, w.there) AS profile_b
FROM near_edge w JOIN (SELECT DISTINCT here, t.person, t.other FROM torn t SEMI JOIN two USING (person, other)) t
    ON t.here = w.here AND w.other IN (t.person, t.other)
WHERE w.loose
UNION
SELECT profile_a, profile_b FROM alone SEMI JOIN borne USING (first_name, last_name)

-- step: kept_held
-- What was found now at those ends, and what stood of all others.
-- in: held_now, held_end, held_pair, known_profile
-- out: held_now
FROM held_now WHERE profile_a IN (SELECT profile_id FROM held_end) OR profile_b IN (SELECT profile_id FROM held_end)
UNION ALL
SELECT a.profile_id, b.profile_id
FROM held_pair h JOIN known_profile a ON a.before = h.profile_a JOIN known_profile b ON b.before = h.profile_b
WHERE a.profile_id NOT IN (SELECT profile_id FROM held_end) AND b.profile_id NOT IN (SELECT profile_id FROM held_end)

-- step: between_two
-- Those, and what sealed rows hold back, are left apart.
-- in: judged, held_now, held_by_sealed
-- out: judged
-- values: rule
WITH held AS (FROM held_now UNION FROM held_by_sealed)
SELECT j.* REPLACE (CASE WHEN h.profile_a IS NULL THEN verdict ELSE 'left_apart' END AS verdict,
                    CASE WHEN h.profile_a IS NULL THEN rule_id ELSE $rule END AS rule_id)
FROM judged j LEFT JOIN held h USING (profile_a, profile_b)

-- step: slip_end
-- Profiles at which the day can have changed whether a forename is a slip of the pen. They are joined anew. Or they may be
-- of the family of such a one, of one that is gone, or of a sealed identity. Or such a one has the forename, which
-- stands in no list.
-- in: profile, group_profile, gone_profile, every_forename, person_of_profile
-- out: slip_end
WITH moved AS (
    SELECT first_name, given_names, last_name, birth_date, postcode, house, parents
    FROM profile WHERE sealed OR profile_id IN (SELECT profile_id FROM group_profile)
    UNION ALL SELECT first_name, given_names, last_name, birth_date, postcode, house, parents FROM gone_profile
),
odd AS (
    SELECT DISTINCT unnest(string_split(concat_ws('|', first_name, given_names), '|')) AS name FROM moved
),
family AS (
    SELECT profile_id FROM group_profile
    UNION SELECT p.profile_id FROM profile p JOIN moved m ON m.last_name = p.last_name
        AND abs(m.birth_date - p.birth_date) <= 1
    UNION SELECT profile_id FROM profile SEMI JOIN moved USING (postcode, house)
    UNION SELECT profile_id FROM profile SEMI JOIN moved USING (parents)
)
SELECT profile_id FROM person_of_profile
WHERE person_id IN (SELECT person_id FROM person_of_profile SEMI JOIN family USING (profile_id))
UNION
SELECT profile_id FROM profile
WHERE first_name IN (SELECT name FROM odd WHERE name <> '' AND name NOT IN (SELECT name FROM every_forename))

-- step: near_pair
-- Two people whose forenames are nearly the same; the one stands in a list of names (right_name), the other in none (odd).
-- in: judged, person_of_profile, profile, every_forename
-- out: near_pair
-- values: differ, nearly, rule, within
SELECT j.profile_a, j.profile_b, a.person_id AS person_a, b.person_id AS person_b,
       x.first_name AS first_a, y.first_name AS first_b,
       CASE WHEN k.name IS NOT NULL THEN y.first_name ELSE x.first_name END AS odd,
       CASE WHEN k.name IS NOT NULL THEN b.person_id ELSE a.person_id END AS odd_person,
       CASE WHEN k.name IS NOT NULL THEN x.first_name ELSE y.first_name END AS right_name,
       coalesce(x.birth_date = y.birth_date AND x.last_name = y.last_name AND x.postcode = y.postcode
                AND x.house = y.house AND x.agency <> y.agency, false) AS all_agrees
FROM judged j JOIN person_of_profile a ON a.profile_id = j.profile_a
JOIN person_of_profile b ON b.profile_id = j.profile_b
JOIN profile x ON x.profile_id = j.profile_a JOIN profile y ON y.profile_id = j.profile_b
LEFT JOIN every_forename k ON k.name = x.first_name LEFT JOIN every_forename l ON l.name = y.first_name
WHERE j.rule_id = $rule AND j.forename_level = $nearly AND j.further_names_level <> $differ
  AND j.sex_level <> 0 AND a.person_id <> b.person_id AND (k.name IS NULL) <> (l.name IS NULL) AND $within

-- step: slip_pair
-- Two agencies or more write the listed forename; or one does, the other can only be a slip, and birth date, surname and
-- home are the same. Nobody else at all has the odd one, and it is one set of details. Neither has a number that the
-- other's contradicts, and nobody else of their home, parents, or surname and birth date has a forename like either.
-- By the rule about relatives one agency alone writes the odd one, which differs inside as no two true names do.
-- in: near_pair, typing_slip, person_of_profile, profile, doubted
-- out: slip_pair
-- values: rules, slip, strange
WITH end_of AS (
    SELECT DISTINCT n.person_a, n.person_b, o.person_id, o.person_id = n.odd_person AS is_odd, n.odd, n.right_name,
           n.can_only_be_slip, n.is_strange, p.*
    FROM (
        SELECT n.*, n.all_agrees AND coalesce(t.is_certain, false) AS can_only_be_slip,
               coalesce(t.is_strange, false) AS is_strange, unnest([person_a, person_b]) AS person_id
        FROM near_pair n LEFT JOIN typing_slip t ON t.odd = n.odd AND t.right_name = n.right_name
    ) n JOIN person_of_profile o USING (person_id) JOIN profile p USING (profile_id)
),
borne AS (
    SELECT DISTINCT o.person_id, b.name FROM (
        SELECT profile_id, first_name AS name FROM profile WHERE NOT sealed
        UNION ALL
        SELECT profile_id, unnest(string_split(given_names, '|')) FROM profile
        WHERE NOT sealed AND given_names IS DISTINCT FROM '|' || first_name || '|'
    ) b JOIN person_of_profile o USING (profile_id) WHERE b.name IN (SELECT odd FROM near_pair)
),
not_slip AS (
    SELECT person_a, person_b FROM end_of GROUP BY person_a, person_b, odd, right_name
    HAVING count(*) FILTER (is_odd) > 1
        OR count(DISTINCT agency) FILTER (NOT is_odd AND first_name = right_name)
         < CASE WHEN bool_or(can_only_be_slip) THEN 1 ELSE 2 END
),
not_strange AS (
    SELECT person_a, person_b FROM end_of GROUP BY person_a, person_b, odd, right_name
    HAVING NOT bool_and(is_strange) OR count(DISTINCT agency) FILTER (is_odd AND first_name = odd) > 1
),
against AS (
    SELECT n.person_a, n.person_b FROM near_pair n JOIN doubted d
        ON d.person_a = least(n.person_a, n.person_b) AND d.person_b = greatest(n.person_a, n.person_b)
    UNION
    SELECT n.person_a, n.person_b FROM near_pair n JOIN borne b ON b.name = n.odd AND b.person_id <> n.odd_person
    UNION
    SELECT person_a, person_b FROM end_of GROUP BY person_a, person_b
    HAVING count(DISTINCT nhs_number) > 1 OR count(DISTINCT upn) > 1 OR count(DISTINCT sex) > 1
    UNION
    SELECT person_a, person_b FROM end_of WHERE local_id IS NOT NULL
    GROUP BY person_a, person_b, local_id_kind HAVING count(DISTINCT local_id) > 1
),
family AS (
    SELECT e.person_a, e.person_b, p.profile_id FROM end_of e JOIN profile p ON p.last_name = e.last_name
        AND abs(p.birth_date - e.birth_date) <= 1
    UNION SELECT e.person_a, e.person_b, p.profile_id FROM end_of e
        JOIN profile p ON p.postcode = e.postcode AND p.house = e.house
    UNION SELECT e.person_a, e.person_b, p.profile_id FROM end_of e JOIN profile p ON p.parents = e.parents
),
relative AS (
    SELECT DISTINCT f.person_a, f.person_b, p.first_name FROM family f JOIN profile p USING (profile_id)
    JOIN person_of_profile o USING (profile_id)
    WHERE o.person_id NOT IN (f.person_a, f.person_b) AND p.first_name IS NOT NULL
)
SELECT n.profile_a, n.profile_b,
       CASE WHEN $slip IN ($rules) AND (n.person_a, n.person_b) NOT IN (FROM not_slip) THEN $slip
            WHEN $strange IN ($rules) AND (n.person_a, n.person_b) NOT IN (FROM not_strange) THEN $strange
       END AS rule_id
FROM near_pair n ANTI JOIN against USING (person_a, person_b)
WHERE rule_id IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM relative r WHERE r.person_a = n.person_a AND r.person_b = n.person_b
      AND (damerau_levenshtein(r.first_name, n.first_a) <= 2 OR damerau_levenshtein(r.first_name, n.first_b) <= 2
           OR starts_with(r.first_name, n.first_a) OR starts_with(n.first_a, r.first_name)
           OR starts_with(r.first_name, n.first_b) OR starts_with(n.first_b, r.first_name))
)

-- step: kept_slip
-- What was found now at those ends, and what stood of all others.
-- in: slip_pair, slip_end, slip_of_pen, known_profile
-- out: slip_pair
FROM slip_pair
UNION ALL
SELECT a.profile_id, b.profile_id, s.rule_id
FROM slip_of_pen s JOIN known_profile a ON a.before = s.profile_a JOIN known_profile b ON b.before = s.profile_b
WHERE a.profile_id NOT IN (SELECT profile_id FROM slip_end) AND b.profile_id NOT IN (SELECT profile_id FROM slip_end)

-- step: judged_slip
-- in: judged, slip_pair
-- out: judged
-- values: numbers, says, strange, strange_says
SELECT j.* REPLACE (CASE WHEN s.profile_a IS NULL THEN verdict ELSE 'join' END AS verdict,
                    coalesce(s.rule_id, j.rule_id) AS rule_id,
                    CASE WHEN s.rule_id IS NULL THEN sure_of WHEN s.rule_id = $strange THEN $strange_says ELSE $says END
                        AS sure_of)
FROM judged j LEFT JOIN slip_pair s ON s.profile_a = j.profile_a AND s.profile_b = j.profile_b
    AND j.rule_id NOT IN ($numbers)
