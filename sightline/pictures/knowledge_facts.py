"""What the grid of who knew what, and when, is drawn from: elements of a statement, and the day each agency knew them.

The statement may be a pattern with its signs, or a review's own with the elements that its authors chose.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sightline.translation.messages import lazy as _


@dataclass(frozen=True, slots=True)
class KnownElement:
    """One element: from which day each agency knew it, by a record of its own, and the page of that record.

    An agency is empty where nobody knows whose the record is: such a day counts for all together alone.
    """

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
class GridWords:
    """What an element is called, what is said of the day on which the statement could be made, and what alone means."""

    element: str
    could_be: str
    alone: str
    seen_from: str = _("With every agency’s records together, this pattern could be seen from %(day)s.")


OF_SIGNS = GridWords(_("Sign"), _("Pattern could be seen"), _("Alone: the same signs in that agency’s own notes."))
OF_A_PATTERN = GridWords(
    _("Sign"), _("Pattern could be seen"), _("Alone: the same rule, applied to that agency’s own records.")
)
OF_A_STATEMENT = GridWords(
    _("Element"),
    _("Statement could be true"),
    _("Alone: the same statement, from that agency’s own records."),
    _("With every agency’s records together, this could be said from %(day)s."),
)


@dataclass(frozen=True, slots=True)
class Knowledge:
    """A statement, whom it is about, its elements, and when each agency alone (None: never) and all together knew.

    `acted_on` is the first joint action, where records say one. `asked_other_way`: of how many others it was true; no
    grid is without it. `rule` says when the statement may be made, and `hindsight` where that rule was made later.
    `organisations`: the agency and the name of each that is an organisation of an agency with several. `has_meetings`:
    some days are those of meetings that an agency attended, where another's record was.
    """

    statement: str
    about: str = field(repr=False)
    rule: str = field(repr=False)
    elements: tuple[KnownElement, ...]
    alone: tuple[tuple[str, date | None], ...]
    together_on: date
    up_to: date
    asked_other_way: str = field(repr=False)
    acted_on: date | None = None
    words: GridWords = OF_A_PATTERN
    organisations: Mapping[str, tuple[str, str]] = field(default_factory=dict, repr=False)
    has_meetings: bool = False
    hindsight: str = ""

    def __post_init__(self) -> None:
        """A day on which something could have been seen is never shown alone."""
        if not self.asked_other_way:
            raise ValueError(_("To see who knew what, ask the question the other way round"))

    def by_other_records(self, agency: str) -> bool:
        """Whether an agency alone could state it, though no row gives it an element: by records later than those."""
        stated = dict(self.alone).get(agency) is not None
        return stated and any(element.of(agency) is None for element in self.elements)

    @property
    def first_on(self) -> date:
        """The first day that is drawn."""
        return min([self.together_on, *(day for element in self.elements for _, day, _ in element.known)])
