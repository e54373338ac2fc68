"""Lists overdue deadlines that escalate, as candidates: of the snapshot, and of concerns entered since.

A concern is taken in by the next run, and its clocks then stand in the snapshot with the same ids. Both give the same
candidate, so the item stands once.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.db.models import Q

from sightline import timescales
from sightline.casework.concerns.clocks import stopped_by_telling
from sightline.casework.concerns.live_clocks import build_live_clocks
from sightline.casework.concerns.live_entries import may_see, visibility_of
from sightline.casework.concerns.models import Concern, ReferrerFeedback
from sightline.casework.core.actor import Actor
from sightline.casework.core.house_reader import OWN_LAYOUTS, PROFESSIONAL_LAYOUT, people_of, visibility
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.engine import CLOCK, Basis, Candidate, close_by_fact
from sightline.casework.escalation.meeting_facts import StartedClock, stopped_by_meetings
from sightline.casework.escalation.models import Item, LiveClock
from sightline.casework.escalation.sources import EscalationSource
from sightline.casework.late.children import as_late
from sightline.casework.straight_line.arrival_rules import number_told, straight_clocks
from sightline.casework.straight_line.candidates import add_arrival, gather_records, is_answered
from sightline.casework.straight_line.records import answered_items, clocks_of_record
from sightline.model.errors import Refused
from sightline.model.rows.clocks import ServedClock, ServedClockBasis, ServedStoppedClock
from sightline.rulebook.rules import load_rules
from sightline.translation.messages import lazy as _

CHUNK, MOST_QUESTIONS = 500, 1_000_000


def clocks_in_snapshot(session: ReaderSession, now: str) -> list[Candidate]:
    """List overdue clocks of the snapshot that escalate, from when they were over, or, if later, known to be."""
    with session.open_current() as opened:
        found = opened[1].conclusions.climbing_clocks(due_before=now, at_once=list(straight_clocks())) if opened else []
    known_at, concerns, met = session.served_from, concerns_of(found), stopped_by_meetings(session, found)
    over = answered_records(session, found, met=met) | records_with_feedback(found, concerns)
    waiting = [row for row in found if row["clock_id"] not in met and (row["rule_id"], row["record_id"]) not in over]
    return gather_records(
        as_late(row, make_clock_candidate(row, row["basis"], concerns.get(row["record_id"]), known_at=known_at))
        for row in waiting
    )


def answered_records(
    session: ReaderSession, rows: Sequence[ServedClock], *, met: Collection[str]
) -> set[tuple[str, str]]:
    """Rule and record of those of these clocks that something done for another child of the record answers."""
    pairs = {(row["rule_id"], row["record_id"]) for row in rows if row["rule_id"] in straight_clocks()}
    found = set()
    for rule_id, record_id in pairs:
        those = clocks_of_record(session, rule_id=rule_id, record_id=record_id)
        stopped = [bool(row["stopped_at"]) or row["clock_id"] in met for row in those]
        if is_answered(rule_id=rule_id, stopped=stopped):
            found.add((rule_id, record_id))
    return found


def records_with_feedback(rows: Sequence[ServedClock], concerns: Mapping[str, Concern]) -> set[tuple[str, str]]:
    """Rule and record of those of these clocks that stopped when the author was told: no snapshot holds that."""
    by_telling = stopped_by_telling()
    with_feedback = concerns_with_feedback(concerns.values())
    return {
        (row["rule_id"], row["record_id"])
        for row in rows
        if row["rule_id"] in by_telling and (concern := concerns.get(row["record_id"])) and concern.pk in with_feedback
    }


def clocks_of_concerns(session: ReaderSession, now: str) -> list[Candidate]:
    """List overdue deadlines of concerns entered here that escalate, whether or not an update has read them."""
    build_live_clocks(session)
    now_or_at_once = Q(due_at__lt=now) | Q(rule_id__in=list(straight_clocks()))
    rows = LiveClock.objects.filter(now_or_at_once, climbs=True).select_related("concern")
    asked = Counter(Item.objects.filter(source=CLOCK).values_list("about_id", flat=True))
    waiting = [row for row in rows if asked[row.clock_id] < number_told(row.rule_id)]
    over = set(stopped(session, [row.clock_id for row in waiting]))
    with_feedback = concerns_with_feedback(row.concern for row in waiting)
    people = people_of(session, [row.concern.about_mention_id for row in waiting])
    over |= stopped_by_meetings(session, (as_clock(row, people) for row in waiting)).keys()
    found = gather_records(
        make_live_candidate(session, row, people)
        for row in waiting
        if row.clock_id not in over and not (row.rule_id in stopped_by_telling() and row.concern.pk in with_feedback)
    )
    return [one for one in found if one.due_at < now]


def make_clock_candidate(
    row: ServedClock, basis: Sequence[ServedClockBasis], concern: Concern | None, *, known_at: str
) -> Candidate:
    """The candidate of a clock of the snapshot."""
    answered_here = row["known_through"] == timescales.ALWAYS
    found = Candidate(
        rule_id=row["rule_id"],
        rule_version=row["rule_version"],
        source=CLOCK,
        due_at=row["answer_due_at"] if answered_here else max(row["answer_due_at"], known_at),
        about=not_in_time(row["rule_id"]),
        agency=row["answering_agency"],
        record_id=row["record_id"],
        mention_ids=(row["mention_id"],) if row["mention_id"] else (),
        basis=tuple(Basis(each["record_id"], visibility(each)) for each in basis),
        about_id=row["clock_id"],
        person_id=row["person_id"] or "",
        urgent=bool(row["urgent"]),
        always=any(each["layout"] in OWN_LAYOUTS for each in basis if each["record_id"] == row["record_id"]),
        about_professional=any(each["layout"] == PROFESSIONAL_LAYOUT for each in basis),
        about_agency=concern.said.get("professional_agency", "") if concern else "",
    )
    return add_arrival(found, row)


def make_live_candidate(session: ReaderSession, row: LiveClock, people: dict[str, str]) -> Candidate:
    """The candidate of a clock of a concern: the same as the snapshot's, once a run has taken the concern in."""
    concern: Concern = row.concern
    return Candidate(
        rule_id=row.rule_id,
        rule_version=row.rule_version,
        source=CLOCK,
        due_at=row.due_at,
        about=not_in_time(row.rule_id),
        agency=row.answering_agency,
        record_id=concern.record_id,
        mention_ids=(row.mention_id,) if row.mention_id else (),
        basis=(Basis(concern.record_id, visibility_of(session, concern)),),
        about_id=row.clock_id,
        person_id=people.get(concern.about_mention_id, ""),
        urgent=row.urgent,
        always=True,
        about_professional=concern.about_professional,
        about_agency=concern.said.get("professional_agency", ""),
        known_from=concern.entered_at,
        arrived_at=concern.entered_at,
        deadline_at=row.due_at,
    )


def as_clock(row: LiveClock, people: dict[str, str]) -> StartedClock:
    """A clock of a concern, as far as what may stop it asks: whose it is, and from when."""
    concern: Concern = row.concern
    return {
        "clock_id": row.clock_id,
        "rule_id": row.rule_id,
        "person_id": people.get(concern.about_mention_id, ""),
        "record_id": concern.record_id,
        "started_at": concern.entered_at,
    }


def candidate_of_clock(session: ReaderSession, *, about_id: str) -> Candidate | None:
    """A clock that somebody answers; None where the account may not see it, Refused where it has stopped."""
    sight = session.sight
    live = LiveClock.objects.filter(clock_id=about_id).select_related("concern").first()
    with session.open_current() as opened:
        row = opened[1].conclusions.clock(clock_id=about_id, sight=sight) if opened else None
        basis = opened[1].conclusions.basis(clock_ids=[about_id], sight=sight) if opened and row else []
    if row is not None:
        if row["stopped_at"]:
            raise Refused(_("This deadline has ended."), code="stopped", what_to_do=_("You do not need to answer."))
        found = make_clock_candidate(row, basis, concerns_of([row]).get(row["record_id"]), known_at=session.served_from)
        return choose_candidate_of_agency(session.actor, _with_others(session, found))
    if live is None or not may_see_concern(session, live.concern):
        return None
    return choose_candidate_of_agency(
        session.actor, [make_live_candidate(session, live, people_of(session, [live.concern.about_mention_id]))]
    )


def choose_candidate_of_agency(actor: Actor, candidates: list[Candidate]) -> Candidate:
    """Of what a record's clocks ask of several agencies the account's own, else the first."""
    asked = gather_records(candidates)
    return next((one for one in asked if one.agency == actor.reader.agency), asked[0])


def _with_others(session: ReaderSession, candidate: Candidate) -> list[Candidate]:
    """The candidate, and on the straight line with those of the record's other children."""
    if candidate.rule_id not in straight_clocks():
        return [candidate]
    rows = clocks_of_record(session, rule_id=candidate.rule_id, record_id=candidate.record_id)
    return [
        replace(
            candidate, about_id=row["clock_id"], mention_ids=(row["mention_id"],) if row["mention_id"] else (),
            person_id=row["person_id"] or "",
        )
        for row in rows
    ]  # fmt: skip


def close_stopped(session: ReaderSession, *, now: str) -> int:
    """Close the items of clocks that a fact has stopped."""
    closed = 0
    items = list(Item.objects.open().filter(source=CLOCK))
    over = answered_items(session, (item for item in items if item.straight))
    plain = {item.about_id: item.item_id for item in items if not item.straight}
    over |= {plain[clock_id]: record_id for clock_id, record_id in stopped(session, list(plain)).items()}
    for item_id, record_id in over.items():
        closed += close_by_fact(session, item_id=item_id, record_id=record_id, now=now)
    return closed


def close_after_feedback(session: ReaderSession, *, now: str) -> int:
    """Close the items of concerns whose authors have feedback."""
    by_telling = Item.objects.open().filter(rule_id__in=stopped_by_telling())
    open_items = {item.about_id: item for item in by_telling}
    rows = [row for part in chunks(list(open_items)) for row in LiveClock.objects.filter(clock_id__in=part)]
    with_feedback, closed = concerns_with_feedback(row.concern for row in rows), 0
    for row in rows:
        if row.concern.pk in with_feedback:
            item = open_items[row.clock_id]
            closed += close_by_fact(session, item_id=item.item_id, record_id=item.record_id, now=now)
    return closed


def stopped(session: ReaderSession, clock_ids: list[str]) -> dict[str, str]:
    """Of these clocks those that a fact has stopped, and the record of the fact."""
    with session.open_current() as opened:
        if opened is None:
            return {}
        found: dict[str, ServedStoppedClock] = {}
        for part in chunks(clock_ids):
            found |= opened[1].conclusions.stopped_clocks(clock_ids=part)
    return {one: row["stopped_by_record_id"] or "" for one, row in found.items() if row["stopped_at"]}


def concerns_of(rows: Iterable[ServedClock]) -> dict[str, Concern]:
    """The concerns entered here that are these rows' first records, by record id."""
    record_ids = {row["record_id"] for row in rows}
    found = [one for part in chunks(sorted(record_ids)) for one in Concern.objects.filter(record_id__in=part)]
    return {one.record_id: one for one in found}


def concerns_with_feedback(concerns: Iterable[Concern]) -> set[str]:
    """Those of these concerns whose authors have feedback."""
    with_feedback = set[str]()
    for part in chunks(sorted({one.pk for one in concerns})):
        with_feedback |= set(ReferrerFeedback.objects.filter(concern__in=part).values_list("concern", flat=True))
    return with_feedback


def may_see_concern(session: ReaderSession, concern: Concern) -> bool:
    """Whether the one filter lets the account see the concern, and, of a school lead, it is of their own school."""
    only = session.sight.only_people_of
    return may_see(session, concern) and (only is None or only == (concern.agency, concern.organisation))


def chunks(ids: Sequence[str]) -> Iterable[list[str]]:
    """Ids in parts of some hundreds."""
    return [list(ids[start : start + CHUNK]) for start in range(0, len(ids), CHUNK)]


def not_in_time(rule_id: str) -> str:
    """What an item of a clock is about, in words."""
    label = labels().get(rule_id, rule_id)
    return _("Not done in time: %(label)s.") % {"label": label[:1].lower() + label[1:]}


@cache
def labels() -> dict[str, str]:
    """The label of each rule of timescales and curiosity."""
    rules = (*load_rules("england", "timescales"), *load_rules("england", "curiosity"))
    return {rule.id: rule.label for rule in rules}


SOURCE = EscalationSource(
    finders=(clocks_of_concerns, clocks_in_snapshot),
    closers=(close_after_feedback,),
    closers_of_snapshot=(close_stopped,),
    openers={CLOCK: candidate_of_clock},
)
