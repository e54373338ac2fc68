"""What the head of each page needs of notices: how many are unread."""

from django import template
from django.template import Context

from sightline.casework import selectors
from sightline.casework.actors import actor_for_account

register = template.Library()


@register.simple_tag(takes_context=True)
def unread_notices(context: Context) -> int:
    """How many matters the reader has not read that still wait; 0 where nobody is signed in."""
    user = getattr(context.get("request"), "user", None)
    if user is None or not user.is_authenticated or user.pk is None:
        return 0
    return selectors.count_unread(actor=actor_for_account(user))
