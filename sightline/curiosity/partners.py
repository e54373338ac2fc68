"""Adults whom a record names as the partner of a child under sixteen.

The record's word for it is never repeated. An adult cannot be the partner of a child; the question is what was done to
protect the child.
"""

from datetime import date

from sightline.curiosity.candidates import Candidate, as_candidates
from sightline.curiosity.facts import any_of, visible
from sightline.curiosity.rules import Question
from sightline.model.when import years_on
from sightline.store.engine import Engine
from sightline.store.sql.steps import Fragment, Steps

STEPS = Steps(__name__)


def find_partners(*, engine: Engine, question: Question, open_only: bool) -> list[Candidate]:
    """The candidates of the rule."""
    rows = engine.query(
        STEPS.fill(
            "couples",
            raises=Fragment(any_of(question.raises, of="child")),
            answers=Fragment(any_of(question.answers, of="answer")),
            visible=Fragment(visible(open_only=open_only, restricted="child.restricted", person_id="child.person_id")),
            words=[word.upper() for word in question.of["words"]],
        )
    ).to_pylist()
    under, adult = question.number("under_years"), question.number("adult_years")

    def asked(born: date, other_born: date, day: date) -> bool:
        return years_on(born=born, day=day) < under and years_on(born=other_born, day=day) >= adult

    return as_candidates(question, [row for row in rows if asked(row["born"], row["other_born"], row["began_on"])])
