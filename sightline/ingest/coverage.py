"""Whether an agreement in force covers what a file holds. Of a file that none covers, nothing is kept."""

from collections.abc import Iterable

from sightline.agreements import Policy
from sightline.model.errors import Refused
from sightline.store.batches import list_parts
from sightline.store.received_files import find_cut, find_sealed
from sightline.store.workspace import Workspace


def check_agreed(policy: Policy | None, layouts: Iterable[tuple[str, str]], *, file_sha: str) -> None:
    """Refused where no agreement in force covers one of these: agency and layout of each sheet that can be read.

    In an emergency the file with those bytes is taken without one. It is refused where an agreement covers all of it,
    and where one covered such records before: theirs would be shown with its own.
    """
    if policy is None:
        return
    pairs = [(agency, layout) for agency, layout in dict.fromkeys(layouts) if layout]
    open_pairs = [pair for pair in pairs if policy.cover(agency=pair[0], layout=pair[1]) is None]
    is_let_in = policy.emergency is not None and policy.emergency.file_sha == file_sha
    if policy.emergency and (not open_pairs or not is_let_in):
        raise _refuse_emergency()
    for agency, layout in open_pairs:
        if not is_let_in or _was_held(policy, agency, layout):
            raise _refuse(policy, agency, layout)


def drop_unless_held(workspace: Workspace, *, file_sha: str) -> None:
    """Remove the kept bytes of a file, if no batch holds it."""
    if not list_parts(workspace, file_sha=file_sha):
        (workspace.received / file_sha).unlink(missing_ok=True)
        for find in (find_sealed, find_cut):
            if replaced := find(workspace, file_sha):
                replaced.unlink()


def _was_held(policy: Policy, agency: str, layout: str) -> bool:
    return bool({(agency, layout), (agency, layout.partition("/")[0])} & policy.held)


def _refuse_emergency() -> Refused:
    return Refused(
        "This file needs no emergency: an agreement covers it, no layout fits it, or it changed meanwhile.",
        code="no_emergency",
        what_to_do="Import it without --emergency.",
    )


def _refuse(policy: Policy, agency: str, layout: str) -> Refused:
    kind = layout.partition("/")[0]
    if _was_held(policy, agency, layout):
        said = f"The agreement on {layout} of {agency} is not in force: it has not begun, has ended or is suspended."
    else:
        said = f"No agreement covers {layout} of {agency}."
    return Refused(said, code="no_agreement", what_to_do=f"Draft one: sightline agreement draft {kind}")
