"""What a page is given of the questions that nobody has answered: frozen, filtered for the reader, audited.

`more` and the counts of a choice are made from the questions that this reader may see, like everything else.
"""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.casework.concerns.pages.concerns import RecordBasis
from sightline.casework.people.pages.people import PersonSummary


class QuestionStatus(StrEnum):
    """How a question stands for people: nobody has said anything, somebody will, or it is answered."""

    OPEN = "open"
    LATER = "later"
    ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class UnansweredQuestionLine:
    """One question: what is asked, of whom, since when. `again_on` where somebody asked and it is still not known."""

    question_id: str
    rule_id: str
    asks: str
    raised_on: date
    urgent: bool
    agency: str
    organisation: str
    worker: str
    person_id: str
    records: int
    standing: QuestionStatus
    again_on: date | None
    place: int
    person: PersonSummary | None = None


@dataclass(frozen=True, slots=True)
class AskedOfPerson:
    """The questions about one child: those listed, how many more are open, and those that are asked again later."""

    listed: tuple[UnansweredQuestionLine, ...]
    more: int
    later: tuple[UnansweredQuestionLine, ...]


@dataclass(frozen=True, slots=True)
class WhoIsAsked:
    """One agency, body and worker to whom questions are put, and how many; `key` stands for them in an address."""

    key: str
    agency: str
    organisation: str
    worker: str
    questions: int
    urgent: int


@dataclass(frozen=True, slots=True)
class AskedList:
    """A page of questions to ask, who may be chosen, and the caps; `next_after` is 0 where these are the last."""

    lines: tuple[UnansweredQuestionLine, ...]
    next_after: int
    whom: tuple[WhoIsAsked, ...]
    agency: str
    chosen: WhoIsAsked | None
    urgent_only: bool
    most_a_child: int
    most_a_worker: int


@dataclass(frozen=True, slots=True)
class SaidOf:
    """One answer to a question: who said it, when, in which form, in which words."""

    sequence: int
    said_at: str
    by: str
    form: str
    asked_on: date | None
    by_when: date | None
    who: str = field(repr=False)
    words: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class AskedPage:
    """One question with its records and what was said to it, the oldest first.

    `may_answer` is true for those to whom it is put and for whoever holds a post.
    """

    line: UnansweredQuestionLine
    rests_on: tuple[RecordBasis, ...]
    said: tuple[SaidOf, ...]
    may_answer: bool = False
