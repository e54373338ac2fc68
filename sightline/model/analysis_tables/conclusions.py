"""The tables of conclusions: clocks and unanswered questions, each with the records that it depends on.

These tables carry no visibility of their own. A reader sees a conclusion only who may see every record of its basis.
"""

from sightline.model.columns import VISIBILITY
from sightline.model.tables import Column, Table, Type

C = Column
# Columns of `clock` that hold at its `as_at`, or follow from others: pages work them out at their own moment.
WORKED_OUT_FOR_EXPORTS = ("state", "as_at", "deadline_at", "overdue", "days_overdue")

CLOCK = Table(
    "clock",
    "One running or stopped clock: a rule, a child and the fact that started it. Its basis is in clock_basis.",
    (
        C("clock_id", Type.TEXT, "model.ids.make_id of clock, the rule, the starting row and the mention there."),
        C("rule_id", Type.TEXT, "The rule of rules/england/timescales."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file."),
        C("person_id", Type.TEXT, "The child, as linked; missing where a suspicion names none.", optional=True),
        C("mention_id", Type.TEXT, "The child's mention on the starting row; missing as above.", optional=True),
        C("record_id", Type.TEXT, "The record that started it."),
        C("started_at", Type.WHEN, "The fact that started it, of one missing episode the earliest stated; "
          "for a response clock when its record reached Sightline."),
        C("known_from", Type.WHEN, "The later of the starting fact's own date and when its agency recorded it."),
        C("reached_at", Type.WHEN, "When the starting record reached Sightline: its arrival."),
        C("due_at", Type.WHEN, "The last moment in time, UTC."),
        C("was_due_at", Type.WHEN, "The last moment in time counted from when the agency recorded it, UTC: later than "
          "the arrival unless it arrived late."),
        C("answer_due_at", Type.WHEN, "When the answer is due, UTC: `due_at`, or, where it arrived late, the rule's "
          "own length from the arrival."),
        C("deadline_at", Type.WHEN, "The true deadline, UTC: `was_due_at` where that was before the arrival, else "
          "`due_at`."),
        C("stopped_at", Type.WHEN, "When a fact that the rule names stopped it.", optional=True),
        C("stopped_by_record_id", Type.TEXT, "The record of that fact.", optional=True),
        C("state", Type.TEXT, "model.nouns.ClockState at the end of the day `as_at`, by facts alone."),
        C("overdue", Type.BOOL, "True where it is past `deadline_at` and no fact stopped it; missing where that is not "
          "known.", optional=True),
        C("days_overdue", Type.INT, "Days from the London day of `deadline_at` to that of `as_at`, if overdue.",
          optional=True),
        C("as_at", Type.WHEN, "The last moment of the day as at which it was worked out, UTC."),
        C("known_through", Type.WHEN, "Until when the answering agency's data reach; year 9999 where it is answered in "
          "Sightline; missing where nothing was received.", optional=True),
        C("answering_agency", Type.TEXT, "The agency whose facts stop it."),
        C("climbs", Type.BOOL, "True where the rule escalates it when breached, and it is no backlog."),
        C("backlog", Type.BOOL, "Recorded before the day on which its agency went live with the layout: to sample; it "
          "does not escalate."),
        C("arrived_late", Type.BOOL, "Over, and not done in time, when its record reached Sightline; no backlog."),
        C("urgent", Type.BOOL, "True where the rule says so."),
    ),
    key=("clock_id",),
    exported=(
        "clock_id", "rule_id", "rule_version", "person_id", "record_id", "answering_agency", "started_at", "due_at",
        "deadline_at", "overdue", "days_overdue", "arrived_late", "answer_due_at", "backlog", "stopped_at",
        "stopped_by_record_id", "state", "as_at",
    ),
)  # fmt: skip

UNANSWERED = Table(
    "unanswered",
    "A question that a curious professional would ask of the records and that no record answers.",
    (
        C("question_id", Type.TEXT, "model.ids.make_id of question, the rule, its first record and the mention there."),
        C("rule_id", Type.TEXT, "The rule of rules/england/curiosity."),
        C("rule_version", Type.TEXT, "Version of the rule: a hash of its file."),
        C("person_id", Type.TEXT, "The child, as linked."),
        C("mention_id", Type.TEXT, "The child's mention on the first record."),
        C("record_id", Type.TEXT, "The first record that it is based on."),
        C("asks", Type.TEXT, "The question in a sentence; dates and agencies, no name."),
        C("raised_on", Type.DATE, "The day from which it could be asked on what was known."),
        C("urgent", Type.BOOL, "True where the rule says that it escalates."),
        C("agency", Type.TEXT, "The agency that would know."),
        C("organisation", Type.TEXT, "The body within it; the agency's id where none is given."),
        C("worker", Type.TEXT, "The worker named on the newest record of the child there; empty where none."),
        C("recent", Type.BOOL, "True where it was raised within the days that the rules call recent."),
        C("place_of_child", Type.INT, "1 for the first of this child's questions; those past the cap are not listed. "
          "Questions that need a restricted record are numbered separately."),
    ),
    key=("question_id",),
)  # fmt: skip


def _basis(name: str, of: str) -> Table:
    """What a conclusion depends on: a reader who may not see one of these records does not see it."""
    return Table(
        name,
        f"The records that each row of `{of}` depends on, each with what the visibility filter reads.",
        (
            C("conclusion_id", Type.TEXT, f"The id of the row of `{of}`."),
            C("record_id", Type.TEXT, "A record that it is based on."),
            *VISIBILITY,
        ),
        key=("conclusion_id", "record_id"),
    )


CLOCK_BASIS = _basis("clock_basis", "clock")
STATED_START = Table(
    "stated_start",
    "What each record says of the start of a clock, where records of one missing episode give different days.",
    (
        C("clock_id", Type.TEXT, "The clock."),
        C("record_id", Type.TEXT, "The record that says so."),
        C("stated_at", Type.WHEN, "When the child returned, as it says."),
        C("counts", Type.BOOL, "True for the earliest, from which the clock runs."),
        *VISIBILITY,
    ),
    key=("clock_id", "record_id"),
)
UNANSWERED_BASIS = _basis("unanswered_basis", "unanswered")
