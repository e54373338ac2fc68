"""What a calendar file says of meetings, actions and deadlines: their kind and their time, and nobody's name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.worklist.selectors.own_calendar import DatedAction, DatedItem, DatedMeeting, OwnCalendar
from sightline.documents.calendar import CalendarEntry, write_calendar
from sightline.model.when import DATE_LENGTH
from sightline.translation.messages import lazy as gettext_lazy
from sightline.web.core.rules import rule_of
from sightline.web.escalation.presenters import SOURCES

TITLE, ACTION_NEEDED = "Sightline", gettext_lazy("Action needed")


def calendar_of(own: OwnCalendar, *, absolute: Callable[[str], str]) -> bytes:
    """The file; `absolute` makes a path an address, as the browser reached Sightline."""
    entries = (*map(_meeting, own.meetings), *map(_action, own.actions), *(e for one in own.items for e in _item(one)))
    whole = (replace(entry, address=absolute(entry.address)) for entry in entries)
    return write_calendar(title=TITLE, entries=whole, made_at=datetime.fromisoformat(own.now))


def _meeting(one: DatedMeeting) -> CalendarEntry:
    address = reverse("meeting", args=[one.meeting_id])
    return CalendarEntry(one.meeting_id, "meeting", one.kind_label, _when(one.at), address, one.called_off)


def _action(one: DatedAction) -> CalendarEntry:
    address = reverse("meeting", args=[one.meeting_id])
    return CalendarEntry(one.entry_id, "action", _("Meeting action due"), one.day, address)


def _item(one: DatedItem) -> Iterator[CalendarEntry]:
    """The time to answer at this stage, and, where there is one, the deadline itself: two times, two events."""
    rule = rule_of(one.rule_id) if one.rule_id else None
    kind = rule.label if rule else SOURCES.get(one.source, ACTION_NEEDED) if one.rule_id else ACTION_NEEDED
    address = reverse("item", args=[one.item_id])
    yield CalendarEntry(
        one.item_id, "answer", _("Your answer is due: %(kind)s") % {"kind": kind}, _when(one.answer_by), address
    )
    if one.due_at:
        yield CalendarEntry(
            one.item_id, "deadline", _("Deadline: %(kind)s") % {"kind": kind}, _when(one.due_at), address
        )


def _when(text: str) -> datetime | date:
    """A moment, or a day where no time is known."""
    return date.fromisoformat(text) if len(text) == DATE_LENGTH else datetime.fromisoformat(text).astimezone(UTC)
