"""A server as `sightline serve` runs it, with one page more: `python serve_slowly.py WORKSPACE PORT FOLDER`.

/slow/ writes FOLDER/begun, then waits until FOLDER/go is there. What is open and running just before workers are made is
written to FOLDER/before.json.
"""

import json
import sys
import threading
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[2])]
workspace, port, folder = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(workspace)

from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402

from sightline.cli import server  # noqa: E402
from sightline.web import urls  # noqa: E402


def slow(_request: HttpRequest) -> HttpResponse:
    (folder / "begun").touch()
    while not (folder / "go").exists():
        time.sleep(0.05)
    return HttpResponse("whole")


def look(serving: Any) -> Any:
    def before_workers(arbiter: Any) -> None:
        serving(arbiter)
        links = [str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink() and one.exists()]
        names = [thread.name for thread in threading.enumerate()]
        (folder / "before.json").write_text(json.dumps({"threads": names, "open": links}), encoding="utf-8")

    return before_workers


urls.urlpatterns.insert(0, path("slow/", slow))
server.begin_serving = look(server.begin_serving)
server.serve_pages(port=port)
