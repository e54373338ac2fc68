"""What pages read of possible matches: questions and their sides, proposals from notes, and answers."""

from sightline.model.analysis_tables.namings import NAMING
from sightline.model.analysis_tables.namings import PROPOSAL as FOUND_PROPOSAL
from sightline.model.schema import AGENCY_RECORD, MENTION
from sightline.model.schema import JUDGEMENT as GIVEN
from sightline.model.schema import QUESTION as ASKED
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column
OF_NAMING = ("field", "start", "end", "source_file", "source_row", "role")
OF_MENTION = ("slot", "source_role", "other_names")
PLACE = C("place", Type.INT, "1 for the first in the order in which they are asked.")

QUESTION = Table(
    "question",
    "Two mentions of two people who may be one.",
    (PLACE, *same(ASKED, "question_id", "rule_id", "says", "agrees", "weight", "hangs_on", "answered")),
    key=("place",),
)
QUESTION_SIDE = Table(
    "question_side",
    "One side of a question: a mention, its person and its record.",
    (
        C("question_id", Type.TEXT, "The question."),
        C("side", Type.TEXT, "a or b."),
        C("mention_id", Type.TEXT, "The mention."),
        C("person_id", Type.TEXT, "The person."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
    ),
    key=("question_id", "side"),
)
QUESTION_GROUP = result(
    "question_group",
    "How many visible questions of a rule are between two agencies.",
    C("rule_id", Type.TEXT, "The rule."),
    C("agency_a", Type.TEXT, "The agency whose name is first."),
    C("agency_b", Type.TEXT, "The other agency."),
    C("questions", Type.INT, "How many."),
)
JUDGEMENT = Table("judgement", "What became of an answer.", same(GIVEN, "sequence", "became"), key=("sequence",))

PROPOSAL = Table(
    "proposal",
    "Something named in a note, and what it may be the same as.",
    (PLACE, *same(FOUND_PROPOSAL, "proposal_id", "kind", "rule_id", "says", "agrees", "hangs_on", "answered")),
    key=("place",),
)
PROPOSAL_SIDE = Table(
    "proposal_side",
    "One side of a proposal: a naming in a note, or a mention.",
    (
        C("proposal_id", Type.TEXT, "The proposal."),
        C("side", Type.TEXT, "a or b."),
        C("id", Type.TEXT, "The naming or the mention."),
        C("is_naming", Type.BOOL, "True where it is a naming."),
        C("person_id", Type.TEXT, "The person; empty for a thing and for a naming."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
        C("body", Type.JSON, "Object: what a naming or a mention says; see FULL_PROPOSAL_SIDE."),
    ),
    key=("proposal_id", "side"),
)
NOTED_NAMING = Table(
    "noted_naming",
    "A naming of a proposal or an answer, and its record.",
    (
        C("naming_id", Type.TEXT, "The naming."),
        C("record_id", Type.TEXT, "The record."),
        C("text", Type.TEXT, "The words, as written."),
        *SEEN,
    ),
    key=("naming_id",),
)
FULL_PROPOSAL_SIDE = result(
    "full_proposal_side",
    "One side of a proposal with what its body holds; what only namings or only mentions have may be missing.",
    PROPOSAL_SIDE.columns,
    C("text", Type.TEXT, "The words or the name, as written."),
    C("beside", Type.TEXT, "The description in the same sentence, or the mention's own; else empty."),
    same(AGENCY_RECORD, "kind", "occurred_from", "occurred_to", "date_precision"),
    (C(one.name, one.type, one.meaning, optional=True) for one in same(NAMING, *OF_NAMING)),
    (C(one.name, one.type, one.meaning, optional=True) for one in same(MENTION, *OF_MENTION)),
)
TABLES = (QUESTION, QUESTION_SIDE, JUDGEMENT, PROPOSAL, PROPOSAL_SIDE, NOTED_NAMING)
RESULTS = (QUESTION_GROUP, FULL_PROPOSAL_SIDE)
