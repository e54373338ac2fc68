-- step: beside_child
-- Who is named as a parent beside a child, or came along, in open records; and who is named for other children too, or has
-- records of their own. Of others no chronology changes, whatever is answered.
-- in: mention, person_of
-- out: beside_child
-- values: companions, parents, related
WITH about AS (
    SELECT m.record_id, o.person_id AS child FROM mention m JOIN person_of o USING (mention_id)
    WHERE m.slot = 'subject' AND NOT m.restricted
),
named AS (
    SELECT o.person_id, m.mention_id, a.child,
           regexp_replace(lower(m.source_role), '[^a-z]', '', 'g') IN ($parents) AS parent,
           split_part(m.slot, '#', 1) IN ($related, $companions) AS beside
    FROM mention m JOIN about a USING (record_id) JOIN person_of o USING (mention_id) WHERE NOT m.restricted
),
more AS (SELECT person_id FROM named GROUP BY person_id HAVING count(DISTINCT child) > 1)
SELECT person_id, mention_id, child, parent, person_id IN (SELECT person_id FROM more) AS has_more
FROM named WHERE beside AND person_id <> child

-- step: spelled
-- Each name of a person with what a second spelling of it must have in common: a child, a home with a school or with a
-- parent, or a home where both birth dates are known. Sealed records tell nothing.
-- in: profile, person_of_profile, mention, beside_child, profile_mention
-- out: spelled
-- values: born, child, parent, school
WITH sealed_record AS (
    SELECT DISTINCT record_id FROM mention WHERE list_contains(markings, $handling_marking_sealed_identity)
),
named AS (
    SELECT p.*, p.last_name || '|' || p.postcode || '|' || p.house AS home, o.person_id, m.restricted
    FROM profile p JOIN person_of_profile o USING (profile_id) JOIN mention m ON m.mention_id = p.stands_for
    ANTI JOIN sealed_record s ON s.record_id = m.record_id
    WHERE NOT p.sealed AND p.first_name IS NOT NULL AND p.last_name IS NOT NULL
),
little AS (SELECT * FROM named WHERE person_id NOT IN (SELECT person_id FROM named WHERE comparable)),
companion AS (SELECT *, unnest(string_split(companions, '|')) AS companion FROM little),
keyed AS (
    SELECT $school AS kind, home || '|' || organisation AS key, profile_id, true AS tells
    FROM little WHERE agency = 'school' AND organisation <> ''
    UNION ALL
    SELECT $parent, home || '|' || companion, profile_id,
           coalesce(list_contains(string_split(parents, '|'), companion), false)
    FROM companion
    UNION ALL SELECT $born, home, profile_id, true FROM named WHERE comparable
    UNION ALL
    SELECT $child, b.child, p.profile_id, b.parent FROM beside_child b JOIN profile_mention p USING (mention_id)
)
SELECT k.kind, k.key, k.profile_id, bool_or(k.tells) AS tells, any_value(n.person_id) AS person_id,
       any_value(n.restricted) AS restricted, any_value(n.first_name) AS first_name,
       any_value(n.last_name) AS last_name, any_value(n.birth_date) AS birth_date
FROM keyed k JOIN named n USING (profile_id) WHERE k.key IS NOT NULL GROUP BY k.kind, k.key, k.profile_id

-- step: spelled_pair
-- Two people with such a thing in common and not the same name, once for each two spellings. A key of many people says
-- nothing. Of a parent beside a child something must depend on the answer.
-- in: spelled, beside_child
-- out: spelled_pair
-- values: born, child, most_people
WITH few AS (
    SELECT kind, key FROM spelled GROUP BY kind, key
    HAVING count(DISTINCT person_id) BETWEEN 2 AND $most_people
),
written AS (
    SELECT s.* FROM spelled s SEMI JOIN few USING (kind, key)
    QUALIFY row_number() OVER (PARTITION BY kind, key, person_id, first_name, last_name, birth_date
        ORDER BY restricted, NOT tells, profile_id) = 1
),
more AS (SELECT person_id FROM beside_child WHERE has_more)
SELECT a.kind, a.profile_id AS profile_a, b.profile_id AS profile_b, a.person_id AS person_a, b.person_id AS person_b,
       a.restricted OR b.restricted AS restricted, abs(a.birth_date - b.birth_date) AS days,
       abs(year(a.birth_date) - year(b.birth_date)) AS years
FROM written a JOIN written b ON a.kind = b.kind AND a.key = b.key AND a.person_id < b.person_id
WHERE (a.tells OR b.tells) AND (a.first_name <> b.first_name OR a.last_name <> b.last_name)
  AND (a.kind <> $born OR abs(a.birth_date - b.birth_date) > 1)
  AND (a.kind <> $child OR a.person_id IN (SELECT person_id FROM more) OR b.person_id IN (SELECT person_id FROM more))

-- step: two_spellings
-- Those whose names are alike, where nothing contradicts: numbers, sex, birth dates or ages, a day before birth. Two birth
-- dates differ as one child's do: by a part or a figure, or by less than brothers and sisters can be apart.
-- in: spelled_pair, weighed_spelled, profile, person_of, person_mention, settled_pair, asked_pair
-- out: rows
-- values: agrees, alike, born, born_alike, dates_fit, generation_years, least_days, one_date, one_name
WITH number AS (
    SELECT o.person_id, min(m.nhs_number) AS nhs_number FROM person_of o JOIN person_mention m USING (mention_id)
    WHERE o.person_id IN (SELECT unnest([person_a, person_b]) FROM spelled_pair) GROUP BY o.person_id
),
j AS (
    SELECT w.*, s.kind, s.person_a, s.person_b, s.restricted, a.protected OR b.protected AS protected,
           a.stands_for AS stands_for_a, b.stands_for AS stands_for_b
    FROM spelled_pair s
    JOIN weighed_spelled w ON w.profile_a = s.profile_a AND w.profile_b = s.profile_b
    JOIN profile a ON a.profile_id = s.profile_a JOIN profile b ON b.profile_id = s.profile_b
    JOIN number x ON x.person_id = s.person_a JOIN number y ON y.person_id = s.person_b
    WHERE $alike AND sex_level <> 0 AND upn_level <> 0 AND agency_number_level <> 0
      AND NOT coalesce(x.nhs_number <> y.nhs_number, false)
      AND NOT coalesce(a.first_seen_on < b.birth_date - 366, false)
      AND NOT coalesce(b.first_seen_on < a.birth_date - 366, false)
      AND CASE WHEN s.kind = $born THEN s.years <= $generation_years AND ($born_alike OR s.days < $least_days)
          ELSE $dates_fit END
)
SELECT person_a, person_b, least(stands_for_a, stands_for_b) AS mention_id_a,
       greatest(stands_for_a, stands_for_b) AS mention_id_b,
       CASE WHEN kind = $born THEN $one_date ELSE $one_name END AS rule_id, weight, $agrees AS agrees, restricted
FROM j ANTI JOIN settled_pair USING (person_a, person_b) ANTI JOIN asked_pair USING (person_a, person_b)
QUALIFY row_number() OVER (
    PARTITION BY person_a, person_b ORDER BY restricted, weight DESC, profile_a, profile_b
) = 1
