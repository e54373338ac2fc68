"""Takes notices as read: up to one, about one thing, or of daily lists."""

from django.db import transaction

from sightline.casework.audit.trail import append_entry, audited
from sightline.casework.core import clock
from sightline.casework.core.rights import refuse_elected
from sightline.casework.core.session import ReaderSession
from sightline.casework.inbox.selectors import MOST_COUNTED, newest_unread, own_notices
from sightline.casework.notices.models import NoticeKind


def take_notices_as_read(session: ReaderSession, *, through: int) -> int:
    """Say that one has read every notice up to that number; how many were unread."""
    with audited(session, action="read_notices") as trail:
        refuse_elected(session.actor)
        with transaction.atomic():
            number = own_notices(session.actor).filter(read_at=None, pk__lte=through).update(read_at=clock.now_at())
            trail.details = {"through": through, "read": number}
            append_entry(actor=session.actor, action="read_notices", trail=trail)
    return number


def take_about_as_read(session: ReaderSession, *, about_id: str) -> int:
    """Take the notices of one item, concern, meeting or file as read: its page was opened. How many were unread."""
    if not session.sends_page:
        return 0
    newest = newest_unread(session)
    if len(newest) < MOST_COUNTED and all(notice.about_id != about_id for notice in newest):
        return 0
    unread = own_notices(session.actor).filter(read_at=None, about_id=about_id)
    if not unread.exists():
        return 0
    with audited(session, action="read_notices") as trail, transaction.atomic():
        number = unread.update(read_at=clock.now_at())
        trail.add("about", [about_id])
        append_entry(actor=session.actor, action="read_notices", trail=trail)
    newest[:] = [notice for notice in newest if notice.about_id != about_id]  # the head of the page counts them after
    return number


def take_day_list_notices_as_read(session: ReaderSession) -> int:
    """Take the notices of daily lists as read: the list was opened. How many were unread."""
    about = (
        own_notices(session.actor)
        .filter(read_at=None, kind=NoticeKind.DAY_LIST)
        .values_list("about_id", flat=True)
        .distinct()
    )
    return sum(take_about_as_read(session, about_id=one) for one in list(about))
