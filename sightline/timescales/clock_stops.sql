-- step: clock
-- Backlog is what its agency recorded before the day on which it went live, however late it comes. Everything else
-- that was over when it came, and was not done in time, arrived late. Where no day is set nothing is backlog.
-- in: clock_due, clock_rule, clock_known, clock_stopped, clock_go_live
-- out: clock
-- values: answer_due_at, as_at, days_overdue, deadline_at, due_at, in_time, known_last, known_on, not_known, now
-- values: own_layouts, reached_first, state, stopped_last, was_due_at
WITH found AS (
    SELECT *, asked_due < reached_first AND NOT coalesce($in_time, false) AS was_over FROM (
        SELECT clock_due.*, clock_stopped.* EXCLUDE (clock_id), clock_rule.* EXCLUDE (rule_id),
               clock_known.known_through, $known_last AS known_last, $now AS now_last,
               coalesce($known_on < coalesce(own.day, every.day), false) AS backlog,
               $reached_first AS reached_first, $stopped_last AS stopped_last
        FROM clock_due JOIN clock_rule USING (rule_id) JOIN clock_known USING (rule_id)
        LEFT JOIN clock_stopped USING (clock_id)
        LEFT JOIN clock_go_live AS own ON own.agency = clock_due.agency AND own.layout = clock_due.layout
        LEFT JOIN clock_go_live AS every ON every.agency = clock_due.agency AND every.layout = ''
          AND clock_due.layout NOT IN ($own_layouts)
    )
),
answered AS (
    SELECT *, was_over AND NOT backlog AS arrived_late,
           CASE WHEN was_over AND NOT backlog THEN coalesce(reached_due, due) ELSE due END AS answer_due,
           CASE WHEN asked_due < reached_first THEN asked_due ELSE due END AS deadline, $state AS state
    FROM found
),
stood AS (
    SELECT *, CASE WHEN state <> $not_known THEN stopped_first IS NULL AND deadline < now_last END AS overdue
    FROM answered
)
SELECT clock_id, rule_id, rule_version, person_id, mention_id, record_id, started_at, known_from, reached_at,
       $due_at AS due_at, $was_due_at AS was_due_at, $answer_due_at AS answer_due_at,
       $deadline_at AS deadline_at, stopped_at, stopped_by_record_id, state, overdue,
       CASE WHEN overdue THEN $days_overdue END AS days_overdue, $as_at AS as_at, known_through, answering_agency,
       climbs AND NOT backlog AS climbs, backlog, arrived_late, urgent
FROM stood

-- step: basis
-- Each clock's own record, what stopped it, and what else gave its start, followed it or opened it.
-- in: agency_record, clock, clock_due
-- out: clock_basis
WITH rests AS (
    SELECT clock_id AS conclusion_id, record_id FROM clock
    UNION ALL (
        SELECT clock_id, stopped_by_record_id FROM clock WHERE stopped_by_record_id <> record_id
        UNION SELECT clock_id, start_record_id FROM clock_due WHERE start_record_id <> record_id
        UNION SELECT clock_id, follow_record_id FROM clock_due WHERE follow_record_id <> record_id
        UNION SELECT clock_id, open_record_id FROM clock_due WHERE open_record_id <> record_id
    )
)
SELECT conclusion_id, record_id, agency, organisation, layout, restricted, markings
FROM rests JOIN (SELECT * FROM agency_record WHERE latest) USING (record_id)
