"""Who reads, what a row says of its own visibility, and the filter that stands between them.

The filter is made in one place (`sharing`) and each reading function of the store asks for one; there is no way to read
a person or a record without it.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from sightline.model.nouns import HandlingMarking, Role

PROTECTED_WORDS = "[protected: not shown]"
# Layouts of what people write in Sightline begin so. Such a record makes nobody one of its body's own people: else a
# concern would open another school's child to whoever entered it.
WRITTEN_HERE = "sightline_"


class NotShared(NamedTuple):
    """Kinds of records, as "agency layout", of which a reader sees nothing that they say.

    Of some no agreement in force covers any more: nobody sees them. Of the others the agreement in force does not show
    the reader's organisation what they say. `existence` are those of which it tells them that there are records;
    `withheld` those of which it does not. `but`: sheets that are shared by themselves, of workbooks that are not.
    `contacts`: the post and telephone to call about each kind, where an agreement says it. `own`: by kind
    the organisations whose records are shown all the same: the reader's own body, or one that lets a file have them.
    """

    kinds: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    contacts: tuple[tuple[str, str], ...] = ()
    existence: tuple[str, ...] = ()
    withheld: tuple[str, ...] = ()
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def hides(self, *, agency: str, layout: str, organisation: str | None = None) -> bool:
        """Whether the reader sees nothing of records of that agency and layout; without `organisation`, of others'."""
        kind, book = f"{agency} {layout}", f"{agency} {layout.partition('/')[0]}"
        if not self._is_of(self.kinds, agency, layout):
            return False
        return organisation is None or organisation not in dict(self.own).get(kind if kind in self.kinds else book, ())

    def is_taken_back(self, *, agency: str, layout: str) -> bool:
        """Whether that is because no agreement in force covers them any more."""
        agreed = self._is_of(self.existence, agency, layout) or self._is_of(self.withheld, agency, layout)
        return self.hides(agency=agency, layout=layout) and not agreed

    def withholds(self, *, agency: str, layout: str) -> bool:
        """Whether the agreement in force does not tell the reader that there are such records."""
        return self._is_of(self.withheld, agency, layout)

    def _is_of(self, kinds: tuple[str, ...], agency: str, layout: str) -> bool:
        kind, book = f"{agency} {layout}", f"{agency} {layout.partition('/')[0]}"
        return kind in kinds or (book in kinds and kind not in self.but and kind not in self.kinds)

    def of_existence(self) -> "NotShared":
        """The same for whoever is told that there are records, and not what they say: those of `existence` stay."""
        return self._but(self.existence)._replace(existence=())

    def with_passed_on(self, kinds: Mapping[str, tuple[str, ...]], *, before: "NotShared") -> "NotShared":
        """The same, but these kinds are shared, as far as they were before agreements kept them out of files.

        Where a kind has organisations, only their records of it are shared.
        """
        given = {one: kinds[one] for one in self.kinds if one in kinds and one not in before.kinds}
        freed = tuple(one for one, organisations in given.items() if not organisations)
        own = dict(self.own) | {
            one: tuple(sorted({*dict(self.own).get(one, ()), *organisations}))
            for one, organisations in given.items()
            if organisations
        }
        existence = tuple(one for one in self.existence if one not in freed)
        return self._but(freed)._replace(existence=existence, own=tuple(sorted(own.items())))

    def taken_back(self) -> "NotShared":
        """The same of those kinds alone that no agreement in force covers any more: nobody is shown them."""
        return self._but((*self.existence, *self.withheld))._replace(existence=(), withheld=())

    def _but(self, kinds: tuple[str, ...]) -> "NotShared":
        """The same, but these kinds are shared."""
        sheets = [one for one in kinds if "/" in one.partition(" ")[2]]
        return self._replace(kinds=tuple(one for one in self.kinds if one not in kinds), but=(*self.but, *sheets))

    def contact_of(self, *, agency: str, layout: str) -> str:
        """Whom to call about such records; empty where no agreement says it."""
        said = dict(self.contacts)
        return said.get(f"{agency} {layout}") or said.get(f"{agency} {layout.partition('/')[0]}", "")

    def shown(self, *, of: str = "") -> tuple[str, tuple[str, ...]]:
        """A condition in SQL over agency and layout that holds for what is shared; empty where everything is.

        It compares and makes no text, so that a row costs little. `of` stands before the two names of columns. A sheet
        is of a workbook where its layout lies between the workbook's name with "/" and the same with what follows "/".
        """
        if not self.kinds:
            return "", ()
        parts, parameters, owned = list[str](), list[str](), dict(self.own)
        for agency, own in dict.fromkeys((one.partition(" ")[0], owned.get(one, ())) for one in self.kinds):
            layouts, others, but = (
                [layout for at, _, layout in (one.partition(" ") for one in kinds) if at == agency]
                for kinds in (
                    [one for one in self.kinds if owned.get(one, ()) == own],
                    [one for one in self.kinds if owned.get(one, ()) != own and "/" in one],
                    self.but,
                )
            )
            but += others
            books = [one for one in layouts if "/" not in one]
            in_book = " OR ".join([f"({of}layout >= ? AND {of}layout < ?)"] * len(books))
            one_of = f"{of}layout IN ({', '.join('?' * len(layouts))})"
            but_these = f" AND {of}layout NOT IN ({', '.join('?' * len(but))})" if but else ""
            sheets = f" OR (({in_book}){but_these})" if books else ""
            but_own = f" AND coalesce({of}organisation, '') NOT IN ({', '.join('?' * len(own))})" if own else ""
            parts.append(f"({of}agency = ? AND ({one_of}{sheets}){but_own})")
            ends = [end for book in books for end in (f"{book}/", f"{book}0")]
            parameters += [agency, *layouts, *ends, *(but if books else ()), *own]
        return f"NOT ({' OR '.join(parts)})", tuple(parameters)


EVERYTHING_SHARED = NotShared()


class OwnRecords(NamedTuple):
    """Which records of the reader's agency are of the reader's own body, where the agency has several.

    `organisations`: those that these records name. `unnamed`: kinds of which those that name none are its own too.
    """

    organisations: tuple[str, ...] = ()
    unnamed: tuple[str, ...] = ()

    def holds(self, *, agency: str, organisation: str, layout: str) -> bool:
        """Whether a record of that agency is one of them."""
        if organisation in self.organisations:
            return True
        return organisation in ("", agency) and (layout in self.unnamed or layout.partition("/")[0] in self.unnamed)

    def condition(self, agency: str) -> tuple[str, tuple[str, ...]]:
        """The same of that agency in SQL, over agency, organisation and layout."""
        kinds = " OR ".join(["layout = ? OR (layout >= ? AND layout < ?)"] * len(self.unnamed))
        places = ", ".join("?" * len(self.organisations))
        named = f"organisation IN ({places})" if self.organisations else "1 = 0"
        unnamed = f" OR (coalesce(organisation, '') IN ('', ?) AND ({kinds}))" if self.unnamed else ""
        ends = [end for kind in self.unnamed for end in (kind, f"{kind}/", f"{kind}0")]
        of_none = [agency] if self.unnamed else []
        return f"(agency = ? AND ({named}{unnamed}))", (agency, *self.organisations, *of_none, *ends)


class AgreedHolder(NamedTuple):
    """A body that agreed to show its restricted records; `own` are those of its agency that are its own, or all."""

    agency: str
    own: OwnRecords | None = None

    def holds(self, *, agency: str, organisation: str, layout: str) -> bool:
        """Whether a record is the body's own."""
        own = self.own
        return agency == self.agency and (
            own is None or own.holds(agency=agency, organisation=organisation, layout=layout)
        )

    def condition(self) -> tuple[str, tuple[str, ...]]:
        """The same in SQL, over agency, organisation and layout."""
        return self.own.condition(self.agency) if self.own is not None else ("agency = ?", (self.agency,))


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: an account's role, the agency and organisation that it works for, and whom decisions open to these.

    `given`: mentions of the children whom a named decision, in force today, lets this body see. `needs_reason`: it
    opens these children and nobody else, because need to know is in force and they are those it has a reason for.
    `asks_first`: it sees every child, and opens the pages of one only for a reason, because need to know is in force.
    `not_shared`: kinds of records of which no agreement in force shows this reader what they say. `own`: which records
    of its agency are its own body's, where the agency has several bodies; None where it is one. `is_house`: Sightline
    itself reads, for work that shows records to nobody, such as an update.
    """

    username: str
    role: Role
    agency: str
    organisation: str = ""
    given: tuple[str, ...] = ()
    needs_reason: bool = False
    asks_first: bool = False
    not_shared: NotShared = EVERYTHING_SHARED
    own: OwnRecords | None = None
    is_house: bool = False

    def is_one_of(self, roles: Collection[Role]) -> bool:
        """Whether the reader has one of these roles, or is the house."""
        return self.is_house or self.role in roles


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
    not_shared: NotShared = EVERYTHING_SHARED

    def seen(self, alias: str) -> tuple[str, tuple[str, ...]]:
        """A condition over `seen_from` and `not_from` of a conclusion: whether it was drawn for this reader."""
        sql = (
            f"(instr({alias}.seen_from, ?) > 0 OR (instr({alias}.seen_from, ?) > 0 AND instr({alias}.not_from, ?) = 0))"
        )
        own, other = f"|{self.standpoint}|", f"|{self.or_else}|"
        return sql, (own, other, own)
