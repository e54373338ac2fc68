"""Holds who was joined against what somebody knows, over pairs of mentions: overall, without registers, by name origin.

A wrong join between two groups of names counts against both. The groups are looked at here and nowhere else: no rule,
weight or question may read them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypedDict

import pyarrow as pa

from sightline.linkage.evaluation.labels import SAME, Labels
from sightline.model.errors import BadInput
from sightline.model.nouns import HandlingMarking
from sightline.store import Engine
from sightline.store.sql.rows import read_rows

REGISTER, ALLOWED = "school_attendance", 0.01
# With fewer people one child makes a point of difference by chance.
FEW_PEOPLE = 30
OVERALL, WITHOUT_REGISTER = "overall", f"without {REGISTER}"


@dataclass(frozen=True, slots=True)
class Score:
    """Pairs of labelled mentions: truly of one person, held as one person, and both. `people` is how many are true."""

    name: str
    people: int
    true_pairs: int
    held_pairs: int
    right_pairs: int

    @property
    def precision(self) -> float | None:
        """Of the pairs held as one person the share that are; None where none is."""
        return self.right_pairs / self.held_pairs if self.held_pairs else None

    @property
    def recall(self) -> float | None:
        """Of the pairs that are one person the share held so; None where none is."""
        return self.right_pairs / self.true_pairs if self.true_pairs else None


@dataclass(frozen=True, slots=True)
class UnevenGroup:
    """A group of names whose error differs from the mean of the groups by more than a point. Shares, not points."""

    group: str
    error: str
    share: float
    mean: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """How well people are joined, and which labels could not be used. Nothing in it names anybody."""

    labels: int
    left_out: dict[str, int]
    overall: Score
    without_register: Score
    groups: tuple[Score, ...]
    uneven: tuple[UnevenGroup, ...]

    @property
    def small_groups(self) -> tuple[Score, ...]:
        """Groups of so few people that their error says little, though it counts in the mean of the groups."""
        return tuple(group for group in self.groups if group.people < FEW_PEOPLE)


def evaluate(*, engine: Engine, labels: Labels, groups: pa.Table | None = None, joined: str = "resolved") -> Evaluation:
    """Score who is joined, by the table `joined`, against labels.

    Sealed records, which are never joined, are left out and counted.
    """
    engine.load("label", labels.rows)
    engine.make("known", KNOWN.format(joined=joined))
    engine.make("labelled", PAIRS if labels.by_pair else LABELLED)
    left_out = _leave_out(engine)
    if labels.by_pair:
        _check_truth(engine, "same", by="label")
        whole, rest = (_read_score(engine, _score_pairs(name, where)) for name, where in PARTS)
        return Evaluation(labels.rows.num_rows, left_out, whole, rest, (), ())
    _check_truth(engine, "true_id", by="mention_id")
    whole, rest = (_read_score(engine, _score_rows(name, where)) for name, where in PARTS)
    by_group = tuple(_score_groups(engine, groups)) if groups is not None else ()
    return Evaluation(labels.rows.num_rows, left_out, whole, rest, by_group, find_uneven(by_group))


def find_true_ids(*, engine: Engine, labels: Labels) -> pa.Table:
    """The labelled mentions of people with their true person (mention_id, true_id); BadInput where labels are pairs."""
    if labels.by_pair:
        raise BadInput(
            "These labels are for pairs. They do not say which person each row is about.",
            code="bad_labels",
            what_to_do="Give labels with source_file, source_row, slot and true_id.",
        )
    engine.load("label", labels.rows)
    engine.make("known", KNOWN.format(joined="resolved"))
    engine.make("labelled", LABELLED)
    _leave_out(engine)
    _check_truth(engine, "true_id", by="mention_id")
    return engine.query("SELECT mention_id, true_id FROM labelled ORDER BY mention_id")


class LeftOutLabelsRow(TypedDict):
    """How many labels are left out, and why; None of those that are scored."""

    why: str | None
    labels: int


def _leave_out(engine: Engine) -> dict[str, int]:
    """Keep the labels that can be scored; how many cannot, and why."""
    why = "CASE WHEN absent THEN 'not in the snapshot' WHEN thing THEN 'of a thing' WHEN sealed THEN 'sealed' END"
    sql = f"SELECT {why} AS why, count(DISTINCT label) AS labels FROM labelled GROUP BY why ORDER BY why"
    counts = read_rows(engine, LeftOutLabelsRow, sql)
    engine.make("labelled", "SELECT * FROM labelled WHERE NOT absent AND NOT thing AND NOT sealed")
    return {row["why"]: row["labels"] for row in counts if row["why"]}


def find_uneven(groups: tuple[Score, ...]) -> tuple[UnevenGroup, ...]:
    """The groups whose share of missed or of wrong pairs is more than a point from the mean of all groups."""
    errors = {
        "missed": {group.name: 1 - group.recall for group in groups if group.recall is not None},
        "wrong": {group.name: 1 - group.precision for group in groups if group.precision is not None},
    }
    return tuple(chain.from_iterable(_far_from_mean(error, shares) for error, shares in errors.items()))


def _far_from_mean(error: str, shares: dict[str, float]) -> Iterator[UnevenGroup]:
    for group, share in shares.items():
        mean = sum(shares.values()) / len(shares)
        if abs(share - mean) > ALLOWED:
            yield UnevenGroup(group, error, share, mean)


SAME_WORDS = ", ".join(f"'{word}'" for word, same in SAME.items() if same)
KNOWN = f"""
SELECT mention_id, person_id, source_file, CAST(source_row AS VARCHAR) AS source_row, slot,
       person_id IS NULL AS thing, layout = '{REGISTER}' AS register,
       list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}') AS sealed
FROM mention JOIN {{joined}} USING (mention_id)
"""
LABELLED = """
SELECT concat_ws('/', l.source_file, l.source_row, l.slot) AS label, l.true_id, k.*, k.mention_id IS NULL AS absent
FROM (SELECT DISTINCT * FROM label) l LEFT JOIN known k ON k.source_file = l.source_file AND k.slot = l.slot
    AND k.source_row = CAST(TRY_CAST(l.source_row AS BIGINT) AS VARCHAR)
"""
PAIRS = f"""
SELECT DISTINCT least(a, b) || '/' || greatest(a, b) AS label, lower(same) IN ({SAME_WORDS})
       AS same, x.person_id = y.person_id AS held, x.mention_id IS NULL OR y.mention_id IS NULL AS absent,
       x.thing OR y.thing AS thing, x.register OR y.register AS register, x.sealed OR y.sealed AS sealed
FROM label LEFT JOIN known x ON x.mention_id = label.a LEFT JOIN known y ON y.mention_id = label.b
"""
PARTS = ((OVERALL, "true"), (WITHOUT_REGISTER, "NOT register"))


def _score_pairs(name: str, where: str) -> str:
    return f"""
    SELECT '{name}', 0, count(*) FILTER (same), count(*) FILTER (held), count(*) FILTER (same AND held)
    FROM labelled WHERE {where}"""


def _score_rows(name: str, where: str) -> str:
    """Each person truly and as held gives n * (n - 1) / 2 pairs."""
    return f"""
    WITH chosen AS (SELECT * FROM labelled WHERE {where})
    SELECT '{name}', (SELECT count(DISTINCT true_id) FROM chosen), {_pairs("true_id")}, {_pairs("person_id")},
           {_pairs("true_id, person_id")}"""


def _pairs(by: str) -> str:
    return f"(SELECT coalesce(sum(n * (n - 1) // 2), 0) FROM (SELECT count(*) AS n FROM chosen GROUP BY {by}))"


def _score_groups(engine: Engine, groups: pa.Table) -> Iterator[Score]:
    """A pair is held within a group where at least one of its two is of that group."""
    engine.load("name_group", groups)
    engine.make(
        "grouped", "SELECT * FROM labelled JOIN (SELECT DISTINCT ON (true_id) * FROM name_group) USING (true_id)"
    )
    rows = engine.query("""
    WITH sizes AS (SELECT person_id, count(*) AS n FROM labelled GROUP BY ALL),
    trues AS (SELECT name_list, true_id, count(*) AS n FROM grouped GROUP BY ALL),
    both_ AS (SELECT name_list, true_id, person_id, count(*) AS n FROM grouped GROUP BY ALL),
    held AS (SELECT name_list, person_id, count(*) AS own FROM grouped GROUP BY ALL)
    SELECT name_list, (SELECT count(*) FROM trues t WHERE t.name_list = g.name_list),
        (SELECT sum(n * (n - 1) // 2) FROM trues t WHERE t.name_list = g.name_list),
        (SELECT sum(n * (n - 1) // 2 - (n - own) * (n - own - 1) // 2) FROM held JOIN sizes USING (person_id)
         WHERE held.name_list = g.name_list),
        (SELECT sum(n * (n - 1) // 2) FROM both_ b WHERE b.name_list = g.name_list)
    FROM (SELECT DISTINCT name_list FROM grouped) g ORDER BY name_list""")
    for cells in zip(*(column.to_pylist() for column in rows.columns), strict=True):
        yield Score(cells[0], *(int(cell) for cell in cells[1:]))


def _check_truth(engine: Engine, column: str, by: str) -> None:
    """BadInput where the labels say two things of one mention, or of one pair."""
    twice = engine.query(
        f"SELECT count(*) FROM (SELECT 1 FROM labelled GROUP BY {by} HAVING count(DISTINCT {column}) > 1)"
    )
    if count := twice.column(0)[0].as_py():
        raise BadInput(
            f"The labels contradict themselves {count} times.",
            code="bad_labels",
            what_to_do="Give each row, or each pair, one answer.",
        )


def _read_score(engine: Engine, sql: str) -> Score:
    name, *counts = (column[0].as_py() for column in engine.query(sql).columns)
    return Score(name, *(int(count) for count in counts))
