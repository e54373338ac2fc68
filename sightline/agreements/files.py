"""Reads the agreements of a workspace, and refuses what cannot be used: the file, the field, and what to do.

`agreements/organisations.toml` lists the organisations. Every other `agreements/*.toml` is one agreement. Drafts are in
`agreements/drafts`, and are not read.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from sightline.agreements.agreement import Organisation, SharingAgreement, is_named
from sightline.agreements.suspensions import NONE_SUSPENDED, Suspensions
from sightline.model.errors import Usage
from sightline.rulebook.schema import Written, load_toml, parse_toml, read_table, read_written

FOLDER, DRAFTS, ORGANISATIONS = "agreements", "drafts", "organisations.toml"
WHAT_TO_DO = "Correct the file, then run 'sightline agreement check'. See docs/how-to/agree-on-files.md."


class WrittenOrganisations(Written, frozen=True, kw_only=True):
    """The register of organisations."""

    organisations: tuple[Organisation, ...]


class AgreementBook(NamedTuple):
    """The agreements of a workspace by id, the organisations that they name, and the SHA-256 of each file by id."""

    agreements: tuple[SharingAgreement, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    hashes: Mapping[str, str] = MappingProxyType({})

    @property
    def holds_invented(self) -> bool:
        """Whether one of them was written to try Sightline in."""
        return any(one.is_invented for one in self.agreements)

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


def read_agreements(root: Path, *, suspensions: Suspensions = NONE_SUSPENDED) -> AgreementBook:
    """The agreements of the workspace in `root`; an empty book where it has none. Usage where one cannot be used.

    `suspensions`: what people decided, which counts besides what the files say.
    """
    register = root / FOLDER / ORGANISATIONS
    organisations = _read_organisations(register) if register.is_file() else ()
    written = [(path.name, *_read_agreement(path)) for path in list_agreement_files(root)]
    agency_of = AgreementBook((), organisations).agency_of
    named = [(name, _suspend(one, agency_of(one), sha256, suspensions)) for name, one, sha256 in written]
    hashes = {one.id: sha256 for _, one, sha256 in written}
    book = AgreementBook(tuple(sorted((one for _, one in named), key=lambda one: one.id)), organisations, hashes)
    for name, one in named:
        _check_named(one, name, book)
    _check_together(named, book)
    return book


def read_usable(root: Path, *, suspensions: Suspensions = NONE_SUSPENDED) -> tuple[AgreementBook, bool]:
    """The agreements that can be used, whatever else the folder holds; and whether every file of it can be."""
    register, is_whole = root / FOLDER / ORGANISATIONS, True
    organisations: tuple[Organisation, ...] = ()
    found: dict[str, tuple[SharingAgreement, str]] = {}
    try:
        organisations = _read_organisations(register) if register.is_file() else ()
    except Usage:
        is_whole = False
    agency_of = AgreementBook((), organisations).agency_of
    for path in list_agreement_files(root):
        try:
            one, sha256 = _read_agreement(path)
        except Usage:
            is_whole = False
            continue
        found[one.id] = (_suspend(one, agency_of(one), sha256, suspensions), sha256)
    agreements = tuple(found[each][0] for each in sorted(found))
    return AgreementBook(agreements, organisations, {one: sha256 for one, (_, sha256) in found.items()}), is_whole


def list_agreement_files(root: Path) -> list[Path]:
    """Every file in the folder that is one agreement."""
    folder = root / FOLDER
    paths = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    return [path for path in paths if path.name != ORGANISATIONS]


def find_agreement(root: Path, agreement_id: str) -> AgreementBook:
    """A book with the one agreement of that id, read though other files cannot be used; without it, an empty one."""
    register = root / FOLDER / ORGANISATIONS
    try:
        organisations = _read_organisations(register) if register.is_file() else ()
    except Usage:
        organisations = ()
    for path in list_agreement_files(root):
        try:
            one, sha256 = _read_agreement(path)
        except Usage:
            continue
        if one.id == agreement_id:
            return AgreementBook((one,), organisations, {one.id: sha256})
    return AgreementBook((), organisations)


def refuse(what: str, where: str) -> Usage:
    """The refusal of an agreement or of the register, naming its file."""
    return Usage(
        f"The agreement cannot be used: {what}.",
        code="bad_agreement",
        where=f"{FOLDER}/{where}",
        what_to_do=WHAT_TO_DO,
    )


def _read_agreement(path: Path) -> tuple[SharingAgreement, str]:
    """The agreement of a file, and the file's SHA-256."""
    return _parse_agreement(read_written(path, refuse=refuse), path.name)


@lru_cache(maxsize=512)
def _parse_agreement(written: bytes, name: str) -> tuple[SharingAgreement, str]:
    """From memory where a file of this name said the same before: its agreement never changes."""
    table = parse_toml(written, name=name, refuse=refuse)
    return read_table(SharingAgreement, table, where=name, refuse=refuse), hashlib.sha256(written).hexdigest()


def _suspend(one: SharingAgreement, agency: str, sha256: str, suspensions: Suspensions) -> SharingAgreement:
    standing = suspensions.standing(one, agency=agency, file_sha256=sha256)
    return one.suspended_from(standing.day) if standing else one


def _read_organisations(path: Path) -> tuple[Organisation, ...]:
    table = load_toml(path, refuse=refuse)
    found = read_table(WrittenOrganisations, table, where=path.name, refuse=refuse).organisations
    if twice := _found_twice(one.id for one in found):
        raise refuse(f"two organisations have the id '{twice}'", path.name)
    whole = {(one.id, one.agency) for one in found if not one.part_of}
    for one in found:
        if one.part_of and (one.part_of, one.agency) not in whole:
            raise refuse(f"'part_of' of '{one.id}' names no whole organisation of its agency", path.name)
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
