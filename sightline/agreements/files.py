"""Reads the agreements of a workspace, and refuses what cannot be used: the file, the field, and what to do.

`agreements/organisations.toml` lists the organisations. Every other `agreements/*.toml` is one agreement. Drafts are in
`agreements/drafts`, and are not read.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from sightline.agreements.agreement import Organisation, SharingAgreement, is_named
from sightline.model.errors import Usage
from sightline.rulebook.schema import Written, load_toml, read_table

FOLDER, DRAFTS, ORGANISATIONS = "agreements", "drafts", "organisations.toml"
WHAT_TO_DO = "Correct the file, then run 'sightline agreement check'. See docs/how-to/agree-on-files.md."


class WrittenOrganisations(Written, frozen=True, kw_only=True):
    """The register of organisations."""

    organisations: tuple[Organisation, ...]


class AgreementBook(NamedTuple):
    """The agreements of a workspace by id, and the organisations that they name."""

    agreements: tuple[SharingAgreement, ...] = ()
    organisations: tuple[Organisation, ...] = ()

    def agreement(self, agreement_id: str) -> SharingAgreement | None:
        """The agreement of that id."""
        return next((one for one in self.agreements if one.id == agreement_id), None)

    def organisation(self, organisation_id: str) -> Organisation | None:
        """The organisation of that id."""
        return next((one for one in self.organisations if one.id == organisation_id), None)

    def agency_of(self, agreement: SharingAgreement) -> str:
        """As which agency the provider's files are read."""
        provider = self.organisation(agreement.provider)
        return provider.agency if provider and provider.agency else ""

    def of_layout(self, *, agency: str, layout: str) -> tuple[SharingAgreement, ...]:
        """Every agreement of that agency that names the layout, in force or not."""
        return tuple(one for one in self.agreements if one.covers(layout) and self.agency_of(one) == agency)


def read_agreements(root: Path, *, suspended: Mapping[str, date] | None = None) -> AgreementBook:
    """The agreements of the workspace in `root`; an empty book where it has none. Usage where one cannot be used.

    `suspended`: the day from which an agreement does not apply, by its id, besides what its file says.
    """
    days = suspended or {}
    folder = root / FOLDER
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    written = [path for path in paths if path.name != ORGANISATIONS]
    register = folder / ORGANISATIONS
    organisations = _read_organisations(register) if register in paths else ()
    named = [(path.name, _suspend(_read_agreement(path), days)) for path in written]
    book = AgreementBook(tuple(sorted((one for _, one in named), key=lambda one: one.id)), organisations)
    for name, one in named:
        _check_named(one, name, book)
    _check_together(named, book)
    return book


def refuse(what: str, where: str) -> Usage:
    """The refusal of an agreement or of the register, naming its file."""
    return Usage(
        f"The agreement cannot be used: {what}.",
        code="bad_agreement",
        where=f"{FOLDER}/{where}",
        what_to_do=WHAT_TO_DO,
    )


def _read_agreement(path: Path) -> SharingAgreement:
    return read_table(SharingAgreement, load_toml(path, refuse=refuse), where=path.name, refuse=refuse)


def _suspend(agreement: SharingAgreement, days: Mapping[str, date]) -> SharingAgreement:
    return agreement.suspended_from(days[agreement.id]) if agreement.id in days else agreement


def _read_organisations(path: Path) -> tuple[Organisation, ...]:
    table = load_toml(path, refuse=refuse)
    found = read_table(WrittenOrganisations, table, where=path.name, refuse=refuse).organisations
    if twice := _found_twice(one.id for one in found):
        raise refuse(f"two organisations have the id '{twice}'", path.name)
    return found


def _check_named(agreement: SharingAgreement, name: str, book: AgreementBook) -> None:
    """Refuse what names an organisation that is not in the register, or a provider whose files nobody could read."""
    known = {one.id for one in book.organisations}
    named = (agreement.recipients, *(one.recipients for one in agreement.exceptions))
    for field, some in (
        ("provider", (agreement.provider,)),
        ("controller", (agreement.controller,)),
        ("recipients", [one for each in named for one in each]),
    ):
        if missing := sorted(set(some) - known):
            raise refuse(f"'{field}' names '{missing[0]}', which is not in {ORGANISATIONS}", name)
    if not book.agency_of(agreement):
        raise refuse(f"'provider' names '{agreement.provider}', which has no 'agency' in {ORGANISATIONS}", name)
    for one in agreement.exceptions:
        for kind in one.data_kinds:
            if not agreement.covers(kind):
                raise refuse(f"an exception names the layout '{kind}', which 'data_kinds' does not", name)


def _check_together(named: list[tuple[str, SharingAgreement]], book: AgreementBook) -> None:
    """Refuse two agreements of one id, or of one agency and layout whose days overlap: which would apply?"""
    for (_, one), (name, other) in combinations(named, 2):
        if one.id == other.id:
            raise refuse(f"another agreement has the id '{one.id}'", name)
        both = sorted({kind for kind in one.data_kinds if other.covers(kind)}
                      | {kind for kind in other.data_kinds if is_named(kind, one.data_kinds)})  # fmt: skip
        if both and book.agency_of(one) == book.agency_of(other) and _overlap(one, other):
            raise refuse(f"'{one.id}' also covers '{both[0]}' of this agency on the same days", name)


def _overlap(one: SharingAgreement, other: SharingAgreement) -> bool:
    """Whether both apply on some day. A suspended agreement may be replaced on the day of its suspension."""
    start = max(one.starts_on, other.starts_on)
    return one.is_in_force(on=start) and other.is_in_force(on=start)


def _found_twice(ids: Iterable[str]) -> str:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            return one
        seen.add(one)
    return ""
