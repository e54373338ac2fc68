"""Words of pages in another language: marked where they are written, chosen by the reader, kept in a cookie.

English is shown until a reader chooses another. What a browser says that it prefers chooses nothing: a translation that
nobody has checked is for readers who asked for it.
"""

from collections.abc import Callable
from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

CHECKED = ("en-gb",)  # languages whose words a speaker has checked

Answer = Callable[[HttpRequest], HttpResponse]


def lazy(text: str) -> str:
    """The words in the reader's language at the moment they are shown. For labels and messages that are made before."""
    return cast("str", translation.gettext_lazy(text))


class ReadInChosenLanguage:
    """Answers in the language that the reader chose."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and say in which language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(code):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", code)
        return response
