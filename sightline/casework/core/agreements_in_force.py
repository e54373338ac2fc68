"""Which agreements are in force now: the workspace's files, and the suspensions that named people decided.

A suspension applies at once and for good. To share again, a new agreement with a new id is signed.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from sightline.agreements import AgreementBook, Policy, compile_policy, read_agreements
from sightline.casework.core.models import Decision
from sightline.model.when import london_day

SUSPENDED = "agreement_suspended"


@dataclass(frozen=True, slots=True)
class Suspension:
    """One decision: which agreement, who suspended it, when and why."""

    agreement: str
    by: str
    at: str
    why: str = field(repr=False)


def read_suspensions() -> dict[str, Suspension]:
    """The first suspension of each agreement, by its id."""
    found: dict[str, Suspension] = {}
    for row in Decision.objects.of_kind(SUSPENDED).oldest_first():
        found.setdefault(row.body["agreement"], Suspension(row.body["agreement"], row.by, row.at, row.why))
    return found


def read_book(root: Path) -> AgreementBook:
    """The agreements of a workspace as they are now, with what people suspended. Usage where one cannot be used."""
    days = {one.agreement: london_day(one.at) for one in read_suspensions().values()}
    return read_agreements(root, suspended=days)


def policy_in_force(root: Path, *, on: date) -> Policy:
    """The policy of a workspace on that day, compiled anew from its files and decisions."""
    return compile_policy(read_book(root), on=on)
