"""Two schools that both mark one child as their pupil in the same weeks.

A child who moves is on two registers for a little while. It is asked only where both go on marking, and of the schools,
not of the child.
"""

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import visible
from sightline.curiosity.rules import Question
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import Fragment, SqlSteps

SQL = SqlSteps(__name__)

PUPILS = """
SELECT resolved.person_id, mention.organisation, min(mention.occurred_on) AS first_on,
       max(mention.occurred_on) AS last_on,
       min_by(struct_pack(record_id := mention.record_id, mention_id := mention.mention_id),
              (mention.occurred_on, mention.record_id, mention.mention_id)) AS first,
       min(mention.known_from) AS first_known
FROM mention JOIN resolved USING (mention_id) JOIN curious_records AS record USING (record_id)
WHERE mention.layout = 'school_attendance' AND mention.slot = 'subject' AND {visible}
  AND mention.occurred_on IS NOT NULL AND mention.known_from <= DATE '{as_at}'
GROUP BY ALL
"""

BOTH = """
SELECT early.person_id, early.organisation AS stays, late.first AS first, late.first_on AS began_on,
       late.first_known AS first_known
FROM pupils AS early JOIN pupils AS late ON early.person_id = late.person_id AND early.organisation <> late.organisation
 AND (early.first_on, early.organisation) < (late.first_on, late.organisation)
WHERE least(early.last_on, late.last_on) >= late.first_on + {overlap} AND abs(early.last_on - late.last_on) <= {within}
"""


def find_two_schools(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of the rule of two schools."""
    seen = visible(open_only=open_only, restricted="record.restricted", person_id="resolved.person_id")
    engine.make("pupils", PUPILS.format(visible=seen, as_at=question.as_at.isoformat()))
    overlap = question.number("overlap_days")
    engine.make("both_mark", BOTH.format(overlap=overlap, within=question.number("within_days")))
    sql = SQL.fill("still_marked", overlap=overlap, visible=Fragment(seen))
    return as_candidates(question, read_rows(engine, AskedRow, sql))
