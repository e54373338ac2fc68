"""Adults whom a record names as the partner of a child under sixteen.

The record's word for it is never repeated. An adult cannot be the partner of a child; the question is what was done to
protect the child.
"""

from datetime import date

from sightline.curiosity.candidates import Candidate, as_candidates
from sightline.curiosity.facts import any_of, in_quotes, visible
from sightline.curiosity.rules import Question
from sightline.model.when import years_on
from sightline.store.engine import Engine

# Either may be the subject of the row. A tie without a date is taken at the day on which it was known.
COUPLES = """
SELECT child.person_id, child.mention_id, child.record_id, child.agency, [child.agency] AS agencies, child.restricted,
       child.born, other.born AS other_born, true AS subject, other.mention_id AS other_mention_id,
       coalesce(child.from_on, child.known_from) AS began_on, coalesce(child.from_on, child.known_from) AS last_on,
       greatest(child.known_from, coalesce(child.from_on, child.known_from)) AS raised_on, [child.record_id] AS basis,
       [other.mention_id] AS others, child.record_id || other.mention_id AS key
FROM told AS child JOIN told AS other
  ON other.row_id = child.row_id AND other.name = child.name AND other.person_id <> child.person_id
WHERE {raises} AND {visible} AND child.born IS NOT NULL AND other.born IS NOT NULL
  AND (child.role IN ({words}) OR other.role IN ({words}))
  AND NOT EXISTS (SELECT 1 FROM told AS answer WHERE answer.person_id = child.person_id
                  AND answer.to_on >= coalesce(child.from_on, child.known_from) AND {answers})
ORDER BY child.record_id, child.mention_id, other.mention_id
"""


def find_partners(*, engine: Engine, question: Question, open_only: bool) -> list[Candidate]:
    """The candidates of the rule."""
    rows = engine.query(
        COUPLES.format(
            raises=any_of(question.raises, of="child"),
            answers=any_of(question.answers, of="answer"),
            visible=visible(open_only=open_only, restricted="child.restricted", person_id="child.person_id"),
            words=in_quotes(word.upper() for word in question.of["words"]),
        )
    ).to_pylist()
    under, adult = question.number("under_years"), question.number("adult_years")

    def asked(born: date, other_born: date, day: date) -> bool:
        return years_on(born=born, day=day) < under and years_on(born=other_born, day=day) >= adult

    return as_candidates(question, [row for row in rows if asked(row["born"], row["other_born"], row["began_on"])])
