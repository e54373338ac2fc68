-- step: weeks_that_fall
-- Children with weeks that come half way to a fall (a corrected week stands here twice); each is then worked out.
-- in: pattern_fact, pattern_person
-- out: rows
-- values: before, marks, no_school, share, unauthorised
WITH week AS (
    SELECT person.person_id, fact.event_on,
           list_filter(string_split(upper($marks), ' '),
                       lambda code: code NOT IN ($no_school) AND code NOT LIKE 'Y%') AS marks
    FROM pattern_fact AS fact JOIN pattern_person AS person USING (row_id)
    WHERE fact.layout = 'school_attendance' AND fact.name = 'attendance' AND person.slot = 'subject'
),
counted AS (
    SELECT person_id, event_on, len(marks) AS marks,
           len(list_filter(marks, lambda code: code IN ($unauthorised))) AS absent
    FROM week WHERE len(marks) > 0
)
SELECT DISTINCT person_id FROM (
    SELECT person_id, sum(absent) OVER lately AS absent, sum(marks) OVER lately AS marks FROM counted
    WINDOW lately AS (PARTITION BY person_id ORDER BY event_on ROWS $before PRECEDING))
WHERE absent > 0 AND absent >= $share * marks / 2
ORDER BY person_id
