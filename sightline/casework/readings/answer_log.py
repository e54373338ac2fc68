"""What people answered to a question about a sentence: yes, no or cannot tell. Each answer is a row that stays.

An answer names places and hashes of words, never words. A yes is written by the next run as a sign of the note. A no is
final only when a second person, of another agency where one may see the note, has said no as well; so is the no by
which somebody corrects a yes. Rows from before each sentence had its own question name up to five sentences.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sightline.casework.core.models import Decision
from sightline.casework.escalation.engine import SECOND_READING
from sightline.casework.escalation.services.responses import SENTENCE_READ
from sightline.casework.notes.said_readings import ReadingKind, SaidReading, read_said
from sightline.casework.notes.text_hashes import WORDS_HASH, kept_hash
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.sample import is_always_read_again, is_read_again
from sightline.casework.word_index.word_hashes import find_key


@dataclass(frozen=True, slots=True)
class SentencePlace:
    """Where a sentence stands: a row, a cell, a span in code points, and the hash of its words, `words_mark`."""

    row_id: str
    source_file: str
    source_row: int
    field: str
    start: int
    end: int
    words_mark: str


PLACE = tuple(one.name for one in fields(SentencePlace) if one.name != WORDS_HASH)


@dataclass(frozen=True, slots=True)
class AnsweredSentence:
    """An answer: about which question (`about_id`), by whom and when, of which agency, and on which sentences.

    `corrects` is the number of the yes in the place of which it stands; 0 of every other. `of_mark`: a rule marked it.
    A correction is never `is_second`, wherever it is given: else one person could undo a second reader's yes.
    """

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
    corrects: int = 0
    of_mark: bool = False

    @property
    def is_settled(self) -> bool:
        """Whether it is a yes or a no."""
        return self.answer is not SentenceAnswer.CANNOT_TELL


def read_sentence_answers() -> tuple[AnsweredSentence, ...]:
    """Every answer, the oldest first."""
    rows = list(Decision.objects.of_kind(SENTENCE_READ).oldest_first())
    key = find_key() or b""
    return tuple(_as_answered(row, key) for row in rows)


def answered_hashes(answers: Sequence[AnsweredSentence]) -> dict[tuple[str, str], set[str]]:
    """By record and sign the sentences that somebody answered with yes or no: they are not asked about again."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in answers:
        if one.is_settled:
            found[one.record_id, one.sign].update(place.words_mark for place in one.places)
    return found


def awaiting_second(answers: Sequence[AnsweredSentence]) -> list[AnsweredSentence]:
    """Each first no, or correction to no, that a second person must read and has not answered with yes or no yet."""
    waiting = []
    for said in by_question(answers):
        last = max((place for place, one in enumerate(said) if not one.is_second), default=-1)
        if last >= 0 and said[last].answer is SentenceAnswer.NO and not any(one.is_second for one in said[last:]):
            waiting += [said[last]] if is_read_again(sign=said[last].sign, about_id=said[last].about_id) else []
    return sorted(waiting, key=lambda one: one.sequence)


def answers_in_force(answers: Sequence[AnsweredSentence]) -> list[AnsweredSentence]:
    """Of each question the yes that stands: it stands until a second reader has said no after it.

    A yes to what a rule marked adds nothing: the mark stands whatever was said of it.
    """
    found = []
    for said in by_question(one for one in answers if not one.of_mark):
        stands: AnsweredSentence | None = None
        for one in said:
            if one.answer is SentenceAnswer.YES:
                stands = stands or one
            elif one.is_second or not is_read_again(sign=one.sign, about_id=one.about_id):
                stands = None
        found += [stands] if stands else []
    return sorted(found, key=lambda one: one.sequence)


def by_question(answers: Iterable[AnsweredSentence]) -> list[list[AnsweredSentence]]:
    """The settled answers of each question, in order."""
    found: dict[str, list[AnsweredSentence]] = defaultdict(list)
    for one in answers:
        if one.is_settled:
            found[one.about_id].append(one)
    return list(found.values())


def settled_answers() -> frozenset[int]:
    """The numbers of the answers that are the last of their question: a first no waits for its second reading."""
    answers = read_sentence_answers()
    waiting = {one.sequence for one in awaiting_second(answers) if is_always_read_again(one.sign)}
    return frozenset(said[-1].sequence for said in by_question(answers)) - waiting


def place_kept(kept: Mapping[str, Any], *, key: bytes) -> SentencePlace:
    """A place as a decision or an action keeps it."""
    return SentencePlace(**{name: kept[name] for name in PLACE}, words_mark=kept_hash(kept, key=key))


def _as_answered(row: Decision, key: bytes) -> AnsweredSentence:
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
        is_second=body["about"] == SECOND_READING and not body.get("corrects", 0),
        agency=body["agency"],
        known_from=body["known_from"],
        places=tuple(place_kept(place, key=key) for place in body["sentences"]),
        corrects=body.get("corrects", 0),
        of_mark=body.get("of_mark", False),
    )


def _read_said(decision: Decision) -> SaidReading | None:
    """The answer as what readers say of signs; None of what nobody could tell, or of no sentence."""
    answer = decision.body["answer"]
    if answer == SentenceAnswer.CANNOT_TELL or not decision.body["sentences"]:
        return None
    return read_said(decision, sign=decision.body["label"], is_so=answer == SentenceAnswer.YES)


SENTENCES_READ = ReadingKind(SENTENCE_READ, _read_said, settled_answers)
