"""What pages read of a person: the chronology, what is said of them, why records are theirs, and how fresh data are."""

from sightline.model.schema import CHRONOLOGY, LINK
from sightline.model.serve_tables.columns import RECORDS, SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

ENTRY = Table(
    "entry",
    "One line of a person's chronology; what it says is in `body`.",
    (
        *same(CHRONOLOGY, "person_id", "sort_key", "entry_id"),
        *SEEN,
        C("kind", Type.TEXT, "Of the record."),
        C("has_words", Type.BOOL, "True where the entry holds the child's own words."),
        C("body", Type.JSON, "Object: the columns of ENTRY_BODY."),
    ),
    key=("person_id", "sort_key", "entry_id"),
)
ENTRY_BODY = result(
    "entry_body",
    "What `body` of a chronology line holds.",
    same(CHRONOLOGY, "record_id", "as_role", "what", "present", "childs_words", "occurred_from", "occurred_to"),
    same(CHRONOLOGY, "date_precision", "date_words", "known_from", "source_file", "source_rows", "standing"),
    same(CHRONOLOGY, "versions"),
)
FULL_ENTRY = result("full_entry", "A chronology line with what its body holds.", ENTRY.columns, ENTRY_BODY.columns)
PAGED_ENTRY = result(
    "paged_entry",
    "A chronology line of a page of them.",
    FULL_ENTRY.columns,
    C("cursor", Type.TEXT, "`after` of the next page."),
)
CHRONOLOGY_LINE = result(
    "chronology_line",
    "A line of a chronology as a page needs it: of the snapshot, or of a concern that no update has imported yet.",
    same(PAGED_ENTRY, "entry_id", "sort_key", "agency", "organisation", "layout", "restricted", "kind", "cursor"),
    ENTRY_BODY.columns,
)

ENTRY_COUNT = Table(
    "entry_count",
    "How many records a person's chronology has, by what the filter reads, kind and month.",
    (
        C("person_id", Type.TEXT, "Whose chronology."),
        *SEEN,
        C("kind", Type.TEXT, "Of the record."),
        C("month", Type.TEXT, "2024-03, of the last thing told; empty where no day is known."),
        C("has_words", Type.BOOL, "True where the records hold the child's own words."),
        C("entries", Type.INT, "How many records."),
    ),
    key=(),
)
COUNTED_ENTRIES = result(
    "counted_entries",
    "How many visible records a person's chronology has, by agency, kind and month.",
    same(ENTRY_COUNT, "agency", "organisation", "kind", "month", "entries"),
)

SAID_VALUE = result(
    "said_value",
    "One thing that visible records of a body say of a person, and how many say so.",
    SEEN[:2],
    C("what", Type.TEXT, "name, other name, birth date, address and so on; 'in records' for being named at all."),
    C("value", Type.TEXT, "What is said, as written."),
    RECORDS,
    C("first_on", Type.DATE, "The first day of a record that says so.", optional=True),
    C("last_on", Type.DATE, "The last day of a record that says so.", optional=True),
    C("record_id", Type.TEXT, "The newest record that says so."),
)
SAID = Table(
    "said",
    "One thing that records say of a person, by what the filter reads.",
    (C("person_id", Type.TEXT, "The person."), *SEEN, *SAID_VALUE.columns[2:]),
    key=(),
)
SAID_OF_PERSON = result(
    "said_of_person", "One thing that visible records say of a person.", SAID.columns[0], SAID_VALUE.columns
)
QUESTION_SAID = Table(
    "question_said",
    "One thing that records say of one side of a question, where both sides are one person today.",
    (C("half_id", Type.TEXT, "The question's id, a blank, and a or b."), *SAID.columns[1:]),
    key=(),
)
SAID_OF_SIDE = result(
    "said_of_side",
    "One thing that visible records say of one side of a question.",
    QUESTION_SAID.columns[0],
    SAID_VALUE.columns,
)

JOIN_REASON = Table(
    "join_reason",
    "Why records are taken to be about one person, by what the filter reads of both records.",
    (
        C("person_id", Type.TEXT, "The person."),
        *(C(f"{side}_{one.name}", one.type, f"{one.meaning} Of side {side}.") for side in ("a", "b") for one in SEEN),
        *same(LINK, "decided_by", "rule_id", "reason"),
        C("place", Type.INT, "Which join of the person it is a part of, where its rows are not seen alike; else 0."),
        C("joins", Type.INT, "How many joins. Of a part of alike rows (same_details), how many of these rows."),
    ),
    key=(),
)
COUNTED_JOINS = result(
    "counted_joins",
    "Why Sightline treats visible records of two agencies as one person.",
    C("agency_a", Type.TEXT, "The agency of one side."),
    C("agency_b", Type.TEXT, "The agency of the other."),
    same(JOIN_REASON, "decided_by", "rule_id", "reason", "joins"),
)

AS_OF = Table(
    "as_of",
    "How fresh a body's data are. Counts only.",
    (
        *SEEN[:2],
        C("last_received_at", Type.WHEN, "When its last file was received."),
        C("last_recorded_on", Type.DATE, "The last day on which it recorded something.", optional=True),
        C(
            "first_recorded_on",
            Type.DATE,
            "The first day on which it recorded something: its data begin.",
            optional=True,
        ),
        RECORDS,
    ),
    key=(),
)
SUMMARY = Table(
    "summary",
    "Counts over all: people, named_only, people_held_by_several, records.",
    (C("name", Type.TEXT, "What is counted."), C("value", Type.INT, "How many.")),
    key=("name",),
)
PERSON_COUNT = result(
    "person_count",
    "How many records of a kind are about a person.",
    C("person_id", Type.TEXT, "The person."),
    C("kind", Type.TEXT, "Of the records."),
    RECORDS,
)
HELD_KIND = result(
    "held_kind",
    "What is held of a person, for how long it is kept: of each kind the first and the last month.",
    same(ENTRY_COUNT, "person_id", "agency", "layout", "kind"),
    C("first_month", Type.TEXT, "YYYY-MM of the oldest record."),
    C("last_month", Type.TEXT, "YYYY-MM of the newest record."),
)
BORN = result(
    "born",
    "When a person was born: the latest day that records say.",
    same(SAID, "person_id"),
    C("birth_date", Type.TEXT, "The day, as ISO."),
)
TABLES = (ENTRY, ENTRY_COUNT, SAID, QUESTION_SAID, JOIN_REASON, AS_OF, SUMMARY)
RESULTS = (
    ENTRY_BODY, FULL_ENTRY, PAGED_ENTRY,
    CHRONOLOGY_LINE, COUNTED_ENTRIES, SAID_VALUE, SAID_OF_PERSON, SAID_OF_SIDE, COUNTED_JOINS,
    PERSON_COUNT, HELD_KIND, BORN,
)  # fmt: skip
