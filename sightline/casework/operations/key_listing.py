"""Lists the keys of a workspace with their age, and what is still under an earlier one."""

from dataclasses import dataclass
from datetime import datetime

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.core.rights import check_operations
from sightline.casework.core.session import ReaderSession
from sightline.casework.keys import head_keys, session_keys
from sightline.casework.keys.keyring import is_being_changed, read_keyring
from sightline.casework.keys.sealed_rows import count_sealed
from sightline.casework.operations.key_rotation import DATA, HEADS, LINKING, ROTATE, SESSION, fingerprint
from sightline.store import Workspace
from sightline.store.snapshots import list_snapshots

OLDEST_DAYS = 365
PURPOSES = {
    SESSION: "signs sessions",
    LINKING: "hashes homes and telephone numbers for linking",
    DATA: "seals second-step secrets",
    HEADS: "signs the heads that are saved each day",
}


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key: its fingerprint, since when it is in use, and in words what is left under an earlier one."""

    key: str
    purpose: str
    fingerprint: str
    since_at: str
    days: int
    left: str = ""


def list_keys(session: ReaderSession, *, workspace: Workspace) -> tuple[KeyLine, ...]:
    """The keys of the workspace."""
    with audited(session, action="list_keys"):
        check_operations(actor=session.actor)
        return read_keys(workspace)


def read_keys(workspace: Workspace) -> tuple[KeyLine, ...]:
    """The same for doctor, which audits itself."""
    folder = workspace.root
    keyring = read_keyring(folder)
    fingerprints = {
        SESSION: fingerprint(session_keys.read_session_key(folder)),
        LINKING: fingerprint(workspace.secret()),
        DATA: keyring.in_use.id,
    }
    if head_keys.has_head_key(folder):
        fingerprints[HEADS] = fingerprint(head_keys.public_key(workspace))
    left = {
        SESSION: left_under_session_key(workspace),
        LINKING: left_under_linking_key(workspace),
        DATA: left_under_data_key(workspace),
        HEADS: left_under_heads_key(workspace),
    }
    lines = []
    for key, of_key in fingerprints.items():
        since = since_when(key, keyring.in_use.made_at)
        days = (datetime.fromisoformat(clock.now_at()) - datetime.fromisoformat(since)).days
        lines.append(KeyLine(key, PURPOSES[key], of_key, since, days, left[key]))
    return tuple(lines)


def since_when(key: str, made_at: str) -> str:
    """When a key was changed last; else when the workspace was first used, or the data key made."""
    last = Decision.objects.of_kind(ROTATE).filter(body__key=key).newest_first().first()
    if last is not None:
        return str(last.at)
    first = AuditEntry.objects.order_by("sequence").first()
    return made_at if key == DATA or first is None else str(first.at)


def left_under_session_key(workspace: Workspace) -> str:
    """An interrupted change. Keys that are accepted no more are let go here: nothing needs them."""
    if session_keys.is_begun(workspace.root):
        return "A change was interrupted: run 'sightline keys rotate session' again."
    session_keys.forget_past(workspace.root)
    return ""


def left_under_linking_key(workspace: Workspace) -> str:
    """An interrupted change, or snapshots that compare under another key."""
    if workspace.earlier_secret():
        return "A change was interrupted: run 'sightline keys rotate linking' again."
    wanted = workspace.secret_check()
    others = [
        one.id
        for one in list_snapshots(workspace)
        if one.manifest().get("inputs", {}).get("linking_key", wanted) != wanted
    ]
    return f"{len(others)} snapshots compare under an earlier key." if others else ""


def left_under_data_key(workspace: Workspace) -> str:
    """An interrupted change, or second steps sealed with another key."""
    if is_being_changed(workspace.root):
        return "A change was interrupted: run 'sightline keys rotate data' again."
    others = count_sealed(except_under=read_keyring(workspace.root).in_use.id)
    return f"{others} second steps are sealed with an earlier key: run 'sightline keys rotate data'." if others else ""


def left_under_heads_key(workspace: Workspace) -> str:
    """An interrupted change; whether each head carries the signature of the key is doctor's and the audit's to say."""
    begun = head_keys.is_begun(workspace.root)
    return "A change was interrupted: run 'sightline keys rotate heads' again." if begun else ""
