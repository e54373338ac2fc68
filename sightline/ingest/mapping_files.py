"""Reads mappings from TOML and refuses, in words, whatever is wrong in one.

A word that no one knows is an error, not ignored, so that a slip of the pen in a mapping can never quietly leave a
column out.
"""

import re
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from sightline.ingest.dates import FORMATS, USUAL
from sightline.ingest.mapping import Column, Key, Mapping
from sightline.ingest.mapping_parts import Part, read_fact, read_mention
from sightline.model.errors import BadInput
from sightline.model.nouns import Agency
from sightline.rulebook.files import read_toml_folder

VALUES_FILE = "values"
PLAIN_NAME = re.compile(r"[a-z][a-z0-9_/]*\Z")


@lru_cache(maxsize=1)
def list_mappings() -> list[Mapping]:
    """Every mapping that is shipped, by id."""
    found: list[Mapping] = []
    for name, text in read_toml_folder("agencies").items():
        if name != VALUES_FILE:
            found += _read_all(text, where=f"{name}.toml")
    return sorted(found, key=lambda mapping: mapping.id)


def load_mapping(path: Path) -> Mapping:
    """The one mapping of a file; BadInput where it cannot be read or says something unknown."""
    found = load_mappings(path)
    if len(found) != 1:
        raise _wrong(path.name, f"it has {len(found)} mappings where one is wanted")
    return found[0]


def load_mappings(path: Path) -> list[Mapping]:
    """The mappings of a file: one, or one a sheet."""
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise _wrong(path.name, "it cannot be opened") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _wrong(path.name, f"it is not TOML: {error}") from error
    return _read_all(text, where=path.name)


def _read_all(text: dict[str, Any], *, where: str) -> list[Mapping]:
    sheets = text.pop("sheets", None)
    if sheets is None:
        return [_read_one(text, where=where)]
    return [
        _read_one(
            {**text, **sheet, "columns": {**text.get("columns", {}), **sheet.get("columns", {})}},
            where=f"{where}, sheet {number}",
        )
        for number, sheet in enumerate(sheets, start=1)
    ]


def _read_one(text: dict[str, Any], *, where: str) -> Mapping:
    part = Part(dict(text), where)
    columns = {name: _read_column(name, said, where) for name, said in part.table("columns").items()}
    row = Part(part.table("row"), f"{where}, [row]", fields=columns)
    mapping_id = part.text("id", required=True)
    mapping = Mapping(
        id=mapping_id,
        agency=_agency(part.text("agency"), where),
        layout=part.text("layout") or mapping_id,
        title=part.text("title") or mapping_id,
        columns=columns,
        keys=tuple(_read_key(said, columns, where) for said in row.raw("key", default=[])),
        record=row.fields_of("record"),
        facts=tuple(
            read_fact(Part(said, f"{where}, [[facts]] {n}", fields=columns)) for n, said in part.tables("facts")
        ),
        mentions=tuple(
            read_mention(Part(said, f"{where}, [[mentions]] {n}", fields=columns))
            for n, said in part.tables("mentions")
        ),
        is_full=_is_full(part.text("export", required=True), where),
        scope=row.fields_of("scope"),
        organisation=row.field("organisation"),
        row_type=row.field("type"),
        recorded=row.field("recorded"),
        restricted=row.field("restricted"),
        sheet=_pattern(part.text("sheet"), where),
        title_rows=part.number("title_rows", default=10),
        formats=_formats(part.raw("date_formats", default=list(USUAL)), where),
        values=_values(part.table("values")),
        nobody=_nobody(),
    )
    part.refuse_rest()
    row.refuse_rest()
    _check(mapping, where)
    return mapping


def _check(mapping: Mapping, where: str) -> None:
    for name in (mapping.id, mapping.layout, *mapping.columns):
        if not PLAIN_NAME.match(name):
            raise _wrong(where, f"the name '{name}' may hold small letters, digits and _ alone")
    if not mapping.keys:
        raise _wrong(where, "[row] has no key")
    if not mapping.facts:
        raise _wrong(where, "it has no [[facts]]")
    for what, names in (("fact", [f.name for f in mapping.facts]), ("slot", [m.slot for m in mapping.mentions])):
        if len(set(names)) != len(names):
            raise _wrong(where, f"two of its {what}s have one name")
    for column in mapping.columns.values():
        if column.values and column.values not in mapping.values:
            raise _wrong(where, f"column '{column.name}' uses the values '{column.values}', which nobody gives")


def _read_column(name: str, said: Any, where: str) -> Column:
    if isinstance(said, str):
        return Column(name, said)
    part = Part(dict(said) if isinstance(said, dict) else {}, f"{where}, column '{name}'")
    column = Column(
        name,
        heading=part.text("heading", required=True),
        also=tuple(_compiled(pattern, where) for pattern in part.raw("also", default=[])),
        optional=part.yes("optional"),
        essential=part.yes("essential"),
        values=part.text("values"),
    )
    part.refuse_rest()
    return column


def _read_key(said: Any, columns: Iterable[str], where: str) -> Key:
    fields = tuple((str(name).removesuffix("?"), not str(name).endswith("?")) for name in said)
    for name, _ in fields:
        if name not in columns:
            raise _wrong(where, f"the key names '{name}', which is no column")
    if not any(required for _, required in fields):
        raise _wrong(where, "a key needs at least one field that must be filled")
    return Key(fields)


def _agency(text: str, where: str) -> str:
    if text and text not in list(Agency):
        raise _wrong(where, f"'{text}' is no agency; the agencies are {', '.join(Agency)}")
    return text


def _is_full(text: str, where: str) -> bool:
    if text not in ("full", "changes"):
        raise _wrong(where, f"export is '{text}'; it must be 'full' or 'changes'")
    return text == "full"


def _formats(said: list[str], where: str) -> tuple[str, ...]:
    unknown = [name for name in said if name not in FORMATS]
    if unknown:
        raise _wrong(where, f"date format '{unknown[0]}' is not known; known are {', '.join(FORMATS)}")
    return tuple(said)


def _values(said: dict[str, Any]) -> dict[str, dict[str, str]]:
    shared: dict[str, Any] = _shared_values()["values"]
    return {
        name: {code.casefold(): meaning for meaning, codes in meanings.items() for code in codes}
        for name, meanings in {**shared, **said}.items()
    }


def _nobody() -> frozenset[str]:
    return frozenset(word.casefold() for word in _shared_values()["nobody"])


@lru_cache(maxsize=1)
def _shared_values() -> dict[str, Any]:
    return read_toml_folder("agencies")[VALUES_FILE]


def _pattern(text: str, where: str) -> re.Pattern[str] | None:
    return _compiled(text, where) if text else None


def _compiled(text: str, where: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise _wrong(where, f"the pattern '{text}' cannot be read: {error}") from error


def _wrong(where: str, what: str) -> BadInput:
    return BadInput(
        f"The mapping cannot be used: {what}.",
        code="bad_mapping",
        where=where,
        what_to_do="Mend the mapping; docs/mappings.md shows one.",
    )
