"""A sender in a process of its own: `python send_process.py WORKSPACE PLAN`. The plan (JSON) says who is on a ladder, what
climbs and at which moment it is worked, and how often to send; a sender may be told to die once a message is given over.
"""

import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
plan = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(Path(sys.argv[1]))

from support.climbing import fill_ladder, thing  # noqa: E402
from support.patience import wait_until  # noqa: E402
from support.sessions import session_of  # noqa: E402

from sightline.casework.core import clock  # noqa: E402
from sightline.casework.core.actor import house_actor  # noqa: E402
from sightline.casework.core.models import Account  # noqa: E402
from sightline.casework.notices import channels, delivery  # noqa: E402
from sightline.casework.timekeeping import scheduler  # noqa: E402
from sightline.casework.timekeeping.scheduler import run_tick  # noqa: E402

clock.now_at = lambda: plan["now"]


def die(*_: object) -> None:
    """As by a power cut, after the mail server has taken the letter and before that is written down."""
    os.kill(os.getpid(), signal.SIGKILL)


for ladder in plan.get("fill", ()):
    for one in fill_ladder(ladder).values():
        Account.objects.filter(pk=one.account_id).update(email=f"{one.reader.username.replace(' ', '.')}@a.example")
if plan.get("dies"):
    delivery._write_down = die  # type: ignore[assignment]
for ladder, number in plan.get("climbing", ()):
    climbing = thing(plan["now"].replace("T12:01", "T12:00"), number=number, agency=ladder)
    run_tick(session_of(house_actor()), now=plan["now"], sources=[lambda _session, _now, one=climbing: [one]])
for _ in range(plan.get("rounds", 0)):
    delivery.send_round(actor=house_actor())
if plan.get("ticks_to"):
    send_to, tick_once, waits, ticks = delivery._send_to, scheduler.Ticker.tick_once, threading.Event(), list[str]()
    answered = threading.Event()
    channels.TIMEOUT_SECONDS = 600  # long, so that no slow machine gives up the letter before the ticks come

    def send_and_say(*given: Any) -> Any:
        """Whether the mail server is being waited for."""
        waits.set()
        try:
            return send_to(*given)
        finally:
            waits.clear()
            answered.set()

    def tick_and_say(self: scheduler.Ticker) -> Any:
        """A tick that ended while the mail server was waited for."""
        report = tick_once(self)
        ticks.extend(["ended"] if waits.is_set() else [])
        return report

    delivery._send_to, scheduler.Ticker.tick_once = send_and_say, tick_and_say  # type: ignore[assignment,method-assign]
    ticker = scheduler.Ticker(every_seconds=0.05)
    ticker.start()
    wait_until(lambda: len(ticks) >= plan["ticks"] or answered.is_set(), what="ticks while a letter waits")
    Path(plan["ticks_to"]).write_text(json.dumps([len(ticks), waits.is_set()]), encoding="utf-8")
    ticker.begin_stop()
    ticker._thread.join()
