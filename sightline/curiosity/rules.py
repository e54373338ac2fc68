"""The rules of curiosity as this room reads them: what raises a question, what answers it, whom it is put to.

The numbers and the words stand in `rules/england/curiosity`, one file a question; here stands only what a file may say.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from sightline.model.errors import OurFault
from sightline.model.rules import Rule
from sightline.rulebook.closed_outcomes import ClosedOutcome
from sightline.rulebook.files import read_toml, read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Text, Written, read_table

FOLDER = ("england", "curiosity")
SETTINGS = "asking"


class QuestionShape(StrEnum):
    """How a question comes about. Each shape is one module of this room."""

    REPEATED = "repeated"
    EPISODE = "episode"
    THING = "thing"
    DISAGREE = "disagree"
    SCHOOLS = "schools"
    PARTNER = "partner"
    BEFORE = "before"


class FactChoice(Written, frozen=True, kw_only=False):
    """Facts that a rule names: of which kind of record, which fact, and what its details or its row must say.

    `sign`: its note affirms this sign of the child. `where_word`: a word that begins so stands in the detail.
    `no_further_action`: its outcome takes none; `other_outcome_than`: it has an outcome, and that takes some action.
    `same_record`: an answer only for the record that it stands in. `until`: kinds of record that end what this opens.
    """

    kind: str
    fact: str
    slots: tuple[str, ...] = ("subject", "nominal")
    roles: tuple[str, ...] = ()
    words: bool = False
    sign: str = ""
    same_record: bool = False
    until: tuple[str, ...] = ()
    where: dict[str, tuple[str, ...]] = {}
    where_not: dict[str, tuple[str, ...]] = {}
    where_word: dict[str, tuple[str, ...]] = {}
    no_further_action: ClosedOutcome | None = None
    other_outcome_than: ClosedOutcome | None = None

    @property
    def layout(self) -> str:
        """The layout of the record: what stands before its own type."""
        return self.kind.partition("/")[0]


class WrittenQuestion(WrittenRule, frozen=True, kw_only=True):
    """A rule of curiosity as its file writes it. `misses` says what it cannot find."""

    shape: QuestionShape
    asks: Text
    asked_of: Text
    misses: str = ""
    urgent: bool = False
    raises: tuple[FactChoice, ...] = ()
    answers: tuple[FactChoice, ...] = ()
    opens: tuple[FactChoice, ...] = ()
    of: dict[str, Any] = {}


@dataclass(frozen=True, slots=True)
class Question:
    """One rule of curiosity, as it stands on a day."""

    rule: Rule
    shape: QuestionShape
    asks: str
    asked_of: str
    urgent: bool
    raises: tuple[FactChoice, ...]
    answers: tuple[FactChoice, ...]
    opens: tuple[FactChoice, ...]
    of: dict[str, Any]
    values: dict[str, Any]
    as_at: date

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.rule.id

    def number(self, name: str) -> int:
        """A value in force; OurFault where the rule has none."""
        if self.values.get(name) is None:
            raise OurFault(f"The rule has no value '{name}' on this day.", code="no_value", where=self.rule.id)
        return int(self.values[name])


class QuestionWording(Written, frozen=True, kw_only=False):
    """How questions are put: caps, agencies in words, and which detail of a fact names the worker."""

    most_a_child: int
    most_of_one_rule: int
    most_a_worker: int
    recent_days: int
    agencies: dict[str, str]
    workers: dict[str, str]


def read_questions(*, day: date) -> tuple[Question, ...]:
    """Every rule in force on a day, by id. A rule whose `on` has ended as at that day asks nothing."""
    found = [_read_question(name, table, day) for name, table in _tables().items()]
    return tuple(question for question in found if question.values.get("on", True) is True)


@cache
def read_asking() -> QuestionWording:
    """The settings that are no rule of their own."""
    return read_table(QuestionWording, read_toml(*FOLDER, f"{SETTINGS}.toml"), where="/".join((*FOLDER, SETTINGS)))


@cache
def read_sentences() -> dict[str, tuple[str, tuple[str, ...]]]:
    """The sentence of each rule, by id, and what may be open while it is asked."""
    return {
        table["id"]: (table["asks"], tuple(table.get("of", {}).get("opened_in_words", {}).values()))
        for table in _tables().values()
    }


@cache
def _tables() -> dict[str, dict[str, Any]]:
    return {name: table for name, table in read_toml_folder(*FOLDER).items() if "says" in table}


def _read_question(name: str, table: dict[str, Any], day: date) -> Question:
    said, rule = read_named(WrittenQuestion, table, name=name, folder=FOLDER)
    return Question(
        rule=rule,
        shape=said.shape,
        asks=said.asks,
        asked_of=said.asked_of,
        urgent=said.urgent,
        raises=said.raises,
        answers=said.answers,
        opens=said.opens,
        of=said.of,
        values={each: rule.value_at(each, day) for each in {value.name for value in rule.values}},
        as_at=day,
    )
