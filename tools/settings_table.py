"""A part of `sightline.toml` as a table: each setting, its bounds or list, what it is by itself, what it means."""

from collections.abc import Mapping

import msgspec
from msgspec import inspect


def settings_table(kind: type[msgspec.Struct], *, meanings: Mapping[str, str]) -> str:
    """A line a setting. KeyError where one has no meaning, or a meaning is of none."""
    fields = {one.name: one for one in inspect.type_info(kind).fields}  # type: ignore[attr-defined]
    lines = [
        f"| `{name}` | {_bounds(fields[name].type)} | {_usual(fields[name].default)} | {meanings[name]} |"
        for name in {**fields, **meanings}
    ]
    return "\n".join(["| setting | may be | by itself | meaning |", "|---|---|---|---|", *lines])


def _bounds(kind: inspect.Type) -> str:
    """What a setting may be, in words."""
    match kind:
        case inspect.IntType(ge=least, le=most):
            return f"{least} to {most}"
        case inspect.LiteralType(values=values):
            return " or ".join(f"`{value}`" for value in values)
        case inspect.BoolType():
            return "`true` or `false`"
        case inspect.UnionType(types=types):
            return _bounds(next(one for one in types if not isinstance(one, inspect.NoneType)))
    return "text"


def _usual(default: object) -> str:
    if default is None or default == "":
        return ""
    return f"`{str(default).lower()}`" if isinstance(default, bool) else f"`{default}`"
