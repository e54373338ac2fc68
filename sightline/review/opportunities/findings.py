"""Sorts each call for action by three questions: who knew, was nothing done in time, and did harm follow?

Possible missed opportunities are those for which all three are answered yes. What cannot be told is listed apart.
Beside each is of how many other children the same was lacking, and no harm followed. All that was done in time is good
practice.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from sightline.known_facts.holders import BY_AGENCY, RecordHolders
from sightline.model.calendar import Calendar
from sightline.model.ids import make_id
from sightline.model.rules import Rule
from sightline.review.opportunities.calls import (
    ActRow,
    FoundCall,
    HarmRow,
    HeldPatterns,
    find_acts,
    find_calls,
    find_harm,
    prepare_facts,
    write_test,
)
from sightline.review.opportunities.closures import find_closed_records
from sightline.review.opportunities.data_spans import DataSpans, UnreadRecordRow, find_not_read, find_received
from sightline.review.opportunities.rules import (
    AfterwardsRules,
    CallSource,
    CountedAct,
    OpportunityCall,
    read_afterwards,
    read_calls,
)
from sightline.rulebook.files import read_toml
from sightline.store.engine import Engine


class MomentOutcome(StrEnum):
    """What became of a call for action."""

    MISSED = "missed"
    NOTHING_FOLLOWED = "nothing_followed"
    CANNOT_TELL = "cannot_tell"
    TAKEN = "taken"


class Unclear(StrEnum):
    """Why it cannot be told: nothing shows that the agency knew; its data are lacking; no day; not all is read.

    `NOT_READ`: a record that could show the action is outside the terms of the review, or kept back from the reader.
    """

    NOT_KNOWN_TO_AGENCY = "not_known_to_agency"
    NO_DATA = "no_data"
    NO_DAY = "no_day"
    NOT_READ = "not_read"


@dataclass(frozen=True, slots=True)
class Afterwards:
    """A record of harm, or of the same sign, after the time for the action was over.

    `is_question`: the same question was raised again on that day. Its record may be older.
    """

    on: date
    record_id: str
    is_same_sign: bool
    is_question: bool = False


@dataclass(frozen=True, slots=True)
class OpportunityMoment:
    """A dated moment on which something known to an agency called for an action of it. `role` is which role there.

    `kind` is the kind of missed opportunity, `cited` the rule that called for the action, `timed` the rule that gave
    its time. `limit` is the time in force on that day, in words: `2 working days`; empty with `is_other_edition`, where
    local practice or another edition of the rule gave it. `organisation` is the body of the agency whose record it is,
    or empty. `known_on` is the day from which the agency knew. `acted_on` may be after `due_on`: late. `made_on`: since
    when the rule gives that time, where it was not in force on the day: the moment is one of hindsight.
    `is_closed`: the record of the action says that there is no further action.
    """

    moment_id: str
    kind: Rule
    role: str
    says: str = field(repr=False)
    cited: Rule
    timed: Rule
    limit: str
    person_id: str = field(repr=False)
    agency: str
    organisation: str
    record_ids: tuple[str, ...]
    known_on: date
    due_on: date
    acted_on: date | None
    acted_record: str
    outcome: MomentOutcome
    unclear: Unclear | None
    afterwards: tuple[Afterwards, ...]
    call_id: str
    made_on: date | None = None
    is_other_edition: bool = False
    is_closed: bool = False


@dataclass(frozen=True, slots=True)
class LackCount:
    """Of how many other children one call was met in time; not in time, with and without harm afterwards."""

    taken: int = 0
    lacking_then_harm: int = 0
    lacking_no_harm: int = 0
    cannot_tell: int = 0


@dataclass(frozen=True, slots=True)
class Opportunities:
    """The moments of the children that were asked for, by day. For each call of how many others it was so."""

    moments: tuple[OpportunityMoment, ...]
    counts: Mapping[str, LackCount]

    def of(self, outcome: MomentOutcome) -> tuple[OpportunityMoment, ...]:
        """The moments with an outcome."""
        return tuple(one for one in self.moments if one.outcome is outcome)


COUNTED = {
    MomentOutcome.TAKEN: "taken",
    MomentOutcome.MISSED: "lacking_then_harm",
    MomentOutcome.NOTHING_FOLLOWED: "lacking_no_harm",
    MomentOutcome.CANNOT_TELL: "cannot_tell",
}


def find_opportunities(
    *,
    engine: Engine,
    people: Collection[str],
    as_at: date,
    calendar: Calendar,
    first: date = date.min,
    last: date = date.max,
    off: Collection[str] = (),
    agencies: Collection[str] = (),
    not_counted: Collection[str] = (),
    held_by: RecordHolders = BY_AGENCY,
    held: HeldPatterns | None = None,
) -> Opportunities:
    """The moments of these people that were known from `first` to `last`, of the records in `visible_record`.

    Counts are of children of these records over the same days, without those `not_counted`. `off`: rules that are
    switched off. `agencies`: those whose records are read; all where there are none. `held`: the patterns that are
    asked of each holder, because several organisations of an agency hold records; of others the run's days count.
    """
    prepare_facts(engine=engine, held_by=held_by)
    rules = read_afterwards()
    known = _Known(
        harm=find_harm(engine=engine, rules=rules),
        received=find_received(engine=engine, rules=rules),
        not_read=find_not_read(engine=engine),
        agencies=frozenset(agencies),
        closed=find_closed_records(engine=engine),
        rules=rules,
        as_at=as_at,
    )
    acts: dict[str, Mapping[str, Sequence[ActRow]]] = {}
    moments: list[OpportunityMoment] = []
    counts: dict[str, LackCount] = {}
    for call in read_calls(off=off):
        for one in call.said.acts:
            if (test := write_test(one)) not in acts:
                acts[test] = find_acts(engine=engine, test=test)
        found = list(find_calls(engine=engine, call=call, calendar=calendar, held=held or {}))
        sorted_out = [one for one in _sort(found, call, acts, known) if first <= one.known_on <= last]
        counts[call.call_id] = _count([one for one in sorted_out if one.person_id not in not_counted])
        moments += [one for one in sorted_out if one.person_id in people]
    return Opportunities(tuple(sorted(moments, key=lambda one: (one.known_on, one.kind.id, one.moment_id))), counts)


@dataclass(frozen=True, slots=True)
class _Known:
    """What the questions are asked of: harm by child, which data were received, and until which day all is known.

    `not_read` are by child the records that the reader may not see, `agencies` those of the terms, or none for all.
    `closed` are by person and record the decisions to take no further action.
    """

    harm: Mapping[str, Sequence[HarmRow]]
    received: DataSpans
    not_read: Mapping[str, Sequence[UnreadRecordRow]]
    agencies: frozenset[str]
    closed: frozenset[tuple[str, str]]
    rules: AfterwardsRules
    as_at: date


Acts = Mapping[str, Mapping[str, Sequence[ActRow]]]


def _sort(found: Sequence[FoundCall], call: OpportunityCall, acts: Acts, known: _Known) -> Iterator[OpportunityMoment]:
    by_person: dict[str, list[FoundCall]] = defaultdict(list)
    for one in found:
        by_person[one.person_id].append(one)
    of_call = _layouts_needed(call)
    for one in found:
        layouts = of_call or _layouts_to_look_in(one, known.received)
        act = _first_act(one, acts, one.due_on + timedelta(days=known.rules.late_days))
        if act is None and one.due_on >= known.as_at:
            continue  # its time is not over
        if act and act["event_on"] <= one.due_on:
            if _ended_without_act(one, act, acts):
                continue
            yield _moment(one, act, (), MomentOutcome.TAKEN, None, known)
        elif unclear := _why_unclear(one, layouts, known):
            yield _moment(one, act, (), MomentOutcome.CANNOT_TELL, unclear, known)
        else:
            after = _what_followed(one, by_person[one.person_id], acts, known)
            outcome = MomentOutcome.MISSED if after else MomentOutcome.NOTHING_FOLLOWED
            yield _moment(one, act, after, outcome, None, known)


def _ended_without_act(one: FoundCall, act: ActRow, acts: Acts) -> bool:
    """Whether a deadline ended in time by a decision that there is none of what was due: no lack, and no action."""
    if one.call.said.source is not CallSource.DEADLINE or not one.call.said.acts:
        return False
    return act["record_id"] not in {row["record_id"] for _, row in _acts_of(one, acts)}


def _why_unclear(one: FoundCall, layouts: Sequence[str], known: _Known) -> Unclear | None:
    if not one.agency_knew:
        return Unclear.NOT_KNOWN_TO_AGENCY
    if not one.is_dated:
        return Unclear.NO_DAY
    since = min(one.event_on, one.known_on)
    covered = known.received.covers(
        layouts=layouts, agency=one.agency, organisation=one.organisation, since=since, until=one.due_on
    )
    if not (one.reaches_due and covered):
        return Unclear.NO_DATA
    return Unclear.NOT_READ if _may_be_unread(one, layouts, known) else None


def _may_be_unread(one: FoundCall, layouts: Sequence[str], known: _Known) -> bool:
    """Whether the action could stand in a record that is outside the terms, or kept back."""
    if known.agencies and not known.received.agencies_of(layouts) <= known.agencies:
        return True
    acts = one.call.said.acts
    of_acts = {*layouts, *(layout for act in acts for layout in act.layout)}
    since = min(one.event_on, one.known_on) - timedelta(days=max((act.before_days for act in acts), default=0))
    return any(
        (row["layout"] in of_acts if of_acts else row["agency"] == one.agency)
        and (row["first_on"] is None or row["first_on"] <= one.due_on)
        and (row["last_on"] is None or row["last_on"] >= since)
        for row in known.not_read.get(one.person_id, ())
    )


def _layouts_needed(call: OpportunityCall) -> tuple[str, ...]:
    """The layouts whose data would show the action; none where any of the agency's may."""
    if call.said.source is CallSource.DEADLINE:
        stops = read_toml("england", "timescales", f"{call.said.of}.toml")["stops"]
        named = [one["layout"] for one in stops]
        return tuple(sorted({layout for one in named for layout in ([one] if isinstance(one, str) else one)}))
    return tuple(sorted({layout for one in call.said.acts if not one.optional for layout in one.layout}))


def _layouts_to_look_in(one: FoundCall, received: DataSpans) -> tuple[str, ...]:
    """Of the layouts that could answer a question, those that the asked agency sends; none where it sends none."""
    return tuple(layout for layout in one.answered_in if one.agency in received.agencies_of((layout,)))


def _first_act(one: FoundCall, acts: Acts, last: date) -> ActRow | None:
    """The first action up to a day."""
    if one.call.said.source is CallSource.DEADLINE:
        if one.acted_on is None or one.acted_on > last:
            return None
        return ActRow(person_id=one.person_id, row_id="", record_id=one.acted_record, event_on=one.acted_on)
    found = [row for each, row in _acts_of(one, acts) if row["event_on"] <= last and _is_act_on(one, each, row)]
    return min(found, key=lambda row: (row["event_on"], row["record_id"]), default=None)


def _acts_of(one: FoundCall, acts: Acts) -> Iterator[tuple[CountedAct, ActRow]]:
    for each in one.call.said.acts:
        for row in acts[write_test(each)].get(one.person_id, ()):
            yield each, row


def _is_act_on(one: FoundCall, act: CountedAct, row: ActRow) -> bool:
    if act.same_row:
        return row["row_id"] in one.row_ids
    since = min(one.event_on, one.known_on) - timedelta(days=act.before_days)
    return row["event_on"] >= since and row["record_id"] not in one.record_ids


def _what_followed(one: FoundCall, same: Sequence[FoundCall], acts: Acts, known: _Known) -> tuple[Afterwards, ...]:
    """Harm and the same sign after the time was over. An action that came late is no harm."""
    last = one.due_on + timedelta(days=known.rules.within_days)
    late_on = one.due_on + timedelta(days=known.rules.late_days)
    late = {row["record_id"] for _, row in _acts_of(one, acts) if row["event_on"] <= late_on}
    own = {*one.record_ids, one.acted_record, *late}
    harm = {
        row["record_id"]: Afterwards(row["event_on"], row["record_id"], is_same_sign=False)
        for row in reversed(known.harm.get(one.person_id, ()))
        if one.due_on < row["event_on"] <= last and row["record_id"] not in own
    }
    is_question = one.call.said.source is CallSource.QUESTIONS
    signs = {
        each.record_ids[-1]: Afterwards(each.event_on, each.record_ids[-1], is_same_sign=True, is_question=is_question)
        for each in reversed(same)
        if one.due_on < each.event_on <= last and not own.intersection(each.record_ids)
    }
    return tuple(sorted((signs | harm).values(), key=lambda each: (each.on, each.record_id)))


def _moment(
    one: FoundCall,
    act: ActRow | None,
    after: tuple[Afterwards, ...],
    outcome: MomentOutcome,
    unclear: Unclear | None,
    known: _Known,
) -> OpportunityMoment:
    call = one.call
    began_on = one.event_on if call.said.source is CallSource.DEADLINE else one.known_on
    limit = None if one.is_other_edition else call.limit_on(began_on)
    return OpportunityMoment(
        moment_id=make_id("opportunity", call.call_id, one.key),
        kind=call.kind,
        role=call.said.who,
        says=f"{call.said.says} It is about “{one.question}”." if one.question else call.said.says,
        cited=call.cited,
        timed=call.timed,
        limit=str(limit or ""),
        person_id=one.person_id,
        agency=one.agency,
        organisation=one.organisation,
        record_ids=one.record_ids,
        known_on=one.known_on,
        due_on=one.due_on,
        acted_on=act["event_on"] if act else None,
        acted_record=act["record_id"] if act else "",
        outcome=outcome,
        unclear=unclear,
        afterwards=after,
        call_id=call.call_id,
        made_on=call.made_on(one.known_on),
        is_other_edition=one.is_other_edition,
        is_closed=act is not None and (one.person_id, act["record_id"]) in known.closed,
    )


def _count(moments: Sequence[OpportunityMoment]) -> LackCount:
    """How many children have a moment with each outcome."""
    children: dict[str, set[str]] = defaultdict(set)
    for one in moments:
        children[COUNTED[one.outcome]].add(one.person_id)
    return LackCount(**{name: len(some) for name, some in children.items()})
