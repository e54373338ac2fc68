-- step: stated
-- The same fact told by several rows of one record is one entry; its source rows are all of them.
-- in: standing_facts, namings
-- out: stated
SELECT namings.person_id, facts.record_id, facts.name, facts.occurred_from, facts.occurred_to, facts.date_precision,
       facts.what, facts.childs_words, facts.source_file,
       min(facts.row_id) AS fact_key,
       min(namings.mention_id) AS mention_id,
       min(facts.date_words) AS date_words,
       min(facts.known_from) AS known_from,
       min(facts.standing) AS standing,
       list_sort(list_distinct(list(facts.source_row))) AS source_rows,
       list_aggregate(list_sort(list_distinct(list(namings.as_role))), 'string_agg', ', ') AS as_role
FROM standing_facts AS facts JOIN namings USING (row_id)
GROUP BY ALL
