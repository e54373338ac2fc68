"""Reads a TOML table into a frozen struct: one schema library (msgspec) checks types, unknown keys and missing keys.

Rooms declare a `Written` struct for each table. What a type cannot say (two keys that must agree) goes into its
`__post_init__`, which raises ValueError in words; the place is added here.
"""

import copy
import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar, get_origin

import msgspec

from sightline.model.errors import OurFault, SightlineError

Text = Annotated[str, msgspec.Meta(min_length=1)]
Positive = Annotated[int, msgspec.Meta(ge=1)]
Kind = TypeVar("Kind")

MISSING = re.compile(r"Object missing required field `(.+?)`")
UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`")
NO_CHOICE = re.compile(r"Invalid enum value (.+)\Z", re.DOTALL)
EXPECTED = re.compile(r"Expected `(.+?)`(?:, got `(.+?)`)?( .+)?\Z")
PLACE = re.compile(r" - at (?:`key` in )?`\$\.?(.*?)`\Z")
HIDDEN = "[...]"  # how the library writes the name of a table among tables
NUMBER, STEP = re.compile(r"\[(\d+)\]"), re.compile(r"\[[^\]]*\]|[^.\[\]]+")
TYPES = {
    "str": "text", "int": "a whole number", "bool": "true or false", "float": "a number", "array": "a list",
    "object": "a table", "date": "a date", "null": "nothing",
}  # fmt: skip


class Words(tuple[str, ...]):
    """One text, or a list of texts: TOML may write either."""

    __slots__ = ()


class Written(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table as a file writes it. A key that it does not declare is refused."""


class Refusal(Protocol):
    """Makes the error of one kind of file: what is wrong, and in which file."""

    def __call__(self, what: str, where: str) -> SightlineError:
        """The error to raise."""


def bad_rule(what: str, where: str) -> OurFault:
    """The refusal of what is shipped with Sightline."""
    return OurFault(f"The rule cannot be used: {what}.", code="bad_rule", where=where)


def read_table(kind: type[Kind], table: object, *, where: str, refuse: Refusal = bad_rule) -> Kind:
    """The table as that kind. What `refuse` makes is raised where it does not fit, with the file and the key."""
    try:
        return msgspec.convert(table, kind, dec_hook=_read_special)
    except msgspec.ValidationError as error:
        raise refuse(_explain(error, kind, table), where) from error


def load_toml(path: Path, *, refuse: Refusal) -> dict[str, Any]:
    """What a partnership's own TOML file says. Where it cannot be read, what `refuse` makes is raised."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise refuse("it cannot be opened", path.name) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refuse(f"it is not TOML: {error}", path.name) from error


def must_be_known(names: Iterable[str], known: Iterable[str], *, what: str) -> None:
    """ValueError naming those that are not known, for a struct's own check."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise ValueError(f"it names unknown {what}: {', '.join(unknown)}")


def _read_special(kind: type, said: object) -> object:
    if kind is Words:
        texts = [said] if isinstance(said, str) else said
        if not isinstance(texts, list | tuple) or not all(isinstance(each, str) for each in texts):
            raise ValueError("it must be text, or a list of texts")
        return Words(texts)
    if get_origin(kind) is re.Pattern and isinstance(said, str):
        try:
            return re.compile(said, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"the pattern '{said}' cannot be read: {error}") from error
    raise ValueError("it must be text")


def _explain(error: msgspec.ValidationError, kind: object, table: object) -> str:
    """The library's sentence in ours: the key, what is wrong, what would be right."""
    said, path = _cut(error)
    place = _named(path, kind, table)
    at, it = (f"in '{place}', ", f"'{place}'") if place else ("", "it")
    if missing := MISSING.match(said):
        return f"{at}'{missing[1]}' is missing"
    if unknown := UNKNOWN.match(said):
        return f"{at}'{unknown[1]}' is not a key that is known here"
    if choice := NO_CHOICE.match(said):
        return f"{it} is {choice[1]}; it must be one of {', '.join(_choices(kind, path))}"
    if expected := EXPECTED.match(said):
        return f"{it} must be {_requirement(expected)}"
    if said.startswith("Invalid RFC3339 encoded date"):
        return f"{it} must be a date, for example 2026-01-31"
    return f"{at}{said}"


def _cut(error: msgspec.ValidationError) -> tuple[str, str]:
    """What the library says, and the path of where."""
    said = str(error)
    found = PLACE.search(said)
    return (said[: found.start()], found[1]) if found else (said, "")


def _named(path: str, kind: object, table: object) -> str:
    """The path in words. The library hides the name of a table among tables; each is tried alone to find it."""
    before, hidden, after = path.partition(HIDDEN)
    if not hidden:
        return NUMBER.sub(lambda number: f" {int(number[1]) + 1}", path).replace(".", ", ")
    for name in _follow(table, before):
        alone = copy.deepcopy(table)
        holder = _follow(alone, before)
        kept = holder[name]
        holder.clear()
        holder[name] = kept
        try:
            msgspec.convert(alone, kind, dec_hook=_read_special)
        except msgspec.ValidationError as error:
            if _cut(error)[1] == path:
                return _named(f"{before}{'.' if before else ''}{name}{after}", kind, alone)
    return path


def _follow(table: Any, path: str) -> Any:
    for step in STEP.findall(path):
        table = table[int(step[1:-1])] if step.startswith("[") else table[step]
    return table


def _requirement(expected: re.Match[str]) -> str:
    wanted = " or ".join(TYPES.get(name, name) for name in expected[1].split(" | "))
    if not expected[3]:
        return f"{wanted}, not {TYPES.get(expected[2], expected[2])}"
    return "filled in" if expected[3] == " of length >= 1" else f"{wanted}{expected[3]}"


def _choices(kind: object, path: str) -> list[str]:
    """What may stand at a place of a kind, found by walking its declaration."""
    from msgspec import inspect  # only for an error

    nodes: list[Any] = [inspect.type_info(kind)]
    for step in STEP.findall(path):
        nodes = [found for node in _alternatives(nodes) for found in _below(node, step)]
    keys = [node.key_type for node in _alternatives(nodes) if isinstance(node, inspect.DictType)]
    return sorted({str(value) for node in (*_alternatives(nodes), *keys) for value in _values_of(node)})


def _alternatives(nodes: Iterable[Any]) -> list[Any]:
    return [each for node in nodes for each in getattr(node, "types", (node,))]


def _below(node: Any, step: str) -> list[Any]:
    if not step.startswith("["):
        return [field.type for field in getattr(node, "fields", ()) if field.encode_name == step]
    return [found for name in ("item_type", "value_type") if (found := getattr(node, name, None)) is not None]


def _values_of(node: Any) -> list[Any]:
    return list(getattr(node, "values", ()) or getattr(getattr(node, "cls", None), "__members__", {}).values())
