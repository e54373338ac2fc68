"""Serves the pages with gunicorn on 127.0.0.1: the demo's server, and a partnership's behind its own web server.

A newcomer would get this wrong: every worker has a ticker, and one of them ticks, whichever holds the lease. A worker
that dies leaves it, and another goes on within minutes.
"""

from typing import Any

from gunicorn.app.base import BaseApplication

from sightline.cli.printing import out


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


def begin_serving(_server: Any) -> None:
    """In the first process, before any worker: from now on ticks must come."""
    from sightline.casework.ticking import mark_serving

    mark_serving(serving=True)


def end_serving(_server: Any) -> None:
    """In the first process, at a clean stop: ticks need not come any more."""
    from sightline.casework.ticking import mark_serving

    mark_serving(serving=False)


def begin_ticking(worker: Any) -> None:
    """In each worker, which also makes itself ready to read notes."""
    from sightline.casework.concern_noted import warm_up
    from sightline.casework.ticking import Ticker

    worker.sightline_ticker = Ticker()
    worker.sightline_ticker.start()
    warm_up()


def end_ticking(_server: Any, worker: Any) -> None:
    """In a worker that ends; it may have ended before it began."""
    ticker = getattr(worker, "sightline_ticker", None)
    if ticker is not None:
        ticker.stop()


def serve_pages(port: int) -> None:
    """Serve until interrupted."""
    out.print(f"Serving at http://127.0.0.1:{port} (stop with Ctrl-C)")
    Server(
        {
            "bind": f"127.0.0.1:{port}",
            "workers": 2,
            "worker_class": "gthread",
            "threads": 4,
            "loglevel": "warning",
            "accesslog": None,
            "proc_name": "sightline",
            "when_ready": begin_serving,
            "on_exit": end_serving,
            "post_worker_init": begin_ticking,
            "worker_exit": end_ticking,
        }
    ).run()
