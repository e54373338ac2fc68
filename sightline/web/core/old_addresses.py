"""Addresses that pages had before: who kept one in a bookmark, an e-mail or minutes is sent to that of today."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from sightline.web.core.requests import GetResponse

MOVED = {
    "/concerned/": "/people-and-places-of-concern/",
    "/files/not-taken/": "/files/not-imported/",
}


class SendOnFromOldAddresses:
    """Sends reading on, whoever asks. A form is sent nowhere: what was typed goes only where its own page says."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The address of today, with all that came after the part that changed; else go on."""
        if request.method in ("GET", "HEAD"):
            for old, new in MOVED.items():
                if request.path_info.startswith(old):
                    return HttpResponsePermanentRedirect(request.get_full_path().replace(old, new, 1))
        return self.get_response(request)
