"""Which pairs a model is learned from: those that agree on any one thing, and random ones.

A run compares fewer pairs, for its time. Here a pair is left out only where its rule would bring too many together.
"""

from collections.abc import Sequence

import pyarrow as pa

from sightline.linkage.candidates import choose_pairs
from sightline.linkage.scores import list_compared, pattern_sql, predict
from sightline.linkage.settings import BlockingRule, Settings
from sightline.linkage.training.expectation import NOT_SAME, SAME, Patterns, read_patterns
from sightline.linkage.training.rules import TrainingRules
from sightline.model.judgements import Judgement, PairAnswer
from sightline.store import Engine

PAIR = pa.schema([("profile_a", pa.int64()), ("profile_b", pa.int64())])


def choose_wide_pairs(*, engine: Engine, settings: Settings, rules: TrainingRules) -> tuple[str, ...]:
    """Make `wide_pair` (profile_a < profile_b): the candidates of a run and of the wide rules; the rules left out."""
    choose_pairs(engine=engine, settings=settings)
    engine.make("wide_pair", "SELECT profile_a, profile_b FROM candidate")
    own = tuple(BlockingRule(column.name, (column.name,)) for column in settings.columns)
    left_out = []
    for rule in (*rules.wide, *own):
        known = " AND ".join(f"({part}) IS NOT NULL" for part in rule.agree_on)
        engine.make(
            "wide_key",
            f"""SELECT profile_id, md5(concat_ws(chr(31), {", ".join(rule.agree_on)})) AS key
                FROM profile WHERE NOT sealed AND {known}""",
        )
        sizes = "SELECT count(*) AS n FROM wide_key GROUP BY key"
        if count(engine, f"SELECT coalesce(sum(n * (n - 1) // 2), 0) FROM ({sizes})") > rules.most_pairs:
            left_out.append(rule.id)
            continue
        engine.make(
            "wide_pair",
            """SELECT * FROM wide_pair UNION SELECT l.profile_id, r.profile_id FROM wide_key l JOIN wide_key r
               ON l.key = r.key AND l.profile_id < r.profile_id""",
        )
    return tuple(left_out)


def place_judgements(*, engine: Engine, judgements: Sequence[Judgement]) -> int:
    """Make `answered_pair` (profile_a, profile_b, match_key) of the answers between two profiles; how many.

    "Cannot tell" says nothing, and nor do answers about what notes name.
    """
    said = [one for one in judgements if one.answer != PairAnswer.CANNOT_TELL and not one.of_note]
    rows = {
        "a": pa.array([one.mention_id_a for one in said], pa.string()),
        "b": pa.array([one.mention_id_b for one in said], pa.string()),
        "match_key": pa.array([SAME if one.answer == PairAnswer.SAME else NOT_SAME for one in said], pa.string()),
    }
    engine.load("said_of_mentions", pa.table(rows))
    engine.make(
        "answered_pair",
        """SELECT least(x.profile_id, y.profile_id) AS profile_a, greatest(x.profile_id, y.profile_id) AS profile_b,
                  min(match_key) AS match_key
           FROM said_of_mentions s JOIN profile_mention x ON x.mention_id = s.a
           JOIN profile_mention y ON y.mention_id = s.b
           JOIN profile p ON p.profile_id = x.profile_id JOIN profile q ON q.profile_id = y.profile_id
           WHERE x.profile_id <> y.profile_id AND NOT p.sealed AND NOT q.sealed
           GROUP BY 1, 2 HAVING count(DISTINCT match_key) = 1""",
    )
    return count(engine, "SELECT count(*) FROM answered_pair")


CANDIDATES = """
SELECT coalesce(match_key, '') AS match_key, profile_a AS join_key_l, profile_b AS join_key_r
FROM wide_pair FULL JOIN answered_pair USING (profile_a, profile_b) ORDER BY ALL
"""
# Profiles in an order that says nothing of them, each paired with so many of those behind it; in a small table, all.
RANDOM = """
WITH one AS (SELECT profile_id, row_number() OVER (ORDER BY md5(CAST(profile_id AS VARCHAR))) - 1 AS place
             FROM {of} ),
size AS (SELECT count(*) AS n FROM one),
step AS (SELECT unnest(range(1, CAST(least((n - 1) // 2, {pairs} // n + 1) AS BIGINT) + 1)) AS step FROM size)
SELECT 'random' AS match_key, least(a.profile_id, b.profile_id) AS join_key_l,
       greatest(a.profile_id, b.profile_id) AS join_key_r
FROM one a CROSS JOIN size CROSS JOIN step JOIN one b ON b.place = (a.place + step) % n
"""


def read_candidates(*, engine: Engine, settings: Settings) -> Patterns:
    """The patterns of `wide_pair` and `answered_pair`."""
    return _read_patterns(engine, settings, engine.query(CANDIDATES))


def read_random(*, engine: Engine, settings: Settings, of: str, pairs: int) -> Patterns:
    """The patterns of so many random pairs of the profiles that the table `of` lists."""
    return _read_patterns(engine, settings, engine.query(RANDOM.format(of=of, pairs=pairs)))


def _read_patterns(engine: Engine, settings: Settings, pairs: pa.Table) -> Patterns:
    columns = list_compared(settings)
    profiles = engine.query(f"SELECT {', '.join(columns)} FROM profile WHERE NOT sealed")
    sql = pattern_sql(settings.model, columns=columns)
    return read_patterns(predict(profiles=profiles, pairs=pairs, settings=settings, sql=sql), settings.model)


def count(engine: Engine, sql: str) -> int:
    """The one number that a query gives."""
    return int(engine.query(sql).column(0)[0].as_py())
