"""What people answered to a question about a sentence: yes, no or cannot tell. Each answer is a row that stays.

An answer names places and hashes, never words. A yes is written by the next run as a sign of the note. A no is final
only when a second person, of another agency where one may see the note, has said no as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sightline.casework.core.models import Decision
from sightline.casework.escalation.engine import SECOND_READING
from sightline.casework.escalation.responses import SENTENCE_READ
from sightline.casework.notes.said_readings import ReadingKind, SaidReading, read_said
from sightline.model.passages import ConfirmedSign


class SentenceAnswer(StrEnum):
    """What a person may answer."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence stands: a row, a cell, a span in code points, and the hash of its words."""

    row_id: str
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    words_sha256: str


@dataclass(frozen=True, slots=True)
class AnsweredSentence:
    """An answer: about which question (`about_id`), by whom and when, of which agency, and on which sentences."""

    sequence: int
    at: str
    by: str
    about_id: str
    record_id: str
    mention_ids: tuple[str, ...]
    sign: str
    answer: SentenceAnswer
    is_second: bool
    agency: str
    known_from: str
    places: tuple[SentencePlace, ...]


def read_sentence_answers() -> tuple[AnsweredSentence, ...]:
    """Every answer, the oldest first."""
    return tuple(_as_answered(row) for row in Decision.objects.of_kind(SENTENCE_READ).oldest_first())


def answered_hashes(answers: Sequence[AnsweredSentence]) -> dict[tuple[str, str], set[str]]:
    """By record and sign the sentences that somebody answered with yes or no: they are not asked about again."""
    found: dict[tuple[str, str], set[str]] = {}
    for one in answers:
        if one.answer is not SentenceAnswer.CANNOT_TELL:
            hashes = found.setdefault((one.record_id, one.sign), set())
            hashes.update(place.words_sha256 for place in one.places)
    return found


def awaiting_second(answers: Sequence[AnsweredSentence]) -> list[AnsweredSentence]:
    """Each first no that no second person has answered with yes or no yet."""
    settled = {one.about_id for one in answers if one.is_second and one.answer is not SentenceAnswer.CANNOT_TELL}
    return [
        one for one in answers
        if one.answer is SentenceAnswer.NO and not one.is_second and one.about_id not in settled
    ]  # fmt: skip


def settled_answers() -> frozenset[int]:
    """The numbers of the answers that are the last of their question: a first no waits for its second reading."""
    answers = [one for one in read_sentence_answers() if one.answer is not SentenceAnswer.CANNOT_TELL]
    last = {one.about_id: one for one in answers}
    waiting = {one.sequence for one in awaiting_second(answers)}
    return frozenset(one.sequence for one in last.values()) - waiting


def confirmed_signs_in_force() -> tuple[ConfirmedSign, ...]:
    """What a run writes beside the signs that rules mark."""
    return tuple(
        ConfirmedSign(
            sequence=one.sequence,
            row_id=place.row_id,
            field=place.field,
            start=place.start,
            end=place.end,
            words_sha256=place.words_sha256,
            sign=one.sign,
            confirmed_at=one.at,
        )
        for one in read_sentence_answers()
        if one.answer is SentenceAnswer.YES
        for place in one.places
    )


def _as_answered(row: Decision) -> AnsweredSentence:
    body = row.body
    return AnsweredSentence(
        sequence=row.sequence,
        at=body["at"],
        by=row.by,
        about_id=body["about_id"],
        record_id=body["record_id"],
        mention_ids=tuple(body["mention_ids"]),
        sign=body["label"],
        answer=SentenceAnswer(body["answer"]),
        is_second=body["about"] == SECOND_READING,
        agency=body["agency"],
        known_from=body["known_from"],
        places=tuple(SentencePlace(**place) for place in body["sentences"]),
    )


def _read(decision: Decision) -> SaidReading | None:
    """The answer as what readers say of signs; None of what nobody could tell, or of no sentence."""
    answer = decision.body["answer"]
    if answer == SentenceAnswer.CANNOT_TELL or not decision.body["sentences"]:
        return None
    return read_said(decision, sign=decision.body["label"], is_so=answer == SentenceAnswer.YES)


SENTENCES_READ = ReadingKind(SENTENCE_READ, _read, settled_answers)
