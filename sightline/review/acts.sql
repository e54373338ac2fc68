-- step: first_act
-- The first fact that counts as an action, known on or after a day. It is told by a record that names the child, not as
-- a suspect, or by one of these records; no earlier than that record named the child.
-- in: agency_record, pattern_fact, pattern_person, visible_record
-- out: rows
-- values: act, person_id, record_ids, since
WITH named AS (
    SELECT fact.record_id, fact.row_id, any_value(person.role) AS role, min(fact.known_from) AS named_from
    FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
    WHERE person.person_id = $person_id
      AND (person.slot IN ('subject', 'child', 'tenant') OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))
    GROUP BY ALL
),
told AS (
    SELECT fact.record_id, fact.row_id, fact.name, fact.layout, fact.agency, fact.details,
           lower(substr(record.kind, length(record.layout) + 2)) AS kind, coalesce(own.role, '') AS role,
           own.row_id IS NOT NULL AS is_own,
           greatest(fact.known_from, coalesce(own.named_from, beside.named_from, fact.known_from)) AS acted_on
    FROM pattern_fact AS fact
    JOIN (SELECT record_id, kind, layout FROM agency_record WHERE latest) AS record USING (record_id)
    LEFT JOIN (SELECT row_id, any_value(role) AS role, min(named_from) AS named_from FROM named GROUP BY row_id) AS own
      ON own.row_id = fact.row_id
    LEFT JOIN (SELECT record_id, min(named_from) AS named_from FROM named GROUP BY record_id) AS beside
      ON beside.record_id = fact.record_id
    WHERE (beside.record_id IS NOT NULL OR fact.record_id IN ($record_ids))
      AND fact.record_id IN (SELECT record_id FROM visible_record)
)
SELECT fact.acted_on, fact.record_id, fact.agency, $act AS act_id FROM told AS fact
WHERE $act IS NOT NULL AND fact.acted_on >= $since
ORDER BY fact.acted_on, fact.record_id, act_id LIMIT 1
