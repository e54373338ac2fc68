"""Says what each column of a new layout becomes, and asks where a heading and its cells leave it open.

A person is taken from a column only where the heading says so: a column of names may be the child's, or a worker's.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sightline.ingest.mappings.meanings import OF_DATES, HeadingSense, Meaning, read_heading
from sightline.ingest.workshop.samples import SampleColumn, SheetSample

HALF = 0.5
ONLY_ONE = frozenset(Meaning) - {
    Meaning.EVENT_DATE, Meaning.OTHER_DATE, Meaning.OTHER_NAMES, Meaning.OTHERS_NAMED, Meaning.AGE, Meaning.TEXT,
    Meaning.YES_NO, Meaning.CODE, Meaning.KEPT,
}  # fmt: skip
OF_NUMBERS = frozenset({Meaning.EVENT_DATE, Meaning.NHS_NUMBER, Meaning.UPN})
PERSONAL = OF_NUMBERS | {Meaning.NAME, Meaning.FORENAME, Meaning.PHONE, Meaning.POSTCODE}
BY_CONTENT = OF_NUMBERS | {Meaning.EVENT_TIME, Meaning.YES_NO, Meaning.TEXT, Meaning.CODE, Meaning.VEHICLE}


@dataclass(frozen=True, slots=True)
class ReadColumn:
    """A column, what it becomes, why, and the question that a person must answer about it, if any."""

    column: SampleColumn
    meaning: Meaning
    why: str = field(repr=False)
    question: str = field(default="", repr=False)


def read_columns(sample: SheetSample) -> tuple[ReadColumn, ...]:
    """What each column of a sample becomes. No two become what a row has only once."""
    twice = sample.twice
    read = [_twice(column) if column.heading in twice else _read_column(column) for column in sample.columns]
    return tuple(_dated(_each_once(read)))


def _twice(column: SampleColumn) -> ReadColumn:
    """A column whose heading another column has too: no mapping can tell them apart."""
    question = f"Two columns have the heading '{column.heading}'. Give one another heading in the file."
    return ReadColumn(column, Meaning.KEPT, "its heading is there twice", question)


def _read_column(column: SampleColumn) -> ReadColumn:
    if not column.heading:
        question = f"Column {column.place + 1} has no heading." if column.contents.filled else ""
        return ReadColumn(column, Meaning.KEPT, "it has no heading", question)
    sense = read_heading(column.heading)
    if sense.meaning:
        return _by_heading(column, sense, sense.meaning)
    if sense.of_another:
        return _of_another(column, sense)
    return _by_contents(column)


def _by_heading(column: SampleColumn, sense: HeadingSense, meaning: Meaning) -> ReadColumn:
    contents, heading = column.contents, column.heading
    if meaning in OF_DATES and contents.filled and contents.dates < HALF * contents.filled:
        said = f"'{heading}' sounds like a date, but {contents.dates} of {contents.filled} filled cells are dates."
        if meaning is Meaning.BIRTH_DATE:
            said = f"{said} Ages give no birth date. Ask the agency for dates of birth."
        return ReadColumn(column, Meaning.CODE, "its cells are no dates", f"{said} What is it?")
    if sense.is_sure:
        return ReadColumn(column, meaning, f"heading '{sense.known_as}'")
    return ReadColumn(
        column, meaning, f"heading like '{sense.known_as}'", f"Did you mean '{sense.known_as}' by '{heading}'?"
    )


def _of_another(column: SampleColumn, sense: HeadingSense) -> ReadColumn:
    """A column about another person or body: words and codes go with the record; a name is asked about."""
    kind = column.contents.kind
    if kind in PERSONAL:
        question = f"'{column.heading}' is about another person ({sense.of_another}). Must Sightline link that person?"
        return ReadColumn(column, Meaning.KEPT, f"it names '{sense.of_another}'", question)
    return ReadColumn(column, Meaning.TEXT if kind is Meaning.TEXT else Meaning.CODE, f"it names '{sense.of_another}'")


def _by_contents(column: SampleColumn) -> ReadColumn:
    kind = column.contents.kind
    if kind in BY_CONTENT:
        asked = kind in OF_NUMBERS
        question = f"The cells of '{column.heading}' look like: {said(kind)}. Is that so?" if asked else ""
        return ReadColumn(column, kind, f"its cells: {said(kind)}", question)
    if kind in PERSONAL:
        question = f"The cells of '{column.heading}' look like: {said(kind)}. Whose is it?"
        return ReadColumn(column, Meaning.KEPT, "its heading does not say whose it is", question)
    return ReadColumn(column, Meaning.KEPT, "Sightline does not know its heading")


def said(meaning: Meaning) -> str:
    """A meaning in words, for a sentence or a table."""
    return meaning.value.replace("_", " ")


def _each_once(read: Iterable[ReadColumn]) -> list[ReadColumn]:
    """Of several that could be what a row has once, the first whose heading says so. The others are asked about."""
    every = list(read)
    first: dict[Meaning, ReadColumn] = {}
    for one in sorted(every, key=lambda each: bool(each.question)):
        first.setdefault(one.meaning, one)
    return [
        one if one.meaning not in ONLY_ONE or first[one.meaning] is one else _second(one, first[one.meaning])
        for one in every
    ]


def _second(one: ReadColumn, before: ReadColumn) -> ReadColumn:
    question = (
        f"'{before.column.heading}' and '{one.column.heading}' could both be the {said(one.meaning)}. "
        f"Sightline takes '{before.column.heading}'. Is that right?"
    )
    return replace(one, meaning=Meaning.CODE, why=f"another column is the {said(one.meaning)}", question=question)


def _dated(read: list[ReadColumn]) -> list[ReadColumn]:
    """The first day of an event dates the record; the other days are facts of their own, if the record has a first."""
    order = (Meaning.EVENT_DATE, Meaning.OTHER_DATE, Meaning.RECORDED_ON)
    days = [one for meaning in order for one in read if one.meaning is meaning]
    if not days:
        return read
    main = days[0]
    return [
        replace(one, meaning=Meaning.EVENT_DATE) if one is main
        else replace(one, meaning=Meaning.OTHER_DATE) if one.meaning is Meaning.EVENT_DATE
        else one
        for one in read
    ]  # fmt: skip
