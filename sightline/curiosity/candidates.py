"""A question as a rule finds it, before it is ranked: whom it is about, since when, and the records that it rests on.

Each rule is asked twice, first of records that are not restricted, then of all. What the first finds is kept, so that a
question is not hidden behind a restricted record that it can stand without.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NotRequired, TypedDict

from sightline.curiosity.rules import Question
from sightline.model.ids import make_id
from sightline.model.when import years_on

ADULT = 18


class AskedRow(TypedDict):
    """What a query of a rule gives: a candidate, with what says whether it is of a child.

    `agency` is that of the first record, `agencies` are those of all.
    """

    person_id: str
    mention_id: str
    record_id: str
    agency: str
    agencies: list[str]
    restricted: bool
    born: date | None
    subject: bool
    key: str
    began_on: date
    last_on: date
    raised_on: date
    basis: list[str]
    others: NotRequired[list[str]]


@dataclass(frozen=True, slots=True)
class CandidateQuestion:
    """One question of one rule. `key` and `reach` (days) say which candidates of a child are the same question."""

    rule_id: str
    person_id: str
    mention_id: str
    record_id: str
    began_on: date
    last_on: date
    raised_on: date
    asked_of: str
    basis: tuple[str, ...]
    others: tuple[str, ...] = ()
    key: str = ""
    reach: int = 0
    restricted: bool = False
    words: dict[str, Any] = field(repr=False, default_factory=dict)

    @property
    def question_id(self) -> str:
        """Made from what it rests on: the rule, the first record and the mentions there of those it is about."""
        return make_id("question", self.rule_id, self.record_id, self.mention_id, *self.others)


def is_child(*, born: date | None, subject: bool, day: date) -> bool:
    """Whether somebody was a child on a day; without a birth date, who is the subject of a child's record is one."""
    if born is None:
        return subject
    return 0 <= years_on(born=born, day=day) < ADULT


def keep_open_first(
    *, opened: Sequence[CandidateQuestion], all_of_them: Iterable[CandidateQuestion]
) -> Iterator[CandidateQuestion]:
    """What needs no restricted record, then what does and is not asked already."""
    asked: dict[tuple[str, str], list[date]] = {}
    for one in opened:
        asked.setdefault((one.person_id, one.key), []).append(one.began_on)
        yield one
    for one in all_of_them:
        days = asked.get((one.person_id, one.key), [])
        if one.restricted and not any(abs((day - one.began_on).days) <= one.reach for day in days):
            yield one


def as_candidates(question: Question, rows: Iterable[AskedRow]) -> list[CandidateQuestion]:
    """The rows of those who were children when it began."""
    return [
        CandidateQuestion(
            rule_id=question.id,
            asked_of=row["agency"] if question.asked_of == "first" else question.asked_of,
            basis=tuple(sorted(set(row["basis"]))),
            others=tuple(row.get("others", ())),
            words={"agencies": tuple(sorted(set(row["agencies"])))},
            person_id=row["person_id"],
            mention_id=row["mention_id"],
            record_id=row["record_id"],
            began_on=row["began_on"],
            last_on=row["last_on"],
            raised_on=row["raised_on"],
            key=row["key"],
            restricted=row["restricted"],
        )
        for row in rows
        if is_child(born=row["born"], subject=row["subject"], day=row["began_on"])
    ]
