"""Takes people's answers to "same person?" and undoes them: rows that are only ever added to.

An answer changes nobody at once. It names two mentions, and every run from the next one on obeys the last answer that
was not undone.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.rights import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.same_person.answer_history import (
    ANSWERED,
    UNDONE,
    Pair,
    check_pair,
    pair_of,
    read_answers,
)
from sightline.model.errors import Refused, Usage
from sightline.model.judgements import PairAnswer
from sightline.model.nouns import Role
from sightline.translation.messages import lazy as _

UNDO_FOR_OTHERS = (Role.INFORMATION_GOVERNANCE,)
MOST_WORDS = 2_000


def answer_same_person(session: ReaderSession, *, mention_id_a: str, mention_id_b: str, answer: str, why: str) -> int:
    """Answer whether two mentions are of one person; the number of the decision. It applies from the next update."""
    with audited(session, action="answer_same_person") as trail:
        check_answers(actor=session.actor)
        said, words = read_answer(answer), read_why(why)
        pair: Pair = (min(mention_id_a, mention_id_b), max(mention_id_a, mention_id_b))
        trail.add("mention", pair)
        with session.open_current() as opened:
            if opened is None or pair[0] == pair[1]:
                raise NotHere
            check_pair(opened[1], pair, said, session.sight)
        body = {"mention_id_a": pair[0], "mention_id_b": pair[1], "answer": str(said)}
        return decide(session.actor, trail, action="answer_same_person", kind=ANSWERED, why=words, body=body)


def undo_answer(session: ReaderSession, *, sequence: int, why: str) -> int:
    """Undo an answer of one's own (information governance: of anybody); the decision's number."""
    with audited(session, action="undo_answer") as trail:
        check_answers(actor=session.actor)
        words = read_why(why)
        answers = read_answers()
        found = next((one for one in answers.given if one.sequence == sequence), None)
        if found is None or not may_undo(session.actor, found):
            raise NotHere
        if sequence in answers.undone_at:
            raise Refused(
                _("That answer is already undone."),
                code="undone_before",
                what_to_do=_("Check your answers, and answer again if needed."),
            )
        trail.add("mention", pair_of(found))
        body = {"undoes": sequence, "mention_id_a": pair_of(found)[0], "mention_id_b": pair_of(found)[1]}
        return decide(session.actor, trail, action="undo_answer", kind=UNDONE, why=words, body=body)


def may_undo(actor: Actor, decision: Decision) -> bool:
    """Whether the answer is this account's own, or the account looks after everybody's."""
    return decision.by == actor.reader.username or actor.reader.is_one_of(UNDO_FOR_OTHERS)


def decide(actor: Actor, trail: Trail, *, action: str, kind: str, why: str, body: Mapping[str, object]) -> int:
    """Append a decision; its number. The decision and its audit stand or fall together."""
    with transaction.atomic():
        (number,) = decide_all(actor, trail, action=action, kind=kind, why=why, bodies=[body])
    return number


def decide_all(
    actor: Actor, trail: Trail, *, action: str, kind: str, why: str, bodies: Iterable[Mapping[str, object]]
) -> tuple[int, ...]:
    """Append decisions of one kind and reason, and their one audit row, within the caller's transaction."""
    by, os_name = actor.reader.username, actor.os_name
    rows = [hash_chain.append(Decision, kind=kind, by=by, os_name=os_name, why=why, body=dict(body)) for body in bodies]
    numbers = tuple(row.sequence for row in rows)
    trail.add("decision", [str(number) for number in numbers])
    append_entry(actor=actor, action=action, trail=trail)
    return numbers


def read_answer(answer: str) -> PairAnswer:
    """The answer that a word stands for; Usage where it stands for none."""
    try:
        return PairAnswer(answer)
    except ValueError as error:
        raise Usage(
            _("There is no such answer."),
            code="no_answer",
            what_to_do=_("Answer one of %(choices)s.") % {"choices": ", ".join(PairAnswer)},
        ) from error


def read_why(why: str) -> str:
    """A reason in words, as it is kept; Usage where there is none."""
    words = why.strip()
    if not words or len(words) > MOST_WORDS:
        raise Usage(
            _("An answer needs a reason."),
            code="no_why",
            what_to_do=_("Say why in a sentence or two, in at most %(most_words)s letters.")
            % {"most_words": MOST_WORDS},
        )
    return words
