"""Whom somebody doubted to be one person, and the joins that would bring them together all the same, through others."""

from typing import TypedDict

import pyarrow as pa

from sightline.linkage.conflicts import group_ties
from sightline.model.judgements import PairAnswer
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

# Two people of whom somebody said that they are two, or that one cannot tell: no rule then says that it is sure.
DOUBTED = f"""
SELECT DISTINCT least(a.person_id, b.person_id) AS person_a, greatest(a.person_id, b.person_id) AS person_b
FROM in_force i JOIN person_of a ON a.mention_id = i.mention_id_a JOIN person_of b ON b.mention_id = i.mention_id_b
WHERE i.answer IN ('{PairAnswer.CANNOT_TELL}', '{PairAnswer.NOT_SAME}') AND a.person_id <> b.person_id
"""


class DoubtedRow(TypedDict):
    """Two people of whom somebody doubted that they are one."""

    person_a: str
    person_b: str


class SurePairRow(DoubtedRow):
    """Two profiles that a rule would join, and their people."""

    profile_a: int
    profile_b: int


def find_doubted(*, engine: Engine) -> None:
    """Make `doubted` from the answers in force and `person_of`."""
    engine.make("doubted", DOUBTED)


def leave_out_doubted(*, engine: Engine, pairs: str) -> None:
    """Take from the table `pairs` what would bring two doubted people together, also through a third."""
    doubted = read_rows(engine, DoubtedRow, "SELECT * FROM doubted ORDER BY ALL")
    if not doubted:
        return
    joins = read_rows(
        engine,
        SurePairRow,
        f"""SELECT s.profile_a, s.profile_b, a.person_id AS person_a, b.person_id AS person_b FROM (
            SELECT profile_a, profile_b FROM {pairs}
            UNION SELECT profile_a, profile_b FROM judged WHERE sure_of IS NOT NULL
        ) s JOIN person_of_profile a ON a.profile_id = s.profile_a
        JOIN person_of_profile b ON b.profile_id = s.profile_b ORDER BY ALL""",
    )
    numbers: dict[str, int] = {}
    people = group_ties([])
    for join in joins:
        people.join(*(numbers.setdefault(join[side], len(numbers)) for side in ("person_a", "person_b")))
    whole = {person: people.find(number) for person, number in numbers.items()}
    torn = {
        whole[pair["person_a"]]
        for pair in doubted
        if pair["person_a"] in whole and whole[pair["person_a"]] == whole.get(pair["person_b"])
    }
    held = [join for join in joins if whole[join["person_a"]] in torn]
    columns = {side: pa.array([join[side] for join in held], pa.int64()) for side in ("profile_a", "profile_b")}
    engine.load("left_out_pair", pa.table(columns))
    engine.make(pairs, f"SELECT * FROM {pairs} ANTI JOIN left_out_pair USING (profile_a, profile_b)")
