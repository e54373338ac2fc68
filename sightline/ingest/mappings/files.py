"""Reads mappings from TOML and refuses, in words, whatever is wrong in one.

A word that no one knows is an error, not ignored, so that a slip of the pen in a mapping can never quietly leave a
column out. `mappings.tables` declares the words; a field that a fact or mention names must be one of [columns].
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from sightline.ingest.mappings.mapping import Dating, FactRule, Key, MappedColumn, Mapping, MentionRule
from sightline.ingest.mappings.tables import WrittenColumn, WrittenFact, WrittenMapping, WrittenMention
from sightline.model.errors import BadInput
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.schema import load_toml, read_table

VALUES_FILE = "values"


class Fields:
    """The names of [columns], and the place in the file that an error names."""

    def __init__(self, names: dict[str, MappedColumn], where: str) -> None:
        self.names = names
        self.where = where

    def one(self, name: str) -> str:
        """The name, refused where it is no field; it may be empty."""
        if name and name not in self.names:
            raise _wrong(f"'{name}' is not one of its [columns]", self.where)
        return name

    def each(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """The names, each refused where it is no field."""
        return tuple(map(self.one, names))

    def at(self, place: str) -> "Fields":
        """The same, for a table within."""
        return Fields(self.names, f"{self.where}, {place}")


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
        raise _wrong(f"it has {len(found)} mappings, and must have one", path.name)
    return found[0]


def load_mappings(path: Path) -> list[Mapping]:
    """The mappings of a file: one, or one a sheet."""
    return _read_all(load_toml(path, refuse=_wrong), where=path.name)


def load_own_mappings(folder: Path) -> list[Mapping]:
    """A workspace's own mappings, by name of file; BadInput where one cannot be read, or two have one id."""
    found = [one for path in sorted(folder.glob("*.toml")) for one in load_mappings(path)]
    twice = next((one.id for place, one in enumerate(found) if one.id in {each.id for each in found[:place]}), "")
    if twice:
        raise _wrong(f"two mappings have the id '{twice}'", folder.name)
    return [replace(one, is_own=True) for one in found]


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
    said = read_table(WrittenMapping, text, where=where, refuse=_wrong)
    columns = {name: _column(name, column) for name, column in said.columns.items()}
    fields, row = Fields(columns, where), Fields(columns, f"{where}, [row]")
    mapping = Mapping(
        id=said.id,
        agency=said.agency,
        title=said.title or said.id,
        columns=columns,
        keys=tuple(_key(names, row) for names in said.row.key),
        record=row.each(said.row.record),
        facts=tuple(_fact(fact, fields.at(f"[[facts]] {n}")) for n, fact in enumerate(said.facts, start=1)),
        mentions=tuple(_mention(one, fields.at(f"[[mentions]] {n}")) for n, one in enumerate(said.mentions, start=1)),
        is_full=said.export == "full",
        scope=row.each(said.row.scope),
        organisation=row.one(said.row.organisation),
        row_type=row.one(said.row.type),
        recorded=row.one(said.row.recorded),
        restricted=row.one(said.row.restricted),
        numbers=row.each(said.row.numbers),
        sheet=said.sheet,
        title_rows=said.title_rows,
        is_specified=said.specified,
        formats=said.date_formats,
        values=_values(said.values),
        nobody=nobody_words(),
    )
    for column in columns.values():
        if column.values and column.values not in mapping.values:
            raise _wrong(f"column '{column.name}' uses the values '{column.values}', which nobody gives", where)
    return mapping


def _column(name: str, said: str | WrittenColumn) -> MappedColumn:
    if isinstance(said, str):
        return MappedColumn(name, said)
    return MappedColumn(name, said.heading, said.also, said.optional, said.essential, said.values, said.of_file)


def _key(names: tuple[str, ...], fields: Fields) -> Key:
    return Key(tuple((fields.one(name.removesuffix("?")), not name.endswith("?")) for name in names))


def _fact(said: WrittenFact, fields: Fields) -> FactRule:
    days, clocks, precision = fields.each(said.date), fields.each(said.time), fields.one(said.precision)
    ends = [(fields.one(said.to), fields.one(said.to_time))] + [("", "")] * len(days)
    return FactRule(
        name=said.name,
        label=said.label,
        dates=tuple(
            Dating(day, clocks[n] if n < len(clocks) else "", *ends[n], precision) for n, day in enumerate(days)
        ),
        needs=fields.each(said.needs),
        recorded=fields.one(said.recorded),
        what=tuple(_labelled(each, fields) for each in said.what),
        childs_words=fields.one(said.childs_words),
        details=fields.each(said.details),
        closes=said.closes,
    )


def _labelled(said: str, fields: Fields) -> tuple[str, str]:
    """`Found with: found_with` is a label and a field; `summary` a field alone."""
    label, colon, name = said.rpartition(": ")
    return (f"{label}: " if colon else "", fields.one(name))


def _mention(said: WrittenMention, fields: Fields) -> MentionRule:
    return MentionRule(
        slot=said.slot,
        kind=said.of,
        parts={name: fields.one(field) for name, field in said.parts.items()},
        other_names=fields.each(said.other_names),
        description=fields.each(said.description),
        role=fields.one(said.role),
        role_is=said.role_is,
        local_id_kind=said.local_id_kind,
        split=said.split,
    )


def _values(said: dict[str, dict[str, tuple[str, ...]]]) -> dict[str, dict[str, str]]:
    shared: dict[str, Any] = _shared_values()["values"]
    return {
        name: {code.casefold(): meaning for meaning, codes in meanings.items() for code in codes}
        for name, meanings in {**shared, **said}.items()
    }


def shared_codes() -> dict[str, dict[str, str]]:
    """The codes that every mapping may use, by table: code in small letters -> meaning."""
    return _values({})


def nobody_words() -> frozenset[str]:
    """What a cell says that names nobody, in small letters."""
    return frozenset(word.casefold() for word in _shared_values()["nobody"])


@lru_cache(maxsize=1)
def _shared_values() -> dict[str, Any]:
    return read_toml_folder("agencies")[VALUES_FILE]


def _wrong(what: str, where: str) -> BadInput:
    return BadInput(
        f"The mapping cannot be used: {what}.",
        code="bad_mapping",
        where=where,
        what_to_do="Correct the mapping; docs/reference/mappings.md shows one.",
    )
