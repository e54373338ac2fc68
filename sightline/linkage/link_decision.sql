-- step: seen_pair
-- Each weighed pair with what the rules look at beside its levels: dates, names in one cell, names that go on.
-- in: weighed, profile, every_forename
-- out: seen_pair
SELECT w.*, a.birth_date AS birth_a, b.birth_date AS birth_b, a.first_seen_on AS seen_a, b.first_seen_on AS seen_b,
       a.protected OR b.protected AS protected,
       a.undivided AS undivided_a, b.undivided AS undivided_b,
       CAST(contains(a.near_names, '|' || b.first_name || '|')
           OR contains(b.near_names, '|' || a.first_name || '|') AS INT) AS known_form,
       abs(length(a.first_name) - length(b.first_name)) AS longer_by,
       CAST(a.first_name IN (SELECT name FROM every_forename) AS INT) AS listed_a,
       CAST(b.first_name IN (SELECT name FROM every_forename) AS INT) AS listed_b,
       CAST(a.last_name IN (SELECT name FROM every_forename) AS INT) AS surname_listed_a,
       CAST(b.last_name IN (SELECT name FROM every_forename) AS INT) AS surname_listed_b,
       CAST(starts_with(a.last_name, b.last_name) OR starts_with(b.last_name, a.last_name) AS INT) AS surname_goes_on
FROM weighed w JOIN profile a ON a.profile_id = w.profile_a JOIN profile b ON b.profile_id = w.profile_b

-- step: scored_bands
-- Judged pairs by verdict and band of weight.
-- in: judged
-- out: scored_bands
-- values: bits, first, last
SELECT verdict, CAST(greatest($first - $bits, least($last, floor(weight / $bits) * $bits)) AS INT) AS least,
       count(*) AS pairs
FROM judged GROUP BY ALL ORDER BY ALL
