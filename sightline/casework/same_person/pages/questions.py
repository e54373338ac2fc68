"""What a page is given of possible matches: the questions, their sides, and the answers."""

from dataclasses import dataclass, field

from sightline.casework.people.pages.people import AgencyView, PersonSummary


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One "same person?" of a list: the two people as their visible records name them, and what hangs on it."""

    question_id: str
    rule_id: str
    says: str = field(repr=False)
    a: PersonSummary
    b: PersonSummary
    hangs_on: int
    answered: bool
    place: int

    @property
    def together(self) -> bool:
        """Both sides stand in one chronology today, and are two parts of it."""
        return self.a.person_id == self.b.person_id


@dataclass(frozen=True, slots=True)
class QuestionList:
    """Some of the questions, in order; `next_after` is the place to go on from, 0 where these are the last."""

    questions: tuple[QuestionLine, ...]
    next_after: int


@dataclass(frozen=True, slots=True)
class QuestionSide:
    """One side of a question: who it is, the record that is asked about, and what each agency says."""

    person: PersonSummary
    mention_id: str
    record_id: str
    views: tuple[AgencyView, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """One question. `agrees` and `weight` are empty until this reader has answered; `mine` is that answer.

    `needs_review`: the decisions that would need review if an answer joined these people, or parted them.
    """

    question: QuestionLine
    sides: tuple[QuestionSide, QuestionSide]
    agrees: str
    weight: float | None
    mine: "SamePersonAnswerLine | None"
    others: "tuple[SamePersonAnswerLine, ...]"
    needs_review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SamePersonAnswerLine:
    """One answer to "same person?". `became` is what the present snapshot made of it; empty until the next run.

    `bulk` is the same for all that were answered together; empty for one that was answered by itself.
    """

    sequence: int
    answered_at: str
    by: str
    answer: str
    why: str = field(repr=False)
    mention_id_a: str
    mention_id_b: str
    undone_at: str
    in_force: bool
    became: str
    names: tuple[str, str] = field(repr=False)
    bulk: str = ""
