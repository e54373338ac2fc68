"""A statement of a review in words: who could see it from which day, and how long before an agency acted.

No day is told without the question asked the other way.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from sightline.casework.earlier_knowledge.pages import FEW, OthersShown, ReviewEarliestPage, StatementDays
from sightline.networks.joined_records import JoinedRecord
from sightline.review.acts import FirstAct
from sightline.review.earliest import EarliestDays
from sightline.review.sharings import TraceIn
from sightline.translation.dates import long_day
from sightline.translation.messages import join_shown
from sightline.translation.messages import lazy as _
from sightline.translation.numbers import counted
from sightline.web.reviews.earliest.record_links import RecordLink, RecordLinks, say_holder

ALL = _("All agencies together")
SURE = _("All agencies together, without unconfirmed matches")
SURE_BY = _("%(agencies)s, without unconfirmed matches")
READ = _("All agencies together, without readings of notes that no person confirmed")
TRACES = {
    TraceIn.RECORD: _("This record says that it was shared with them on %(day)s."),
    TraceIn.CONTACT: _("After it, the first contact by its agency that they recorded is of %(day)s."),
    TraceIn.MEETING: _("They attended a meeting on %(day)s that listed this record."),
    TraceIn.LEDGER: _("Sightline first showed it to them on %(day)s."),
    TraceIn.NOT_SAID: _("A record mentions a meeting about the child on %(day)s. It does not say who attended."),
}
NO_ACTION = _("No action recorded")
JOINED = {
    "adult": _("It names no child of the review. It names the same adult as the next record. Both known on %(day)s:"),
    "vehicle": _("It names no child of the review. It has the same vehicle as the next record. Both known on %(day)s:"),
    "phone": _("It names no child of the review. It has the same phone as the next record. Both known on %(day)s:"),
    "place": _("It names no child of the review. It has the same place as the next record. Both known on %(day)s:"),
}
NO_TRACE = _(
    "Nothing shows that they were told: no sharing, later contact, meeting in Sightline or entry in the sharing ledger."
)


@dataclass(frozen=True, slots=True)
class FirstDayRow:
    """Who could see a statement, from which day, and how long that was before an action and before discovery.

    `on` is None where they never could; nothing is said of an action or discovery then. `asked_other_way` is of that
    day and what these held, without what is left out of theirs.
    """

    who: str = field(repr=False)
    on: date | None
    before_action: str
    before_discovery: str
    asked_other_way: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StatementWords:
    """A statement as the page tells it. `rows` is empty where the records do not show it.

    `made_on`: since when its rule holds, where that was not in force on the first day. `joined` are records of the sets
    that name no child of the review, each with what it has in common with which record.
    """

    label: str
    says: str = field(repr=False)
    rows: tuple[FirstDayRow, ...]
    acted: FirstAct | None
    acted_link: RecordLink | None
    sets: tuple[tuple[RecordLink, ...], ...]
    more_sets: int
    made_on: date | None
    is_not_all_tried: bool
    joined: tuple[tuple[RecordLink, str, RecordLink], ...]
    handovers: tuple[tuple[RecordLink, str, tuple[str, ...]], ...]


def describe_statements(shown: ReviewEarliestPage) -> list[StatementWords]:
    """Each statement in words: those of rules in force on their day, then those of hindsight, then those not seen."""
    words = [_describe(one, shown) for one in shown.statements]
    return sorted(words, key=lambda one: (not one.rows, one.made_on is not None))


def _describe(one: StatementDays, shown: ReviewEarliestPage) -> StatementWords:
    days = one.days if one.others else None
    link = RecordLinks(shown.line.review_id, one.named, shown.pages).of
    if days is None:
        return StatementWords(one.label, one.says, (), None, None, (), 0, None, False, (), ())
    return StatementWords(
        label=one.label,
        says=one.says,
        rows=tuple(_list_rows(one, days, shown.discovered_on)),
        acted=one.acted,
        acted_link=link(one.acted_record) if one.acted_record else None,
        sets=tuple(tuple(map(link, some)) for some in days.sets),
        more_sets=days.sets_in_all - len(days.sets),
        made_on=one.made_on,
        is_not_all_tried=days.too_many_to_try,
        joined=tuple(
            (link(each.record_id), _say_joined(each), link(each.by_record))
            for each in one.joined
            if any(each.record_id in some for some in days.sets)
        ),
        handovers=tuple(
            (link(record), say_holder(holder), tuple(_say_traces(one, record, holder)))
            for record, holder in one.handovers
        ),
    )


def _say_joined(one: JoinedRecord) -> str:
    """What a record that names no child has in common with another, and since when both were known."""
    return str(JOINED[one.entity_kind] % {"day": long_day(one.known_from)})


def _list_rows(one: StatementDays, days: EarliestDays, discovered_on: date | None) -> Iterator[FirstDayRow]:
    def row(who: str, on: date | None, others: OthersShown | None = None) -> FirstDayRow:
        until_action = _margin(on, one.acted_on) if one.acted_on else str(NO_ACTION)
        asked = tuple(_ask_other_way(others)) if others else ()
        return FirstDayRow(who, on, until_action if on else "", _margin(on, discovered_on), asked)

    for holders, on in days.by_holders.items():
        if holders in one.others_by:
            yield row(_say_who(holders), on, one.others_by[holders])
    yield row(str(ALL), days.together, one.others)
    for holders, sure_on in days.sure_by.items():
        if sure_on is None or holders in one.others_sure:
            who = str(SURE_BY % {"agencies": join_shown(", ", map(say_holder, holders))})
            yield row(who, sure_on, one.others_sure.get(holders))
    if days.sure != days.together and (days.sure is None or () in one.others_sure):
        yield row(str(SURE), days.sure, one.others_sure.get(()))
    if days.read != days.together and (days.read is None or one.others_read):
        yield row(str(READ), days.read, one.others_read)


def _say_who(holders: tuple[str, ...]) -> str:
    """`Police alone`, or `Health and Police together`."""
    if len(holders) == 1:
        return str(_("%(agency)s alone") % {"agency": say_holder(holders[0])})
    names = dict(zip(("one", "other"), map(say_holder, holders), strict=True))
    return str(_("%(one)s and %(other)s together") % names)


def _say_traces(one: StatementDays, record_id: str, holder: str) -> Iterator[str]:
    """What shows that a holder was told of a record, or that nothing does."""
    traces = [each for each in one.traces if (each.record_id, each.holder) == (record_id, holder)]
    for each in traces:
        yield str(TRACES[each.by] % {"day": long_day(each.on)})
    if all(each.by is TraceIn.NOT_SAID for each in traces):
        yield str(NO_TRACE)


def _margin(on: date | None, other: date | None) -> str:
    """How many days from the first day to the other; empty where one of them is not known."""
    if on is None or other is None:
        return ""
    days = (other - on).days
    if days == 0:
        return str(_("The same day"))
    return str((_("%(days)s before") if days > 0 else _("%(days)s after")) % {"days": counted(abs(days), "day")})


def _ask_other_way(others: OthersShown) -> Iterator[str]:
    """Of how many other children the same was true on that day, and what followed; small numbers are not told."""
    if others.is_hidden_too:
        yield str(_("The number of other children is not shown, because it would give away a small number."))
        return
    few = _("fewer than %(few)s") % {"few": FEW}
    children = str(few) if others.children is None else str(others.children)
    yield str(_("On that day it was also true of other children: %(children)s.") % {"children": children})
    if others.followed is None:
        yield str(_("What followed for them is not shown, because the numbers are small."))
    elif others.children:
        harm, nothing, unknown = others.followed
        yield str(
            _("In the year after: harm recorded for %(harm)s, none recorded for %(nothing)s, no data for %(unknown)s.")
            % {"harm": harm, "nothing": nothing, "unknown": unknown}
        )
    rate = _("fewer than 0.1") if others.items_a_week is None else others.items_a_week
    yield str(_("In the year before, this rule applied to %(items)s new children a week.") % {"items": rate})
