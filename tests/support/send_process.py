"""A sender in a process of its own: `python send_process.py WORKSPACE PLAN`. The plan (JSON) says who is on a ladder, what
climbs and at which moment it is worked, and how often to send; a sender may be told to die once a message is given over.
"""

import json
import os
import signal
import sys
import time
from itertools import pairwise
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
plan = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(Path(sys.argv[1]))

from support.climbing import fill_ladder, thing  # noqa: E402
from support.sessions import session_of  # noqa: E402

from sightline.casework.core import clock  # noqa: E402
from sightline.casework.core.actor import operator_actor  # noqa: E402
from sightline.casework.core.models import Account  # noqa: E402
from sightline.casework.notices import delivery  # noqa: E402
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
    run_tick(session_of(operator_actor()), now=plan["now"], sources=[lambda _session, _now, one=climbing: [one]])
for _ in range(plan.get("rounds", 0)):
    delivery.send_round(actor=operator_actor())
if plan.get("tick_seconds"):
    ticks, tick_once = [], scheduler.Ticker.tick_once
    scheduler.Ticker.tick_once = lambda self: ticks.append(time.monotonic()) or tick_once(self)  # type: ignore[method-assign]
    ticker = scheduler.Ticker(every_seconds=0.3)
    ticker.start()
    time.sleep(plan["tick_seconds"])
    ticker.stop()
    Path(plan["ticks_to"]).write_text(json.dumps([later - one for one, later in pairwise(ticks)]), encoding="utf-8")
