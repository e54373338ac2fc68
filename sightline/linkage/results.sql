-- step: person
-- in: person_of, mention, person_mention
-- out: person
-- values: within
WITH of_people AS (
    SELECT o.person_id, o.mention_id, m.* EXCLUDE (mention_id), n.nhs_number AS nhs_valid, n.upn AS upn_valid,
           n.birth_date AS birth_valid, n.local_id AS local_valid
    FROM person_of o JOIN mention m ON m.mention_id = o.mention_id JOIN person_mention n ON n.mention_id = o.mention_id
    WHERE $within
),
names AS (
    SELECT person_id, list(name ORDER BY times DESC, name) AS names
    FROM (SELECT person_id, name_as_written AS name, count(*) AS times FROM of_people
          WHERE name_as_written <> '' GROUP BY ALL)
    GROUP BY person_id
),
births AS (
    SELECT person_id, list(birth ORDER BY times DESC, birth) AS birth_dates
    FROM (SELECT person_id, birth_valid AS birth, count(*) AS times FROM of_people
          WHERE birth_valid IS NOT NULL GROUP BY ALL)
    GROUP BY person_id
),
identifiers AS (
    SELECT person_id, list(DISTINCT value ORDER BY value) AS identifiers FROM (
        SELECT person_id, 'nhs_number:' || nhs_valid AS value FROM of_people WHERE nhs_valid IS NOT NULL
        UNION ALL SELECT person_id, 'upn:' || upn_valid FROM of_people WHERE upn_valid IS NOT NULL
        UNION ALL SELECT person_id, local_id_kind || ':' || local_id FROM of_people WHERE local_valid IS NOT NULL
    ) GROUP BY person_id
),
seen AS (
    SELECT person_id, list(DISTINCT agency ORDER BY agency) AS agencies, min(occurred_on) AS first_seen_on,
           max(occurred_on) AS last_seen_on
    FROM of_people GROUP BY person_id
)
SELECT person_id, coalesce(names, []) AS names, coalesce(birth_dates, []) AS birth_dates,
       coalesce(identifiers, []) AS identifiers, agencies, first_seen_on, last_seen_on
FROM seen LEFT JOIN names USING (person_id) LEFT JOIN births USING (person_id) LEFT JOIN identifiers USING (person_id)

-- step: changed_person
-- Whoever a mention came to or went from, and whoever is named in a touched row or has a profile that is not as it was.
-- in: resolved, person_of, mention, touched_row, known_profile
-- out: changed_person
WITH moved AS (
    SELECT unnest([b.person_id, n.person_id]) AS person_id
    FROM (FROM resolved WHERE person_id IS NOT NULL) b FULL JOIN person_of n USING (mention_id)
    WHERE b.person_id IS DISTINCT FROM n.person_id
)
SELECT person_id FROM moved WHERE person_id IS NOT NULL
UNION
SELECT person_id FROM person_of
WHERE mention_id IN (SELECT mention_id FROM mention SEMI JOIN touched_row USING (row_id))
   OR profile_id NOT IN (SELECT profile_id FROM known_profile)

-- step: link
-- The joins that each person stands on, with the reason in words.
-- in: said_same, made, judged, profile, profile_mention
-- out: link
-- values: by_model, reason, rule
SELECT * FROM (
    SELECT least(a.stands_for, b.stands_for) AS mention_id_a, greatest(a.stands_for, b.stands_for) AS mention_id_b,
           CASE WHEN $by_model THEN j.weight END AS weight,
           CASE WHEN $by_model THEN $decided_by_model ELSE $decided_by_rule END AS decided_by,
           $reason AS reason, j.rule_id AS rule_id
    FROM made JOIN judged j USING (profile_a, profile_b)
    JOIN profile a ON a.profile_id = profile_a JOIN profile b ON b.profile_id = profile_b
    UNION ALL
    SELECT least(mention_id, stands_for), greatest(mention_id, stands_for), NULL, $decided_by_rule,
           'the same details in the same source system', 'same_details'
    FROM profile_mention WHERE mention_id <> stands_for
) ANTI JOIN said_same USING (mention_id_a, mention_id_b)
UNION ALL
SELECT mention_id_a, mention_id_b, NULL, $decided_by_person, because, $rule FROM said_same
