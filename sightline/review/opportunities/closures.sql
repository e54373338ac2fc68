-- step: closed
-- Decisions to take no further action on a contact, referral or crime of a child, once a child and record.
-- in: opportunity_fact, mention
-- out: rows
-- values: every_area, first, last, matches, of_area
SELECT fact.person_id, fact.record_id, min(fact.mention_id) AS mention_id, fact.agency, any_value(fact.kind) AS kind,
       min(fact.event_on) AS decided_on, any_value(fact.born) AS born, bool_or(fact.taken_as_child) AS taken_as_child,
       any_value(json_extract_string(fact.details, '$.outcome.as_written')) AS outcome,
       coalesce(max(mention.postcode), '') AS postcode
FROM opportunity_fact AS fact JOIN mention USING (mention_id)
WHERE ($matches) AND fact.event_on BETWEEN $first AND $last
  AND ($every_area OR regexp_full_match(upper(replace(coalesce(mention.postcode, ''), ' ', '')), $of_area))
GROUP BY fact.person_id, fact.record_id, fact.agency
ORDER BY decided_on, fact.record_id, fact.person_id

-- step: signed
-- Signs in notes of a child, with the day on which each happened and from which it was known.
-- in: opportunity_fact, opportunity_sign
-- out: rows
-- values: note_facts, signs
SELECT DISTINCT fact.person_id, fact.record_id, fact.agency, fact.event_on, fact.known_from, sign.indicator
FROM opportunity_fact AS fact JOIN opportunity_sign AS sign USING (row_id)
WHERE (fact.layout, fact.name) IN $note_facts AND sign.indicator IN ($signs)
ORDER BY fact.known_from, fact.record_id, sign.indicator
