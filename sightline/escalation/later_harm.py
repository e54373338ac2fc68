"""Which records of a later day say that a child was harmed, after somebody did not proceed.

It says nothing about whether the two are connected. It puts them side by side for people whose task is to look.
"""

from functools import cache

from sightline.escalation.ladders import FOLDER
from sightline.rulebook.closed_outcomes import ClosedOutcome
from sightline.rulebook.files import read_toml
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Text, Written

HARMED_LATER = "harmed_later"


class SaysHarm(Written, frozen=True):
    """A kind of record that says so. What is empty holds for every record; `words`: the child's own are there."""

    says: Text
    layout: str = ""
    kind: str = ""
    as_role: str = ""
    words: bool = False


class DecidedNfa(Written, frozen=True):
    """A decision of an agency: its layout and fact, its outcomes, and the child's role."""

    layout: Text
    fact: Text
    as_role: tuple[str, ...]
    no_further_action: ClosedOutcome


class WrittenHarmedLater(WrittenRule, frozen=True):
    """`rules/england/escalation/harmed_later.toml`."""

    says_so: tuple[SaysHarm, ...]
    decided: tuple[DecidedNfa, ...]


@cache
def _read_written_harmed_later() -> WrittenHarmedLater:
    table = read_toml(*FOLDER, f"{HARMED_LATER}.toml")
    return read_named(WrittenHarmedLater, table, name=HARMED_LATER, folder=FOLDER)[0]


def read_says_so() -> tuple[SaysHarm, ...]:
    """The kinds of record that say of a child that they were harmed."""
    return _read_written_harmed_later().says_so


def read_decided_nfa() -> tuple[DecidedNfa, ...]:
    """The decisions of agencies that the same file lists."""
    return _read_written_harmed_later().decided


def says_harm(*, layout: str, kind: str, as_role: str, has_words: bool) -> str:
    """What an entry of a chronology says of harm to the child, in words; empty where it says nothing of it."""
    for each in read_says_so():
        if each.layout and each.layout != layout:
            continue
        if each.kind and kind.partition("/")[2].casefold() != each.kind:
            continue
        if each.as_role and as_role.casefold() != each.as_role:
            continue
        if not each.words or has_words:
            return each.says
    return ""
