-- step: child_parent
-- Each open record of a child by a clear name, and the parents or companions that it names. Who is known gives parents
-- whom a family record names as such; who is not, whoever came too. A child's own name is no parent's: a daughter may have
-- her mother's.
-- in: namesake, clear_name, profile_mention, bearer
-- out: child_parent
WITH child AS (
    SELECT n.name, n.person_id, n.occurred_on, b.profile_id, b.first_name, b.last_name, b.near_names, b.birth_date,
           max(b.birth_date) OVER (PARTITION BY n.name, n.person_id) AS persons_birth,
           CASE WHEN b.known THEN b.parents ELSE b.companions END AS named
    FROM namesake n JOIN clear_name c USING (name) JOIN profile_mention p USING (mention_id)
    JOIN bearer b ON b.profile_id = p.profile_id AND b.name = n.name
    WHERE n.slot = 'subject' AND NOT n.restricted
)
SELECT DISTINCT * EXCLUDE (named, birth_date), unnest(string_split(named, '|')) AS parent
FROM child WHERE named IS NOT NULL

-- step: child_pair
-- A record of a child without a birth date, and the only person of its full name, if a parent's full name agrees and the
-- child was under 18 then. Not where another child beside that parent has a forename that is like it.
-- in: child_parent, bearer
-- out: child_pair
-- values: child_years
WITH family AS (
    SELECT DISTINCT person_id, first_name, near_names, unnest(string_split(companions, '|')) AS parent
    FROM bearer WHERE companions IS NOT NULL AND first_name IS NOT NULL
),
pair AS (
    SELECT bare.name, bare.parent, bare.first_name, bare.near_names, bare.person_id AS one, known.person_id AS other,
           min(bare.profile_id) AS profile_id, min(known.profile_id) AS other_profile
    FROM child_parent bare JOIN child_parent known USING (name, parent)
    WHERE bare.persons_birth IS NULL AND known.persons_birth IS NOT NULL AND bare.person_id <> known.person_id
      AND list_sort(string_split(bare.parent, ' ')) <> list_sort(string_split(bare.name, ' '))
      AND bare.occurred_on < known.persons_birth + to_years($child_years) AND bare.occurred_on >= known.persons_birth
    GROUP BY ALL
)
SELECT DISTINCT one, other, min(profile_id) AS profile_id, min(other_profile) AS other_profile
FROM pair p
WHERE NOT EXISTS (
    SELECT 1 FROM family f WHERE f.parent = p.parent AND f.person_id NOT IN (p.one, p.other)
      AND (damerau_levenshtein(f.first_name, p.first_name) <= 2 OR starts_with(f.first_name, p.first_name)
           OR starts_with(p.first_name, f.first_name) OR contains(p.near_names, '|' || f.first_name || '|'))
)
GROUP BY one, other
