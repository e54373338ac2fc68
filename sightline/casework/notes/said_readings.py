"""What people said of sentences of notes, whatever page they said it on: that a sign is in it, or that it is not.

Each kind of decision that says so is named among "readings said", with how it is read. Nothing is learned from it until
a named person confirms it.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sightline.casework.core.models import Decision
from sightline.casework.core.registry import Registry
from sightline.casework.notes.pages.feedback import OVERLOOKED, WRONG
from sightline.model.passages import INDICATORS


class SaidReading(NamedTuple):
    """What a decision says of words: their place in a record, a sign, and whether it `is_so`. No words are in it."""

    sequence: int
    said_at: str
    by: str
    record_id: str
    source_file: str
    source_row: int
    heading: str
    start: int
    end: int
    sign: str
    is_so: bool

    @property
    def what(self) -> tuple[object, ...]:
        """What was said and of which words, whoever said it."""
        return (
            self.record_id,
            self.source_file,
            self.source_row,
            self.heading,
            self.start,
            self.end,
            self.sign,
            self.is_so,
        )


class ReadingKind(NamedTuple):
    """A kind of decision, and how it is read; None where it is of no sign.

    `settled` gives the numbers of those that nobody has to say anything more about; None where each stands by itself.
    """

    kind: str
    read: Callable[[Decision], SaidReading | None]
    settled: Callable[[], frozenset[int]] | None = None


KINDS: Registry[ReadingKind] = Registry("readings said")


def list_said_readings() -> list[SaidReading]:
    """What was said of signs and is settled, the oldest first."""
    how = {one.kind: one.read for one in KINDS.all()}
    settled = {one.kind: one.settled() for one in KINDS.all() if one.settled}
    said = Decision.objects.of_kind(*how).oldest_first()
    stand = [one for one in said if one.kind not in settled or one.sequence in settled[one.kind]]
    return [reading for one in stand if (reading := how[one.kind](one))]


def read_said(decision: Decision, *, sign: str, is_so: bool) -> SaidReading | None:
    """A decision whose body has the place of words, as what is said of marks in notes has it; None of no sign."""
    body: Mapping[str, Any] = decision.body
    if sign not in INDICATORS:
        return None
    place = (body["record_id"], body["source_file"], body["source_row"], body["field"], body["start"], body["end"])
    return SaidReading(decision.sequence, decision.at, decision.by, *place, sign, is_so)


def _read_wrong(decision: Decision) -> SaidReading | None:
    return read_said(decision, sign=decision.body["label"], is_so=False)


def _read_overlooked(decision: Decision) -> SaidReading | None:
    return read_said(decision, sign=decision.body["label"], is_so=True)


MARKED_WRONG = ReadingKind(WRONG, _read_wrong)
WORDS_OVERLOOKED = ReadingKind(OVERLOOKED, _read_overlooked)
