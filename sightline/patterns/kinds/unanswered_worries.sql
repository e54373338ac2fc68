-- step: worries_and_answers
-- in: pattern_person, pattern_fact, agency_record
-- out: rows
-- values: acted, answer, answers, fact_piece, source, sources, worries, worry
SELECT $fact_piece, fact.event_on, person.person_id, person.born,
       person.taken_as_child, CASE
         WHEN fact.name = 'event' AND event_type IN ($worries)
              AND lower($source) IN ($sources)
         THEN $worry
         WHEN fact.name = 'event' AND event_type IN ($answers) THEN $answer
         WHEN fact.name = 'decision' AND event_type IN ($worries) AND $acted
         THEN $answer END AS telling,
       false AS in_note
FROM (SELECT pattern_fact.*, upper(regexp_extract(kind, '/(.*)$', 1)) AS event_type
      FROM pattern_fact JOIN agency_record AS record USING (record_id) WHERE record.latest) AS fact
JOIN pattern_person AS person USING (row_id)
WHERE fact.layout = 'childrens_services_events' AND person.slot = 'subject' AND fact.event_on IS NOT NULL
  AND telling IS NOT NULL
