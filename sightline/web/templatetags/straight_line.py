"""The steps of a straight line in words, for templates."""

from django import template

from sightline.casework.straight_line.pages import LineStep, StepKind, StepProgress
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
        StepKind.ARRIVED: "Arrived in Sightline",
        StepKind.WAITS: f"{agency}: will be told",
        StepKind.TOLD: f"{agency}: passed on" if step.why in WHY else f"{agency}: told",
        StepKind.CLAIMED: f"{agency}: claimed",
        StepKind.UNCLAIMED: f"{agency}: not claimed yet",
        StepKind.DISCUSSION: "Strategy discussion held"
        if step.mark is StepProgress.DONE
        else "Strategy discussion due",
        StepKind.STAGE: f"Escalated to {step.post}" if step.mark is StepProgress.DONE else f"Escalates to {step.post}",
        StepKind.CLOSED: "Closed",
    }
    return titles[step.what]


@register.filter
def line_who(step: LineStep) -> str:
    """Whom a step names, and how they hold the post."""
    names = in_a_row(list(step.who))
    if not names:
        return "The post is empty" if step.what is StepKind.STAGE and step.mark is StepProgress.DONE else ""
    return f"{names}, {HOLDINGS[step.holding]}" if step.holding in HOLDINGS else names


@register.filter
def line_note(step: LineStep) -> str:
    """Why, where that is not plain."""
    notes = {
        StepKind.WAITS: "The event is more than 72 hours old, so Sightline tells them at 8am",
        StepKind.UNCLAIMED: "Then it goes to the next person on duty",
        StepKind.STAGE: "If nobody answers" if step.mark is StepProgress.NEXT else "",
        StepKind.CLOSED: "A later record answered it" if step.why == "fact" else "",
    }
    return WHY.get(step.why, "") if step.what is StepKind.TOLD else notes.get(step.what, "")


@register.filter
def line_mark(step: LineStep) -> str:
    """Done, Overdue, Now or Next."""
    return MARKS[step.mark]
