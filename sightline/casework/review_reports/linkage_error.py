"""How often matching is wrong or misses: as measured with what ships, and against what people answered here."""

from collections.abc import Collection
from datetime import date
from functools import cache
from typing import TypedDict

from sightline.casework.earlier_knowledge.opened_tables import open_tables
from sightline.casework.earlier_knowledge.scopes import KnowledgeScope
from sightline.casework.learning.selectors.linkage_quality import list_answered, model_of
from sightline.linkage.evaluation.answered_pairs import score_answers
from sightline.review.report.nouns import LinkageError
from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table
from sightline.store.sql.rows import read_rows

FILE = ("linkage", "measured.toml")
# Possible matches with a mention of one of these people, where both mentions are on records that are not restricted.
OPEN = """
SELECT mention_id_a, mention_id_b FROM question
WHERE (SELECT count(DISTINCT mention_id) FROM mention JOIN visible_record USING (record_id)
       WHERE mention_id IN (mention_id_a, mention_id_b) AND NOT restricted) = 2
  AND EXISTS (SELECT 1 FROM resolved WHERE mention_id IN (mention_id_a, mention_id_b) AND list_contains(?, person_id))
"""


class MeasuredLinkage(Written, frozen=True):
    """What was measured with the model and rules that ship, when and where."""

    measured_on: date
    where: Text
    wrong_below: int
    missed: int
    least_answered: int


class OpenQuestionRow(TypedDict):
    """A possible match."""

    mention_id_a: str
    mention_id_b: str


@cache
def read_measured() -> MeasuredLinkage:
    """The measurement that ships."""
    return read_table(MeasuredLinkage, read_toml(*FILE), where="/".join(FILE))


def find_linkage_error(scope: KnowledgeScope, people: Collection[str]) -> LinkageError:
    """The numbers for a review's frozen data and its people, by id; for what is audited by itself."""
    measured, model = read_measured(), model_of(scope.snapshot.manifest())
    pairs = list_answered()
    known = {(one.mention_id_a, one.mention_id_b) for one in pairs}
    with open_tables(scope, of_others=True) as engine:
        asked = [
            (row["mention_id_a"], row["mention_id_b"])
            for row in read_rows(engine, OpenQuestionRow, OPEN, [sorted(people)])
        ]
        judged = score_answers(engine=engine, answers=pairs, model=model).overall
    enough = judged.pairs >= measured.least_answered
    return LinkageError(
        measured_on=measured.measured_on,
        where=measured.where,
        wrong_below=measured.wrong_below,
        missed=measured.missed,
        is_own_model=model is not None,
        answered=judged.pairs if enough else 0,
        agreed=judged.agreed if enough else 0,
        open_questions=sum(one not in known and one[::-1] not in known for one in asked),
    )
