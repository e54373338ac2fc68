"""Says in words what the schema library found wrong in a table: the key, what is wrong, what would be right."""

import copy
import re
from collections.abc import Callable, Iterable
from typing import Any

import msgspec

ReadSpecial = Callable[[type, object], object]
MISSING = re.compile(r"Object missing required field `(.+?)`")
UNKNOWN = re.compile(r"Object contains unknown field `(.+?)`")
NO_CHOICE = re.compile(r"Invalid enum value (.+)\Z", re.DOTALL)
EXPECTED = re.compile(r"Expected `(.+?)`(?:, got `(.+?)`)?( .+)?\Z")
LENGTH, HOW_MANY = re.compile(r" of length (>= |<= )?(\d+)"), {None: "", ">= ": "at least ", "<= ": "at most "}
PLACE = re.compile(r" - at (?:`key` in )?`\$\.?(.*?)`\Z")
HIDDEN = "[...]"  # how the library writes the name of a table among tables
NUMBER, PATH_PART = re.compile(r"\[(\d+)\]"), re.compile(r"\[[^\]]*\]|[^.\[\]]+")
TYPES = {
    "str": "text", "int": "a whole number", "bool": "true or false", "float": "a number", "array": "a list",
    "object": "a table", "date": "a date", "null": "nothing",
}  # fmt: skip


def explain(error: msgspec.ValidationError, *, kind: object, table: object, read_special: ReadSpecial) -> str:
    """The library's sentence in ours: the key, what is wrong, what would be right."""
    said, path = _cut(error)
    place = _name_kind(path, kind, table, read_special)
    at, it = (f"in '{place}', ", f"'{place}'") if place else ("", "it")
    if missing := MISSING.match(said):
        return f"{at}'{missing[1]}' is missing"
    if unknown := UNKNOWN.match(said):
        return f"{at}'{unknown[1]}' is not a key that is known here; use one of {', '.join(_keys(kind, path))}"
    if choice := NO_CHOICE.match(said):
        return f"{it} is {choice[1]}; it must be one of {', '.join(_choices(kind, path))}"
    if expected := EXPECTED.match(said):
        return f"{it} must be {_requirement(expected, kind, path)}"
    if said.startswith("Invalid RFC3339 encoded date"):
        return f"{it} must be a date, for example 2026-01-31"
    return f"{at}{said}"


def _cut(error: msgspec.ValidationError) -> tuple[str, str]:
    """What the library says, and the path of where."""
    said = str(error)
    found = PLACE.search(said)
    return (said[: found.start()], found[1]) if found else (said, "")


def _name_kind(path: str, kind: object, table: object, read_special: ReadSpecial) -> str:
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
            msgspec.convert(alone, kind, dec_hook=read_special)
        except msgspec.ValidationError as error:
            if _cut(error)[1] == path:
                return _name_kind(f"{before}{'.' if before else ''}{name}{after}", kind, alone, read_special)
    return path


def _follow(table: Any, path: str) -> Any:
    for part in PATH_PART.findall(path):
        table = table[int(part[1:-1])] if part.startswith("[") else table[part]
    return table


def _requirement(expected: re.Match[str], kind: object, path: str) -> str:
    wanted = " or ".join(TYPES.get(name, name) for name in expected[1].split(" | "))
    if expected[3] == " of length >= 1":
        return "filled in"
    if length := expected[1] == "array" and LENGTH.match(expected[3] or ""):
        return f"a list of {HOW_MANY[length[1]]}{length[2]}"
    right = f"{wanted}{_bounds(kind, path)}"
    return right if expected[3] else f"{right}, not {TYPES.get(expected[2], expected[2])}"


def _bounds(kind: object, path: str) -> str:
    """Between which numbers a place of a kind may be; empty where it has no bounds."""
    for node in _nodes(kind, path):
        least, most = getattr(node, "ge", None), getattr(node, "le", None)
        if least is not None:
            return f" of at least {least}" if most is None else f" from {least} to {most}"
        if most is not None:
            return f" of at most {most}"
    return ""


def _keys(kind: object, path: str) -> list[str]:
    """The keys that a table at a place of a kind may have."""
    return sorted(field.encode_name for node in _nodes(kind, path) for field in getattr(node, "fields", ()))


def _choices(kind: object, path: str) -> list[str]:
    """What may stand at a place of a kind."""
    from msgspec import inspect  # only for an error

    nodes = _nodes(kind, path)
    keys = [node.key_type for node in nodes if isinstance(node, inspect.DictType)]
    return sorted({str(value) for node in (*nodes, *keys) for value in _values_of(node)})


def _nodes(kind: object, path: str) -> list[Any]:
    """What is declared for a place of a kind, found by walking the declaration."""
    from msgspec import inspect  # only for an error

    nodes: list[Any] = [inspect.type_info(kind)]
    for part in PATH_PART.findall(path):
        nodes = [found for node in _alternatives(nodes) for found in _below(node, part)]
    return _alternatives(nodes)


def _alternatives(nodes: Iterable[Any]) -> list[Any]:
    return [each for node in nodes for each in getattr(node, "types", (node,))]


def _below(node: Any, part: str) -> list[Any]:
    if not part.startswith("["):
        return [field.type for field in getattr(node, "fields", ()) if field.encode_name == part]
    return [found for name in ("item_type", "value_type") if (found := getattr(node, name, None)) is not None]


def _values_of(node: Any) -> list[Any]:
    return list(getattr(node, "values", ()) or getattr(getattr(node, "cls", None), "__members__", {}).values())
