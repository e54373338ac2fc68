"""Notes in the audit that a backup was verified, and finds the newest: an upgrade needs one of the last day."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sightline.casework.audit.trail import DONE, Trail, audited
from sightline.casework.backup.manifest import BackupManifest
from sightline.casework.backup.verification import Verification
from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.rights import check_operations
from sightline.casework.core.session import ReaderSession
from sightline.model.when import utc_text

TAKEN, VERIFIED = "backup", "verify_backup"
NEW_ENOUGH_DAYS = 1
AUDIT_TABLE = AuditEntry._meta.db_table


@dataclass(frozen=True, slots=True)
class VerifiedBackup:
    """A backup of this workspace that was whole when it was verified."""

    id: str
    made_at: str
    version: str


def describe_backup(trail: Trail, manifest: BackupManifest, found: Verification) -> None:
    """Say in the trail which backup it was, and how it was found."""
    trail.add("backup", [manifest.id])
    trail.details = {
        "made_at": manifest.made_at,
        "verified": found.is_whole,
        "heads": manifest.heads,
        "version": manifest.version,
        "problems": len(found.problems),
    }


def note_verified(session: ReaderSession, *, manifest: BackupManifest, found: Verification) -> None:
    """Audit a verification."""
    with audited(session, action=VERIFIED) as trail:
        check_operations(actor=session.actor)
        describe_backup(trail, manifest, found)


def find_verified(*, days: int = NEW_ENOUGH_DAYS) -> VerifiedBackup | None:
    """The newest backup of this workspace that was made within so many days and verified; None where there is none."""
    since = utc_text(datetime.fromisoformat(clock.now_at()) - timedelta(days=days))
    rows = AuditEntry.objects.filter(action__in=(TAKEN, VERIFIED), outcome=DONE).order_by("-sequence")
    for row in rows[:100]:
        details = row.details
        if details.get("verified") and details["made_at"] >= since and is_of_this_workspace(details["heads"]):
            backup_id = next(one.removeprefix("backup:") for one in row.ids if one.startswith("backup:"))
            return VerifiedBackup(backup_id, details["made_at"], details["version"])
    return None


def is_of_this_workspace(heads: dict[str, str]) -> bool:
    """Whether the last audit row of a backup is a row of this audit."""
    number, _, row_hash = heads.get(AUDIT_TABLE, "0").partition(" ")
    return AuditEntry.objects.filter(sequence=int(number), hash=row_hash).exists()
