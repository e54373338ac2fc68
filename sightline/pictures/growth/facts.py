"""What the growth of a group is drawn from: its members, what connects them, and when each agency knew of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop
from sightline.translation.messages import lazy as _

MOST_APART = 3  # so many not identified have a mark each


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
    """Somebody or something of a group, and the first day on which a record of it was known.

    `said`: the words of a record that describe somebody without a name.
    """

    key: str
    label: str = field(repr=False)
    kind: MemberKind
    seen_on: date
    href: str = ""
    said: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class GrownTie:
    """Two members on one record, and the first day on which such a record was known.

    `by`: each agency with such a record, and the day from which it knew the first.
    """

    one: str
    other: str
    seen_on: date
    by: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True, slots=True)
class GrowthStory:
    """A group over its quarters. `known`: each agency, a child, and the first day of a record of that agency.

    `same`: pairs of members who may be one person, because a possible match has no answer or a note uses the name.
    `together_on`: from when all records together showed the group; None where nobody asked how often else that was so.
    `asked_other_way` says how often it was; no day is without it.
    `acted_on`: the day of the first joint action from then on, or from the first connection on.
    """

    members: tuple[GrownMember, ...]
    ties: tuple[GrownTie, ...]
    known: tuple[tuple[str, str, date], ...]
    together_on: date | None
    up_to: date
    same: tuple[tuple[str, str], ...] = ()
    acted_on: date | None = None
    asked_other_way: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        """A day on which a group could have been seen is never shown alone."""
        if self.together_on and not self.asked_other_way:
            raise ValueError(_("To see from when records showed a group, ask the question the other way round"))

    @property
    def folded(self) -> frozenset[str]:
        """Those not identified, where they are too many to be told apart: one mark with their number is drawn."""
        found = frozenset(one.key for one in self.members if one.kind is MemberKind.UNIDENTIFIED)
        return found if len(found) > MOST_APART else frozenset()

    def only_jointly(self, end: date) -> frozenset[GrownTie]:
        """Ties by which no agency alone could tell, before a day, that they lead to a second child.

        An agency with a record of such a tie has no others that tie it to another child: only together do they.
        """
        children = {one.key for one in self.members if one.kind is MemberKind.CHILD}
        shown: set[tuple[str, str]] = set()
        for agency in sorted({agency for tie in self.ties for agency, _day in tie.by}):
            own = [tie for tie in self.ties if any(one == agency and day < end for one, day in tie.by)]
            for part in _parts(own):
                shown |= {(tie.one, tie.other) for tie in own if tie.one in part and len(part & children) > 1}
        return frozenset(tie for tie in self.ties if tie.by and (tie.one, tie.other) not in shown)

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


def _parts(ties: Iterable[GrownTie]) -> list[set[str]]:
    """Members that ties join, in parts that no tie joins."""
    parts: list[set[str]] = []
    for tie in ties:
        touched = [part for part in parts if part & {tie.one, tie.other}]
        parts = [part for part in parts if part not in touched] + [{tie.one, tie.other}.union(*touched)]
    return parts
