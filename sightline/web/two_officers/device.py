"""What tells two browsers apart: a random text in a cookie of its own, that no sign-out removes. Its hash is kept."""

import hashlib
import secrets

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from sightline.web.core.requests import cookie_of

COOKIE, LETTERS, A_YEAR = "sl-device", 43, 365 * 24 * 3600


def device_of(request: HttpRequest) -> str:
    """The hash of this browser's text; empty where it has none yet."""
    said = cookie_of(request, COOKIE)
    return hashlib.sha256(said.encode()).hexdigest() if len(said) == LETTERS else ""


def keep_device(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Give the browser its text, where it has none."""
    if not device_of(request):
        response.set_cookie(
            COOKIE, secrets.token_urlsafe(32), max_age=A_YEAR, httponly=True, samesite="Strict",
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response
