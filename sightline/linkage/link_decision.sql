-- step: compared_before
-- What is known of candidate pairs. Whether a number brought two together decides what is kept of an unlikely pair: such
-- a pair is compared again.
-- in: known_pair, candidate
-- out: compared_before
SELECT profile_a, profile_b, weight, levels, twins, rule_id, verdict, protected
FROM known_pair k JOIN candidate c USING (profile_a, profile_b) WHERE c.by_number = k.by_number

-- step: new_pair
-- The pairs to compare, and what brought them together.
-- in: candidate
-- out: new_pair
-- values: by_number, others
SELECT CASE WHEN by_number THEN $by_number ELSE '' END AS match_key, profile_a AS join_key_l, profile_b AS join_key_r
FROM candidate $others

-- step: scored_pair
-- The one statement: each pair with its levels, weight, rule and verdict. Beside levels the rules look at dates, at names
-- in one cell, and at names that go on. `likely` is false of two who are too unlike, and may be twins.
-- in: weighed, every_forename, usual_forename, listed_surname, only_surname
-- out: scored_pair
-- values: before, levels, likely, of_one_family, places, rule, verdict, weighed
WITH seen AS (
    SELECT profile_a, profile_b, round(bits, $places) AS weight, $levels, $likely AS likely,
           protected_l OR protected_r AS protected, birth_date_l AS birth_a, birth_date_r AS birth_b,
           first_seen_on_l AS seen_a, first_seen_on_r AS seen_b,
           undivided_l AS undivided_a, undivided_r AS undivided_b,
           CAST(contains(near_names_l, '|' || first_name_r || '|')
               OR contains(near_names_r, '|' || first_name_l || '|') AS INT) AS known_form,
           abs(length(first_name_l) - length(first_name_r)) AS longer_by,
           CAST(first_name_l IN ($before) OR first_name_r IN ($before) AS INT) AS half_named,
           CAST(first_name_l IN (SELECT name FROM usual_forename) AND first_name_r IN (SELECT name FROM usual_forename)
               AS INT) AS usual_forename,
           CAST(last_name_l IN (SELECT name FROM listed_surname) OR last_name_r IN (SELECT name FROM listed_surname)
               AS INT) AS surname_known,
           CAST(last_name_l IN (SELECT name FROM only_surname) AND last_name_r IN (SELECT name FROM only_surname)
               AS INT) AS surnames_alone,
           CAST(first_name_l IN (SELECT name FROM listed_surname) OR first_name_r IN (SELECT name FROM listed_surname)
               AS INT) AS surname_too,
           CAST(NOT list_has_all(string_split(near_words_r, '|'), string_split(name_words_l, '|'))
               AND NOT list_has_all(string_split(near_words_l, '|'), string_split(name_words_r, '|'))
               AND NOT (first_name_l <> last_name_r AND contains(near_names_l, '|' || last_name_r || '|'))
               AND NOT (first_name_r <> last_name_l AND contains(near_names_r, '|' || last_name_l || '|')) AS INT)
               AS words_differ,
           CAST(first_name_l IN (SELECT name FROM every_forename) AS INT) AS listed_a,
           CAST(first_name_r IN (SELECT name FROM every_forename) AS INT) AS listed_b,
           CAST(last_name_l IN (SELECT name FROM every_forename) AS INT) AS surname_listed_a,
           CAST(last_name_r IN (SELECT name FROM every_forename) AS INT) AS surname_listed_b,
           CAST(starts_with(last_name_l, last_name_r) OR starts_with(last_name_r, last_name_l) AS INT)
               AS surname_goes_on
    FROM $weighed AS weighed WHERE ($likely) OR ($of_one_family)
),
ruled AS (SELECT *, $rule AS rule_id FROM seen)
SELECT profile_a, profile_b, weight, $levels, protected, likely, rule_id, $verdict AS verdict FROM ruled

-- step: judged_before
-- Pairs that an earlier run judged, as it judged them.
-- in: compared_before
-- out: rows
-- values: levels
SELECT profile_a, profile_b, weight, $levels, protected, rule_id, verdict, CAST(NULL AS VARCHAR) AS sure_of
FROM compared_before WHERE weight IS NOT NULL

-- step: judged
-- Pairs on which something is decided. `sure_of` is for the rules of uniqueness, which come later.
-- in: scored_pair
-- out: judged
SELECT * EXCLUDE (likely), CAST(NULL AS VARCHAR) AS sure_of FROM scored_pair WHERE likely

-- step: scored_bands
-- Judged pairs by verdict and band of weight.
-- in: judged
-- out: scored_bands
-- values: bits, first, last
SELECT verdict, CAST(greatest($first - $bits, least($last, floor(weight / $bits) * $bits)) AS INT) AS least,
       count(*) AS pairs
FROM judged GROUP BY ALL ORDER BY ALL
