"""The choice of a language: in a cookie for the pages, and with the account of who is signed in for their e-mails."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from sightline.casework.accounts.services.accounts import keep_language
from sightline.casework.core.session import request_session
from sightline.model.errors import SightlineError
from sightline.web.core.doorway import error_page


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Answer in this language from now on. The cookie that Django sets says which one it was."""
    response = set_language(request)
    chosen = response.cookies.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen is None or not request.user.is_authenticated:
        return response
    try:
        keep_language(request_session(request), code=chosen.value)
    except SightlineError as error:
        return error_page(request, error)
    return response
