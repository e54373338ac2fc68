"""Which agreements are in force now: the workspace's files, and what named people decided about them.

A suspension applies at once to its agreement and to every other on the same agency and layouts. A later decision, about
one file by its SHA-256, puts an agreement on them in force. Invented agreements are for trial, demo and training alone.
"""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.conf import settings

from sightline.agreements import (
    AgreementBook,
    Policy,
    PutInForce,
    SharingAgreement,
    Suspension,
    Suspensions,
    compile_policy,
    read_agreements,
)
from sightline.agreements.files import FOLDER
from sightline.casework.core.models import Decision
from sightline.model.errors import Refused
from sightline.model.when import london_day
from sightline.store import Workspace
from sightline.store.workspace import DEMO_FILE
from sightline.translation.messages import lazy as _

SUSPENDED, PUT_IN_FORCE = "agreement_suspended", "agreement_in_force"
TRIAL = "trial_workspace"


@dataclass(frozen=True, slots=True)
class SuspensionDecision:
    """One decision: which agreement, who suspended it, when and why."""

    agreement: str
    by: str
    at: str
    why: str = field(repr=False)


def read_suspensions() -> dict[str, SuspensionDecision]:
    """The first suspension of each agreement, by its id."""
    found: dict[str, SuspensionDecision] = {}
    for row in Decision.objects.of_kind(SUSPENDED).oldest_first():
        found.setdefault(row.body["agreement"], SuspensionDecision(row.body["agreement"], row.by, row.at, row.why))
    return found


def read_decisions() -> Suspensions:
    """Every suspension, and every agreement that was put in force after one."""
    return Suspensions(
        tuple(
            Suspension(
                row.sequence, row.body["agreement"], row.body["agency"], tuple(row.body["data_kinds"]),
                london_day(row.at),
            )
            for row in Decision.objects.of_kind(SUSPENDED).oldest_first()
        ),
        tuple(
            PutInForce(row.sequence, row.body["agreement"], row.body["file_sha256"])
            for row in Decision.objects.of_kind(PUT_IN_FORCE).oldest_first()
        ),
    )  # fmt: skip


def standing_suspension(book: AgreementBook, agreement: SharingAgreement) -> Suspension | None:
    """The decision by which an agreement, as its file is now, is suspended."""
    return read_decisions().standing(
        agreement, agency=book.agency_of(agreement), file_sha256=book.hashes.get(agreement.id, "")
    )


def is_marked_trial(root: Path) -> bool:
    """Whether a workspace was made for a trial, or imported files under invented agreements: by file or decision."""
    return Workspace(root).is_trial or Decision.objects.of_kind(TRIAL).exists()


def takes_invented(root: Path) -> bool:
    """Whether invented agreements count in a workspace: of a trial, the demo or training, where pages say so."""
    return bool(settings.SIGHTLINE_TRAINING) or (root / DEMO_FILE).is_file() or is_marked_trial(root)


def read_book(root: Path) -> AgreementBook:
    """The agreements of a workspace as they are now, with what people suspended.

    Usage where one cannot be used, Refused where one is invented and the workspace is not made to try Sightline in.
    """
    book = read_agreements(root, suspensions=read_decisions())
    invented = [one.id for one in book.agreements if one.is_invented]
    if invented and not takes_invented(root):
        raise Refused(
            _("An agreement here is invented, and this is no trial workspace."),
            code="invented_agreement",
            where=f"{FOLDER}: {', '.join(invented[:5])}",
            what_to_do=_("Remove its file, and sign an agreement. To try Sightline, use 'sightline init --trial DIR'."),
        )
    return book


def policy_in_force(root: Path, *, on: date) -> Policy:
    """The policy of a workspace on that day, compiled anew from its files and decisions."""
    return compile_policy(read_book(root), on=on)
