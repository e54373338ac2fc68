-- step: known_fact
-- Each version of each fact of the records that a row names the child in, known by the day; `names_child`: by this row.
-- `known_from` is at the latest the day on which it was received.
-- in: fact, source_row, naming_row
-- out: rows
-- values: day, ended_day, every_holder, holders, occurred_day, received_day, recorded_day
WITH told AS (
    SELECT fact.row_id, fact.row_version, fact.record_id, fact.name, fact.label, fact.what, fact.childs_words,
           fact.date_words, fact.known_from, held.agency, held.organisation, held.layout, held.restricted,
           $occurred_day AS occurred_on, $ended_day AS ended_on, $recorded_day AS recorded_on,
           $received_day AS received_on, held.row_id IN (SELECT row_id FROM naming_row) AS names_child
    FROM fact JOIN source_row AS held USING (row_id, row_version)
    WHERE held.record_id IN (SELECT record_id FROM naming_row) AND held.standing <> $row_status_withdrawn
      AND ($every_holder OR held.agency IN ($holders))
)
SELECT record_id, row_id, row_version, name, agency, organisation, layout, restricted, label, what, childs_words,
       occurred_on, ended_on, date_words, recorded_on, received_on, coalesce(known_from, received_on) AS known_from,
       names_child
FROM told WHERE coalesce(known_from, received_on) <= CAST($day AS DATE)
ORDER BY known_from, occurred_on NULLS FIRST, record_id, row_id, name
