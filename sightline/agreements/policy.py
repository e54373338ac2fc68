"""Compiles the agreements in force on a day to a lookup table with a version.

It is a pure function of agreements and day. Deny beats allow, whatever the order; no rule means deny. The version is
the SHA-256 of what is in force, as canonical JSON: it changes on the days on which something begins or ends.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from sightline.agreements.agreement import AgreementException, Organisation, SharingAgreement, is_named
from sightline.agreements.emergencies import EmergencyPass
from sightline.agreements.files import AgreementBook
from sightline.agreements.vocabulary import Effect, Mode, OrganisationType, Purpose


class PolicyQuestion(NamedTuple):
    """May records of this kind, which this organisation provides, go to that one for this purpose in this mode?"""

    source: str
    destination: str
    kind: str
    purpose: Purpose
    mode: Mode


class Ruling(NamedTuple):
    """The answer: allowed or not, by which agreement, by its terms or an exception, and why."""

    is_allowed: bool
    agreement: str
    by: str
    reason: str


NO_RULE = Ruling(is_allowed=False, agreement="", by="no rule", reason="No agreement in force allows it.")


@dataclass(frozen=True, slots=True)
class Policy:
    """What is in force on a day: who may be told what, and which agreement covers which files.

    `held` are the agency and layout pairs of all agreements, also of those that are not in force. `emergency`: the one
    file that is taken without an agreement.
    """

    version: str
    rulings: Mapping[PolicyQuestion, Ruling]
    covering: Mapping[tuple[str, str], SharingAgreement]
    held: frozenset[tuple[str, str]]
    emergency: EmergencyPass | None = None

    def rule(self, question: PolicyQuestion) -> Ruling:
        """The ruling on a question; denied where no agreement says anything."""
        return self.rulings.get(question, NO_RULE)

    def cover(self, *, agency: str, layout: str) -> SharingAgreement | None:
        """The agreement in force under which files of that agency and layout are taken."""
        pairs = ((agency, layout), (agency, layout.partition("/")[0]))
        return next((self.covering[pair] for pair in pairs if pair in self.covering), None)


def compile_policy(book: AgreementBook, *, on: date) -> Policy:
    """The policy of that day; from memory where these agreements were compiled for it before."""
    return _compile(book.agreements, book.organisations, on)


@lru_cache(maxsize=32)
def _compile(agreements: tuple[SharingAgreement, ...], organisations: tuple[Organisation, ...], on: date) -> Policy:
    book = AgreementBook(agreements, organisations)
    live = [_without_ended(one, on) for one in book.agreements if one.is_in_force(on=on)]
    rulings: dict[PolicyQuestion, Ruling] = {}
    for agreement in live:
        rulings.update(_rulings_of(agreement, book))
    covering = {(book.agency_of(one), kind): one for one in live for kind in one.data_kinds}
    return Policy(
        version=_version(live, book.organisations),
        rulings=MappingProxyType(rulings),
        covering=MappingProxyType(covering),
        held=frozenset((book.agency_of(one), kind) for one in book.agreements for kind in one.data_kinds),
    )


def _without_ended(agreement: SharingAgreement, on: date) -> SharingAgreement:
    """The agreement with those of its exceptions that apply on that day."""
    live = tuple(one for one in agreement.exceptions if one.is_in_force(on=on))
    return msgspec.structs.replace(agreement, exceptions=live)


def _rulings_of(agreement: SharingAgreement, book: AgreementBook) -> Iterator[tuple[PolicyQuestion, Ruling]]:
    for destination in book.organisations:
        for kind in agreement.kinds_ruled:
            for purpose in Purpose:
                for mode in Mode:
                    ruling = _ruling(agreement, destination, kind, purpose, mode)
                    if ruling is not NO_RULE:
                        yield PolicyQuestion(agreement.provider, destination.id, kind, purpose, mode), ruling


def _ruling(agreement: SharingAgreement, to: Organisation, kind: str, purpose: Purpose, mode: Mode) -> Ruling:
    """Deny of an exception first, then allow of an exception, then what the agreement allows."""
    applying = [one for one in agreement.exceptions if _applies(one, to, kind, purpose, mode)]
    for effect in (Effect.DENY, Effect.ALLOW):
        for one in applying:
            if one.effect is effect:
                return Ruling(effect is Effect.ALLOW, agreement.id, "exception", one.reason)
    is_meant = purpose in agreement.purposes and mode in agreement.modes
    if is_meant and _reaches(agreement.recipients, agreement.recipient_types, to):
        return Ruling(True, agreement.id, "agreement", agreement.lawful_basis)
    return NO_RULE


def _applies(one: AgreementException, to: Organisation, kind: str, purpose: Purpose, mode: Mode) -> bool:
    is_of_kind = not one.data_kinds or is_named(kind, one.data_kinds)
    is_meant = is_of_kind and purpose in one.purposes and mode in one.modes
    return is_meant and _reaches(one.recipients, one.recipient_types, to)


def _reaches(ids: tuple[str, ...], types: tuple[OrganisationType, ...], to: Organisation) -> bool:
    """Whether it means an organisation. Where organisations are named, types are not asked."""
    return to.id in ids if ids else to.type in types


def _version(live: list[SharingAgreement], organisations: tuple[Organisation, ...]) -> str:
    said: dict[str, Any] = {
        "agreements": [msgspec.to_builtins(one) for one in live],
        "organisations": sorted((msgspec.to_builtins(one) for one in organisations), key=lambda one: one["id"]),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()
