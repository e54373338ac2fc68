"""What people said is no sign, as a no about the sentence that holds it: it is read again.

What a rule marked stands whatever was said. What a person had confirmed is corrected by it, as by a no to its question.
"""

from sightline.casework.core.models import Account, Decision
from sightline.casework.escalation.engine import SENTENCE
from sightline.casework.notes.pages.feedback import WRONG
from sightline.casework.notes.said_readings import MARKED_WRONG as EACH_BY_ITSELF
from sightline.casework.notes.said_readings import ReadingKind
from sightline.casework.readings.answer_log import (
    AnsweredSentence,
    awaiting_second,
    by_question,
    place_kept,
    read_sentence_answers,
)
from sightline.casework.readings.pages import SentenceAnswer
from sightline.casework.readings.sample import is_always_read_again
from sightline.casework.word_index.word_hashes import find_key
from sightline.model.ids import make_id
from sightline.model.passages import BY_PERSON


def read_wrong_marks() -> tuple[AnsweredSentence, ...]:
    """Each as an answer, the oldest first; those alone that say in which sentence the mark stands."""
    rows = [row for row in Decision.objects.of_kind(WRONG).oldest_first() if row.body.get("sentences")]
    agencies = dict(Account.objects.filter(username__in={row.by for row in rows}).values_list("username", "agency"))
    key = find_key() or b""
    return tuple(_as_answer(row, agencies.get(row.by, ""), key) for row in rows)


def read_all_answers() -> tuple[AnsweredSentence, ...]:
    """These, and what was answered to questions, in order."""
    return tuple(sorted((*read_wrong_marks(), *read_sentence_answers()), key=lambda one: one.sequence))


def settled_wrong_marks() -> frozenset[int]:
    """The numbers of those that wait for no second person, and to which none has said yes."""
    answers = read_all_answers()
    waiting = {one.about_id for one in awaiting_second(answers) if is_always_read_again(one.sign)}
    overruled = {said[-1].about_id for said in by_question(answers) if said[-1].answer is SentenceAnswer.YES}
    left_out = {one.sequence for one in answers if one.of_mark and one.about_id in waiting | overruled}
    return frozenset(Decision.objects.of_kind(WRONG).values_list("sequence", flat=True)) - left_out


def _as_answer(row: Decision, agency: str, key: bytes) -> AnsweredSentence:
    body = row.body
    places = tuple(place_kept(place, key=key) for place in body["sentences"])
    of_mark = body["rule_id"] != BY_PERSON
    hashes = sorted(place.words_mark for place in places)
    return AnsweredSentence(
        sequence=row.sequence,
        at=row.at,
        by=row.by,
        about_id=make_id("wrong_mark" if of_mark else SENTENCE, body["record_id"], body["label"], *hashes),
        record_id=body["record_id"],
        mention_ids=(),
        sign=body["label"],
        answer=SentenceAnswer.NO,
        is_second=False,
        agency=agency,
        known_from="",
        places=places,
        of_mark=of_mark,
    )


MARKED_WRONG = ReadingKind(WRONG, EACH_BY_ITSELF.read, settled_wrong_marks)
