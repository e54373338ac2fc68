"""The possible match that a pattern depends on, as an item: a role that may answer it, and a deadline.

It begins with the team manager of the agency that must answer the pattern, for a practitioner answers no possible
match. It closes once somebody has answered, or no pattern depends on it any more. It is one item of two people, however
many patterns depend on them and whatever rule asks.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.core import clock
from sightline.casework.core.house_reader import THE_HOUSE, people_of
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.candidates import visibility_of_records
from sightline.casework.escalation.engine import MATCH, PATTERN, Basis, Candidate, calendar, ladder_of
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.pages import ItemLine
from sightline.casework.escalation.querysets import ItemQuerySet
from sightline.casework.escalation.selectors import lines_of
from sightline.casework.patterns.open_questions import (
    OpenQuestion,
    People,
    Waiting,
    find_questions,
    read_new_answers,
)
from sightline.casework.posts.services.posts import holders_at, posts_held
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.escalation import POSSIBLE_MATCH, Stage, read_escalation_rules, unowned_from
from sightline.model.visibility import Visibility
from sightline.translation.messages import lazy as _

ABOUT = _("A pattern depends on whether these are two people, or one whose records are split.")


@dataclass(frozen=True, slots=True)
class _Awaited:
    """A question with a pattern that depends on it, and from when its answer is awaited."""

    question: OpenQuestion
    candidate: Candidate
    from_at: str

    @property
    def order(self) -> tuple[str, str, str]:
        """Of several patterns the one that waits longest gives the agency."""
        return self.from_at, self.candidate.rule_id, self.candidate.agency


def match_candidates(session: ReaderSession, found: Iterable[Waiting]) -> list[Candidate]:
    """The possible matches on which one of these patterns depends, that nobody has answered since the run."""
    waiting = [(candidate, asked) for candidate, asked in found if asked]
    with session.open_current() as opened:
        if opened is None or not waiting:
            return []
        answers = read_new_answers(opened[1])
    awaited: dict[People, list[_Awaited]] = {}
    for one in _awaited(session, waiting):
        if one.question.people not in answers:
            awaited.setdefault(one.question.people, []).append(one)
    first = [min(some, key=lambda one: one.order) for some in awaited.values()]
    seen = visibility_of_records(session, {side["record_id"] for one in first for side in one.question.sides})
    standing, closed = _standing(session), _times_closed(session)
    return [_candidate(one, seen, standing.get(one.question.people), closed[one.question.people]) for one in first]


def _awaited(session: ReaderSession, waiting: Sequence[Waiting]) -> Iterator[_Awaited]:
    """Each question of each pattern whose rule is on and whose own item nobody has closed."""
    switched = rules_switched_on(session)
    closed = Item.objects.filter(source=PATTERN, closed_at__isnull=False)
    over = set(closed.values_list("rule_id", "about_id", "agency"))
    for candidate, asked in waiting:
        on_from = switched.get(candidate.rule_id)
        if on_from and (candidate.rule_id, candidate.about_id, candidate.agency) not in over:
            for one in asked:
                yield _Awaited(one, candidate, max(one.arrived_at, session.served_from, on_from))


def _standing(session: ReaderSession) -> dict[People, Item]:
    """The open item of each two people."""
    return dict(_by_people(session, Item.objects.open().filter(source=MATCH)))


def _times_closed(session: ReaderSession) -> Counter[People]:
    """How many items of each two people are closed: the next is another item."""
    closed = Item.objects.filter(source=MATCH, closed_at__isnull=False)
    return Counter(people for people, _item in _by_people(session, closed))


def _by_people(session: ReaderSession, found: ItemQuerySet) -> list[tuple[People, Item]]:
    items = list(found.order_by("pk"))
    who = people_of(session, [mention for item in items for mention in item.mention_ids])
    return [(frozenset(who.get(mention, mention) for mention in item.mention_ids), item) for item in items]


def _candidate(one: _Awaited, seen: Mapping[str, Visibility], standing: Item | None, times_closed: int) -> Candidate:
    question, at = one.question, one.from_at
    two_days = unowned_from(from_at=at, calendar=calendar(), rule_id=POSSIBLE_MATCH)
    records = tuple(side["record_id"] for side in question.sides)
    return Candidate(
        rule_id=POSSIBLE_MATCH,
        rule_version=read_escalation_rules()[POSSIBLE_MATCH].version,
        source=MATCH,
        due_at=at,
        about=ABOUT,
        agency=one.candidate.agency,
        record_id=records[0],
        mention_ids=tuple(side["mention_id"] for side in question.sides),
        basis=tuple(Basis(record_id, seen[record_id]) for record_id in records if record_id in seen),
        about_id=standing.about_id if standing else question.question_id,
        person_id=question.sides[0]["person_id"],
        begins=Stage.TEAM_MANAGER,
        always=True,
        nth=str(times_closed or ""),
        deadline_at=question.waits_until if question.waits_until > at else two_days,
        opened_as=standing.item_id if standing else "",
    )


def open_matches(session: ReaderSession) -> dict[People, ItemLine]:
    """By the two people: the open item of each possible match, of those that the reader may know of."""
    standing = _standing(session)
    lines = lines_of(session, items=list(standing.values()), held=posts_held(session, on=clock.today()))
    by_id = {line.item_id: line for line in lines}
    return {people: by_id[item.item_id] for people, item in standing.items() if item.item_id in by_id}


def holders_of_match(session: ReaderSession, item: Item, on: date) -> set[str]:
    """Of an item of a pattern: the account names of those with whom the possible match is that it depends on."""
    standing = _standing(session) if item.source == PATTERN else {}
    if not standing:
        return set()
    with session.open_current() as opened:
        row = opened[1].patterns.one(instance_key=item.about_id, sight=THE_HOUSE) if opened else None
        asked = find_questions(opened[1], [row], THE_HOUSE) if opened and row else {}
    matches = [standing[one.people] for some in asked.values() for one in some if one.people in standing]
    return {
        name
        for match in matches
        for name in holders_at(
            ladder=ladder_of(match), stage=Stage(match.stage), organisation=match.organisation, on=on
        )
    }
