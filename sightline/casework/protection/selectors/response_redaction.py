"""The one filter through which every answer goes: no page, picture or file that leaves says a protected address.

This is the last door and not the only one. The snapshot's own records hold no protected address at all; this stands for
what people wrote since, and for whatever page is made next.
"""

import re
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sightline.casework.core.rights import OPEN_PATHS
from sightline.casework.core.selectors.whole_snapshots import NoWholeSnapshot, OlderSnapshot
from sightline.casework.core.session import ReaderSession, request_session
from sightline.casework.protection.selectors.current import current_finder
from sightline.model.errors import SightlineError
from sightline.protection import Finder, redact_page
from sightline.protection.texts import redact_csv, redact_json, redact_text

GetResponse = Callable[[HttpRequest], HttpResponse]
# Set on the response of the one page that shows what is protected, to whom a named decision lets read it.
SHOWS = "shows_protected"
REDACT: dict[str, Callable[[str, Finder], str]] = {
    "text/html": redact_page,
    "text/csv": redact_csv,
    "application/json": redact_json,
    "application/xml": redact_page,
    "image/svg+xml": redact_page,
}
BY_ENDING = {"xml": redact_page, "json": redact_json}
WORDS = re.compile(r"text/|application/(json|xml|[\w.-]+\+(json|xml))|image/svg")


def redact_response(session: ReaderSession, kind: str, said: str) -> str:
    """What is sent, of a media type, without what is protected now."""
    finder = current_finder(session)
    plain = kind.rpartition("+")[2]
    return REDACT.get(kind, BY_ENDING.get(plain, redact_text))(said, finder) if finder else said


class TakeOutProtected:
    """Takes what is protected out of a response to somebody who is signed in."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Read the response through; where it cannot be, because the snapshot cannot be read, it is not sent."""
        response = self.get_response(request)
        if not request.user.is_authenticated or getattr(response, SHOWS, False):
            return response
        try:
            self._take_out(request_session(request), response)
        except SightlineError as error:
            if response.status_code >= HTTPStatus.BAD_REQUEST or request.path.startswith(OPEN_PATHS):
                return response  # of an account alone, or an error: no record's words are in it
            without_data = isinstance(error, NoWholeSnapshot | OlderSnapshot)  # as the door of pages says
            status = HTTPStatus.SERVICE_UNAVAILABLE if without_data else HTTPStatus.INTERNAL_SERVER_ERROR
            return render(request, f"{status.value}.html", {"error": error}, status=status)
        return response

    def _take_out(self, session: ReaderSession, response: HttpResponse) -> None:
        kind = response.get("Content-Type", "text/html").partition(";")[0].strip().lower()
        if response.streaming or not response.content or not WORDS.match(kind):
            return
        said = response.content.decode(response.charset)
        clean = redact_response(session, kind, said)
        if clean != said:
            response.content = clean.encode(response.charset)
            if response.has_header("Content-Length"):
                response["Content-Length"] = str(len(response.content))
