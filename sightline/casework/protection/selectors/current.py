"""What is protected now, as the served snapshot says it, for text that is in no snapshot.

What somebody wrote before an address was protected is shown without it from the next run on, and what they wrote stays
in the database as they wrote it.
"""

from collections.abc import Callable, Collection, Iterable
from functools import cached_property, lru_cache
from itertools import chain
from typing import Any

from django.conf import settings

from sightline.casework.core.registry import Registry
from sightline.casework.core.serving import current_workspace
from sightline.casework.core.session import ReaderSession
from sightline.model.errors import OurFault
from sightline.protection import Finder, unseal_things
from sightline.protection.texts import redact_text, redact_values
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot

# Of records that were entered here and that no run may have taken in: the mentions of those whom each names.
ENTERED: Registry[Callable[[Collection[str]], Iterable[str]]] = Registry("mentions entered here")


def current_finder(session: ReaderSession) -> Finder:
    """The finder of what is protected now; it finds nothing before the first run, and where nothing is served."""
    if settings.SIGHTLINE_WORKSPACE is None:
        return Finder({})
    workspace = current_workspace()
    snapshot = session.snapshot
    return _finder_of(snapshot, workspace.secret(), workspace.earlier_secret()) if snapshot else Finder({})


@lru_cache(maxsize=2)
def _finder_of(snapshot: Snapshot, secret: str, before: str) -> Finder:
    """Of one snapshot, which never changes, so that it is made once a process.

    While the key is being changed, the snapshot that is served is still sealed with the one before.
    """
    with open_store(snapshot.serve_file) as store:
        sealed = store.protected.sealed()
    try:
        return Finder(unseal_things(sealed=sealed, key=secret.encode()))
    except OurFault:
        if not before:
            raise
        return Finder(unseal_things(sealed=sealed, key=before.encode()))


def redact_said(
    session: ReaderSession, value: Any, *, mention_ids: Iterable[str] = (), record_ids: Iterable[str] = ()
) -> Any:
    """Every text of it without what is protected. `mention_ids`: whom it is about; `record_ids`: of what it speaks.

    Words about a protected person or their household, or about a record that names one, say their street and town no
    more than that record does.
    """
    finder = current_finder(session)
    if not finder:
        return value
    whom = _Whom(session, mention_ids, record_ids)
    return redact_values(
        value, lambda text: redact_text(text, finder, near=whom.near if finder.may_be_near(text) else ())
    )


class _Whom:
    """Whom some words are about; their protected places are asked for once, where a word of them is there at all."""

    def __init__(self, session: ReaderSession, mention_ids: Iterable[str], record_ids: Iterable[str]) -> None:
        self.session = session
        self._mention_ids, self._record_ids = mention_ids, record_ids

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The protected places of those people, and of everybody whom those records name."""
        records = sorted(set(self._record_ids))
        entered = [find(records) for find in ENTERED.all()]
        mentions = sorted({one for one in (*self._mention_ids, *chain.from_iterable(entered)) if one})
        with self.session.open_current() as opened:
            if opened is None:
                return ()
            people = opened[1].people_of(mention_ids=mentions) if mentions else {}
            protected = opened[1].protected
            return (*protected.things_of(person_ids=people.values()), *protected.things_on(record_ids=records))
