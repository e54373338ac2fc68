"""The forms of people: what somebody was told by telephone, and which part of a chronology to show.

The chronology's form is in the URL and therefore holds nothing personal.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError

from sightline.casework.bulk_exports.pages import PURPOSES
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.ingest.dates.reader import read_clock
from sightline.model.when import moment
from sightline.translation.messages import lazy as _
from sightline.web.core.bounds import DayField, asked_one_of, asked_text, asked_texts, asked_tick
from sightline.web.core.fields import day_boxes, dropdown, radios, story, text_box
from sightline.web.core.forms import AskedForm, PostedForm

PAGE, PAGE_LETTERS = 8, 3000  # a page of four screens, on a phone too
WHOLE = 500  # as many as casework gives at once
MOST_SEARCHED, MOST_PURPOSE = 80, 120
LEAP_DAY = (2, 29)
SAME, SEPARATE = "same", "separate"
NO_RECEIVER = ("", _("None of them: leave out the records that their agency keeps"))
YEAR, ALL = ("year", _("The last 12 months")), ("all", _("All dates"))


def year_before(day: date) -> date:
    """The day after which twelve months end on this day."""
    following = day + timedelta(days=1)
    leaps = (following.month, following.day) == LEAP_DAY
    first = following.replace(month=3, day=1) if leaps else following
    return first.replace(year=first.year - 1)


class TelephoneReportForm(PostedForm):
    """What somebody was told by telephone: missing or found, since when, and by whom."""

    state = radios(
        _("What were you told?"),
        [("missing", _("The child is missing")), ("found", _("The child has been found, or came back"))],
        empty=_("Choose what you were told"),
    )
    on = day_boxes(
        _("On which day did the child go missing, or was the child found?"),
        _("For example, 27 11 2026"),
        empty=_("Enter the day"),
    )
    at = text_box(
        _("What time was that?"),
        _("For example, 8:15pm. Your best estimate is enough."),
        empty=_("Enter the time"),
        most=20,
    )
    told_by = text_box(
        _("Who told you?"),
        _("Their name and role, for example Sergeant Ash, control room"),
        empty=_("Enter who told you"),
    )

    said_at: ClassVar = {"since_at": ("at",)}

    def clean_at(self) -> str:
        """A time that can be read."""
        text = str(self.cleaned_data["at"]).strip()
        if read_clock(text) is None:
            raise ValidationError(_("Enter a time, for example 8:15pm"))
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

    search = text_box(_("Search inside notes"), most=MOST_SEARCHED)


class ChronologyFileForm(PostedForm):
    """What a file of a chronology is for, by the list and in words, and which days it has."""

    said_at: ClassVar = {
        "no_purpose": ("purpose",), "second_person": ("purpose",), "other_purpose": ("purpose",),
        "no_receiver": ("receiver",),
    }  # fmt: skip

    receiver = dropdown(
        _("Who is the file for?"),
        hint=_("An agency agreed that the people listed here get its records, for one purpose."),
    )
    purpose = radios(_("What is the file for?"), list(PURPOSES.items()), empty=_("Choose what the file is for"))
    why = text_box(
        _("Why is it needed?"),
        _(
            "For example, strategy discussion on 28 November. Do not write names. "
            "The file and the audit log will show this."
        ),
        empty=_("Enter why the file is needed"),
        most=MOST_PURPOSE,
    )
    period = radios(_("Which dates?"), [YEAR, ALL], empty=_("Choose which dates"))

    def __init__(self, *arguments: Any, dates_chosen: bool, receivers: Sequence[str] = (), **named: Any) -> None:
        super().__init__(*arguments, **named)
        if receivers:
            self.offer("receiver", [NO_RECEIVER, *((one, one) for one in receivers)])
        else:
            del self.fields["receiver"]
        if dates_chosen:
            self.offer("period", [("chosen", _("The dates that you chose")), YEAR, ALL])

    def narrow(self, chosen: ChronologyFilter, *, today: date) -> ChronologyFilter:
        """The filter of the page, with the dates of the file."""
        period = self.cleaned_data["period"]
        if period == "chosen":
            return chosen
        return replace(chosen, from_on=year_before(today) if period == YEAR[0] else None, to_on=None)


class ChronologyAsked(AskedForm):
    """Which entries of a chronology to show. Only a day that is none is said to be wrong; it is left out."""

    agency = asked_texts()
    kind = asked_texts()
    date_from = DayField(required=False, error_messages={"invalid": _("‘From’ must be a real date")})
    date_to = DayField(required=False, error_messages={"invalid": _("‘To’ must be a real date")})
    words = asked_tick()
    key = asked_tick()
    order = asked_one_of(("oldest", "newest"))
    after = asked_text(most=100)
    whole = asked_tick()
    searched = asked_tick()
    form = asked_one_of(("docx", "xlsx", "pdf"))

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


class SameEventForm(PostedForm):
    """Whether tellings are one event, and why."""

    said_else: ClassVar = "words"

    is_one = radios(
        _("Do these records tell of one event?"),
        [(SAME, _("Yes, one event")), (SEPARATE, _("No, keep them separate"))],
        empty=_("Choose yes or no"),
    )
    words = story(_("Why?"), _("Say what you compared."), empty=_("Say why"))

    @property
    def is_same(self) -> bool:
        """Whether they are one."""
        return bool(self.cleaned_data["is_one"] == SAME)


class EventAsked(AskedForm):
    """Which event of a child is answered about, by its key; none where every event is shown."""

    event = asked_text()
