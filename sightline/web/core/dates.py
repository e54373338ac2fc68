"""A date in three boxes: day, month and year. What is wrong with it is said at its first box."""

from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sightline.model.bounds import EARLIEST, LATEST, MOST_LINE, make_day
from sightline.translation.lists import in_a_row
from sightline.translation.messages import lazy as gettext_lazy

PARTS = ("day", "month", "year")
PART_NAMES = {"day": gettext_lazy("a day"), "month": gettext_lazy("a month"), "year": gettext_lazy("a year")}


class DateBoxes(forms.MultiWidget):
    """Day, month and year in three boxes."""

    template_name = "sightline/forms/date_boxes.html"

    def __init__(self) -> None:
        super().__init__({name: forms.TextInput() for name in PARTS})

    def id_for_label(self, id_: str) -> str:
        """Errors lead to the first box."""
        return f"{id_}_0"

    def decompress(self, value: Any) -> list[Any]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class AnyDate(forms.MultiValueField):
    """A date in three boxes, or none."""

    called: ClassVar[str] = gettext_lazy("The day")

    def __init__(self, **options: Any) -> None:
        super().__init__(
            [forms.CharField(required=False, max_length=MOST_LINE) for _ in PARTS],
            require_all_fields=False,
            widget=DateBoxes(),
            **options,
        )

    def compress(self, data_list: list[str]) -> date | None:
        """The date; an error that says what is missing where only part is given, or that no date is written so."""
        boxes = dict(zip(PARTS, [box.strip() for box in data_list], strict=True)) if data_list else {}
        if not any(boxes.values()):
            return None
        missing = [name for name, box in boxes.items() if not box]
        if missing:
            raise ValidationError(
                _("%(called)s must include %(parts)s")
                % {"called": self.called, "parts": in_a_row([PART_NAMES[name] for name in missing])}
            )
        day = make_day(**boxes, earliest=date.min, latest=date.max)
        if day is None:
            raise ValidationError(_("%(called)s must be a real date, for example 27 3 2010") % {"called": self.called})
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(
                _("%(called)s must have its year in four figures, from %(earliest)s to %(latest)s")
                % {"called": self.called, "earliest": f"{EARLIEST:%Y}", "latest": f"{LATEST:%Y}"}
            )
        return day


class BirthDate(AnyDate):
    """A birth date in three boxes, or none."""

    called: ClassVar[str] = gettext_lazy("Birth date")
