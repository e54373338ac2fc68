"""Figures for the operator's monitoring, in the text form that Prometheus reads. No id, no name, no address is in them.

Several worker processes count into files of one folder, which the environment names before this is used; without it
the figures are those of one process. `prometheus_client` is imported only where figures are asked for.
"""

import hmac
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest

from sightline.casework.core import clock
from sightline.casework.core.models import CurrentSnapshot
from sightline.casework.core.serve_settings import MetricsSettings
from sightline.casework.escalation.models import Item
from sightline.casework.operations.selectors.readiness import find_first_obstacle
from sightline.casework.timekeeping.lateness import last_tick
from sightline.escalation.states import OPEN, Stage
from sightline.model.errors import OurFault

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the name is the library's
SECONDS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")
FEWEST_TOKEN = 32
Figure = tuple[str, str, dict[str, float]]


class Counters:
    """What each worker counts as it answers."""

    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Histogram

        self.registry = CollectorRegistry()
        self._requests = Counter(
            "sightline_requests", "Requests answered.", ("page", "method", "status"), registry=self.registry
        )
        self._seconds = Histogram(
            "sightline_request_seconds", "Time to answer.", ("page",), buckets=SECONDS, registry=self.registry
        )

    def count(self, *, page: str, method: str, status: int, seconds: float) -> None:
        """One request was answered."""
        self._requests.labels(page, method if method in METHODS else "other", str(status)).inc()
        self._seconds.labels(page).observe(seconds)


class Figures:
    """What is read from the database when the figures are asked for; a collector of `prometheus_client`."""

    def collect(self) -> Iterator[Any]:
        """One gauge for each figure."""
        from prometheus_client.core import GaugeMetricFamily

        for name, said, values in read_figures():
            labels = ("stage",) if name == "sightline_work_items_open" else ()
            gauge = GaugeMetricFamily(name, said, labels=labels)
            for label, value in values.items():
                gauge.add_metric((label,) if labels else (), value)
            yield gauge


@cache
def counters() -> Counters:
    """Those of this process, made once."""
    return Counters()


def read_figures() -> Iterable[Figure]:
    """Name, explanation and values: whether it is ready; age of tick and snapshot; open work items by stage.

    Items are counted over the whole partnership: by agency a small number could point to a family.
    """
    missing = find_first_obstacle()
    yield "sightline_ready", "1 where the pages can be served.", {"": 0.0 if missing else 1.0}
    lease, row = last_tick(), CurrentSnapshot.objects.current()
    if lease and lease.last_tick_at:
        yield "sightline_tick_age_seconds", "Time since the last tick ended.", {"": _age(lease.last_tick_at)}
        yield (
            "sightline_tick_failures",
            "Open actions that failed in the last check of deadlines.",
            {"": float(lease.went_wrong)},
        )
    if row:
        yield (
            "sightline_snapshot_age_seconds",
            "How long the current snapshot has been in use.",
            {"": _age(row.changed_at)},
        )
    yield "sightline_work_items_open", "Open work items, by stage.", _open_by_stage()


def write_figures() -> bytes:
    """All figures of all workers, as text."""
    from prometheus_client import CollectorRegistry, generate_latest, multiprocess

    registry = CollectorRegistry() if os.environ.get(FOLDER) else counters().registry
    if os.environ.get(FOLDER):
        multiprocess.MultiProcessCollector(registry)
    ours = CollectorRegistry()
    ours.register(Figures())
    return bytes(generate_latest(registry) + generate_latest(ours))


def forget_worker(*, pid: int) -> None:
    """A worker ended: what it alone measured is no figure any more; what it counted stays."""
    from prometheus_client import multiprocess

    multiprocess.mark_process_dead(pid)


def read_token(settings: MetricsSettings) -> str:
    """The secret that a reader must send; empty where none is asked for. OurFault where the file has none."""
    if settings.token_file is None:
        return ""
    token = _written_token(settings.token_file)
    if len(token) < FEWEST_TOKEN or not token.isascii():
        raise OurFault(
            "The token file that [metrics] names cannot be used.",
            code="bad_metrics_token",
            what_to_do=f"Write at least {FEWEST_TOKEN} letters and digits into it, readable by Sightline's account.",
        )
    return token


def may_read_figures(settings: MetricsSettings, *, authorization: str) -> bool:
    """Whether the header `Authorization` holds the secret, where one is asked for."""
    token = read_token(settings)
    return not token or hmac.compare_digest(authorization.encode(), f"Bearer {token}".encode())


def _written_token(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""


def _age(moment: str) -> float:
    """Seconds since a when; of a day alone, since it began in UTC."""
    now, then = (datetime.fromisoformat(one) for one in (clock.now_at(), moment))
    return (now - (then if then.tzinfo else then.replace(tzinfo=UTC))).total_seconds()


def _open_by_stage() -> dict[str, float]:
    rows = Item.objects.filter(state__in=OPEN).values("stage").annotate(number=Count("id"))
    found = {row["stage"]: float(row["number"]) for row in rows}
    return {stage.value: found.get(stage.value, 0.0) for stage in Stage}


def is_port_of_figures(request: HttpRequest) -> bool:
    """Whether it came in on the port that `[metrics]` names; the server says so, not the request."""
    chosen = settings.SIGHTLINE_METRICS
    return chosen is not None and request.META.get("SERVER_PORT") == str(chosen.port)
