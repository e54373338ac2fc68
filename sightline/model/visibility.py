"""Who reads, what a row says of its own visibility, and the filter that stands between them.

A newcomer would get this wrong: the filter is made in one place (`sharing`) and each reading function of the store asks
for one; there is no way to read a person or a record without it.
"""

from dataclasses import dataclass

from sightline.model.nouns import Marking, Role

PROTECTED_WORDS = "[protected: not shown]"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: an account's role, and the agency and organisation that it works for."""

    username: str
    role: Role
    agency: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Visibility:
    """What a row says of its own visibility: the five VISIBILITY columns of model.schema."""

    agency: str
    organisation: str
    layout: str
    restricted: bool
    markings: tuple[str, ...] = ()

    @property
    def sealed(self) -> bool:
        """True where the row is of a sealed identity (adoption, new identity)."""
        return Marking.SEALED_IDENTITY in self.markings


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A condition in SQL, for SQLite and DuckDB alike, over agency, organisation, layout, restricted and sealed.

    `only_people_of` (agency, organisation), where given, also keeps the reader to people whom that organisation's own
    records name.
    """

    sql: str
    parameters: tuple[str, ...]
    only_people_of: tuple[str, str] | None = None
