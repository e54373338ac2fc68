"""What people have answered to the questions that nobody's record answers, laid over the snapshot.

Only "found" answers a question, and only until somebody further up does not agree. "Asked, still not known" and
"somebody will" set the day on which it is asked again; "not proceeding" leaves it open.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sightline.casework.core.models import Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.protection.free_text import FreeText, Texts
from sightline.casework.unanswered.pages import QuestionStatus, SaidOf
from sightline.escalation import ResponseKind

ANSWERED, SEEN, QUESTION = "answered", "seen_by_next", "question"
SETS_A_DAY = (ResponseKind.ASKED_NOT_KNOWN, ResponseKind.ACT)


@dataclass(frozen=True, slots=True)
class AnswerOverlay:
    """How questions stand after what people said: answered ones, and the day on which others are asked again."""

    answered: frozenset[str]
    again_on: dict[str, date]

    def standing(self, question_id: str, *, today: date) -> tuple[QuestionStatus, date | None]:
        """How one question stands on a day."""
        if question_id in self.answered:
            return QuestionStatus.ANSWERED, None
        again_on = self.again_on.get(question_id)
        if again_on and again_on > today:
            return QuestionStatus.LATER, again_on
        return QuestionStatus.OPEN, again_on


def read_overlay(*, question_ids: Iterable[str] = ()) -> AnswerOverlay:
    """What was said to these questions, or to all: the last answer of each stands, unless it was not agreed to."""
    last: dict[str, Decision] = {}
    for one in _decisions(question_ids, kinds=(ANSWERED, SEEN)):
        if one.kind == ANSWERED:
            last[one.body["about_id"]] = one
        elif not one.body.get("agrees"):
            last.pop(one.body["about_id"], None)
    answered = {about for about, one in last.items() if one.body.get("form") == ResponseKind.FOUND}
    days = {
        about: date.fromisoformat(one.body["by_when"])
        for about, one in last.items()
        if one.body.get("form") in SETS_A_DAY and one.body.get("by_when")
    }
    return AnswerOverlay(frozenset(answered), days)


def read_said(session: ReaderSession, *, question_id: str, record_ids: Iterable[str]) -> tuple[SaidOf, ...]:
    """Every answer to one question, which rests on these records, the oldest first; erased words are empty."""
    rests_on = tuple(record_ids)
    given = _decisions([question_id], kinds=(ANSWERED,))
    texts = Texts(session, (one.body.get("text_sha256", "") for one in given))
    return tuple(_said(one, texts.of(one.body.get("text_sha256", ""), record_ids=rests_on)) for one in given)


def _decisions(question_ids: Iterable[str], *, kinds: Sequence[str]) -> Sequence[Decision]:
    given = Decision.objects.of_kind(*kinds).filter(body__about=QUESTION).oldest_first()
    wanted = list(question_ids)
    return list(given.filter(body__about_id__in=wanted) if wanted else given)


def _said(one: Decision, text: FreeText) -> SaidOf:
    return SaidOf(
        sequence=one.sequence,
        said_at=one.at,
        by=one.by,
        form=one.body.get("form", ""),
        asked_on=_day(one.body.get("asked_on")),
        by_when=_day(one.body.get("by_when")),
        who=text.who,
        words=text.words or text.what,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
