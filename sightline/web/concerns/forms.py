"""The forms of a concern, one a page. They hold what a draft holds, and say what is missing before going on.

A form that is not right is kept all the same. What it says is missing stops the next page, never the saving.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from sightline.casework.concerns.form_schema import MOST_LONG, MOST_SHORT, NEW, NO, NOT_KNOWN, YES, happened_on
from sightline.ingest.dates import read_clock
from sightline.model.bounds import DATE_PARTS
from sightline.web.core.dates import BirthDate
from sightline.web.core.fields import day_boxes, dropdown, radios, story, text_box, tick
from sightline.web.core.forms import PostedForm
from sightline.web.core.whens import day_in_words
from sightline.web.core.words import AGENCIES

OTHER_DAY = "other"
DATES = {"birth_date": "birth_date", "on": "on"}


class PageForm(PostedForm):
    """A page of a draft: made from its boxes, as typed."""

    def __init__(self, boxes: Mapping[str, str], *, today: date, checked: bool = False) -> None:
        self.today = today
        super().__init__(boxes if checked else None, initial={**boxes, **_three_boxes(boxes)})
        for name, field in self.fields.items():
            if isinstance(field, forms.BooleanField) and not checked:
                self.initial[name] = bool(boxes.get(name))

    def keep_errors_of_typed(self, boxes: Mapping[str, str]) -> bool:
        """Leave the errors of what was typed and cannot be read; whether there are any. What is empty is no error."""
        for name in list(self.errors):
            if not any(boxes.get(box, "").strip() for box in (name, *(f"{name}_{part}" for part in DATE_PARTS))):
                del self.errors[name]
        return bool(self.errors)


def _three_boxes(boxes: Mapping[str, str]) -> dict[str, list[str]]:
    return {name: [boxes.get(f"{name}_{part}", "") for part in DATE_PARTS] for name in DATES}


def short(label: str, hint: str = "") -> forms.CharField:
    """A line of text that may be left empty, kept exactly as it is written."""
    return _as_written(text_box(label, hint, most=MOST_SHORT))


def lines(label: str, hint: str, rows: int = 2) -> forms.CharField:
    """Several lines that may be left empty."""
    return _as_written(story(label, hint, rows, most=MOST_SHORT))


def account(label: str, hint: str) -> forms.CharField:
    """A long text that may be left empty."""
    return _as_written(story(label, hint, 6, most=MOST_LONG))


def _as_written(field: forms.CharField) -> forms.CharField:
    field.strip = False
    return field


class WhoForm(PageForm):
    """Who it is about: what is known, or that it is not known."""

    name = short("Name", "First name, surname or both, as you know it. A nickname will do.")
    birth_date = BirthDate(label="Birth date, if you know it", help_text="For example, 27 3 2010", required=False)
    description = lines(
        "Age, or what they look like, if you do not know the name", "For example, a girl of about 14 in a green coat"
    )
    not_known = tick("I do not know who the child is")

    def clean_birth_date(self) -> date | None:
        """A day that has come, in a year that somebody alive can have been born in."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and born > self.today:
            raise ValidationError("Birth date must be a day that has come, with its year in four figures")
        return born

    def clean(self) -> dict[str, Any]:
        """A name, a birth date, a description, or that it is not known."""
        cleaned = super().clean() or {}
        said = [cleaned.get(name) for name in ("name", "birth_date", "description", "not_known")]
        unread = any(name in self.errors for name in ("name", "birth_date", "description"))
        if not unread and not any(one.strip() if isinstance(one, str) else one for one in said):
            self.add_error("name", "Enter a name, or what you know, or tick that you do not know who the child is")
        return cleaned


class ChooseForm(PageForm):
    """Which of those found it is. The choices are given by the page."""

    about = radios("Is it one of these children?", empty="Choose one of them, or ‘None of these’")

    def __init__(self, boxes: Mapping[str, str], *, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(boxes, **options)
        self.offer("about", [*people, (NEW, "None of these: a new person")])


class SeenAndHeardForm(PageForm):
    """What was seen and heard, and when. Nothing is suggested, and nothing is tidied."""

    seen_heard = account(
        "What did you see or hear?", "Your own words are right. They are kept exactly as you write them, with the time."
    )
    childs_words = account(
        "What did the child say?",
        "As they said it; do not tidy it up. Leave it empty if the child said nothing to you.",
    )
    heard_by = short("Who heard the child say it?", "You, or another person: their name and job")
    asked = radios(
        "Was the child asked?", [("unasked", "No, they told me without being asked"), ("asked", "Yes, they were asked")]
    )
    day = radios("When was it?", empty="Say when it was, or that you do not know")
    on = day_boxes("Which day, if another", "For example, 14 11 2026")
    at = short("Time, if you know it", "For example, 16:30 or 4pm")
    roughly = tick("This is only roughly when")
    when_words = short("When, in your own words", "For example, after school, or most Fridays since summer")
    where = short("Where was it?", "As exactly as you can")

    field_order: tuple[str, ...] = (
        "seen_heard", "childs_words", "heard_by", "asked", "day", "on", "at", "roughly", "when_words", "where",
    )  # fmt: skip

    def __init__(self, boxes: Mapping[str, str], *, today: date, checked: bool = False) -> None:
        super().__init__(boxes, today=today, checked=checked)
        yesterday = today - timedelta(days=1)
        days = [(today, f"Today, {day_in_words(today)}"), (yesterday, f"Yesterday, {day_in_words(yesterday)}")]
        choices = [(day.isoformat(), label) for day, label in days]
        kept = happened_on(boxes)
        if boxes.get("day", "")[:2] == "20" and kept and boxes["day"] not in dict(choices):
            choices.append((boxes["day"], day_in_words(kept)))  # chosen as "today" on an earlier day
        choices += [(OTHER_DAY, "Another day"), (NOT_KNOWN, "I do not know")]
        self.offer("day", choices)

    def clean_at(self) -> str:
        """A time of day, where one is given."""
        typed: str = self.cleaned_data["at"]
        if typed.strip() and read_clock(typed) is None:
            raise ValidationError("Enter a time like 16:30 or 4pm, or say it in your own words below")
        return typed

    def clean(self) -> dict[str, Any]:
        """Something was seen, heard or said, on a day that has come."""
        cleaned = super().clean() or {}
        if not (cleaned.get("seen_heard", "").strip() or cleaned.get("childs_words", "").strip()):
            self.add_error("seen_heard", "Say what you saw or heard, or what the child said")
        if cleaned.get("day") == OTHER_DAY and not self.errors.get("on"):
            if not cleaned.get("on"):
                self.add_error("on", "Enter the day, or choose that you do not know")
            elif cleaned["on"] > self.today:
                self.add_error("on", "The day must have come already")
        return cleaned


class MarksForm(PageForm):
    """What kind of concern it is, and who or what else is named. Each mark starts a clock for somebody to answer."""

    suspicion = tick("I suspect exploitation, or adults acting together")
    account = tick("A child has told of being harmed")
    parent_worry = tick("A parent or carer is worried")
    about_professional = tick("This is about someone who works or volunteers with children, or their relative")
    professional_agency = dropdown(
        "Where do they, or the relative, work or volunteer?",
        [("", "Choose"), *AGENCIES.items(), ("not_known", "I do not know, or somewhere else")],
    )
    others_named = lines("Other people named", "One a line")
    phones = lines("Phone numbers", "One a line")
    registrations = lines("Vehicle registrations", "One a line; part of one will do")
    places = lines("Other places", "One a line")

    def clean(self) -> dict[str, Any]:
        """Where a professional works, or that it is not known."""
        cleaned = super().clean() or {}
        if cleaned.get("about_professional") and not cleaned.get("professional_agency"):
            self.add_error("professional_agency", "Say where they work or volunteer, or that you do not know")
        return cleaned


class SafeForm(PageForm):
    """What the child and family know and want, how to be in touch without doing harm, and who may see it."""

    child_knows = radios("Has the child been told that you are sharing this?", [(YES, "Yes"), (NO, "No, not yet")])
    wishes = _as_written(
        story("What does the child want to happen?", "As the child said it; do not tidy it up.", 3, most=MOST_LONG)
    )
    family_knows = radios(
        "Has the parent or carer been told?",
        [
            ("agrees", "Yes, and they agree"),
            ("disagrees", "Yes, and they do not agree"),
            ("told", "Yes, and they did not say"),
            ("not_asked", "No, they were not asked"),
        ],
    )
    why_not_asked = lines(
        "If they were not asked, why was it not safe or possible?",
        "For example, telling them may put the child at risk",
    )
    safe_contact = lines(
        "A safe way to be in touch with the child, or with you", "For example, through school, at lunch", 3
    )
    avoid = lines("What should nobody do?", "For example, do not ring his phone; do not write to the home", 3)
    own_agency_only = tick("Only my own agency may see this")


class ReferralForm(PageForm):
    """Whether it is a referral to children's services."""

    referral = radios(
        "Do you want this to be a referral to children’s services?",
        [(YES, "Yes, this is a referral"), (NO, "No, it is not a referral")],
        empty="Choose whether this is a referral",
    )


class AboutKnownForm(SeenAndHeardForm, MarksForm, SafeForm, ReferralForm):
    """The whole concern on one page, about a child who was chosen before."""


class OnePageForm(WhoForm, AboutKnownForm):
    """The whole concern on one page."""

    field_order = ("name", "birth_date", "description", "not_known", *SeenAndHeardForm.field_order)


class FeedbackForm(PostedForm):
    """What the author is told of what happened."""

    how = radios(
        "How were they told?",
        [
            ("in_person", "In person"),
            ("by_phone", "By phone"),
            ("in_writing", "In writing, here"),
            ("child_told", "The child was told as well"),
        ],
        empty="Choose how they were told",
    )
    words = story(
        "What happened?",
        "What was done, or why not, in words that the person who wrote the concern may see.",
        empty="Say what happened",
    )


class SayAgainForm(PostedForm):
    """What an author adds to a concern in other words."""

    words = story("What do you want to add?", empty="Write what you want to add", most=MOST_LONG)
