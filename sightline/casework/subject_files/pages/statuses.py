"""How a working file stands, by which decisions, and the capacities in which somebody stands in records.

Nothing here follows from a count or a rule. Each change is a decision of a named person; and what somebody is in a
record (victim, witness, suspect, convicted) is kept apart from how their file stands.
"""

from datetime import date

from sightline.casework.core import clock
from sightline.casework.subject_files.kinds import Capacity as Capacity
from sightline.casework.subject_files.kinds import Kind
from sightline.casework.subject_files.kinds import Status as Status
from sightline.model.calendar import add_months
from sightline.model.errors import Usage
from sightline.model.rules import Rule
from sightline.rulebook.rules import load_rules
from sightline.translation.dates import long_day
from sightline.translation.messages import lazy as _

FOLDER = ("england", "subject_files")


ENDS = (Status.NO_LONGER, Status.REMOVED)
OPENS_AS = (Status.NAMED, Status.OF_CONCERN)
SAID_BY_A_RECORD = (Status.CHARGED, Status.CONVICTED)
OF_PERSONS = (*SAID_BY_A_RECORD,)
BECOMES: dict[Status, tuple[Status, ...]] = {
    Status.NAMED: (Status.OF_CONCERN, *ENDS),
    Status.OF_CONCERN: (Status.UNDER_INVESTIGATION, Status.CHARGED, Status.CONVICTED, *ENDS),
    Status.UNDER_INVESTIGATION: (Status.OF_CONCERN, Status.CHARGED, Status.CONVICTED, *ENDS),
    Status.CHARGED: (Status.OF_CONCERN, Status.UNDER_INVESTIGATION, Status.CONVICTED, *ENDS),
    Status.CONVICTED: (Status.OF_CONCERN, *ENDS),
    Status.NO_LONGER: (),
    Status.REMOVED: (),
}


def may_become(status: Status, *, kind: str) -> tuple[Status, ...]:
    """What somebody may decide next. A place, a thing or a group is not charged or convicted."""
    return tuple(one for one in BECOMES[status] if kind == Kind.PERSON or one not in OF_PERSONS)


def review_rule() -> Rule:
    """The rule that says how long a file may stand before somebody looks at it again."""
    return next(rule for rule in load_rules(*FOLDER) if rule.id == "concerned_review")


def is_review_day(*, decided_on: date, review_on: date | None) -> bool:
    """Whether a review day may be given on a day: later than it, and within the months that the rule says."""
    most = int(review_rule().value_at("most_months", decided_on))
    return review_on is not None and decided_on < review_on <= add_months(decided_on, most)


def last_review_day(decided_on: date) -> date:
    """The last day that may be given."""
    return add_months(decided_on, int(review_rule().value_at("most_months", decided_on)))


def check_review(review_on: date | None) -> None:
    """Usage where the review day is missing, has come, or is further away than the rule lets it be."""
    if not is_review_day(decided_on=clock.today(), review_on=review_on):
        last = last_review_day(clock.today())
        raise Usage(
            _("The review date is missing, too early or too late."),
            code="no_review",
            what_to_do=_("Enter a day after today, and not after %(day)s.") % {"day": long_day(last)},
        )
