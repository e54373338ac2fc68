"""What a family tree is drawn from: the child, each relative and what they are to the child. No address is in it."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from sightline.translation.messages import gettext_noop
from sightline.translation.messages import lazy as gettext_lazy

NO_ADDRESS = gettext_lazy("address not recorded")


class GenogramShape(StrEnum):
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
class Stay:
    """Records that give one of the child's addresses, by its number: from the first to the last, and how many."""

    home: int
    first_on: date
    last_on: date
    records: int


@dataclass(frozen=True, slots=True)
class FamilyMember:
    """One person: age where a birth date is recorded, dates of the relationship, how many records say so.

    `same_address`: the newest records of both give the same. `stays`: all that give an address of the child.
    `is_from_birth`: the relationship began with the birth of one of the two. `no_address`: no record gives one.
    """

    label: str = field(repr=False)
    relation: str
    generation: Generation
    shape: GenogramShape
    age: int | None = None
    from_on: date | None = None
    to_on: date | None = None
    records: int = 1
    same_address: bool = False
    is_by_marriage: bool = False
    is_from_birth: bool = False
    href: str = ""
    born_on: date | None = field(default=None, repr=False)
    stays: tuple[Stay, ...] = ()
    no_address: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether it is drawn solid: two records or more say so, or one that gives the day it began."""
        return self.records > 1 or self.from_on is not None

    @property
    def order(self) -> tuple[bool, bool, int, str, str, str]:
        """Parents before others of their row, then the eldest first."""
        is_aunt = self.generation is Generation.AUNTS
        return self.is_by_marriage, is_aunt, -(self.age or 0), self.label, self.relation, self.href


@dataclass(frozen=True, slots=True)
class FamilyStory:
    """A child and the family that records name. `is_protected`: its address is, so that it is compared with none."""

    child: FamilyMember
    relatives: tuple[FamilyMember, ...]
    up_to: date
    is_protected: bool = False
