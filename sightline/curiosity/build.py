"""Asks every rule of all that was known, ranks what is found, and writes it with the records that it rests on.

Nothing here closes a question. It is written while no record answers it; what people answer stands in the casework
database and is laid over it there.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from sightline.curiosity.candidates import CandidateQuestion, keep_open_first
from sightline.curiosity.disagreements import find_disagreements, gather_statements
from sightline.curiosity.episodes import find_episodes
from sightline.curiosity.facts import gather_facts, is_empty
from sightline.curiosity.partners import find_partners
from sightline.curiosity.preceding_facts import find_before
from sightline.curiosity.question_ranks import write_questions
from sightline.curiosity.repetitions import find_repeated
from sightline.curiosity.rules import Question, QuestionShape, read_questions
from sightline.curiosity.schools import find_two_schools
from sightline.curiosity.things import find_things
from sightline.store.engine import Engine

Finder = Callable[..., list[CandidateQuestion]]
FINDERS: Mapping[QuestionShape, Finder] = {
    QuestionShape.REPEATED: find_repeated,
    QuestionShape.EPISODE: find_episodes,
    QuestionShape.THING: find_things,
    QuestionShape.DISAGREE: find_disagreements,
    QuestionShape.SCHOOLS: find_two_schools,
    QuestionShape.PARTNER: find_partners,
    QuestionShape.BEFORE: find_before,
}


def build(*, engine: Engine, as_at: date, questions: Sequence[Question] | None = None) -> dict[str, int]:
    """Write UNANSWERED and UNANSWERED_BASIS from source rows, facts, mentions and who they are resolved to.

    Returns how many questions each rule asks.
    """
    asked = read_questions(day=as_at) if questions is None else questions
    gather_facts(engine=engine, questions=asked, as_at=as_at)
    gather_statements(engine=engine, as_at=as_at.isoformat())
    # Nobody whom no restricted record names has a question that needs one: then open records alone are asked.
    kinds = (True,) if is_empty(engine, "restricted_people") else (True, False)
    found = [one for question in asked for one in _ask(engine, question, as_at, kinds)]
    write_questions(engine=engine, found=found, questions=asked, as_at=as_at)
    counts = Counter(one.rule_id for one in found)
    return {question.id: counts[question.id] for question in asked}


def _ask(engine: Engine, question: Question, as_at: date, kinds: Sequence[bool]) -> list[CandidateQuestion]:
    find = FINDERS[question.shape]
    opened, *more = (
        [one for one in find(engine=engine, question=question, open_only=open_only) if one.raised_on <= as_at]
        for open_only in kinds
    )
    all_of_them = more[0] if more else []
    unique = {one.question_id: one for one in keep_open_first(opened=opened, all_of_them=all_of_them)}
    return sorted(unique.values(), key=lambda one: one.question_id)
