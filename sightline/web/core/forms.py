"""The forms: what is typed to find a person, and which part of a chronology to show.

The find form is posted and never stands in a URL; the chronology's form is in the URL and therefore holds nothing
personal.
"""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from sightline.casework.people.pages import ChronologyFilter, SearchTerms
from sightline.model.bounds import EARLIEST, LATEST, MOST_LINE, make_day
from sightline.web.core.bounds import DayField, SentFields

NHS_DIGITS = 10
PAGE = 50
WHOLE = 500  # as many as casework gives at once


class DateBoxes(forms.MultiWidget):
    """Day, month and year in three boxes."""

    template_name = "sightline/forms/date_boxes.html"

    def __init__(self) -> None:
        super().__init__({name: forms.TextInput() for name in ("day", "month", "year")})

    def id_for_label(self, id_: str) -> str:
        """Errors lead to the first box."""
        return f"{id_}_0"

    def decompress(self, value: Any) -> list[Any]:
        """The three boxes of a date."""
        return [value.day, value.month, value.year] if isinstance(value, date) else [None, None, None]


class BirthDate(forms.MultiValueField):
    """A date in three boxes, or none."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            [forms.CharField(required=False, max_length=MOST_LINE) for _ in range(3)],
            require_all_fields=False,
            widget=DateBoxes(),
            **options,
        )

    def compress(self, data_list: list[str]) -> date | None:
        """The date; an error that says what is missing where only part is given, or that no date is written so."""
        boxes = (
            dict(zip(("day", "month", "year"), [box.strip() for box in data_list], strict=True)) if data_list else {}
        )
        if not any(boxes.values()):
            return None
        missing = [name for name, box in boxes.items() if not box]
        if missing:
            raise ValidationError(f"Birth date must include a {' and a '.join(missing)}")
        day = make_day(**boxes, earliest=date.min, latest=date.max)
        if day is None:
            raise ValidationError("Birth date must be a real date, for example 27 3 2010")
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(f"Birth date must have its year in four figures, from {EARLIEST:%Y} to {LATEST:%Y}")
        return day


class FindForm(forms.Form):
    """Who is looked for. Everything that is given must hold."""

    name = forms.CharField(
        label="Name",
        help_text="First name, surname or both. Nicknames, and the beginning of a name, will do.",
        required=False,
        max_length=200,
    )
    birth_date = BirthDate(label="Birth date", help_text="For example, 27 3 2010", required=False)
    nhs_number = forms.CharField(label="NHS number", help_text="10 digits", required=False, max_length=20)
    phone = forms.CharField(label="Phone number", required=False, max_length=40)
    registration = forms.CharField(
        label="Vehicle registration",
        help_text="Finds people whose records name the vehicle",
        required=False,
        max_length=20,
    )

    def clean_nhs_number(self) -> str:
        """The ten digits, without spaces."""
        number = re.sub(r"[\s-]", "", self.cleaned_data["nhs_number"])
        if number and not re.fullmatch(rf"\d{{{NHS_DIGITS}}}", number):
            raise ValidationError("NHS number must have 10 digits, for example 999 123 4567")
        return number

    def clean(self) -> dict[str, Any]:
        """At least one term."""
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            self.add_error("name", "Enter a name, a birth date or a number to look for")
        return cleaned

    def terms(self) -> SearchTerms:
        """What `casework` looks for."""
        return SearchTerms(**self.cleaned_data)


MOST_WORDS = 2_000


class WhyField(forms.CharField):
    """A reason in words."""

    widget = forms.Textarea
    default_error_messages: ClassVar = {"required": "Say why, in a sentence or two"}


class AnswerForm(forms.Form):
    """Whether two are one person. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label="Are they the same person?",
        choices=[
            ("same", "Yes, the same person"),
            ("not_same", "No, two people"),
            ("cannot_tell", "I cannot tell"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    why = WhyField(
        label="Why?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )


class NotedAnswerForm(forms.Form):
    """Whether what a note names is the same as another naming. Nothing is chosen beforehand."""

    answer = forms.ChoiceField(
        label="Are these two the same?",
        choices=[("same", "Yes, the same"), ("not_same", "No, not the same"), ("cannot_tell", "I cannot tell")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose an answer"},
    )
    why = WhyField(
        label="Why?",
        help_text="What you know or have seen, and where. Others may rely on it later.",
        max_length=MOST_WORDS,
    )
    also = forms.MultipleChoiceField(
        label="Say the same of these too",
        help_text="Other notes that are asked about beside the very same. Tick those of which your answer holds.",
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *arguments: Any, alike: Sequence[tuple[str, str]] = (), **options: Any) -> None:
        super().__init__(*arguments, **options)
        also = cast(forms.MultipleChoiceField, self.fields["also"])
        also.choices = list(alike)
        if not alike:
            del self.fields["also"]


class UndoForm(forms.Form):
    """Why an answer is undone."""

    why = WhyField(
        label="Why do you undo it?", help_text="For example, what you have learnt since.", max_length=MOST_WORDS
    )


class ChronologyForm(forms.Form):
    """Which entries to show: what of the chronology's parameters must be read, beside agencies and kinds."""

    date_from = DayField(required=False, error_messages={"invalid": "‘From’ must be a real date"})
    date_to = DayField(required=False, error_messages={"invalid": "‘To’ must be a real date"})
    words = forms.BooleanField(required=False)
    order = forms.ChoiceField(choices=[("oldest", "Oldest first"), ("newest", "Newest first")], required=False)
    after = forms.CharField(required=False, max_length=100)
    whole = forms.BooleanField(required=False)


def read_filter(parameters: QueryDict) -> tuple[ChronologyFilter, dict[str, str]]:
    """What part of a chronology is asked for, and what is wrong, by field; what is wrong is left out."""
    form = ChronologyForm(parameters)
    form.is_valid()
    asked = form.cleaned_data
    chosen = ChronologyFilter(
        agencies=SentFields(parameters).texts("agency"),
        kinds=SentFields(parameters).texts("kind"),
        from_on=asked.get("date_from"),
        to_on=asked.get("date_to"),
        childs_words_only=bool(asked.get("words")),
        oldest_first=asked.get("order") != "newest",
        after=asked.get("after") or "",
        size=WHOLE if asked.get("whole") else PAGE,
    )
    return chosen, {name: str(messages[0]) for name, messages in form.errors.items()}
