"""Brings people's answers to profiles, and says what became of each.

An answer names mentions, and a mention may be gone, sealed since, or have the very same details as the other. "Not the
same" then takes the younger one out of their common profile.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.conflicts import ProfileBar, ProfileTie
from sightline.linkage.judged_clusters import JudgedClusters
from sightline.model.judgements import Became, Judgement, PairAnswer
from sightline.model.schema import JUDGEMENT
from sightline.store import Engine
from sightline.store.engine import arrow_schema
from sightline.store.sql.rows import read_rows

IN_FORCE = {
    "sequence": pa.int64(), "mention_id_a": pa.string(), "mention_id_b": pa.string(), "answer": pa.string(),
    "said_by": pa.string(), "said_on": pa.date32(), "because": pa.string(),
}  # fmt: skip
RULE = "person"


@dataclass(frozen=True, slots=True)
class PlacedAnswers:
    """Answers at the profiles that their mentions are of, and those that cannot be followed, with why."""

    ties: tuple[ProfileTie, ...]
    bars: tuple[ProfileBar, ...]
    not_followed: dict[int, Became]


def load_judgements(*, engine: Engine, judgements: Sequence[Judgement]) -> None:
    """Make `in_force`: one line an answer."""
    rows = [
        (one.sequence, one.mention_id_a, one.mention_id_b, str(one.answer), one.by, one.on, one.in_words)
        for one in judgements
    ]
    columns = zip(*rows, strict=True) if rows else [()] * len(IN_FORCE)
    arrays = [pa.array(column, kind) for column, kind in zip(columns, IN_FORCE.values(), strict=True)]
    engine.load("in_force", pa.table(arrays, names=list(IN_FORCE)))


def tell_apart(*, engine: Engine) -> None:
    """Give the younger of two mentions that are not of one person details of its own in `mention_group`."""
    if engine.query(f"SELECT 1 FROM in_force WHERE answer = '{PairAnswer.NOT_SAME}' LIMIT 1").num_rows:
        engine.make("said_different", SAID_DIFFERENT)
        engine.make(
            "mention_group",
            """SELECT * REPLACE (CASE WHEN mention_id IN (SELECT mention_id FROM said_different) THEN mention_id
               ELSE details END AS details) FROM mention_group""",
        )


SAID_DIFFERENT = f"""
SELECT CASE WHEN (a.batch, a.mention_id) < (b.batch, b.mention_id) THEN b.mention_id ELSE a.mention_id END AS mention_id
FROM in_force j JOIN mention_group a ON a.mention_id = j.mention_id_a
JOIN mention_group b ON b.mention_id = j.mention_id_b
WHERE j.answer = '{PairAnswer.NOT_SAME}' AND a.details = b.details
"""

PLACED = """
SELECT j.sequence, j.answer, j.because, a.profile_id AS a, b.profile_id AS b,
       coalesce(pa.sealed OR pb.sealed, false) AS sealed
FROM in_force j
LEFT JOIN profile_mention a ON a.mention_id = j.mention_id_a
LEFT JOIN profile_mention b ON b.mention_id = j.mention_id_b
LEFT JOIN profile pa ON pa.profile_id = a.profile_id LEFT JOIN profile pb ON pb.profile_id = b.profile_id
ORDER BY j.sequence
"""


class PlacedRow(TypedDict):
    """An answer in force, and the profiles of its two mentions where they are there."""

    sequence: int
    answer: str
    because: str
    a: int | None
    b: int | None
    sealed: bool


def place_judgements(*, engine: Engine) -> PlacedAnswers:
    """The answers in force, at profiles. Nothing is done about a mention that is not there or is sealed."""
    ties, bars, not_followed = [], [], {}
    for row in read_rows(engine, PlacedRow, PLACED):
        if row["a"] is None or row["b"] is None:
            not_followed[row["sequence"]] = Became.NOT_HERE
        elif row["sealed"]:
            not_followed[row["sequence"]] = Became.SEALED
        elif row["answer"] == PairAnswer.SAME:
            ties.append(ProfileTie(row["sequence"], row["a"], row["b"], row["because"]))
        elif row["answer"] == PairAnswer.NOT_SAME:
            bars.append(ProfileBar(row["a"], row["b"], row["because"]))
    return PlacedAnswers(tuple(ties), tuple(bars), not_followed)


def write_judgements(
    *, engine: Engine, judgements: Sequence[Judgement], placed: PlacedAnswers, obeyed: JudgedClusters
) -> None:
    """Write `judgement`, and make `said_same` (the ties made) and `in_conflict` (those that were not, and why)."""
    became = {one.sequence: _became(one, placed, obeyed) for one in judgements}
    rows = [
        (one.sequence, one.mention_id_a, one.mention_id_b, str(one.answer), one.by, one.on, str(became[one.sequence]))
        for one in judgements
    ]
    schema = arrow_schema(JUDGEMENT)
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    engine.write(
        JUDGEMENT, pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
    )
    against = {
        "sequence": pa.array(list(obeyed.conflicts), pa.int64()),
        "against": pa.array(["; ".join(said) for said in obeyed.conflicts.values()], pa.string()),
    }
    engine.load("against", pa.table(against))
    engine.make("in_conflict", "SELECT * FROM in_force JOIN against USING (sequence)")
    engine.make(
        "said_same",
        f"""SELECT i.* FROM in_force i JOIN judgement j USING (sequence)
            WHERE i.answer = '{PairAnswer.SAME}' AND j.became = '{Became.JOINED}'""",
    )


def _became(one: Judgement, placed: PlacedAnswers, obeyed: JudgedClusters) -> Became:
    if one.sequence in placed.not_followed:
        return placed.not_followed[one.sequence]
    if one.sequence in obeyed.conflicts:
        return Became.CONFLICT
    return {PairAnswer.SAME: Became.JOINED, PairAnswer.NOT_SAME: Became.APART}.get(one.answer, Became.ASKED_AGAIN)
