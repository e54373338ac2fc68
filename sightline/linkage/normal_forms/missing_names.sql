-- step: doubtful_name
-- Names of which one word, in its own cell or one of two in a cell, may be a word for an empty cell.
-- in: mention
-- out: rows
-- values: any_word, words
SELECT surname, forename, CASE WHEN surname = '' AND forename = '' THEN name_as_written ELSE '' END AS whole,
       count(*) AS mentions
FROM mention
WHERE entity_kind = 'person'
  AND (surname <> '' AND forename <> ''
           AND (lower(trim(surname, ' .')) IN ($words) OR lower(trim(forename, ' .')) IN ($words))
       OR surname = '' AND forename = '' AND regexp_full_match(name_as_written, '[^ ,]+[ ,]+[^ ,]+')
           AND regexp_matches(lower(name_as_written), '^(' || $any_word || ')[ ,]|[ ,](' || $any_word || ')$'))
GROUP BY ALL
