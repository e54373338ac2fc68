"""On which terms something is shown: by which agreement, on which lawful basis, to which post and for what."""

import hashlib
import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
from django.conf import settings

from sightline.agreements import Policy, SharingAgreement
from sightline.agreements.files import FOLDER
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, account_of
from sightline.casework.core.agreements_in_force import policy_in_force
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import SightlineError
from sightline.model.visibility import Scope

MOST_ID, VERSION_FIGURES, BETWEEN = 200, 16, "; "
CODE = re.compile(r"[a-z][a-z0-9_]{0,39}")


@dataclass(frozen=True, slots=True)
class AgreementTerms:
    """The agreements that cover what is shown, their bases and versions; empty where none does."""

    agreement: str = ""
    lawful_basis: str = ""
    agreement_version: str = ""


NO_TERMS = AgreementTerms()


def find_terms(session: ReaderSession, held: Collection[Scope]) -> AgreementTerms:
    """What covers records of these bodies and layouts today; nothing where no workspace is served."""
    if settings.SIGHTLINE_WORKSPACE is None:
        return NO_TERMS
    root = current_workspace().root
    policy = _policy(root, clock.today(), _stamp(root), session.head)
    covering = [policy.cover(agency=one.agency, layout=one.layout) for one in held] if policy else []
    found = sorted({one.id: one for one in covering if one}.items())
    if not found:
        return NO_TERMS
    each = [one for _id, one in found]
    return AgreementTerms(
        BETWEEN.join(one.id for one in each)[:MOST_ID],
        BETWEEN.join(one.lawful_basis for one in each),
        BETWEEN.join(_version_of(one) for one in each)[:MOST_ID],
    )


def post_of(actor: Actor) -> str:
    """The post of the account that acts, as its account says; empty where it says none."""
    account = account_of(actor=actor)
    return account.post if account else ""


def purpose_of(actor: Actor, details: Mapping[str, Any]) -> str:
    """For what an act was done: what it says itself, else what the reader said in this sitting. A code, or nothing."""
    said = str(details.get("purpose") or actor.purpose).replace(" ", "_")
    return said if CODE.fullmatch(said) else ""


@lru_cache(maxsize=256)
def _version_of(agreement: SharingAgreement) -> str:
    said = json.dumps(msgspec.to_builtins(agreement), sort_keys=True, default=str)
    return hashlib.sha256(said.encode()).hexdigest()[:VERSION_FIGURES]


def _stamp(root: Path) -> tuple[tuple[str, int, int], ...]:
    """What changes when a file of agreements does; one that goes while it is looked at is as gone."""
    found = []
    for one in sorted((root / FOLDER).glob("*.toml")):
        try:
            stat = one.stat()
        except OSError:
            continue
        found.append((one.name, stat.st_mtime_ns, stat.st_size))
    return tuple(found)


@lru_cache(maxsize=8)
def _policy(root: Path, day: date, stamp: tuple[tuple[str, int, int], ...], head: int) -> Policy | None:
    """The policy of a day; none where a file of agreements cannot be used."""
    del stamp, head  # what it was made from: another makes it anew
    try:
        return policy_in_force(root, on=day)
    except SightlineError:
        return None
