-- step: side
-- A profile as one side of a question: its oldest mention, unless any row of that record is of a sealed identity.
-- in: mention, person_of, person_mention, profile, person_of_profile
-- out: side
-- values: within
WITH sealed_record AS (
    SELECT DISTINCT record_id FROM mention WHERE list_contains(markings, $handling_marking_sealed_identity)
),
numbered AS (
    SELECT o.person_id, min(m.nhs_number) AS nhs_number
    FROM person_of o JOIN person_mention m USING (mention_id) WHERE $within GROUP BY o.person_id
)
SELECT p.profile_id, p.stands_for, o.person_id, n.nhs_number, m.restricted
FROM profile p JOIN person_of_profile o USING (profile_id) JOIN numbered n ON n.person_id = o.person_id
JOIN mention m ON m.mention_id = p.stands_for ANTI JOIN sealed_record s ON s.record_id = m.record_id
WHERE NOT p.sealed

-- step: settled_pair
-- Pairs of people on whom somebody has spoken: not the same, or an answer that meets another.
-- in: in_force, person_of
-- out: settled_pair
SELECT DISTINCT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b
FROM in_force i JOIN person_of a ON a.mention_id = i.mention_id_a JOIN person_of b ON b.mention_id = i.mention_id_b
WHERE i.answer IN ($pair_answer_same, $pair_answer_not_same)

-- step: asked_pair
-- Two people once each, by what says most; an open likeness before a restricted one.
-- in: resembling, resembling_little, settled_pair, side
-- out: asked_pair
-- values: agrees
SELECT j.person_a, j.person_b, least(a.stands_for, b.stands_for) AS mention_id_a,
       greatest(a.stands_for, b.stands_for) AS mention_id_b, j.rule_id, j.weight, $agrees AS agrees, j.restricted
FROM (
    SELECT * FROM (SELECT * FROM resembling UNION ALL BY NAME SELECT * FROM resembling_little)
    ANTI JOIN settled_pair USING (person_a, person_b)
    QUALIFY row_number() OVER (
        PARTITION BY person_a, person_b ORDER BY restricted, weight DESC, profile_a, profile_b
    ) = 1
) j JOIN side a ON a.profile_id = j.profile_a JOIN side b ON b.profile_id = j.profile_b

-- step: person_size
-- How many open records each has who is asked about.
-- in: asked_pair, named_pair, in_conflict, person_of, mention
-- out: person_size
WITH asked AS (
    SELECT unnest([person_a, person_b]) AS person_id FROM asked_pair
    UNION SELECT unnest([person_a, person_b]) FROM named_pair
    UNION SELECT person_id FROM person_of
    WHERE mention_id IN (SELECT unnest([mention_id_a, mention_id_b]) FROM in_conflict)
)
SELECT o.person_id, count(DISTINCT m.record_id) FILTER (NOT m.restricted) AS records
FROM person_of o SEMI JOIN asked USING (person_id) JOIN mention m USING (mention_id) GROUP BY o.person_id

-- step: question
-- What is asked, of two people or of the two sides of one; on how many open records it hangs.
-- in: in_force, person_of, asked_pair, in_conflict, person_size, named_pair, half_asked, judged, half_size
-- out: question
-- values: agrees, conflict, question_id, says
WITH doubted AS (
    SELECT DISTINCT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b
    FROM in_force i JOIN person_of a ON a.mention_id = i.mention_id_a JOIN person_of b ON b.mention_id = i.mention_id_b
    WHERE i.answer = $pair_answer_cannot_tell
),
put AS (
    SELECT mention_id_a, mention_id_b, rule_id, agrees, weight, d.person_a IS NOT NULL AS answered
    FROM asked_pair j LEFT JOIN doubted d ON d.person_a = j.person_a AND d.person_b = j.person_b
),
said AS (
    SELECT put.* EXCLUDE (answered), $says AS says, answered FROM put
    UNION ALL BY NAME
    SELECT mention_id_a, mention_id_b, rule_id, agrees, NULL AS weight, $says AS says,
           d.person_a IS NOT NULL AS answered
    FROM named_pair n LEFT JOIN doubted d ON d.person_a = n.person_a AND d.person_b = n.person_b
    UNION ALL BY NAME
    SELECT mention_id_a, mention_id_b, $conflict AS rule_id, '' AS agrees, NULL AS weight,
           because || '; ' || against AS says, false AS answered FROM in_conflict
),
sized AS (
    SELECT said.*, least(sa.records, sb.records) AS hangs_on
    FROM said JOIN person_of a ON a.mention_id = mention_id_a JOIN person_of b ON b.mention_id = mention_id_b
    JOIN person_size sa ON sa.person_id = a.person_id JOIN person_size sb ON sb.person_id = b.person_id
    UNION ALL BY NAME
    SELECT mention_id_a, mention_id_b, rule_id, $agrees AS agrees, weight,
           $says AS says, answered, records AS hangs_on
    FROM (
        SELECT j.* EXCLUDE (rule_id), a.rule_id, a.mention_id_a, a.mention_id_b, a.answered, s.records
        FROM half_asked a JOIN judged j USING (profile_a, profile_b) JOIN half_size s USING (half_id)
    ) j
)
SELECT $question_id AS question_id, * FROM sized
