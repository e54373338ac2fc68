"""A server by a clock that a test sets: `python serve_at.py WORKSPACE CLOCK PORT PEOPLE`.

CLOCK is a file that holds the moment (in UTC, as a when); it is read anew each time somebody asks what time it is. PEOPLE
(JSON) are the accounts to make first, and the posts that they hold. It ticks by itself, as `sightline serve` does.
"""

import json
import sys
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
workspace, clock_file, port, people = (Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), json.loads(sys.argv[4]))

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(workspace)

from support.sessions import session_of  # noqa: E402

from sightline.casework.accounts.services.accounts import create_account  # noqa: E402
from sightline.casework.core import clock  # noqa: E402
from sightline.casework.core.actor import house_actor  # noqa: E402
from sightline.casework.posts.services.posts import set_post  # noqa: E402
from sightline.casework.timekeeping.scheduler import Ticker  # noqa: E402
from sightline.cli.server import Server  # noqa: E402
from sightline.model.when import london_day  # noqa: E402


def now_at() -> str:
    return clock_file.read_text(encoding="ascii").strip()


def today() -> Any:
    return london_day(now_at())


def make_people() -> None:
    for one in people:
        account = {name: one[name] for name in ("username", "role", "agency", "post", "password")}
        create_account(session_of(house_actor()), **account)
        if one.get("stage"):
            set_post(
                session_of(house_actor()), ladder=one["ladder"], stage=one["stage"], seat=one["seat"], holder=one["username"]
            )  # fmt: skip


def begin_ticking(worker: Any) -> None:
    worker.sightline_ticker = Ticker(every_seconds=0.3)
    worker.sightline_ticker.start()


def end_ticking(_server: Any, worker: Any) -> None:
    worker.sightline_ticker.stop()


clock.now_at, clock.today = now_at, today  # type: ignore[assignment]
make_people()
Server({"bind": f"127.0.0.1:{port}", "workers": 1, "worker_class": "gthread", "threads": 4, "loglevel": "warning",
        "accesslog": None, "post_worker_init": begin_ticking, "worker_exit": end_ticking}).run()  # fmt: skip
