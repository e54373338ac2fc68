"""Lays the unanswered questions out for pages, each with the records that it rests on.

The columns that the visibility filter reads stand on the basis, not on the question. A question is for a reader who may
see every line of its basis.
"""

from pathlib import Path

from sightline.model.nouns import HandlingMarking
from sightline.store.engine import DuckDBEngine
from sightline.store.layout.tables import lay_out

INDEXES = """
CREATE UNIQUE INDEX unanswered_question ON unanswered (question_id);
CREATE INDEX unanswered_person ON unanswered (person_id);
CREATE INDEX unanswered_agency ON unanswered (agency, worker);
"""

# Urgent first, then those raised lately, each by their age. A worker's line is counted over what a child's cap leaves.
QUESTIONS = """
WITH hidden AS (SELECT conclusion_id AS question_id, bool_or(restricted) AS restricted
                FROM unanswered_basis GROUP BY conclusion_id),
ordered AS (SELECT unanswered.*, row_number() OVER (ORDER BY urgent DESC, recent DESC, raised_on, question_id) AS place
            FROM unanswered)
SELECT place, question_id, rule_id, rule_version, person_id, mention_id, record_id, asks, CAST(raised_on AS VARCHAR),
       urgent, agency, organisation, worker, recent, place_of_child,
       row_number() OVER (PARTITION BY agency, organisation, worker, restricted ORDER BY place_of_child > {most}, place)
FROM ordered JOIN hidden USING (question_id) ORDER BY place
"""

BASIS = f"""
SELECT conclusion_id, record_id, agency, organisation, layout, restricted,
       list_contains(markings, '{HandlingMarking.SEALED_IDENTITY}')
FROM unanswered_basis ORDER BY conclusion_id, record_id
"""


def build_unanswered(*, engine: DuckDBEngine, path: Path, most_a_child: int) -> None:
    """Write the tables `unanswered` and `unanswered_basis` of `serve.sqlite`, anew if they are there."""
    fills = {"unanswered": QUESTIONS.format(most=most_a_child), "unanswered_basis": BASIS}
    lay_out(engine=engine, path=path, fills=fills, indexes=INDEXES)
