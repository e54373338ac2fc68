"""What pages read of sentences that may hold a sign: by the model, or by an unlikely rule. None is a sign."""

from sightline.model.analysis_tables.passages import SENTENCE_MARK
from sightline.model.analysis_tables.pattern_instances import PATTERN_PROPOSAL
from sightline.model.serve_tables.columns import SEEN, same
from sightline.model.tables import Column, Table, Type

C = Column

WORTH_READING = Table(
    "worth_reading",
    "A sentence that may hold a sign, and in which no sign of a rule stands for it.",
    (
        *same(SENTENCE_MARK, "mark_id", "record_id", "row_id"),
        *SEEN,
        *same(SENTENCE_MARK, "source_file", "source_row", "field", "start", "end"),
        C("text", Type.TEXT, "The sentence, as written; empty where the record has a protected address."),
        C("words_sha256", Type.TEXT, "SHA-256 of the sentence as it stands in the cell."),
        *same(SENTENCE_MARK, "indicator", "level", "words", "model_version"),
        C("childs_words", Type.BOOL, "True where the cell holds the child's own words."),
        C("alone", Type.BOOL, "True where no rule states this sign of the child and of now in the same row."),
        C("happened", Type.WHEN, "When the record's event began.", optional=True),
        C("known_from", Type.WHEN, "From when the record's agency knew of it.", optional=True),
        C("mention_id", Type.TEXT, "The row's mention of the child whom it is about; empty where it names none."),
        C("person_id", Type.TEXT, "That child; empty where the row names none."),
    ),
    key=("mark_id",),
)
WORTH_CHECKING = Table(
    "worth_checking",
    "A record of a pattern that would be complete if sentences said what only the model of notes marked.",
    (
        *same(PATTERN_PROPOSAL, "proposal_id", "pattern_id", "person_id", "first_true_on"),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
        C("mark_ids", Type.JSON, "List: the marks of the sentences, of all its records."),
    ),
    key=("proposal_id", "record_id"),
)
TABLES = (WORTH_READING, WORTH_CHECKING)
RESULTS = ()
