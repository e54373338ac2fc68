"""The forms of a rota: a shift that is added, and a shift that is ended."""

from typing import Any

from sightline.casework.posts.pages import DAY_KINDS, HoldingKind
from sightline.casework.posts.selectors.rotas import ShiftLine
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import asked_one_of
from sightline.web.core.fields import MOST_NAME, WhyField, day_boxes, dropdown, radios, text_box, ticks
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.posts.presenters import DAY_NAMES, HOLDING_NAMES, shift_words

ADD, END = "add", "end"
TIME_HINT, MOST_TIME = _("For example, 8:30am or 5pm"), 20


class RotaAsked(AskedForm):
    """Which of the two forms was sent."""

    act = asked_one_of((ADD, END))


class ShiftForm(PostedForm):
    """One shift: who, as what, on which days, between which times of day."""

    holding = radios(
        _("Kind of duty"),
        [(one.value, HOLDING_NAMES[one]) for one in HoldingKind],
        empty=_("Choose the kind of duty"),
    )
    username = text_box(_("Who is on duty?"), _("Their user name"), empty=_("Enter the user name"), most=MOST_NAME)
    days = ticks(
        _("On which days does the shift start?"),
        _("On a bank holiday, only shifts with “Bank holiday” ticked begin"),
        [(day, DAY_NAMES[day]) for day in DAY_KINDS],
        empty=_("Choose at least one day"),
    )
    begins = text_box(_("Starts at"), TIME_HINT, empty=_("Enter the time at which the shift starts"), most=MOST_TIME)
    ends = text_box(
        _("Ends at"),
        _("If this is not after the start, the shift ends on the next day. 8am to 8am is 24 hours."),
        empty=_("Enter the time at which the shift ends"),
        most=MOST_TIME,
    )
    from_on = day_boxes(_("First day"), empty=_("Enter the first day"))
    to_on = day_boxes(_("Last day"), _("Leave blank if it has no end date"))
    why = WhyField(label=_("Why?"), help_text=_("For example, “December rota, agreed by the head of service”"))


class EndShiftForm(PostedForm):
    """Which shift ends, and its last day."""

    number = dropdown(_("Which shift ends?"), empty=_("Choose the shift"))
    last_on = day_boxes(_("Last day on which the shift starts"), empty=_("Enter the last day"))
    why = WhyField(label=_("Why?"), help_text=_("For example, “left on 3 March”"))

    def __init__(self, *given: Any, shifts: tuple[ShiftLine, ...], **more: Any) -> None:
        super().__init__(*given, **more)
        self.offer("number", [(str(one.number), shift_words(one)) for one in shifts if not one.ended])
