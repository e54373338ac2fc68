"""Puts two people together on somebody's own initiative: both side by side, what that changes, and the decision.

The decision is an answer like those of the queue "same person?": it names two mentions and their records, is only added
to, counts from the next update and is undone in the same place.
"""

from dataclasses import replace

from sightline.casework.audit.trail import Trail, audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_answers, check_people
from sightline.casework.core.session import Opened, ReaderSession
from sightline.casework.pairing.effects import find_effects, find_oldest
from sightline.casework.pairing.pages import Effects, PairPage
from sightline.casework.pairing.reasons import find_unasked_reason
from sightline.casework.people.agency_views import view_by_agency
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.same_person.answer_history import ANSWERED, Pair, check_pair, read_answers
from sightline.casework.same_person.bulk_preview import Bulk
from sightline.casework.same_person.pages.questions import QuestionPage, QuestionSide
from sightline.casework.same_person.selectors.namesakes import describe_person
from sightline.casework.same_person.selectors.questions import question_of_two
from sightline.casework.same_person.services.answers import decide, read_why
from sightline.model.judgements import PairAnswer
from sightline.model.rows.records import ServedNamingInRecord
from sightline.model.visibility import RowFilter
from sightline.sharing import can_answer_same_person
from sightline.store.snapshot_reader import SnapshotReader

OWN = "own_initiative"


def compare_people(session: ReaderSession, *, person_id: str, other_id: str) -> PairPage:
    """Two people side by side, and what putting them together changes; NotHere where the reader may not open both."""
    with audited(session, action="compare_people") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id, other_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or person_id == other_id:
                raise NotHere
            sides = (_side(opened[1], person_id, sight), _side(opened[1], other_id, sight))
            page = _say_why_unasked(session, opened, _page(session, opened[1], sides, trail))
        trail.add("record", [side.record_id for side in sides])
    return page


def preview_match(session: ReaderSession, *, shown: QuestionPage) -> Effects | None:
    """What changes if a possible match is answered "the same"; None where both sides are of one person already.

    `shown` is the page of the question, as this reader was given it.
    """
    one, other = (side.person.person_id for side in shown.sides)
    if one == other:
        return None
    with audited(session, action="preview_match") as trail:
        check_answers(actor=session.actor)
        trail.add("person", [one, other])
        with session.need_current() as (_snapshot, store):
            people = [describe_person(store, person_id, session.sight) for person_id in (one, other)]
            effects = _find_effects(session, store, (people[0], people[1]), trail)
    return replace(effects, needs_review=shown.needs_review)


def put_together(session: ReaderSession, *, person_id: str, other_id: str, why: str) -> int:
    """Say that two people are one; the number of the decision. It applies from the next update."""
    with audited(session, action="put_together") as trail:
        check_answers(actor=session.actor)
        words = read_why(why)
        trail.add("person", [person_id, other_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or person_id == other_id:
                raise NotHere
            a, b = sorted((find_naming(opened[1], one, sight) for one in (person_id, other_id)), key=_mention)
            check_pair(opened[1], (_mention(a), _mention(b)), PairAnswer.SAME, sight)
        trail.add("mention", [_mention(a), _mention(b)])
        trail.add("record", [a["record_id"], b["record_id"]])
        body = name_two(a, b, PairAnswer.SAME)
        return decide(session.actor, trail, action="put_together", kind=ANSWERED, why=words, body=body)


def find_naming(store: SnapshotReader, person_id: str, sight: RowFilter) -> ServedNamingInRecord:
    """The naming by which a decision names a person: an open one before others, so that more people may see it.

    NotHere where the reader may not open the person.
    """
    describe_person(store, person_id, sight)
    namings = store.namings(person_id=person_id, sight=sight)
    if not namings:
        raise NotHere
    return min(namings, key=lambda row: (row["restricted"], row["mention_id"] != person_id, row["mention_id"]))


def name_two(a: ServedNamingInRecord, b: ServedNamingInRecord, answer: PairAnswer, **more: str) -> dict[str, object]:
    """The body of a decision about two namings, the smaller id first."""
    a, b = sorted((a, b), key=_mention)
    return {
        "mention_id_a": a["mention_id"],
        "mention_id_b": b["mention_id"],
        "record_id_a": a["record_id"],
        "record_id_b": b["record_id"],
        "answer": str(answer),
        OWN: True,
        **more,
    }


def _mention(row: ServedNamingInRecord) -> str:
    return str(row["mention_id"])


def _side(store: SnapshotReader, person_id: str, sight: RowFilter) -> QuestionSide:
    naming = find_naming(store, person_id, sight)
    said = store.said(person_ids=[person_id], sight=sight)
    person = describe_person(store, person_id, sight)
    return QuestionSide(person, naming["mention_id"], naming["record_id"], view_by_agency(said, store.as_of()))


def _page(
    session: ReaderSession, store: SnapshotReader, sides: tuple[QuestionSide, QuestionSide], trail: Trail
) -> PairPage:
    sight = session.sight
    a, b = sorted(side.mention_id for side in sides)
    pair: Pair = (a, b)
    given = read_answers().in_force()
    bulk = Bulk(store=store, sight=sight, answer=PairAnswer.SAME, pairs=[pair], given=given)
    (outcome,) = bulk.find_outcomes()
    effects = _find_effects(session, store, (sides[0].person, sides[1].person), trail)
    may = can_answer_same_person(reader=session.actor.reader)
    return PairPage(
        sides, effects, may, outcome.refused, outcome.against if may else (), outcome.earlier if may else None
    )


def _say_why_unasked(session: ReaderSession, opened: Opened, page: PairPage) -> PairPage:
    """With the possible match of the two, or why nobody is asked, as far as this reader may see it."""
    snapshot, store = opened
    asked = question_of_two(store, [side.mention_id for side in page.sides], session.sight)
    if asked:
        return replace(page, question_id=asked if page.may_decide else "")
    one, other = (side.person.person_id for side in page.sides)
    seen = {_mention(row) for person in (one, other) for row in store.namings(person_id=person, sight=session.sight)}
    unasked = find_unasked_reason(analysis=snapshot.analysis, person_id=one, other_id=other, mention_ids=seen)
    return replace(page, unasked=unasked)


def _find_effects(
    session: ReaderSession, store: SnapshotReader, two: tuple[PersonSummary, PersonSummary], trail: Trail
) -> Effects:
    one, other = two
    oldest = find_oldest(session, [one.person_id, other.person_id])
    stays, comes = (other, one) if oldest == other.person_id else (one, other)
    return find_effects(
        session,
        store=store,
        people=[one.person_id, other.person_id],
        records=count_records(store, comes.person_id, session.sight),
        keeps_page=stays,
        trail=trail,
    )


def count_records(store: SnapshotReader, person_id: str, sight: RowFilter) -> int:
    """How many records that the reader may see name the person."""
    return len({row["record_id"] for row in store.namings(person_id=person_id, sight=sight)})
