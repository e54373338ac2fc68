-- step: indexes
-- Made once the tables are filled.
-- in: entry_count, join_reason, question, question_said, record_naming, record_row, said, search_key, search_text
-- out: indexes
CREATE INDEX entry_count_person ON entry_count (person_id);
CREATE INDEX said_person ON said (person_id);
CREATE INDEX said_body ON said (agency, organisation, person_id) WHERE what = 'in records';
CREATE INDEX search_key_person ON search_key (person_id);
CREATE INDEX search_text_event ON search_text (event_on) WHERE event_on IS NOT NULL;
CREATE INDEX join_reason_person ON join_reason (person_id);
CREATE INDEX record_row_record ON record_row (record_id);
CREATE INDEX question_said_half ON question_said (half_id);
CREATE UNIQUE INDEX question_id ON question (question_id);
CREATE INDEX record_naming_mention ON record_naming (mention_id);
CREATE INDEX record_naming_record ON record_naming (record_id);
CREATE INDEX record_naming_person ON record_naming (person_id);
CREATE INDEX record_naming_missing ON record_naming (layout) WHERE layout = 'police_missing';

-- step: questions
-- The order in which they are asked: patterns that must be answered, then deadlines that run, then records and agencies.
-- Open records alone count, so that the order says nothing of a restricted one.
-- in: question, people, pattern, clock, mention
-- out: question
WITH side AS (
    SELECT question_id, person_id FROM question JOIN people ON mention_id = mention_id_a
    UNION SELECT question_id, person_id FROM question JOIN people ON mention_id = mention_id_b
),
must AS (
    SELECT s.question_id, count(DISTINCT p.instance_key) AS patterns
    FROM side s JOIN (SELECT instance_key, unnest(people) AS person_id FROM pattern
        WHERE class = 'must' AND view_no = 0 AND len(restricted_record_ids) = 0) p USING (person_id)
    GROUP BY s.question_id
),
running AS (
    SELECT s.question_id, count(DISTINCT c.clock_id) AS clocks
    FROM side s JOIN clock c USING (person_id) JOIN mention m ON m.mention_id = c.mention_id AND NOT m.restricted
    WHERE c.stopped_at IS NULL AND NOT c.backlog GROUP BY s.question_id
),
known AS (
    SELECT s.question_id, count(DISTINCT p.agency) AS agencies
    FROM side s JOIN people p ON p.person_id = s.person_id AND NOT p.restricted GROUP BY s.question_id
)
SELECT row_number() OVER (ORDER BY coalesce(patterns, 0) DESC, coalesce(clocks, 0) DESC, hangs_on DESC,
           coalesce(agencies, 0) DESC, question_id) AS place,
       question_id, rule_id, says, agrees, weight, hangs_on, answered
FROM question LEFT JOIN must USING (question_id) LEFT JOIN running USING (question_id)
LEFT JOIN known USING (question_id)
ORDER BY place
