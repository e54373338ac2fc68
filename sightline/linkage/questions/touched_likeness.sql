-- step: liked_person
-- Whoever is another than before, whose records say something else, or of whom a pair is judged otherwise.
-- in: changed_person, person_of_profile, changed_profile, ruled_profile
-- out: liked_person
SELECT person_id FROM changed_person
UNION SELECT person_id FROM person_of_profile SEMI JOIN changed_profile USING (profile_id)
UNION SELECT person_id FROM person_of_profile SEMI JOIN ruled_profile USING (profile_id)

-- step: liked_profile
-- in: person_of_profile, liked_person
-- out: liked_profile
SELECT profile_id FROM person_of_profile SEMI JOIN liked_person USING (person_id)

-- step: like_pair
-- The judged pairs with one of them.
-- in: judged, liked_profile
-- out: like_pair
FROM judged
WHERE profile_a IN (SELECT profile_id FROM liked_profile) OR profile_b IN (SELECT profile_id FROM liked_profile)

-- step: like_person
-- They, whom they are compared with or may be like, and those about whom is asked because a person hangs on one join.
-- in: liked_person, like_pair, person_of_profile, bridge_half, sparse_half
-- out: like_person
WITH beside AS (
    SELECT unnest([profile_a, profile_b]) AS profile_id FROM like_pair
    UNION SELECT unnest([profile_a, profile_b]) FROM bridge_half
    UNION SELECT unnest([profile_a, profile_b]) FROM sparse_half
)
FROM liked_person
UNION SELECT person_id FROM person_of_profile SEMI JOIN beside USING (profile_id)

-- step: kept_likeness
-- in: likeness, liked_person
-- out: rows
-- values: found_again
SELECT person_a, person_b, mention_id_a, mention_id_b, rule_id, weight, agrees, restricted FROM likeness
WHERE person_a NOT IN (SELECT person_id FROM liked_person) AND person_b NOT IN (SELECT person_id FROM liked_person)
  AND rule_id NOT IN ($found_again)
