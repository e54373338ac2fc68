"""What a family tree is drawn from: the child, each relative and what they are to the child. No address is in it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop


class Shape(StrEnum):
    """The genogram's shape: it says which sex is recorded, and nothing else."""

    MALE = "male"
    FEMALE = "female"
    NOT_RECORDED = "not recorded or other"


class Generation(StrEnum):
    """In which row somebody stands, as seen from the child."""

    GRANDPARENTS = gettext_noop("grandparents")
    PARENTS = gettext_noop("parents")
    AUNTS = gettext_noop("aunts and uncles")
    CHILDREN = gettext_noop("brothers and sisters")
    OWN_CHILDREN = gettext_noop("own children")
    OTHERS = gettext_noop("other relatives")


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One person: age where a birth date is recorded, dates of the relationship, how many records say so."""

    label: str = field(repr=False)
    relation: str
    generation: Generation
    shape: Shape
    age: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    records: int = 1
    same_address: bool = False
    is_by_marriage: bool = False
    href: str = ""

    @property
    def is_sure(self) -> bool:
        """Whether it is drawn solid: two records or more say so, or one that gives the day it began."""
        return self.records > 1 or self.from_on is not None


@dataclass(frozen=True, slots=True)
class FamilyStory:
    """A child and the family that records name."""

    child: FamilyMember
    relatives: tuple[FamilyMember, ...]
    up_to: date
