"""Brings mentions with the very same details in one source system together as one profile.

A profile is not a person. It saves comparing the same row a hundred times. A mention that says too little (a bare
forename) is a profile of its own, because equal words are not an equal person.
"""

from collections.abc import Sequence

import pyarrow as pa

from sightline.linkage.judgements import load_judgements, tell_apart
from sightline.linkage.normal_forms.touched_profiles import find_touched_mentions, number_profiles
from sightline.linkage.relatives import find_relatives
from sightline.linkage.settings import Settings
from sightline.model.judgements import Judgement
from sightline.store import Engine

DETAILS = (
    "agency", "organisation", "local_id_kind", "local_id", "first_name", "last_name", "given_names",
    "last_names", "near_names", "undivided", "name_words", "near_words", "further_names", "birth_date", "born_first",
    "born_last", "sex", "nhs_number", "upn", "postcode", "house", "address_words", "phone",
)  # fmt: skip
NUMBERS = {"nhs_number": "nhs_number", "upn": "upn", "local_id": "local_id_kind || ' ' || local_id"}
# A number, or a whole name with a birth date: with less, equal words do not make an equal person.
ENOUGH = """NOT sealed AND (nhs_number IS NOT NULL OR upn IS NOT NULL OR local_id IS NOT NULL
    OR (first_name IS NOT NULL AND last_name IS NOT NULL AND birth_date IS NOT NULL))"""


def build_profiles(
    *, engine: Engine, settings: Settings, judgements: Sequence[Judgement] = (), goes_on: bool = False
) -> int:
    """Make `profile` (one line a profile) and `profile_mention`; the number of identifiers set aside.

    A run that `goes_on` has `fresh_mention`. It groups anew only mentions that the day touches.
    """
    load_judgements(engine=engine, judgements=judgements)
    set_aside = _set_numbers_aside(engine, settings, goes_on=goes_on)
    if goes_on:
        find_touched_mentions(engine=engine, enough=ENOUGH)
    engine.make("mention_group", MENTION_GROUP + " SEMI JOIN touched_mention USING (mention_id)" * goes_on)
    tell_apart(engine=engine)
    if goes_on:
        number_profiles(engine=engine)
    else:
        engine.make("profile_mention", PROFILE_MENTION)
    find_relatives(engine=engine, settings=settings, goes_on=goes_on)
    engine.make("profile", PROFILE)
    engine.make("relative_of_profile", "SELECT NULL AS nothing LIMIT 0")
    return set_aside


def _set_numbers_aside(engine: Engine, settings: Settings, *, goes_on: bool) -> int:
    """Take away identifiers that many clearly different people carry: other forenames and other birth dates.

    One that many carried has no form in what is kept. So on a day that `goes_on` only those of `fresh_mention` count.
    It makes `aside_mention`, the mentions that lose one.
    """
    many = settings.many_people
    for column, value in NUMBERS.items():
        of_day = f"AND {value} IN (SELECT {value} FROM person_mention SEMI JOIN fresh_mention USING (mention_id))"
        engine.make(
            f"{column}_of_many",
            f"""SELECT {value} AS of_many FROM person_mention WHERE {column} IS NOT NULL AND NOT sealed
                {of_day if goes_on else ""}
                GROUP BY of_many
                HAVING count(DISTINCT first_name) >= {many} AND count(DISTINCT birth_date) >= {many}""",
        )
    counts = " + ".join(f"(SELECT count(*) FROM {column}_of_many)" for column in NUMBERS)
    set_aside = _number(engine.query(f"SELECT {counts}"))
    if goes_on:
        lost = " OR ".join(f"{value} IN (SELECT of_many FROM {column}_of_many)" for column, value in NUMBERS.items())
        engine.make("aside_mention", f"SELECT mention_id FROM person_mention WHERE {lost if set_aside else 'false'}")
    if set_aside:
        kept = ", ".join(
            f"CASE WHEN {value} NOT IN (SELECT of_many FROM {column}_of_many) THEN {column} END AS {column}"
            for column, value in NUMBERS.items()
        )
        engine.make("person_mention", f"SELECT * REPLACE ({kept}) FROM person_mention")
    return set_aside


MENTION_GROUP = f"""
SELECT mention_id, batch, CASE WHEN {ENOUGH} THEN md5(CAST(({", ".join(DETAILS)}) AS VARCHAR))
       ELSE mention_id END AS details
FROM person_mention
"""

# The oldest mention stands for the profile; profiles are numbered by age, so that ties fall the same way every time.
PROFILE_MENTION = """
WITH named AS (
    SELECT mention_id, batch, details, first_value(mention_id) OVER oldest AS stands_for,
           first_value(batch) OVER oldest AS first_batch
    FROM mention_group WINDOW oldest AS (PARTITION BY details ORDER BY batch, mention_id)
)
SELECT mention_id, batch, stands_for,
       CAST(dense_rank() OVER (ORDER BY first_batch, stands_for) AS BIGINT) AS profile_id
FROM named
"""

PROFILE = f"""
WITH seen AS (
    SELECT p.profile_id, any_value(p.stands_for) AS stands_for, min(m.occurred_on) AS first_seen_on,
           bool_or(m.protected) AS protected
    FROM profile_mention p JOIN person_mention m USING (mention_id) GROUP BY p.profile_id
)
SELECT s.profile_id, s.stands_for, s.first_seen_on, s.protected, m.sealed,
       {", ".join(f"m.{column}" for column in DETAILS)},
       NOT m.sealed AND m.first_name IS NOT NULL AND m.birth_date IS NOT NULL AS comparable, r.parents, r.companions
FROM seen s JOIN person_mention m ON m.mention_id = s.stands_for LEFT JOIN relative_of_profile r USING (profile_id)
ORDER BY profile_id
"""


def _number(rows: pa.Table) -> int:
    return int(rows.column(0)[0].as_py())
