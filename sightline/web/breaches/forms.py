"""The forms of data breaches: a report with few boxes, and one form a kind."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from sightline.casework.breaches.pages import WITH_MOMENT, BreachDecision, BreachEntryKind, NewBreach
from sightline.casework.core import clock
from sightline.ingest.dates.reader import read_clock
from sightline.model.calendar import earliest_moment, end_of_day
from sightline.model.when import moment, utc_text
from sightline.translation.messages import lazy as _
from sightline.web.breaches.presenters import ADDRESSES, DECISIONS, HOLDERS
from sightline.web.core.bounds import asked_id, hidden_id
from sightline.web.core.fields import MOST_STORY, day_boxes, dropdown, radios, story, text_box
from sightline.web.core.forms import AskedForm, PostedForm
from sightline.web.named_adults.letter_boxes import (
    LETTER_BOXES,
    SAID_AT,
    adults_box,
    letter_box,
    names_box,
    read_letter,
)

TIME_HINT = _("For example, 8:30am or 5pm. If you leave this empty, we count from the start of the day.")
DECIDED_TIME_HINT = _("For example, 8:30am or 5pm. If you leave this empty, we count to the end of the day, or to now.")
MOST_TIME = 20


class MomentForm(PostedForm):
    """A form that asks for a day and, if it is known, a time."""

    def clean_at_time(self) -> str:
        """A time of day; empty where none was given."""
        typed: str = self.cleaned_data["at_time"].strip()
        if typed and read_clock(typed) is None:
            raise ValidationError(_("Enter a time like 4:30pm or 4pm"))
        return typed

    def read_moment(self) -> str:
        """The day and time as a moment; of a day without a time, its first."""
        day, at = self.cleaned_data["on_day"], read_clock(self.cleaned_data["at_time"])
        return moment(day, at) if at else utc_text(earliest_moment(day.isoformat()))


class MistakeAsked(AskedForm):
    """The record that reached somebody by mistake, as an address names it."""

    record = asked_id()


class BreachReportForm(MomentForm):
    """What happened, when somebody noticed, whose information it is, and whether an address is exposed."""

    said_at: ClassVar = {"no_words": ("words",), "no_moment": ("on_day",), "no_day": ("on_day",),
                         "no_holder": ("holder",), "no_address": ("address",)}  # fmt: skip

    record = hidden_id()
    words = story(
        _("What happened?"), _("Do not write a protected address here."), empty=_("Say what happened"), most=MOST_STORY
    )
    whose = text_box(
        _("Whose information is it?"),
        _("For example, a family’s, or 40 pupils’. A name is not needed."),
        empty=_("Say whose information it is"),
    )
    on_day = day_boxes(_("When did someone first notice?"), empty=_("Enter the day"))
    at_time = text_box(_("Time (optional)"), TIME_HINT, most=MOST_TIME)
    address = radios(
        _("Could someone now know an address that they must not know?"),
        [(one.value, words) for one, words in ADDRESSES.items()],
        empty=_("Choose yes, no, or that you do not know"),
    )
    holder = dropdown(
        _("If yes, which agency holds the address?"),
        HOLDERS,
        _("We tell that agency and police at once."),
    )

    def read_breach(self) -> NewBreach:
        """What was said."""
        said = self.cleaned_data
        return NewBreach(
            self.read_moment(), said["address"], said["words"], said["whose"], said["holder"], said["record"]
        )


class BreachDecisionForm(MomentForm):
    """One kind: the boxes that it needs."""

    said_at: ClassVar = {"no_reference": ("reference",), "no_moment": ("on_day",), "no_day": ("on_day",),
                         "no_holder": ("holder",), **SAID_AT}  # fmt: skip
    said_else: ClassVar = "words"

    letter = letter_box()
    names = names_box()
    adults = adults_box()
    on_day = day_boxes(_("When were they told?"), empty=_("Enter the day"))
    at_time = text_box(_("Time (optional)"), DECIDED_TIME_HINT, most=MOST_TIME)
    reference = text_box(_("The regulator’s reference"), empty=_("Enter the reference"))
    holder = dropdown(_("Which agency holds the address?"), HOLDERS)
    words = story(_("Why?"))

    def __init__(self, *arguments: Any, kind: BreachEntryKind, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.kind, asked = kind, DECISIONS[kind]
        words = self.fields["words"]
        words.label, words.help_text = asked.asks, asked.hint
        words.required = kind is not BreachEntryKind.REGULATOR_NOTIFIED
        unasked = {"reference": kind is not BreachEntryKind.REGULATOR_NOTIFIED,
                   "holder": kind is not BreachEntryKind.ADDRESS_EXPOSED,
                   **dict.fromkeys(LETTER_BOXES, kind is not BreachEntryKind.PEOPLE_NOTIFIED),
                   **dict.fromkeys(("on_day", "at_time"), kind not in WITH_MOMENT)}  # fmt: skip
        for name in (name for name, is_unasked in unasked.items() if is_unasked):
            del self.fields[name]

    def read_moment(self) -> str:
        """The day and time as a moment; of a day without a time its last, or now if that is before."""
        if read_clock(self.cleaned_data["at_time"]):
            return super().read_moment()
        day = self.cleaned_data["on_day"]
        return min(end_of_day(day), clock.now_at()) if day <= clock.today() else end_of_day(day)

    def read_decision(self) -> BreachDecision:
        """What was decided."""
        said = self.cleaned_data
        notified_at = self.read_moment() if self.kind in WITH_MOMENT else ""
        return BreachDecision(
            self.kind, said["words"], said.get("reference", ""), notified_at, said.get("holder", ""), read_letter(said)
        )
