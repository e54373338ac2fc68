-- step: visible_person
-- The same as linkage makes over all mentions; an identifier or birth date stays where a visible mention gives it.
-- in: person, visible_mention
-- out: rows
WITH of_people AS (SELECT * FROM visible_mention WHERE person_id IS NOT NULL),
names AS (
    SELECT person_id, list(name ORDER BY times DESC, name) AS names
    FROM (SELECT person_id, name_as_written AS name, count(*) AS times FROM of_people
          WHERE name_as_written <> '' GROUP BY ALL)
    GROUP BY person_id
),
births AS (
    SELECT person_id, list(birth ORDER BY times DESC, birth) AS birth_dates
    FROM (SELECT person_id, birth_date AS birth, count(*) AS times FROM of_people
          WHERE birth_date IS NOT NULL GROUP BY ALL)
    GROUP BY person_id
),
given AS (
    SELECT person_id, list(DISTINCT value) AS identifiers FROM (
        SELECT person_id, 'nhs_number:' || regexp_replace(nhs_number, '\D', '', 'g') AS value FROM of_people
        UNION ALL SELECT person_id, 'upn:' || regexp_replace(upper(upn), '[^A-Z0-9]', '', 'g') FROM of_people
        UNION ALL SELECT person_id, local_id_kind || ':' || local_id FROM of_people
    ) GROUP BY person_id
),
seen AS (
    SELECT person_id, list(DISTINCT agency ORDER BY agency) AS agencies, min(occurred_on) AS first_seen_on,
           max(occurred_on) AS last_seen_on
    FROM of_people GROUP BY person_id
)
SELECT person_id, coalesce(names.names, []) AS names,
       list_filter(coalesce(births.birth_dates, []), lambda birth: list_contains(person.birth_dates, birth))
           AS birth_dates,
       list_filter(person.identifiers, lambda value: list_contains(given.identifiers, value)) AS identifiers,
       seen.agencies, seen.first_seen_on, seen.last_seen_on
FROM seen JOIN person USING (person_id) JOIN given USING (person_id)
LEFT JOIN names USING (person_id) LEFT JOIN births USING (person_id)
ORDER BY person_id
