"""What a reader said in this sitting that they need to know for: kept in the session, on the server."""

from django.http import HttpRequest

from sightline.casework.access.pages.entry_kinds import PURPOSES, AccessPurpose
from sightline.casework.core.actor import PURPOSE_KEY


def stated_purpose(request: HttpRequest) -> str:
    """What they said; empty where they have not said, or where a page failed before it had a sitting."""
    said = str(getattr(request, "session", {}).get(PURPOSE_KEY) or "")
    return said if said in PURPOSES else ""


def purpose_in_words(request: HttpRequest) -> str:
    """The same as pages say it."""
    said = stated_purpose(request)
    return str(PURPOSES[AccessPurpose(said)]) if said else ""


def state_purpose(request: HttpRequest, purpose: str) -> None:
    """Keep it until they sign out."""
    request.session[PURPOSE_KEY] = purpose
