"""One of several ticks, whichever holds the lease; health is red when no tick came; the server ticks and stops cleanly."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.climbing import fill_ladder, person, set_clock, thing
from support.patience import PATIENCE, wait_until
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, Lease
from sightline.casework.operations.health import _check_posts, _check_tick
from sightline.casework.posts.services import posts as posts_services
from sightline.casework.timekeeping import scheduler
from sightline.casework.timekeeping.scheduler import Ticker, drop_lease, note_serving, run_tick, take_lease, tick
from sightline.escalation import Stage
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role

ROOT = Path(__file__).parents[2]
NOON = "2026-11-25T12:00:00Z"
pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_holds_the_lease_and_another_takes_it_when_it_runs_out() -> None:
    assert take_lease(holder="one", now=NOON)
    assert not take_lease(holder="two", now="2026-11-25T12:02:00Z")
    assert take_lease(holder="one", now="2026-11-25T12:01:00Z"), "its holder goes on holding it"
    assert not take_lease(holder="two", now="2026-11-25T12:03:30Z")
    assert take_lease(holder="two", now="2026-11-25T12:03:31Z"), "whoever died has let go two and a half minutes later"
    assert not take_lease(holder="one", now="2026-11-25T12:03:32Z")
    drop_lease(holder="two")
    assert take_lease(holder="one", now="2026-11-25T12:03:33Z"), "whoever stops cleanly lets go at once"


def test_health_is_red_five_minutes_after_the_last_tick_while_pages_are_served(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _check_tick().in_order, "nothing is served yet"
    set_clock(monkeypatch, NOON)
    note_serving(serving=True)
    assert _check_tick().in_order, "the first tick may still come"
    set_clock(monkeypatch, "2026-11-25T12:05:01Z")
    assert not _check_tick().in_order
    run_tick(session_of(house_actor()), now="2026-11-25T12:05:01Z", sources=[])
    set_clock(monkeypatch, "2026-11-25T12:10:01Z")
    assert _check_tick().in_order
    set_clock(monkeypatch, "2026-11-25T12:10:02Z")
    red = _check_tick()
    assert not red.in_order and "sightline tick" in red.what_to_do
    note_serving(serving=False)
    assert _check_tick().in_order, "a clean stop is no outage"


def test_what_cannot_be_worked_is_counted_stops_nothing_else_and_turns_health_red() -> None:
    fill_ladder()

    def broken(_session: ReaderSession, _now: str) -> Any:
        raise KeyError("what it quotes is not written down")

    far = thing("2031-01-02T09:00:00Z", number=2, urgent=False)  # past the last year of the kept bank holidays
    report = tick(
        session_of(house_actor()),
        as_at="2031-01-10T09:00:00Z",
        sources=[broken, lambda _session, _now: [far, thing(NOON)]],
    )
    assert (report.opened, report.went_wrong) == (1, 3)  # the source, the item, and how full the posts are that day
    assert [item.item_id for item in Item.objects.all()] == [thing(NOON).item_id]
    assert not _check_tick().in_order


def test_a_tick_that_is_stopped_ends_the_item_in_hand_and_the_next_does_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_ladder()
    stop, work = threading.Event(), scheduler._work

    def work_and_stop(*asked: Any) -> Any:
        stop.set()
        return work(*asked)

    monkeypatch.setattr(scheduler, "_work", work_and_stop)
    both = [lambda _session, _now: [thing(NOON), thing(NOON, number=2)]]
    stopped = run_tick(session_of(house_actor()), now="2026-11-26T12:00:00Z", sources=both, stop=stop)
    assert (stopped.opened, Item.objects.count()) == (1, 1), "the item in hand is whole, the other is not begun"
    lease = Lease.objects.filter(name="tick").first()
    assert lease is None or not lease.last_tick_at, "it does not count as a tick that ended"
    run_tick(session_of(house_actor()), now="2026-11-26T12:01:00Z", sources=both)
    assert Item.objects.count() == 2


def test_health_names_the_posts_that_an_open_item_came_to_and_nobody_holds() -> None:
    assert _check_posts().in_order
    fill_ladder(but=(Stage.TEAM_MANAGER,))
    tick(session_of(house_actor()), as_at="2026-11-27T12:00:00Z", sources=[lambda _session, _now: [thing(NOON)]])
    red = _check_posts()
    assert not red.in_order and "Team manager" in red.what_to_do and "social worker" not in red.what_to_do
    person("tm", Role.MANAGER, "childrens_services")
    posts_services.set_post(session_of(house_actor()), ladder="childrens_services", stage="team_manager", holder="tm")
    assert _check_posts().in_order


def test_a_tick_that_finds_nothing_to_do_leaves_no_row_in_the_audit() -> None:
    run_tick(session_of(house_actor()), now=NOON, sources=[])
    assert not AuditEntry.objects.exists()
    tick(session_of(house_actor()), as_at=NOON, sources=[])
    assert AuditEntry.objects.get().action == "tick"


def test_who_may_tick_and_how_a_moment_is_written() -> None:
    with pytest.raises(Refused):
        tick(session_of(person("sw", Role.PRACTITIONER, "childrens_services")), sources=[])
    with pytest.raises(Usage):
        tick(session_of(house_actor()), as_at="Christmas", sources=[])
    assert tick(session_of(house_actor()), as_at="2026-12-25", sources=[]).as_at == "2026-12-25T23:59:59Z"


def test_the_ticker_ticks_only_while_it_holds_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)
    one, two = Ticker(), Ticker()
    assert one.tick_once() is not None
    assert two.tick_once() is None
    drop_lease(holder=one.holder)
    assert two.tick_once() is not None
    assert Lease.objects.get().holder == two.holder


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, "subprocess.Popen[str]", dict[str, str]]]:
    """A workspace that is served by a process of its own."""
    left_out = ("SIGHTLINE_WORKSPACE", "SIGHTLINE_DATABASE_URL", "DJANGO_SETTINGS_MODULE")
    environment = {name: value for name, value in os.environ.items() if name not in left_out}
    workspace = tmp_path / "workspace"
    words = [sys.executable, "-m", "sightline"]
    subprocess.run(
        [*words, "init", str(workspace)], cwd=ROOT, env=environment, check=True, capture_output=True, timeout=PATIENCE
    )
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([*words, "-w", str(workspace), "serve", "--port", str(port)], cwd=ROOT, env=environment,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)  # fmt: skip
    try:
        yield workspace, server, environment
    finally:
        server.kill()
        server.communicate()


def lease_of(workspace: Path) -> tuple[str, str, str]:
    with sqlite3.connect(workspace / "casework.sqlite3") as connection:
        rows = connection.execute(
            "SELECT holder, last_tick_at, serving_from_at FROM casework_lease WHERE name = 'tick'"
        )
        return rows.fetchone() or ("", "", "")


def test_the_server_ticks_by_itself_and_stops_cleanly(
    served: tuple[Path, "subprocess.Popen[str]", dict[str, str]],
) -> None:
    workspace, server, environment = served
    wait_until(lambda: lease_of(workspace)[1], what="the server ticks")
    holder, _, serving_from = lease_of(workspace)
    assert holder and serving_from
    doctor = subprocess.run([sys.executable, "-m", "sightline", "-w", str(workspace), "doctor"], cwd=ROOT, env=environment,
                            capture_output=True, text=True, timeout=PATIENCE)  # fmt: skip
    assert doctor.returncode == 0, doctor.stdout
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=PATIENCE)
    assert lease_of(workspace)[::2] == ("", None), "nobody holds the lease, and nothing is said to be served"
