-- step: profile_seen
-- Each profile, its person, and a hash of what uniqueness reads of its records beside its details: what stands in the row
-- and in the record, too.
-- in: profile_mention, mention, person_mention, thing_mention, thing, member
-- out: profile_seen
WITH of_record AS (
    SELECT record_id, bit_xor(hash(mention_id, slot, entity_kind)) AS mentions,
           bool_or(list_contains(markings, $handling_marking_sealed_identity)) AS sealed
    FROM mention GROUP BY record_id
),
of_row AS (
    SELECT m.row_id, bit_xor(hash(k.mention_id, k.thing_id, k.same_by_value, t.protected)) AS things
    FROM thing_mention k JOIN mention m USING (mention_id) JOIN thing t ON t.thing_id = k.thing_id GROUP BY m.row_id
),
seen AS (
    SELECT p.profile_id,
           bit_xor(hash(m.mention_id, m.batch, m.record_id, m.row_id, m.slot, m.source_role, m.agency, m.organisation,
                        m.restricted, m.occurred_on, n.protected, r.mentions, r.sealed, w.things)) AS seen
    FROM profile_mention p JOIN mention m USING (mention_id) JOIN person_mention n USING (mention_id)
    JOIN of_record r ON r.record_id = m.record_id LEFT JOIN of_row w ON w.row_id = m.row_id
    WHERE NOT n.sealed GROUP BY p.profile_id
)
SELECT s.profile_id, coalesce(m.root_id, s.profile_id) AS root_id, CAST(s.seen >> 1 AS BIGINT) AS seen
FROM seen s LEFT JOIN member m USING (profile_id)

-- step: key_of_mention
-- What a mention may have in common with many: telephone, home, the words of a home, and things in its row.
-- in: person_mention, mention, thing_mention
-- out: key_of_mention
-- values: within
SELECT key, mention_id FROM (
    SELECT unnest([
        'own ' || n.phone, 'own ' || n.postcode || n.house, 'own words ' || left(right(n.address_words, 26), 13)
    ]) AS key, n.mention_id
    FROM person_mention n
    UNION ALL
    SELECT 'thing ' || k.thing_id, m.mention_id
    FROM thing_mention k JOIN mention thing ON thing.mention_id = k.mention_id
    JOIN mention m ON m.row_id = thing.row_id AND m.entity_kind = $entity_kind_person
) WHERE key IS NOT NULL AND $within

-- step: busy_now
-- Of these, the keys of many: of a telephone, a home or a thing the names count, of a home's words the people of open
-- records.
-- in: key_of_mention, mention, person_mention, profile_mention, profile_seen
-- out: busy_now
-- values: many_names, many_people
SELECT k.key FROM key_of_mention k
JOIN person_mention n USING (mention_id) JOIN mention m USING (mention_id) JOIN profile_mention p USING (mention_id)
LEFT JOIN profile_seen s ON s.profile_id = p.profile_id
GROUP BY k.key
HAVING CASE WHEN starts_with(k.key, 'own words ')
    THEN count(DISTINCT coalesce(s.root_id, p.profile_id)) FILTER (NOT m.restricted) > $many_people
    ELSE count(DISTINCT concat_ws(' ', n.first_name, n.last_name)) FILTER (NOT n.sealed) > $many_names END

-- step: changed_profile
-- Profiles that are new, whose records say something else, that changed their person, of which a pair is compared or no
-- longer is, or of which somebody gave or took back an answer.
-- in: profile_seen, known_profile, first_person, changed_pair, changed_answer, profile_mention
-- out: changed_profile
WITH before AS (
    SELECT k.profile_id, f.seen, r.profile_id AS root_id
    FROM known_profile k JOIN first_person f ON f.profile_id = k.before
    LEFT JOIN known_profile r ON r.before = f.root_id
)
SELECT n.profile_id FROM profile_seen n LEFT JOIN before b USING (profile_id)
WHERE b.seen IS DISTINCT FROM n.seen OR b.root_id IS DISTINCT FROM n.root_id
UNION SELECT profile_id FROM changed_pair
UNION SELECT profile_id FROM profile_mention SEMI JOIN changed_answer USING (mention_id)

-- step: touched_root
-- The people of those, and whoever was of one person with one of them or with a profile that is gone.
-- in: profile_seen, changed_profile, known_profile, first_person
-- out: touched_root
WITH same AS (SELECT * FROM known_profile ANTI JOIN changed_profile USING (profile_id)),
broken AS (
    SELECT DISTINCT f.root_id FROM first_person f ANTI JOIN same ON same.before = f.profile_id
)
SELECT root_id FROM profile_seen SEMI JOIN changed_profile USING (profile_id)
UNION
SELECT n.root_id FROM first_person f SEMI JOIN broken USING (root_id)
JOIN known_profile k ON k.before = f.profile_id JOIN profile_seen n ON n.profile_id = k.profile_id

-- step: name_of_profile
-- The whole name of each profile, in either order, and its person.
-- in: profile, profile_seen
-- out: name_of_profile
SELECT p.profile_id, s.root_id, least(p.first_name, p.last_name) || ' ' || greatest(p.first_name, p.last_name) AS name,
       p.first_name, p.last_name, p.near_names, p.companions
FROM profile p JOIN profile_seen s USING (profile_id) WHERE coalesce(p.first_name, p.last_name) IS NOT NULL

-- step: changed_form
-- Names of people that are touched, as they are now, and of profiles that are gone.
-- in: name_of_profile, touched_root, gone_profile
-- out: changed_form
SELECT DISTINCT name, first_name, last_name, near_names FROM name_of_profile SEMI JOIN touched_root USING (root_id)
UNION
SELECT DISTINCT least(first_name, last_name) || ' ' || greatest(first_name, last_name), first_name, last_name,
       near_names
FROM gone_profile WHERE coalesce(first_name, last_name) IS NOT NULL

-- step: touched_key
-- Telephones, homes and things on records of touched people, of profiles that are gone, and in touched rows; and things
-- that a row names or named otherwise.
-- in: profile, profile_seen, touched_root, gone_profile, profile_mention, mention, person_mention, thing_mention,
-- in: touched_row, resolved
-- out: touched_key
WITH here AS (
    SELECT p.* FROM profile p JOIN profile_seen USING (profile_id) SEMI JOIN touched_root USING (root_id)
),
own AS (
    SELECT phone, postcode, house, address_words FROM here
    UNION ALL SELECT phone, postcode, house, address_words FROM gone_profile
    UNION ALL SELECT n.phone, n.postcode, n.house, n.address_words
    FROM person_mention n JOIN mention m USING (mention_id) SEMI JOIN touched_row USING (row_id)
),
own_key AS (
    SELECT unnest([
        'own ' || phone, 'own ' || postcode || house, 'own words ' || left(right(address_words, 26), 13)
    ]) AS key FROM own
),
changed_row AS (
    SELECT m.row_id FROM here JOIN profile_mention USING (profile_id) JOIN mention m USING (mention_id)
    UNION SELECT row_id FROM touched_row
)
SELECT key FROM own_key
UNION
SELECT 'thing ' || k.thing_id
FROM thing_mention k JOIN mention m USING (mention_id) SEMI JOIN changed_row USING (row_id)
UNION
SELECT 'thing ' || unnest([r.thing_id, k.thing_id])
FROM (FROM resolved WHERE thing_id IS NOT NULL) r FULL JOIN thing_mention k USING (mention_id)
WHERE k.thing_id IS DISTINCT FROM r.thing_id

-- step: changed_sealed
-- Whether a record of a sealed identity is gone or touched: by what it was counted nobody keeps.
-- in: resolved, compared, mention, touched_row
-- out: rows
SELECT 1 FROM resolved r ANTI JOIN compared c USING (mention_id) LEFT JOIN mention m USING (mention_id)
WHERE r.person_id IS NOT NULL AND (m.mention_id IS NULL OR m.row_id IN (SELECT row_id FROM touched_row)) LIMIT 1

-- step: touched_name
-- Names that the day can have changed: those of touched people; names written like them; names in the record of a touched
-- child; names of children of whose parent a touched child is too; and names beside a key that many have now and had not,
-- or the other way round.
-- in: changed_form, name_of_profile, profile_mention, mention, profile_seen, touched_root, touched_key, busy_key, busy_now,
-- in: key_of_mention, gone_profile
-- out: touched_name
-- values: nearly
WITH family AS (
    SELECT DISTINCT name, first_name, last_name, near_names FROM name_of_profile
    WHERE last_name IN (SELECT last_name FROM changed_form)
),
record AS (
    SELECT DISTINCT m.record_id
    FROM mention m JOIN profile_mention USING (mention_id) JOIN profile_seen USING (profile_id)
    SEMI JOIN touched_root USING (root_id) WHERE m.slot = 'subject'
),
parent AS (
    SELECT DISTINCT unnest(string_split(companions, '|')) AS parent FROM (
        SELECT companions FROM name_of_profile SEMI JOIN touched_root USING (root_id)
        UNION ALL SELECT companions FROM gone_profile
    )
),
crossed AS (
    SELECT key FROM touched_key SEMI JOIN busy_now USING (key) ANTI JOIN busy_key USING (key)
    UNION SELECT key FROM touched_key SEMI JOIN busy_key USING (key) ANTI JOIN busy_now USING (key)
),
beside AS (
    SELECT mention_id FROM mention SEMI JOIN record USING (record_id)
    UNION SELECT mention_id FROM key_of_mention SEMI JOIN crossed USING (key)
)
SELECT name FROM changed_form WHERE name IS NOT NULL
UNION
SELECT w.name FROM family w JOIN changed_form f
    ON f.last_name = w.last_name AND left(f.first_name, 1) = left(w.first_name, 1) AND f.name <> w.name
WHERE $nearly
UNION
SELECT w.name FROM (
    SELECT name, last_name, unnest(string_split(trim(near_names, '|'), '|')) AS near FROM family
) w JOIN changed_form f ON f.last_name = w.last_name AND f.first_name = w.near AND f.name <> w.name
UNION
SELECT name FROM (
    SELECT name, unnest(string_split(companions, '|')) AS parent FROM name_of_profile WHERE companions IS NOT NULL
) SEMI JOIN parent USING (parent) WHERE name IS NOT NULL
UNION
SELECT n.name FROM name_of_profile n JOIN profile_mention USING (profile_id) SEMI JOIN beside USING (mention_id)
WHERE n.name IS NOT NULL

-- step: part_name
-- The names to look at: those, and whatever else their bearers are called.
-- in: name_of_profile, touched_name
-- out: part_name
SELECT DISTINCT name FROM name_of_profile
WHERE name IS NOT NULL
  AND root_id IN (SELECT root_id FROM name_of_profile SEMI JOIN touched_name USING (name))

-- step: part_person
-- The people who bear these names, all who may be called alike, and all beside whom one of the same parents is named.
-- in: name_of_profile, part_name, profile
-- out: part_person
WITH wanted AS (
    SELECT DISTINCT first_name, last_name, near_names FROM name_of_profile SEMI JOIN part_name USING (name)
),
near AS (
    SELECT DISTINCT last_name, unnest(string_split(trim(near_names, '|'), '|')) AS first_name FROM wanted
),
parent AS (
    SELECT DISTINCT unnest(string_split(companions, '|')) AS parent
    FROM name_of_profile SEMI JOIN part_name USING (name)
),
found AS (
    SELECT root_id FROM name_of_profile SEMI JOIN part_name USING (name)
    UNION
    SELECT root_id FROM (
        SELECT root_id, unnest(string_split(companions, '|')) AS parent FROM name_of_profile
        WHERE companions IS NOT NULL
    ) SEMI JOIN parent USING (parent)
    UNION
    SELECT root_id FROM name_of_profile n SEMI JOIN wanted w
        ON w.last_name = n.last_name AND left(w.first_name, 1) = left(n.first_name, 1)
    UNION SELECT root_id FROM name_of_profile SEMI JOIN near USING (last_name, first_name)
)
SELECT r.stands_for AS person_id FROM found JOIN profile r ON r.profile_id = found.root_id

-- step: kept_join
-- Joins of the earlier snapshot, by the numbers that their profiles have now.
-- in: sure_join, known_profile
-- out: kept_join
SELECT a.profile_id AS profile_a, b.profile_id AS profile_b, j.rule_id, j.held
FROM sure_join j JOIN known_profile a ON a.before = j.profile_a JOIN known_profile b ON b.before = j.profile_b

-- step: found_join
-- Joins and held ones that this run found.
-- in: sure_pair, held_parent
-- out: found_join
-- values: parent
SELECT profile_a, profile_b, rule_id, false AS held FROM sure_pair
UNION ALL SELECT profile_a, profile_b, $parent, true FROM held_parent

-- step: of_touched_name
-- The pairs of which the two people share a touched name.
-- in: kept_join, found_join, profile_seen, name_of_profile, touched_name
-- out: of_touched_name
WITH pair AS (SELECT profile_a, profile_b FROM kept_join UNION SELECT profile_a, profile_b FROM found_join)
SELECT DISTINCT j.profile_a, j.profile_b FROM pair j
JOIN profile_seen a ON a.profile_id = j.profile_a JOIN profile_seen b ON b.profile_id = j.profile_b
JOIN name_of_profile x ON x.root_id = a.root_id JOIN name_of_profile y ON y.root_id = b.root_id AND y.name = x.name
SEMI JOIN touched_name t ON t.name = x.name

-- step: every_join
-- What this run found of touched names, and what stood of the others.
-- in: kept_join, found_join, of_touched_name
-- out: found_join
FROM found_join SEMI JOIN of_touched_name USING (profile_a, profile_b)
UNION ALL FROM kept_join ANTI JOIN of_touched_name USING (profile_a, profile_b)
