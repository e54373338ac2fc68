"""What the head of each page needs: how many notices are unread, and whether the newest data are damaged."""

from django import template
from django.db import DatabaseError
from django.template import Context

from sightline.casework.core.selectors.whole_snapshots import ServedSnapshot
from sightline.casework.core.session import ReaderSession
from sightline.casework.inbox.selectors import count_unread
from sightline.model.errors import SightlineError

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """How many matters the reader has not read that still wait; 0 where nobody is signed in."""
    session = _session_of(context)
    try:
        return count_unread(session) if session else 0
    except (SightlineError, DatabaseError):  # the page that says what is wrong must still be shown
        return 0


@register.simple_tag(takes_context=True)
def damaged_data(context: Context) -> ServedSnapshot | None:
    """Which data are damaged and which are shown instead; None where the newest are shown or nobody is signed in."""
    session = _session_of(context)
    try:
        return session.damaged if session else None
    except (SightlineError, DatabaseError):  # the page that says what is wrong must still be shown
        return None


def _session_of(context: Context) -> ReaderSession | None:
    """The request's session; None where nobody is signed in, or where the request failed before it had one."""
    request = context.get("request")
    user = getattr(request, "user", None)
    return getattr(request, "reader_session", None) if user is not None and user.is_authenticated else None
