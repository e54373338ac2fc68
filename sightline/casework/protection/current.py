"""What is protected now, as the served snapshot says it, for text that is in no snapshot.

A newcomer would get this wrong: what somebody wrote before an address was protected is shown without it from the next
run on, and what they wrote stays in the database as they wrote it.
"""

from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any

from django.conf import settings

from sightline.casework.current import current_snapshot, current_workspace, open_current
from sightline.model.errors import OurFault
from sightline.protection import Finder, unseal_things
from sightline.protection.texts import redact_text, redact_values
from sightline.store.serve import open_serve
from sightline.store.snapshots import Snapshot


def current_finder() -> Finder:
    """The finder of what is protected now; it finds nothing before the first run, and where nothing is served."""
    if settings.SIGHTLINE_WORKSPACE is None:
        return Finder({})
    workspace = current_workspace()
    snapshot = current_snapshot(workspace)
    return _finder_of(snapshot, workspace.secret(), workspace.earlier_secret()) if snapshot else Finder({})


@lru_cache(maxsize=2)
def _finder_of(snapshot: Snapshot, secret: str, before: str) -> Finder:
    """Of one snapshot, which never changes, so that it is made once a process.

    While the key is being changed, the snapshot that is served is still sealed with the one before.
    """
    with open_serve(snapshot.serve) as serve:
        sealed = serve.protected.sealed()
    try:
        return Finder(unseal_things(sealed=sealed, key=secret.encode()))
    except OurFault:
        if not before:
            raise
        return Finder(unseal_things(sealed=sealed, key=before.encode()))


def near_things(*, mention_ids: Iterable[str]) -> tuple[str, ...]:
    """The protected places of the people whom these mentions are of."""
    mentions = sorted(filter(None, mention_ids))
    with open_current() as opened:
        if opened is None or not mentions:
            return ()
        people = opened[1].people_of(mention_ids=mentions)
        return opened[1].protected.things_of(person_ids=people.values()) if people else ()


def redact_said(value: Any, *, mention_ids: Iterable[str] = ()) -> Any:
    """Every text of it without what is protected. `mention_ids`: whom it is about."""
    finder = current_finder()
    if not finder:
        return value
    near: Collection[str] = near_things(mention_ids=mention_ids)
    return redact_values(value, lambda text: redact_text(text, finder, near=near))
