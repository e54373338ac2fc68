"""Answers several questions "same person?" at once: chosen, shown with what would become of each, and only then kept.

Nothing is written but what was shown. The preview gives out a signed draft of exactly that list; where the snapshot, an
answer or an outcome changed since, the preview must be looked at anew.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.same_person.answer_history import ANSWERED, UNDONE, Pair, pair_of, read_answers
from sightline.casework.same_person.bulk_preview import Bulk
from sightline.casework.same_person.impact_preview import look_ahead
from sightline.casework.same_person.pages.bulk import AnswerImpact, BulkChoice, BulkGroup, BulkPair, BulkPreview
from sightline.casework.same_person.pages.questions import QuestionLine, SamePersonAnswerLine
from sightline.casework.same_person.selectors.questions import (
    CONFLICT,
    as_answer_line,
    as_lines,
    find_unanswered,
    names_of,
    pairs_of,
)
from sightline.casework.same_person.services.answers import decide_all, may_undo, read_answer, read_why
from sightline.casework.same_person.services.drafts import check_unchanged, read_draft, seal_preview, sign_draft
from sightline.model.errors import Usage
from sightline.model.ids import make_id
from sightline.model.judgements import PairAnswer
from sightline.sharing import row_filter
from sightline.store.snapshot_reader import QuestionGroup, SnapshotReader
from sightline.store.snapshots import Snapshot
from sightline.translation.messages import lazy as _

MOST = 50
SALT = "sightline.bulk"


@dataclass(frozen=True, slots=True)
class BulkAnswerInput:
    """What somebody asks to answer: the questions, in order, the answer and the reason."""

    question_ids: tuple[str, ...]
    answer: str
    why: str = field(repr=False)


def list_bulk_choice(
    session: ReaderSession, *, group: tuple[str, str, str] | None = None, after: int = 0
) -> BulkChoice:
    """Questions to choose from, of one rule and pair of agencies where `group` names them; contradictions left out."""
    with audited(session, action="list_bulk_choice") as trail:
        check_answers(actor=session.actor)
        sight = session.sight
        within = QuestionGroup(group[0], group[1:]) if group else None
        with session.open_current() as opened:
            if opened is None:
                return BulkChoice((), (), 0)
            store = opened[1]
            found = list(find_unanswered(store, read_answers(), sight, after, MOST + 1, within))
            lines = as_lines(store, [row for row in found[:MOST] if row["rule_id"] != CONFLICT], sight)
            groups = [
                BulkGroup(row["rule_id"], (row["agency_a"], row["agency_b"]), row["questions"])
                for row in store.question_groups(sight=sight)
                if row["rule_id"] != CONFLICT
            ]
        trail.add("question", [line.question_id for line in lines])
        trail.add("person", [person.person_id for line in lines for person in (line.a, line.b)])
    return BulkChoice(tuple(lines), tuple(groups), found[MOST - 1]["place"] if len(found) > MOST else 0)


def preview_bulk(session: ReaderSession, *, question_ids: Sequence[str], answer: str, why: str) -> BulkPreview:
    """What would become of an answer to these questions; writes nothing. NotHere where one is not to be seen."""
    with audited(session, action="preview_bulk") as trail:
        check_answers(actor=session.actor)
        asked = _read_asked(question_ids, answer, why)
        trail.add("question", asked.question_ids)
        preview, pairs = _look(session, asked)
        trail.add("mention", [mention_id for pair in pairs for mention_id in pair])
    return preview


def renew_preview(session: ReaderSession, *, draft: str) -> BulkPreview:
    """The preview of a draft as it is now, without the questions that are asked no more."""
    with audited(session, action="preview_bulk") as trail:
        check_answers(actor=session.actor)
        asked = _asked_by(read_draft(actor=session.actor, salt=SALT, draft=draft))
        sight = session.sight
        with session.open_current() as opened:
            here = [one for one in asked.question_ids if opened and opened[1].question(question_id=one, sight=sight)]
        trail.add("question", here)
        preview, _ = _look(session, BulkAnswerInput(tuple(here), asked.answer, asked.why))
    return preview


def keep_bulk(session: ReaderSession, *, draft: str) -> int:
    """Keep what was shown, one decision a pair, all or none; how many. Refused where it changed since."""
    with audited(session, action="answer_bulk") as trail:
        check_answers(actor=session.actor)
        read = read_draft(actor=session.actor, salt=SALT, draft=draft)
        asked = _asked_by(read)
        with transaction.atomic():
            hash_chain.hold_lock(Decision)
            preview, pairs = _look(session, asked)
            check_unchanged(actor=session.actor, salt=SALT, asked=read, draft=preview.draft)
            bulk = make_id("bulk", session.actor.reader.username, draft)
            kept = [pair for pair, shown in zip(pairs, preview.pairs, strict=True) if not shown.refused]
            if not kept:
                raise Usage(
                    _("None of these answers can be saved."),
                    code="none_to_keep",
                    what_to_do=_("Choose other possible matches."),
                )
            trail.add("mention", [mention_id for pair in kept for mention_id in pair])
            bodies = [{"mention_id_a": a, "mention_id_b": b, "answer": asked.answer, "bulk": bulk} for a, b in kept]
            decide_all(session.actor, trail, action="answer_bulk", kind=ANSWERED, why=asked.why, bodies=bodies)
    return len(kept)


def read_bulk(session: ReaderSession, *, bulk: str) -> tuple[SamePersonAnswerLine, ...]:
    """Answers given together that are not undone; NotHere where none is, or they are not this account's."""
    with audited(session, action="read_bulk") as trail:
        check_answers(actor=session.actor)
        answers, sight = read_answers(), session.sight
        kept = _not_undone(session.actor, bulk)
        with session.need_current() as (_, store):
            became = store.judgements()
            lines = [
                as_answer_line(session, one, answers, became, names=names_of(store, pair_of(one), sight))
                for one in kept
            ]
        trail.add("decision", [str(one.sequence) for one in kept])
    return tuple(lines)


def undo_bulk(session: ReaderSession, *, bulk: str, why: str) -> int:
    """Undo all that were answered together and still stand, one decision each, all or none; how many."""
    with audited(session, action="undo_bulk") as trail:
        check_answers(actor=session.actor)
        words = read_why(why)
        with transaction.atomic():
            hash_chain.hold_lock(Decision)
            kept = _not_undone(session.actor, bulk)
            bodies = [
                {"undoes": one.sequence, "mention_id_a": pair_of(one)[0], "mention_id_b": pair_of(one)[1], "bulk": bulk}
                for one in kept
            ]
            trail.add("mention", [mention_id for one in kept for mention_id in pair_of(one)])
            decide_all(session.actor, trail, action="undo_bulk", kind=UNDONE, why=words, bodies=bodies)
    return len(kept)


def _not_undone(actor: Actor, bulk: str) -> list[Decision]:
    answers = read_answers()
    given = [one for one in answers.given if bulk and one.body.get("bulk") == bulk and may_undo(actor, one)]
    kept = [one for one in given if one.sequence not in answers.undone_at]
    if not kept:
        raise NotHere
    return kept


def _read_asked(question_ids: Sequence[str], answer: str, why: str) -> BulkAnswerInput:
    ids = tuple(dict.fromkeys(question_ids))
    if not ids or len(ids) > MOST:
        raise Usage(
            _("From one to %(most)s questions can be answered at once.") % {"most": MOST},
            code="how_many",
            what_to_do=_("Choose possible matches from the list."),
        )
    return BulkAnswerInput(ids, str(read_answer(answer)), read_why(why))


def _look(session: ReaderSession, asked: BulkAnswerInput) -> tuple[BulkPreview, list[Pair]]:
    """The preview as things stand, and the two mentions of each pair."""
    with session.need_current() as (snapshot, store):
        return _preview(session.actor, asked, snapshot, store)


def _preview(
    actor: Actor, asked: BulkAnswerInput, snapshot: Snapshot, store: SnapshotReader
) -> tuple[BulkPreview, list[Pair]]:
    sight = row_filter(reader=actor.reader)
    rows = [store.question(question_id=one, sight=sight) for one in asked.question_ids]
    found = [row for row in rows if row and row["rule_id"] != CONFLICT]
    if len(found) != len(rows):
        raise NotHere
    lines = as_lines(store, found, sight)
    of = pairs_of(store.question_sides(question_ids=asked.question_ids, sight=sight)) if found else {}
    pairs = [of[one] for one in asked.question_ids]
    given, answer = read_answers().in_force(), read_answer(asked.answer)
    bulk = Bulk(store=store, sight=sight, answer=answer, pairs=pairs, given=given)
    shown = tuple(
        BulkPair(line, outcome.refused, outcome.earlier, outcome.against, _ahead(actor, store, line, pair, followed))
        for line, pair, outcome in zip(lines, pairs, bulk.find_outcomes(), strict=True)
        for followed in (None if outcome.refused or outcome.against else answer,)
    )
    chains = tuple(bulk.find_chains())
    seal = seal_preview(snapshot=snapshot, answers=given.values(), shown=[shown, chains])
    signed = {"ids": asked.question_ids, "answer": asked.answer, "why": asked.why}
    draft = sign_draft(actor=actor, salt=SALT, asked=signed, seal=seal)
    return BulkPreview(shown, chains, asked.answer, asked.why, draft), pairs


def _ahead(
    actor: Actor, store: SnapshotReader, line: QuestionLine, pair: Pair, answer: PairAnswer | None
) -> AnswerImpact:
    """What the answer would bring; nothing where it would not be kept, or not be followed."""
    if answer is None:
        return AnswerImpact("", ())
    people = (line.a.person_id, line.b.person_id)
    return look_ahead(actor=actor, store=store, people=people, pair=pair, answer=answer)


def _asked_by(read: Mapping[str, Any]) -> BulkAnswerInput:
    return BulkAnswerInput(tuple(read["ids"]), read["answer"], read["why"])
