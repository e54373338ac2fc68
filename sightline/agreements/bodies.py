"""Which body a record is of: an organisation, where its agency has several, and else the agency itself.

Each school is a body of its own, by the name in its rows. Of any other agency the register says how many bodies it has.
What may be of another body is taken to be of nobody, so that no reader counts it as their own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sightline.agreements.agreement import Organisation, plain_name
from sightline.agreements.files import AgreementBook
from sightline.agreements.vocabulary import Service
from sightline.model.nouns import Agency
from sightline.model.visibility import OwnRecords

# The register lists such teams because of what they do, not because they decide about records by themselves.
TEAMS = (Service.COVERT, Service.ADOPTION)
NOBODY_KNOWS = ""


@dataclass(frozen=True, slots=True)
class Bodies:
    """The bodies that the register of organisations knows. `is_known`: the register can be read, or there is none."""

    book: AgreementBook = field(default_factory=AgreementBook)
    is_known: bool = True

    def has_several(self, agency: str) -> bool:
        """Whether records of an agency can be of more than one body."""
        return agency == Agency.SCHOOL or not self.is_known or len(self._listed(agency)) > 1

    def body_of(self, agency: str, organisation: str, *, layout: str = "") -> str:
        """The body of a record, or for which an account works; empty where that may be one or another.

        A name that the register does not have is a body by itself. A record that names none is of the provider of its
        `layout` by agreement; of a school, nobody knows.
        """
        if not self.has_several(agency):
            return agency
        name = plain_name(organisation)
        if name and name != plain_name(agency):
            named = organisations_named(self.book.organisations, agency=agency, organisation=organisation)
            return _only({one.part_of or one.id for one in named}) if named else f"{agency}: {name}"
        if agency == Agency.SCHOOL or not (layout and self.is_known):
            return NOBODY_KNOWS
        provided = {one.provider for one in self.book.of_layout(agency=agency, layout=layout)}
        return _only({one.part_of or one.id for one in self.book.organisations if one.id in provided})

    def are_one(self, agency: str, organisation: str, *, other: str, layout: str = "") -> bool:
        """Whether a record of `organisation`, and of this layout, is of the body of that `other` name."""
        body = self.body_of(agency, organisation, layout=layout)
        return body != NOBODY_KNOWS and body == self.body_of(agency, other)

    def is_of_another(self, agency: str, organisation: str, *, other: str) -> bool:
        """Whether what `organisation` must answer is known to be of another body than that of the `other` name.

        Where nobody knows of which body it is, it is not: then each of the agency answers. So it is of a name that no
        register has, but for a school's: the register lists no schools.
        """
        if not self.has_several(agency) or not plain_name(organisation):
            return False
        found = organisations_named(self.book.organisations, agency=agency, organisation=organisation)
        body = self.body_of(agency, organisation) if found or agency == Agency.SCHOOL else NOBODY_KNOWS
        return body not in (NOBODY_KNOWS, self.body_of(agency, other))

    def own_names(self, agency: str, organisation: str, *, layout: str) -> tuple[str, ...]:
        """As which organisations a body's own records of a layout may be written; empty where nobody knows the body."""
        own = self.body_of(agency, organisation)
        if own == NOBODY_KNOWS:
            return ()
        listed = (one for one in self.book.organisations if own in (one.id, one.part_of))
        names = {organisation, *(name for one in listed for name in (one.name, one.id, one.code))} - {""}
        unnamed = {"", agency} if self.are_one(agency, "", other=organisation, layout=layout) else set()
        return tuple(sorted(names | unnamed))

    def own_records(self, agency: str, organisation: str) -> OwnRecords | None:
        """Which records of its agency are a body's own; None where the agency is one body, as then all are."""
        if not self.has_several(agency):
            return None
        names = self.own_names(agency, organisation, layout="")
        kinds = {kind for one in self.book.agreements if self.book.agency_of(one) == agency for kind in one.kinds_ruled}
        own = {kind for kind in kinds if self.are_one(agency, "", other=organisation, layout=kind)}
        books = {kind.partition("/")[0] for kind in kinds - own}
        return OwnRecords(names, tuple(sorted(own - books)))

    def _listed(self, agency: str) -> list[Organisation]:
        """The organisations of an agency that are bodies of their own."""
        listed = self.book.organisations
        return [one for one in listed if one.agency == agency and not one.part_of and one.service not in TEAMS]


def organisations_named(
    organisations: Iterable[Organisation], *, agency: str, organisation: str
) -> tuple[Organisation, ...]:
    """Those of an agency, or of none, that have this name, id or code."""
    return tuple(one for one in organisations if one.agency in (None, agency) and one.is_called(organisation))


def _only(found: set[str]) -> str:
    return found.pop() if len(found) == 1 else NOBODY_KNOWS
