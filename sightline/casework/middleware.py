"""What every answer carries: nothing is kept by browsers, and whoever must use two steps is asked to set them up.

Static files are answered before these run, so they may be kept.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sightline.casework.accounts.pages import SECOND_FACTOR_DONE
from sightline.casework.accounts.sign_ins import SIGNED_IN
from sightline.casework.core import clock
from sightline.casework.core.actor import PURPOSE_KEY, actor_for_account, nobody
from sightline.casework.core.clock import DOUBT_SECONDS, moved
from sightline.casework.core.rights import OPEN_PATHS
from sightline.casework.core.session import reader_session

GetResponse = Callable[[HttpRequest], HttpResponse]
LAST_HERE, ASKED = "last_here", "second_step_asked"
NO_DEVICES = "camera=(), microphone=(), geolocation=(), payment=(), usb=()"


class KeepNothing:
    """No page may be stored; after signing out the browser is told to forget what it has."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Add the headers."""
        signed_in_before = SESSION_KEY in request.session
        response = self.get_response(request)
        response["Cache-Control"] = "no-store"
        response["Permissions-Policy"] = NO_DEVICES
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        if signed_in_before and SESSION_KEY not in request.session:
            response["Clear-Site-Data"] = '"cache", "storage"'
        return response


class OpenSession:
    """One session of reading for each request: one snapshot, from the view to what is taken out of its answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """GetResponse within it."""
        stated = str(request.session.get(PURPOSE_KEY) or "")
        actor = actor_for_account(request.user, purpose=stated) if request.user.is_authenticated else nobody()
        with reader_session(actor, only_reads=request.method in ("GET", "HEAD")) as session:
            session.sends_page = request.method != "HEAD"
            request.reader_session = session  # type: ignore[attr-defined]
            return self.get_response(request)


class CountIdleTime:
    """Ends a session after 30 minutes without a page, and 12 hours after it began, however busy it was.

    The idle time is counted to the minute, so that a session is saved at most once a minute. A session whose last page
    is still to come was kept by a wrong clock and would last until then: it ends now.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note that somebody who is signed in is here, where that was not noted within the minute."""
        now = clock.now_at()
        minute = now[:16]
        last = request.session.get(LAST_HERE, "") if SESSION_KEY in request.session else minute
        if last > moved(f"{minute}:00Z", seconds=DOUBT_SECONDS) or _is_too_old(request.session, now):
            request.session.flush()  # what was being written is kept as a draft, and found again after signing in
        elif last != minute:
            request.session[LAST_HERE] = minute
        return self.get_response(request)


def _is_too_old(session: SessionBase, now: str) -> bool:
    """Whether somebody signed in more than twelve hours ago; a session that does not say when began now."""
    if SESSION_KEY not in session:
        return False
    began = session.setdefault(SIGNED_IN, now)
    lasted = datetime.fromisoformat(now) - datetime.fromisoformat(began)
    return abs(lasted) > timedelta(hours=settings.SIGHTLINE_LONGEST_SESSION_HOURS)


class AskForSecondFactor:
    """Where `[web] two_step = "required"`, nobody gets further than setting up the second step."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Redirect whoever has no second step."""
        if settings.SIGHTLINE_TWO_STEP == "required" and self._lacks_it(request):
            request.session[ASKED] = True
            return redirect("mfa_index")
        return self.get_response(request)

    def _lacks_it(self, request: HttpRequest) -> bool:
        from allauth.mfa.utils import is_mfa_enabled

        if not request.user.is_authenticated or request.path.startswith(OPEN_PATHS):
            return False
        return not request.session.get(SECOND_FACTOR_DONE) and not is_mfa_enabled(request.user)
