"""What pages and the ticker read of clocks, each with the records that it is based on."""

from sightline.model.analysis_tables.conclusions import CLOCK as WORKED_OUT
from sightline.model.analysis_tables.conclusions import STATED_START as OF_SNAPSHOT
from sightline.model.analysis_tables.conclusions import WORKED_OUT_FOR_EXPORTS
from sightline.model.serve_tables.columns import SEEN, result, same
from sightline.model.tables import Column, Table, Type

C = Column

CLOCK = Table(
    "clock",
    "One running or stopped clock of a child; its state is worked out when it is read.",
    tuple(column for column in WORKED_OUT.columns if column.name not in WORKED_OUT_FOR_EXPORTS),
    key=("clock_id",),
)
CLOCK_BASIS = Table(
    "clock_basis",
    "A record that a clock is based on.",
    (C("conclusion_id", Type.TEXT, "The clock."), C("record_id", Type.TEXT, "The record."), *SEEN),
    key=("conclusion_id", "record_id"),
)
STATED_START = Table(
    "stated_start",
    OF_SNAPSHOT.meaning,
    (*same(OF_SNAPSHOT, "clock_id", "record_id", "stated_at", "counts"), *SEEN),
    key=OF_SNAPSHOT.key,
)
PAGED_CLOCK = result(
    "paged_clock", "A clock of a page of them.", CLOCK.columns, C("cursor", Type.TEXT, "`after` of the next page.")
)
CLOCK_ID = result(
    "clock_id", "A clock by its id, when it is due, and who answers.",
    same(CLOCK, "clock_id", "rule_id", "due_at", "answering_agency"),
)  # fmt: skip
AWAITED_AGENCY = result(
    "awaited_agency",
    "An agency whose data open deadlines await.",
    C("agency", Type.TEXT, "The agency."),
    C("due_at", Type.WHEN, "The first last moment of these clocks."),
    same(CLOCK, "known_through"),
)
LATE_CLOCK = result(
    "late_clock",
    "An open clock that arrived late.",
    same(CLOCK, "clock_id", "rule_id", "record_id", "person_id", "due_at", "known_through", "answering_agency"),
    same(CLOCK, "answer_due_at"),
    C("delivered_by", Type.TEXT, "The agency whose record came late."),
)
STOPPED_CLOCK = result(
    "stopped_clock", "Whether and by what a clock is stopped.",
    same(CLOCK, "clock_id", "due_at", "stopped_at", "stopped_by_record_id", "known_through", "climbs"),
)  # fmt: skip
OVER = (
    C("overdue", Type.INT, "Over and not answered; neither of those below."),
    C("arrived_late", Type.INT, "The same, where it was over before its record arrived."),
    C("backlog", Type.INT, "The same, of what was recorded before go-live."),
)
DELAY_MONTH = Table(
    "delay_month",
    "How deadlines stood in a month, and at its end: counts over the whole partnership.",
    (
        C("month", Type.TEXT, "The London month."),
        C("through", Type.DATE, "The last day counted: its last day, or the day before the run."),
        C("fell_due", Type.INT, "Deadlines of the month, met or not."),
        C("met", Type.INT, "Those met in time."),
        C("met_late", Type.INT, "Those met after the deadline."),
        C("not_met", Type.INT, "Those not met."),
        C("not_known", Type.INT, "Those whose answer the data do not reach."),
        *OVER,
    ),
    key=("month",),
)
DELAY_AGENCY = Table(
    "delay_agency",
    "How deadlines of an agency stand at the end of the day before the run.",
    (
        C("agency", Type.TEXT, "Who answers; what is about a professional counts as the partnership's."),
        C("open", Type.INT, "Not answered, over or not; with backlog."),
        *OVER,
        C("not_known", Type.INT, "Over, and the data do not reach the answer."),
        C(
            "oldest_days",
            Type.INT,
            "Days since the oldest open one was known, without what arrived late.",
            optional=True,
        ),
        C("oldest_late_days", Type.INT, "The same, of what arrived late.", optional=True),
        C("answered", Type.INT, "Answered in the last twelve months."),
        C("half_days", Type.INT, "Within how many days half of them were, from when they were known.", optional=True),
        C("most_days", Type.INT, "The same, of nine of ten.", optional=True),
    ),
    key=("agency",),
)
DELAY_AGENCY_MONTH = Table(
    "delay_agency_month",
    "How deadlines of an agency stood at the end of a month.",
    (
        C("month", Type.TEXT, "The London month."),
        C("agency", Type.TEXT, "Who answers; what is about a professional counts as the partnership's."),
        *OVER,
    ),
    key=("month", "agency"),
)
TABLES = (CLOCK, CLOCK_BASIS, STATED_START, DELAY_MONTH, DELAY_AGENCY, DELAY_AGENCY_MONTH)
RESULTS = (PAGED_CLOCK, CLOCK_ID, AWAITED_AGENCY, LATE_CLOCK, STOPPED_CLOCK)
