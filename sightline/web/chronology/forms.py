"""The forms of people: what is typed to find a person, and which part of a chronology to show.

The find form is posted and never stands in a URL; the chronology's form is in the URL and therefore holds nothing
personal.
"""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from sightline.casework.people.pages import ChronologyFilter, SearchTerms
from sightline.web.core.bounds import DayField, SentFields
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import line
from sightline.web.core.forms import PostedForm

NHS_DIGITS = 10
PAGE = 50
WHOLE = 500  # as many as casework gives at once


class FindForm(PostedForm):
    """Who is looked for. Everything that is given must hold."""

    name = line("Name", "First name, surname or both. Nicknames, and the beginning of a name, will do.")
    birth_date = BirthDate(label="Birth date", help_text="For example, 27 3 2010", required=False)
    nhs_number = line("NHS number", "10 digits", most=20)
    phone = line("Phone number", most=40)
    registration = line("Vehicle registration", "Finds people whose records name the vehicle", most=20)

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


class ChronologyForm(PostedForm):
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
