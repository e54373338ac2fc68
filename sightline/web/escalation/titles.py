"""What an item is called on pages: its title, what it is about, and what to do about it, beginning with a verb."""

from sightline.casework.escalation.pages import ItemLine
from sightline.web.core.rules import rule_of
from sightline.web.core.words import AGENCIES, lower_first
from sightline.web.escalation.presenters import SOURCES

CALL = "call"
CLOCK, QUESTION, PATTERN = OF_RULES = ("clock", "question", "pattern")
# What to do about an item that no deadline, question or pattern opened, as a line that begins with its verb.
TASKS = {
    "disagreement": "Answer the disagreement",
    "left_line": "Decide on the person who works with children",
    "unowned": "Name an owner",
    "review_overdue": "Review the file",
    "next_step_overdue": "Do the next step",
    "late_extract": "Send the late data",
    "late_delivery": "Send records sooner",
    "restricted_share": "Share the restricted record, or refuse",
    "reported_document": "Decide on the reported document, and call who reported it",
    "backlog_overdue": "Answer the backlog from before go-live",
    "meeting_action": "Do the meeting’s action",
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
        return f"Call back: {lower_first(item_about(line))}"
    if rule is None or line.source not in OF_RULES:
        return TASKS.get(line.source, item_title(line))
    kind = {QUESTION: "question", PATTERN: "pattern"}.get(line.source)
    return f"Answer the {kind}: {lower_first(rule.label)}" if kind else rule.label
