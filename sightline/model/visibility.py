"""Who reads, what a row says of its own visibility, and the filter that stands between them.

The filter is made in one place (`sharing`) and each reading function of the store asks for one; there is no way to read
a person or a record without it.
"""

from dataclasses import dataclass
from typing import NamedTuple

from sightline.model.nouns import HandlingMarking, Role

PROTECTED_WORDS = "[protected: not shown]"
# Layouts of what people write in Sightline begin so. Such a record makes nobody one of its body's own people: else a
# concern would open another school's child to whoever entered it.
WRITTEN_HERE = "sightline_"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: an account's role, the agency and organisation that it works for, and whom decisions open to these.

    `given`: mentions of the children whom a named decision, in force today, lets this body see. `needs_reason`: it
    opens these children and nobody else, because need to know is in force and they are those it has a reason for.
    """

    username: str
    role: Role
    agency: str
    organisation: str = ""
    given: tuple[str, ...] = ()
    needs_reason: bool = False


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
        return HandlingMarking.SEALED_IDENTITY in self.markings


class Scope(NamedTuple):
    """What the filter reads of a record, where nothing is sealed: records of one scope are seen by the same readers."""

    agency: str
    organisation: str
    layout: str
    restricted: bool


class RestsOn(NamedTuple):
    """On records of which scopes something rests.

    `unless`: it does not hold for whoever sees all of these; where they are none, for whoever sees every record.
    """

    scopes: frozenset[Scope]
    unless: frozenset[Scope] | None = None


# The standpoint of whoever sees every record; and what no conclusion is seen from.
FROM_ALL, FROM_NOWHERE = "all", "nowhere"
# The body of whoever is kept to the children for whom they have a reason: no record is of it.
NO_BODY = ("", "")


@dataclass(frozen=True, slots=True)
class RowFilter:
    """A condition in SQL, for SQLite and DuckDB alike, over agency, organisation, layout, restricted and sealed.

    `only_people_of` (agency, organisation), where given, also keeps the reader to people whom that organisation's own
    systems record, but in layouts that are `rolls`, and to those of the mentions `given` by a named decision or for a
    reason; where it is NO_BODY, to the last alone. `is_cut`: the snapshot that is read is cut to these people.
    `standpoint`: from where this reader sees conclusions; `or_else` is the one that holds wherever a conclusion was not
    drawn anew for it.
    """

    sql: str
    parameters: tuple[str, ...]
    only_people_of: tuple[str, str] | None = None
    standpoint: str = FROM_ALL
    or_else: str = FROM_ALL
    given: tuple[str, ...] = ()
    rolls: tuple[str, ...] = ()
    is_cut: bool = False

    def seen(self, alias: str) -> tuple[str, tuple[str, ...]]:
        """A condition over `seen_from` and `not_from` of a conclusion: whether it was drawn for this reader."""
        sql = (
            f"(instr({alias}.seen_from, ?) > 0 OR (instr({alias}.seen_from, ?) > 0 AND instr({alias}.not_from, ?) = 0))"
        )
        own, other = f"|{self.standpoint}|", f"|{self.or_else}|"
        return sql, (own, other, own)
