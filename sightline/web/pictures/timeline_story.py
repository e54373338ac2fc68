"""The facts of a timeline, from what the reader's own selectors gave: entries, deadlines, patterns and meetings."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from sightline.casework.chronology.pages.lines import FOUND, WENT_MISSING, SchoolWeek, TimelineEntries
from sightline.casework.clocks.pages import ClockLine, ClocksOfPerson, each_alone
from sightline.casework.meetings.pages.meetings import MeetingLine
from sightline.casework.overview.pages import PersonFrame
from sightline.casework.patterns.pages import RecognisedLine
from sightline.casework.people.pages.people import Entry
from sightline.model.nouns import ClockState
from sightline.model.when import london_day
from sightline.pictures.timeline.facts import (
    DaysBetween,
    DeadlineSpan,
    DeadlineState,
    MissingSpell,
    OwnWords,
    PatternDay,
    TimelineEvent,
    TimelineStory,
    WeekAttended,
)
from sightline.web.chronology.overview_words import event_text
from sightline.web.core.rules import rule_of
from sightline.web.pictures.event_kinds import MISSING, days_of_joint_action, shape_of
from sightline.web.pictures.forms import MonthWindow
from sightline.web.pictures.missing_words import say_flag, tell_missing_now

STATES = {
    ClockState.MET: DeadlineState.MET,
    ClockState.MET_LATE: DeadlineState.LATE,
    ClockState.BREACHED: DeadlineState.MISSED,
    ClockState.RUNNING: DeadlineState.OPEN,
    ClockState.NOT_KNOWN: DeadlineState.NOT_KNOWN,
}
LEAST_AGENCIES = 2


@dataclass(frozen=True, slots=True)
class TimelineSources:
    """What the reader may see of one child, for its timeline."""

    held: TimelineEntries = field(repr=False)
    clocks: ClocksOfPerson = field(repr=False)
    patterns: Sequence[RecognisedLine] = field(repr=False)
    meetings: Sequence[MeetingLine] = field(repr=False)
    frame: PersonFrame = field(repr=False)

    @property
    def oldest_on(self) -> date:
        """The day of the oldest entry whose day is known."""
        days = [london_day(one.occurred_from) for one in self.held.entries if one.occurred_from and shape_of(one)]
        return min(days, default=self.held.up_to)

    @property
    def undated(self) -> int:
        """How many entries have no known day, and are in no picture."""
        return sum(not one.occurred_from for one in self.held.entries)


@dataclass(frozen=True, slots=True)
class SeenAndActed:
    """The first pattern of several agencies' records, and the first joint action after it."""

    pattern: RecognisedLine
    seen_on: date
    acted_on: date


def seen_and_acted(sources: TimelineSources, window: MonthWindow) -> SeenAndActed | None:
    """Both days, where the records say both and both are within the months shown; else None."""
    jointly = [
        one for one in sources.patterns if one.must and len({each.agency for each in one.rests_on}) >= LEAST_AGENCIES
    ]
    if not jointly:
        return None
    first = min(jointly, key=lambda one: (one.first_true_on, one.instance_key))
    joint = days_of_joint_action(sources.held.entries, sources.meetings)
    acted_on = min((day for day in joint if day >= first.first_true_on), default=None)
    if acted_on is None or first.first_true_on < window.first or acted_on >= window.end:
        return None
    return SeenAndActed(first, first.first_true_on, acted_on)


def tell_story(sources: TimelineSources, window: MonthWindow, *, between: DaysBetween | None) -> TimelineStory:
    """The facts of the months shown."""
    held = sources.held
    entries = [one for one in held.entries if one.occurred_from and within(london_day(one.occurred_from), window)]
    return TimelineStory(
        about=held.person.name or _("Name not recorded"),
        first=window.first,
        end=window.end,
        up_to=held.up_to,
        reaches=tuple(_reaches(held)),
        events=tuple(_events(entries)),
        missing=tuple(_missing(sources, window)),
        quotes=tuple(_quotes(entries)),
        weeks=tuple(_weeks(held.weeks, window)),
        patterns=tuple(_patterns(sources.patterns, window)),
        deadlines=tuple(_deadlines(sources.clocks, window)),
        between=between,
        missing_now=tell_missing_now(sources.frame),
    )


def within(day: date, window: MonthWindow) -> bool:
    """Whether a day is in the months shown."""
    return window.first <= day < window.end


def label_of_pattern(line: RecognisedLine) -> str:
    """What a pattern is called, in its lane and at the bracket alike."""
    rule = rule_of(line.pattern_id)
    return rule.label if rule else line.pattern_id.replace("_", " ").capitalize()


def address_of(entry: Entry) -> str:
    """The page of an entry's record."""
    return (
        reverse("concern", args=[entry.concern_id]) if entry.concern_id else reverse("record", args=[entry.record_id])
    )


def _reaches(held: TimelineEntries) -> Iterator[tuple[str, date | None]]:
    """Every agency that has an entry, with how far its data go."""
    known = {one.agency: one.until for one in held.reaches}
    agencies = {one.agency for one in held.entries if shape_of(one) or _layout(one) == MISSING}
    agencies |= {week.entry.agency for week in held.weeks}
    yield from ((agency, known.get(agency)) for agency in sorted(agencies))


def _layout(entry: Entry) -> str:
    return entry.kind.partition("/")[0]


def _events(entries: Iterable[Entry]) -> Iterator[TimelineEvent]:
    for one in entries:
        shape = shape_of(one)
        if shape and one.occurred_from:
            day = london_day(one.occurred_from)
            yield TimelineEvent(day, one.agency, shape.kind, shape.label, event_text(one), address_of(one))


def _missing(sources: TimelineSources, window: MonthWindow) -> Iterator[MissingSpell]:
    """Each missing report: from when, and how many nights until it says found."""
    reports: dict[str, list[Entry]] = {}
    for one in sources.held.entries:
        if _layout(one) == MISSING:
            reports.setdefault(one.record_id, []).append(one)
    for those in reports.values():
        began = next((one for one in those if one.what.startswith(WENT_MISSING) and one.occurred_from), None)
        if began is None or not began.occurred_from:
            continue
        day = london_day(began.occurred_from)
        ends = [london_day(one.occurred_from) for one in those if one.what.startswith(FOUND) and one.occurred_from]
        if within(day, window):
            nights = (min(ends) - day).days if ends else None
            now = "" if ends else say_flag(sources.frame.missing, began.record_id, day)
            yield MissingSpell(day, began.agency, nights, address_of(began), now)


def _quotes(entries: Iterable[Entry]) -> Iterator[OwnWords]:
    for one in entries:
        if one.childs_words and one.occurred_from:
            yield OwnWords(london_day(one.occurred_from), one.agency, one.childs_words, address_of(one))


def _weeks(weeks: Iterable[SchoolWeek], window: MonthWindow) -> Iterator[WeekAttended]:
    for one in weeks:
        if one.entry.occurred_from and within(london_day(one.entry.occurred_from), window):
            yield WeekAttended(london_day(one.entry.occurred_from), one.attended, one.sessions)


def _patterns(lines: Iterable[RecognisedLine], window: MonthWindow) -> Iterator[PatternDay]:
    for one in lines:
        if within(one.first_true_on, window):
            yield PatternDay(one.first_true_on, label_of_pattern(one), reverse("recognised", args=[one.instance_key]))


def _deadlines(clocks: ClocksOfPerson, window: MonthWindow) -> list[DeadlineSpan]:
    """Deadlines that were due in the months shown; those that count as one have the same thing."""
    things = [
        *clocks.breached, *clocks.arrived_late, *clocks.running, *clocks.not_known, *clocks.done, *clocks.backlog
    ]  # fmt: skip
    return [
        _span(one, thing.clock_id)
        for thing in things
        for one in each_alone([thing])
        if one.deadline_at and within(london_day(one.deadline_at), window)
    ]


def _span(line: ClockLine, thing: str) -> DeadlineSpan:
    ended = line.stopped_at or line.answered_at
    due = london_day(line.deadline_at)
    state = STATES[line.state]
    return DeadlineSpan(
        label=line.label,
        agency=line.agency,
        started=min(london_day(line.started_at), due),
        due=due,
        done=london_day(ended) if ended else None,
        state=state,
        href=reverse("clock", args=[line.clock_id]),
        thing=thing,
    )


def earlier_end(window: MonthWindow) -> date:
    """The last day before the months shown."""
    return window.first - timedelta(days=1)
