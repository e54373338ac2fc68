"""What machines ask: does the process answer, can it serve, its figures. No sign-in, no data, no audit row."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sightline.casework.operations.selectors.metrics import is_port_of_figures, may_read_figures, write_figures
from sightline.casework.operations.selectors.readiness import find_first_obstacle

PLAIN = "text/plain; charset=utf-8"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type=PLAIN)


@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """200 where pages can be served, else 503 with one sentence."""
    missing = find_first_obstacle()
    return HttpResponse(f"{missing or 'ready'}\n", status=503 if missing else 200, content_type=PLAIN)


@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures; not there but on the port that `[metrics]` names, and 401 without its secret."""
    chosen = settings.SIGHTLINE_METRICS
    if chosen is None or not is_port_of_figures(request):
        raise Http404
    if not may_read_figures(chosen, authorization=request.headers.get("Authorization", "")):
        return HttpResponse(
            _("Send the token.\n"), status=401, content_type=PLAIN, headers={"WWW-Authenticate": "Bearer"}
        )
    return HttpResponse(write_figures(), content_type=PROMETHEUS)
