"""What the head of each page needs: how many notices are unread, and whether the newest data are damaged."""

from django import template
from django.db import DatabaseError
from django.template import Context

from sightline.casework.core.actor import actor_for_account
from sightline.casework.core.serving import find_damaged_data
from sightline.casework.core.whole_snapshots import ServedSnapshot
from sightline.casework.inbox.selectors import count_unread
from sightline.model.errors import SightlineError

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """How many matters the reader has not read that still wait; 0 where nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated or user.pk is None:
        return 0
    try:
        return count_unread(actor=actor_for_account(user))
    except (SightlineError, DatabaseError):  # the page that says what is wrong must still be shown
        return 0


@register.simple_tag(takes_context=True)
def damaged_data(context: Context) -> ServedSnapshot | None:
    """Which data are damaged and which are shown instead; None where the newest are shown or nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated:
        return None
    try:
        return find_damaged_data()
    except (SightlineError, DatabaseError):  # the page that says what is wrong must still be shown
        return None
