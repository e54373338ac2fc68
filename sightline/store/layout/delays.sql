-- step: delay_clock
-- Every clock with who answers and, in London days, when it was known and answered. What begins with a concern about a
-- professional counts as the partnership's, so that no agency's number shows that there is one. Clocks of one record
-- that rules count as one thing are one row: the one that is over, and of several the one by which they are counted.
-- in: clock, clock_basis
-- out: delay_clock
-- values: shared_layout, counted_with, breached
SELECT clock.clock_id, state, backlog, arrived_late, CAST(due_at AS TIMESTAMPTZ) AS due, stopped_first,
       CASE WHEN coalesce(shared.is_shared, false) THEN $agency_partnership ELSE answering_agency END AS agency,
       CASE WHEN length(known_from) = 10 THEN CAST(known_from AS DATE)
            ELSE CAST(timezone('Europe/London', CAST(known_from AS TIMESTAMPTZ)) AS DATE) END AS known_on,
       CAST(timezone('Europe/London', stopped_first) AS DATE) AS stopped_on
FROM (
  SELECT clock.*,
         CASE WHEN length(stopped_at) = 10 THEN timezone('Europe/London', CAST(stopped_at AS TIMESTAMP))
              ELSE CAST(stopped_at AS TIMESTAMPTZ) END AS stopped_first
  FROM clock LEFT JOIN (VALUES $counted_with) AS counted (rule_id, as_rule) ON counted.rule_id = clock.rule_id
  QUALIFY row_number() OVER (
    PARTITION BY as_rule, clock.record_id, clock.mention_id, CASE WHEN as_rule IS NULL THEN clock.clock_id END
    ORDER BY state = $breached DESC, stopped_at IS NULL DESC, as_rule = clock.rule_id DESC, clock.clock_id
  ) = 1
) AS clock
LEFT JOIN (
  SELECT conclusion_id, record_id, bool_or(layout = $shared_layout) AS is_shared FROM clock_basis GROUP BY ALL
) AS shared ON shared.conclusion_id = clock.clock_id AND shared.record_id = clock.record_id

-- step: delay_due
-- For each month every clock that fell due before its end: whether in the month, and whether it was over when it ended.
-- in: delay_clock
-- out: delay_due
-- values: months, breached, met_late
WITH month (month, through, begins, ends) AS (VALUES $months)
SELECT month, through, delay_clock.*, due >= CAST(begins AS TIMESTAMPTZ) AS fell_due,
       state = $breached OR (state = $met_late AND stopped_first >= CAST(ends AS TIMESTAMPTZ)) AS is_over
FROM month LEFT JOIN delay_clock ON due < CAST(ends AS TIMESTAMPTZ)

-- step: delay_month
-- Deadlines that fell due in each month, and those that were over and not answered when it ended.
-- in: delay_due
-- out: delay_month
-- values: not_known, breached, met, met_late
SELECT month, any_value(through), count(*) FILTER (fell_due), count(*) FILTER (fell_due AND state = $met),
       count(*) FILTER (fell_due AND state = $met_late), count(*) FILTER (fell_due AND state = $breached),
       count(*) FILTER (fell_due AND state = $not_known),
       count(*) FILTER (is_over AND NOT backlog AND NOT arrived_late),
       count(*) FILTER (is_over AND NOT backlog AND arrived_late), count(*) FILTER (is_over AND backlog)
FROM delay_due GROUP BY month ORDER BY month

-- step: delay_agency_month
-- Every agency with a deadline in every month: what was over and not answered when it ended, also where that is none.
-- in: delay_due, delay_clock
-- out: delay_agency_month
WITH place AS (
  SELECT month, agency
  FROM (SELECT DISTINCT month FROM delay_due) AS months CROSS JOIN (SELECT DISTINCT agency FROM delay_clock) AS agencies
)
SELECT place.month, place.agency, count(*) FILTER (is_over AND NOT backlog AND NOT arrived_late),
       count(*) FILTER (is_over AND NOT backlog AND arrived_late), count(*) FILTER (is_over AND backlog)
FROM place LEFT JOIN delay_due ON delay_due.month = place.month AND delay_due.agency = place.agency
GROUP BY place.month, place.agency ORDER BY place.month, place.agency

-- step: delay_agency
-- Each agency on the last whole day: what is open and over, and how long answers of the last twelve months took.
-- in: delay_clock
-- out: delay_agency
-- values: ends, through, year_begins, not_known, breached, met_late
WITH moment AS (
  SELECT CAST($ends AS TIMESTAMPTZ) AS ends, CAST($year_begins AS TIMESTAMPTZ) AS year_begins,
         CAST($through AS DATE) AS last_day
),
counted AS (
  SELECT *, stopped_first >= year_begins AND stopped_first < ends AS answered, due < ends AS is_due,
         known_on <= last_day AND (stopped_first IS NULL OR stopped_first >= ends) AS is_open,
         due < ends AND (state = $breached OR (state = $met_late AND stopped_first >= ends)) AS is_over,
         last_day - known_on AS open_days, greatest(0, stopped_on - known_on) AS answer_days
  FROM delay_clock CROSS JOIN moment
)
SELECT agency, count(*) FILTER (is_open), count(*) FILTER (is_over AND NOT backlog AND NOT arrived_late),
       count(*) FILTER (is_over AND NOT backlog AND arrived_late), count(*) FILTER (is_over AND backlog),
       count(*) FILTER (is_due AND state = $not_known),
       max(open_days) FILTER (is_open AND state <> $not_known AND NOT arrived_late),
       max(open_days) FILTER (is_open AND state <> $not_known AND arrived_late), count(*) FILTER (answered),
       quantile_disc(answer_days, 0.5) FILTER (answered), quantile_disc(answer_days, 0.9) FILTER (answered)
FROM counted GROUP BY agency ORDER BY agency
