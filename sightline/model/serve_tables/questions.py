"""What pages read of unanswered questions, each with the records that it is based on."""

from sightline.model.analysis_tables.conclusions import UNANSWERED as WORKED_OUT
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

UNANSWERED = Table(
    "unanswered",
    "A question that no record answers, in the order of the list.",
    (
        C("place", Type.INT, "1 for the first: urgent ones, then those raised lately, each by their age."),
        *same(WORKED_OUT, "question_id", "rule_id", "rule_version", "person_id", "mention_id", "record_id", "asks"),
        *same(WORKED_OUT, "raised_on", "urgent", "agency", "organisation", "worker", "recent", "place_of_child"),
        C("place_of_worker", Type.INT, "1 for the first of this worker's questions, after what a child's cap leaves."),
    ),
    key=("place",),
)
UNANSWERED_BASIS = Table(
    "unanswered_basis",
    "A record that a question is based on.",
    (C("conclusion_id", Type.TEXT, "The question."), C("record_id", Type.TEXT, "The record."), *SEEN),
    key=("conclusion_id", "record_id"),
)
UNANSWERED_RECORD = result(
    "unanswered_record",
    "A record that a question is based on, with what it says of itself.",
    UNANSWERED_BASIS.columns,
    C("body", Type.JSON, "Object: the columns of RECORD_BODY; missing where no version is the newest.", optional=True),
)
UNANSWERED_COUNT = result(
    "unanswered_count",
    "How many visible questions are put to a worker.",
    same(UNANSWERED, "agency", "organisation", "worker"),
    C("questions", Type.INT, "How many."),
    C("urgent", Type.INT, "How many of them are urgent."),
)
TABLES = (UNANSWERED, UNANSWERED_BASIS)
RESULTS = (UNANSWERED_RECORD, UNANSWERED_COUNT)
