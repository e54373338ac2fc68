"""Stands before every page: gives a request its number, answers probes, counts and logs answers by page alone.

Probes are answered here, before the check of the host's name and before https is asked for: whatever watches over a
server calls it by an address. Their addresses are in the list of all, and lead to the same views.
"""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.urls import resolve

from sightline.casework.core.logs import REQUESTS, begin_request, end_request, page_of, request_id
from sightline.casework.operations.selectors.metrics import is_port_of_figures

GetResponse = Callable[[HttpRequest], HttpResponse]
PROBES = ("/healthz", "/readyz")
FIGURES = "/metrics"
logger = logging.getLogger(REQUESTS)


class ObserveRequests:
    """The first of all: what comes in on the port of figures goes no further than here."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a probe, or let the request through and note how it ended."""
        if is_port_of_figures(request):
            return self._probe(request) if request.path in (*PROBES, FIGURES) else HttpResponseNotFound()
        if request.path in PROBES:
            return self._probe(request)
        token, began = begin_request(), perf_counter()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id()
            note_response(request, status=response.status_code, seconds=perf_counter() - began)
        finally:
            end_request(token)
        return response

    def _probe(self, request: HttpRequest) -> HttpResponse:
        response: HttpResponse = resolve(request.path).func(request)
        response["Content-Length"] = str(len(response.content))
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


def note_response(request: HttpRequest, *, status: int, seconds: float) -> None:
    """Count it where figures are kept, and write its line where the log has one for each request."""
    page = "static" if request.path.startswith(settings.STATIC_URL) else page_of(request)
    if settings.SIGHTLINE_METRICS is not None:
        from sightline.casework.operations.selectors.metrics import counters

        counters().count(page=page, method=request.method or "", status=status, seconds=seconds)
    if logger.isEnabledFor(logging.INFO):
        fields = {"page": page, "method": request.method, "status": status, "milliseconds": round(seconds * 1000)}
        logger.info("%s", " ".join(f"{name}={value}" for name, value in fields.items()), extra={"fields": fields})
