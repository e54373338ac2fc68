"""Reads a TOML table into a frozen struct: one schema library (msgspec) checks types, unknown keys and missing keys.

Rooms declare a `Written` struct for each table. What a type cannot say (two keys that must agree) goes into its
`__post_init__`, which raises ValueError in words; the place is added here.
"""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar, get_origin

import msgspec

from sightline.model.errors import OurFault, SightlineError
from sightline.rulebook.explanations import explain

Text = Annotated[str, msgspec.Meta(min_length=1)]
Positive = Annotated[int, msgspec.Meta(ge=1)]
Kind = TypeVar("Kind")


class TextList(tuple[str, ...]):
    """One text, or a list of texts: TOML may write either."""

    __slots__ = ()


class WrittenPart(msgspec.Struct, frozen=True, kw_only=True):
    """A table of which a key that it does not declare is let be: earlier versions did not refuse it."""

    def __repr__(self) -> str:
        """Numbers and truth values alone: what a file says in words may name a person, and may end in a log."""
        shown = {name: getattr(self, name) for name in self.__struct_fields__}
        numbers = (f"{name}={said}" for name, said in shown.items() if isinstance(said, int | float))
        return f"{type(self).__name__}({', '.join(numbers)})"


class Written(WrittenPart, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A table as a file writes it. A key that it does not declare is refused."""


class ErrorMaker(Protocol):
    """Makes the error of one kind of file: what is wrong, and in which file."""

    def __call__(self, what: str, where: str, /) -> SightlineError:
        """The error to raise."""


def bad_rule(what: str, where: str) -> OurFault:
    """The refusal of what is shipped with Sightline."""
    return OurFault(f"The rule cannot be used: {what}.", code="bad_rule", where=where)


def read_table(kind: type[Kind], table: object, *, where: str, refuse: ErrorMaker = bad_rule) -> Kind:
    """The table as that kind. What `refuse` makes is raised where it does not fit, with the file and the key."""
    try:
        return msgspec.convert(table, kind, dec_hook=_read_special)
    except msgspec.ValidationError as error:
        raise refuse(explain(error, kind=kind, table=table, read_special=_read_special), where) from error


def load_toml(path: Path, *, refuse: ErrorMaker) -> dict[str, Any]:
    """What a partnership's own TOML file says. Where it cannot be read, what `refuse` makes is raised."""
    return parse_toml(read_written(path, refuse=refuse), name=path.name, refuse=refuse)


def read_written(path: Path, *, refuse: ErrorMaker) -> bytes:
    """The bytes of a partnership's own file. Where it cannot be opened, what `refuse` makes is raised."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise refuse("it cannot be opened", path.name) from error


def parse_toml(written: bytes, *, name: str, refuse: ErrorMaker) -> dict[str, Any]:
    """What the bytes of a TOML file say. Where they are not TOML, what `refuse` makes is raised."""
    try:
        return tomllib.loads(written.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise refuse(f"it is not TOML: {error}", name) from error


def must_be_known(names: Iterable[str], known: Iterable[str], *, what: str) -> None:
    """ValueError naming those that are not known, for a struct's own check."""
    unknown = sorted(set(names) - set(known))
    if unknown:
        raise ValueError(f"it names unknown {what}: {', '.join(unknown)}")


def _read_special(kind: type, said: object) -> object:
    if kind is TextList:
        texts = [said] if isinstance(said, str) else said
        if not isinstance(texts, list | tuple) or not all(isinstance(each, str) for each in texts):
            raise ValueError("it must be text, or a list of texts")
        return TextList(texts)
    if get_origin(kind) is re.Pattern and isinstance(said, str):
        try:
            return re.compile(said, re.IGNORECASE)
        except re.error as error:
            raise ValueError(f"the pattern '{said}' cannot be read: {error}") from error
    raise ValueError("it must be text")
