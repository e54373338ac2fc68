"""What the pages of unusual reading show, and the words in which a question is asked. It is never an accusation."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.sharing.reading_rules import HOURS, LEAVING, MANY, NAME, NEWS, STREET
from sightline.translation.messages import lazy as _


class ReadingEntryKind(StrEnum):
    """What an entry says happened."""

    ASKED = "asked"
    PART_OF_WORK = "part_of_work"
    WILL_TALK = "will_talk"
    TO_GOVERNANCE = "to_governance"
    DEALT_WITH = "dealt_with"
    IN_NEWS = "in_news"
    OUT_OF_NEWS = "out_of_news"


class ReadingRule(StrEnum):
    """The rules that ask."""

    MANY_CHILDREN = MANY
    OUT_OF_HOURS = HOURS
    ONE_NAME = NAME
    ONE_STREET = STREET
    BEFORE_LEAVING = LEAVING
    IN_THE_NEWS = NEWS


class QuestionState(StrEnum):
    """Whose turn it is: the manager's, also after they said that they will talk; governance's; nobody's."""

    MANAGER = "manager"
    TALKING = "talking"
    GOVERNANCE = "governance"
    CLOSED = "closed"


CLOSING = (ReadingEntryKind.PART_OF_WORK, ReadingEntryKind.DEALT_WITH)
ANSWERS = {
    ReadingEntryKind.PART_OF_WORK: _("This reading is part of the person’s work"),
    ReadingEntryKind.WILL_TALK: _("I will talk to the person first"),
    ReadingEntryKind.TO_GOVERNANCE: _("Pass this to information governance"),
    ReadingEntryKind.DEALT_WITH: _("Information governance has dealt with this"),
}
OF_MANAGER = (ReadingEntryKind.PART_OF_WORK, ReadingEntryKind.WILL_TALK, ReadingEntryKind.TO_GOVERNANCE)
OF_GOVERNANCE = (ReadingEntryKind.PART_OF_WORK, ReadingEntryKind.DEALT_WITH)
STATES = {
    QuestionState.MANAGER: _("With the manager"),
    QuestionState.TALKING: _("The manager will talk to the person"),
    QuestionState.GOVERNANCE: _("With information governance"),
    QuestionState.CLOSED: _("Closed"),
}
SENTENCES = {
    MANY: _("Opened %(children)s children outside their work in one day. Usual for them: %(usual)s a day."),
    HOURS: _("Opened %(children)s children outside their work out of hours. Earlier days with this: %(times)s."),
    NAME: _("Opened %(children)s children with one surname, from %(homes)s homes, in %(days)s days."),
    STREET: _("Opened %(children)s children in one street, from %(homes)s homes, in %(days)s days."),
    LEAVING: _(
        "Opened %(children)s children outside their work in %(days)s days. Usual for them: %(usual)s. "
        "Their account ends soon."
    ),
    NEWS: _("Opened a person on the list of people in the news, outside their work."),
}


def sentence_of(rule_id: str, counts: Mapping[str, int]) -> str:
    """What a rule found, in words, in the language of now."""
    return str(SENTENCES[rule_id]) % dict(counts)


@dataclass(frozen=True, slots=True)
class ReadingQuestionLine:
    """A question on the list: about whom and which day, what the rule found, whose turn it is and until when."""

    entry_id: str
    reader: str
    on_day: date
    rule_id: str
    sentence: str
    at: str
    state: QuestionState
    due_on: date | None
    is_overdue: bool
    may_answer: bool

    @property
    def state_in_words(self) -> str:
        """How it stands."""
        return str(STATES[self.state])


@dataclass(frozen=True, slots=True)
class ReadingQuestionList:
    """The questions that an account may open, those to answer first."""

    lines: tuple[ReadingQuestionLine, ...]
    is_governance: bool


@dataclass(frozen=True, slots=True)
class ReadingLine:
    """One reading behind a question. The name is empty where the page's reader may not open the person."""

    at: str
    person_id: str
    name: str = field(repr=False)
    birth_dates: tuple[date, ...] = field(default=(), repr=False)
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class ReadingAnswerLine:
    """What somebody answered, and when."""

    kind: ReadingEntryKind
    at: str
    by: str
    words: str = field(repr=False)

    @property
    def answer(self) -> str:
        """The answer, in words."""
        return str(ANSWERS[self.kind])


@dataclass(frozen=True, slots=True)
class ReadingQuestionPage:
    """A question, the readings behind it, what was answered, and what the page's reader may answer."""

    line: ReadingQuestionLine
    readings: tuple[ReadingLine, ...]
    answers: tuple[ReadingAnswerLine, ...]
    choices: tuple[ReadingEntryKind, ...]


@dataclass(frozen=True, slots=True)
class NewsLine:
    """Somebody on the list of people in the news."""

    entry_id: str
    person_id: str
    name: str = field(repr=False)
    since_at: str = ""
    by: str = ""
    why: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class NewsPerson:
    """Somebody who can be put on the list, or is on it already."""

    person_id: str
    name: str = field(repr=False)
    is_listed: bool = False


@dataclass(frozen=True, slots=True)
class QuestionCount:
    """How many questions wait for the reader, and how many are overdue; for a first page."""

    waiting: int
    overdue: int
