"""The escalation rules that rest on no clock: late data, what has no owner, disagreements.

The moment that is given is the last in time. From the second after it the item stands.
"""

from functools import cache

from sightline.escalation.ladders import FOLDER
from sightline.model.calendar import Calendar, Unit
from sightline.model.rules import Rule
from sightline.model.when import london_day
from sightline.rulebook.rules import load_rules

LATE, UNOWNED, DISAGREEMENT, CEILINGS = "late_extract", "unowned", "disagreement", "ceilings"
STRAIGHT, LATE_DELIVERY, BACKLOG = "straight", "late_delivery", "backlog_overdue"
RESTRICTED_SHARE = "restricted_share"
SENTENCE_QUESTION = "sentence_question"
DATA_BREACH, EXPOSED_ADDRESS = "data_breach", "exposed_address"
EMERGENCY_REVIEW, EMERGENCY_HOLDER = "emergency_review", "emergency_holder"
TWO_OFFICERS_REVIEW, TWO_OFFICERS_HOLDER = "two_officers_review", "two_officers_holder"
COMPLAINT_ANSWER, CORRECTION_ACKNOWLEDGED = "data_complaint_answer", "correction_acknowledged"
RECORD_DISPUTE, DATA_REQUESTED = "record_dispute", "subject_access_request"
CONCLUSION_DISPUTE = "conclusion_dispute"
ONWARD_REQUEST = "onward_request"
REQUEST_PAUSED = "subject_access_pause"
EMERGENCY_DISCLOSURE, AGREEMENT_DUE = "emergency_disclosure", "agreement_due"
POSSIBLE_MATCH, PROPOSED = "possible_match", "proposed_match"


@cache
def read_escalation_rules() -> dict[str, Rule]:
    """The rules of `rules/england/escalation`, by id, without the ladders."""
    return {rule.id: rule for rule in load_rules(*FOLDER)}


def late_from(*, agency: str, last_received_at: str, calendar: Calendar) -> str:
    """The last moment by which an agency's next file is in time: local days after the newest was received."""
    rule, day = read_escalation_rules()[LATE], london_day(last_received_at)
    days = rule.value_at(f"days {agency}", day) or rule.value_at("days", day)
    return calendar.due_at(started=last_received_at, amount=int(days), unit=Unit.DAYS)


def unowned_from(*, from_at: str, calendar: Calendar, rule_id: str = UNOWNED) -> str:
    """The last moment by which an owner must be named."""
    days = read_escalation_rules()[rule_id].value_at("working_days", london_day(from_at))
    return calendar.due_at(started=from_at, amount=int(days), unit=Unit.WORKING_DAYS)


def regulator_deadline(*, noticed_at: str, calendar: Calendar) -> str:
    """The last moment by which the regulator is told of a breach: hours after somebody noticed it."""
    hours = read_escalation_rules()[DATA_BREACH].value_at("hours", london_day(noticed_at))
    return calendar.due_at(started=noticed_at, amount=int(hours), unit=Unit.HOURS)


def straight_until(*, arrived_at: str, stage: str, calendar: Calendar) -> str:
    """The last moment before a stage of the straight line is told: local working days after the arrival."""
    days = read_escalation_rules()[STRAIGHT].value_at(stage, london_day(arrived_at))
    return calendar.due_at(started=arrived_at, amount=int(days), unit=Unit.WORKING_DAYS)
