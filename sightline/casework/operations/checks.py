"""What doctor says of an operator's work: keys and their age, the model of notes, the last backup."""

import stat
from datetime import datetime

from sightline.casework.backup.verification_log import find_verified
from sightline.casework.core import clock
from sightline.casework.core.agreements_in_force import is_folder_lost
from sightline.casework.finding.models import SavedSearch
from sightline.casework.keys.sets import list_secrets
from sightline.casework.learning.model_kinds import LINKAGE, NOTES
from sightline.casework.learning.selectors import trained_models
from sightline.casework.operations.key_listing import OLDEST_DAYS, read_keys
from sightline.casework.operations.pages import HealthCheck
from sightline.casework.papers.gate import list_missing, needs_papers
from sightline.casework.retention.gate import list_unfinished
from sightline.model.errors import OurFault
from sightline.store import Workspace

DAYS_LOOKED_BACK = 365


def check_operations_in_order(workspace: Workspace) -> tuple[HealthCheck, ...]:
    """All of them."""
    return (
        check_key_files(workspace), check_keys(workspace), check_searches(), check_model(workspace),
        check_matching(workspace), check_erasures(workspace), check_agreements(workspace),
        report_papers(workspace), report_backup()
    )  # fmt: skip


def check_key_files(workspace: Workspace) -> HealthCheck:
    """Red where somebody else on the machine may read a key."""
    others = stat.S_IRWXG | stat.S_IRWXO
    names = list_secrets(workspace.root)
    open_files = [name for name in names if stat.S_IMODE((workspace.root / name).stat().st_mode) & others]
    return HealthCheck(
        "Secrets are readable by their owner alone",
        not open_files,
        f"chmod 600 {' '.join(open_files)}" if open_files else "",
    )


def check_searches() -> HealthCheck:
    """Red where a closed account still has saved searches: what it looked for is kept for nobody."""
    left = SavedSearch.objects.of_closed_accounts().count()
    todo = f"{left} are left of an earlier version. 'sightline run' deletes them." if left else ""
    return HealthCheck("Closed accounts have no saved searches", not left, todo)


def check_model(workspace: Workspace) -> HealthCheck:
    """Red where the model of notes that was put in force here was changed, lost, or trained by another version."""
    wrong = trained_models.check_model_of_now(NOTES, workspace)
    return HealthCheck("The model of notes is the one that was put in force", not wrong, wrong)


def check_matching(workspace: Workspace) -> HealthCheck:
    """Red where the model of linkage that was put in force here was changed, lost, or is of another version."""
    wrong = trained_models.check_model(LINKAGE, workspace)
    return HealthCheck("The matching model is the one that was put in force", not wrong, wrong)


def check_erasures(workspace: Workspace) -> HealthCheck:
    """Red where an erasure was begun and has not ended."""
    left = list_unfinished(workspace)
    return HealthCheck(
        "Every erasure that was begun has ended", not left, "Run 'sightline retention apply'." if left else ""
    )


def check_agreements(workspace: Workspace) -> HealthCheck:
    """Red where the folder of agreements is missing, and files were imported or suspended under what it held."""
    is_lost = is_folder_lost(workspace.root)
    todo = "Sightline shares none of these records. Restore the folder 'agreements' from a backup." if is_lost else ""
    return HealthCheck("The folder of agreements is in its place", not is_lost, todo)


def check_keys(workspace: Workspace) -> HealthCheck:
    """Red where a key is older than a year, a change was interrupted, or something is left under an earlier key."""
    name = "Keys are young, and nothing is left under an earlier one"
    try:
        keys = read_keys(workspace)
    except (OurFault, OSError, ValueError) as error:
        return HealthCheck(name, False, str(error) if isinstance(error, OurFault) else "A key file cannot be read.")
    wrong = [f"{one.key}: {one.left}" for one in keys if one.left]
    wrong += [
        f"{one.key}: {one.days} days old, run 'sightline keys rotate {one.key}'."
        for one in keys
        if one.days > OLDEST_DAYS and not one.left
    ]
    ages = ", ".join(f"{one.key} {one.days} days" for one in keys)
    return HealthCheck(name, not wrong, " ".join(wrong) if wrong else f"In use for: {ages}.")


def report_papers(workspace: Workspace) -> HealthCheck:
    """Never red: a new workspace is whole. It says for which papers its files wait."""
    name = "Papers that real files wait for"
    if not needs_papers(workspace):
        return HealthCheck(name, True, "None: this workspace imports files without them.")
    missing = ", ".join(rule.id for rule in list_missing())
    todo = f"No file is imported until you record: {missing}." if missing else "None: every paper is recorded."
    return HealthCheck(name, True, todo)


def report_backup() -> HealthCheck:
    """Never red: whether backups are taken elsewhere is not known here."""
    found = find_verified(days=DAYS_LOOKED_BACK)
    if found is None:
        return HealthCheck("The last backup that verified", True, "None yet: take one with 'sightline backup DIR'.")
    days = (datetime.fromisoformat(clock.now_at()) - datetime.fromisoformat(found.made_at)).days
    return HealthCheck("The last backup that verified", True, f"{found.id}, {days} days ago.")
