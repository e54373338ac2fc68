"""Whose likenesses must be looked at on a day that goes on from another, and whom they may be like.

Whether two people are asked about by likeness depends on the two alone, with one exception: a record of which little is
known is asked about only where it is like few people. So whoever shares with a touched person what such a record is
known by is touched too.
"""

import re
from collections.abc import Sequence

from sightline.linkage.profiles import DETAILS
from sightline.linkage.questions.sparse_records import SparseMatchRule
from sightline.model.schema import COMPARED
from sightline.store import Engine
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)
WORKING = ("liked_person", "liked_profile", "like_pair", "touched_little", "like_person")


def find_touched_likeness(*, engine: Engine, likenesses: Sequence[SparseMatchRule]) -> None:
    """Make `liked_person`, whose likenesses may be others than before, `like_pair`, and `like_person`: all it takes.

    `like_pair` has the pairs of `judged` with one of them, and `like_person` besides those whom they may be like.
    """
    engine.make("liked_person", SQL.fill("liked_person"))
    touched = "person_id IN (SELECT person_id FROM liked_person)"
    keys = _list_keys(likenesses, f"(FROM profile JOIN person_of_profile USING (profile_id) WHERE {touched})")
    gone = _list_keys(likenesses, "gone_profile")
    little = "profile JOIN person_of_profile USING (profile_id) WHERE NOT sealed AND NOT comparable"
    engine.make("touched_little", f"{keys} UNION {gone}")
    others = _list_people(likenesses, f"(FROM {little})")
    # Of a profile that is gone the names may not be kept (`protection`): then nobody can tell whom it was like.
    nameless = "(SELECT count(*) FROM unnamed_profile) > 0"
    engine.make("liked_person", f"FROM liked_person UNION {others} UNION SELECT person_id FROM {little} AND {nameless}")
    engine.make("touched_little", _list_keys(likenesses, f"(FROM {little} AND {touched})"))
    engine.make("liked_profile", SQL.fill("liked_profile"))
    engine.make("like_pair", SQL.fill("like_pair"))
    known = "(FROM profile JOIN person_of_profile USING (profile_id) WHERE comparable)"
    engine.make("like_person", f"{SQL.fill('like_person')} UNION {_list_people(likenesses, known)}")


def keep_likenesses(*, found_again: Sequence[str]) -> str:
    """SQL: the likenesses of the earlier snapshot of two whom nothing touched, without those of rules `found_again`."""
    return SQL.fill("kept_likeness", found_again=found_again)


def _list_keys(likenesses: Sequence[SparseMatchRule], profiles: str) -> str:
    """SQL: what each profile could be known by."""
    return " UNION ".join(f"SELECT {_key(*one)} AS key FROM {profiles}" for one in enumerate(likenesses))


def _list_people(likenesses: Sequence[SparseMatchRule], profiles: str) -> str:
    """SQL: the people with a profile that has a key of `touched_little`."""
    return " UNION ".join(
        f"SELECT person_id FROM {profiles} WHERE {_key(*one)} IN (FROM touched_little)" for one in enumerate(likenesses)
    )


def _key(place: int, likeness: SparseMatchRule) -> str:
    """SQL: a hash of what must agree, as far as it is kept of a profile that is gone; missing where a part is."""
    gone = {*DETAILS} - {*COMPARED.column_names}
    parts = [part for part in likeness.agree_on if not gone & set(re.findall(r"\w+", part))]
    given = " AND ".join(f"({part}) IS NOT NULL" for part in parts) or "true"
    return f"CASE WHEN {given} THEN hash({', '.join((str(place), *parts))}) END"
