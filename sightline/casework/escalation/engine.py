"""Opens items and works their steps, each item in one transaction under its own lock.

`opened_at` and `due_at` are true moments, `done_at` is when it was worked. Whoever works an item first works all that
came due of it, in order; a second finds nothing left to do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import transaction

from sightline.casework.audit.trail import Trail, append_entry
from sightline.casework.core.selectors.withdrawn_rules import records_restricted
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent, ItemSource, Step
from sightline.casework.escalation.recipients import find_beside
from sightline.casework.escalation.step_notices import note_step
from sightline.casework.escalation.straight_rules import first_told, is_straight
from sightline.casework.insiders.item_conflicts import (
    NOBODY,
    Conflicted,
    ItemPeople,
    accounts_to_ask,
    agency_of_answerer,
    find_conflicted,
    is_certain,
    keep_conflicts,
    names_hidden_from,
)
from sightline.casework.posts.services.posts import holders_at
from sightline.escalation import (
    CONDUCT,
    Event,
    Happening,
    ItemState,
    Ladder,
    Stage,
    Urgency,
    choose_ladder,
    read_ladder,
    replay,
)
from sightline.model.calendar import Calendar
from sightline.model.ids import make_id
from sightline.model.visibility import Visibility
from sightline.model.when import london_day, utc_text
from sightline.rulebook.calendar import read_calendar
from sightline.translation.messages import lazy as _

CLOCK, QUESTION, DISAGREEMENT, UNOWNED = (
    ItemSource.CLOCK,
    ItemSource.QUESTION,
    ItemSource.DISAGREEMENT,
    ItemSource.UNOWNED,
)
REASSIGNED = ItemSource.REASSIGNED  # it names somebody who works with children, or a relative of theirs
PATTERN = ItemSource.PATTERN
REPORTED = ItemSource.REPORTED
DATA_BREACH, EXPOSED_ADDRESS = ItemSource.DATA_BREACH, ItemSource.EXPOSED_ADDRESS
DATA_COMPLAINT, CORRECTION = ItemSource.DATA_COMPLAINT, ItemSource.CORRECTION
DISPUTE, DATA_REQUEST = ItemSource.DISPUTE, ItemSource.DATA_REQUEST
# Somebody opened restricted records in an emergency: governance reviews it, and the holder looks at it.
OF_EMERGENCIES = EMERGENCY_REVIEW, EMERGENCY_HOLDER = ItemSource.EMERGENCY_REVIEW, ItemSource.EMERGENCY_HOLDER
# An adult named in records: agencies say whether it is safe to tell them, and governance looks at it again.
OF_NAMED_ADULTS = SAFE_TO_TELL, TELLING_REVIEW = ItemSource.SAFE_TO_TELL, ItemSource.TELLING_REVIEW
RESTRICTION = ItemSource.RESTRICTION  # the day has come to decide whether a record stays restricted
STAFF_QUESTION = ItemSource.STAFF_QUESTION  # whether an action is about the member of staff of that name
CLINICIAN_YES = ItemSource.CLINICIAN_YES  # before sealed health rows of a child are opened
ONWARD = ItemSource.ONWARD  # before records of an agreement that says "ask" are passed on
# Two officers saw one hidden record: governance reviews it, and the holder looks at it.
OF_OFFICERS = OFFICERS_REVIEW, OFFICERS_HOLDER = ItemSource.OFFICERS_REVIEW, ItemSource.OFFICERS_HOLDER
AGREEMENT_REVIEW, DISCLOSURE = ItemSource.AGREEMENT_REVIEW, ItemSource.DISCLOSURE
# Somebody asks about a child, or to be called about one, without learning what is restricted.
OF_BLIND_ASKS = BLIND_QUESTION, CALL_SIGNAL = ItemSource.BLIND_QUESTION, ItemSource.CALL_SIGNAL
# They name no record: only who answers them knows of them.
OF_POSTS_ALONE = (
    REPORTED, DATA_BREACH, EXPOSED_ADDRESS, DATA_COMPLAINT, CORRECTION, DISPUTE, *OF_EMERGENCIES, DATA_REQUEST,
    AGREEMENT_REVIEW, DISCLOSURE, *OF_BLIND_ASKS, *OF_NAMED_ADULTS, RESTRICTION, CLINICIAN_YES, ONWARD, *OF_OFFICERS,
)  # fmt: skip
SHARE = ItemSource.SHARE  # its holder shares a restricted record, or refuses
SENTENCE, SECOND_READING = ItemSource.SENTENCE, ItemSource.SECOND_READING  # of a note; yes, no or cannot tell
OF_SENTENCES = (SENTENCE, SECOND_READING)
# What every question about a sentence is called for whoever may not see the note: one name tells of no sign.
SENTENCE_NOT_SHOWN = _("Does this note show a sign of harm to a child?")
PROPOSED_MATCH = ItemSource.PROPOSED_MATCH  # of a colleague; answered on a page of its own
MATCH = ItemSource.POSSIBLE_MATCH  # answered by the answer to the possible match alone
REVIEW_OVERDUE, ACTION_OVERDUE = ItemSource.REVIEW_OVERDUE, ItemSource.ACTION_OVERDUE
# Of working files, which not everybody who sees their records knows of.
OF_FILES = UNOWNED, REVIEW_OVERDUE, ACTION_OVERDUE
# Answered by rights of its own, or by a file's owner: it is hidden from whom it concerns, and stays where it is.
STAY_ON_LINE = (*OF_POSTS_ALONE, *OF_SENTENCES, *OF_FILES, MATCH, PROPOSED_MATCH, STAFF_QUESTION)


@dataclass(frozen=True, slots=True)
class Basis:
    """A record that an item cannot stand without, and what the filter reads of it."""

    record_id: str
    seen: Visibility


@dataclass(frozen=True, slots=True)
class Candidate:
    """Something that climbs by a rule: from `due_at` on, of which that moment itself is still in time.

    `always` is true where no switch is asked: response clocks of concerns entered here, and what a person opened.
    `about` is words without personal data; `agency` is who must answer. `begins` is the stage where it begins, where
    those below had their time already. `straight`: each stage counts from `arrived_at`. `known_from` is when
    its agency knew of it, `deadline_at` the last moment in time by its rule. `late`: it lists a child's late clocks.
    `opened_as` is the id of its item, where one stands that was opened by other records. `sentence` is what is asked.
    `ladder` is that of an office which no agency has. `for_agency` must answer once the holder shares.
    """

    rule_id: str
    source: str
    due_at: str
    about: str
    agency: str
    record_id: str = ""
    mention_ids: tuple[str, ...] = ()
    basis: tuple[Basis, ...] = field(default=(), repr=False)
    about_id: str = ""
    person_id: str = ""
    organisation: str = ""
    rule_version: str = ""
    urgent: bool = False
    always: bool = False
    about_professional: bool = False
    about_agency: str = ""
    opened_by: str = ""
    nth: str = ""
    begins: str = ""
    straight: bool = False
    known_from: str = ""
    arrived_at: str = ""
    deadline_at: str = ""
    late: bool = False
    opened_as: str = ""
    sentence: Mapping[str, Any] = field(default_factory=dict, hash=False)
    ladder: str = ""
    for_agency: str = ""

    @property
    def item_id(self) -> str:
        """The id of its item: rule, first record, whom it is about there, and `nth` where there may be several.

        What goes the straight line from a record is one item a record and agency, whomever it names.
        """
        if self.opened_as:
            return self.opened_as
        first = self.record_id or self.about_id
        if self.straight and self.source == CLOCK:
            return make_id("item", self.rule_id, first, self.agency)
        return make_id("item", self.rule_id, first, *sorted(self.mention_ids), *([self.nth] if self.nth else []))


@cache
def calendar() -> Calendar:
    """England's calendar."""
    return read_calendar()


def open_item(
    session: ReaderSession, *, candidate: Candidate, opened_at: str, now: str, through: str = ""
) -> Item | None:
    """Open the item and work its due steps, as `recompute_state`; None if it was open before."""
    if Item.objects.filter(item_id=candidate.item_id).exists():
        return None
    candidate, conflicted = _off_line(session, candidate, at=now)
    with transaction.atomic():
        item, is_new = _get_or_create(candidate, opened_at)
        if not is_new:
            return None
        restricted = records_restricted() if candidate.basis else {}
        ItemBasis.objects.bulk_create(
            [
                ItemBasis(
                    item=item,
                    record_id=each.record_id,
                    agency=each.seen.agency,
                    organisation=each.seen.organisation,
                    layout=each.seen.layout,
                    restricted=each.seen.restricted or each.record_id in restricted,
                    sealed=each.seen.sealed,
                )
                for each in {each.record_id: each for each in candidate.basis}.values()
            ]
        )
        keep_conflicts(item.item_id, conflicted)
        recompute_state(session, item=item, now=now, through=through, is_new=True)
    return item


def _off_line(session: ReaderSession, candidate: Candidate, *, at: str) -> tuple[Candidate, Conflicted]:
    """Whom an action concerns, and itself; for the designated officer, where one of them would answer it.

    Who answers it and has the name alone is not among them: the next tick asks about them, and it stays.
    """
    people = ItemPeople(candidate.mention_ids, candidate.person_id, (candidate.record_id,))
    item_id, ladder = candidate.item_id, ladder_of_candidate(candidate)
    conflicted = find_conflicted(session, {item_id: people}).get(item_id, NOBODY)
    if not conflicted or ladder in CONDUCT or candidate.source in STAY_ON_LINE:
        return candidate, conflicted
    certain = [one for one, kinds in conflicted.items() if is_certain(kinds)]
    agency = agency_of_answerer(certain, ladder=ladder, organisation=candidate.organisation, at=at)
    asked = accounts_to_ask(conflicted, ladder=ladder, organisation=candidate.organisation, at=at)
    conflicted = {one: kinds for one, kinds in conflicted.items() if one not in asked}
    named = replace(
        candidate, about_professional=True, about_agency=agency or "", urgent=True, ladder="", begins="",
        straight=False, opened_as=item_id,
    )  # fmt: skip
    return (candidate if agency is None else named), conflicted


def ladder_of_candidate(candidate: Candidate) -> str:
    """The ladder that a candidate would climb."""
    return candidate.ladder or choose_ladder(
        agency=candidate.agency, about_professional=candidate.about_professional, about_agency=candidate.about_agency
    )


def _get_or_create(candidate: Candidate, opened_at: str) -> tuple[Item, bool]:
    ladder = read_ladder(ladder_of_candidate(candidate))
    if candidate.begins:
        ladder = ladder.beginning_at(Stage(candidate.begins))
    return Item.objects.get_or_create(
        item_id=candidate.item_id,
        defaults={
            "rule_id": candidate.rule_id,
            "rule_version": candidate.rule_version,
            "source": candidate.source,
            "about_id": candidate.about_id,
            "record_id": candidate.record_id,
            "mention_ids": list(candidate.mention_ids),
            "person_id": candidate.person_id,
            "agency": candidate.agency,
            "organisation": candidate.organisation,
            "ladder": ladder.id,
            "urgency": (Urgency.URGENT if candidate.urgent else Urgency.STANDARD).value,
            "about": candidate.about,
            "opened_at": opened_at,
            "opened_by": candidate.opened_by,
            "worked_through": opened_at,
            "state": "waiting",
            "stage": ladder.first.value,
            "highest_stage": ladder.first.value,
            "answer_by": opened_at,
            "begins": candidate.begins,
            "straight": candidate.straight,
            "late": candidate.late,
            "known_from": candidate.known_from,
            "arrived_at": candidate.arrived_at or None,
            "deadline_at": candidate.deadline_at or None,
            "for_agencies": [candidate.for_agency] if candidate.for_agency else [],
            "sentence": dict(candidate.sentence),
        },
    )


def lock_item(item_id: str) -> Item | None:
    """The item, locked for the present transaction; None where there is none."""
    return Item.objects.select_for_update().filter(item_id=item_id).first()


def recompute_state(
    session: ReaderSession, *, item: Item, now: str, through: str = "", is_new: bool = False
) -> list[Step]:
    """Work the steps of a held item that are due by `now`, in order, and write its state. Each is audited.

    With `through` only those that came due by that moment: the tick goes on with what came due of other items before.
    """
    until = max(now, item.worked_through)
    done: list[Step] = []
    while True:
        item_state = read_state_at(item=item, until=just_after(through) if through else until)
        number = (done[-1].number if done else Step.objects.of_item(item).count()) + 1
        if number > len(item_state.steps):
            break
        done.append(_work(session, item, item_state, number, until))
    if done:
        item.worked_through = until
    keep_item_state(item, item_state, until)
    if done:
        trail = Trail(details={"steps": [f"{step.number} {step.stage} {step.due_at}" for step in done]})
        trail.add("item", [item.item_id])
        append_entry(actor=session.actor, action="open_item" if is_new else "work_item", trail=trail)
    return done


def just_after(moment: str) -> str:
    """The next second: when a moment that was the last in time is over."""
    return utc_text(datetime.fromisoformat(moment) + timedelta(seconds=1))


def _work(session: ReaderSession, item: Item, item_state: ItemState, number: int, until: str) -> Step:
    """One step: who is told, and, where nobody can be, that it goes up at once."""
    step, ladder = item_state.steps[number - 1], ladder_of(item)
    told = holders_at(ladder=ladder, stage=step.stage, organisation=item.organisation, on=london_day(step.due_at))
    by_straight_line = step.number == 1 and is_straight(item)
    if by_straight_line:
        told = first_told(session, item=item) or told
    conflicted = names_hidden_from(item.item_id)
    told = tuple(name for name in told if name not in conflicted)
    beside = find_beside(session, item, on=london_day(step.due_at))
    row = Step.objects.create(
        item=item,
        number=step.number,
        stage=step.stage.value,
        why=step.why.value,
        due_at=step.due_at,
        answer_by=step.answer_by,
        done_at=until,
        told=sorted({*told, *beside} - conflicted),
    )
    if not by_straight_line:  # else the straight line tells it, and passes it on
        note_step(item=item, step=row)
    if not told and step.stage is not ladder.top:
        ItemEvent.objects.create(item=item, kind=Happening.NOBODY.value, at=step.due_at, step=step.number)
    return row


def read_state_at(*, item: Item, until: str, rows: Iterable[ItemEvent] | None = None) -> ItemState:
    """How an item stands, replayed from its events: `rows`, where they were read already."""
    return replay(
        opened_at=item.opened_at,
        ladder=ladder_of(item),
        urgency=Urgency(item.urgency),
        calendar=calendar(),
        events=events_of(item, rows),
        until=until,
        arrived_at=straight_from(item),
    )


def straight_from(item: Item) -> str:
    """From when the stages of an item on the straight line count: its arrival, or its opening if that was later."""
    return max(item.opened_at, item.arrived_at or "") if item.straight else ""


def events_of(item: Item, rows: Iterable[ItemEvent] | None = None) -> tuple[Event, ...]:
    """What happened to an item: as `rows`, or as the database has it now."""
    return tuple(
        Event(
            kind=Happening(row.kind),
            at=row.at,
            stage=Stage(row.stage) if row.stage else None,
            by=row.by,
            by_when=row.by_when,
            again=row.again,
            step=row.step,
            number=row.pk,
        )
        for row in (ItemEvent.objects.filter(item=item) if rows is None else rows)
    )


def keep_item_state(item: Item, item_state: ItemState, now: str) -> None:
    """Write how an item stands into the columns that lists read."""
    item.state, item.stage = item_state.state.value, item_state.stage.value
    item.highest_stage = max((step.stage for step in item_state.steps), key=lambda stage: stage.rank).value
    item.answer_by, item.next_due_at = item_state.answer_by, item_state.next_due_at
    item.answered_by = item_state.answered_by
    if item_state.waits_for is None:
        item.closed_at = item.closed_at or now
    item.save()


def close_by_fact(session: ReaderSession, *, item_id: str, record_id: str, now: str) -> bool:
    """Close an item because a fact that its rule names is known; whether it was open."""
    with transaction.atomic():
        item = lock_item(item_id)
        if item is None or item.closed_at:
            return False
        recompute_state(session, item=item, now=now)
        ItemEvent.objects.create(
            item=item, kind=Happening.FACT.value, at=max(now, item.worked_through), record_id=record_id
        )
        recompute_state(session, item=item, now=now)
        trail = Trail(details={"closed": Happening.FACT.value})
        trail.add("item", [item.item_id])
        trail.add("record", [record_id] if record_id else [])
        append_entry(actor=session.actor, action="close_item", trail=trail)
    return True


def opening_moment(candidate: Candidate, *, switched: dict[str, str]) -> str | None:
    """From when the item stands: its true moment, or that at which its rule was switched on; None while it is off."""
    if candidate.always:
        return candidate.due_at
    on_from = switched.get(candidate.rule_id)
    return max(candidate.due_at, on_from) if on_from else None


def ladder_of(item: Item) -> Ladder:
    """The ladder of an item, from the stage at which it began."""
    ladder = read_ladder(item.ladder)
    return ladder.beginning_at(Stage(item.begins)) if item.begins else ladder
