"""The steps of a straight line in words, for templates."""

from django import template
from django.utils.translation import gettext as _

from sightline.casework.straight_line.pages import StraightLineEvent, StraightLineEventKind, StraightLineProgress
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.words import agency_in_words

register = template.Library()
HOLDINGS = {
    "day": gettext_lazy("on duty by day"),
    "out_of_hours": gettext_lazy("on duty out of hours"),
    "control_room": gettext_lazy("the control room"),
    "holder": gettext_lazy("responsible person"),
    "deputy": gettext_lazy("deputy"),
}
WHY = {
    "unclaimed": gettext_lazy("No one was dealing with it"),
    "on_duty": gettext_lazy("Came on duty while no one was dealing with it"),
}
PROGRESS_WORDS = {
    StraightLineProgress.DONE: gettext_lazy("Done"),
    StraightLineProgress.MISSED: gettext_lazy("Overdue"),
    StraightLineProgress.NOW: gettext_lazy("Now"),
    StraightLineProgress.NEXT: gettext_lazy("Next"),
}


@register.filter
def straight_line_title(event: StraightLineEvent) -> str:
    """What a step is, in a few words."""
    agency = agency_in_words(event.agency) if event.agency else ""
    titles = {
        StraightLineEventKind.ARRIVED: _("Arrived in Sightline"),
        StraightLineEventKind.WAITS: _("%(agency)s: will be told") % {"agency": agency},
        StraightLineEventKind.TOLD: _("%(agency)s: passed on") % {"agency": agency}
        if event.why in WHY
        else _("%(agency)s: told") % {"agency": agency},
        StraightLineEventKind.CLAIMED: _("%(agency)s: dealing with it") % {"agency": agency},
        StraightLineEventKind.UNCLAIMED: _("%(agency)s: no one is dealing with it yet") % {"agency": agency},
        StraightLineEventKind.DISCUSSION: _("Strategy discussion held")
        if event.progress is StraightLineProgress.DONE
        else _("Strategy discussion due"),
        StraightLineEventKind.STAGE: _("Escalated to %(role)s") % {"role": event.post}
        if event.progress is StraightLineProgress.DONE
        else _("Escalates to %(role)s") % {"role": event.post},
        StraightLineEventKind.CLOSED: _("Closed"),
    }
    return titles[event.what]


@register.filter
def straight_line_who(event: StraightLineEvent) -> str:
    """Whom a step names, and how they hold the post."""
    names = in_a_row(list(event.who))
    if not names:
        return (
            _("There is no responsible person")
            if event.what is StraightLineEventKind.STAGE and event.progress is StraightLineProgress.DONE
            else ""
        )
    return f"{names}, {HOLDINGS[event.holding]}" if event.holding in HOLDINGS else names


@register.filter
def straight_line_note(event: StraightLineEvent) -> str:
    """Why, where that is not plain."""
    notes = {
        StraightLineEventKind.WAITS: _("The event is more than 72 hours old, so Sightline tells this role at 8am"),
        StraightLineEventKind.UNCLAIMED: _("Then it goes to the next person on duty"),
        StraightLineEventKind.STAGE: _("If no one answers") if event.progress is StraightLineProgress.NEXT else "",
        StraightLineEventKind.CLOSED: _("A later record answered it") if event.why == "fact" else "",
    }
    return WHY.get(event.why, "") if event.what is StraightLineEventKind.TOLD else notes.get(event.what, "")


@register.filter
def straight_line_progress(event: StraightLineEvent) -> str:
    """Done, Overdue, Now or Next."""
    return PROGRESS_WORDS[event.progress]
