-- step: clock_begun
-- One line a clock: the row that reached Sightline first stands for all that tell the same start. Where rows of one
-- missing episode give different times of return, it runs from the earliest, and is based on that record too. A date
-- from which nothing can be counted is left out, and counted. What a person confirmed is asked from then on.
-- in: clock_start, clock_rule, clock_episode
-- out: clock_begun
-- values: started_last
WITH stated AS (
    SELECT began.*, episode, clock_rule.counts_from,
           CASE WHEN is_dated THEN occurred_from END AS event_at
    FROM clock_start AS began JOIN clock_rule USING (rule_id)
    LEFT JOIN clock_episode USING (row_id, person_id)
),
timed AS (
    SELECT *, CASE WHEN counts_from = 'reached' THEN reached_at ELSE event_at END AS started_at,
           CASE WHEN entered_here THEN reached_at ELSE coalesce(event_at, recorded_at, reached_at) END AS since_at,
           CASE WHEN counts_from = 'event' THEN event_at WHEN entered_here OR is_confirmed THEN reached_at
                ELSE coalesce(recorded_at, event_at, reached_at) END AS asked_at,
           CASE WHEN entered_here THEN reached_at WHEN recorded_at >= event_at THEN recorded_at
                ELSE coalesce(event_at, recorded_at, reached_at) END AS known_from,
           CASE WHEN entered_here THEN row_id ELSE coalesce(episode, event_at, row_id) END AS moment
    FROM stated
)
SELECT rule_id, person_id, moment, row_ids, unnest(chosen), unnest(earliest) FROM (
    SELECT rule_id, person_id, moment, list(row_id) AS row_ids, arg_min(
        struct_pack(place, row_id, record_id, mention_id, known_from, reached_at, episode, agency, layout),
        (place, reached_at, row_id, coalesce(mention_id, ''))) AS chosen, arg_min(
        struct_pack(started_at, since_at, asked_at, start_record_id := record_id),
        (CASE WHEN counts_from = 'event' AND episode IS NOT NULL THEN $started_last ELSE 0 END,
         place, reached_at, row_id, coalesce(mention_id, ''))) AS earliest
    FROM timed WHERE started_at IS NOT NULL
    GROUP BY rule_id, coalesce(person_id, row_id), person_id, moment
)

-- step: clock_narrowed
-- A start that must be followed counts for the last such start before what follows; one that counts only while
-- something is open needs it opened, not closed since, and not longer ago than the rule says. All others count as
-- they are.
-- in: clock_begun, clock_narrow, clock_follow, clock_open, clock_close
-- out: clock_narrowed
-- values: since
WITH timed AS (
    SELECT *, $since AS since FROM clock_begun JOIN clock_narrow USING (rule_id, place)
),
ordered AS (
    SELECT *, lead(since) OVER (PARTITION BY rule_id, place, person_id ORDER BY since, row_id) AS next_since
    FROM timed WHERE must_follow OR days >= 0
),
narrowed AS (
    SELECT begun.*, follow.last AS followed_at, follow.record_id AS follow_record_id,
           opened.first AS opened_at, opened.record_id AS open_record_id, closed.first AS closed_at
    FROM ordered AS begun
    ASOF LEFT JOIN clock_follow AS follow
      ON follow.rule_id = begun.rule_id AND follow.place = begun.place AND follow.person_id = begun.person_id
      AND begun.since <= follow.last
    ASOF LEFT JOIN clock_open AS opened
      ON opened.rule_id = begun.rule_id AND opened.place = begun.place AND opened.person_id = begun.person_id
      AND begun.since >= opened.first
    ASOF LEFT JOIN clock_close AS closed
      ON closed.rule_id = begun.rule_id AND closed.place = begun.place AND closed.person_id = begun.person_id
      AND begun.since >= closed.first
)
SELECT * EXCLUDE (must_follow, days, next_since, followed_at, opened_at, closed_at)
FROM narrowed
WHERE (NOT must_follow OR followed_at < next_since OR (followed_at IS NOT NULL AND next_since IS NULL))
  AND (days < 0 OR (opened_at IS NOT NULL AND since - opened_at <= days * 86400
                    AND (closed_at IS NULL OR closed_at <= opened_at)))
UNION ALL BY NAME
SELECT * EXCLUDE (must_follow, days) FROM timed WHERE NOT must_follow AND days < 0

-- step: clock_due
-- `asked_due` counts from when the question was there to be answered: a clock that was over by that count before its
-- record first reached Sightline arrived late, and its answer is owed within the same length from the arrival.
-- in: clock_day, clock_workday, clock_narrowed, clock_limit
-- out: clock_due
-- values: asked_due, asked_on, now, reached_due, reached_on, started_due, started_first, started_on
WITH dayed AS (
    SELECT *, $started_on AS started_on, $asked_on AS asked_on,
           $reached_on AS reached_on
    FROM clock_narrowed
),
limited AS (
    SELECT dayed.*, clock_limit.amount, clock_limit.unit FROM dayed JOIN clock_limit
      ON clock_limit.rule_id = dayed.rule_id AND started_on >= from_day AND started_on < until_day
)
SELECT limited.*, $started_due AS due,
       $asked_due AS asked_due,
       $reached_due AS reached_due
FROM limited
LEFT JOIN clock_day ON clock_day.day = started_on
LEFT JOIN clock_workday AS due_day ON due_day.number = clock_day.number + amount
LEFT JOIN clock_day AS asked_day ON asked_day.day = asked_on
LEFT JOIN clock_workday AS asked_due_day ON asked_due_day.number = asked_day.number + amount
LEFT JOIN clock_day AS reached_day ON reached_day.day = reached_on
LEFT JOIN clock_workday AS reached_due_day ON reached_due_day.number = reached_day.number + amount
WHERE $started_first <= $now

-- step: stated_start
-- What each record says of when a child returned, where records of one missing episode give different days.
-- in: clock_due, clock_start, agency_record
-- out: stated_start
-- values: stated_on
WITH stated AS (
    SELECT clock_id, started.record_id, min(started.occurred_from) AS stated_at, min($stated_on) AS stated_on,
           bool_or(started.record_id = due.start_record_id) AS counts
    FROM (SELECT *, unnest(row_ids) AS stated_row FROM clock_due WHERE episode IS NOT NULL AND len(row_ids) > 1) AS due
    JOIN clock_start AS started ON started.rule_id = due.rule_id AND started.row_id = due.stated_row
      AND started.person_id = due.person_id
    GROUP BY clock_id, started.record_id
)
SELECT clock_id, record_id, stated_at, counts, agency, organisation, layout, restricted, markings
FROM stated JOIN (SELECT * FROM agency_record WHERE latest) USING (record_id)
WHERE clock_id IN (SELECT clock_id FROM stated GROUP BY clock_id HAVING count(DISTINCT stated_on) > 1)
