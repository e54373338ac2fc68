"""Reads the questions "same person?" and the answers given, for those who answer them.

A question exists only for a reader who may see the records of both sides, and the model's weight is shown only after
that reader has answered, so that nobody answers what the weight says. Both sides may stand in one chronology today;
then each shows what its own part of the records says.
"""

from collections.abc import Collection, Iterator, Sequence

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.agency_views import IN_RECORDS, view_by_agency
from sightline.casework.people.pages.people import PersonSummary
from sightline.casework.people.selectors import summarise, summarise_one
from sightline.casework.protection.selectors.current import redact_said
from sightline.casework.same_person.answer_history import AnswerHistory, Pair, pair_of, read_answers, records_of_note
from sightline.casework.same_person.impact_preview import look_ahead
from sightline.casework.same_person.pages.questions import (
    QuestionLine,
    QuestionList,
    QuestionPage,
    QuestionSide,
    SamePersonAnswerLine,
)
from sightline.model.judgements import PairAnswer
from sightline.model.rows.matches import ServedQuestion, ServedQuestionSide
from sightline.model.rows.people import ServedSaidValue
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import QuestionGroup, SnapshotReader

PAGE, MOST_ANSWERS, MOST_FIRST = 20, 200, 100
CONFLICT = "conflict"


def list_questions(
    session: ReaderSession, *, after: int = 0, size: int = PAGE, but: Collection[str] = ()
) -> QuestionList:
    """Questions that nobody has answered since the run, those on which most hangs first; without some, by their ids."""
    with audited(session, action="list_questions") as trail:
        check_answers(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return QuestionList((), 0)
            found = find_unanswered(opened[1], read_answers(), sight, after, size + 1 + len(but))
            rows = [row for row in found if row["question_id"] not in but][: size + 1]
            lines = as_lines(opened[1], rows[:size], sight)
        trail.add("question", [line.question_id for line in lines])
        trail.add("person", [person.person_id for line in lines for person in (line.a, line.b)])
    return QuestionList(tuple(lines), lines[-1].place if len(rows) > size else 0)


def list_questions_first(session: ReaderSession, *, question_ids: Sequence[str]) -> tuple[QuestionLine, ...]:
    """Some questions by their ids, in the order of the list: those that are to be answered before all others."""
    if not question_ids:
        return ()
    with audited(session, action="list_questions_first") as trail:
        check_answers(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return ()
            found = [opened[1].question(question_id=one, sight=sight) for one in question_ids[:MOST_FIRST]]
            lines = as_lines(opened[1], sorted((row for row in found if row), key=lambda row: row["place"]), sight)
        trail.add("question", [line.question_id for line in lines])
        trail.add("person", [person.person_id for line in lines for person in (line.a, line.b)])
    return tuple(lines)


def question_of_two(store: SnapshotReader, mention_ids: Sequence[str], sight: RowFilter) -> str:
    """The id of the question that is asked of two mentions' people now; empty where none is, for this reader."""
    two = set(store.people_of(mention_ids=mention_ids).values())
    ids = store.questions_about(person_ids=sorted(two), sight=sight) if len(two) > 1 else []
    people = _people_of(store.question_sides(question_ids=ids, sight=sight)) if ids else {}
    return next((one for one in ids if people[one] == two), "")


def find_unanswered(
    store: SnapshotReader,
    answers: AnswerHistory,
    sight: RowFilter,
    after: int,
    wanted: int,
    group: QuestionGroup | None = None,
) -> Iterator[ServedQuestion]:
    """Questions of the snapshot, without those that an answer given since then settles.

    An answer about other records of the same two people settles a question too, as the next run will have it.
    """
    settled = _settled(store, answers)
    while wanted and (rows := store.questions(sight=sight, after=after, size=wanted, group=group)):
        for row in _leave_open(store, settled, rows, sight):
            wanted -= 1
            yield row
        after = rows[-1]["place"]


def questions_still_open(
    store: SnapshotReader, answers: AnswerHistory, person_ids: Sequence[str], sight: RowFilter, *, most: int
) -> list[QuestionLine]:
    """The possible matches about any of these people that no answer settles, in order; for a page audited elsewhere."""
    ids = store.questions_about(person_ids=person_ids, sight=sight)[:most]
    rows = [row for one in ids if (row := store.question(question_id=one, sight=sight))]
    still_open = _leave_open(store, _settled(store, answers), rows, sight) if rows else []
    return as_lines(store, sorted(still_open, key=lambda row: row["place"]), sight)


Settled = tuple[set[Pair], set[frozenset[str]]]  # the two mentions of each answer, and the two people


def _settled(store: SnapshotReader, answers: AnswerHistory) -> Settled:
    """What was answered with more than "cannot tell"."""
    pairs = {pair for pair, one in answers.in_force().items() if one.body["answer"] != PairAnswer.CANNOT_TELL}
    return pairs, people_settled(store, pairs)


def _leave_open(
    store: SnapshotReader, settled: Settled, rows: Sequence[ServedQuestion], sight: RowFilter
) -> Iterator[ServedQuestion]:
    """Of these questions those that no answer settles; answers that contradict each other leave theirs open."""
    sides = store.question_sides(question_ids=[row["question_id"] for row in rows], sight=sight)
    pairs, two = pairs_of(sides), _people_of(sides)
    for row in rows:
        of = row["question_id"]
        if row["rule_id"] == CONFLICT or (pairs[of] not in settled[0] and two[of] not in settled[1]):
            yield row


def people_settled(store: SnapshotReader, pairs: set[Pair]) -> set[frozenset[str]]:
    """The two people of each answered pair; nobody where both mentions are of one person."""
    person_of = store.people_of(mention_ids=sorted({one for pair in pairs for one in pair}))
    found = {frozenset(person_of[one] for one in pair if one in person_of) for pair in pairs}
    return {two for two in found if len(two) > 1}


def _people_of(sides: Sequence[ServedQuestionSide]) -> dict[str, frozenset[str]]:
    """The people of each question: one where both sides are parts of one chronology."""
    found: dict[str, set[str]] = {}
    for side in sides:
        found.setdefault(side["question_id"], set()).add(side["person_id"])
    return {question_id: frozenset(people) for question_id, people in found.items()}


def read_question(session: ReaderSession, *, question_id: str) -> QuestionPage:
    """One question with both sides; NotHere where there is none of which the reader may see both."""
    with audited(session, action="read_question") as trail:
        check_answers(actor=session.actor)
        trail.add("question", [question_id])
        sight = session.sight
        with session.open_current() as opened:
            row = opened[1].question(question_id=question_id, sight=sight) if opened else None
            if opened is None or row is None:
                raise NotHere
            page = _page(session, opened[1], row, sight)
        trail.add("person", [side.person.person_id for side in page.sides])
    return page


def _page(session: ReaderSession, store: SnapshotReader, row: ServedQuestion, sight: RowFilter) -> QuestionPage:
    (line,) = as_lines(store, [row], sight)
    a, b = (_side(store, side, sight) for side in store.question_sides(question_ids=[row["question_id"]], sight=sight))
    answers, became = read_answers(), store.judgements()
    given = [
        as_answer_line(session, one, answers, became, names=(line.a.name, line.b.name))
        for one in answers.given
        if pair_of(one) == (a.mention_id, b.mention_id) and one.sequence not in answers.undone_at
    ]
    people = (line.a.person_id, line.b.person_id)
    mine = next((one for one in reversed(given) if one.by == session.actor.reader.username), None)
    return QuestionPage(
        question=line,
        sides=(a, b),
        agrees=row["agrees"] if mine else "",
        weight=row["weight"] if mine else None,
        mine=mine,
        others=tuple(one for one in given if one is not mine) if mine else (),
        needs_review=look_ahead(
            actor=session.actor, store=store, people=people, pair=(a.mention_id, b.mention_id)
        ).needs_review,
    )


def list_my_answers(session: ReaderSession) -> tuple[SamePersonAnswerLine, ...]:
    """What this account answered, the newest first, with what the present snapshot made of it."""
    with audited(session, action="list_my_answers") as trail:
        check_answers(actor=session.actor)
        answers, sight = read_answers(), session.sight
        mine = [one for one in reversed(answers.given) if one.by == session.actor.reader.username][:MOST_ANSWERS]
        with session.open_current() as opened:
            if opened is None:
                return ()
            became = opened[1].judgements()
            lines = [
                as_answer_line(session, one, answers, became, names=names_of(opened[1], pair_of(one), sight))
                for one in mine
            ]
        trail.add("decision", [str(one.sequence) for one in lines])
    return tuple(lines)


def as_answer_line(
    session: ReaderSession, one: Decision, answers: AnswerHistory, became: dict[int, str], *, names: tuple[str, str]
) -> SamePersonAnswerLine:
    """An answer as a list shows it."""
    in_force = answers.in_force().get(pair_of(one))
    return SamePersonAnswerLine(
        sequence=one.sequence,
        answered_at=one.at,
        by=one.by,
        answer=one.body["answer"],
        why=redact_said(session, one.why, mention_ids=pair_of(one), record_ids=records_of_note(one)),
        mention_id_a=pair_of(one)[0],
        mention_id_b=pair_of(one)[1],
        undone_at=answers.undone_at.get(one.sequence, ""),
        in_force=in_force is not None and in_force.sequence == one.sequence,
        became=became.get(one.sequence, ""),
        names=names,
        bulk=one.body.get("bulk", ""),
    )


def names_of(store: SnapshotReader, pair: Pair, sight: RowFilter) -> tuple[str, str]:
    """What the two records, or notes, call them; empty where the reader may no longer see that."""
    a, b = (
        store.noted.naming(naming_id=one, sight=sight) or store.noted.mention(mention_id=one, sight=sight)
        for one in pair
    )
    return (a["text"] if a else "", b["text"] if b else "")


def as_lines(store: SnapshotReader, rows: Sequence[ServedQuestion], sight: RowFilter) -> list[QuestionLine]:
    """The questions as a list shows them."""
    if not rows:
        return []
    sides = store.question_sides(question_ids=[row["question_id"] for row in rows], sight=sight)
    people = {one.person_id: one for one in summarise(store, sorted({side["person_id"] for side in sides}), sight)}
    of = {(side["question_id"], side["side"]): people[side["person_id"]] for side in sides}
    halves = store.said_on_sides(question_ids=[row["question_id"] for row in rows], sight=sight)
    of |= {side: _summarise_half(of[side].person_id, said) for side, said in halves.items()}
    return [
        QuestionLine(
            question_id=row["question_id"],
            rule_id=row["rule_id"],
            says=row["says"],
            a=of[row["question_id"], "a"],
            b=of[row["question_id"], "b"],
            hangs_on=row["hangs_on"],
            answered=bool(row["answered"]),
            place=row["place"],
        )
        for row in rows
    ]


def _side(store: SnapshotReader, side: ServedQuestionSide, sight: RowFilter) -> QuestionSide:
    half = store.said_on_sides(question_ids=[side["question_id"]], sight=sight).get((side["question_id"], side["side"]))
    said: Sequence[ServedSaidValue] = half or store.said(person_ids=[side["person_id"]], sight=sight)
    (person,) = [_summarise_half(side["person_id"], half)] if half else summarise(store, [side["person_id"]], sight)
    return QuestionSide(person, side["mention_id"], side["record_id"], view_by_agency(said, store.as_of()))


def _summarise_half(person_id: str, said: Sequence[ServedSaidValue]) -> PersonSummary:
    """A part of somebody's records in a line; its entries are its records."""
    return summarise_one(person_id, said, sum(row["records"] for row in said if row["what"] == IN_RECORDS))


def pairs_of(sides: Sequence[ServedQuestionSide]) -> dict[str, Pair]:
    """The two mentions of each question, in the order of their ids, as answers name them."""
    by_question: dict[str, list[str]] = {}
    for side in sides:
        by_question.setdefault(side["question_id"], []).append(side["mention_id"])
    return {question_id: (min(two), max(two)) for question_id, two in by_question.items()}
