-- step: noted_asked
-- The two of an answer by what they stand for: namings for themselves, mentions for whom they are of.
-- in: noted_pair, naming, noted_record, noted_root
-- out: noted_asked
SELECT p.*, n.record_id, n.form, n.beside, n.restricted,
       coalesce(o.record_id, m.record_id) AS other_record_id, coalesce(o.beside, m.description, '') AS other_beside,
       CASE WHEN p.other_is_naming THEN p.other_id ELSE p.entity_id END AS other_node,
       coalesce(a.root, n.naming_id) AS root_a,
       coalesce(b.root, CASE WHEN p.other_is_naming THEN p.other_id ELSE p.entity_id END) AS root_b
FROM noted_pair AS p JOIN naming AS n USING (naming_id)
LEFT JOIN naming AS o ON o.naming_id = p.other_id
LEFT JOIN noted_record AS m ON m.mention_id = p.other_id
LEFT JOIN noted_root AS a ON a.node = p.naming_id
LEFT JOIN noted_root AS b ON b.node = CASE WHEN p.other_is_naming THEN p.other_id ELSE p.entity_id END
WHERE n.record_id <> coalesce(o.record_id, m.record_id)

-- step: proposal
-- What is asked, why, and on how many children it hangs; answers that contradict each other among them.
-- in: noted_asked, noted_described, noted_children, noted_doubted, noted_against, naming, noted_record
-- out: proposal
-- values: agrees, conflict, kind, naming_kind, proposal_id, says
WITH put AS (
    SELECT a.naming_id, a.other_id, a.other_is_naming, a.rule_id, $says AS says,
           concat_ws('; ', $agrees, d.described) AS agrees, $kind AS kind,
           a.record_id, a.other_record_id, coalesce(c.children, 0) AS hangs_on, t.a IS NOT NULL AS answered
    FROM noted_asked AS a LEFT JOIN noted_described AS d USING (beside, other_beside)
    LEFT JOIN noted_children AS c USING (naming_id, other_id)
    LEFT JOIN noted_doubted AS t ON t.a = least(naming_id, other_id) AND t.b = greatest(naming_id, other_id)
),
contradicted AS (
    SELECT n.naming_id, CASE WHEN n.naming_id = g.a THEN g.b ELSE g.a END AS other_id,
           o.naming_id IS NOT NULL AS other_is_naming, $conflict AS rule_id, g.said AS says, '' AS agrees,
           $naming_kind AS kind, n.record_id,
           coalesce(o.record_id, m.record_id) AS other_record_id, 0 AS hangs_on, false AS answered
    FROM noted_against AS g
    JOIN naming AS n ON n.naming_id = g.a OR (n.naming_id = g.b AND g.a NOT IN (SELECT naming_id FROM naming))
    LEFT JOIN naming AS o ON o.naming_id = CASE WHEN n.naming_id = g.a THEN g.b ELSE g.a END
    LEFT JOIN noted_record AS m ON m.mention_id = CASE WHEN n.naming_id = g.a THEN g.b ELSE g.a END
)
SELECT $proposal_id AS proposal_id, * FROM (
    SELECT * FROM contradicted UNION ALL BY NAME
    SELECT * FROM put WHERE (naming_id, other_id) NOT IN (SELECT (naming_id, other_id) FROM contradicted))
ORDER BY hangs_on DESC, proposal_id
