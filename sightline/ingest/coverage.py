"""Whether an agreement in force covers what a file holds. Of a file that none covers, nothing is kept."""

from collections.abc import Iterable

from sightline.agreements import Policy
from sightline.model.errors import Refused
from sightline.store.batches import list_parts
from sightline.store.received_files import find_cut, find_sealed
from sightline.store.workspace import Workspace


def check_agreed(policy: Policy | None, layouts: Iterable[tuple[str, str]]) -> None:
    """Refused where no agreement in force covers one of these: agency and layout of each sheet that can be read."""
    if policy is None:
        return
    for agency, layout in dict.fromkeys(layouts):
        if layout and policy.cover(agency=agency, layout=layout) is None:
            raise _refuse(policy, agency, layout)


def drop_unless_held(workspace: Workspace, *, file_sha: str) -> None:
    """Remove the kept bytes of a file, if no batch holds it."""
    if not list_parts(workspace, file_sha=file_sha):
        (workspace.received / file_sha).unlink(missing_ok=True)
        for find in (find_sealed, find_cut):
            if replaced := find(workspace, file_sha):
                replaced.unlink()


def _refuse(policy: Policy, agency: str, layout: str) -> Refused:
    kind = layout.partition("/")[0]
    if {(agency, layout), (agency, kind)} & policy.held:
        said = f"The agreement on {layout} of {agency} is not in force: it has not begun, has ended or is suspended."
    else:
        said = f"No agreement covers {layout} of {agency}."
    return Refused(said, code="no_agreement", what_to_do=f"Draft one: sightline agreement draft {kind}")
