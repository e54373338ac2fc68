"""Lists what case notes mention beside what it may be, and keeps what a person who knows says of it.

An answer is of the same kind as one to "same person?", undone in the same place and obeyed by the next run. Until
somebody has said "the same", nothing is connected.
"""

from collections.abc import Iterator, Sequence

from django.db import transaction

from sightline.casework.audit.trail import audited
from sightline.casework.core.errors import NotHere
from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.selectors import may_open, summarise
from sightline.casework.same_person.answer_history import ANSWERED, OF_NOTE, AnswerHistory, Pair, pair_of, read_answers
from sightline.casework.same_person.pages.proposals import NotedLine, NotedList, NotedPage, NotedSide
from sightline.casework.same_person.selectors.questions import CONFLICT, PAGE, as_answer_line, names_of
from sightline.casework.same_person.sentence_excerpts import cut_sentence
from sightline.casework.same_person.services.answers import decide_all, read_answer, read_why
from sightline.model.judgements import PairAnswer
from sightline.model.rows.matches import ServedFullProposalSide, ServedProposal
from sightline.model.visibility import RowFilter
from sightline.store.snapshot_reader import SnapshotReader

MOST_ALIKE = 20
# Slots in which a record is somebody's own.
OWN = ("subject", "nominal", "holder", "tenant")


def list_noted(session: ReaderSession, *, after: int = 0, size: int = PAGE) -> NotedList:
    """What nobody has answered since the run: contradictions first, then what would connect most children."""
    with audited(session, action="list_noted") as trail:
        check_answers(actor=session.actor)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None:
                return NotedList((), 0)
            rows = list(_unanswered(opened[1], read_answers(), sight, after, size + 1))
            lines = _lines(opened[1], rows[:size], sight)
        trail.add("proposal", [line.proposal_id for line in lines])
        trail.add("record", sorted({side.record_id for line in lines for side in line.sides}))
        trail.add("person", sorted(_people(lines)))
    return NotedList(tuple(lines), lines[-1].place if len(rows) > size else 0)


def read_noted(session: ReaderSession, *, proposal_id: str) -> NotedPage:
    """One proposal with both sides; NotHere where there is none of which the reader may see both."""
    with audited(session, action="read_noted") as trail:
        check_answers(actor=session.actor)
        trail.add("proposal", [proposal_id])
        sight = session.sight
        with session.open_current() as opened:
            row = opened[1].noted.proposal(proposal_id=proposal_id, sight=sight) if opened else None
            if opened is None or row is None:
                raise NotHere
            page = _page(session, opened[1], row, sight)
        trail.add("record", sorted({side.record_id for side in page.line.sides}))
        trail.add("person", sorted(_people([page.line])))
    return page


def answer_noted(
    session: ReaderSession, *, proposal_id: str, answer: str, why: str, also: Sequence[str] = ()
) -> tuple[int, ...]:
    """Answer whether the two of a proposal are the same, and of others like it; the numbers of the decisions.

    Each is a decision of its own, undone by itself; all are kept or none. They apply from the next update.
    """
    with audited(session, action="answer_noted") as trail:
        check_answers(actor=session.actor)
        said, words = read_answer(answer), read_why(why)
        wanted = list(dict.fromkeys((proposal_id, *also)))[: MOST_ALIKE + 1]
        trail.add("proposal", wanted)
        sight = session.sight
        with session.open_current() as opened:
            if opened is None or not all(opened[1].noted.proposal(proposal_id=one, sight=sight) for one in wanted):
                raise NotHere
            sides = opened[1].noted.sides(proposal_ids=wanted, sight=sight)
        bodies = [_body(sides[one], said) for one in wanted]
        trail.add("mention", [body[name] for body in bodies for name in ("mention_id_a", "mention_id_b")])
        with transaction.atomic():
            return decide_all(session.actor, trail, action="answer_noted", kind=ANSWERED, why=words, bodies=bodies)


def _body(sides: Sequence[ServedFullProposalSide], said: PairAnswer) -> dict[str, str]:
    """The two that are named, the smaller id first, each with its record and whether it stands in a note."""
    a, b = sorted(sides, key=lambda side: str(side["id"]))
    return {
        "mention_id_a": a["id"],
        "mention_id_b": b["id"],
        "record_id_a": a["record_id"],
        "record_id_b": b["record_id"],
        "answer": str(said),
        OF_NOTE: "".join(name for name, side in (("a", a), ("b", b)) if side["is_naming"]),
    }


def _people(lines: Sequence[NotedLine]) -> set[str]:
    sides = [side for line in lines for side in line.sides]
    return {one.person_id for side in sides for one in (*side.standing, *([side.person] if side.person else []))}


def _unanswered(
    store: SnapshotReader, answers: AnswerHistory, sight: RowFilter, after: int, wanted: int
) -> Iterator[ServedProposal]:
    """Proposals of the snapshot, without those that an answer given since then settles."""
    settled = {pair for pair, one in answers.in_force().items() if one.body["answer"] != PairAnswer.CANNOT_TELL}
    while wanted and (rows := store.noted.proposals(sight=sight, after=after, size=wanted)):
        sides = store.noted.sides(proposal_ids=[row["proposal_id"] for row in rows], sight=sight)
        for row in rows:
            if row["rule_id"] == CONFLICT or _pair(sides[row["proposal_id"]]) not in settled:
                wanted -= 1
                yield row
        after = rows[-1]["place"]


def _pair(sides: Sequence[ServedFullProposalSide]) -> Pair:
    a, b = (str(side["id"]) for side in sides)
    return (min(a, b), max(a, b))


def _page(session: ReaderSession, store: SnapshotReader, row: ServedProposal, sight: RowFilter) -> NotedPage:
    (line,) = _lines(store, [row], sight)
    a, b = sorted(side.id for side in line.sides)
    answers, became = read_answers(), store.judgements()
    given = [
        as_answer_line(session, one, answers, became, names=names_of(store, (a, b), sight))
        for one in answers.given
        if pair_of(one) == (a, b) and one.sequence not in answers.undone_at
    ]
    mine = next((one for one in reversed(given) if one.by == session.actor.reader.username), None)
    return NotedPage(
        line=line,
        agrees=row["agrees"] if mine else "",
        mine=mine,
        others=tuple(one for one in given if one is not mine) if mine else (),
        alike=() if mine or row["rule_id"] == CONFLICT else tuple(_alike(store, row["proposal_id"], answers, sight)),
    )


def _alike(store: SnapshotReader, proposal_id: str, answers: AnswerHistory, sight: RowFilter) -> list[NotedLine]:
    """What lays other notes beside the very same, and nobody has answered since the run."""
    rows = store.noted.alike(proposal_id=proposal_id, sight=sight, size=MOST_ALIKE)
    settled = set(answers.in_force())
    return [line for line in _lines(store, rows, sight) if pair_in_order(line) not in settled]


def pair_in_order(line: NotedLine) -> Pair:
    """The two ids of a line as answers name them."""
    a, b = sorted(side.id for side in line.sides)
    return a, b


def _lines(store: SnapshotReader, rows: Sequence[ServedProposal], sight: RowFilter) -> list[NotedLine]:
    if not rows:
        return []
    sides = store.noted.sides(proposal_ids=[row["proposal_id"] for row in rows], sight=sight)
    lines = []
    for row in rows:
        one, other = (_side(store, side, sight) for side in sides[row["proposal_id"]])
        lines.append(
            NotedLine(
                proposal_id=row["proposal_id"],
                kind=row["kind"],
                rule_id=row["rule_id"],
                says=row["says"],
                sides=(one, other),
                hangs_on=row["hangs_on"],
                answered=bool(row["answered"]),
                place=row["place"],
            )
        )
    return lines


def _side(store: SnapshotReader, side: ServedFullProposalSide, sight: RowFilter) -> NotedSide:
    before, words, behind = _sentence(store, side, sight) if side["is_naming"] else ("", "", "")
    standing = _standing(store, side["record_id"], sight)
    people = {one.person_id: one for one in summarise(store, sorted({*standing, side["person_id"]} - {""}), sight)}
    return NotedSide(
        id=side["id"],
        is_naming=bool(side["is_naming"]),
        record_id=side["record_id"],
        agency=side["agency"],
        organisation=side["organisation"],
        kind=side["kind"],
        occurred_from=side["occurred_from"],
        occurred_to=side["occurred_to"],
        date_precision=side["date_precision"],
        restricted=bool(side["restricted"]),
        text=side["text"],
        beside=side["beside"],
        slot=side["slot"] or "",
        source_role=side["source_role"] or "",
        other_names=tuple(side["other_names"] or ()),
        before=before,
        words=words,
        behind=behind,
        person=people.get(side["person_id"]),
        standing=tuple(people[one] for one in standing if one in people and one != side["person_id"]),
    )


def _standing(store: SnapshotReader, record_id: str, sight: RowFilter) -> list[str]:
    """Who stands on the record for themselves, as far as the reader may open them."""
    rows = store.record_namings(record_id=record_id, sight=sight)
    found = [row["person_id"] for row in rows if row["slot"].partition("#")[0] in OWN and row["person_id"]]
    return [one for one in dict.fromkeys(found) if may_open(store, one, sight)]


def _sentence(store: SnapshotReader, side: ServedFullProposalSide, sight: RowFilter) -> tuple[str, str, str]:
    """The sentence of the note, as the record's own page would show it, with the words that are named apart."""
    rows = store.record_rows(record_id=side["record_id"], sight=sight)
    here = [
        (row["row_version"], row["original"].get(side["field"] or "", ""))
        for row in rows
        if row["source_row"] == side["source_row"] and row["source_file"] == side["source_file"]
    ]
    _, text = max(here, default=(0, ""))
    return cut_sentence(text, words=side["text"], start=side["start"] or 0, end=side["end"] or 0)
