-- step: live_line
-- What linking compared of each profile, a line for each visibility of its mentions.
-- in: compared, people
-- out: live_line
-- values: fields
WITH line AS (
    SELECT c.profile_id, p.person_id, p.agency, p.organisation, p.layout, p.restricted, p.sealed,
           arg_min(p.mention_id, (p.batch, p.mention_id)) AS mention_id, min(p.occurred_on) AS first_seen_on,
           bool_or(list_contains(p.markings, $handling_marking_protected_address) OR p.address_withheld)
             AS protected_here,
           $fields
    FROM compared c JOIN people p USING (mention_id)
    WHERE NOT p.sealed AND (c.nhs_number IS NOT NULL OR c.upn IS NOT NULL OR c.local_id IS NOT NULL
        OR (c.first_name IS NOT NULL AND c.birth_date IS NOT NULL))
    GROUP BY c.profile_id, p.person_id, p.agency, p.organisation, p.layout, p.restricted, p.sealed
)
SELECT row_number() OVER (ORDER BY profile_id, mention_id) AS place, *,
       bool_or(protected_here) OVER (PARTITION BY profile_id) AS protected
FROM line
