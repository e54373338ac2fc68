"""Which snapshot may be served: the current one where it is whole, else the newest earlier one that is.

A manifest holds the hashes of its snapshot's files. The manifest's own hash is in the row of the current snapshot and
in the decision that made it current, so a manifest that was written anew with other hashes is seen too.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock

from sightline.casework.core.models import CurrentSnapshot, Decision
from sightline.model.errors import OurFault
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.checksums import MANIFEST, find_damage, has_sums, hash_known
from sightline.store.snapshots import Snapshot, find_snapshot, is_of_present_schema
from sightline.translation.messages import lazy as _

logger = logging.getLogger(__name__)
MADE_CURRENT, GONE = "snapshot_made_current", _("It is not in the workspace.")
_SAID: set[tuple[str, str]] = set()
_SAYING = Lock()


class NoWholeSnapshot(OurFault):
    """No snapshot is whole, so nothing can be shown."""

    def __init__(self, damaged_id: str) -> None:
        super().__init__(
            _("Sightline cannot show records now: its data is damaged."),
            code="no_whole_snapshot",
            where=damaged_id,
            what_to_do=_(
                "Use your own agency’s system. The operator must run 'sightline doctor', and then 'sightline run'."
            ),
        )


class OlderSnapshot(OurFault):
    """The snapshot was made by another version of Sightline, so pages cannot read it until the next run."""

    def __init__(self, snapshot_id: str) -> None:
        super().__init__(
            _("The current snapshot was made by another version of Sightline."),
            code="snapshot_of_other_version",
            where=snapshot_id,
            what_to_do=_("Build it again with 'sightline run'."),
        )


@dataclass(frozen=True, slots=True)
class ServedSnapshot:
    """The snapshot that may be served, and since when it is current; of an older one also which is damaged, and how.

    `changed_at` is of the snapshot that is served: of an older one, when it was made current itself.
    """

    snapshot: Snapshot
    changed_at: str
    damaged_id: str = ""
    damage: str = ""

    @property
    def damaged_on(self) -> date:
        """The day as known on which the damaged one is."""
        return date.fromisoformat(self.damaged_id[:10])

    @property
    def served_on(self) -> date:
        """The day as known on which the one that is served is."""
        return date.fromisoformat(self.snapshot.id[:10])


def find_served(*, workspace_of: Callable[[], Workspace]) -> ServedSnapshot | None:
    """The snapshot that pages are made from; None before the first run. NoWholeSnapshot where no snapshot is whole.

    The workspace is asked for only where a run was made. Schema is not asked here: an older one is whole, and must be
    built again all the same.
    """
    row = CurrentSnapshot.objects.current()
    if row is None:
        return None
    workspace = workspace_of()
    damage = damage_of(workspace=workspace, snapshot_id=row.snapshot_id, manifest_sha=row.manifest_sha256)
    if not damage:
        return ServedSnapshot(Snapshot(row.snapshot_id, workspace.snapshots / row.snapshot_id), row.changed_at)
    earlier = _newest_whole(workspace, but=row.snapshot_id)
    _say_once(row.snapshot_id, damage, earlier.snapshot if earlier else None)
    if earlier is None:
        raise NoWholeSnapshot(row.snapshot_id)
    return replace(earlier, damaged_id=row.snapshot_id, damage=damage)


def damage_of(
    *,
    workspace: Workspace,
    snapshot_id: str,
    manifest_sha: str = "",
    fresh: bool = False,
    progress: Progress = SILENT,
) -> str:
    """What is wrong with a snapshot, in a sentence; empty text where it is whole.

    Cheap once it was checked in this process: the files are read again only where they changed, or with `fresh`.
    """
    snapshot = find_snapshot(workspace, snapshot_id)
    if snapshot is None:
        return GONE
    return find_damage(snapshot.folder, manifest_sha=manifest_sha, fresh=fresh, progress=progress)


def is_whole(snapshot: Snapshot) -> bool:
    """Whether a finished snapshot's files, and its manifest where it was ever served, are as they were written."""
    return not find_damage(snapshot.folder, manifest_sha=manifest_sha_of(snapshot_id=snapshot.id))


def is_sound(snapshot: Snapshot) -> bool:
    """Whether a run may take a snapshot over: it is whole, and no earlier version made it, which kept no hashes."""
    return is_whole(snapshot) and has_sums(snapshot.folder)


def manifest_sha_of(*, snapshot_id: str) -> str:
    """The manifest's hash by the last decision that made the snapshot current; empty text where none says it."""
    made = Decision.objects.of_kind(MADE_CURRENT).filter(body__snapshot_id=snapshot_id).newest_first().first()
    return str(made.body.get("manifest_sha256", "")) if made else ""


def hash_manifest(snapshot: Snapshot) -> str:
    """The hash of a manifest, to be kept apart from it."""
    return hash_known(snapshot.folder / MANIFEST, fresh=True)


def _newest_whole(workspace: Workspace, *, but: str) -> ServedSnapshot | None:
    seen = {but}
    for body, made_at in Decision.objects.of_kind(MADE_CURRENT).newest_first().values_list("body", "at"):
        if body["snapshot_id"] in seen:
            continue
        seen.add(body["snapshot_id"])
        snapshot = find_snapshot(workspace, body["snapshot_id"])
        if snapshot is None or find_damage(snapshot.folder, manifest_sha=body.get("manifest_sha256", "")):
            continue
        if is_of_present_schema(snapshot):
            return ServedSnapshot(snapshot, made_at)
    return None


def _say_once(damaged_id: str, damage: str, earlier: Snapshot | None) -> None:
    """Into the log, once in each process."""
    said = (damaged_id, earlier.id if earlier else "")
    with _SAYING:
        if said in _SAID:
            return
        _SAID.add(said)
    logger.error("snapshot %s is damaged: %s served is %s", damaged_id, damage, said[1] or "none")
