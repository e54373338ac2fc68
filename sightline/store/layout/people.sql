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

-- step: join_reasons
-- Why records are taken to be about one person, by what the filter reads of the rows on both sides.
-- Alike rows stand for each other: of each side a reader needs to see one. Where all rows of a side are seen alike, joins
-- are counted together (place 0). Else each join has a place, and a set of alike rows says how many of each kind it has.
-- in: link, shown_people
-- out: join_reason
WITH near AS (
    SELECT link.* FROM link WHERE mention_id_a IN (SELECT mention_id FROM shown_people)
       OR mention_id_b IN (SELECT mention_id FROM shown_people)
),
edge AS (
    SELECT mention_id_a AS one, mention_id_b AS other FROM near WHERE rule_id = 'same_details'
    UNION ALL SELECT mention_id_b, mention_id_a FROM near WHERE rule_id = 'same_details'
),
-- Alike rows are joined to one of them, so the least id of the neighbours' neighbours is the same for all.
nearest AS (SELECT one, least(one, min(other)) AS id FROM edge GROUP BY one),
alike AS (
    SELECT edge.one AS mention_id, '*' || min(nearest.id) AS side FROM edge JOIN nearest ON nearest.one = edge.other
    GROUP BY edge.one
),
row_seen AS (
    SELECT coalesce(side, mention_id) AS side, mention_id, person_id, agency, organisation, layout, restricted, sealed
    FROM shown_people LEFT JOIN alike USING (mention_id)
),
seen AS (
    SELECT side, person_id, agency, organisation, layout, restricted, sealed, count(*) AS members
    FROM row_seen GROUP BY ALL
    UNION ALL  -- what a person decided is about these two rows, and no others like them
    SELECT mention_id, person_id, agency, organisation, layout, restricted, sealed, 1 FROM row_seen
    WHERE side <> mention_id AND mention_id IN (
        SELECT unnest([mention_id_a, mention_id_b]) FROM near WHERE decided_by = $decided_by_person)
),
joined AS (
    SELECT mention_id_a || ' ' || mention_id_b AS name, decided_by, rule_id, reason,
           CASE WHEN decided_by = $decided_by_person THEN mention_id_a
                ELSE coalesce(a.side, mention_id_a) END AS side_a,
           CASE WHEN decided_by = $decided_by_person THEN mention_id_b
                ELSE coalesce(b.side, mention_id_b) END AS side_b
    FROM near LEFT JOIN alike a ON a.mention_id = mention_id_a LEFT JOIN alike b ON b.mention_id = mention_id_b
    WHERE rule_id <> 'same_details'
    UNION ALL
    SELECT DISTINCT side, decided_by, rule_id, reason, side, side
    FROM near JOIN alike ON alike.mention_id = mention_id_a WHERE rule_id = 'same_details'
),
line AS (
    SELECT a.person_id, a.agency AS a_agency, a.organisation AS a_organisation, a.layout AS a_layout,
           a.restricted AS a_restricted, a.sealed AS a_sealed, b.agency AS b_agency, b.organisation AS b_organisation,
           b.layout AS b_layout, b.restricted AS b_restricted, b.sealed AS b_sealed, decided_by, rule_id, reason, name,
           CASE WHEN rule_id = 'same_details' THEN a.members ELSE 1 END AS joins
    FROM joined JOIN seen a ON a.side = side_a JOIN seen b ON b.side = side_b
    WHERE rule_id <> 'same_details' OR (a.agency, a.organisation, a.layout, a.restricted, a.sealed)
        IS NOT DISTINCT FROM (b.agency, b.organisation, b.layout, b.restricted, b.sealed)
),
placed AS (
    SELECT *, CASE WHEN count(*) OVER (PARTITION BY person_id, rule_id, name) = 1 THEN 0
              ELSE dense_rank() OVER (PARTITION BY person_id ORDER BY rule_id, name) END AS place
    FROM line
)
SELECT person_id, a_agency, a_organisation, a_layout, a_restricted, a_sealed,
       b_agency, b_organisation, b_layout, b_restricted, b_sealed, decided_by, rule_id, reason, place,
       CAST(sum(CASE WHEN place = 0 AND rule_id = 'same_details' THEN joins - 1 ELSE joins END) AS BIGINT) AS joins
FROM placed GROUP BY ALL HAVING joins > 0 ORDER BY ALL
