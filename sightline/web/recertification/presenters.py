"""The words of a right on a page: whose it is, what it is, by when it is confirmed, and when it ends."""

from django.utils.translation import gettext

from sightline.casework.recertification.pages import HeldRight
from sightline.web.core.whens import day_in_words


def right_in_words(right: HeldRight) -> str:
    """One line of the form."""
    said = {
        "username": right.username,
        "kind": right.kind_in_words,
        "name": right.name,
        "due_on": day_in_words(right.due_on),
        "ends_on": day_in_words(right.ends_on) if right.ends_on else "",
    }
    if right.ends_on and right.username and right.name:
        return gettext("%(username)s: %(kind)s, %(name)s. Ends after %(ends_on)s") % said
    if right.ends_on and right.username:
        return gettext("%(username)s: %(kind)s. Ends after %(ends_on)s") % said
    if right.ends_on:
        return gettext("%(kind)s: %(name)s. Ends after %(ends_on)s") % said
    if right.username and right.name:
        return gettext("%(username)s: %(kind)s, %(name)s. Due %(due_on)s") % said
    if right.username:
        return gettext("%(username)s: %(kind)s. Due %(due_on)s") % said
    return gettext("%(kind)s: %(name)s. Due %(due_on)s") % said
