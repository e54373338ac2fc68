"""Takes people's answers to "same person?" and undoes them: rows that are only ever added to.

An answer changes nobody at once. It names two mentions, and every run from the next one on obeys the last answer that
was not undone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, append_entry, audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.core.permissions import check_answers
from sightline.casework.core.session import ReaderSession
from sightline.casework.people.search import placeholders
from sightline.linkage.normal_forms.numbers import read_nhs_number
from sightline.model.errors import Refused, Usage
from sightline.model.judgements import Judgement, PairAnswer
from sightline.model.nouns import Role
from sightline.model.rows.people import ServedSaidValue
from sightline.model.visibility import RowFilter
from sightline.model.when import london_day
from sightline.store.snapshot_reader import SnapshotReader
from sightline.translation.messages import lazy as _

ANSWERED, UNDONE = "same_person", "same_person_undone"
# Whoever enters a concern about a person whom they chose says that its child is that person.
ENTERED, ENTERED_CORRECTED = "concern_entered", "concern_corrected"
# In the body of an answer about what notes name: which of the two, a or b, are namings in notes.
OF_NOTE = "of_note"
UNDO_FOR_OTHERS = (Role.INFORMATION_GOVERNANCE, Role.OPERATOR)
MOST_WORDS = 2_000
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class AnswerHistory:
    """Every answer there is, and when each that was undone was undone."""

    given: tuple[Decision, ...]
    undone_at: dict[int, str]

    def in_force(self) -> dict[Pair, Decision]:
        """For each two mentions the last answer that was not undone."""
        return {pair_of(one): one for one in self.given if one.sequence not in self.undone_at}


def read_answers() -> AnswerHistory:
    """All answers, in the order they were given."""
    undone = Decision.objects.of_kind(UNDONE).oldest_first()
    given = Decision.objects.filter(
        Q(kind=ANSWERED) | Q(kind__in=(ENTERED, ENTERED_CORRECTED), body__has_key="answer")
    ).order_by("sequence")
    return AnswerHistory(tuple(given), {one.body["undoes"]: one.at for one in undone})


def pair_of(decision: Decision) -> Pair:
    """The two mentions of an answer, the smaller id first."""
    return decision.body["mention_id_a"], decision.body["mention_id_b"]


def judgements_in_force() -> tuple[Judgement, ...]:
    """What a run must obey."""
    return tuple(as_judgement(one) for one in sorted(read_answers().in_force().values(), key=lambda one: one.sequence))


def as_judgement(decision: Decision) -> Judgement:
    """An answer as linking is given it."""
    answer, on = PairAnswer(decision.body["answer"]), london_day(decision.at)
    return Judgement(decision.sequence, *pair_of(decision), answer, decision.by, on, of_note=is_of_note(decision))


def is_of_note(decision: Decision) -> bool:
    """Whether an answer is about something that a note names."""
    return bool(decision.body.get(OF_NOTE))


def records_of_note(decision: Decision) -> tuple[str, ...]:
    """The records of the notes that an answer is about; none where it is about mentions."""
    return (decision.body["record_id_a"], decision.body["record_id_b"]) if is_of_note(decision) else ()


def answer_same_person(session: ReaderSession, *, mention_id_a: str, mention_id_b: str, answer: str, why: str) -> int:
    """Answer whether two mentions are of one person; the number of the decision. It counts from the next update."""
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
    """Undo an answer of one's own (information governance and the operator: of anybody); the decision's number."""
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
    return decision.by == actor.reader.username or actor.reader.role in UNDO_FOR_OTHERS


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


def check_pair(store: SnapshotReader, pair: Pair, answer: PairAnswer, sight: RowFilter) -> None:
    """NotHere where one side may not be seen, which holds for every sealed identity; Refused for two NHS numbers."""
    namings = [store.naming(mention_id=mention_id, sight=sight) for mention_id in pair]
    people = [naming["person_id"] for naming in namings if naming]
    if len(people) != len(pair):
        raise NotHere
    said = store.said(person_ids=people, sight=sight)
    one, other = ({*list_nhs_numbers(row for row in said if row["person_id"] == person)} for person in people)
    if answer is PairAnswer.SAME and one and other and not one & other:
        raise Refused(
            _("These two have different valid NHS numbers, so they cannot be confirmed as one person."),
            code="two_nhs_numbers",
            what_to_do=_("If one of the numbers is wrong, ask the agency that holds it to correct it."),
        )


def list_nhs_numbers(said: Iterable[ServedSaidValue]) -> list[str]:
    """The valid NHS numbers that records give."""
    values = (row["value"] for row in said if row["what"] == "NHS number")
    return [number for value in values if (number := read_nhs_number(value, placeholders=placeholders()))]


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
