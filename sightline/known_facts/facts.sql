-- step: pattern_fact
-- A run of versions that say the same of a fact is one telling of it, from the first of them until one that differs.
-- in: pattern_version, fact
-- out: pattern_fact
-- values: event_day, never
WITH said AS (
    SELECT v.*, f.name, f.occurred_from, f.date_precision, f.details,
           greatest(coalesce(f.known_from, v.received_on), coalesce(v.begins, f.known_from, v.received_on)) AS from_day,
           hash(f.occurred_from, f.occurred_to, f.date_precision, f.details, f.what) AS says
    FROM pattern_version AS v JOIN fact AS f USING (row_id, row_version)
),
changes AS (
    SELECT *, says IS DISTINCT FROM lag(says) OVER same_fact OR row_version - lag(row_version) OVER same_fact <> 1
              AS differs
    FROM said WINDOW same_fact AS (PARTITION BY row_id, name ORDER BY row_version)
),
runs AS (
    SELECT *, count(*) FILTER (differs) OVER (PARTITION BY row_id, name ORDER BY row_version) AS run FROM changes
)
SELECT row_id, name, record_id, layout, agency, organisation, restricted,
       arg_min(source_file, row_version) AS source_file, arg_min(source_row, row_version) AS source_row,
       arg_min(original, row_version) AS original, any_value(details) AS details,
       any_value(occurred_from) AS occurred_from, any_value(date_precision) AS date_precision,
       $event_day AS event_on,
       min(from_day) AS known_from, coalesce(arg_max(ends, row_version), $never) AS known_until
FROM runs WHERE date_precision <> $precision_unknown GROUP BY row_id, name, record_id, layout, agency, organisation,
    restricted, run
HAVING known_from < known_until

-- step: pattern_named
-- What notes name counts only as somebody confirmed it. So does whoever a cell gives only a name of (Found With,
-- Others Named, Accompanied By): once somebody answered who that is.
-- in: pattern_born, mention, resolved, agency_record, named, naming, judgement
-- out: pattern_named
-- values: also_scopes, unless_scopes
WITH answered AS (
    SELECT mention_id_a AS mention_id, mention_id_b AS other_id FROM judgement
    WHERE answer = $pair_answer_same AND became = $became_joined
    UNION ALL SELECT mention_id_b, mention_id_a FROM judgement
    WHERE answer = $pair_answer_same AND became = $became_joined
),
listed AS (
    SELECT mention.mention_id, mention.row_id, mention.record_id, mention.name_as_written AS written,
           resolved.person_id AS entity_id, mention.layout = 'police_missing' AS when_found,
           list(DISTINCT beside.record_id) FILTER (beside.restricted AND beside.record_id <> mention.record_id) AS also
    FROM mention JOIN resolved USING (mention_id) JOIN answered USING (mention_id)
    JOIN mention AS other ON other.mention_id = answered.other_id
    JOIN agency_record AS beside ON beside.record_id = other.record_id AND beside.latest
    WHERE regexp_matches(mention.slot, '^(found_with|others_named|accompanied_by)(#|$)')
      AND NOT list_contains(mention.markings, $handling_marking_sealed_identity)
    GROUP BY ALL
)
SELECT said.*, born.born AS adult_born, $also_scopes AS also_scopes,
       CASE WHEN NOT said.of_all THEN $unless_scopes END AS unless_scopes
FROM (
    SELECT naming_id, named.row_id, named.record_id, named.entity_kind, named.entity_id, named.also_record_ids,
           named.of_all, naming.text AS written, false AS when_found,
           (SELECT any_value(also_record_ids) FROM named AS other
            WHERE other.naming_id = named.naming_id AND other.of_all) AS unless_record_ids
    FROM named JOIN naming USING (naming_id)
    UNION ALL BY NAME
    SELECT row_id, record_id, $entity_kind_person AS entity_kind, entity_id, coalesce(also, []) AS also_record_ids,
           true AS of_all, written, when_found, [] AS unless_record_ids
    FROM listed
) AS said LEFT JOIN pattern_born AS born ON born.person_id = said.entity_id

-- step: pattern_proposed
-- What notes name and nobody has confirmed, by what is asked about it: only where all of that is about one person or
-- thing. A first name alone is too little. It could not be told before the other record was known. `of_witness`: each
-- record that gives it does so as that of a witness.
-- in: naming, pattern_born, agency_record, proposal, mention, resolved, pattern_giver, pattern_fact, named
-- out: pattern_proposed
-- values: also_scopes, is_witness
WITH asked AS (
    SELECT proposal.*, one.person_id, one.thing_id, mention.entity_kind FROM proposal
    LEFT JOIN mention ON mention.mention_id = proposal.other_id AND NOT proposal.other_is_naming
    LEFT JOIN resolved AS one ON one.mention_id = proposal.other_id
    WHERE proposal.rule_id NOT IN ('conflict', 'forename_nearby')
      AND proposal.naming_id NOT IN (SELECT naming_id FROM named)
      AND proposal.other_id NOT IN (SELECT naming_id FROM named)
),
on_record AS (
    SELECT naming_id, any_value(coalesce(person_id, thing_id)) AS entity_id, any_value(entity_kind) AS entity_kind,
           list(DISTINCT other_record_id) AS others
    FROM asked WHERE NOT other_is_naming GROUP BY naming_id HAVING count(DISTINCT coalesce(person_id, thing_id)) = 1
),
in_notes AS (
    SELECT naming_id, other_id AS entity_id, kind, [other_record_id] AS others FROM asked WHERE other_is_naming
    UNION ALL SELECT DISTINCT other_id, other_id, kind, CAST([] AS VARCHAR[]) FROM asked WHERE other_is_naming
),
said AS (
    SELECT * FROM on_record
    UNION ALL SELECT naming_id, entity_id, CASE kind WHEN 'person' THEN 'unidentified' ELSE kind END, others
    FROM in_notes WHERE naming_id NOT IN (SELECT naming_id FROM on_record)
)
SELECT said.naming_id, naming.row_id, naming.record_id, said.entity_kind, said.entity_id, naming.text AS written,
       born.born AS adult_born, false AS when_found, true AS of_all, said.also_record_ids,
       $also_scopes AS also_scopes, NULL AS unless_scopes, said.not_before,
       said.entity_id IN (
           SELECT thing_id FROM pattern_giver GROUP BY thing_id HAVING bool_and($is_witness)) AS of_witness
FROM (
    SELECT naming_id, entity_id, entity_kind,
           coalesce(list(DISTINCT record.record_id) FILTER (record.restricted), []) AS also_record_ids,
           max(first.known_from) AS not_before
    FROM (SELECT * EXCLUDE (others), unnest(CASE WHEN len(others) > 0 THEN others ELSE [NULL] END) AS other FROM said)
    LEFT JOIN agency_record AS record ON record.record_id = other AND record.latest
    LEFT JOIN (SELECT record_id, min(known_from) AS known_from FROM pattern_fact GROUP BY record_id) AS first
      ON first.record_id = other
    GROUP BY ALL
) AS said JOIN naming USING (naming_id) LEFT JOIN pattern_born AS born ON born.person_id = said.entity_id
