-- step: signs_of_adults
-- Signs that are said to be so of the child, now or before, in words that describe an adult whom they do not name.
-- in: passage, pattern_row
-- out: rows
-- values: described, signs
SELECT passage.passage_id, passage.row_id, passage.record_id, passage.field, passage.start, passage."end",
       passage.text, json_extract_string(row.original, '$."' || passage.field || '"') AS cell
FROM passage JOIN pattern_row AS row USING (row_id)
WHERE passage.indicator IN ($signs) AND passage.text <> '' AND regexp_matches(lower(passage.text), $described)
  AND passage.polarity = $polarity_affirmed AND passage.experiencer = $experiencer_subject
  AND passage.time IN ($tense_current, $tense_historical)
  AND NOT EXISTS (
    SELECT 1 FROM passage AS named
    WHERE named.row_id = passage.row_id AND named.field = passage.field AND named.mention IN ('person', 'nickname')
      AND named.role = 'person_of_concern'
      AND greatest(named."end", CAST(json_extract(named.cues, '$[0].end') AS INTEGER)) > passage.start
      AND least(named.start, CAST(json_extract(named.cues, '$[0].start') AS INTEGER)) < passage."end")
QUALIFY row_number() OVER (PARTITION BY passage.passage_id ORDER BY row.row_version DESC) = 1
ORDER BY passage.record_id, passage.field, passage.row_id, passage.start, passage."end", passage.passage_id
