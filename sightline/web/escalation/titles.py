"""What an item is called on pages: its title, what it is about, and what to do about it, beginning with a verb."""

from django.utils.translation import gettext

from sightline.casework.escalation.pages import ItemLine
from sightline.translation.messages import lazy as _
from sightline.web.core.rules import rule_of
from sightline.web.core.words import AGENCIES, lower_first
from sightline.web.escalation.presenters import SOURCES

CALL = "call"
CLOCK, QUESTION, PATTERN = OF_RULES = ("clock", "question", "pattern")
# What to do about an item that no deadline, question or pattern opened, as a line that begins with its verb.
TASKS = {
    "disagreement": _("Answer the disagreement"),
    "left_line": _("Decide about the person who works with children"),
    "unowned": _("Name an owner"),
    "review_overdue": _("Review the file"),
    "next_step_overdue": _("Complete the next step"),
    "late_extract": _("Send the late data"),
    "late_delivery": _("Send records sooner"),
    "restricted_share": _("Share the restricted record, or refuse"),
    "reported_document": _("Decide about the reported document, and call the person who reported it"),
    "backlog_overdue": _("Answer the backlog from before go-live"),
    "sentence": _("Read a sentence that may show a sign"),
    "second_reading": _("Read a sentence again: another agency answered no"),
    "possible_match": _("Answer a possible match: a pattern depends on it"),
    "proposed_match": _("Answer a colleague’s proposal about who records are about"),
    "meeting_action": _("Complete the meeting’s action"),
    "data_complaint": _("Acknowledge or answer the complaint about data"),
    "safe_to_tell": _("Say whether it is safe to tell an adult named in records"),
    "telling_review": _("Review whether a letter can go to an adult named in records"),
    "two_officers_review": _("Review a request by two officers"),
    "restriction_ends": _("Decide whether a record stays restricted"),
    "data_request": _("Reply to the request for a person’s data"),
    "record_dispute": _("Reply to a dispute"),
    "onward_request": _("Answer a request to pass records on"),
    "correction_notice": _("Check that every reader knows of the correction"),
    "agreement_review": _("Review or renew the agreement"),
    "emergency_disclosure": _("Ratify or withdraw the file that came in an emergency"),
    "data_breach": _("Decide whether to tell the regulator and the people at risk"),
    "exposed_address": _("Keep the people at an exposed address safe"),
    "blind_question": _("Call a colleague who asks about a child"),
    "call_signal": _("Call a colleague about a child"),
    "emergency_review": _("Review emergency access to restricted records"),
    "staff_question": _("Say whether an action is about a member of staff"),
    "two_officers_holder": _("Look at who saw a hidden record of your agency"),
    "emergency_holder": _("Look at who opened your restricted records in an emergency"),
}


def item_title(line: ItemLine) -> str:
    """What an item is called: the label of its rule (of a deadline, what to do), or what kind of thing it is."""
    if line.source == CALL:
        return item_about(line)
    rule = rule_of(line.rule_id)
    if rule is None or line.source not in OF_RULES:
        return SOURCES.get(line.source, line.about)
    return rule.label


def item_about(line: ItemLine) -> str:
    """What an item is about, with agencies by their names; of what was recognised, that alone."""
    if line.source == PATTERN:
        return f"{SOURCES[line.source]}."
    first, _, rest = line.about.partition(" ")
    return f"{AGENCIES[first]} {rest}" if first in AGENCIES else line.about


def item_task(line: ItemLine) -> str:
    """What to do about an item, beginning with its verb."""
    rule = rule_of(line.rule_id)
    if line.source == CALL:
        return gettext("Call back: %(lower_first)s") % {"lower_first": lower_first(item_about(line))}
    if rule is None or line.source not in OF_RULES:
        return TASKS.get(line.source, item_title(line))
    kind = {QUESTION: "question", PATTERN: "pattern"}.get(line.source)
    return (
        gettext("Answer the %(kind)s: %(lower_first)s") % {"kind": kind, "lower_first": lower_first(rule.label)}
        if kind
        else rule.label
    )
