-- step: indexes
-- Made once the tables are filled.
-- in: entry_count, join_reason, question, question_said, record_naming, record_row, said, search_key, search_text
-- out: indexes
CREATE INDEX entry_count_person ON entry_count (person_id);
CREATE INDEX said_person ON said (person_id);
CREATE INDEX said_body ON said (agency, organisation, person_id) WHERE what = 'in records';
CREATE INDEX search_key_person ON search_key (person_id);
CREATE INDEX search_text_event ON search_text (event_on) WHERE event_on IS NOT NULL;
CREATE INDEX join_reason_person ON join_reason (person_id);
CREATE INDEX record_row_record ON record_row (record_id);
CREATE INDEX question_said_half ON question_said (half_id);
CREATE UNIQUE INDEX question_id ON question (question_id);
CREATE INDEX record_naming_mention ON record_naming (mention_id);
CREATE INDEX record_naming_record ON record_naming (record_id);
CREATE INDEX record_naming_person ON record_naming (person_id);
CREATE INDEX record_naming_missing ON record_naming (layout) WHERE layout = 'police_missing';
