"""Finds whom a record without a forename or a birth date may be of, so that somebody can be asked. It joins nobody.

These pairs are looked for among *people*, after everybody else is joined. A record that a number has brought to
somebody needs no asking, and one that resembles many people tells nobody anything.
"""

import re
from collections.abc import Sequence

from sightline.linkage.profiles import DETAILS
from sightline.linkage.scores import BY_NUMBER, find_level, list_compared, predict
from sightline.linkage.settings import Settings
from sightline.rulebook.schema import Positive, Written
from sightline.store import Engine
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)
NO_FORENAME, NO_BIRTH_DATE = "no_forename", "no_birth_date"
WORKING = ("standing", "reached", "weighed_little")


class SparseMatchRule(Written, frozen=True):
    """What such a record must agree on with a known person, and how much it takes. See rules/linkage/questions.toml.

    `alike` are comparisons of the model (forename, surname) in which the two must be known and not differ.
    """

    id: str
    agree_on: tuple[str, ...]
    least_bits: float
    most_people: Positive
    alike: tuple[str, ...] = ()


def find_little(
    *, engine: Engine, settings: Settings, likenesses: Sequence[SparseMatchRule], in_part: bool = False
) -> None:
    """Make `resembling_little` from `side` and `profile`: pairs as in `judged`, with both people and a rule.

    `in_part`, of records of `liked_person` alone.
    """
    of = "NOT known AND person_id IN (SELECT person_id FROM liked_person)" if in_part else "NOT known"
    words = set(re.findall(r"\w+", " ".join(part for one in likenesses for part in one.agree_on)))
    columns = ", ".join(f"p.{name}" for name in (*ALWAYS, *(name for name in DETAILS if name in words - {*ALWAYS})))
    engine.make("standing", STANDING.format(columns=columns))
    engine.make("reached", " UNION ALL ".join(_pairs(*one, of) for one in enumerate(likenesses)))
    profiles = engine.query(f"""SELECT {", ".join(list_compared(settings))} FROM profile
        WHERE profile_id IN (SELECT little_id FROM reached UNION ALL SELECT known_id FROM reached)""")
    pairs = engine.query(f"""SELECT DISTINCT '{BY_NUMBER}' AS match_key, little_id AS join_key_l,
        known_id AS join_key_r FROM reached ORDER BY ALL""")
    engine.load("weighed_little", predict(profiles=profiles, pairs=pairs, settings=settings))
    alike = _say_alike(settings, likenesses)
    little = SQL.fill(
        "resembling_little",
        alike=alike,
        shift=settings.prior_shift,
        no_forename=NO_FORENAME,
        no_birth_date=NO_BIRTH_DATE,
    )
    engine.make("resembling_little", little)
    for name in WORKING:
        engine.make(name, "SELECT NULL AS nothing LIMIT 0")


# A person is known by any profile with a forename and a birth date; of whoever has none little is known.
ALWAYS = ("profile_id", "comparable", "protected", "first_name", "first_seen_on", "birth_date")
STANDING = """
WITH known AS (SELECT DISTINCT s.person_id FROM side s JOIN profile p USING (profile_id) WHERE p.comparable)
SELECT {columns}, s.person_id, s.restricted, s.nhs_number AS persons_number, k.person_id IS NOT NULL AS known
FROM side s JOIN profile p USING (profile_id) LEFT JOIN known k ON k.person_id = s.person_id
WHERE p.comparable OR k.person_id IS NULL
"""


def _pairs(place: int, likeness: SparseMatchRule, of: str) -> str:
    """SQL: each profile of which little is known with one of each person that it resembles, if they are few enough."""
    given = " AND ".join(f"({part}) IS NOT NULL" for part in likeness.agree_on)
    little = f"standing WHERE {of} AND {given}"
    agreed = f"hash({', '.join(likeness.agree_on)})"
    return f"""
    SELECT little.profile_id AS little_id, little.person_id AS little_person, known.profile_id AS known_id,
           {place} AS place, {likeness.least_bits} AS least_bits
    FROM (SELECT {agreed} AS agreed, profile_id, person_id FROM {little}) AS little
    JOIN (SELECT {agreed} AS agreed, person_id, arg_min(profile_id, (restricted, profile_id)) AS profile_id
          FROM standing WHERE comparable AND {given} AND {agreed} IN (SELECT {agreed} FROM {little})
          GROUP BY agreed, person_id
          QUALIFY count(*) OVER (PARTITION BY agreed) <= {likeness.most_people}) AS known USING (agreed)"""


def _say_alike(settings: Settings, likenesses: Sequence[SparseMatchRule]) -> Fragment:
    """SQL: what a rule says must be alike is so; of rules that say nothing it always holds."""
    cases = (
        f"WHEN {place} THEN " + " AND ".join(f"{name}_level > {_differs(settings, name)}" for name in one.alike)
        for place, one in enumerate(likenesses)
        if one.alike
    )
    return Fragment(f"CASE place {' '.join(cases)} ELSE true END" if any(one.alike for one in likenesses) else "true")


def _differs(settings: Settings, name: str) -> int:
    return find_level(settings.model, comparison=name, label=f"{name} different")
