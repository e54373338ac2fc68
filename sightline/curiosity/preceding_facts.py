"""What came, or did not come, in the days before a review, an end or a closure.

These are questions to the worker about what the records do not say. They name no intention of anybody, and nothing is
concluded from them.
"""

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import any_of, is_empty, visible
from sightline.curiosity.rules import Question
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

TURNS = """
SELECT person_id, mention_id, record_id, agency, restricted, from_on, known_from, born, slot = 'subject' AS subject
FROM stated WHERE {opens} AND {visible} AND from_on IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY person_id, record_id ORDER BY from_on, mention_id) = 1
"""

# One record a day stands for that day.
CAME_BEFORE = """
SELECT DISTINCT person_id, record_id, restricted, from_on, known_from
FROM stated WHERE {raises} AND {visible} AND from_on IS NOT NULL
QUALIFY row_number() OVER (PARTITION BY person_id, from_on ORDER BY known_from, record_id) = 1
"""

SETTLED = "SELECT DISTINCT person_id, to_on FROM stated WHERE {answers} AND to_on IS NOT NULL"

# The first `needs` days, by the day on which they were known.
LED_TO = """
SELECT turns.*, list(earlier ORDER BY earlier.known_from, earlier.from_on, earlier.record_id)[:{needs}] AS led
FROM turns JOIN came_before AS earlier
  ON earlier.person_id = turns.person_id AND earlier.record_id <> turns.record_id
 AND earlier.from_on BETWEEN turns.from_on - {within} AND turns.from_on
WHERE NOT EXISTS (SELECT 1 FROM settled WHERE settled.person_id = turns.person_id
                  AND settled.to_on >= turns.from_on - {within})
GROUP BY ALL HAVING count(*) >= {needs}
"""

ASKED = """
SELECT person_id, mention_id, record_id, agency, [agency] AS agencies, born, subject, record_id AS key,
       restricted OR list_bool_or(list_transform(led, lambda one: one.restricted)) AS restricted,
       from_on AS began_on, from_on AS last_on,
       greatest(known_from, from_on + {wait}, list_max(list_transform(led, lambda one: one.known_from))) AS raised_on,
       list_prepend(record_id, list_transform(led, lambda one: one.record_id)) AS basis
FROM led_to ORDER BY record_id, mention_id
"""


def find_before(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of a rule of this shape."""
    seen = visible(open_only=open_only)
    engine.make("turns", TURNS.format(opens=any_of(question.opens), visible=seen))
    if is_empty(engine, "turns"):
        return []
    engine.make("came_before", CAME_BEFORE.format(raises=any_of(question.raises), visible=seen))
    engine.make("settled", SETTLED.format(answers=any_of(question.answers)))
    within, needs = question.number("within_days"), question.number("needs")
    engine.make("led_to", LED_TO.format(within=within, needs=needs))
    return as_candidates(question, read_rows(engine, AskedRow, ASKED.format(wait=question.number("wait_days"))))
