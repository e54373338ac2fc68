"""Reads the questions that nobody has answered: of one child, of a team, and one with all that it rests on.

A question exists only for a reader who may see every record of its basis, and what a person answered since the run is
laid over it here.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sightline.casework.audit.trail import audited
from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.core import clock
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_people
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.rights import answers_for
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.posts.services.posts import posts_held
from sightline.casework.unanswered.pages import (
    AskedList,
    AskedOfPerson,
    AskedPage,
    QuestionStatus,
    UnansweredQuestionLine,
    WhoIsAsked,
)
from sightline.casework.unanswered.responses import AnswerOverlay, read_overlay, read_said
from sightline.curiosity import read_asking
from sightline.curiosity.kept_sentences import read_back
from sightline.model.ids import make_id
from sightline.model.rows.questions import ServedUnanswered, ServedUnansweredRecord
from sightline.model.rows.records import ServedRecordBody
from sightline.model.visibility import RowFilter
from sightline.store.serve.questions import QuestionsWanted
from sightline.store.snapshot_reader import SnapshotReader

PAGE = 20
NOBODY = AskedOfPerson((), 0, ())


@dataclass(frozen=True, slots=True)
class AskedChoice:
    """Which questions to list: of an agency ("" for all), of one whom `whom` stands for, urgent ones alone."""

    agency: str = ""
    whom: str = ""
    urgent_only: bool = False
    after: int = 0


def list_unanswered(session: ReaderSession, *, person_id: str) -> AskedOfPerson:
    """The questions about one person that are open, in order, to the cap; and those that are asked again later."""
    with audited(session, action="list_unanswered") as trail:
        check_people(actor=session.actor)
        trail.add("person", [person_id])
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not may_open(opened[1], person_id, sight):
                return NOBODY
            rows = opened[1].unanswered.of_person(person_id=person_id, sight=sight)
            lines = _lines(opened[1], rows, sight, read_overlay(question_ids=[row["question_id"] for row in rows]))
        found = _of_person(lines)
        trail.add("unanswered", [line.question_id for line in (*found.listed, *found.later)])
    return found


def _of_person(lines: Sequence[UnansweredQuestionLine]) -> AskedOfPerson:
    most = read_asking().most_a_child
    unsaid = [line for line in lines if line.standing is QuestionStatus.OPEN]
    later = [line for line in lines if line.standing is QuestionStatus.LATER]
    return AskedOfPerson(tuple(unsaid[:most]), max(0, len(unsaid) - most), tuple(later))


def list_to_ask(session: ReaderSession, *, choice: AskedChoice, size: int = PAGE) -> AskedList:
    """Questions to ask, urgent ones first, then by their age: to the cap of each child and worker."""
    with audited(session, action="list_to_ask") as trail:
        check_people(actor=session.actor)
        sight, asking = session.sight, read_asking()
        whom: tuple[WhoIsAsked, ...] = ()
        rows: list[ServedUnanswered] = []
        lines: tuple[UnansweredQuestionLine, ...] = ()
        wanted = QuestionsWanted(
            agency=choice.agency,
            urgent_only=choice.urgent_only,
            most_a_child=asking.most_a_child,
            most_a_worker=asking.most_a_worker,
        )
        with session.open_current() as opened:
            if opened is not None:
                whom = _whom(opened[1], wanted, sight)
                wanted = _narrowed(wanted, whom, choice.whom)
                overlay = read_overlay()
                rows = list(_unsaid(opened[1], wanted, sight, overlay, choice.after, size + 1))
                lines = _with_people(opened[1], _lines(opened[1], rows[:size], sight, overlay), sight)
        trail.add("unanswered", [line.question_id for line in lines])
        trail.add("person", [line.person_id for line in lines])
    return AskedList(
        lines=lines,
        next_after=lines[-1].place if len(rows) > size else 0,
        whom=whom,
        agency=choice.agency,
        chosen=next((one for one in whom if one.key == choice.whom), None),
        urgent_only=choice.urgent_only,
        most_a_child=asking.most_a_child,
        most_a_worker=asking.most_a_worker,
    )


def asked_of(
    *, store: SnapshotReader, sight: RowFilter, agency: str, organisation: str, size: int
) -> tuple[tuple[UnansweredQuestionLine, ...], bool]:
    """The first questions that are put to one body, within the cap of each child; and whether there are more.

    For a page that is audited by its own selector.
    """
    wanted = QuestionsWanted(agency=agency, organisation=organisation, most_a_child=read_asking().most_a_child)
    overlay = read_overlay()
    rows = list(_unsaid(store, wanted, sight, overlay, 0, size + 1))
    return _with_people(store, _lines(store, rows[:size], sight, overlay), sight), len(rows) > size


def _whom(store: SnapshotReader, wanted: QuestionsWanted, sight: RowFilter) -> tuple[WhoIsAsked, ...]:
    return tuple(
        WhoIsAsked(make_id("asked", row["agency"], row["organisation"], row["worker"]), **row)
        for row in store.unanswered.counts(wanted=wanted, sight=sight)
    )


def _narrowed(wanted: QuestionsWanted, whom: Sequence[WhoIsAsked], key: str) -> QuestionsWanted:
    """Narrowed to one body and worker; as it stands where the key is of nobody."""
    for one in whom:
        if one.key == key:
            return replace(wanted, agency=one.agency, organisation=one.organisation, worker=one.worker)
    return wanted


def _unsaid(
    store: SnapshotReader, wanted: QuestionsWanted, sight: RowFilter, overlay: AnswerOverlay, after: int, size: int
) -> Iterator[ServedUnanswered]:
    """Questions in order, without those that people answered or that are asked again later."""
    today = clock.today()
    while size and (rows := store.unanswered.listed(wanted=wanted, sight=sight, after=after, size=size)):
        for row in rows:
            if overlay.standing(row["question_id"], today=today)[0] is QuestionStatus.OPEN:
                size -= 1
                yield row
        after = rows[-1]["place"]


def read_unanswered(session: ReaderSession, *, question_id: str) -> AskedPage:
    """One question, the records that it rests on and what was said; NotHere where it is none of this reader's."""
    with audited(session, action="read_unanswered") as trail:
        check_people(actor=session.actor)
        trail.add("unanswered", [question_id])
        sight = session.sight
        with session.open_current() as opened:
            row = opened[1].unanswered.question(question_id=question_id, sight=sight) if opened else None
            if opened is None or row is None:
                raise NotHere
            lines = _lines(opened[1], [row], sight, read_overlay(question_ids=[question_id]))
            (line,) = _with_people(opened[1], lines, sight)
            basis = opened[1].unanswered.basis(question_ids=[question_id], sight=sight)
        trail.add("person", [line.person_id])
        trail.add("record", [one["record_id"] for one in basis])
    rests_on = sorted(map(_rests_on, basis), key=lambda one: (one.occurred_from or "", one.record_id))
    said = read_said(session, question_id=question_id, record_ids=[one["record_id"] for one in basis])
    asked = answers_for(actor=session.actor, agency=line.agency, organisation=line.organisation)
    may_answer = asked or bool(posts_held(session, on=clock.today()))
    return AskedPage(line, tuple(rests_on), said, may_answer)


def _lines(
    store: SnapshotReader, rows: Sequence[ServedUnanswered], sight: RowFilter, overlay: AnswerOverlay
) -> tuple[UnansweredQuestionLine, ...]:
    if not rows:
        return ()
    records: dict[str, int] = {}
    for one in store.unanswered.basis(question_ids=[row["question_id"] for row in rows], sight=sight):
        records[one["conclusion_id"]] = records.get(one["conclusion_id"], 0) + 1
    return tuple(_make_unanswered_question_line(row, overlay, records[row["question_id"]]) for row in rows)


def _make_unanswered_question_line(
    row: ServedUnanswered, overlay: AnswerOverlay, records: int
) -> UnansweredQuestionLine:
    standing, again_on = overlay.standing(row["question_id"], today=clock.today())
    return UnansweredQuestionLine(
        question_id=row["question_id"],
        rule_id=row["rule_id"],
        asks=read_back(row["asks"], rule_id=row["rule_id"]),
        raised_on=date.fromisoformat(row["raised_on"]),
        urgent=bool(row["urgent"]),
        agency=row["agency"],
        organisation=row["organisation"],
        worker=row["worker"],
        person_id=row["person_id"],
        records=records,
        standing=standing,
        again_on=again_on,
        place=row["place"],
    )


def _with_people(
    store: SnapshotReader, lines: Sequence[UnansweredQuestionLine], sight: RowFilter
) -> tuple[UnansweredQuestionLine, ...]:
    ids = sorted({line.person_id for line in lines})
    people = {one.person_id: one for one in summarise(store, ids, sight)}
    return tuple(replace(line, person=people[line.person_id]) for line in lines)


def _rests_on(row: ServedUnansweredRecord) -> RecordBasis:
    body: ServedRecordBody = json.loads(row["body"] or "null")
    return RecordBasis(
        record_id=row["record_id"],
        agency=row["agency"],
        organisation=row["organisation"],
        kind=body["kind"],
        occurred_from=body["occurred_from"],
        occurred_to=body["occurred_to"],
        date_precision=body["date_precision"],
        restricted=bool(row["restricted"]),
    )
