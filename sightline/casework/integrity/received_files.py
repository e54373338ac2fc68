"""Refuses to build on a received file that is not as it came."""

from collections.abc import Sequence

from sightline.model.errors import OurFault
from sightline.model.progress import SILENT, Progress
from sightline.store import Workspace
from sightline.store.received_files import DamagedFile, find_damaged

WHAT_TO_DO = (
    "Put each file back from a backup under the same name. Or ask the agency for the very same file, and import it "
    "again with 'sightline ingest'."
)


def refuse_damaged(*, workspace: Workspace, progress: Progress = SILENT) -> None:
    """OurFault where a received file is missing or changed, by name."""
    damaged = find_damaged(workspace=workspace, progress=progress)
    if damaged:
        raise OurFault(
            f"Received files have changed since they arrived: {_list(damaged)}.",
            code="received_damaged",
            what_to_do=WHAT_TO_DO,
        )


def say_damaged(damaged: Sequence[DamagedFile]) -> str:
    """The same for doctor; empty text where there are none."""
    return f"Changed since they arrived: {_list(damaged)}. {WHAT_TO_DO}" if damaged else ""


def _list(damaged: Sequence[DamagedFile]) -> str:
    return "; ".join(str(one) for one in damaged)
