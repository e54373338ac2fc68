-- step: loose_pair
-- Joins by the model of which the forename or the birth date is only alike.
-- in: judged
-- out: loose_pair
-- values: born, forenames, like, version
SELECT * FROM judged WHERE rule_id = $version AND verdict = 'join' AND $like AND NOT ($forenames AND $born)

-- step: between_two
-- Joins by the model of which forename or birth date is only alike, where the record is as like somebody else: twins, or
-- two of one name. That those are two people is known by numbers of one kind that differ, or this run keeps them apart.
-- And joins by a whole name and a birth date that is only alike, with nothing else, where somebody else bears the name.
-- And what sealed rows hold back.
-- in: judged, person_of_profile, profile, unlikely_twin, held_by_sealed
-- out: judged
-- values: born, by_name_alone, forenames, like, rule, version
WITH number AS (
    SELECT DISTINCT o.person_id, n.kind, n.value FROM (
        SELECT profile_id, 'nhs' AS kind, nhs_number AS value FROM profile
        UNION ALL SELECT profile_id, 'upn', upn FROM profile
        UNION ALL SELECT profile_id, local_id_kind, local_id FROM profile
    ) n JOIN person_of_profile o USING (profile_id) WHERE n.value IS NOT NULL
),
edge AS (
    SELECT j.profile_a, j.profile_b, a.person_id AS person_a, b.person_id AS person_b,
           j.rule_id = $version AND NOT ($forenames AND $born) AS loose
    FROM judged j JOIN person_of_profile a ON a.profile_id = j.profile_a
    JOIN person_of_profile b ON b.profile_id = j.profile_b
    WHERE $like AND j.verdict <> 'kept_apart'
),
both_ways AS (
    SELECT profile_a AS here, profile_b AS there, person_a AS person, person_b AS other, loose FROM edge
    UNION ALL SELECT profile_b, profile_a, person_b, person_a, loose FROM edge
),
torn AS (
    SELECT DISTINCT w.here, w.there, w.person, o.other
    FROM both_ways w JOIN both_ways o ON o.here = w.here AND o.other <> w.person
    WHERE w.loose AND w.person = w.other
),
kept AS (
    SELECT a.person_id AS one, b.person_id AS other FROM (
        SELECT profile_a, profile_b FROM judged WHERE verdict = 'kept_apart'
        UNION ALL SELECT profile_a, profile_b FROM unlikely_twin
    ) k JOIN person_of_profile a ON a.profile_id = k.profile_a JOIN person_of_profile b ON b.profile_id = k.profile_b
),
two AS (
    SELECT t.person, t.other FROM torn t
    JOIN number a ON a.person_id = t.person
    JOIN number b ON b.person_id = t.other AND b.kind = a.kind AND b.value <> a.value
    UNION SELECT t.person, t.other FROM torn t JOIN kept k ON k.one = t.person AND k.other = t.other
    UNION SELECT t.person, t.other FROM torn t JOIN kept k ON k.other = t.person AND k.one = t.other
),
held AS (
    SELECT DISTINCT least(w.here, w.there) AS profile_a, greatest(w.here, w.there) AS profile_b
    FROM both_ways w JOIN (SELECT DISTINCT here, t.person, t.other FROM torn t SEMI JOIN two USING (person, other)) t
        ON t.here = w.here AND w.other IN (t.person, t.other)
    WHERE w.loose
    UNION
    SELECT j.profile_a, j.profile_b
    FROM (
        SELECT profile_a, profile_b, unnest([profile_a, profile_b]) AS profile_id FROM judged
        WHERE rule_id = $version AND $by_name_alone AND NOT $born
    ) j JOIN profile p USING (profile_id)
    JOIN (
        SELECT p.first_name, p.last_name FROM profile p JOIN person_of_profile o USING (profile_id) WHERE p.comparable
        GROUP BY ALL HAVING count(DISTINCT o.person_id) > 1
    ) b ON b.first_name = p.first_name AND b.last_name = p.last_name
    UNION SELECT profile_a, profile_b FROM held_by_sealed
)
SELECT j.* REPLACE (CASE WHEN h.profile_a IS NULL THEN verdict ELSE 'left_apart' END AS verdict,
                    CASE WHEN h.profile_a IS NULL THEN rule_id ELSE $rule END AS rule_id)
FROM judged j LEFT JOIN held h USING (profile_a, profile_b)

-- step: slip_pair
-- Two people whose forenames are nearly the same. Two agencies or more write the one, which stands in a list of names. The
-- other stands in none, nobody else at all bears it, and it is one set of details. Neither has a number that the other's
-- contradicts, and nobody else of their home, their parents, or their surname and birth date has a forename like either.
-- in: judged, person_of_profile, profile, doubted, every_forename
-- out: slip_pair
-- values: differ, nearly, rule
WITH near AS (
    SELECT j.profile_a, j.profile_b, a.person_id AS person_a, b.person_id AS person_b,
           x.first_name AS first_a, y.first_name AS first_b,
           CASE WHEN k.name IS NOT NULL THEN y.first_name ELSE x.first_name END AS odd,
           CASE WHEN k.name IS NOT NULL THEN b.person_id ELSE a.person_id END AS odd_person,
           CASE WHEN k.name IS NOT NULL THEN x.first_name ELSE y.first_name END AS right_name
    FROM judged j JOIN person_of_profile a ON a.profile_id = j.profile_a
    JOIN person_of_profile b ON b.profile_id = j.profile_b
    JOIN profile x ON x.profile_id = j.profile_a JOIN profile y ON y.profile_id = j.profile_b
    LEFT JOIN every_forename k ON k.name = x.first_name LEFT JOIN every_forename l ON l.name = y.first_name
    WHERE j.rule_id = $rule AND j.forename_level = $nearly AND j.further_names_level <> $differ
      AND j.sex_level <> 0 AND a.person_id <> b.person_id AND (k.name IS NULL) <> (l.name IS NULL)
),
end_of AS (
    SELECT DISTINCT n.person_a, n.person_b, o.person_id, o.person_id = n.odd_person AS is_odd, n.odd, n.right_name, p.*
    FROM (SELECT *, unnest([person_a, person_b]) AS person_id FROM near) n JOIN person_of_profile o USING (person_id)
    JOIN profile p USING (profile_id)
),
borne AS (
    SELECT DISTINCT o.person_id, unnest(string_split(concat_ws('|', p.first_name, p.given_names), '|')) AS name
    FROM profile p JOIN person_of_profile o USING (profile_id) WHERE NOT p.sealed
),
against AS (
    SELECT n.person_a, n.person_b FROM near n JOIN doubted d
        ON d.person_a = least(n.person_a, n.person_b) AND d.person_b = greatest(n.person_a, n.person_b)
    UNION
    SELECT person_a, person_b FROM end_of GROUP BY person_a, person_b, odd, right_name
    HAVING count(*) FILTER (is_odd) > 1
        OR count(DISTINCT agency) FILTER (NOT is_odd AND first_name = right_name) < 2
    UNION
    SELECT n.person_a, n.person_b FROM near n JOIN borne b ON b.name = n.odd AND b.person_id <> n.odd_person
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
SELECT n.profile_a, n.profile_b FROM near n ANTI JOIN against USING (person_a, person_b)
WHERE NOT EXISTS (
    SELECT 1 FROM relative r WHERE r.person_a = n.person_a AND r.person_b = n.person_b
      AND (damerau_levenshtein(r.first_name, n.first_a) <= 2 OR damerau_levenshtein(r.first_name, n.first_b) <= 2
           OR starts_with(r.first_name, n.first_a) OR starts_with(n.first_a, r.first_name)
           OR starts_with(r.first_name, n.first_b) OR starts_with(n.first_b, r.first_name))
)

-- step: judged_slip
-- in: judged, slip_pair
-- out: judged
-- values: numbers, rule, says
SELECT j.* REPLACE (CASE WHEN s.profile_a IS NULL THEN verdict ELSE 'join' END AS verdict,
                    CASE WHEN s.profile_a IS NULL THEN rule_id ELSE $rule END AS rule_id,
                    CASE WHEN s.profile_a IS NULL THEN sure_of ELSE $says END AS sure_of)
FROM judged j LEFT JOIN slip_pair s ON s.profile_a = j.profile_a AND s.profile_b = j.profile_b
    AND j.rule_id NOT IN ($numbers)
