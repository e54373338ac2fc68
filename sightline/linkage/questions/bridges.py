"""Asks about joins on which a whole person hangs: what stands on either side of the join, side by side.

Both sides are of one person, and stay so unless somebody answers that they are two. A side is the mentions that hang
together without the join, so an answer is given on what each half says by itself.
"""

from collections.abc import Sequence

import pyarrow as pa

from sightline.linkage.graphs import Edge, Graph, find_side
from sightline.model.judgements import PairAnswer
from sightline.store import Engine

BRIDGE, SPARSE = "bridge", "sparse"
HALF = pa.schema(
    [("profile_a", pa.int64()), ("profile_b", pa.int64()), ("profile_id", pa.int64()), ("of_a", pa.bool_())]
)


def load_halves(*, engine: Engine, name: str, joins: Sequence[Edge], graph: Graph) -> None:
    """Keep what stands on either side of each join as the working table `name`: one line a profile."""
    rows = [
        {"profile_a": a, "profile_b": b, "profile_id": profile, "of_a": here == a}
        for a, b in joins
        for here, there in ((a, b), (b, a))
        for profile in sorted(find_side(graph, here, there))
    ]
    engine.load(name, pa.Table.from_pylist(rows, HALF))


def find_halves(*, engine: Engine) -> None:
    """Make `half_mention`, `half_asked` and `half_size` from what `care` found, `side` and the answers in force."""
    engine.make("half", HALVES)
    engine.make("half_mention", HALF_MENTION)
    engine.make("half_asked", HALF_ASKED)
    engine.make("half_size", HALF_SIZE)


# One join is one question: as a bridge, where it is both.
HALVES = f"""
WITH found AS (
    SELECT *, '{BRIDGE}' AS rule_id FROM bridge_half
    UNION ALL SELECT *, '{SPARSE}' FROM sparse_half
    WHERE (profile_a, profile_b) NOT IN (SELECT (profile_a, profile_b) FROM bridge_half)
)
SELECT *, dense_rank() OVER (ORDER BY profile_a, profile_b) AS half_id FROM found
"""

# The sides are called as the ends are named in the question: a has the smaller mention id.
HALF_MENTION = """
SELECT h.half_id, m.mention_id, CASE WHEN h.of_a = (a.stands_for < b.stands_for) THEN 'a' ELSE 'b' END AS side
FROM half h JOIN profile_mention m USING (profile_id)
JOIN profile a ON a.profile_id = h.profile_a JOIN profile b ON b.profile_id = h.profile_b
"""

ANSWERED = """
SELECT a.half_id, i.answer FROM in_force i
JOIN half_mention a ON a.mention_id = i.mention_id_a JOIN half_mention b ON b.mention_id = i.mention_id_b
WHERE a.half_id = b.half_id AND a.side <> b.side
"""

# An answer between any mention of the one side and any of the other settles it, save that one cannot tell.
HALF_ASKED = f"""
WITH answer_across AS ({ANSWERED})
SELECT h.half_id, h.rule_id, h.profile_a, h.profile_b, least(a.stands_for, b.stands_for) AS mention_id_a,
       greatest(a.stands_for, b.stands_for) AS mention_id_b,
       h.half_id IN (SELECT half_id FROM answer_across) AS answered
FROM (SELECT DISTINCT half_id, rule_id, profile_a, profile_b FROM half) h
JOIN side a ON a.profile_id = h.profile_a JOIN side b ON b.profile_id = h.profile_b
WHERE h.half_id NOT IN (SELECT half_id FROM answer_across WHERE answer <> '{PairAnswer.CANNOT_TELL}')
"""

HALF_SIZE = """
SELECT half_id, min(records) AS records FROM (
    SELECT h.half_id, h.side, count(DISTINCT m.record_id) FILTER (NOT m.restricted) AS records
    FROM half_mention h JOIN mention m USING (mention_id) GROUP BY ALL
) GROUP BY half_id
"""
