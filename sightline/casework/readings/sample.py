"""Says which answers a second person reads: every no to some signs, and of the others a sample.

Which are in the sample follows from a keyed hash: nobody chooses them, nobody can tell beforehand, and asking twice
gives the same.
"""

from dataclasses import replace
from typing import Any

from sightline.casenotes.readings.cells import RESTRICTED
from sightline.casework.core import clock
from sightline.casework.core.session import ReaderSession
from sightline.casework.notes.text_hashes import hash_of
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.escalation import SENTENCE_QUESTION, read_escalation_rules
from sightline.model.passages import Level
from sightline.model.rows.sentences import ServedWorthReading
from sightline.model.visibility import Visibility

HUNDRED, FIGURES = 100, 8


def value_of(name: str) -> Any:
    """A value of the rule, as it is in force today."""
    return read_escalation_rules()[SENTENCE_QUESTION].value_at(name, clock.today())


def signs_asked_of_rules(session: ReaderSession) -> frozenset[str]:
    """The signs about whose unlikely marks somebody is asked: none while the rule is off, so that each mark stands."""
    return frozenset(value_of("rule_signs")) if SENTENCE_QUESTION in rules_switched_on(session) else frozenset()


def has_own_action(sign: str) -> bool:
    """Whether a question about such a sign is an action that somebody must answer."""
    return sign in value_of("signs")


def is_asked_about(row: ServedWorthReading) -> bool:
    """Whether a listed sentence is an action that somebody must answer: also what a rule found that is unlikely."""
    is_of_rule = row["level"] == Level.ASKED and bool(row["alone"]) and row["indicator"] in value_of("rule_signs")
    return has_own_action(row["indicator"]) or is_of_rule


def is_always_read_again(sign: str) -> bool:
    """Whether every no to such a sign is read by a second person: until then it counts for nothing.

    Also of a sign that only few may be told of: else one person could undo what was confirmed.
    """
    return has_own_action(sign) or sign in RESTRICTED


def is_read_again(*, sign: str, about_id: str) -> bool:
    """Whether a second person reads a no."""
    if is_always_read_again(sign):
        return True
    place = int(hash_of("/".join(("sample", about_id)))[:FIGURES], 16) % HUNDRED
    return bool(place < value_of("sample_in_hundred"))


def as_restricted_as(sign: str, *, seen: Visibility) -> Visibility:
    """How a question about a sign of a record is seen: by those alone who may be told of both."""
    return replace(seen, restricted=seen.restricted or sign in RESTRICTED)
