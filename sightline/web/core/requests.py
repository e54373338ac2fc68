"""What comes before every page: a request is in UTF-8, and holds no cookie that no browser would send.

A browser sends both always. What does not would fail deep inside a page, or in the database: a half character, a NUL.
"""

import re
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from sightline.model.bounds import is_utf_8
from sightline.web.core import page_language

GetResponse = Callable[[HttpRequest], HttpResponse]
_CONTROL = re.compile("[\0-\x1f\x7f\ud800-\udfff]")
MOST_COOKIE = 8_192  # letters


class ReadAsText:
    """Refuses another encoding than UTF-8, and leaves out cookies with control characters."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Check, and go on."""
        if not is_utf_8(request.META.get("CONTENT_TYPE", "")):
            raise BadRequest(_("Send it in UTF-8."))
        request.encoding = "utf-8"
        for name, value in list(request.COOKIES.items()):
            if _CONTROL.search(name + value) or len(value) > MOST_COOKIE:
                del request.COOKIES[name]
        return self.get_response(request)


def cookie_of(request: HttpRequest, name: str) -> str:
    """What a browser keeps under a name of ours; empty where it keeps nothing, or what no browser would send."""
    return request.COOKIES.get(name, "")


def chosen_language(request: HttpRequest) -> str:
    """The code of the language that the reader chose, else of English."""
    chosen = cookie_of(request, settings.LANGUAGE_COOKIE_NAME)
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class ReadInChosenLanguage:
    """Answers in the language that the reader chose, else in English.

    What a browser says that it prefers chooses nothing: words that no speaker has checked are for who asked for them.
    A page that has not all its words in that language is made in English, but for what is round it and for errors.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say in which language."""
        code = chosen_language(request)
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response

    def process_view(self, request: HttpRequest, *_view: object) -> None:
        """Make a page in English that is not whole in the language of its reader."""
        match = request.resolver_match
        if match and not page_language.is_whole(chosen_language(request), match.url_name or ""):
            translation.activate(settings.LANGUAGE_CODE)

    def process_exception(self, request: HttpRequest, _exception: Exception) -> None:
        """Say in the reader's language what went wrong."""
        translation.activate(chosen_language(request))
