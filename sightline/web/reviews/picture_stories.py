"""The facts of a review's pictures, from what was known on a day: lanes of agencies, growth, signs, life lines."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from django.urls import reverse

from sightline.casenotes.signs.rules import first_decided
from sightline.casework.chronology.pages.lines import FOUND, WENT_MISSING
from sightline.casework.earlier_knowledge.pages import OtherDays, count_until
from sightline.casework.people.pages.people import Entry
from sightline.casework.reviews.pages.labels import call_people, call_person
from sightline.casework.reviews.pages.pictures import (
    HOME,
    SCHOOL,
    STATUS,
    WORKER,
    KnownEvent,
    LifeFact,
    NamedTogether,
    PatternKnown,
    ReviewPictures,
)
from sightline.known_facts.holders import NO_HOLDER, parts_of_holder
from sightline.model.when import london_day
from sightline.pictures.growth.facts import GrownMember, GrownTie, GrowthStory, MemberKind
from sightline.pictures.knowledge_facts import OF_A_STATEMENT, Knowledge, KnownElement
from sightline.pictures.life.facts import LifeLane, LifeSpan, LifeStory, SpanEnd
from sightline.pictures.scales import next_month
from sightline.pictures.timeline.facts import (
    DeadlineSpan,
    DeadlineState,
    MissingSpell,
    OwnWords,
    PatternDay,
    TimelineEvent,
    TimelineStory,
    WeekAttended,
)
from sightline.translation.dates import long_day, short_day
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted
from sightline.web.chronology.overview_words import event_text
from sightline.web.core.rules import rule_in_words, rule_of
from sightline.web.notes.presenters import sign_in_words
from sightline.web.pictures.event_kinds import MISSING, days_of_joint_action, shape_of

LANES = {HOME: LifeLane.HOME, SCHOOL: LifeLane.SCHOOL, WORKER: LifeLane.WORKER, STATUS: LifeLane.STATUS}
THING_KINDS = {"vehicle": MemberKind.VEHICLE, "phone": MemberKind.PHONE, "place": MemberKind.PLACE}
THING_NAMES = {
    "vehicle": _("Vehicle %(number)s"),
    "phone": _("Phone %(number)s"),
    "place": _("Place %(number)s"),
}


def address_of(shown: ReviewPictures, event_id: str, page: int) -> str:
    """The page of the review's chronology that has an event."""
    return f"{reverse('review_chronology', args=[shown.line.review_id])}?page={page}#event-{event_id}"


def tell_lanes(shown: ReviewPictures, others: OtherDays) -> TimelineStory | None:
    """What each agency recorded of the chosen children; None where no day of it is known."""
    days = [one.event.first_on for one in shown.events if one.event.first_on]
    if not days:
        return None
    first = max(min(days), shown.line.from_on)
    events = [one for one in shown.events if one.event.first_on and first <= one.event.first_on <= shown.on]
    return TimelineStory(
        about=call_people(shown.chosen),
        first=first.replace(day=1),
        end=next_month(shown.on),
        up_to=shown.on,
        reaches=tuple((agency, None) for agency in sorted({one.event.agency for one in events})),
        events=tuple(_events(shown, events)),
        missing=tuple(_missing(shown, events)),
        quotes=tuple(_quotes(shown, events)),
        weeks=tuple(
            WeekAttended(london_day(week.entry.occurred_from or ""), week.attended, week.sessions)
            for week in shown.weeks
            if len(shown.chosen) == 1 and week.entry.occurred_from
        ),
        patterns=tuple(
            PatternDay(one.first_true_on, _name_pattern(one, shown, others), made_on=_made_on(one))
            for one in shown.patterns
            if first <= one.first_true_on
        ),
        deadlines=tuple(_silences(shown, first)),
    )


def _silences(shown: ReviewPictures, first: date) -> Iterator[DeadlineSpan]:
    """Each silence as a deadline without a record in time, in days that received data cover."""
    pages = {one.event.event_id: one.page for one in shown.events}
    for one in shown.silences:
        began = one.begun_by.first_on or one.due_on
        if first <= one.due_on:
            label = f"{one.rule.label} ({one.limit})" if one.limit else str(one.rule.label)
            yield DeadlineSpan(
                label=label if len(shown.chosen) == 1 else f"{label} ({call_people(one.called)})",
                agency=one.agency,
                started=max(first, min(began, one.due_on)),
                due=one.due_on,
                done=one.came_on,
                state=DeadlineState.LATE if one.came_on else DeadlineState.MISSED,
                href=address_of(shown, one.begun_by.event_id, pages[one.begun_by.event_id]),
                no_record_by=one.to_on,
                rule=str(one.rule.says),
                made_on=one.made_on,
            )


def _made_on(one: PatternKnown) -> date | None:
    """When the rule of a pattern was made, where that was after the first day on which it applied."""
    rule = rule_of(one.pattern_id)
    return rule.made_after(one.first_true_on) if rule else None


def _name_pattern(one: PatternKnown, shown: ReviewPictures, others: OtherDays) -> str:
    """The pattern, about whom it is where several are shown, and to how many outside the review it applied by then."""
    label = rule_in_words(one.pattern_id)
    about = label if len(shown.chosen) == 1 else f"{label} ({join_shown(', ', list(one.called))})"
    return str(
        _("%(pattern)s; by %(day)s also outside the review: %(people)s")
        % {
            "pattern": about,
            "day": short_day(one.first_true_on),
            "people": _say_outside(others.patterns.get(one.pattern_id, ()), one.first_true_on, "person"),
        }
    )


def _say_outside(days: Sequence[date], on: date, what: str) -> str:
    """How many outside the review there were by a day: `12 children`; small numbers are not told."""
    number = count_until(days, on)
    return str(_("fewer than 5")) if number is None else counted(number, what)


def _events(shown: ReviewPictures, events: Iterable[KnownEvent]) -> Iterator[TimelineEvent]:
    for one, entry in _entries(events):
        shape = shape_of(entry)
        if shape:
            day = london_day(entry.occurred_from or "")
            href = address_of(shown, one.event.event_id, one.page)
            yield TimelineEvent(day, entry.agency, shape.kind, shape.label, event_text(entry), href)


def _entries(events: Iterable[KnownEvent]) -> Iterator[tuple[KnownEvent, Entry]]:
    """Each dated entry; of what a record says of two children in the same words, one."""
    for one in events:
        yield from ((one, entry) for entry in one.event.entries if entry.occurred_from)


def _missing(shown: ReviewPictures, events: Iterable[KnownEvent]) -> Iterator[MissingSpell]:
    for one in events:
        dated = [entry for entry in one.event.entries if entry.occurred_from and _layout(entry) == MISSING]
        began = next(
            (london_day(entry.occurred_from or "") for entry in dated if entry.what.startswith(WENT_MISSING)), None
        )
        ends = [london_day(entry.occurred_from or "") for entry in dated if entry.what.startswith(FOUND)]
        if began:
            nights = (min(ends) - began).days if ends else None
            yield MissingSpell(began, one.event.agency, nights, address_of(shown, one.event.event_id, one.page))


def _layout(entry: Entry) -> str:
    return entry.kind.partition("/")[0]


def _quotes(shown: ReviewPictures, events: Iterable[KnownEvent]) -> Iterator[OwnWords]:
    for one, entry in _entries(events):
        if entry.childs_words:
            href = address_of(shown, one.event.event_id, one.page)
            yield OwnWords(london_day(entry.occurred_from or ""), entry.agency, entry.childs_words, href)


def first_joint_action(shown: ReviewPictures, *, since: date) -> date | None:
    """The day of the first record from a day on that says agencies met; meetings in Sightline are in no frozen data."""
    entries = [entry for _one, entry in _entries(shown.events)]
    return min((day for day in days_of_joint_action(entries, ()) if since <= day <= shown.on), default=None)


def tell_growth(shown: ReviewPictures) -> GrowthStory | None:
    """The people of the review and the things that connect them, as they became known; None without a connection."""
    first: dict[str, date] = {}
    known: dict[tuple[str, str], date] = {}
    ties: dict[tuple[str, str], dict[str, date]] = {}
    kinds = {key: kind for one in shown.together for key, kind in _members(one)}
    for one in shown.together:
        keys = sorted(key for key, _kind in _members(one))
        for key in keys:
            first[key] = min(one.known_on, first.get(key, date.max))
            known[one.agency, key] = min(one.known_on, known.get((one.agency, key), date.max))
        for pair in combinations(keys, 2):
            if kinds[pair[0]] is not kinds[pair[1]] and MemberKind.CHILD in (kinds[pair[0]], kinds[pair[1]]):
                by = ties.setdefault(pair, {})
                by[one.agency] = min(one.known_on, by.get(one.agency, date.max))
    if not ties:
        return None
    first_tie_on = min(min(by.values()) for by in ties.values())
    return GrowthStory(
        members=tuple(GrownMember(key, _label(key), kinds[key], day) for key, day in sorted(first.items())),
        ties=tuple(GrownTie(*pair, min(by.values()), tuple(sorted(by.items()))) for pair, by in sorted(ties.items())),
        known=tuple((agency, key, day) for (agency, key), day in sorted(known.items())),
        together_on=None,  # the day would need the question how often else it was so, and no rule asks it
        up_to=shown.on,
        acted_on=first_joint_action(shown, since=first_tie_on),
    )


def _members(one: NamedTogether) -> list[tuple[str, MemberKind]]:
    people = [(called, MemberKind.ADULT if called.isdigit() else MemberKind.CHILD) for called in one.people]
    return people + [(f"{kind} {number}", THING_KINDS[kind]) for kind, number in one.things]


def _label(key: str) -> str:
    kind, _space, number = key.partition(" ")
    return str(THING_NAMES[kind] % {"number": number}) if number else call_person(key)


def tell_signs(shown: ReviewPictures, others: OtherDays) -> Knowledge | None:
    """Which signs notes had, by who holds them, from which day; None where no note of the children had any."""
    signs = [one for one in shown.signs if one.called in shown.chosen]
    if not signs:
        return None
    pages = {one.event.event_id: one.page for one in shown.events}
    rows: dict[str, list[tuple[str, date, str]]] = {}
    for one in signs:
        href = address_of(shown, one.record_id, pages[one.record_id])
        rows.setdefault(one.indicator, []).append((one.holder, one.known_on, href))
    ordered = sorted(rows.items(), key=lambda row: (min(day for _holder, day, _href in row[1]), row[0]))
    together_on = min(one.known_on for one in signs)
    holders = sorted({one.holder for one in signs} - {NO_HOLDER})
    own = [(one.holder, one.known_on) for one in signs if not one.is_heard]
    return Knowledge(
        statement=str(_("a sign of harm or exploitation was written down")),
        about=call_people(shown.chosen),
        rule=str(_("It may be said from the first note that has one of these signs.")),
        elements=tuple(KnownElement(sign_in_words(sign), tuple(known)) for sign, known in ordered),
        alone=tuple((holder, min((day for who, day in own if who == holder), default=None)) for holder in holders),
        together_on=together_on,
        up_to=shown.on,
        asked_other_way=_ask_other_way(shown, others, together_on),
        acted_on=first_joint_action(shown, since=together_on),
        words=OF_A_STATEMENT,
        organisations={one: parts_of_holder(one) for one in holders},
        has_meetings=any(one.is_heard for one in signs),
        hindsight=_say_reading(indicators=rows, on=together_on),
    )


def _say_reading(*, indicators: Iterable[str], on: date) -> str:
    """That the rules by which Sightline reads these signs were made after a day; empty where they were not."""
    made = first_decided()
    made_on = max((made[one] for one in indicators if one in made), default=on)
    if made_on <= on:
        return ""
    said = _("With hindsight: Sightline reads these signs by rules made by %(day)s. The notes had the words then.")
    return str(said % {"day": long_day(made_on)})


def _ask_other_way(shown: ReviewPictures, others: OtherDays, on: date) -> str:
    """Of how many other children the same was true: of the review, and outside it by unrestricted records."""
    own = len({one.called for one in shown.signs if one.called not in shown.chosen and one.known_on <= on})
    children = counted(own, "other child") if own else _("no other child")
    return str(
        _(
            "For comparison: by %(day)s it could also be said of %(children)s of this review. "
            "Outside the review: %(outside)s."
        )
        % {"day": long_day(on), "children": children, "outside": _say_outside(others.signs, on, "child")}
    )


def tell_life(shown: ReviewPictures, called: str) -> LifeStory | None:
    """The life line of one child; None where records say nothing of it."""
    facts = [one for one in shown.life if one.called == called and one.on_day <= shown.on]
    if not facts:
        return None
    pages = {one.event.event_id: one.page for one in shown.events}
    births = shown.births.get(called, ())
    return LifeStory(
        about=call_person(called),
        first=min(one.on_day for one in facts),
        up_to=shown.on,
        spans=(*_places(shown, facts, pages), *_statuses(shown, facts, pages)),
        born_on=births[0] if len(births) == 1 else None,
    )


def _places(shown: ReviewPictures, facts: Iterable[LifeFact], pages: Mapping[str, int]) -> Iterator[LifeSpan]:
    """Homes, schools and lead workers: from the first to the last record of each."""
    held: dict[tuple[str, str], list[LifeFact]] = {}
    for one in sorted(facts, key=lambda each: (each.on_day, each.record_id)):
        if one.about != STATUS:
            held.setdefault((one.about, one.value or str(one.number)), []).append(one)
    numbers: Counter[str] = Counter()
    for (about, _key), those in held.items():
        numbers[about] += 1
        days = sorted({one.on_day for one in those})
        first = min(those, key=lambda one: (one.on_day, one.record_id))
        yield LifeSpan(
            LANES[about], _name_place(those, numbers[about]), first.agency, days[0], days[-1], SpanEnd.LAST_RECORD,
            tuple(days), address_of(shown, first.record_id, pages[first.record_id]),
        )  # fmt: skip


def _name_place(those: list[LifeFact], number: int) -> str:
    """`Home 2 (placement)`, the school, or `Lead worker 1 (Assessment)`."""
    first = those[0]
    if first.about == SCHOOL:
        return first.value
    more = list(dict.fromkeys(one.more for one in those if one.more))
    if first.about == HOME:
        name = _("Home %(number)s") % {"number": first.number}
        return f"{name} ({_('placement')})" if more else str(name)
    name = _("Lead worker %(number)s") % {"number": number}
    return f"{name} ({join_shown(', ', more)})" if more else str(name)


def _statuses(shown: ReviewPictures, facts: Iterable[LifeFact], pages: Mapping[str, int]) -> Iterator[LifeSpan]:
    """Each plan or status that began, to the record that says it ended; an end closes all that ran of its kind."""
    running: dict[str, LifeFact] = {}
    for one in sorted(facts, key=lambda each: (each.on_day, each.runs is True, each.record_id)):
        if one.about != STATUS:
            continue
        began = running.get(one.more)
        if one.runs:
            running.setdefault(one.more, one)
        elif began:
            del running[one.more]
            yield _span(shown, began, one.on_day, SpanEnd.ENDED, pages, (began.on_day, one.on_day))
        elif one.more == "conference":
            yield _span(shown, one, one.on_day, SpanEnd.LAST_RECORD, pages, (one.on_day,))
    for one in running.values():
        yield _span(shown, one, shown.on, SpanEnd.NOT_RECORDED, pages, (one.on_day,))


def _span(
    shown: ReviewPictures, one: LifeFact, until: date, ends: SpanEnd, pages: Mapping[str, int], days: tuple[date, ...]
) -> LifeSpan:
    label = str(_(one.value)).partition(",")[0]
    href = address_of(shown, one.record_id, pages[one.record_id])
    return LifeSpan(LifeLane.STATUS, label, one.agency, one.on_day, until, ends, days, href)
