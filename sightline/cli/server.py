"""Serves the pages with gunicorn on 127.0.0.1: the demo's server, and a partnership's behind its own web server."""

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
        }
    ).run()
