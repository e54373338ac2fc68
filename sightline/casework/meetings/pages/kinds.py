"""The kinds of meeting as rules: who is asked, what is needed, and which facts of an agency's own record it counts as.

A meeting stops no clock of its own right. It counts as the facts that its rule lists, and stops what names one of them,
as the agency's own record of it would.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from sightline.model.nouns import Agency
from sightline.model.rules import Rule
from sightline.rulebook.files import read_toml_folder
from sightline.rulebook.rules import WrittenRule, read_named
from sightline.rulebook.schema import Written

if TYPE_CHECKING:
    from sightline.timescales import ClockRule
    from sightline.timescales.rules import NamedFact

CHILD = "child"  # as the timescales' stops name it
FOLDER = ("england", "meetings")


class Theme(StrEnum):
    """The parts of an agenda: those of a MACE meeting, used for all three kinds."""

    VICTIMS = "victims"
    OFFENDERS = "offenders"
    LOCATIONS = "locations"
    THEMES = "themes"


class CountsAs(Written, frozen=True, kw_only=False):
    """A fact of an agency's own record: its layout, and its type where the layout has several."""

    layout: str
    type: str


class WrittenMeetingKind(WrittenRule, frozen=True, kw_only=True):
    """A kind as its file writes it."""

    asked: tuple[Agency, ...]
    fewest_agencies: int
    counts_as: tuple[CountsAs, ...]
    answers_patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind. `asked` are agencies to think of first; `fewest_agencies` must have come for it to have been held.

    `answers_patterns` are patterns that wait for such a meeting, and that no other answer of one agency closes.
    """

    rule: Rule
    asked: tuple[str, ...]
    fewest_agencies: int
    counts_as: tuple[CountsAs, ...]
    answers_patterns: tuple[str, ...]

    def stops_of(self, timescale: "ClockRule") -> "tuple[NamedFact, ...]":
        """Those stops of a timescale that name a fact which this meeting counts as.

        Of a child, and of nothing else that they ask for: a meeting has no row, no episode and no details of an export.
        """
        return tuple(
            stop
            for stop in timescale.stops
            if stop.same == CHILD and not (stop.where or stop.words)
            if any(one.layout in stop.layout and (not stop.type or one.type in stop.type) for one in self.counts_as)
        )

    def answers(self, timescale: "ClockRule") -> bool:
        """Whether a timescale names one of the facts that this meeting counts as."""
        return bool(self.stops_of(timescale))


@cache
def read_meeting_kinds() -> dict[str, MeetingKind]:
    """The kinds of meeting, by id."""
    return {name: _read_meeting_kind(name, table) for name, table in read_toml_folder(*FOLDER).items()}


def kind_choices() -> list[tuple[str, str]]:
    """The kinds as a column's choices: those that rules give now, so that a new one needs no migration."""
    return [(name, kind.rule.label) for name, kind in read_meeting_kinds().items()]


def _read_meeting_kind(name: str, table: dict[str, Any]) -> MeetingKind:
    said, rule = read_named(WrittenMeetingKind, table, name=name, folder=FOLDER)
    return MeetingKind(rule, said.asked, said.fewest_agencies, said.counts_as, said.answers_patterns)
