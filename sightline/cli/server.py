"""Serves the pages with gunicorn on 127.0.0.1: the demo's server, and a partnership's behind its own web server.

Everything that workers share is loaded before they are made. Every worker has a ticker, and one of them ticks,
whichever holds the lease; where a worker dies, another goes on within minutes.
"""

import os
import shutil
import signal
import tempfile
from collections.abc import Callable
from typing import Any, cast

import msgspec
from gunicorn.app.base import BaseApplication
from gunicorn.workers.gthread import ThreadWorker

from sightline.cli.output import out
from sightline.model.errors import Usage
from sightline.translation.terminal import gettext as _


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with settings from here instead of its own command line."""

    def __init__(self, settings: dict[str, Any]) -> None:
        self._settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Take the settings."""
        for name, value in self._settings.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """The Django application, made once in each worker."""
        from sightline.casework.wsgi import application

        return application


class SharingServer(Server):
    """The same, with the application and all that it reads loaded once, before any worker is made."""

    def load(self) -> Any:
        """The Django application; its workers share its memory."""
        from sightline.casework.operations.preload import load_shared

        application = super().load()
        load_shared()
        return application


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads that stops listening as soon as it is told to stop.

    Gunicorn's own listens until its last request has ended: whoever comes meanwhile waits for nothing.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Take new connections or not; once it stops, never again."""
        super().set_accept_enabled(enabled)
        if not enabled and not self.alive:
            for listener in self.sockets:
                listener.close()


def begin_serving(_server: Any) -> None:
    """In the first process, before any worker: from now on ticks must come.

    On PostgreSQL writing that down opens a pool: a worker would inherit its connections, and all workers share them.
    """
    from sightline.casework.operations.preload import close_connections
    from sightline.casework.timekeeping.scheduler import note_serving

    note_serving(serving=True)
    close_connections()


def end_serving(_server: Any) -> None:
    """In the first process, at a clean stop: ticks need not come any more."""
    from sightline.casework.timekeeping.scheduler import note_serving

    note_serving(serving=False)


def begin_ticking(worker: Any) -> None:
    """In each worker. The ticker is told to stop together with the requests, not after them."""
    from sightline.casework.operations.arrivals import ArrivalRuns
    from sightline.casework.timekeeping.scheduler import Ticker

    ticker = worker.sightline_ticker = Ticker(arrivals=ArrivalRuns())
    stop_requests = worker.sightline_stop = cast("Callable[[int, Any], None]", signal.getsignal(signal.SIGTERM))

    def stop_both(number: int, frame: Any) -> None:
        ticker.begin_stop()
        stop_requests(number, frame)

    signal.signal(signal.SIGTERM, stop_both)
    signal.siginterrupt(signal.SIGTERM, False)
    ticker.start()


def end_ticking(_server: Any, worker: Any) -> None:
    """In a worker that ends; it may have ended before it began."""
    ticker = getattr(worker, "sightline_ticker", None)
    if ticker is not None:
        signal.signal(signal.SIGTERM, worker.sightline_stop)
        ticker.stop(seconds=worker.cfg.graceful_timeout)


def forget_figures(_server: Any, worker: Any) -> None:
    """In the first process, once a worker is gone."""
    from sightline.casework.operations.selectors.metrics import FOLDER, forget_worker

    if FOLDER in os.environ:
        forget_worker(pid=worker.pid)


def serve_pages(*, address: str = "", port: int = 0) -> None:
    """Serve until interrupted, as `[serve]` says but for what is given."""
    from sightline.casework.core.machine import read_machine
    from sightline.casework.core.serve_settings import check_address, workers_for
    from sightline.casework.operations.server_settings import read_serving

    chosen, metrics, logs = read_serving()
    chosen = msgspec.structs.replace(
        chosen, address=check_address(address) if address else chosen.address, port=port or chosen.port,
        workers=workers_for(settings=chosen, machine=read_machine()),
    )  # fmt: skip
    out.print(
        _("Serving at http://%(host)s:%(port)s (stop with Ctrl-C)")
        % {"host": host(chosen.address), "port": chosen.port}
    )
    folder = prepare_figures(metrics, port=chosen.port)
    try:
        SharingServer(gunicorn_settings(chosen, metrics, logs)).run()
    finally:
        if folder:
            shutil.rmtree(folder, ignore_errors=True)


def prepare_figures(metrics: Any, *, port: int) -> str:
    """Check how figures are given, and make the folder that workers count into; empty where none are kept."""
    from sightline.casework.operations.selectors.metrics import FOLDER, read_token

    if metrics is None:
        return ""
    if metrics.port == port:
        raise Usage(
            _("The figures of [metrics] cannot have the port of the pages."),
            code="same_port",
            what_to_do=_("Name another port in sightline.toml, for example 9464."),
        )
    read_token(metrics)
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="sightline-figures-")
    return os.environ[FOLDER]


def gunicorn_settings(chosen: Any, metrics: Any, logs: Any) -> dict[str, Any]:
    """All that gunicorn is told."""
    from sightline.casework.core.logs import logging_settings

    figures = [f"{host(metrics.address)}:{metrics.port}"] if metrics else []
    return {
        "bind": [f"{host(chosen.address)}:{chosen.port}", *figures],
        "workers": chosen.workers,
        "worker_class": Worker,
        "threads": chosen.threads,
        "timeout": chosen.stuck_seconds,
        "graceful_timeout": chosen.stop_seconds,
        "keepalive": chosen.keep_alive_seconds,
        "max_requests": chosen.max_requests,
        "max_requests_jitter": chosen.max_requests_jitter,
        "preload_app": True,
        "control_socket_disable": True,
        "loglevel": "warning",
        "logconfig_dict": logging_settings(logs),
        "accesslog": None,
        "proc_name": "sightline",
        "when_ready": begin_serving,
        "on_exit": end_serving,
        "post_worker_init": begin_ticking,
        "worker_exit": end_ticking,
        "child_exit": forget_figures,
    }


def host(address: str) -> str:
    """As it stands in a web address."""
    return f"[{address}]" if ":" in address else address
