"""What two agencies say differently of one child: a birth date, a surname, a home, a school.

It is what each agency says now that is compared, and the question rests on the record in which it said so first, so
that the next record with the same words does not ask anew. A child with a protected address is never asked about.
"""

from datetime import date

from sightline.curiosity.candidates import AskedRow, CandidateQuestion, as_candidates
from sightline.curiosity.facts import visible
from sightline.curiosity.rules import Question
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)

PROTECTED_PEOPLE = """
SELECT DISTINCT who.person_id
FROM thing JOIN resolved AS whose ON whose.thing_id = thing.thing_id
JOIN mention AS thing_mention ON thing_mention.mention_id = whose.mention_id
JOIN mention AS beside ON beside.row_id = thing_mention.row_id
JOIN resolved AS who ON who.mention_id = beside.mention_id
WHERE thing.protected AND who.person_id IS NOT NULL
"""


VALUES = """
SELECT person_id, agency, {value} AS value, bool_or(subject) AS subject,
       coalesce(string_agg(DISTINCT names, '' ORDER BY names), '') AS names,
       min(first_known) AS first_known, max(last_known) AS last_known,
       min_by(first, (first_known, first.record_id, first.mention_id)) AS first,
       min_by(restricted, (first_known, first.record_id, first.mention_id)) AS restricted
FROM stated_detail WHERE {value} IS NOT NULL AND {visible} GROUP BY person_id, agency, {value}
"""

NEWEST = """
SELECT * FROM valued
QUALIFY row_number() OVER (PARTITION BY person_id, agency ORDER BY last_known DESC, first_known DESC, value) = 1
"""

PAIRS = """
SELECT a.person_id, born.born, a.subject OR b.subject AS subject,
       CASE WHEN a.first_known <= b.first_known THEN a.first ELSE b.first END AS first,
       CASE WHEN a.first_known <= b.first_known THEN a.agency ELSE b.agency END AS agency,
       [a.agency, b.agency] AS agencies, [a.first.record_id, b.first.record_id] AS basis,
       a.restricted OR b.restricted AS restricted, least(a.first_known, b.first_known) AS began_on,
       greatest(a.first_known, b.first_known) AS last_on, greatest(a.first_known, b.first_known) + {wait} AS raised_on
FROM newest_values AS a JOIN newest_values AS b ON a.person_id = b.person_id AND a.agency < b.agency
LEFT JOIN curious_born AS born ON born.person_id = a.person_id
WHERE a.value <> b.value AND abs(a.last_known - b.last_known) <= {within} AND {differs}
  AND a.person_id NOT IN (SELECT person_id FROM protected_people)
"""

# One question a child, on the pair that has differed for longest.
FIRST_PAIR = """
SELECT * EXCLUDE (first), first.record_id AS record_id, first.mention_id AS mention_id, '' AS key
FROM differing QUALIFY row_number() OVER (PARTITION BY person_id ORDER BY raised_on, agencies) = 1
ORDER BY person_id
"""

# Two surnames differ where neither stands among the names of the other, in any order, nor is nearly the same letters.
DIFFERS = {
    "birth_date": "true",
    "postcode": "true",
    "last_name": "NOT contains(a.names, '|' || b.value || '|') AND NOT contains(b.names, '|' || a.value || '|') AND "
    "jaro_winkler_similarity(a.value, b.value) < 0.9",
}


def gather_statements(*, engine: Engine, as_at: str) -> None:
    """Make `stated_detail`, what each agency says of whom since when, and `protected_people`; once for all rules."""
    engine.make("protected_people", PROTECTED_PEOPLE)
    engine.make("stated_detail", SQL.fill("stated_detail", as_at=date.fromisoformat(as_at)))


def find_disagreements(*, engine: Engine, question: Question, open_only: bool) -> list[CandidateQuestion]:
    """The candidates of a rule that compares what is said of the child."""
    value, seen = question.of["value"], visible(open_only=open_only)
    engine.make("valued", VALUES.format(value=value, visible=seen))
    engine.make("newest_values", NEWEST)
    within, wait = question.number("within_days"), question.number("wait_days")
    engine.make("differing", PAIRS.format(within=within, wait=wait, differs=DIFFERS[value]))
    return as_candidates(question, read_rows(engine, AskedRow, FIRST_PAIR))
