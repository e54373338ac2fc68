"""The part of a report that says how early it could have been seen, never without the reverse question."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date

from sightline.review.acts import FirstAct
from sightline.review.earliest import EarliestDays
from sightline.review.report.nouns import DatedStatement, ReportMaterial, ReportPart, ReportSentence
from sightline.review.report.reverse_counts import ReverseCounts
from sightline.review.report.sentences import (
    count_of,
    join_words,
    say_agency,
    say_day,
    say_few,
    say_holder,
    say_people,
)
from sightline.review.sharings import HandoverTrace, TraceIn

NO_TRACE = (
    "Nothing shows that they were told: no sharing, later contact, meeting in Sightline or entry in the sharing ledger."
)

EACH = "Each day below is the first on which records showed a statement about a child."
ONLY_LATER = "By rules in force then no day can be told. The next part says, with hindsight, what later rules show."
NEVER = "The records of this review show none of the statements."
HINDSIGHT = (
    "The rules of the statements below were made after these days. Nobody could look for them then. "
    "What they show is what the records held, seen from today."
)


def make_earliest(material: ReportMaterial) -> tuple[ReportPart, ...]:
    """A part for each statement of each child that was true, under one heading."""
    then, later = (
        [
            ReportPart(
                f"earliest-{child}-{one.statement_id}",
                f"{say_people([child])}: {one.label}",
                3,
                tuple(_lines(child, one, one.days, material.unsure)),
            )
            for child, statements in material.statements.items()
            for one in statements
            if one.days is not None and bool(one.made_on) is hindsight
        ]
        for hindsight in (False, True)
    )
    known = [
        ReportSentence(
            f"earliest/{child}/{one.statement_id}/none",
            f"{say_people([child])}: the records of this review do not show “{one.label}”.",
        )
        for child, statements in material.statements.items()
        for one in statements
        if one.days is None
    ]
    says = ReportSentence("earliest/what", EACH if then else ONLY_LATER if later else NEVER)
    apart = ReportPart(
        "earliest-hindsight",
        "How early it could have been seen, with hindsight",
        lines=(ReportSentence("earliest/hindsight", HINDSIGHT),) if later else (),
    )
    return ReportPart("earliest", "How early it could have been seen", lines=(says, *known)), *then, apart, *later


def _lines(child: str, one: DatedStatement, days: EarliestDays, unsure: Collection[str]) -> Iterator[ReportSentence]:
    place = f"earliest/{child}/{one.statement_id}"
    acted = (one.acted.record_id,) if one.acted else ()
    yield ReportSentence(f"{place}/says", f"The statement: {one.says}", rests_on=days.needed)
    if one.made_on:
        text = f"By a rule made on {say_day(one.made_on)}, not in force then."
        yield ReportSentence(f"{place}/made", text, rests_on=days.needed)
    for holders, day in days.by_holders.items():
        others = one.others_by.get(holders)
        if others is None:
            continue
        who, named = join_words(map(say_holder, holders)), "-".join(holders)
        which, alone = ("alone", "alone") if len(holders) == 1 else ("pair", "together")
        text = f"{who} {alone} could see it from {say_day(day)}{_margin(day, one.acted)}."
        behind = days.behind[holders]
        yield ReportSentence(f"{place}/{which}/{named}", text, behind, rests_on=acted)
        text = f"On that day records of {who} {alone} showed it of other children: {_number_of(others)}."
        text = " ".join((text, *_followed(others)))
        yield ReportSentence(f"{place}/reverse/{named}", text, rests_on=behind)
        yield from _sure_by(place, one, days, holders, unsure)
    text = f"All agencies together could see it from {say_day(days.together)}{_margin(days.together, one.acted)}."
    yield ReportSentence(f"{place}/together", text, days.sets[0] if days.sets else (), rests_on=(*days.needed, *acted))
    yield from (replace(line, rests_on=days.needed) for line in _reverse(place, one))
    yield _act(place, days, one.acted)
    yield from _matches(place, one, days, unsure)
    yield from _readings(place, one, days)
    for number, some in enumerate(days.sets, start=1):
        yield ReportSentence(f"{place}/set/{number}", f"{_records(len(some))} enough to see it.", some)
    more = days.sets_in_all - len(days.sets)
    if more:
        sets = count_of(more, "other set of as few records is", "other sets of as few records are")
        yield ReportSentence(f"{place}/sets", f"{sets} enough.", days.behind[()])
    if days.too_many_to_try:
        text = "There are too many sets of records to try them all. A smaller set may be enough to see it."
        yield ReportSentence(f"{place}/sets-not-tried", text, days.behind[()])
    yield from _handovers(place, one, days)
    for record, kind, beside, since in one.joined:
        text = f"The first record names no child of the review. It has the same {kind} as the second. {_known(since)}"
        yield ReportSentence(f"{place}/joined/{record}", text, (record, beside), rests_on=days.needed)


def _handovers(place: str, one: DatedStatement, days: EarliestDays) -> Iterator[ReportSentence]:
    """Each record that a holder also needed, and what shows that they were told of it."""
    for record, holder in one.handovers:
        key = f"{place}/handover/{record}/{holder}"
        traces = [each for each in one.traces if (each.record_id, each.holder) == (record, holder)]
        needed = f"To see it, {say_holder(holder)} also needed this record."
        is_traced = any(each.by is not TraceIn.NOT_SAID for each in traces)
        text = needed if is_traced else f"{needed} {NO_TRACE}"
        yield ReportSentence(key, text, (record,), rests_on=days.needed)
        for each in traces:
            said_in = (each.said_in,) if each.said_in else ()
            yield ReportSentence(f"{key}/{each.by}", _say_trace(each), said_in, rests_on=(*days.needed, record))


def _say_trace(one: HandoverTrace) -> str:
    """By which record, or the ledger, the holder was told, and on which day."""
    who, day = say_holder(one.holder), say_day(one.on)
    match one.by:
        case TraceIn.RECORD:
            return f"This record says that it was shared with {who} on {day}."
        case TraceIn.CONTACT:
            return f"After it, the first contact by its agency that {who} recorded is of {day}."
        case TraceIn.MEETING:
            return f"Staff of {who} attended a meeting on {day} that listed this record."
        case TraceIn.NOT_SAID:
            return f"This record mentions a meeting about the child on {day}. It does not say whether {who} attended."
        case _:
            return f"Sightline first showed it to {who} on {day}."


def _act(place: str, days: EarliestDays, acted: FirstAct | None) -> ReportSentence:
    """The first action of any agency from the first day on."""
    if acted is None:
        return ReportSentence(f"{place}/acted", "From that day on no record shows an action.", rests_on=days.needed)
    text = (
        f"The first action that a record shows: {say_day(acted.acted_on)}, {say_agency(acted.agency)}: {acted.label}."
    )
    return ReportSentence(f"{place}/acted", text, (acted.record_id,), rests_on=days.needed)


def _margin(day: date, acted: FirstAct | None) -> str:
    """How long before an agency acted; an agency alone may have seen it later than all together."""
    if acted is None:
        return ""
    days = (acted.acted_on - day).days
    if days == 0:
        return ", on the day on which an agency acted"
    return f", {count_of(abs(days), 'day', 'days')} {'before' if days > 0 else 'after'} an agency acted"


def _known(since: date) -> str:
    return f"Both were known on {say_day(since)}."


def _records(number: int) -> str:
    return "This record is" if number == 1 else "These records together are"


def _matches(place: str, one: DatedStatement, days: EarliestDays, unsure: Collection[str]) -> Iterator[ReportSentence]:
    """The day without records that likeness alone joins to the child; where it is never, the margin has those."""
    if days.sure is None:
        text = "Without unconfirmed matches, no record shows it."
        yield ReportSentence(f"{place}/sure", text, _joined_by_likeness(days, (), unsure), rests_on=days.needed)
    elif days.sure != days.together and (others := one.others_sure.get(())):
        text = f"Without unconfirmed matches, the first day is {say_day(days.sure)}. {_say_others(others)}"
        yield ReportSentence(f"{place}/sure", text, days.behind_sure)


def _joined_by_likeness(days: EarliestDays, holders: tuple[str, ...], unsure: Collection[str]) -> tuple[str, ...]:
    """Of the records that a day is worked out from, those of an unconfirmed match."""
    return tuple(one for one in days.behind.get(holders, ()) if one in unsure)


def _readings(place: str, one: DatedStatement, days: EarliestDays) -> Iterator[ReportSentence]:
    """The day without what Sightline read in notes and no person confirmed, with its own reverse question."""
    without = "Without readings of notes that nobody confirmed,"
    if days.read is None:
        yield ReportSentence(f"{place}/read", f"{without} no record shows it.", rests_on=days.needed)
    elif days.read != days.together and one.others_read:
        text = f"{without} the first day is {say_day(days.read)}. {_say_others(one.others_read)}"
        yield ReportSentence(f"{place}/read", text, days.behind_read)


def _sure_by(
    place: str, one: DatedStatement, days: EarliestDays, holders: tuple[str, ...], unsure: Collection[str]
) -> Iterator[ReportSentence]:
    """The day of these holders without records that likeness alone joins to the child, where it is another one."""
    if holders not in days.sure_by:
        return
    day, who, others = days.sure_by[holders], join_words(map(say_holder, holders)), one.others_sure.get(holders)
    key = f"{place}/sure/{'-'.join(holders)}"
    if day is None:
        text = f"Without unconfirmed matches, records of {who} do not show it."
        records = _joined_by_likeness(days, holders, unsure)
        yield ReportSentence(key, text, records, rests_on=days.behind[holders])
    elif others:
        text = f"Without unconfirmed matches, the first day of {who} is {say_day(day)}. {_say_others(others)}"
        yield ReportSentence(key, text, days.behind_sure_by[holders])


def _say_others(others: ReverseCounts) -> str:
    """The reverse question of a day that is told without what no person confirmed."""
    text = f"On that day it was then also true of other children: {_number_of(others)}."
    return " ".join((text, *_followed(others)))


def _number_of(others: ReverseCounts) -> str:
    return "not shown, because it would give away a small number" if others.is_hidden_too else say_few(others.children)


def _reverse(place: str, one: DatedStatement) -> Iterator[ReportSentence]:
    """The counter-question: of how many other children the same was true on that day."""
    others = one.others
    if others is None:
        yield ReportSentence(f"{place}/reverse", "Of how many other children it was also true is not known.")
        return
    text = f"On that day the statement was also true of other children: {_number_of(others)}."
    yield ReportSentence(f"{place}/reverse", text)
    *followed, rate = _followed(others)
    for text in followed:
        yield ReportSentence(f"{place}/followed", text)
    yield ReportSentence(f"{place}/rate", rate)


def _followed(others: ReverseCounts) -> Iterator[str]:
    """What followed for those counted, where that may be told, then how many new children a week."""
    if others.is_hidden_too:
        return
    if others.followed is None:
        yield "What followed for them is not shown, because the numbers are small."
    elif others.children:
        harmed, nothing, unknown = others.followed
        yield f"In the year after, harm was recorded for {harmed} of them, none for {nothing}, no data for {unknown}."
    rate = "fewer than 0.1" if others.items_a_week is None else str(others.items_a_week)
    new = f"{rate} new children a week" if others.items_a_week != 0 else "no new child"
    yield f"In the year before, the rule applied to {new}."
