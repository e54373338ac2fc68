"""What a search for mentions finds: a range, what is named there, by whom it stands, and the words that say so.

A role is the note's word, not a file. A sentence never makes anybody a person of concern.
"""

from dataclasses import dataclass

Range = tuple[int, int]


class TakenWords:
    """Which characters of a note belong to a mention already."""

    def __init__(self, length: int) -> None:
        self._held = bytearray(length)

    def is_free(self, start: int, end: int) -> bool:
        """Whether no character of a range is taken."""
        return not any(self._held[start:end])

    def take(self, start: int, end: int) -> None:
        """Take the characters of a range."""
        self._held[start:end] = b"\x01" * (end - start)


@dataclass(frozen=True, slots=True)
class MentionHit:
    """A mention before it becomes a passage. `cue` is the range of the words that tell its role, or that it is one."""

    start: int
    end: int
    label: str
    role: str
    rule_id: str
    cue: Range | None = None
