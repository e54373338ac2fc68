"""The words of items and clocks: how long is left, whose turn it is, what happened, and a text to copy elsewhere.

Time left is said in the largest two units, and never as a colour alone.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemPage, ResponseLine, StepLine
from sightline.escalation import Happening, Why, read_ladders
from sightline.model.nouns import ClockState
from sightline.model.rules import Rule, RuleStatus
from sightline.web.core import words
from sightline.web.core.rules import rule_of
from sightline.web.core.whens import day_in_words, when_in_words

SCOPES = {
    "me": "With me",
    "reached": "Escalated past me",
    "agency": "My agency’s",
    "all": "All that I may see",
}
NONE_OF_THESE = "No open action on this list is of that kind."
NONE_HERE = {
    "me": "No action is with you.",
    "reached": "No open action has been escalated past you.",
    "agency": "Your agency has no open action that you can see.",
    "all": "There is no open action that you can see.",
}
STAGES = {
    "practitioner": "practitioner",
    "team_manager": "team manager",
    "head_of_service": "head of service",
    "chief_officer": "director or chief officer",
    "lead_safeguarding_partners": "lead safeguarding partners",
    "chair_and_scrutineer": "partnership chair and scrutineer",
}
SOURCES = {
    "clock": "Not done in time",
    "question": "A question nobody has answered",
    "call": "A call",
    "pattern": "Pattern across agencies",
    "disagreement": "A disagreement",
    "left_line": "Names a person who works with children",
    "unowned": "No owner",
    "review_overdue": "Its review date has passed",
    "next_step_overdue": "Its next step is not done",
    "late_extract": "Data are late",
    "late_delivery": "Records arrive late",
    "restricted_share": "Share a restricted record, or refuse",
    "reported_document": "Reported document",
    "backlog_overdue": "Backlog to answer",
    "meeting_action": "A meeting action is not done",
}
STATES = {
    "waiting": "Not answered",
    "acknowledged": "Being dealt with, not answered",
    "acting": "Action under way",
    "to_be_seen": "Answered, needs review",
    "closed": "Closed",
}
WHY = {
    Why.OPENED: "it was opened",
    Why.SILENCE: "nobody answered in time",
    Why.NOBODY: "the post below was empty",
    Why.TO_BE_SEEN: "an answer needs review",
    Why.TWICE_NOT_PROCEEDED: "two answers were not to proceed",
    Why.NOT_AGREED: "the answer was not agreed",
    Why.NOT_DONE: "the action was not done in time",
}
HAPPENED = {
    Happening.ACKNOWLEDGED: "is dealing with this",
    Happening.ACT: "answered: will act",
    Happening.NOT_PROCEED: "answered: not proceeding",
    Happening.FOUND: "answered: asked, and found",
    Happening.ASKED_NOT_KNOWN: "answered: asked, and still not known",
    Happening.ACTION_DONE: "says that it is done",
    Happening.AGREED: "has seen the answer, and agrees",
    Happening.NOT_AGREED: "has seen the answer, and does not agree",
}
CLOCK_STATES = {
    ClockState.RUNNING: "Running",
    ClockState.MET: "Done in time",
    ClockState.MET_LATE: "Completed late",
    ClockState.BREACHED: "Overdue",
    ClockState.NOT_KNOWN: "Awaiting data",
}
ARRIVED_LATE = "Arrived late"
STATUSES = {
    RuleStatus.STATUTORY: "Statutory: the law says so",
    RuleStatus.OFFICIAL: "Official: a public body’s own page says so; it is not law",
    RuleStatus.LOCAL: "Local: decided here, not in law",
    RuleStatus.MEASURED: "Measured on data",
    RuleStatus.UNVERIFIED: "Not yet checked against the guidance",
}


def time_left(due_at: str, now: str) -> str:
    """`2 days 3 hours left`, or `overdue by 5 hours`."""
    span = datetime.fromisoformat(due_at) - datetime.fromisoformat(now)
    return f"{span_in_words(span)} left" if span >= timedelta(0) else f"overdue by {span_in_words(-span)}"


def span_in_words(span: timedelta) -> str:
    """A length of time in its largest units; minutes only of the last hours."""
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days >= 2:
        return _units((days, "day"), (hours, "hour") if days < 4 else (0, ""))
    if minutes >= 60:
        return _units((days, "day"), (hours, "hour"), (minutes % 60, "minute") if not days and hours < 4 else (0, ""))
    return _units((minutes, "minute")) or "less than a minute"


def _units(*parts: tuple[int, str]) -> str:
    return " ".join(f"{number} {name}{'' if number == 1 else 's'}" for number, name in parts if number)


def status_in_words(rule: Rule | None) -> str:
    """On what authority a rule stands, in words."""
    return STATUSES[RuleStatus(rule.status)] if rule else ""


def ladder_in_words(ladder: str) -> str:
    """The name of a ladder."""
    found = read_ladders().get(ladder)
    return found.rule.label if found else words.agency_in_words(ladder)


def acknowledged_on(page: ItemPage, step: StepLine) -> list[ResponseLine]:
    """Who said, while the item was at this step, that they are dealing with it."""
    later = [one.due_at for one in page.steps if one.number == step.number + 1]
    until = later[0] if later else "9999"
    said = [one for one in page.answers if one.kind == Happening.ACKNOWLEDGED]
    return [one for one in said if step.due_at <= one.at < until]


def text_to_copy(page: ItemPage, answer: ResponseLine) -> str:
    """An answer as plain text for the agency's own case system. It names nobody but those whom the answer names."""
    rule = rule_of(page.line.rule_id)
    parts = [
        f"Sightline, {rule.label if rule else page.line.rule_id}",
        f"Item {page.line.item_id}",
        f"{when_in_words(answer.at)}: {answer.by} {HAPPENED[Happening(answer.kind)]}",
    ]
    labelled = (
        (_("Reason"), answer.reason_words),
        (_("What"), answer.what),
        (_("Who"), answer.who),
        (_("Words"), answer.words),
    )
    parts += [f"{label}: {text}" for label, text in labelled if text]
    parts += [f"By: {day_in_words(answer.by_when)}"] if answer.by_when else []
    return "\n".join(parts)


def stops_in_words(line: ClockLine) -> str:
    """What stops a clock: the kinds of record that its rule names, or an answer."""
    kinds = [words.kind_in_words(kind) for kind in line.stops]
    return f"{', '.join(kinds)}, or an answer" if kinds else _("An answer")
