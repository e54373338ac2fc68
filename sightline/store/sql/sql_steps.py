"""Reads the named SQL steps of the `.sql` file beside a module, and fills in their values.

A value is written as a literal by its type. Only a `Fragment` enters as SQL: code makes it, and nothing that a person
typed may go into it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files

from sightline.model.calendar import Unit
from sightline.model.errors import OurFault
from sightline.model.judgements import Became, PairAnswer
from sightline.model.nouns import Agency, DecidedBy, EntityKind, HandlingMarking, Precision, RowStatus
from sightline.model.passages import Experiencer, Polarity, Tense

Value = bool | int | float | str | date | None | Sequence[str] | Sequence[date]

ENUMS: tuple[type[StrEnum], ...] = (
    Agency, PairAnswer, Became, DecidedBy, EntityKind, Experiencer, HandlingMarking, Polarity, Precision, RowStatus,
    Tense, Unit,
)  # fmt: skip
BEGINS = "-- step:"
HEADING = re.compile(r"-- (step|in|out|values):(.*)")
# Quoted words and remarks are passed over: a dollar in them is no value.
WORD = re.compile(r"'(?:[^']|'')*'|--[^\n]*|\$([a-z][a-z0-9_]*)")
IDENTIFIER = re.compile(r"[a-z_][a-z0-9_]*\Z")


class Fragment(str):
    """SQL that code made: an expression, a condition, or a whole query."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SqlStep:
    """One named step: the tables it reads, what it makes, and the values that it takes."""

    name: str
    reads: tuple[str, ...]
    makes: str
    takes: frozenset[str]
    sql: str

    def fill(self, **values: Value) -> str:
        """The statement with these values in it; OurFault where one is missing or unknown."""
        wrong = self.takes ^ values.keys()
        if wrong:
            raise OurFault(f"Step {self.name} takes {_listed(self.takes)}, not {_listed(values)}.", code="step_values")
        every = MODEL_WORDS | values

        def write(found: re.Match[str]) -> str:
            return write_value(value=every[found[1]]) if found[1] else found[0]

        return WORD.sub(write, self.sql)


@dataclass(frozen=True, slots=True)
class SqlSteps:
    """The steps of the file beside a module. The file is read when the first of them is asked for."""

    module: str

    def fill(self, step: str, /, **values: Value) -> str:
        """The statement of a step, with its values."""
        steps = read_sql_steps(module=self.module)
        if step not in steps:
            raise OurFault(f"No step '{step}' is next to {self.module}.", code="step_unknown")
        return steps[step].fill(**values)


@cache
def read_sql_steps(*, module: str) -> dict[str, SqlStep]:
    """The steps of the `.sql` file beside a module, by name."""
    package, _, stem = module.rpartition(".")
    text = files(package).joinpath(f"{stem}.sql").read_text(encoding="utf-8")
    return parse_sql_steps(text=text)


def parse_sql_steps(*, text: str) -> dict[str, SqlStep]:
    """The steps of a text, by name; OurFault where a heading is missing, said twice, or not as the statement is."""
    before, *chunks = re.split(rf"^(?={BEGINS})", text, flags=re.MULTILINE)
    steps = [_parse_step(chunk) for chunk in chunks]
    named = {step.name: step for step in steps}
    if before.strip() or len(named) < len(steps):
        raise OurFault("Each step begins with '-- step: name', and with a name of its own.", code="step_heading")
    return named


def _parse_step(chunk: str) -> SqlStep:
    lines = chunk.strip().splitlines()
    count = next((number for number, line in enumerate(lines) if not line.startswith("--")), len(lines))
    said: dict[str, list[str]] = {}
    for found in filter(None, map(HEADING.match, lines[:count])):
        said.setdefault(found[1], []).extend(word for word in re.split(r"[,\s]+", found[2]) if word)
    sql = "\n".join(lines[count:])
    name = " ".join(said["step"])
    takes = frozenset(name for name in _placeholders(sql) if name not in MODEL_WORDS)
    if not (IDENTIFIER.match(name) and sql and said.get("in") and said.get("out")):
        raise OurFault(
            f"Step '{name}' must say its name, its tables (in) and what it makes (out).", code="step_heading"
        )
    if takes != frozenset(said.get("values", ())):
        raise OurFault(f"Step {name} must name the values that it takes: {_listed(takes)}.", code="step_heading")
    return SqlStep(name, tuple(one for one in said["in"] if one != "nothing"), " ".join(said["out"]), takes, sql)


def _placeholders(sql: str) -> Iterator[str]:
    return (found[1] for found in WORD.finditer(sql) if found[1])


def _listed(names: object) -> str:
    return ", ".join(sorted(names)) if isinstance(names, frozenset | dict) and names else "no value"


def write_value(*, value: Value) -> str:
    """A value as SQL: a literal by its type, words with commas between; what code made stands as it is."""
    if isinstance(value, Fragment):
        return str(value)
    if isinstance(value, str):
        return "'" + str(value).replace("'", "''") + "'"
    if value is None or isinstance(value, bool):
        return {None: "NULL", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    return ", ".join(write_value(value=word) for word in value) or "''"  # SQL has no empty list: no word is that


def _name_words() -> Iterator[tuple[str, Value]]:
    for enum in ENUMS:
        prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", enum.__name__).lower()
        yield from ((f"{prefix}_{word.name.lower()}", word.value) for word in enum)


# The words of the model, which every step may use without being handed them: `$standing_withdrawn`.
MODEL_WORDS: dict[str, Value] = dict(_name_words())
