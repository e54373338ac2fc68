"""Tells those whom an entry means, in the transaction of the entry."""

from collections.abc import Iterable

from sightline.casework.journal.models import JournalEntry
from sightline.casework.notices.models import NoticeKind
from sightline.casework.notices.record import notify


def note_entry(*, entry: JournalEntry, kind: NoticeKind, about_id: str, usernames: Iterable[str]) -> None:
    """A notice to each of these accounts, but for whoever wrote the entry."""
    told = sorted({one for one in usernames if one} - {entry.by})
    notify(usernames=told, kind=kind, about_id=about_id, occasion=entry.pk, at=entry.at)
