"""What the growth of a group is drawn from: its members, what connects them, and when each agency knew of each."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class MemberKind(StrEnum):
    """What a member is; each has a shape. None of them says that anybody is a suspect."""

    CHILD = gettext_noop("child")
    ADULT = gettext_noop("adult")
    UNIDENTIFIED = gettext_noop("adult not identified")
    PERSON = gettext_noop("person of unknown age")
    VEHICLE = gettext_noop("vehicle")
    PHONE = gettext_noop("phone")
    PLACE = gettext_noop("place")


@dataclass(frozen=True, slots=True)
class GrownMember:
    """Somebody or something of a group, and the first day on which a record of it was known."""

    key: str
    label: str = field(repr=False)
    kind: MemberKind
    seen_on: date
    href: str = ""


@dataclass(frozen=True, slots=True)
class GrownTie:
    """Two members on one record, and the first day on which such a record was known."""

    one: str
    other: str
    seen_on: date


@dataclass(frozen=True, slots=True)
class GrowthStory:
    """A group over its quarters. `known`: each agency, a child, and the first day of a record of that agency.

    `same`: pairs of members who may be one person, because a possible match has no answer or a note uses the name.
    """

    members: tuple[GrownMember, ...]
    ties: tuple[GrownTie, ...]
    known: tuple[tuple[str, str, date], ...]
    together_on: date
    up_to: date
    same: tuple[tuple[str, str], ...] = ()

    @property
    def unsure(self) -> frozenset[str]:
        """Members who may be one with a member of their kind whose number is before theirs."""
        order = {one.key: (number, one.kind) for number, one in enumerate(self.in_order())}
        pairs = [pair for pair in self.same if order.keys() >= set(pair)]
        return frozenset(
            max(pair, key=order.__getitem__) for pair in pairs if len({order[one][1] for one in pair}) == 1
        )

    def in_order(self) -> list[GrownMember]:
        """The members by the day on which each was first known: the order of their numbers."""
        return sorted(self.members, key=lambda one: (one.seen_on, one.label, one.key))
