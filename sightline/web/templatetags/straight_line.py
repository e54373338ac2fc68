"""The steps of a straight line in words, for templates."""

from django import template
from django.utils.translation import gettext as _

from sightline.casework.straight_line.pages import StraightLineEvent, StraightLineEventKind, StraightLineProgress
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
MARKS = {
    StraightLineProgress.DONE: "Done",
    StraightLineProgress.MISSED: "Overdue",
    StraightLineProgress.NOW: "Now",
    StraightLineProgress.NEXT: "Next",
}


@register.filter
def straight_line_title(event: StraightLineEvent) -> str:
    """What a step is, in a few words."""
    agency = agency_in_words(event.agency) if event.agency else ""
    titles = {
        StraightLineEventKind.ARRIVED: _("Arrived in Sightline"),
        StraightLineEventKind.WAITS: f"{agency}: will be told",
        StraightLineEventKind.TOLD: f"{agency}: passed on" if event.why in WHY else f"{agency}: told",
        StraightLineEventKind.CLAIMED: f"{agency}: claimed",
        StraightLineEventKind.UNCLAIMED: f"{agency}: not claimed yet",
        StraightLineEventKind.DISCUSSION: _("Strategy discussion held")
        if event.mark is StraightLineProgress.DONE
        else _("Strategy discussion due"),
        StraightLineEventKind.STAGE: f"Escalated to {event.post}"
        if event.mark is StraightLineProgress.DONE
        else f"Escalates to {event.post}",
        StraightLineEventKind.CLOSED: "Closed",
    }
    return titles[event.what]


@register.filter
def straight_line_who(event: StraightLineEvent) -> str:
    """Whom a step names, and how they hold the post."""
    names = in_a_row(list(event.who))
    if not names:
        return (
            _("The post is empty")
            if event.what is StraightLineEventKind.STAGE and event.mark is StraightLineProgress.DONE
            else ""
        )
    return f"{names}, {HOLDINGS[event.holding]}" if event.holding in HOLDINGS else names


@register.filter
def straight_line_note(event: StraightLineEvent) -> str:
    """Why, where that is not plain."""
    notes = {
        StraightLineEventKind.WAITS: _("The event is more than 72 hours old, so Sightline tells them at 8am"),
        StraightLineEventKind.UNCLAIMED: _("Then it goes to the next person on duty"),
        StraightLineEventKind.STAGE: _("If nobody answers") if event.mark is StraightLineProgress.NEXT else "",
        StraightLineEventKind.CLOSED: _("A later record answered it") if event.why == "fact" else "",
    }
    return WHY.get(event.why, "") if event.what is StraightLineEventKind.TOLD else notes.get(event.what, "")


@register.filter
def straight_line_mark(event: StraightLineEvent) -> str:
    """Done, Overdue, Now or Next."""
    return MARKS[event.mark]
