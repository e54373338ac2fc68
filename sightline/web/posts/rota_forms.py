"""The forms of a rota: a shift that is added, and a shift that is ended."""

from typing import Any

from django import forms

from sightline.casework.posts.duty import DAY_KINDS, HoldingKind
from sightline.casework.posts.rota_selectors import ShiftLine
from sightline.web.core.dates import AnyDate
from sightline.web.core.forms import DAY_EXAMPLE, MOST_NAME, MOST_WORDS, WhyField
from sightline.web.posts.presenters import DAY_NAMES, HOLDING_NAMES, shift_words

TIME_HINT = "24-hour clock, for example 17:00"


class ShiftForm(forms.Form):
    """One shift: who, as what, on which days, between which times of day."""

    holding = forms.ChoiceField(
        label="On duty as", choices=[(one.value, HOLDING_NAMES[one]) for one in HoldingKind], widget=forms.RadioSelect
    )
    username = forms.CharField(
        label="Who is on duty?", help_text="The account’s name", max_length=MOST_NAME,
        error_messages={"required": "Enter the account’s name"},
    )  # fmt: skip
    days = forms.MultipleChoiceField(
        label="On which days does the shift begin?",
        help_text="On a bank holiday, only shifts with “Bank holiday” ticked begin",
        choices=[(day, DAY_NAMES[day]) for day in DAY_KINDS],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one day"},
    )
    begins = forms.CharField(label="Begins at", help_text=TIME_HINT, max_length=5)
    ends = forms.CharField(
        label="Ends at",
        help_text="If this is not after the beginning, the shift ends on the next day. 08:00 to 08:00 is 24 hours.",
        max_length=5,
    )
    from_on = AnyDate(label="First day", help_text=DAY_EXAMPLE)
    to_on = AnyDate(label="Last day", help_text="Leave empty if it has no end date", required=False)
    why = WhyField(label="Why?", help_text="For example, “December rota, agreed by the head of service”",
                   max_length=MOST_WORDS)  # fmt: skip


class EndShiftForm(forms.Form):
    """Which shift ends, and its last day."""

    number = forms.ChoiceField(label="Which shift ends?")
    last_on = AnyDate(label="Last day on which it begins", help_text=DAY_EXAMPLE)
    why = WhyField(label="Why?", help_text="For example, “left on 3 March”", max_length=MOST_WORDS)

    def __init__(self, *given: Any, shifts: tuple[ShiftLine, ...], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["number"].choices = [  # type: ignore[attr-defined]
            (str(one.number), shift_words(one)) for one in shifts if not one.ended
        ]
