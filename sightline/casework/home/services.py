"""Since when things are new to an account: its last look before it was away, or when it said that it had seen them.

Opening the first page again moves nothing, or whoever is called away while reading would lose what they had not read.
Nor does midnight: some work at night. It moves after hours without a look.
"""

from datetime import datetime, timedelta

from django.db import transaction

from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.clock import is_ahead
from sightline.casework.core.session import ReaderSession
from sightline.casework.home.last_look_models import LastLook
from sightline.casework.home.pages.news import NewSince
from sightline.model.when import utc_text

HOURS_AWAY, DAYS_AT_FIRST = 6, 7


def note_look(*, actor: Actor, through: int) -> NewSince:
    """Note that the account looks now at what is held through a batch, and say since when things are new to it."""
    now = clock.now_at()
    if actor.account_id is None:
        return _since(now, LastLook(since_at=None, since_through=through))
    with transaction.atomic():
        row, is_new = LastLook.objects.select_for_update().get_or_create(
            account_id=actor.account_id,
            defaults={"looked_at": now, "looked_through": through, "since_through": through},
        )
        if not is_new:
            if _comes_back(row.looked_at, now):
                row.since_at, row.since_through = row.looked_at, row.looked_through
            is_wrong = is_ahead(row.looked_at, now=now)  # it was written while a clock was ahead
            row.looked_at, row.looked_through = now if is_wrong else max(now, row.looked_at), through
            row.since_at = None if row.since_at and is_ahead(row.since_at, now=now) else row.since_at
            row.save()
    return _since(now, row)


def note_seen(session: ReaderSession) -> None:
    """Say that what was new is seen: from now on that is new which came after the last look."""
    with audited(session, action="mark_seen"), transaction.atomic():
        row = LastLook.objects.select_for_update().of_account(session.actor.account_id).first()
        if row is not None:
            row.since_at, row.since_through = row.looked_at, row.looked_through
            row.save()


def _comes_back(looked_at: str, now: str) -> bool:
    """Whether the last look was hours ago."""
    return datetime.fromisoformat(now) - datetime.fromisoformat(looked_at) >= timedelta(hours=HOURS_AWAY)


def _since(now: str, row: LastLook) -> NewSince:
    if row.since_at:
        return NewSince(row.since_at, row.since_through, is_first=False)
    week = utc_text(datetime.fromisoformat(now) - timedelta(days=DAYS_AT_FIRST))
    return NewSince(week, row.since_through, is_first=True)
