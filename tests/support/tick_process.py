"""A ticker in a process of its own: `python tick_process.py WORKSPACE PLAN`. The plan (JSON) says what climbs, who holds
which post, the moments to tick at, and, to be killed in the middle of its work, after how many steps.
"""

import json
import os
import signal
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1]), str(Path(__file__).parents[2])]
plan = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))

from sightline.casework.boot import open_workspace  # noqa: E402

open_workspace(Path(sys.argv[1]))

from support.climbing import fill_ladder, thing  # noqa: E402
from support.sessions import session_of  # noqa: E402

from sightline.casework.core.actor import house_actor  # noqa: E402
from sightline.casework.escalation import engine as escalation_engine  # noqa: E402
from sightline.casework.posts.services import posts as posts_services  # noqa: E402
from sightline.casework.timekeeping.scheduler import run_tick  # noqa: E402
from sightline.model.when import london_day  # noqa: E402


def fill() -> None:
    """People on the posts, and who is away."""
    for ladder in plan["fill"]:
        fill_ladder(ladder)
    for away in plan["away"]:
        posts_services.set_post(
            session_of(house_actor()), ladder=away["ladder"], stage=away["stage"], holder=away["holder"],
            absent_from=london_day(away["from"]), absent_to=london_day(away["to"]),
        )  # fmt: skip


def die_after(steps: int) -> None:
    """Be killed, as by a power cut, in the middle of the transaction of the step after so many."""
    work, left = escalation_engine._work, [steps]

    def work_and_die(*given: object) -> object:
        left[0] -= 1
        done = work(*given)  # type: ignore[arg-type]
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return done

    escalation_engine._work = work_and_die  # type: ignore[assignment]


climbing = [thing(each.pop("due_at"), **each) for each in plan["climbing"]]
fill()
if plan.get("die_after") is not None:
    die_after(plan["die_after"])
for moment in plan["moments"]:
    run_tick(session_of(house_actor()), now=moment, sources=[lambda _session, _now: climbing])
