"""Adults whom a record names as the partner of a child under sixteen.

The record's word for it is never repeated. An adult cannot be the partner of a child; the question is what was done to
protect the child.
"""

from datetime import date

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import any_of, visible
from sightline.curiosity.rules import Question
from sightline.model.when import years_on
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)


class CoupleRow(AskedRow):
    """A child and whom a record names as the partner."""

    other_born: date
    other_mention_id: str


def find_partners(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of the rule."""
    sql = SQL.fill(
        "couples",
        raises=Fragment(any_of(question.raises, of="child")),
        answers=Fragment(any_of(question.answers, of="answer")),
        visible=Fragment(visible(open_only=open_only, restricted="child.restricted", person_id="child.person_id")),
        words=[word.upper() for word in question.of["words"]],
    )
    under, adult = question.number("under_years"), question.number("adult_years")

    def asked(row: CoupleRow) -> bool:
        day = row["began_on"]
        is_young = row["born"] is not None and years_on(born=row["born"], day=day) < under
        return is_young and years_on(born=row["other_born"], day=day) >= adult

    return as_candidates(question, [row for row in read_rows(engine, CoupleRow, sql) if asked(row)])
