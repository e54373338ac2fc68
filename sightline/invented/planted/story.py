"""One child's part of a group's story: the words that notes about it may use.

A note and its cells must speak of the same car, friend and adult. Whoever writes a sign draws them once and hands them
to both (`about`).
"""

from dataclasses import dataclass, field

from sightline.invented.agencies.police import WrittenEpisode
from sightline.invented.desk import Desk, Vehicle
from sightline.invented.narration import quote, tell
from sightline.invented.planted.groups import PlantedGroup
from sightline.invented.population.people import Person


@dataclass(slots=True)
class Story:
    """One child's part of a group's story, as it is being written."""

    desk: Desk
    group: PlantedGroup
    child: Person
    episodes: list[WrittenEpisode] = field(default_factory=list)

    def tell(self, kind: str, **about: str) -> str:
        """A note of that kind, with this story's names and things."""
        return tell(kind, chance=self.desk.chance, child=self.child, **{**self.slots(), **about})

    def quote(self, kind: str) -> str:
        """The child's words for it."""
        return quote(kind, chance=self.desk.chance, child=self.child, **self.slots())

    def friend(self) -> Person | None:
        """Another child of the group."""
        others = [child for child in self.group.children if child is not self.child]
        return self.desk.chance.choice(others) if others else None

    def adult(self) -> Person:
        """An adult of the group."""
        return self.desk.chance.choice(self.group.adults)

    def vehicle(self) -> Vehicle:
        """A vehicle of the group."""
        return self.desk.chance.choice(self.group.vehicles)

    def slots(self) -> dict[str, str]:
        """Names and things that a note may speak of."""
        chance, group = self.desk.chance, self.group
        relation = "Mother" if group.carers[self.child.true_id].sex == "F" else "Father"
        return {
            "adult": group.street_name, "adult_full": self.adult().name, "agency": "another agency",
            "place": short_name(chance.choice((group.takeaway, group.corner)).text), "relation": relation,
            "relation_lower": relation.lower(), **about_vehicle(self.vehicle()), **about_friend(self.friend()),
        }  # fmt: skip


def about_vehicle(vehicle: Vehicle) -> dict[str, str]:
    """The words for a vehicle."""
    return {"car": vehicle.described, "mark": vehicle.registration}


def about_friend(friend: Person | None) -> dict[str, str]:
    """The word for another child."""
    return {"friend": friend.forename if friend else "a friend"}


def short_name(text: str) -> str:
    """A place without its street."""
    return text.split(",")[0]
