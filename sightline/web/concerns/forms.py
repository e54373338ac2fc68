"""The forms of a concern, one a page. They hold what a draft holds, and say what is missing before going on.

A form that is not right is kept all the same. What it says is missing stops the next page, never the saving.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from sightline.casework.concerns.pages.form_schema import MOST_LONG, MOST_SHORT, NEW, NO, NOT_KNOWN, YES, happened_on
from sightline.ingest.dates.reader import read_clock
from sightline.model.bounds import DATE_PARTS
from sightline.translation.messages import lazy as _
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

    name = short(_("Name"), _("First name, surname or both, as you know it. A nickname will do."))
    birth_date = BirthDate(label=_("Birth date, if you know it"), help_text=_("For example, 27 3 2010"), required=False)
    description = lines(
        _("Age, or what they look like, if you do not know the name"),
        _("For example, a girl of about 14 in a green coat"),
    )
    not_known = tick(_("I do not know who the child is"))

    def clean_birth_date(self) -> date | None:
        """A day that has come, in a year that somebody alive can have been born in."""
        born: date | None = self.cleaned_data["birth_date"]
        if born and born > self.today:
            raise ValidationError(_("Birth date must be today or in the past, with the year in four figures"))
        return born

    def clean(self) -> dict[str, Any]:
        """A name, a birth date, a description, or that it is not known."""
        cleaned = super().clean() or {}
        said = [cleaned.get(name) for name in ("name", "birth_date", "description", "not_known")]
        unread = any(name in self.errors for name in ("name", "birth_date", "description"))
        if not unread and not any(one.strip() if isinstance(one, str) else one for one in said):
            self.add_error("name", _("Enter a name, or what you know, or tick that you do not know who the child is"))
        return cleaned


class ChooseForm(PageForm):
    """Which of those found it is. The choices are given by the page."""

    about = radios(_("Is it one of these children?"), empty=_("Choose one of them, or ‘None of these’"))

    def __init__(self, boxes: Mapping[str, str], *, people: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(boxes, **options)
        self.offer("about", [*people, (NEW, _("None of these: a new person"))])


class SeenAndHeardForm(PageForm):
    """What was seen and heard, and when. Nothing is suggested, and nothing is tidied."""

    seen_heard = account(
        _("What did you see or hear?"),
        _("Use your own words. They are saved exactly as you write them, with the time."),
    )
    childs_words = account(
        _("What did the child say?"),
        _("As they said it; do not tidy it up. Leave blank if the child said nothing to you."),
    )
    heard_by = short(_("Who heard the child say it?"), _("You, or another person: their name and job"))
    asked = radios(
        _("Was the child asked?"),
        [("unasked", _("No, they told me without being asked")), ("asked", _("Yes, they were asked"))],
    )
    day = radios(_("When did it happen?"), empty=_("Choose when it happened, or that you do not know"))
    on = day_boxes(_("If another day, which one?"), _("For example, 14 11 2026"))
    at = short(_("Time, if you know it"), _("For example, 4:30pm or 4pm"))
    roughly = tick(_("This is approximate"))
    when_words = short(_("When, in your own words"), _("For example, after school, or most Fridays since summer"))
    where = short(_("Where did it happen?"), _("As exactly as you can"))

    field_order: tuple[str, ...] = (
        "seen_heard", "childs_words", "heard_by", "asked", "day", "on", "at", "roughly", "when_words", "where",
    )  # fmt: skip

    def __init__(self, boxes: Mapping[str, str], *, today: date, checked: bool = False) -> None:
        super().__init__(boxes, today=today, checked=checked)
        yesterday = today - timedelta(days=1)
        days = [
            (today, gettext("Today, %(day)s") % {"day": day_in_words(today)}),
            (yesterday, gettext("Yesterday, %(day)s") % {"day": day_in_words(yesterday)}),
        ]
        choices = [(day.isoformat(), label) for day, label in days]
        kept = happened_on(boxes)
        if boxes.get("day", "")[:2] == "20" and kept and boxes["day"] not in dict(choices):
            choices.append((boxes["day"], day_in_words(kept)))  # chosen as "today" on an earlier day
        choices += [(OTHER_DAY, _("Another day")), (NOT_KNOWN, _("I do not know"))]
        self.offer("day", choices)

    def clean_at(self) -> str:
        """A time of day, where one is given."""
        typed: str = self.cleaned_data["at"]
        if typed.strip() and read_clock(typed) is None:
            raise ValidationError(_("Enter a time like 4:30pm or 4pm, or say it in your own words below"))
        return typed

    def clean(self) -> dict[str, Any]:
        """Something was seen, heard or said, on a day that has come."""
        cleaned = super().clean() or {}
        if not (cleaned.get("seen_heard", "").strip() or cleaned.get("childs_words", "").strip()):
            self.add_error("seen_heard", _("Say what you saw or heard, or what the child said"))
        if cleaned.get("day") == OTHER_DAY and not self.errors.get("on"):
            if not cleaned.get("on"):
                self.add_error("on", _("Enter the day, or choose that you do not know"))
            elif cleaned["on"] > self.today:
                self.add_error("on", _("The day must be today or in the past"))
        return cleaned


class CategoriesForm(PageForm):
    """What kind of concern it is, and who or what else is named. Each tick starts a clock for somebody to answer."""

    suspicion = tick(_("I suspect exploitation, or adults acting together"))
    account = tick(_("A child has said they were harmed"))
    parent_worry = tick(_("A parent or carer is worried"))
    about_professional = tick(_("This is about someone who works or volunteers with children, or their relative"))
    professional_agency = dropdown(
        _("Where do they, or the relative, work or volunteer?"),
        [("", _("Choose")), *AGENCIES.items(), ("not_known", _("I do not know, or somewhere else"))],
    )
    others_named = lines(_("Other people named"), _("One on each line"))
    phones = lines(_("Phone numbers"), _("One on each line"))
    registrations = lines(_("Vehicle registrations"), _("One on each line. Part of a registration is enough."))
    places = lines(_("Other places"), _("One on each line"))

    def clean(self) -> dict[str, Any]:
        """Where a professional works, or that it is not known."""
        cleaned = super().clean() or {}
        if cleaned.get("about_professional") and not cleaned.get("professional_agency"):
            self.add_error("professional_agency", _("Say where they work or volunteer, or that you do not know"))
        return cleaned


class SafeForm(PageForm):
    """What the child and family know and want, how to be in touch without doing harm, and who may see it."""

    child_knows = radios(
        _("Has the child been told that you are sharing this?"), [(YES, _("Yes")), (NO, _("No, not yet"))]
    )
    wishes = _as_written(
        story(
            _("What does the child want to happen?"), _("As the child said it; do not tidy it up."), 3, most=MOST_LONG
        )
    )
    family_knows = radios(
        _("Has the parent or carer been told?"),
        [
            ("agrees", _("Yes, and they agree")),
            ("disagrees", _("Yes, and they do not agree")),
            ("told", _("Yes, and they gave no view")),
            ("not_asked", _("No, they were not asked")),
        ],
    )
    why_not_asked = lines(
        _("If they were not asked, why was it not safe or possible?"),
        _("For example, telling them may put the child at risk"),
    )
    safe_contact = lines(_("A safe way to contact the child, or you"), _("For example, through school, at lunch"), 3)
    avoid = lines(
        _("What should people avoid doing?"), _("For example, do not call his phone; do not write to the home"), 3
    )
    own_agency_only = tick(_("Only my own organisation may see this"))


class ReferralForm(PageForm):
    """Whether it is a referral to children's services."""

    referral = radios(
        _("Do you want this to be a referral to children’s services?"),
        [(YES, _("Yes, this is a referral")), (NO, _("No, it is not a referral"))],
        empty=_("Choose whether this is a referral"),
    )


class AboutKnownForm(SeenAndHeardForm, CategoriesForm, SafeForm, ReferralForm):
    """The whole concern on one page, about a child who was chosen before."""


class OnePageForm(WhoForm, AboutKnownForm):
    """The whole concern on one page."""

    field_order = ("name", "birth_date", "description", "not_known", *SeenAndHeardForm.field_order)


class FeedbackForm(PostedForm):
    """What the author is told of what happened."""

    how = radios(
        _("How were they told?"),
        [
            ("in_person", _("In person")),
            ("by_phone", _("By phone")),
            ("in_writing", _("In writing, here")),
            ("child_told", _("The child was told as well")),
        ],
        empty=_("Choose how they were told"),
    )
    words = story(
        _("What happened?"),
        _("What was done, or why not. The author of the concern reads this, so include only what they may know."),
        empty=_("Say what happened"),
    )


class SayAgainForm(PostedForm):
    """What an author adds to a concern in other words."""

    words = story(_("What do you want to add?"), empty=_("Write what you want to add"), most=MOST_LONG)
