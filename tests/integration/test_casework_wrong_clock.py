"""A machine's clock was wrong, in either direction: leases, ticks, escalation and the audit survive it, and say so."""

import threading
from collections.abc import Iterator
from datetime import date
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.db import OperationalError, connection, transaction
from support import worried
from support.climbing import fill_ladder, person, set_clock, steps_of, thing
from support.rows import table_of
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.clocks.escalates import clocks_of_concerns
from sightline.casework.concerns.models import Concern
from sightline.casework.core import clock
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item, ItemEvent, Lease, LiveClock, Step
from sightline.casework.home.services import note_look
from sightline.casework.notices import delivery
from sightline.casework.notices.models import Notice, NoticeSending
from sightline.casework.notices.settings import Channel
from sightline.casework.operations.clock_correction import confirm_clock
from sightline.casework.operations.health import _check_clock, _check_tick
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.same_person.merge_detection import snapshot_to_compare
from sightline.casework.timekeeping import scheduler
from sightline.casework.timekeeping.leases import LeaseLost, fenced
from sightline.casework.timekeeping.scheduler import Ticker, is_late, last_tick, note_serving, run_tick, take_lease
from sightline.escalation import Happening, Stage
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.model.schema import RECEIVED_FILE
from sightline.store import Workspace
from sightline.store.batches import batch_folder, close_batch, list_parts, open_batch, read_receipts
from sightline.store.files import whole_directory
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
NOON, NEXT, AHEAD, BEHIND = (
    "2026-11-25T12:00:00Z",
    "2026-11-25T12:01:00Z",
    "2031-01-02T12:00:00Z",
    "2020-01-02T12:00:00Z",
)
NEXT_YEAR = "2027-01-04T12:00:00Z"
OPERATOR = house_actor()


@pytest.fixture(autouse=True)
def keep_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "close_old_connections", lambda: None)


@pytest.fixture(autouse=True)
def no_jump_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A virtual machine's own clock may jump while it runs other tests: that is doubted for a while, and not here."""
    monkeypatch.setattr(clock, "_EVEN", clock.EvenTime())


def steady_is(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    monkeypatch.setattr(clock, "steady_seconds", lambda: seconds)


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_a_lease_taken_by_a_wrong_clock_refuses_nobody_once_it_is_right(wrong: str) -> None:
    assert take_lease(holder="one", now=wrong)
    assert take_lease(holder="two", now=NOON)
    assert not take_lease(holder="one", now=NOON)


def test_a_lease_ends_by_the_seconds_since_the_machine_started_too(monkeypatch: pytest.MonkeyPatch) -> None:
    steady_is(monkeypatch, 1000)
    assert take_lease(holder="one", now=NOON)
    steady_is(monkeypatch, 1149)
    assert not take_lease(holder="two", now=NOON), "the machine's clock stands still, and the lease is not over"
    steady_is(monkeypatch, 1151)
    assert take_lease(holder="two", now=NOON)
    steady_is(monkeypatch, 5)
    monkeypatch.setattr(clock, "boot_id", lambda: "another start of the machine")
    assert not take_lease(holder="three", now=NEXT), "its seconds say nothing of another start"


def test_each_holder_has_a_higher_number_and_goes_on_under_it() -> None:
    first = take_lease(holder="one", now=NOON)
    assert take_lease(holder="one", now=NEXT) == first
    assert take_lease(holder="two", now=AHEAD) == first + 1
    assert take_lease(holder="one", now=NOON) == first + 2


def test_who_lost_the_lease_writes_nothing_more(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    set_clock(monkeypatch, NEXT)
    one = Ticker()

    def lose_it(_session: ReaderSession, _now: str) -> Any:
        assert take_lease(holder="two", now=AHEAD)
        return [thing(NOON)]

    token = take_lease(holder=one.holder, now=NEXT)
    with pytest.raises(LeaseLost), fenced(token=token):
        run_tick(session_of(OPERATOR), now=NEXT, sources=[lose_it])
    assert not Item.objects.exists() and not AuditEntry.objects.exists()
    assert Lease.objects.get().last_tick_at is None, "nor does it say that a tick ended"
    token = take_lease(holder="two", now=AHEAD)
    with fenced(token=token):
        run_tick(session_of(OPERATOR), now=NEXT, sources=[lambda _session, _now: [thing(NOON)]])
    assert Item.objects.count() == 1, "whoever holds it goes on"


def test_the_number_is_checked_in_the_transaction_of_each_write() -> None:
    token = take_lease(holder="one", now=NOON)
    with fenced(token=token):
        with transaction.atomic():
            Item.objects.filter(pk=0).update(state="waiting")
        assert take_lease(holder="two", now=AHEAD), "reading and taking a lease is a write of its own"
        for write in (
            lambda: Item.objects.filter(pk=0).update(state="waiting"),
            lambda: RuleSwitch.objects.all().delete(),
        ):
            with pytest.raises(LeaseLost), transaction.atomic():
                write()
    Item.objects.filter(pk=0).update(state="waiting")  # outside of it nobody asks


def test_a_tick_that_found_the_database_busy_is_tried_again_soon(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    waits: list[float] = []
    ticker = Ticker()

    def busy(*_: Any, **__: Any) -> int:
        if len(waits) < 3:
            raise OperationalError("database is locked")
        return 0

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        if len(waits) == 4:
            ticker._stop.set()
        return True

    monkeypatch.setattr(scheduler, "take_lease", busy)
    monkeypatch.setattr(scheduler, "_let_go", lambda: None)
    monkeypatch.setattr(ticker, "_stop", FakeStop(wait))
    ticker._run()
    assert waits == [2, 4, 8, 60]
    assert "a tick failed" not in caplog.text and "busy" in caplog.text
    assert scheduler.wait_seconds(9, every=60) == 60


class FakeStop(threading.Event):
    """Does not wait, but keeps for how long it was to."""

    def __init__(self, wait: Any) -> None:
        super().__init__()
        self.wait = wait  # type: ignore[method-assign]


def test_a_tick_that_is_yet_to_come_is_late(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, AHEAD)
    note_serving(serving=True)
    run_tick(session_of(OPERATOR), now=AHEAD, sources=[])
    assert not is_late(lease=last_tick(), now=AHEAD)
    set_clock(monkeypatch, NOON)
    assert is_late(lease=last_tick(), now=NOON)
    red = _check_tick()
    assert not red.in_order and "midday on 2 January 2031" in red.what_to_do
    run_tick(session_of(OPERATOR), now=NOON, sources=[])
    assert not is_late(lease=last_tick(), now=NOON), "though pages are served since a moment that is still to come"
    assert is_late(lease=last_tick(), now="2026-11-25T12:05:01Z")


def test_a_tick_is_late_by_the_seconds_since_the_machine_started_where_its_clock_stands_still(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOON)
    steady_is(monkeypatch, 1000)
    note_serving(serving=True)
    run_tick(session_of(OPERATOR), now=NOON, sources=[])
    steady_is(monkeypatch, 1301)
    assert is_late(lease=last_tick(), now=NOON)


@pytest.fixture
def first_pages(workspace: Workspace) -> Iterator[dict[str, Any]]:
    roles = {
        "operator": person("operator", Role.OPERATOR, ""),
        "executive": person("executive", Role.PARTNERSHIP_EXECUTIVE, ""),
        "officer": person("officer", Role.SENIOR_OFFICER, "police"),
    }
    yield {name: lambda actor=actor: client_of(actor).get("/").content.decode() for name, actor in roles.items()}


def test_a_late_tick_is_on_the_first_page_of_operator_and_executive_within_minutes(
    first_pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOON)
    note_serving(serving=True)
    run_tick(session_of(OPERATOR), now=NOON, sources=[])
    said = (
        "Deadlines are not being checked, so nothing is escalated. The last check ended at midday on 25 November 2026."
    )
    assert all(said not in first_pages[name]() for name in first_pages)
    set_clock(monkeypatch, "2026-11-25T12:05:01Z")
    assert {name: said in first_pages[name]() for name in first_pages} == {
        "operator": True, "executive": True, "officer": False,
    }  # fmt: skip
    assert "sightline doctor" in first_pages["operator"]()
    assert "Call the operator" in first_pages["executive"]()


@pytest.mark.parametrize("wrong", [AHEAD, BEHIND])
def test_a_clock_in_doubt_is_on_first_pages_and_in_doctor(
    first_pages: dict[str, Any], monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    earlier, later = sorted((NOON, wrong))
    set_clock(monkeypatch, later)
    write_entry(session_of(OPERATOR), action="read_home", trail=Trail(), outcome="done")
    assert _check_clock().in_order
    set_clock(monkeypatch, earlier)
    red = _check_clock()
    assert not red.in_order and "the last entry is dated" in red.what_to_do and "--today DAY" in red.what_to_do
    page = first_pages["executive"]()
    assert "the last entry is dated" in page and "Deadlines need attention now" in page


def test_doctor_says_that_the_clock_moved_against_the_time_since_the_machine_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    set_clock(monkeypatch, NOON)
    steady_is(monkeypatch, 1000)
    run_tick(session_of(OPERATOR), now=NOON, sources=[])
    steady_is(monkeypatch, 1120)
    set_clock(monkeypatch, "2026-11-25T12:02:00Z")
    assert _check_clock().in_order
    set_clock(monkeypatch, "2026-11-25T15:02:00Z")
    assert "ahead by 3 hours" in _check_clock().what_to_do
    set_clock(monkeypatch, "2026-11-22T12:02:00Z")
    assert "back by 3 days" in _check_clock().what_to_do


def test_the_audit_says_on_the_row_that_time_went_back(monkeypatch: pytest.MonkeyPatch) -> None:
    for moment in (AHEAD, NOON, NEXT, "2026-11-25T12:00:58Z"):
        set_clock(monkeypatch, moment)
        write_entry(session_of(OPERATOR), action="read_home", trail=Trail(), outcome="done")
    rows = list(AuditEntry.objects.order_by("sequence").values_list("at", "details"))
    assert rows == [
        (AHEAD, {}), (NOON, {"clock_went_back_from": AHEAD}), (NEXT, {}), (NEXT, {}),
    ], "a few seconds between two machines are no going back, and the rows stay in order"  # fmt: skip
    assert hash_chain.first_break(AuditEntry) is None


def test_what_was_escalated_by_a_clock_that_was_ahead_is_put_back_and_escalated_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fill_ladder()
    due, early = thing(NOON), thing("2026-12-01T12:00:00Z", number=2)
    sources = [lambda _session, _now: [due, early]]
    set_clock(monkeypatch, NEXT)
    run_tick(session_of(OPERATOR), now=NEXT, sources=[lambda _session, _now: [due]])
    told = Notice.objects.filter(kind="came").count()
    set_clock(monkeypatch, AHEAD)
    run_tick(session_of(OPERATOR), now=AHEAD, sources=sources)
    assert {item.stage for item in Item.objects.all()} == {Stage.CHAIR_AND_SCRUTINEER.value}
    set_clock(monkeypatch, NEXT)
    assert "2 open items were escalated too early" in _check_clock().what_to_do
    done = confirm_clock(session_of(OPERATOR), today=clock.today())
    assert done.items == 2 and _check_clock().in_order
    assert Decision.objects.get(kind="clock_confirmed").body["item_ids"] == sorted([due.item_id, early.item_id])
    put_back = Item.objects.get(item_id=due.item_id)
    assert (put_back.stage, put_back.worked_through, put_back.put_back_at) == (Stage.PRACTITIONER.value, NEXT, NEXT)
    assert steps_of(due) == [("practitioner", NOON)]
    assert steps_of(early) == [("practitioner", "2026-12-01T12:00:00Z")], "what was opened too early stays open"
    assert Notice.objects.filter(kind="came").count() == told + 1
    day_after = "2026-11-26T12:00:01Z"
    set_clock(monkeypatch, day_after)
    run_tick(session_of(OPERATOR), now=day_after, sources=sources)
    assert [stage for stage, _ in steps_of(due)] == ["practitioner", "team_manager"]
    assert Notice.objects.filter(about_id=due.item_id, occasion=2).exists(), "the manager is told again, in time"
    december = "2026-12-02T12:00:01Z"
    set_clock(monkeypatch, december)
    run_tick(session_of(OPERATOR), now=december, sources=sources)
    assert [stage for stage, _ in steps_of(early)] == ["practitioner", "team_manager"]
    assert confirm_clock(session_of(OPERATOR), today=clock.today()).items == 0


def test_what_people_said_while_the_clock_was_ahead_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    set_clock(monkeypatch, AHEAD)
    run_tick(session_of(OPERATOR), now=AHEAD, sources=[lambda _session, _now: [thing(NOON)]])
    item = Item.objects.get()
    ItemEvent.objects.create(
        item=item, kind=Happening.ACT, at=AHEAD, stage="practitioner", by="sw", by_when="2026-11-30"
    )
    set_clock(monkeypatch, NEXT)
    confirm_clock(session_of(OPERATOR), today=clock.today())
    item.refresh_from_db()
    assert ItemEvent.objects.get(kind=Happening.ACT).at == NEXT
    assert item.state == "acting" and item.answer_by.startswith("2026-11-30")
    december = "2026-12-01T12:00:00Z"
    run_tick(session_of(OPERATOR), now=december, sources=[])
    assert Step.objects.filter(item=item, why="not_done").exists(), "the promise that was not kept is escalated in time"


def test_a_rule_that_was_switched_on_by_a_clock_that_was_ahead_is_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    RuleSwitch.objects.create(rule_id="suspicion_answered", on=True, at=AHEAD, decision=1)
    set_clock(monkeypatch, NEXT)
    mine = thing(NOON, always=False)
    run_tick(session_of(OPERATOR), now=NEXT, sources=[lambda _session, _now: [mine]])
    assert not Item.objects.exists() and "1 rule is switched on only from" in _check_clock().what_to_do
    assert confirm_clock(session_of(OPERATOR), today=clock.today()).rules == 1
    set_clock(monkeypatch, "2026-11-25T12:02:00Z")
    run_tick(session_of(OPERATOR), now="2026-11-25T12:02:00Z", sources=[lambda _session, _now: [mine]])
    assert Item.objects.exists()


def test_nothing_is_put_back_by_itself_and_only_the_operator_says_it(monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    set_clock(monkeypatch, NEXT)
    run_tick(session_of(OPERATOR), now=NEXT, sources=[lambda _session, _now: [thing(NOON)]])
    set_clock(monkeypatch, BEHIND)
    run_tick(session_of(OPERATOR), now=BEHIND, sources=[lambda _session, _now: [thing(NOON)]])
    assert steps_of(thing(NOON)) == [("practitioner", NOON)]
    with pytest.raises(Refused, match="midday on 2 January 2020"):
        confirm_clock(session_of(OPERATOR), today=date(2026, 11, 25))
    assert steps_of(thing(NOON)) == [("practitioner", NOON)]
    with pytest.raises(Refused):
        confirm_clock(session_of(person("sw", Role.PRACTITIONER, "childrens_services")), today=clock.today())


def test_what_is_new_is_new_again_after_a_look_by_a_clock_that_was_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    reader = person("sw", Role.PRACTITIONER, "childrens_services")
    set_clock(monkeypatch, AHEAD)
    note_look(actor=reader, through=1)
    set_clock(monkeypatch, NOON)
    assert note_look(actor=reader, through=1).at < NOON
    set_clock(monkeypatch, "2026-11-26T12:00:00Z")
    assert note_look(actor=reader, through=1).at == NOON


def test_a_claim_and_a_message_of_a_clock_that_was_ahead_hold_nothing_up(monkeypatch: pytest.MonkeyPatch) -> None:
    account = Account.objects.get(username=person("sw", Role.PRACTITIONER, "childrens_services").reader.username)
    for number, (next_at, until) in enumerate([(NOON, AHEAD), (AHEAD, None)]):
        notice = Notice.objects.create(account=account, kind="came", about_id="x", occasion=number, at=NOON)
        NoticeSending.objects.create(
            notice=notice, account=account, channel=Channel.EMAIL, made_at=next_at, next_at=next_at, claimed_until=until
        )
    assert delivery._free(Channel.EMAIL, NOON).count() == 1, "nobody claims anything for years"
    assert delivery.is_late(since=AHEAD, now=NOON)
    set_clock(monkeypatch, NOON)
    assert confirm_clock(session_of(OPERATOR), today=clock.today()).messages == 2
    assert delivery._free(Channel.EMAIL, NOON).count() == 2


def test_a_concern_that_was_entered_by_a_clock_that_was_ahead_has_its_deadlines_from_now(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder()
    set_clock(monkeypatch, NEXT_YEAR)
    concern_id = worried.enter(worried.youth_worker())
    run_tick(session_of(OPERATOR), now=NEXT_YEAR, sources=[clocks_of_concerns])
    assert all(one.due_at > NEXT_YEAR for one in LiveClock.objects.all()) and LiveClock.objects.exists()
    set_clock(monkeypatch, NOON)
    assert "1 concern has a future date" in _check_clock().what_to_do
    done = confirm_clock(session_of(OPERATOR), today=clock.today())
    assert (done.concerns, Concern.objects.get(pk=concern_id).entered_at) == (1, NOON)
    run_tick(session_of(OPERATOR), now=NEXT, sources=[clocks_of_concerns])
    assert all(one.due_at < "2027" for one in LiveClock.objects.all()) and LiveClock.objects.exists()


def test_files_that_came_by_a_clock_that_was_ahead_are_taken_in_anew(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, received_at in enumerate((NOON, AHEAD), start=1):
        batch = open_batch(workspace)
        row = {"file_sha": str(number), "source_file": "a.csv", "received_at": received_at, "batch": batch}
        with whole_directory(batch_folder(workspace, batch) / str(number)) as folder:
            pq.write_table(table_of(RECEIVED_FILE, row), folder / "received_file.parquet")
        close_batch(workspace, batch, now=received_at)
    set_clock(monkeypatch, NEXT)
    assert "1 received file has a future date" in _check_clock().what_to_do
    assert confirm_clock(session_of(OPERATOR), today=clock.today()).files == 1
    receipts = [(row["batch"], row["file_sha"], row["received_at"]) for row in read_receipts(workspace).to_pylist()]
    assert receipts == [(1, "1", NOON), (3, "2", NEXT)], (
        "in a batch of its own: no snapshot passes for one that holds it"
    )
    assert [(part.batch, part.file_sha) for part in list_parts(workspace)] == [(1, "1"), (3, "2")]
    assert _check_clock().in_order and confirm_clock(session_of(OPERATOR), today=clock.today()).files == 0


def test_a_run_by_a_clock_that_was_ahead_hides_no_later_change(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    for day in ("2026-11-24", "2031-01-02"):
        (workspace.snapshots / day).mkdir()
        (workspace.snapshots / day / "manifest.json").write_text("{}")
        hash_chain.append(Decision, kind="snapshot_made_current", by="operator", os_name="",
                     body={"snapshot_id": day, "as_at": day})  # fmt: skip
    set_clock(monkeypatch, NOON)
    made = Snapshot("2026-11-25", workspace.snapshots / "2026-11-25")
    before = snapshot_to_compare(workspace, made=made, as_at=date(2026, 11, 25))
    assert before is not None and before.id == "2026-11-24"


def test_a_session_that_a_clock_ahead_kept_ends_once_the_clock_is_right(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, AHEAD)
    client = client_of(person("sw", Role.PRACTITIONER, "childrens_services"))
    assert client.get("/").status_code == 200
    set_clock(monkeypatch, NOON)
    assert client.get("/").status_code == 302, "it would last until 2031"


def test_connections_are_fenced_only_while_a_tick_runs() -> None:
    assert connection.execute_wrappers == []
