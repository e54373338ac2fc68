"""Notes in the audit what somebody opened in order to read or add documents and comments."""

from sightline.casework.audit.trail import Trail
from sightline.casework.core.session import ReaderSession
from sightline.casework.owners.models import NOUNS
from sightline.casework.owners.rights import OpenedOwner


def note_owner(session: ReaderSession, trail: Trail, opened: OpenedOwner) -> None:
    """What it is, its records, and whom these are about."""
    trail.add(NOUNS[opened.owner], [opened.owner_id])
    trail.add("record", opened.record_ids)
    with session.open_current() as store:
        mentions = [one for one in opened.mention_ids if one]
        trail.add("person", sorted(set(store[1].people_of(mention_ids=mentions).values())) if store else [])
