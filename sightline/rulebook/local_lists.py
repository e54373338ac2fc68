"""Reads files of words and labels that are no rule of their own: who decided them, and the tables or lists below."""

from datetime import date
from functools import cache
from typing import Literal, TypeVar

import msgspec

from sightline.rulebook.files import read_toml
from sightline.rulebook.schema import Text, Written, read_table
from sightline.translation.messages import lazy

Kind = TypeVar("Kind")
HEADING = ("status", "decided_by", "decided_on")


class Decided(Written, frozen=True):
    """Who chose the words of a file, and when."""

    status: Literal["local"]
    decided_by: Text
    decided_on: date


def read_decided(kind: type[Kind], *file: str) -> Kind:
    """What stands below the heading of a file, as that kind; OurFault where it does not fit, or nobody decided it."""
    table, where = read_toml(*file), "/".join(file)
    read_table(Decided, {name: table.pop(name) for name in HEADING if name in table}, where=where)
    return read_table(kind, table, where=where)


class SignLabels(Written, frozen=True):
    """What each kind of sign, of mention and of wording is called, by its id."""

    indicator: dict[str, Text]
    mention: dict[str, Text]
    wording: dict[str, Text]


@cache
def read_vocabulary() -> SignLabels:
    """What `casenotes/vocabulary.toml` says, translated where it is shown."""
    said = read_decided(SignLabels, "casenotes", "vocabulary.toml")
    return SignLabels(*({one: lazy(words) for one, words in part.items()} for part in msgspec.structs.astuple(said)))
