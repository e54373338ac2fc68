"""A page says that it is printed, and Sightline reads it again for what it names. The script sends this by itself."""

from copy import copy
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import Resolver404, resolve

from sightline.casework.bulk_exports.services import keep_print
from sightline.casework.core.session import ReaderSession
from sightline.web.audit.forms import PrintedForm
from sightline.web.core.doorway import page

NOTHING = 204


@page("POST")
def printed(request: HttpRequest, session: ReaderSession) -> HttpResponse:
    """Keep that a page was printed; 400 where the address is none of Sightline's."""
    form = PrintedForm.of(request)
    if not form.is_whole:
        return HttpResponse(status=400)
    asked = urlsplit(form.cleaned_data["page"])
    try:
        found = resolve(asked.path)
    except Resolver404:
        return HttpResponse(status=400)
    if not getattr(found.func, "is_page", False):
        return HttpResponse(status=400)

    def read(again: ReaderSession) -> None:
        opened = copy(request)
        opened.method, opened.path, opened.path_info = "GET", asked.path, asked.path
        opened.META = {**request.META, "REQUEST_METHOD": "GET", "PATH_INFO": asked.path, "QUERY_STRING": asked.query}
        vars(opened)["GET"] = QueryDict(asked.query)
        opened.resolver_match, opened.reader_session = found, again  # type: ignore[attr-defined]
        found.func(opened, *found.args, **found.kwargs)

    keep_print(session, page=str(found.url_name or ""), read=read)
    return HttpResponse(status=NOTHING)
