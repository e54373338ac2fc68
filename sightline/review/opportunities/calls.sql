-- step: opportunity_fact
-- Each telling of a fact about a child, by whom and since when it was known; the kind of its record, the child's role.
-- in: pattern_fact, pattern_person, agency_record, fact, record_holder, visible_record
-- out: opportunity_fact
SELECT fact.row_id, fact.record_id, fact.name, fact.layout, fact.agency, fact.organisation, fact.details, fact.event_on,
       fact.known_from, fact.known_until, lower(substr(record.kind, length(record.layout) + 2)) AS kind,
       person.person_id, person.mention_id, person.role, person.born, person.taken_as_child,
       dated.row_id IS NOT NULL AS is_dated, coalesce(held.holder, fact.agency) AS holder
FROM pattern_fact AS fact
JOIN (SELECT record_id, kind, layout FROM agency_record WHERE latest) AS record USING (record_id)
JOIN pattern_person AS person ON person.row_id = fact.row_id
LEFT JOIN (SELECT DISTINCT row_id, name FROM fact WHERE recorded_at IS NOT NULL) AS dated
  ON dated.row_id = fact.row_id AND dated.name = fact.name
LEFT JOIN record_holder AS held ON held.record_id = fact.record_id
WHERE fact.event_on IS NOT NULL AND fact.record_id IN (SELECT record_id FROM visible_record)
  AND (person.slot = 'subject' OR (person.slot = 'nominal' AND person.role <> 'SUSPECT'))

-- step: opportunity_sign
-- Each sign of a row that is said to be so of the child, and a suspicion of anybody.
-- in: passage, visible_record
-- out: opportunity_sign
SELECT DISTINCT row_id, indicator FROM passage
WHERE polarity = $polarity_affirmed AND time <> $tense_hypothetical
  AND (experiencer = $experiencer_subject OR indicator = 'suspected_exploitation')
  AND record_id IN (SELECT record_id FROM visible_record)

-- step: called
-- What calls for an action in a record, once a child and record. With `beside` another holder has such a sign too.
-- in: opportunity_fact, opportunity_sign
-- out: rows
-- values: alone, beside, beside_days, agencies, matches, no_holder, note_facts
SELECT fact.person_id, fact.record_id, min(fact.mention_id) AS mention_id, fact.agency,
       min(fact.organisation) AS organisation, min(fact.known_from) AS known_on, min(fact.event_on) AS event_on,
       any_value(fact.born) AS born, bool_or(fact.taken_as_child) AS taken_as_child,
       bool_or(fact.is_dated) AS is_dated, list(DISTINCT fact.row_id) AS row_ids
FROM opportunity_fact AS fact
WHERE ($matches) AND fact.agency IN ($agencies) AND ($alone OR EXISTS (
    SELECT 1 FROM opportunity_fact AS other JOIN opportunity_sign AS sign USING (row_id)
    WHERE other.person_id = fact.person_id AND (other.layout, other.name) IN $note_facts
      AND (other.agency <> fact.agency
           OR (other.holder <> fact.holder AND $no_holder NOT IN (other.holder, fact.holder)))
      AND sign.indicator IN ($beside) AND other.known_from <= fact.known_from
      AND other.known_from > fact.known_from - $beside_days))
GROUP BY fact.person_id, fact.record_id, fact.agency
ORDER BY known_on, fact.record_id, fact.person_id

-- step: acted
-- Facts that count as an action, as their newest telling has them.
-- in: opportunity_fact
-- out: rows
-- values: matches, never
SELECT DISTINCT fact.person_id, fact.row_id, fact.record_id, fact.event_on FROM opportunity_fact AS fact
WHERE fact.known_until = $never AND ($matches)
ORDER BY fact.event_on, fact.record_id, fact.person_id

-- step: called_by_deadline
-- Deadlines of a rule, each with the records that it depends on, where the reader may see them all.
-- in: clock, clock_basis, agency_record, visible_record
-- out: rows
-- values: due_day, known_day, rule_id, started_day, stopped_day
SELECT clock.clock_id, clock.rule_version, clock.person_id, clock.record_id, clock.answering_agency, record.agency,
       record.organisation, clock.state,
       $known_day AS known_on, $started_day AS event_on, $due_day AS due_on, $stopped_day AS acted_on,
       coalesce(clock.stopped_by_record_id, '') AS acted_record
FROM clock JOIN (SELECT record_id, agency, organisation FROM agency_record WHERE latest) AS record USING (record_id)
WHERE clock.rule_id = $rule_id AND clock.person_id IS NOT NULL
  AND clock.record_id IN (SELECT record_id FROM visible_record)
  AND NOT EXISTS (SELECT 1 FROM clock_basis AS basis WHERE basis.conclusion_id = clock.clock_id
                  AND basis.record_id NOT IN (SELECT record_id FROM visible_record))
ORDER BY known_on, clock.clock_id

-- step: called_by_pattern
-- Instances of a pattern of one child, each with the day from which each agency could see it alone, and that of the next.
-- in: pattern, visible_record
-- out: rows
-- values: never, pattern_id
SELECT instance_key, person_id, record_ids, first_true_on, first_true_on_by_agency AS alone,
       lead(first_true_on, 1, $never) OVER (PARTITION BY person_id ORDER BY first_true_on, instance_key) AS until
FROM pattern
WHERE pattern_id = $pattern_id AND view_no = 0 AND basis = 'structured' AND person_id IS NOT NULL
  AND other_person_id IS NULL AND NOT EXISTS (
    SELECT 1 FROM unnest(record_ids) AS one(record_id)
    WHERE one.record_id NOT IN (SELECT record_id FROM visible_record))
ORDER BY first_true_on, instance_key

-- step: written_by
-- The organisation that each of these records names.
-- in: agency_record
-- out: rows
-- values: record_ids
SELECT record_id, organisation FROM agency_record WHERE latest AND record_id IN ($record_ids)

-- step: called_by_question
-- Unanswered questions, where the reader may see every record that they depend on.
-- in: unanswered, unanswered_basis, visible_record
-- out: rows
SELECT asked.question_id, asked.rule_id, asked.person_id, asked.record_id, asked.raised_on, asked.agency,
       asked.organisation
FROM unanswered AS asked
WHERE asked.record_id IN (SELECT record_id FROM visible_record)
  AND NOT EXISTS (SELECT 1 FROM unanswered_basis AS basis WHERE basis.conclusion_id = asked.question_id
                  AND basis.record_id NOT IN (SELECT record_id FROM visible_record))
ORDER BY asked.raised_on, asked.question_id

-- step: harmed
-- Records that say harm of a child: an enquiry, a sign in a note, or a crime with the child as victim.
-- in: opportunity_fact, opportunity_sign
-- out: rows
-- values: events, note_facts, roles, signs
SELECT DISTINCT fact.person_id, fact.record_id, fact.row_id, fact.event_on FROM opportunity_fact AS fact
WHERE (fact.layout = 'childrens_services_events' AND fact.name = 'event' AND upper(fact.kind) IN ($events))
   OR (fact.layout = 'police_occurrences' AND fact.name = 'occurrence' AND fact.role IN ($roles))
   OR ((fact.layout, fact.name) IN $note_facts
       AND fact.row_id IN (SELECT row_id FROM opportunity_sign WHERE indicator IN ($signs)))
ORDER BY fact.event_on, fact.record_id, fact.person_id
