"""The application that a web server runs; the workspace must be open (`casework.boot`).

Django reads a request by whatever encoding it names before any middleware runs, and fails at some. So a name other than
UTF-8 is taken away first; `web.core.requests` then refuses the request.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.wsgi import get_wsgi_application

from sightline.casework.operations.stack_room import call_with_room
from sightline.model.bounds import is_utf_8

NO_ENCODING = "application/octet-stream; charset=none"  # a name that no library knows


def name_no_encoding(environ: dict[str, Any]) -> dict[str, Any]:
    """The same without the name of an encoding that is not UTF-8."""
    return environ if is_utf_8(environ.get("CONTENT_TYPE", "")) else environ | {"CONTENT_TYPE": NO_ENCODING}


_pages = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Answer a request."""
    response: Iterable[bytes] = call_with_room(_pages, name_no_encoding(environ), start_response)
    return response
