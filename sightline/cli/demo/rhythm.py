"""How three weeks pass in the demo: each act at its moment, and ticks between for what nobody answered.

Nothing here is made up afterwards. The clock is set to the moment and everything is worked as it would have been then,
in order; so the audit is whole.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from sightline.cli.demo.analysis import Analysis
from sightline.cli.demo.story import DemoStory
from sightline.cli.demo.subject_files import Files
from sightline.model.when import moment, utc_text


def play(story: DemoStory, *, deliveries: Sequence[tuple[date, Callable[[], object]]]) -> None:
    """Let everything happen in its order, each act at its moment, with ticks between for what nobody answered.

    `deliveries` come at six in the morning of their day, those of the present day at the end.
    """
    from sightline.casework.core import clock

    came = [(min(moment(day, time(6)), story.now), take_in) for day, take_in in deliveries]
    acts = sorted([*story.acts(), *Files(story).acts(), *Analysis(story).acts(), *came], key=lambda act: act[0])
    since = acts[0][0]
    for at, act in acts:
        since = pass_time(since=since, until=at)
        with clock.as_if(at):
            act()
            tick(at)
    pass_time(since=since, until=story.now)


def pass_time(*, since: str, until: str) -> str:
    """Tick whenever something comes due, a minute after it, as `serve` would; `until`."""
    from sightline.casework.timekeeping.scheduler import next_due

    while (due := next_due(since=since)) is not None and due < until:
        since = utc_text(datetime.fromisoformat(due) + timedelta(minutes=1))
        tick(min(since, until))
    return until


def tick(at: str) -> None:
    """One tick, as if it were that moment."""
    from sightline.casework.core import clock
    from sightline.casework.core.session import house_session
    from sightline.casework.timekeeping.scheduler import run_tick

    with clock.as_if(at):
        run_tick(house_session(), now=at)
