-- step: question
-- What is asked, of two people or of the two sides of one; on how many open records it hangs.
-- in: in_force, person_of, asked_pair, profile, in_conflict, person_size, named_pair, half_asked, judged, half_size
-- out: question
-- values: agrees, conflict, question_id, says
WITH doubted AS (
    SELECT DISTINCT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b
    FROM in_force i JOIN person_of a ON a.mention_id = i.mention_id_a JOIN person_of b ON b.mention_id = i.mention_id_b
    WHERE i.answer = $pair_answer_cannot_tell
),
put AS (
    SELECT least(a.stands_for, b.stands_for) AS mention_id_a, greatest(a.stands_for, b.stands_for) AS mention_id_b,
           rule_id, $agrees AS agrees, weight, d.person_a IS NOT NULL AS answered
    FROM asked_pair j JOIN profile a ON a.profile_id = profile_a JOIN profile b ON b.profile_id = profile_b
    LEFT JOIN doubted d ON d.person_a = j.person_a AND d.person_b = j.person_b
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
