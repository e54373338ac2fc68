"""Tells which outcomes of a contact, referral or crime take no further action: one list that every rule reads.

The words and numbers are in `rules/england/no_further_action.toml`. A rule says which decision it means, and may leave
out groups of words with its reason.
"""

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import cache, cached_property

from sightline.rulebook.local_lists import read_decided
from sightline.rulebook.schema import Positive, TextList, Written, must_be_known

FILE = ("england", "no_further_action.toml")
# The keys by which rules read the list, as JSON has them.
OUTCOME_KEYS = (
    '"no_further_action":',
    '"other_outcome_than":',
)


class DecisionKind(StrEnum):
    """What is decided: on a contact or referral of children's services, or on a crime of the police."""

    CONTACT = "contact"
    CRIME = "crime"


class ClosingWords(Written, frozen=True, kw_only=True):
    """Words with which an outcome begins, by group, and numbers of the police outcomes framework."""

    words: dict[str, TextList]
    numbers: tuple[Positive, ...] = ()


class ClosingLists(Written, frozen=True, kw_only=True):
    """What the file says, by what is decided."""

    contact: ClosingWords
    crime: ClosingWords

    def of(self, kind: DecisionKind) -> ClosingWords:
        """The words and numbers of one kind of decision."""
        return self.contact if kind is DecisionKind.CONTACT else self.crime


@cache
def read_closing_lists() -> ClosingLists:
    """The list as it is now."""
    return read_decided(ClosingLists, *FILE)


class ClosedOutcome(Written, frozen=True, kw_only=True, dict=True):
    """How a rule says that an outcome takes no further action.

    An outcome that names a word of `leaves_out` is another outcome; `because` says why the rule leaves it out.
    """

    of: DecisionKind
    leaves_out: TextList = TextList()
    because: str = ""

    def __post_init__(self) -> None:
        """Refuse a group that the list does not have, and one that is left out without a reason."""
        must_be_known(self.leaves_out, frozenset(self._list.words), what="groups of outcomes")
        if bool(self.leaves_out) != bool(self.because):
            raise ValueError("it leaves out a group of outcomes and does not say why")

    @property
    def _list(self) -> ClosingWords:
        return read_closing_lists().of(self.of)

    @cached_property
    def begins(self) -> str:
        """The pattern of an outcome, in small letters, that begins with one of these words or numbers."""
        kept = (one for group, words in self._list.words.items() if group not in self.leaves_out for one in words)
        return f"^(?:{'|'.join([f'(?:{_any_of(kept)})(?:[^a-z0-9]|$)', *_ways_of(self._list.numbers)])})"

    @cached_property
    def names_other(self) -> str:
        """The pattern of a left-out word, whole, in what follows that beginning; empty where none is left out."""
        left = [one for group in self.leaves_out for one in self._list.words[group]]
        return f"(?:^|[^a-z0-9])(?:{_any_of(left)})(?:[^a-z0-9]|$)" if left else ""

    def holds(self, outcome: str) -> bool:
        """Whether an outcome as written takes no further action."""
        text = outcome.strip().lower()
        if not re.search(self.begins, text):
            return False
        return not (self.names_other and re.search(self.names_other, re.sub(self.begins, "", text, count=1)))


class DrawnOutcomes(Written, frozen=True, kw_only=True):
    """Which outcomes a chart draws as no further action, by what was decided."""

    contact: ClosedOutcome
    crime: ClosedOutcome

    def closes(self, layout: str, outcome: str) -> bool:
        """Whether an outcome in a record of a layout is drawn so; none is in layouts without such decisions."""
        by_layout = {"childrens_services_events": self.contact, "police_occurrences": self.crime}
        return layout in by_layout and by_layout[layout].holds(outcome)


@cache
def read_drawn_outcomes() -> DrawnOutcomes:
    """What charts draw so."""
    return read_decided(DrawnOutcomes, "england", "drawn_outcomes.toml")


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(one.lower()) for one in words)


def _ways_of(numbers: Iterable[int]) -> list[str]:
    """The patterns of a number of outcomes.

    A number alone may be a day or a count ("14 days", "14/05"): words or nothing must follow its sign. After a label
    it is a number of outcomes.
    """
    some = "0*(?:" + "|".join(map(str, numbers)) + ")"
    ways = [
        rf"\(?(?:home office |ho )?(?:outcome|oc|ho)(?: type| code| no)?[\s:.#-]*{some}(?:[^0-9]|$)",
        rf"\(?(?:type|code)[\s:.#-]*{some}(?:[^0-9]|$)",
        rf"\(?{some}\s*(?:$|[-–—:.)]+\s*(?:$|[a-z]))",
    ]
    return ways if numbers else []
