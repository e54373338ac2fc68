"""What pages read of a record: versions, rows as they came, what is named on it, and what may tell of its event."""

from sightline.model.schema import AGENCY_RECORD, MENTION, SOURCE_ROW
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

RECORD = Table(
    "record",
    "One version of a record; what it says of itself is in `body`.",
    (
        *same(AGENCY_RECORD, "record_id", "version", "latest"),
        *SEEN,
        C("body", Type.JSON, "Object: the columns of RECORD_BODY."),
    ),
    key=("record_id", "version"),
)
RECORD_BODY = result(
    "record_body",
    "What `body` of a record holds.",
    same(AGENCY_RECORD, "kind", "occurred_from", "occurred_to", "date_precision", "recorded_at", "received_at"),
    same(AGENCY_RECORD, "known_from", "markings", "standing"),
)
FULL_RECORD = result("full_record", "One version of a record with what its body holds.",
                     RECORD.columns, RECORD_BODY.columns)  # fmt: skip

RECORD_ROW = Table(
    "record_row",
    "One row of a record as it came, one line a version.",
    (
        *same(SOURCE_ROW, "record_id", "row_id", "row_version"),
        *SEEN,
        C("body", Type.JSON, "Object: where the row came from and its standing."),
        C("original", Type.JSON, "Object: heading as written -> cell text as written, protected things taken out."),
    ),
    key=(),
)
FULL_RECORD_ROW = result(
    "full_record_row",
    "One row of a record with what its body and its cells hold.",
    RECORD_ROW.columns[:-1],
    C("original", Type.CELLS, "Heading as written -> cell text as written, protected things taken out."),
    same(SOURCE_ROW, "source_file", "sheet", "source_row", "standing", "standing_since", "received_at"),
)

RECORD_NAMING = Table(
    "record_naming",
    "Who or what is named on a record.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("mention_id", Type.TEXT, "The mention."),
        *SEEN,
        C("slot", Type.TEXT, "As in `mention`."),
        C("source_role", Type.TEXT, "The role as written in the export; may be empty."),
        C("text", Type.TEXT, "The name or the thing as written; of a protected address the words that say so."),
        C("entity_kind", Type.TEXT, "model.nouns.EntityKind."),
        C("person_id", Type.TEXT, "The person; empty for a thing."),
        *same(MENTION, "row_id", "known_from"),
    ),
    key=(),
)
NAMING_IN_RECORD = result(
    "naming_in_record",
    "A naming, with the body of its record.",
    RECORD_NAMING.columns,
    C("body", Type.JSON, "Object: the columns of RECORD_BODY."),
)
NAMED_ROLE = result(
    "named_role",
    "How a record names a person.",
    same(RECORD_NAMING, "record_id", "person_id", "layout", "slot", "source_role"),
)
SAME_EVENT_SIDE = Table(
    "same_event_side",
    "A record that may tell of the same event as another; the other has a line of its own, as restricted as itself.",
    (
        C("record_id", Type.TEXT, "The record."),
        C("other_id", Type.TEXT, "The other record."),
        *SEEN,
        C("shared", Type.JSON, "List: what they share, as `same_event` says it."),
        C("differs", Type.JSON, "List: where they say something else, as `same_event` says it."),
    ),
    key=("record_id", "other_id"),
)
NAMED_TEXT = result("named_text", "What a mention says, and its record.", same(RECORD_NAMING, "record_id", "text"))
ROW_PLACE = result("row_place", "Which row of which file.", same(SOURCE_ROW, "source_file", "source_row"))
VISIBILITY = result("visibility", "What the visibility filter reads of any line.", SEEN)
HELD_RECORD = result(
    "held_record",
    "A record that is about a person, and its last day.",
    same(RECORD_NAMING, "person_id", "record_id", "agency", "layout"),
    C("kind", Type.TEXT, "Of the record."),
    C("day", Type.TEXT, "The last day that it tells of, as ISO; empty where none is known."),
)
TABLES = (RECORD, RECORD_ROW, RECORD_NAMING, SAME_EVENT_SIDE)
RESULTS = (
    RECORD_BODY, FULL_RECORD, FULL_RECORD_ROW, NAMING_IN_RECORD, NAMED_ROLE, NAMED_TEXT, ROW_PLACE, VISIBILITY,
    HELD_RECORD,
)  # fmt: skip
