"""The parts of the forms of meetings: when, who is meant, which records, and where what is missing is said.

A person is named in one of three ways, and a form offers only records that its reader may open. What is whole is
decided in casework; here it is said at its box.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.posts.services.posts import PostLine
from sightline.escalation import read_ladders
from sightline.ingest.dates.reader import read_clock
from sightline.model.when import moment
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.fields import MOST_NAME, day_boxes, dropdown, text_box, ticks
from sightline.web.core.forms import PostedForm
from sightline.web.core.words import AGENCIES
from sightline.web.meetings.presenters import record_choices

EXAMPLE, TIME_EXAMPLE = gettext_lazy("For example, 27 11 2026"), gettext_lazy("For example, 2:30pm")
SEES = gettext_lazy("People who may not see all of these records will not see these words.")


class MeetingForm(PostedForm):
    """A form of meetings. Where what casework says is missing or forbids is said."""

    said_at: ClassVar = {
        "no_who": ("username",), "no_account": ("username",), "counts_only": ("username",), "no_post": ("post",),
        "no_agency": ("agency",), "no_day": ("by_when",), "no_theme": ("theme",), "records_only": ("records",),
        "not_of_the_meeting": ("records",), "no_time": ("on",), "choose_about": ("about",), "no_about": ("about",),
        "no_kind": ("kind",), "by_when": ("by_when", "on"), "what": ("why",),
    }  # fmt: skip


class WhenMixin(MeetingForm):
    """A day and a time of day in London."""

    on = day_boxes("Day", EXAMPLE)
    at = text_box(gettext_lazy("Time"), TIME_EXAMPLE, most=20)

    def clean_at(self) -> str:
        """A time that can be read."""
        text = str(self.cleaned_data["at"]).strip()
        if read_clock(text) is None:
            raise ValidationError(_("Give a time, for example 2:30pm"))
        return text

    def clean_on(self) -> date:
        """A day."""
        day: date | None = self.cleaned_data["on"]
        if day is None:
            raise ValidationError(_("Give the day"))
        return day

    def moment(self) -> str:
        """The moment in UTC."""
        clock = read_clock(self.cleaned_data["at"])
        return moment(self.cleaned_data["on"], clock) if clock else ""


class RecordsMixin(MeetingForm):
    """Which records the words speak of."""

    records = ticks(gettext_lazy("Which records are these words about?"), SEES)

    def offer_records(self, records: Iterable[RecordBasis]) -> None:
        """Give the choices; without any the box goes."""
        choices = record_choices(records)
        if choices:
            self.offer("records", choices)
        else:
            del self.fields["records"]

    def chosen(self) -> tuple[str, ...]:
        """The records that were ticked."""
        return tuple(self.cleaned_data.get("records") or ())


class WhoMixin(MeetingForm):
    """Somebody who is meant: by account, by post, or by name."""

    username = text_box(
        gettext_lazy("Their user name"),
        gettext_lazy("An invited person with an account can open the meeting."),
        most=MOST_NAME,
    )
    post = dropdown(gettext_lazy("Or their role"))
    name = text_box(
        gettext_lazy("Or, if they have no account, their name or job title"),
        gettext_lazy("They cannot open the meeting here."),
    )
    agency = dropdown(
        gettext_lazy("Their agency"), [("", gettext_lazy("As set for the account or role")), *AGENCIES.items()]
    )

    def offer_posts(self, posts: Iterable[PostLine]) -> None:
        """Give the posts to choose from."""
        self.offer("post", [("", _("No role chosen")), *post_choices(posts)])

    def who(self) -> MeetingParty:
        """Whom the form names."""
        said = self.cleaned_data
        post, _, organisation = said.get("post", "").partition("|")
        return MeetingParty(said.get("agency", ""), said.get("username", ""), post, organisation, said.get("name", ""))


def post_choices(posts: Iterable[PostLine]) -> list[tuple[str, str]]:
    """Posts in words, by `ladder stage seat|body`."""
    ladders = read_ladders()
    return [
        (
            f"{one.ladder} {one.stage} {one.seat}|{one.organisation}",
            f"{AGENCIES.get(one.ladder, ladders[one.ladder].rule.label)}: {one.post}"
            f"{f', {one.organisation}' if one.organisation else ''}",
        )
        for one in posts
    ]


def need_words(words: str, empty: str) -> str:
    """The words, where there are any or none are needed; whether they say something is decided in casework."""
    if empty and not words.strip():
        raise ValidationError(empty)
    return words


def shorten(words: str, most: int = 90) -> str:
    """The beginning of a text, to choose by."""
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
