"""Prints docs/reference/mappings.md from the code: each word of a mapping, closed lists, the mappings that ship."""

import re
from collections.abc import Iterable
from collections.abc import Mapping as Words
from pathlib import Path

import msgspec
from msgspec import inspect

from sightline.ingest.dates.reader import FORMATS, USUAL
from sightline.ingest.mappings.files import VALUES_FILE, list_mappings
from sightline.ingest.mappings.mapping import Mapping
from sightline.ingest.mappings.tables import (
    SLOTS,
    WrittenColumn,
    WrittenFact,
    WrittenMapping,
    WrittenMention,
    WrittenRow,
)
from sightline.ingest.rows.joined_names import SIGNS
from sightline.ingest.wording import without_remark
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml

TEXT = Path(__file__).parent / "mappings_text.md"
PLACE = re.compile(r"\{(\w+)\}")
TOP = {
    "id": "its own name, none that Sightline ships; it never changes, because row and record ids are made from it",
    "export": "`full` if each file holds everything: what is missing is then no longer in the extract; else `changes`",
    "agency": "whose export it is; without it `--agency` must say it",
    "title": "the words for people",
    "sheet": "a pattern for the names of the sheets that it reads",
    "title_rows": "how far down the headings may be",
    "specified": "its headings are those of a specification: `sightline map` reads no other heading by them",
    "date_formats": "how its dates are written",
    "columns": "the headings, below",
    "values": "codes and their meanings, below",
    "row": "what a row is, below",
    "facts": "its dated facts, below",
    "mentions": "which people and things it names, below",
}
COLUMNS = {
    "heading": "the heading",
    "also": "patterns of other headings that it has had",
    "optional": "a file may lack it; the import summary then names it",
    "essential": "a date that must be readable where it is filled, or the row is not imported",
    "values": "the name of a table of codes",
    "of_file": "it says when the file was made, say: a row that differs in nothing else is unchanged",
}
ROW = {
    "key": 'what makes a row this row: lists of `FIELD`, tried in order; needed. `"FIELD?"` may be empty',
    "record": "rows that share this number are one record; without it each row is its own",
    "scope": "what a full export is full for, such as the school",
    "organisation": "the column of the school or clinic",
    "type": "the column that gives the record's kind: layout/type",
    "recorded": "the column of the day on which the row was typed in",
    "restricted": "the column that restricts the row: anything but an empty cell or a no",
    "numbers": "the columns of contact, referral, report or occurrence numbers, by which some teams open a child",
}
FACTS = {
    "name": "the name of the fact, for rules",
    "label": "what pages call it",
    "date": "when; of a list of `FIELD` the first that is filled counts",
    "time": "the time of day of each date",
    "to": "the day on which it ended",
    "to_time": "the time at which it ended",
    "precision": "the column that says how exact the date is",
    "needs": "it is there only where one of these is filled; the first fact is always there",
    "recorded": "when it was recorded, if not with the row",
    "what": '`FIELD`, or `"Label: FIELD"`: what it says',
    "childs_words": "the child's own words",
    "details": "columns that are kept with it, each by its heading",
    "closes": "its date ends the record",
}
MENTIONS = {
    "slot": "who or what it is in the row: see the lists below",
    "of": "what is named",
    "name": "of a person: the whole name",
    "surname": "of a person",
    "forename": "of a person",
    "birth_date": "of a person",
    "sex": "of a person",
    "nhs_number": "of a person",
    "upn": "of a person: the school's number of a pupil",
    "local_id": "of a person: the agency's own number",
    "address": "of a person",
    "postcode": "of a person or a place",
    "phone": "of a person",
    "value": "of a thing: the number or the place",
    "other_names": "of a person: other names",
    "description": "of a thing: what it looks like",
    "role": "the column of the role",
    "role_is": "the role itself, where every row has the same",
    "local_id_kind": "whose numbering `local_id` is; needed with it",
    "split": "how a cell that names several is cut",
}


def print_mappings() -> str:
    """The page."""
    mappings = list_mappings()
    filled = {
        "count": str(len(mappings)),
        "top": _table(WrittenMapping, TOP),
        "columns": _table(WrittenColumn, COLUMNS),
        "row": _table(WrittenRow, ROW),
        "facts": _table(WrittenFact, FACTS),
        "mentions": _table(WrittenMention, MENTIONS),
        "shared": " and ".join(f"`{name}`" for name in sorted(read_toml("agencies", f"{VALUES_FILE}.toml")["values"])),
        "lists": "\n".join(_lists()),
        "shipped": "\n".join(map(_shipped, mappings)),
        "parting": ", ".join(f"`{sign}`" for sign in SIGNS),
        "needs": "\n".join(_needs(one) for one in mappings if one.agency),
    }
    return PLACE.sub(lambda found: filled[found[1]], TEXT.read_text(encoding="utf-8"))


def _table(kind: type[msgspec.Struct], meanings: Words[str, str]) -> str:
    """A line a word that the struct declares. KeyError where one has no meaning, or a meaning is of none."""
    fields = {one.name: one for one in inspect.type_info(kind).fields}  # type: ignore[attr-defined]
    lines = [f"| `{name}` | {meanings[name]}{_needed(fields[name])} |" for name in {**meanings, **fields}]
    return "\n".join(["| word | meaning |", "|---|---|", *lines])


def _needed(field: inspect.Field) -> str:
    if field.required:
        return "; needed"
    return f"; {field.default} where left out" if type(field.default) is int else ""


def _lists() -> list[str]:
    split = inspect.type_info(WrittenMention)
    (words,) = (one.type.values for one in split.fields if one.name == "split")  # type: ignore[attr-defined]
    usual = ", ".join(f"`{name}`" for name in USUAL)
    lists: dict[str, Iterable[str]] = {
        "`agency`": Agency,
        "`of`": SLOTS,
        **{f"`slot` of a {kind}": names for kind, names in SLOTS.items()},
        "`split`": filter(None, words),
    }
    rows = [f"| {what} | {', '.join(f'`{word}`' for word in names)} |" for what, names in lists.items()]
    return [*rows, f"| `date_formats` | {', '.join(f'`{name}`' for name in FORMATS)}; where left out {usual} |"]


def _shipped(one: Mapping) -> str:
    holds = "everything" if one.is_full else "changes"
    return f"| `{one.id}` | {one.agency} | {one.title} | {len(one.columns)} | {holds} |"


def _needs(one: Mapping) -> str:
    headings = ", ".join(
        f"`{without_remark(column.heading)}`" for column in one.columns.values() if not column.optional
    )
    return f"| `{one.id}` | {headings} |"
