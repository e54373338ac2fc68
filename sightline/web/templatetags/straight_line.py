"""The steps of a straight line in words, for templates."""

from django import template

from sightline.casework.straight_line.pages import LineStep, StepProgress, What
from sightline.web.core.words import agency_in_words, in_a_row

register = template.Library()
HOLDINGS = {
    "day": "on duty by day",
    "out_of_hours": "on duty out of hours",
    "control_room": "the control room",
    "holder": "responsible person",
    "deputy": "deputy",
}
WHY = {
    "unclaimed": "Nobody had claimed it",
    "on_duty": "Came on duty while nobody had claimed it",
}
MARKS = {StepProgress.DONE: "Done", StepProgress.MISSED: "Overdue", StepProgress.NOW: "Now", StepProgress.NEXT: "Next"}


@register.filter
def line_title(step: LineStep) -> str:
    """What a step is, in a few words."""
    agency = agency_in_words(step.agency) if step.agency else ""
    titles = {
        What.ARRIVED: "Arrived in Sightline",
        What.WAITS: f"{agency}: will be told",
        What.TOLD: f"{agency}: passed on" if step.why in WHY else f"{agency}: told",
        What.CLAIMED: f"{agency}: claimed",
        What.UNCLAIMED: f"{agency}: not claimed yet",
        What.DISCUSSION: "Strategy discussion held" if step.mark is StepProgress.DONE else "Strategy discussion due",
        What.STAGE: f"Escalated to {step.post}" if step.mark is StepProgress.DONE else f"Escalates to {step.post}",
        What.CLOSED: "Closed",
    }
    return titles[step.what]


@register.filter
def line_who(step: LineStep) -> str:
    """Whom a step names, and how they hold the post."""
    names = in_a_row(list(step.who))
    if not names:
        return "The post is empty" if step.what is What.STAGE and step.mark is StepProgress.DONE else ""
    return f"{names}, {HOLDINGS[step.holding]}" if step.holding in HOLDINGS else names


@register.filter
def line_note(step: LineStep) -> str:
    """Why, where that is not plain."""
    notes = {
        What.WAITS: "The event is more than 72 hours old, so Sightline tells them at 8am",
        What.UNCLAIMED: "Then it goes to the next person on duty",
        What.STAGE: "If nobody answers" if step.mark is StepProgress.NEXT else "",
        What.CLOSED: "A later record answered it" if step.why == "fact" else "",
    }
    return WHY.get(step.why, "") if step.what is What.TOLD else notes.get(step.what, "")


@register.filter
def line_mark(step: LineStep) -> str:
    """Done, Overdue, Now or Next."""
    return MARKS[step.mark]
