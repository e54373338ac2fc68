"""Writes who is who: `resolved`, `person`, and a `link` with its reason in words for each join.

Links are not every pair that agrees. They are the ones that the cluster stands on, so that each mention of a person
with several is explained, and nothing is said twice.
"""

from sightline.linkage.judgements import RULE
from sightline.linkage.scores import word_levels
from sightline.linkage.settings import Settings
from sightline.model.nouns import DecidedBy
from sightline.model.schema import LINK, PERSON, RESOLVED
from sightline.store import Engine

HOME = "home"


def write_people(*, engine: Engine, settings: Settings) -> None:
    """Write the declared tables from `profile_mention`, `member`, `made`, `judged` and `thing_mention`."""
    engine.step("person_of", PERSON_OF)
    engine.write(
        RESOLVED,
        """SELECT mention_id, person_id, NULL AS thing_id FROM person_of
           UNION ALL SELECT mention_id, NULL, thing_id FROM thing_mention ORDER BY mention_id""",
    )
    engine.write(PERSON, PERSONS)
    engine.write(LINK, _links(settings))


# A person has the id of its oldest mention: of the oldest profile, which is the cluster's root.
PERSON_OF = """
SELECT p.mention_id, p.profile_id, r.stands_for AS person_id
FROM profile_mention p
LEFT JOIN member m ON m.profile_id = p.profile_id
JOIN profile r ON r.profile_id = coalesce(m.root_id, p.profile_id)
"""

PERSONS = """
WITH told AS (
    SELECT o.person_id, o.mention_id, m.* EXCLUDE (mention_id), n.nhs_number AS nhs_valid, n.upn AS upn_valid,
           n.birth_date AS birth_valid, n.local_id AS local_valid
    FROM person_of o JOIN mention m ON m.mention_id = o.mention_id JOIN person_mention n ON n.mention_id = o.mention_id
),
names AS (
    SELECT person_id, list(name ORDER BY times DESC, name) AS names
    FROM (SELECT person_id, name_as_written AS name, count(*) AS times FROM told
          WHERE name_as_written <> '' GROUP BY ALL)
    GROUP BY person_id
),
births AS (
    SELECT person_id, list(birth ORDER BY times DESC, birth) AS birth_dates
    FROM (SELECT person_id, birth_valid AS birth, count(*) AS times FROM told
          WHERE birth_valid IS NOT NULL GROUP BY ALL)
    GROUP BY person_id
),
identifiers AS (
    SELECT person_id, list(DISTINCT value ORDER BY value) AS identifiers FROM (
        SELECT person_id, 'nhs_number:' || nhs_valid AS value FROM told WHERE nhs_valid IS NOT NULL
        UNION ALL SELECT person_id, 'upn:' || upn_valid FROM told WHERE upn_valid IS NOT NULL
        UNION ALL SELECT person_id, local_id_kind || ':' || local_id FROM told WHERE local_valid IS NOT NULL
    ) GROUP BY person_id
),
seen AS (
    SELECT person_id, list(DISTINCT agency ORDER BY agency) AS agencies, min(occurred_on) AS first_seen_on,
           max(occurred_on) AS last_seen_on
    FROM told GROUP BY person_id
)
SELECT person_id, coalesce(names, []) AS names, coalesce(birth_dates, []) AS birth_dates,
       coalesce(identifiers, []) AS identifiers, agencies, first_seen_on, last_seen_on
FROM seen LEFT JOIN names USING (person_id) LEFT JOIN births USING (person_id) LEFT JOIN identifiers USING (person_id)
ORDER BY person_id
"""


def _links(settings: Settings) -> str:
    by_model = f"j.rule_id = '{settings.version}'"
    return f"""
    SELECT * FROM (
    SELECT least(a.stands_for, b.stands_for) AS mention_id_a, greatest(a.stands_for, b.stands_for) AS mention_id_b,
           CASE WHEN {by_model} THEN j.weight END AS weight,
           CASE WHEN {by_model} THEN '{DecidedBy.MODEL}' ELSE '{DecidedBy.RULE}' END AS decided_by,
           {say_levels(settings)} AS reason, j.rule_id AS rule_id
    FROM made JOIN judged j USING (profile_a, profile_b)
    JOIN profile a ON a.profile_id = profile_a JOIN profile b ON b.profile_id = profile_b
    UNION ALL
    SELECT least(mention_id, stands_for), greatest(mention_id, stands_for), NULL, '{DecidedBy.RULE}',
           'the same details in the same source system', 'same_details'
    FROM profile_mention WHERE mention_id <> stands_for
    ) ANTI JOIN said_same USING (mention_id_a, mention_id_b)
    UNION ALL
    SELECT mention_id_a, mention_id_b, NULL, '{DecidedBy.PERSON}', because, '{RULE}' FROM said_same
    ORDER BY mention_id_a, mention_id_b"""


def say_levels(settings: Settings) -> str:
    """SQL: what agrees and what does not, identifiers first. A protected address is not spoken of at all."""
    words = word_levels(settings.model)
    identifiers = [name for name in ("nhs_number", "upn", "agency_number") if name in words]
    order = identifiers + [name for name in words if name not in identifiers]
    return f"concat_ws('; ', {', '.join(_say_level(name, words[name]) for name in order)})"


def _say_level(name: str, words: dict[int, str]) -> str:
    levels = " ".join(f"WHEN {number} THEN '{said}'" for number, said in words.items())
    said = f"CASE {name}_level {levels} END"
    return f"CASE WHEN NOT j.protected THEN {said} END" if name == HOME else said
