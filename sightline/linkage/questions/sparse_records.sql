-- step: resembling_little
-- Pairs as in `judged`, with both people and a rule. Of what such a record may be like only the strongest counts. Whoever
-- was seen more than a year before the other's birth, or has another NHS number, is not the other.
-- in: reached, weighed_little, standing
-- out: resembling_little
-- values: alike, no_birth_date, no_forename, shift
WITH strongest AS (
    FROM reached r JOIN weighed_little w ON w.profile_a = r.little_id AND w.profile_b = r.known_id
    WHERE $alike QUALIFY place = min(place) OVER (PARTITION BY little_person)
)
SELECT w.* EXCLUDE (little_id, little_person, known_id, place, least_bits), a.protected OR b.protected AS protected,
       least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b,
       a.restricted OR b.restricted AS restricted,
       CASE WHEN a.first_name IS NULL THEN $no_forename ELSE $no_birth_date END AS rule_id
FROM strongest w
JOIN standing a ON a.profile_id = w.profile_a JOIN standing b ON b.profile_id = w.profile_b
WHERE w.weight >= w.least_bits + $shift AND NOT coalesce(a.first_seen_on < b.birth_date - 366, false)
  AND NOT coalesce(a.persons_number <> b.persons_number, false)
