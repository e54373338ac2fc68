"""Says which answers a second person reads: every no to a suspicion or an account, and of other signs a sample.

Which are in the sample follows from a keyed hash: nobody chooses them, nobody can tell beforehand, and asking twice
gives the same.
"""

from typing import Any

from sightline.casenotes.cells import RESTRICTED
from sightline.casework.core import clock
from sightline.casework.notes.keyed_words import mark_of
from sightline.escalation import SENTENCE_QUESTION, read_escalation_rules

HUNDRED, FIGURES = 100, 8


def value_of(name: str) -> Any:
    """A value of the rule, as it is in force today."""
    return read_escalation_rules()[SENTENCE_QUESTION].value_at(name, clock.today())


def is_always_read_again(sign: str) -> bool:
    """Whether every no to such a sign is read by a second person: until then it counts for nothing."""
    return sign in value_of("signs")


def is_read_again(*, sign: str, about_id: str) -> bool:
    """Whether a second person reads a no. A sign that only few may be told of is in no sample."""
    if is_always_read_again(sign):
        return True
    place = int(mark_of("/".join(("sample", about_id)))[:FIGURES], 16) % HUNDRED
    return sign not in RESTRICTED and bool(place < value_of("sample_in_hundred"))
