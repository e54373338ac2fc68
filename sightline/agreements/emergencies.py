"""One file let in without an agreement, for hours: by whom, why, and whether it stands at a moment.

It stands until its hours are over; for days more where information governance ratifies it, so that an agreement can be
signed; and never once it is withdrawn.
"""

from dataclasses import dataclass, field, replace
from typing import NamedTuple

PREFIX = "emergency-"


class EmergencyPass(NamedTuple):
    """Which bytes are let in, and the id under which the import says so, in the place of an agreement's."""

    emergency_id: str
    file_sha: str


@dataclass(frozen=True, slots=True)
class EmergencyDisclosure:
    """One decision to let a file in, and what was decided about it. `number` is that of the decision."""

    number: int
    file_sha: str
    source_file: str
    by: str
    at: str
    until_at: str
    why: str = field(repr=False)
    ratified_by: str = ""
    ratified_until_at: str = ""
    withdrawn_by: str = ""
    withdrawn_at: str = ""

    @property
    def id(self) -> str:
        """As imports name it."""
        return f"{PREFIX}{self.number}"

    @property
    def waits(self) -> bool:
        """Whether nobody has ratified or withdrawn it."""
        return not self.ratified_by and not self.withdrawn_at

    def stands(self, *, at: str) -> bool:
        """Whether its records are shown at that moment."""
        return not self.withdrawn_at and at < max(self.until_at, self.ratified_until_at)

    def ratified(self, *, by: str, until_at: str) -> "EmergencyDisclosure":
        """The same, ratified."""
        return replace(self, ratified_by=by, ratified_until_at=until_at)

    def withdrawn(self, *, by: str, at: str) -> "EmergencyDisclosure":
        """The same, withdrawn."""
        return replace(self, withdrawn_by=by, withdrawn_at=at)


def number_of(emergency_id: str) -> int:
    """The number of its decision; 0 where it is none."""
    number = emergency_id.removeprefix(PREFIX)
    return int(number) if is_emergency(emergency_id) and number.isdecimal() else 0


def is_emergency(agreement_id: str) -> bool:
    """Whether what an import names is an emergency disclosure, and no agreement."""
    return agreement_id.startswith(PREFIX)
