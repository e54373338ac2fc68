"""What a search for mentions finds: a range, what is named there, by whom it stands, and the words that say so.

A newcomer would get this wrong: a role is the note's word, not a file. A sentence never makes anybody a person of
concern.
"""

from dataclasses import dataclass

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A mention before it becomes a passage. `cue` is the range of the words that tell its role, or that it is one."""

    start: int
    end: int
    label: str
    role: str
    rule_id: str
    cue: Range | None = None
