"""Phones and vehicles that stand on a child's own rows, and of which no row names another holder.

A number that an adult's row gives is somebody's already; who shares it with the child is for the patterns to say, not
for this question.
"""

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import any_of, in_quotes, is_empty, quoted, visible
from sightline.curiosity.rules import Question
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows

GIVEN = """
SELECT stated.person_id, stated.mention_id, stated.record_id, stated.agency, stated.restricted, stated.from_on,
       stated.known_from, stated.born, stated.slot = 'subject' AS subject, resolved.thing_id,
       thing_mention.mention_id AS thing_mention_id
FROM stated JOIN mention AS thing_mention USING (row_id)
JOIN resolved ON resolved.mention_id = thing_mention.mention_id
WHERE thing_mention.entity_kind = {thing_kind} AND {raises} AND {visible} AND stated.from_on IS NOT NULL
  AND resolved.thing_id IS NOT NULL
"""

# Another child on whose row it stands is no holder of it: that child may be asked about too.
HELD = """
SELECT DISTINCT whose.thing_id, who.person_id
FROM mention AS thing_mention JOIN resolved AS whose ON whose.mention_id = thing_mention.mention_id
JOIN mention AS holder ON holder.row_id = thing_mention.row_id
JOIN resolved AS who ON who.mention_id = holder.mention_id
LEFT JOIN curious_born AS born ON born.person_id = who.person_id
WHERE thing_mention.entity_kind = {thing_kind} AND who.person_id IS NOT NULL
  AND regexp_replace(holder.slot, '#.*', '') IN ({holders})
  AND (born.born IS NULL OR holder.occurred_on IS NULL OR holder.occurred_on >= born.born + INTERVAL 18 YEARS)
"""

FIRST_GIVEN = """
SELECT * FROM given
QUALIFY row_number() OVER (PARTITION BY person_id, thing_id ORDER BY from_on, known_from, record_id, mention_id) = 1
"""

UNHELD = """
SELECT person_id, mention_id, record_id, agency, [agency] AS agencies, restricted, born, subject, thing_id AS key,
       from_on AS began_on, from_on AS last_on, greatest(known_from, from_on + {wait}) AS raised_on,
       [record_id] AS basis, [thing_mention_id] AS others
FROM first_given AS given
WHERE NOT EXISTS (SELECT 1 FROM held WHERE held.thing_id = given.thing_id AND held.person_id <> given.person_id)
  AND {newness}
ORDER BY record_id, mention_id, thing_mention_id
"""

# New to the child: another one was on the child's records on an earlier day, and what says so is part of the basis.
ANOTHER = """
EXISTS (SELECT 1 FROM first_given AS before WHERE before.person_id = given.person_id
        AND before.thing_id <> given.thing_id AND before.from_on < given.from_on)
"""

WITH_EARLIER = """
SELECT unheld.* REPLACE (list_append(basis, earliest.record_id) AS basis)
FROM unheld JOIN (SELECT person_id, min_by(record_id, (from_on, record_id)) AS record_id FROM first_given
                  GROUP BY person_id) AS earliest USING (person_id)
ORDER BY unheld.record_id, mention_id
"""


def find_things(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of a rule of this shape."""
    seen = visible(open_only=open_only, restricted="stated.restricted", person_id="stated.person_id")
    kind, new_only = quoted(question.of["thing_kind"]), bool(question.of.get("only_where_another_was_before"))
    raises = any_of(question.raises, of="stated")
    engine.make("given", GIVEN.format(thing_kind=kind, raises=raises, visible=seen))
    if is_empty(engine, "given"):
        return []
    engine.make("held", HELD.format(thing_kind=kind, holders=in_quotes(question.of["holders"])))
    engine.make("first_given", FIRST_GIVEN)
    newness = ANOTHER if new_only else "true"
    engine.make("unheld", UNHELD.format(wait=question.number("wait_days"), newness=newness))
    rows = read_rows(engine, AskedRow, WITH_EARLIER if new_only else "SELECT * FROM unheld")
    return as_candidates(question, rows)
