"""Adults whom a sentence of a child's note describes and does not name: "a man of about thirty in a grey van waited".

Each is one of their own, and two that sound alike are two. Nothing is described here that was not read as a sign of the
child. Reading misses much and marks some wrongly, so nobody is tied by it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import groupby

import pyarrow as pa

from sightline.known_facts.row_types import AdultSignRow
from sightline.known_facts.words import WordLists
from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Text
from sightline.store.engine import Engine
from sightline.store.sql.rows import read_rows
from sightline.store.sql.sql_steps import SqlSteps

SQL = SqlSteps(__name__)

UNIDENTIFIED = "unidentified"
BEFORE, BEHIND = 30, 40  # letters around a description that may say whom it is of


# Beside the children whose note it is, as in what notes name.
DESCRIBED_IN_NOTES = f"""
SELECT one.*, other.*, described.passage_id AS entity_id, '{UNIDENTIFIED}' AS entity_kind, '' AS role
FROM pattern_noted_row AS one JOIN pattern_note AS other ON other.other_record_id = one.record_id
JOIN pattern_described AS described ON described.row_id = other.other_row_id AND other.other_name <> 'found'
WHERE one.row_id = other.other_row_id OR NOT EXISTS (
    SELECT 1 FROM pattern_noted_row AS own WHERE own.row_id = other.other_row_id AND own.person_id = one.person_id)
"""


def write_described(*, engine: Engine, words: WordLists) -> None:
    """Make `pattern_described`: row_id and passage_id of each adult whom a note describes."""
    signs = SQL.fill("signs_of_adults", signs=words.signs_of_adults, described=_adult(words))
    found = _described(read_rows(engine, AdultSignRow, signs), words)
    schema = pa.schema([("row_id", pa.string()), ("passage_id", pa.string())])
    kept = [{"row_id": row["row_id"], "passage_id": row["passage_id"]} for row in found]
    engine.load("pattern_described", pa.Table.from_pylist(kept, schema=schema))


def _described(rows: Iterable[AdultSignRow], words: WordLists) -> Iterator[AdultSignRow]:
    """One passage for each adult: the longest of those that share words. A text that a record repeats counts once."""
    for _, of_cell in groupby(rows, key=lambda row: (row["record_id"], row["field"], row["cell"])):
        found = list(of_cell)
        of_row = [row for row in found if row["row_id"] == found[0]["row_id"] and _describes(row, words)]
        begun = False
        for some in _sharing_words(of_row):
            row = max(some, key=lambda one: (one["end"] - one["start"], one["passage_id"]))
            if _is_of_somebody_known(row, words) or (begun and _is_said_again(row, words)):
                continue
            begun = True
            yield row


def _sharing_words(rows: Sequence[AdultSignRow]) -> Iterator[list[AdultSignRow]]:
    """Passages that overlap, together. They come by where they begin."""
    some: list[AdultSignRow] = []
    for row in rows:
        if some and row["start"] >= max(one["end"] for one in some):
            yield some
            some = []
        some.append(row)
    if some:
        yield some


def _describes(row: AdultSignRow, words: WordLists) -> bool:
    """Whether it is a word by itself: no man-bag."""
    return re.search(rf"(?<!-){_adult(words)}(?!-)", row["text"].lower()) is not None


def _is_said_again(row: AdultSignRow, words: WordLists) -> bool:
    """Whether it is "the man" of a sentence before."""
    found = re.search(_adult(words), row["text"].lower())
    at = row["start"] + (found.start() if found else 0)
    return bool(re.search(r"\b(the|this|that|these|those|same|both)\b[^.!?;,]*$", _cut(row, at - BEFORE, at)))


def _is_of_somebody_known(row: AdultSignRow, words: WordLists) -> bool:
    """Whether the sentence says that it is one of the family or somebody at work: her uncle, a man of forty."""
    around = _cut(row, row["start"] - BEFORE, row["end"] + BEHIND)
    return bool(_known_before(words).search(around) or _known_behind(words).search(around))


def _cut(row: AdultSignRow, start: int, end: int) -> str:
    return str(row["cell"] or "")[max(0, start) : max(0, end)].lower()


@cache
def _known_before(words: WordLists) -> re.Pattern[str]:
    """Her uncle, a man in his forties; her teacher is an older man; an adult support worker."""
    described, known, work = _adult(words), _any_of(_kin() + _at_work(words)), _at_work(words)
    return re.compile(
        rf"{known}(?:, (?:an? )?(?:[\w-]+ )?{described}(?:,| (?:in|of|aged?|about|around|who)\b)"
        rf"|(?:,? who)? (?:is|was) (?:an? |the )?(?:[\w-]+ )?{described})"
        rf"|{described} (?:[\w-]+ )?{_any_of(work)}"
    )


@cache
def _known_behind(words: WordLists) -> re.Pattern[str]:
    """A man in his forties, who is her uncle; an older man (her uncle)."""
    described, known = _adult(words), _any_of(_kin() + _at_work(words))
    whose = r"(?:her|his|their|my|an?|the) (?:[\w-]+ )?(?:\w+-)?"
    return re.compile(
        rf"{described}[^.;!?]{{0,45}}?(?:(?:, |\(){whose}{known}(?=\s*(?:$|[).,;]))"
        rf"|(?:,? who)? (?:is|was) {whose}{known}(?!['\u2019]))"
    )


@cache
def _kin() -> tuple[str, ...]:
    return _cues()["kin"]


@cache
def _at_work(words: WordLists) -> tuple[str, ...]:
    return (*_cues()["ranks"], *words.at_work)


@cache
def _cues() -> dict[str, tuple[str, ...]]:
    return read_decided(dict[str, tuple[Text, ...]], "casenotes", "mentions", "cues.toml")


def _adult(words: WordLists) -> str:
    """A man, a woman, an adult, or an age: late 20s."""
    ages = rf"(?:{'|'.join(words.before_ages)})[ -](?:{'|'.join(words.described_ages)})"
    return rf"(?:{_any_of(words.described_in_notes)}|\b{ages}\b)"


def _any_of(words: Sequence[str]) -> str:
    return rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b"
