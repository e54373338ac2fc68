"""Ranks each child's questions and names whom they are put to: the agency that would know, and the worker there.

The worker is read from the newest record that is not restricted, so that a name never tells that a restricted record
exists; and questions that need a restricted record stand in a line of their own.
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Any

import pyarrow as pa

from sightline.curiosity.candidates import CandidateQuestion
from sightline.curiosity.facts import quoted
from sightline.curiosity.rules import Question, QuestionWording, read_asking
from sightline.curiosity.wording import put_into_words
from sightline.model.analysis_tables.conclusions import UNANSWERED, UNANSWERED_BASIS
from sightline.store.engine import Engine, arrow_schema

BASIS = """
SELECT DISTINCT question_basis.conclusion_id, record_id, record.agency, record.organisation, record.layout,
       record.restricted, record.markings
FROM question_basis JOIN agency_record AS record USING (record_id) WHERE record.latest
"""

# Who would know: the body whose records of the child are the newest there, and the worker whom one of them names.
ASKED_RECORDS = """
SELECT DISTINCT resolved.person_id, record.agency, record.organisation, record.layout, record.record_id,
       coalesce(record.occurred_from, '') AS newest
FROM mention JOIN resolved USING (mention_id) JOIN curious_records AS record USING (record_id)
JOIN (SELECT DISTINCT person_id, agency FROM question_found) AS wanted
  ON wanted.person_id = resolved.person_id AND wanted.agency = record.agency
WHERE NOT record.restricted
"""

BODIES = """
SELECT person_id, agency, max_by(organisation, (newest, record_id)) AS organisation
FROM asked_records GROUP BY person_id, agency
"""

WORKERS = """
SELECT person_id, agency, max_by(worker, (newest, record_id)) AS worker
FROM (SELECT person_id, agency, newest, record_id, CASE layout {worker} ELSE '' END AS worker
      FROM asked_records JOIN fact USING (record_id) JOIN curious_rows USING (row_id, row_version))
WHERE worker <> '' GROUP BY person_id, agency
"""

QUESTIONS = """
SELECT found.* EXCLUDE (agency), found.agency, coalesce(nullif(organisation, ''), found.agency) AS organisation,
       coalesce(worker, '') AS worker
FROM question_found AS found LEFT JOIN asked_bodies USING (person_id, agency)
LEFT JOIN asked_workers USING (person_id, agency)
"""


def write_questions(
    *, engine: Engine, found: Sequence[CandidateQuestion], questions: Sequence[Question], as_at: date
) -> None:
    """Write both tables."""
    asking, by_id = read_asking(), {question.id: question for question in questions}
    urgent = {one.id for one in questions if one.urgent}
    recent = as_at - timedelta(days=asking.recent_days)
    places = rank(found=found, urgent=urgent, asking=asking, recent=recent)
    engine.load("question_found", _question_rows(found, places, by_id, recent))
    engine.load("question_basis", _basis_rows(found))
    engine.make("asked_records", ASKED_RECORDS)
    engine.make("asked_bodies", BODIES)
    engine.make("asked_workers", WORKERS.format(worker=_worker_of_layout(asking)))
    engine.write(UNANSWERED, QUESTIONS)
    engine.write(UNANSWERED_BASIS, BASIS)


def rank(
    *, found: Iterable[CandidateQuestion], urgent: set[str], asking: QuestionWording, recent: date
) -> dict[str, int]:
    """The place of each question in its child's line: urgent first, then those raised lately, each by their age.

    Of one rule only so many come before those of other rules. Questions that need a restricted record stand in a line
    of their own.
    """

    def order(one: CandidateQuestion) -> tuple[Any, ...]:
        return (one.rule_id not in urgent, one.raised_on < recent, one.raised_on, one.rule_id, one.question_id)

    def queue(one: CandidateQuestion) -> tuple[str, bool]:
        return (one.person_id, one.restricted)

    places: dict[str, int] = {}
    for _, group in groupby(sorted(found, key=lambda one: (queue(one), order(one))), key=queue):
        spread = _spread(list(group), asking.most_of_one_rule)
        places |= {one.question_id: place for place, one in enumerate(spread, start=1)}
    return places


def _spread(ordered: Sequence[CandidateQuestion], most: int) -> list[CandidateQuestion]:
    """The same, with those past `most` of one rule behind all others."""
    seen: dict[str, int] = {}
    first: list[CandidateQuestion] = []
    later: list[CandidateQuestion] = []
    for one in ordered:
        seen[one.rule_id] = seen.get(one.rule_id, 0) + 1
        (first if seen[one.rule_id] <= most else later).append(one)
    return [*first, *later]


def _question_rows(
    found: Sequence[CandidateQuestion], places: dict[str, int], questions: dict[str, Question], recent: date
) -> pa.Table:
    asking = read_asking()
    columns = [name for name in UNANSWERED.column_names if name not in ("organisation", "worker")]
    schema = pa.schema([field for field in arrow_schema(UNANSWERED) if field.name in columns])
    rows = [
        {
            "question_id": one.question_id,
            "rule_id": one.rule_id,
            "rule_version": questions[one.rule_id].rule.version,
            "person_id": one.person_id,
            "mention_id": one.mention_id,
            "record_id": one.record_id,
            "asks": put_into_words(questions[one.rule_id].asks, one, asking),
            "raised_on": one.raised_on,
            "urgent": questions[one.rule_id].urgent,
            "agency": one.asked_of,
            "recent": one.raised_on >= recent,
            "place_of_child": places[one.question_id],
        }
        for one in found
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _basis_rows(found: Sequence[CandidateQuestion]) -> pa.Table:
    pairs = [(one.question_id, record_id) for one in found for record_id in one.basis]
    return pa.table(
        {
            "conclusion_id": pa.array([pair[0] for pair in pairs], pa.string()),
            "record_id": pa.array([pair[1] for pair in pairs], pa.string()),
        }
    )


def _worker_of_layout(asking: QuestionWording) -> str:
    return " ".join(
        f"WHEN {quoted(layout)} THEN coalesce(json_extract_string(details, '$.{name}.value'), '')"
        for layout, name in asking.workers.items()
    )
