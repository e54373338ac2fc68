"""What the grid of who knew what, and when, is drawn from: signs, agencies, and the day from which each was known."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class KnownSign:
    """One sign: from which day each agency knew it, by a record of its own, and the page of that record."""

    label: str
    known: tuple[tuple[str, date, str], ...]

    def of(self, agency: str) -> tuple[date, str] | None:
        """The first day and its record, of one agency; None where no record of it says so."""
        return min(((day, href) for name, day, href in self.known if name == agency), default=None)

    @property
    def together(self) -> tuple[date, str] | None:
        """The first day and its record, of all agencies together."""
        return min(((day, href) for _, day, href in self.known), default=None)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A pattern, whom it is about, its signs, and when each agency alone (None: never) and all together could state it.

    `acted_on` is the first joint action, where records say one. `asked_other_way`: of how many others it was true.
    """

    pattern: str
    about: str = field(repr=False)
    rule: str = field(repr=False)
    signs: tuple[KnownSign, ...]
    alone: tuple[tuple[str, date | None], ...]
    together_on: date
    up_to: date
    asked_other_way: str = field(repr=False)
    acted_on: date | None = None

    @property
    def first_on(self) -> date:
        """The first day that is drawn."""
        return min([self.together_on, *(day for sign in self.signs for _, day, _ in sign.known)])
