"""Missing episodes after which nobody is recorded as having talked with the child.

An interview belongs to the episode whose number it gives. One that gives no number answers every return up to its day.
"""

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import any_of, detail, is_empty, visible
from sightline.curiosity.rules import Question
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

RETURNS = """
SELECT person_id, mention_id, record_id, agency, restricted, from_on, known_from, born, slot = 'subject' AS subject,
       lower(trim(source_key)) AS reference
FROM stated WHERE {raises} AND {visible} AND from_on IS NOT NULL
"""

# The number stands in another fact of the interview's own record.
TALKS = f"""
SELECT stated.person_id, to_on, coalesce(reference, '') AS reference
FROM stated LEFT JOIN (SELECT record_id, max({detail("misper_ref")}) AS reference FROM stated GROUP BY record_id)
     USING (record_id)
WHERE {{answers}} AND to_on IS NOT NULL
"""

UNHEARD = """
SELECT person_id, mention_id, record_id, agency, [agency] AS agencies, restricted, born, subject, record_id AS key,
       from_on AS began_on, from_on AS last_on, greatest(known_from, from_on + {wait}) AS raised_on,
       [record_id] AS basis
FROM returns WHERE NOT EXISTS (
  SELECT 1 FROM talks WHERE talks.person_id = returns.person_id AND talks.to_on >= returns.from_on
                        AND talks.reference IN ('', returns.reference))
QUALIFY row_number() OVER (PARTITION BY person_id, record_id ORDER BY from_on, mention_id) = 1
ORDER BY record_id, mention_id
"""


def find_episodes(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of a rule of this shape."""
    seen = visible(open_only=open_only)
    engine.make("returns", RETURNS.format(raises=any_of(question.raises), visible=seen))
    if is_empty(engine, "returns"):
        return []
    engine.make("talks", TALKS.format(answers=any_of(question.answers)))
    rows = read_rows(engine, AskedRow, UNHEARD.format(wait=question.number("wait_days")))
    return as_candidates(question, rows)
