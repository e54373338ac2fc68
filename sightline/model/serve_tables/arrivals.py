"""What first pages read: what came lately, who is missing, and signs noted in records."""

from sightline.model.analysis_tables.passages import PASSAGE
from sightline.model.schema import AGENCY_RECORD
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

ARRIVAL = Table(
    "arrival",
    "A record that came lately.",
    (*same(AGENCY_RECORD, "batch", "record_id", "version", "kind"), *SEEN),
    key=("batch", "record_id"),
)
ARRIVED_THROUGH = Table("arrived_through", "The last batch held.", (C("batch", Type.INT, "Its number."),), key=())
ARRIVAL_COUNT = result(
    "arrival_count",
    "How many visible records of an agency and kind came after a batch.",
    same(ARRIVAL, "agency", "kind"),
    C("added", Type.INT, "How many are new."),
    C("changed", Type.INT, "How many are new versions."),
)
MISSING_EPISODE = Table(
    "missing_episode",
    "A child missing: open ones however old, and those found lately.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("mention_id", Type.TEXT, "The child's mention there."),
        C("person_id", Type.TEXT, "The child."),
        C("reference", Type.TEXT, "The number of the episode."),
        C("missing_from", Type.WHEN, "Since when.", optional=True),
        C("date_precision", Type.TEXT, "model.nouns.Precision of missing_from.", optional=True),
        C("found_at", Type.WHEN, "When the child was found, by this record.", optional=True),
        C("risk_grade", Type.TEXT, "The grade of risk, as written; else empty."),
        C("what", Type.TEXT, "What the record tells of it; else empty."),
        *SEEN,
    ),
    key=("record_id", "mention_id"),
)
SHOWN_EPISODE = result(
    "shown_episode",
    "A child missing, and when any visible record has them back.",
    MISSING_EPISODE.columns,
    C("back_at", Type.WHEN, "When the child was found or returned; missing while they are.", optional=True),
)
MISSING_RETURN = Table(
    "missing_return",
    "A return that another record tells of.",
    (
        C("reference", Type.TEXT, "The number of the episode."),
        C("person_id", Type.TEXT, "The child."),
        C("record_id", Type.TEXT, "The record."),
        C("returned_at", Type.WHEN, "When.", optional=True),
        *SEEN,
    ),
    key=("reference", "person_id", "record_id"),
)
MISSING_FILE = Table(
    "missing_file",
    "When the newest file about missing people came.",
    (C("received_at", Type.WHEN, "The moment or the day; empty where none did."),),
    key=(),
)
THING_NAMING = Table(
    "thing_naming",
    "A naming of a vehicle, phone or place of which one came lately.",
    (
        C("thing_id", Type.TEXT, "The thing."),
        C("mention_id", Type.TEXT, "The mention."),
        C("entity_kind", Type.TEXT, "vehicle, phone or place."),
        C("batch", Type.INT, "The batch of its record."),
        C("with_child", Type.BOOL, "True where the record names somebody under 18."),
        C("record_id", Type.TEXT, "The record."),
        *SEEN,
    ),
    key=("thing_id", "mention_id"),
)
NEW_THING = result(
    "new_thing",
    "A thing that no visible record named before a batch.",
    same(THING_NAMING, "entity_kind", "record_id"),
    C("text", Type.TEXT, "As that record writes it."),
)

SIGN = Table(
    "sign",
    "A sign or a mention noted in a record.",
    (
        *same(PASSAGE, "passage_id", "record_id", "row_id"),
        *SEEN,
        *same(PASSAGE, "source_file", "source_row", "field", "start", "end", "text", "indicator", "mention"),
        *same(PASSAGE, "polarity", "certainty", "time", "experiencer", "said_by", "role", "rule_id", "cues"),
        C("childs_words", Type.BOOL, "True where the cell holds the child's own words."),
        C("happened", Type.WHEN, "When the record's event began.", optional=True),
    ),
    key=("passage_id",),
)
SIGN_PERSON = Table(
    "sign_person",
    "The child whom a row is about.",
    (C("person_id", Type.TEXT, "The child."), C("row_id", Type.TEXT, "The row.")),
    key=("person_id", "row_id"),
)
READ_SIGN = result(
    "read_sign",
    "A sign or a mention, with the words that decided how it is meant.",
    (column for column in SIGN.columns if column.name != "cues"),
    C("cues", Type.CUES, "The words of the cell that decided each attribute."),
)
OF_SNAPSHOT = ("row_id", "restricted", "sealed", "childs_words")
NOTED_SIGN = result(
    "noted_sign",
    "A sign or a mention as a page needs it: of the snapshot, or of a concern that no update has imported yet.",
    (column for column in READ_SIGN.columns if column.name not in OF_SNAPSHOT),
)
MARK = result("mark", "The same, or a hint on wording for its author.", NOTED_SIGN.columns, same(PASSAGE, "wording"))
ACCOUNT = result("account", "A record with an account that a child gave.", same(SIGN, "agency", "record_id"))
TABLES = (ARRIVAL, ARRIVED_THROUGH, MISSING_EPISODE, MISSING_RETURN, MISSING_FILE, THING_NAMING, SIGN, SIGN_PERSON)
RESULTS = (ARRIVAL_COUNT, SHOWN_EPISODE, NEW_THING, READ_SIGN, NOTED_SIGN, MARK, ACCOUNT)
