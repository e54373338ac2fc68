"""Writes a mapping as the TOML that reads it, in the order and form of the mappings that ship."""

import json
from collections.abc import Iterator, Sequence

from sightline.ingest.dates.reader import USUAL
from sightline.ingest.mappings.files import shared_codes
from sightline.ingest.mappings.mapping import FactRule, MappedColumn, Mapping, MentionRule
from sightline.model.nouns import EntityKind


def write_mapping(mapping: Mapping, *, remarks: Sequence[str] = ()) -> str:
    """The text of a mapping, with remarks above it. Reading it gives the same mapping."""
    parts = [[f"# {line}" for line in remarks], list(_top(mapping)), list(_columns(mapping)), list(_values(mapping))]
    parts += [list(_row(mapping))]
    parts += [["[[facts]]", *_fact(fact)] for fact in mapping.facts]
    parts += [["[[mentions]]", *_mention(mention)] for mention in mapping.mentions]
    return "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"


def _text(value: object) -> str:
    """A value as TOML writes it. Its texts are those of JSON, save for one sign that TOML escapes too."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _said(name: str, value: object) -> Iterator[str]:
    """One line, where there is something to say; a list of one text as text alone."""
    if isinstance(value, tuple):
        value = value[0] if len(value) == 1 else list(value)
    if value not in ("", [], False):
        yield f"{name} = {_text(value)}"


def _top(mapping: Mapping) -> Iterator[str]:
    yield from _said("id", mapping.id)
    yield from _said("agency", mapping.agency)
    yield from _said("title", "" if mapping.title == mapping.id else mapping.title)
    yield from _said("export", "full" if mapping.is_full else "changes")
    yield from _said("sheet", mapping.sheet.pattern if mapping.sheet else "")
    if mapping.title_rows != 10:
        yield f"title_rows = {mapping.title_rows}"
    if mapping.is_specified:
        yield "specified = true"
    if mapping.formats != USUAL:
        yield f"date_formats = {_text(list(mapping.formats))}"


def _columns(mapping: Mapping) -> Iterator[str]:
    yield "[columns]"
    for column in mapping.columns.values():
        yield f"{_key(column.name)} = {_column(column)}"


def _key(name: str) -> str:
    return _text(name) if "/" in name else name


def _column(column: MappedColumn) -> str:
    also = [pattern.pattern for pattern in column.also]
    more = [f"also = {_text(also)}"] if also else []
    more += [f"{name} = true" for name in ("optional", "essential", "of_file") if getattr(column, name)]
    more += _said("values", column.values)
    return f"{{ {', '.join([f'heading = {_text(column.heading)}', *more])} }}" if more else _text(column.heading)


def _values(mapping: Mapping) -> Iterator[str]:
    """The tables of codes that are not shared: meaning -> the codes that say so."""
    shared = shared_codes()
    for name, codes in mapping.values.items():
        if codes == shared.get(name):
            continue
        yield f"[values.{_key(name)}]"
        for meaning in dict.fromkeys(codes.values()):
            yield f"{_text(meaning)} = {_text([code for code, said in codes.items() if said == meaning])}"


def _row(mapping: Mapping) -> Iterator[str]:
    yield "[row]"
    keys = [[name if needed else f"{name}?" for name, needed in key.fields] for key in mapping.keys]
    yield f"key = {_text(keys)}"
    yield from _said("record", mapping.record)
    yield from _said("scope", mapping.scope)
    yield from _said("organisation", mapping.organisation)
    yield from _said("type", mapping.row_type)
    yield from _said("recorded", mapping.recorded)
    yield from _said("restricted", mapping.restricted)
    yield from _said("numbers", mapping.numbers)


def _fact(fact: FactRule) -> Iterator[str]:
    first = fact.dates[0] if fact.dates else None
    clocks = tuple(dating.clock for dating in fact.dates)
    yield from _said("name", fact.name)
    yield from _said("label", fact.label)
    yield from _said("date", tuple(dating.day for dating in fact.dates))
    yield from _said("time", clocks if any(clocks) else "")
    yield from _said("to", first.to if first else "")
    yield from _said("to_time", first.to_clock if first else "")
    yield from _said("precision", first.precision if first else "")
    yield from _said("needs", fact.needs)
    yield from _said("recorded", fact.recorded)
    if fact.what:
        yield f"what = {_text([label + name for label, name in fact.what])}"
    yield from _said("childs_words", fact.childs_words)
    yield from _said("details", fact.details)
    yield from _said("closes", fact.closes)


def _mention(mention: MentionRule) -> Iterator[str]:
    yield from _said("slot", mention.slot)
    yield from _said("of", "" if mention.kind is EntityKind.PERSON else mention.kind.value)
    for part, name in mention.parts.items():
        yield f"{part} = {_text(name)}"
    yield from _said("other_names", mention.other_names)
    yield from _said("description", mention.description)
    yield from _said("role", mention.role)
    yield from _said("role_is", mention.role_is)
    yield from _said("local_id_kind", mention.local_id_kind)
    yield from _said("split", mention.split)
