"""The lists that are exported beside the tables of a snapshot, from what people write, as it is now."""

from sightline.model.schema import EXPORTS, SNAPSHOT_TABLES
from sightline.model.tables import Column, Table, Type

C = Column
AGREED_COLUMNS = (
    C("action_id", Type.TEXT, "The action; it stays however often its words are corrected."),
    C("meeting_id", Type.TEXT, "The meeting that agreed it."),
    C("meeting_kind", Type.TEXT, "What kind of meeting that was, as strategy_discussion."),
    C("meeting_on", Type.WHEN, "When the meeting was held; else for when it is planned."),
    C("meeting_state", Type.TEXT, "planned, held or called_off."),
    C("person_id", Type.TEXT, "The child the meeting is about; empty for a group or a place."),
    C("agreed_at", Type.WHEN, "When the action was written down as it is now."),
    C("agreed_by", Type.TEXT, "The account that wrote it."),
    C("action", Type.TEXT, "What is to be done, in the meeting's words, without what is protected."),
    C("who", Type.TEXT, "Who is to do it: an account, a role or a name."),
    C("agency", Type.TEXT, "The agency that is to do it."),
    C("organisation", Type.TEXT, "Its organisation."),
    C("by_on", Type.DATE, "The day by which it is to be done.", optional=True),
    C("state", Type.TEXT, "open, overdue, done, or confirmed: a second person says that it is done."),
    C("done_at", Type.WHEN, "When a person first said that it was done; empty until then."),
    C("done_by", Type.TEXT, "The account that said so."),
    C("what_was_done", Type.TEXT, "What was done, in the words of each who said so, the first first."),
    C("record_ids", Type.TEXTS, "The records that the action speaks of."),
    C("disputed", Type.BOOL, "Whether a person disputes one of these records, or what the meeting answers."),
)
AGREED_ACTION = Table(
    "agreed_action",
    "An action that a meeting agreed, as it is now, and what was done.",
    AGREED_COLUMNS,
    key=("action_id",),
    exported=tuple(column.name for column in AGREED_COLUMNS),
)
LISTS = {"actions": AGREED_ACTION}
EXPORTED = {**EXPORTS, **LISTS}
# Bulk exports for which a person asks: the lists, and files of what is no list: the whole network, the sharing ledger,
# a review for an inquiry, the audit log and the decisions.
WHOLE_NETWORK, SHARING_LEDGER, INQUIRY = "network", "sharing", "inquiry"
AUDIT_FILES = ("audit", "decisions")
# Files of one page, for which a person asks where the file names many people.
CONNECTIONS, CONCERN_REGISTER, DISRUPTION_LEDGER, READERSHIP = (
    "connections", "concern_register", "disruption_ledger", "readership",
)  # fmt: skip
REVIEW_CHRONOLOGY, PICTURE, PERSON_CHRONOLOGY, CLOSED_DECISIONS, REPORT_DRAFT, REVIEW_KNOWLEDGE, AUDIT_ENTRIES = (
    "review_chronology", "picture", "person_chronology", "closed_decisions", "report_draft", "review_knowledge",
    "audit_entries",
)  # fmt: skip
FILES_OF_PAGES = (
    CONNECTIONS, CONCERN_REGISTER, DISRUPTION_LEDGER, READERSHIP, REVIEW_CHRONOLOGY, PICTURE, PERSON_CHRONOLOGY,
    CLOSED_DECISIONS, REPORT_DRAFT, REVIEW_KNOWLEDGE, AUDIT_ENTRIES,
)  # fmt: skip
ASKED_FOR = (*EXPORTED, WHOLE_NETWORK, SHARING_LEDGER, INQUIRY, *AUDIT_FILES, *FILES_OF_PAGES)
DISPUTED = "disputed"
DISPUTED_COLUMN = C(DISPUTED, Type.BOOL, "Whether a person disputes one of these records.")
RESOLVED = next(table for table in SNAPSHOT_TABLES if table.name == "resolved")
# The lists whose rows are of records: their last column says whether somebody disputes one.
OF_RECORDS = frozenset({"records", "mentions", "persons", "chronology", "passages", "proposals", "clocks", "patterns"})


def columns_exported(table: str) -> tuple[str, ...]:
    """The columns of an exported list, in order."""
    return (*EXPORTED[table].exported, *((DISPUTED,) if table in OF_RECORDS else ()))


def declare_exported(table: str) -> tuple[Column, ...]:
    """What each column of an exported list is and means, in order. Mentions have whose they are by `resolved`."""
    known = {column.name: column for column in (*RESOLVED.columns, DISPUTED_COLUMN, *EXPORTED[table].columns)}
    return tuple(known[name] for name in columns_exported(table))
