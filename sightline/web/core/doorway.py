"""What every page goes through: signed in, an actor, and kind words where something may not or cannot be shown.

"there is no such person" and "you may not see this person" are the same page, because the difference would itself tell
something.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import redirect, render
from django.utils import translation

from sightline.casework.audit.errors import ReasonFirst
from sightline.casework.audit.services import entries_together
from sightline.casework.core.errors import NotHere
from sightline.casework.core.selectors.whole_snapshots import NoWholeSnapshot, OlderSnapshot
from sightline.casework.core.session import ReaderSession, request_session
from sightline.model.errors import BadInput, Refused, SightlineError, Usage
from sightline.web.core.requests import chosen_language

View = Callable[Concatenate[HttpRequest, ReaderSession, ...], HttpResponse]
Opened = Callable[..., HttpResponse]


def page(*methods: str) -> Callable[[View], Opened]:
    """A view `(request, session, ...)` for signed-in people; errors of `casework` become kind pages."""

    def decorate(view: View) -> Opened:
        @wraps(view)
        def opened(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
            if request.method not in methods:
                return HttpResponseNotAllowed(methods)
            try:
                session = request_session(request)
                with entries_together(session):
                    response = view(request, session, *arguments, **named)
                    session.answers_with_file = response.get("Content-Disposition", "").startswith("attachment")
                    if session.answers_with_file:
                        session.check_ground()
                    return response
            except ReasonFirst as error:
                return redirect("need_to_see", error.person_id)
            except SightlineError as error:
                return error_page(request, error)

        made = _sent_to_sign_in(login_required(opened))
        made.is_page = True  # type: ignore[attr-defined]
        return made

    return decorate


def error_page(request: HttpRequest, error: SightlineError) -> HttpResponse:
    """404 and 403 for what the reader may not have, 400 for what was sent wrongly, 503 without data, else 500.

    It is in the language that the reader chose, also where the page was to be in English.
    """
    template, status = _page_of(error)
    with translation.override(chosen_language(request)):
        return render(request, template, {"error": error}, status=status)


def _page_of(error: SightlineError) -> tuple[str, int]:
    if isinstance(error, NoWholeSnapshot | OlderSnapshot):
        return "503.html", 503
    if isinstance(error, Usage | BadInput):
        return "400.html", 400
    if not isinstance(error, Refused):
        return "500.html", 500
    return ("404.html", 404) if isinstance(error, NotHere) else ("403.html", 403)


def _sent_to_sign_in(view: Opened) -> Opened:
    """A part of a page asked for after the session ended reloads the whole page, which leads to signing in."""

    @wraps(view)
    def checked(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.headers.get("HX-Request") and not request.user.is_authenticated:
            return HttpResponse(status=401, headers={"HX-Refresh": "true"})
        return view(request, *arguments, **named)

    return checked
