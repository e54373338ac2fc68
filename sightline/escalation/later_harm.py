"""Which records of a later day say that a child was harmed, after somebody did not proceed.

It says nothing about whether the two are connected. It puts them side by side for people whose task is to look.
"""

from functools import cache
from typing import Any

from sightline.escalation.ladders import FOLDER
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import read_rule

HARMED_LATER = "harmed_later"


@cache
def read_says_so() -> tuple[dict[str, Any], ...]:
    """The kinds of record that `rules/england/escalation/harmed_later.toml` lists."""
    table = read_toml(*FOLDER, f"{HARMED_LATER}.toml")
    read_rule(table, where="/".join((*FOLDER, HARMED_LATER)))
    return tuple(table["says_so"])


@cache
def read_decided_nfa() -> tuple[dict[str, Any], ...]:
    """The decisions of agencies that the same file lists: layout, fact, outcomes as written, and the child's role."""
    return tuple(read_toml(*FOLDER, f"{HARMED_LATER}.toml")["decided"])


def says_harm(*, layout: str, kind: str, as_role: str, has_words: bool) -> str:
    """What an entry of a chronology says of harm to the child, in words; empty where it says nothing of it."""
    for each in read_says_so():
        if each.get("layout", layout) != layout:
            continue
        if each.get("kind", "") and kind.partition("/")[2].casefold() != each["kind"]:
            continue
        if each.get("as_role", "") and as_role.casefold() != each["as_role"]:
            continue
        if not each.get("words", False) or has_words:
            return str(each["says"])
    return ""
