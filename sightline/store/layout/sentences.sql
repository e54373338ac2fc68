-- step: worth_reading
-- A sentence in which a rule marked the same sign, and stated it of the child, is the rule's: it opens what it opens.
-- What a rule read as denied or only planned silences nothing; a suspicion counts of whomever, as for deadlines.
-- No question is asked (`alone` is false) only where a rule states the sign of this child, of now and in this very row.
-- What a person confirmed silences its own sentence, and none beside it.
-- in: sentence_mark, passage, source_row, agency_record, mention, resolved
-- out: worth_reading
WITH by_rule AS (
    SELECT record_id, row_id, field, start, "end", indicator, rule_id,
           experiencer = $experiencer_subject AND time = $tense_current AS is_of_child_now
    FROM passage
    WHERE indicator <> '' AND polarity = $polarity_affirmed AND time <> $tense_hypothetical
      AND (experiencer = $experiencer_subject OR indicator = 'suspected_exploitation')
),
record AS (SELECT record_id, occurred_from, known_from, restricted, markings FROM agency_record WHERE latest),
about AS (
    SELECT row_id, arg_min(struct_pack(mention_id, person_id), (-slot_rank, mention_id)) AS child FROM (
        SELECT row_id, mention_id, coalesce(person_id, '') AS person_id,
               CASE WHEN regexp_matches(slot, '^subject(#|$)') THEN 1 ELSE 0 END AS slot_rank
        FROM mention LEFT JOIN resolved USING (mention_id)
        WHERE entity_kind = $entity_kind_person AND regexp_matches(slot, '^(subject|nominal)(#|$)')
    ) GROUP BY row_id
)
SELECT mark_id, mark.record_id, mark.row_id, mark.agency, mark.organisation, mark.layout,
       mark.restricted OR coalesce(record.restricted, false),
       list_contains(mark.markings, $handling_marking_sealed_identity)
           OR coalesce(list_contains(record.markings, $handling_marking_sealed_identity), false),
       mark.source_file, mark.source_row, mark.field, mark.start, mark."end",
       CASE WHEN list_contains(mark.markings, $handling_marking_protected_address)
                 OR coalesce(list_contains(record.markings, $handling_marking_protected_address), false) THEN ''
            ELSE said.sentence END,
       sha256(said.sentence),
       mark.indicator, level, words, model_version, is_childs_words,
       NOT EXISTS (SELECT 1 FROM by_rule
                   WHERE by_rule.row_id = mark.row_id AND by_rule.indicator = mark.indicator
                         AND by_rule.is_of_child_now AND by_rule.rule_id <> 'confirmed_by_person'),
       CAST(record.occurred_from AS VARCHAR), CAST(record.known_from AS VARCHAR),
       coalesce(about.child.mention_id, ''), coalesce(about.child.person_id, '')
FROM sentence_mark AS mark
JOIN (SELECT row_id, original FROM source_row WHERE standing = $row_status_current) AS standing_note USING (row_id)
LEFT JOIN record ON record.record_id = mark.record_id
LEFT JOIN about ON about.row_id = mark.row_id
CROSS JOIN LATERAL (
    SELECT coalesce(substring(json_extract_string(standing_note.original, mark.field),
                              mark.start + 1, mark."end" - mark.start), '') AS sentence) AS said
WHERE NOT EXISTS (
    SELECT 1 FROM by_rule
    WHERE by_rule.row_id = mark.row_id AND by_rule.field = mark.field AND by_rule.indicator = mark.indicator
          AND by_rule.start < mark."end" AND by_rule."end" > mark.start)
ORDER BY mark_id

-- step: worth_checking
-- A proposal is shown to whoever sees every record of it, and every restricted sign in these.
-- in: pattern_proposal, agency_record
-- out: worth_checking
SELECT proposal_id, pattern_id, person_id, CAST(first_true_on AS VARCHAR), record_id, record.agency,
       record.organisation, record.layout,
       record.restricted OR list_contains(restricted_record_ids, record_id),
       coalesce(list_contains(record.markings, $handling_marking_sealed_identity), false), to_json(mark_ids)
FROM (SELECT *, unnest(record_ids) AS record_id FROM pattern_proposal) AS proposal
JOIN agency_record AS record USING (record_id)
WHERE record.latest
ORDER BY proposal_id, record_id
