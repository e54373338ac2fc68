"""The forms of people: what is typed to find a person, and which part of a chronology to show.

The find form is posted and never stands in a URL; the chronology's form is in the URL and therefore holds nothing
personal.
"""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from sightline.casework.people.pages import ChronologyFilter, SearchTerms
from sightline.ingest.dates import read_clock
from sightline.model.bounds import DATE_PARTS
from sightline.model.when import moment
from sightline.web.core.bounds import DayField, asked_one_of, asked_text, asked_texts, asked_tick
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import day_boxes, line, radios
from sightline.web.core.forms import AskedForm, PostedForm

NHS_DIGITS = 10
PAGE, PAGE_LETTERS = 8, 1300  # a page of four screens, on a phone too
WHOLE = 500  # as many as casework gives at once
MOST_SEARCHED = 80


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

    def as_typed(self) -> dict[str, str]:
        """What stands in its boxes, to show the form again."""
        boxes = (*self.fields, *(f"birth_date_{part}" for part in DATE_PARTS))
        return {name: value for name in boxes if (value := self.data.get(name))}

    def terms(self) -> SearchTerms:
        """What `casework` looks for."""
        return SearchTerms(**self.cleaned_data)


class TellMissingForm(PostedForm):
    """What somebody was told by telephone: missing or found, since when, and by whom."""

    state = radios(
        "What were you told?",
        [("missing", "The child is missing"), ("found", "The child has been found, or came back")],
        empty="Choose what you were told",
    )
    on = day_boxes(
        "What day did the child go missing, or was the child found?", "For example, 27 11 2026", empty="Enter the day"
    )
    at = line("What time was that?", "For example, 20:15. Your best guess will do.", empty="Enter the time", most=20)
    told_by = line(
        "Who told you?", "Their name and role, for example Sergeant Ash, control room", empty="Enter who told you"
    )

    said_at: ClassVar = {"since_at": ("at",)}

    def clean_at(self) -> str:
        """A time that can be read."""
        text = str(self.cleaned_data["at"]).strip()
        if read_clock(text) is None:
            raise ValidationError("Enter a time, for example 20:15")
        return text

    def telling(self) -> dict[str, Any]:
        """What casework keeps."""
        said = self.cleaned_data
        clock = read_clock(said["at"])
        return {
            "is_found": said["state"] == "found",
            "since_at": moment(said["on"], clock) if clock else "",
            "told_by": said["told_by"],
        }


class SearchNotesForm(PostedForm):
    """Words to look for inside one person's notes; empty to look for none."""

    search = line("Search inside notes", most=MOST_SEARCHED)


class ChronologyAsked(AskedForm):
    """Which entries of a chronology to show. Only a day that is none is said to be wrong; it is left out."""

    agency = asked_texts()
    kind = asked_texts()
    date_from = DayField(required=False, error_messages={"invalid": "‘From’ must be a real date"})
    date_to = DayField(required=False, error_messages={"invalid": "‘To’ must be a real date"})
    words = asked_tick()
    key = asked_tick()
    order = asked_one_of(("oldest", "newest"))
    after = asked_text(most=100)
    whole = asked_tick()

    def chosen(self, *, search: str = "") -> ChronologyFilter:
        """What casework shows; `search` is in no address."""
        said = self.said
        return ChronologyFilter(
            agencies=said["agency"],
            kinds=said["kind"],
            from_on=said["date_from"],
            to_on=said["date_to"],
            childs_words_only=said["words"],
            key_events_only=said["key"],
            search=search,
            oldest_first=said["order"] == "oldest",
            after=said["after"],
            size=WHOLE if said["whole"] else PAGE,
            letters=0 if said["whole"] else PAGE_LETTERS,
        )

    def wrong(self) -> dict[str, str]:
        """What is wrong, by field."""
        return {name: str(messages[0]) for name, messages in self.errors.items()}
