"""The words of items and clocks: how long is left, whose turn it is, what happened, and a text to copy elsewhere.

Time left is said in the largest two units, and never as a colour alone.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from sightline.casework.clocks.pages import ClockLine
from sightline.casework.escalation.pages import ItemPage, ResponseLine, StepLine, answers_by_step
from sightline.escalation import (
    ADULT_SAFEGUARDING,
    CONDUCT,
    INFORMATION_GOVERNANCE,
    SHARED,
    Happening,
    Stage,
    Why,
    read_ladders,
)
from sightline.model.nouns import ClockState
from sightline.model.rules import Rule, RuleStatus
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as gettext_lazy
from sightline.translation.numbers import counted
from sightline.web.core import words
from sightline.web.core.rules import rule_of
from sightline.web.core.whens import day_in_words, when_in_words

SCOPES = {
    "me": gettext_lazy("With me"),
    "reached": gettext_lazy("Escalated past me"),
    "agency": gettext_lazy("With my agency"),
    "all": gettext_lazy("All that I can see"),
}
NONE_OF_THESE = gettext_lazy("This list has no open actions of that kind.")
NONE_HERE = {
    "me": gettext_lazy("You have no open actions."),
    "reached": gettext_lazy("No open action has been escalated past you."),
    "agency": gettext_lazy("Your agency has no open action that you can see."),
    "all": gettext_lazy("There is no open action that you can see."),
}
STAGES = {
    "practitioner": gettext_lazy("practitioner"),
    "team_manager": gettext_lazy("team manager"),
    "head_of_service": gettext_lazy("head of service"),
    "chief_officer": gettext_lazy("director or chief officer"),
    "lead_safeguarding_partners": gettext_lazy("lead safeguarding partners"),
    "chair_and_scrutineer": gettext_lazy("partnership chair and scrutineer"),
}
# Ladders whose first stage is an office with a name of its own.
NO_PRACTITIONER = (*CONDUCT, ADULT_SAFEGUARDING, INFORMATION_GOVERNANCE, SHARED)
SOURCES = {
    "clock": gettext_lazy("Deadline"),
    "question": gettext_lazy("Unanswered question"),
    "call": gettext_lazy("A call"),
    "pattern": gettext_lazy("Pattern across agencies"),
    "disagreement": gettext_lazy("A disagreement"),
    "left_line": gettext_lazy("Names a person who works with children"),
    "unowned": gettext_lazy("No owner"),
    "review_overdue": gettext_lazy("Review date passed"),
    "next_step_overdue": gettext_lazy("Next step not done"),
    "late_extract": gettext_lazy("Data is late"),
    "late_delivery": gettext_lazy("Records arrive late"),
    "restricted_share": gettext_lazy("Share a restricted record, or refuse"),
    "reported_document": gettext_lazy("Reported document"),
    "backlog_overdue": gettext_lazy("Backlog to answer"),
    "sentence": gettext_lazy("A sentence to read"),
    "second_reading": gettext_lazy("A sentence to read again"),
    "possible_match": gettext_lazy("A possible match that a pattern depends on"),
    "proposed_match": gettext_lazy("A colleague’s proposal about who records are about"),
    "meeting_action": gettext_lazy("A meeting action is not done"),
    "data_complaint": gettext_lazy("Complaint about data"),
    "safe_to_tell": gettext_lazy("Adult named in records"),
    "telling_review": gettext_lazy("Adult named in records"),
    "restriction_ends": gettext_lazy("Restricted record"),
    "two_officers_review": gettext_lazy("Request by two officers, to review"),
    "data_request": gettext_lazy("Request for data"),
    "record_dispute": gettext_lazy("Disputed record or conclusion"),
    "onward_request": gettext_lazy("Request to pass records on"),
    "correction_notice": gettext_lazy("Notice of correction"),
    "agreement_review": gettext_lazy("Agreement to review or renew"),
    "emergency_disclosure": gettext_lazy("File that came in an emergency"),
    "data_breach": gettext_lazy("Data breach"),
    "exposed_address": gettext_lazy("Exposed address"),
    "blind_question": gettext_lazy("A colleague asks about a child"),
    "call_signal": gettext_lazy("A colleague asks you to call"),
    "emergency_review": gettext_lazy("Emergency access to review"),
    "staff_question": gettext_lazy("May be about a member of staff"),
    "two_officers_holder": gettext_lazy("Two officers saw a hidden record of yours"),
    "emergency_holder": gettext_lazy("Emergency access to your restricted records"),
}
STATES = {
    "waiting": gettext_lazy("Not answered"),
    "acknowledged": gettext_lazy("Being dealt with, not answered"),
    "acting": gettext_lazy("Action under way"),
    "to_be_seen": gettext_lazy("Answered, needs review"),
    "closed": gettext_lazy("Closed"),
}
WHY = {
    Why.OPENED: gettext_lazy("it was opened"),
    Why.SILENCE: gettext_lazy("nobody answered in time"),
    Why.NOBODY: gettext_lazy("the previous role had no responsible person"),
    Why.TO_BE_SEEN: gettext_lazy("an answer needs review"),
    Why.TWICE_NOT_PROCEEDED: gettext_lazy("two people decided not to proceed"),
    Why.NOT_AGREED: gettext_lazy("the next stage did not agree with the answer"),
    Why.CANNOT_TELL: gettext_lazy("the stage before could not tell"),
    Why.NOT_DONE: gettext_lazy("the action was not done in time"),
}
HAPPENED = {
    Happening.ACKNOWLEDGED: gettext_lazy("is dealing with this"),
    Happening.ACT: gettext_lazy("answered: will act"),
    Happening.NOT_PROCEED: gettext_lazy("answered: not proceeding"),
    Happening.FOUND: gettext_lazy("answered: asked, and found out"),
    Happening.ASKED_NOT_KNOWN: gettext_lazy("answered: asked, and still not known"),
    Happening.ACTION_DONE: gettext_lazy("recorded that it is done"),
    Happening.AGREED: gettext_lazy("reviewed the answer, and agrees"),
    Happening.NOT_AGREED: gettext_lazy("reviewed the answer, and does not agree"),
    Happening.READ: gettext_lazy("read the sentence"),
    Happening.CANNOT_TELL: gettext_lazy("read the sentence and cannot tell"),
    Happening.CORRECTED: gettext_lazy("corrected the answer"),
}
CLOCK_STATES = {
    ClockState.RUNNING: gettext_lazy("Still open"),
    ClockState.MET: gettext_lazy("Done in time"),
    ClockState.MET_LATE: gettext_lazy("Completed late"),
    ClockState.BREACHED: gettext_lazy("Overdue"),
    ClockState.NOT_KNOWN: gettext_lazy("Awaiting data"),
}
ARRIVED_LATE = gettext_lazy("Arrived late")
STATUSES = {
    RuleStatus.STATUTORY: gettext_lazy("Statutory: required by law"),
    RuleStatus.OFFICIAL: gettext_lazy("Official: from a public body’s own page; it is not law"),
    RuleStatus.LOCAL: gettext_lazy("Local: decided here, not in law"),
    RuleStatus.MEASURED: gettext_lazy("Based on measured data"),
    RuleStatus.UNVERIFIED: gettext_lazy("Not yet checked against the guidance"),
}


def stage_in_words(stage: str, ladder: str = "") -> str:
    """A stage by its name; by that of its role where a ladder begins with no practitioner, such as the LADO's."""
    if stage == Stage.PRACTITIONER and ladder in NO_PRACTITIONER:
        return words.lower_first(str(read_ladders()[ladder].rung(Stage.PRACTITIONER).seats[0].post))
    return STAGES.get(stage, words.plain(stage).lower())


def opened_in_words(step: StepLine, moment: Callable[[str], str]) -> str:
    """`Not opened.`, or when the notice of a step was opened, and by how many; empty where no notice is on record.

    `moment`: how a moment is written.
    """
    opened = [at for at in step.openings if at]
    if not opened:
        return _("Not opened.") if step.openings else ""
    said = {"when": moment(min(opened)), "number": len(opened), "told": len(step.openings)}
    if len(step.openings) == 1:
        return _("Opened %(when)s.") % said
    return _("Opened by %(number)s of %(told)s, first %(when)s.") % said


def time_left(due_at: str, now: str) -> str:
    """`2 days 3 hours left`, or `overdue by 5 hours`."""
    span = datetime.fromisoformat(due_at) - datetime.fromisoformat(now)
    return (
        _("%(span)s left") % {"span": span_in_words(span)}
        if span >= timedelta(0)
        else _("overdue by %(span)s") % {"span": span_in_words(-span)}
    )


def span_in_words(span: timedelta) -> str:
    """A length of time in its largest units; minutes only of the last hours."""
    minutes = int(span.total_seconds() // 60)
    days, hours = divmod(minutes // 60, 24)
    if days >= 2:
        return _units((days, "day"), (hours, "hour") if days < 4 else (0, ""))
    if minutes >= 60:
        return _units((days, "day"), (hours, "hour"), (minutes % 60, "minute") if not days and hours < 4 else (0, ""))
    return _units((minutes, "minute")) or _("less than a minute")


def _units(*parts: tuple[int, str]) -> str:
    return " ".join(counted(number, name) for number, name in parts if number)


def status_in_words(rule: Rule | None) -> str:
    """On what authority a rule stands, in words."""
    return STATUSES[RuleStatus(rule.status)] if rule else ""


def ladder_in_words(ladder: str) -> str:
    """The name of a ladder."""
    found = read_ladders().get(ladder)
    return found.rule.label if found else words.agency_in_words(ladder)


def acknowledged_on(page: ItemPage) -> list[tuple[StepLine, list[ResponseLine]]]:
    """Each step, with who said at it that they are dealing with the action."""
    placed = answers_by_step(page)
    return [(step, [one for one in placed[step.number] if one.kind == Happening.ACKNOWLEDGED]) for step in page.steps]


def text_to_copy(page: ItemPage, answer: ResponseLine) -> str:
    """An answer as plain text for the agency's own case system. It names nobody but those whom the answer names."""
    rule = rule_of(page.line.rule_id)
    parts = [
        _("Sightline, %(rule)s") % {"rule": rule.label if rule else page.line.rule_id},
        _("Item %(item_id)s") % {"item_id": page.line.item_id},
        f"{when_in_words(answer.at)}: {answer.by} {HAPPENED[Happening(answer.kind)]}",
    ]
    labelled = (
        (
            _("Answer") if answer.kind in (Happening.READ, Happening.CANNOT_TELL, Happening.CORRECTED) else _("Reason"),
            answer.reason_words,
        ),
        (_("What"), answer.what),
        (_("Who"), answer.who),
        (_("Words"), answer.words),
    )
    parts += [f"{label}: {text}" for label, text in labelled if text]
    parts += [_("By: %(day)s") % {"day": day_in_words(answer.by_when)}] if answer.by_when else []
    return join_shown("\n", parts)


def stops_in_words(line: ClockLine) -> str:
    """What stops a clock: the kinds of record that its rule names, each word once, or an answer."""
    kinds = list(dict.fromkeys(words.kind_in_words(kind) for kind in line.stops))
    return _("%(records)s, or an answer") % {"records": join_shown(", ", kinds)} if kinds else _("An answer")
