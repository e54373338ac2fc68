"""A rehearsal: which folders are deliveries, and that ticks at which nothing can fall due may be passed over."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.climbing import fill_ladder, thing
from support.sessions import session_of

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account
from sightline.casework.core.session import ReaderSession, house_session
from sightline.casework.escalation.models import Item, ItemBasis, ItemEvent, Step
from sightline.casework.go_live.decisions import decisions_in_force
from sightline.casework.posts.services.posts import read_posts
from sightline.casework.rehearsal.deliveries import read_deliveries
from sightline.casework.rehearsal.holders import fill_every_post
from sightline.casework.rehearsal.moments import every_quarter, next_quarter, quarters_that_matter
from sightline.casework.rehearsal.services import rehearse, set_every_go_live
from sightline.casework.straight_line.models import Telling
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import BadInput, Refused
from sightline.model.nouns import Agency
from sightline.model.when import utc_text
from sightline.store import Workspace

BEGINS = datetime.fromisoformat("2026-12-23T07:00:00Z")
DAYS = 1


def folders(tmp_path: Path, *names: str) -> Path:
    for name in names:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("a\n1\n", encoding="utf-8")
    return tmp_path


def test_deliveries_are_played_in_order_of_their_days_and_arrive_at_seven_in_london(tmp_path: Path) -> None:
    files = (
        "2026-07-01/b.csv",
        "2026-07-01/a.xlsx",
        "2026-01-05/a.csv",
        "2026-07-02/a.csv",
        "loose.csv",
        "2026-07-01/note.rtf",
    )
    found = read_deliveries(folder=folders(tmp_path, *files), until=date(2026, 7, 1))
    assert [one.arrives_at for one in found.played] == ["2026-01-05T07:00:00Z", "2026-07-01T06:00:00Z"]
    assert [path.name for path in found.played[1].files] == ["a.xlsx", "b.csv"]
    assert [one.day for one in found.left_out] == [date(2026, 7, 2)] and found.loose == ("loose.csv",)


@pytest.mark.parametrize("name", ["2026-02-30", "20260105", "2026-1-5", "files", "2026-W01-1"])
def test_a_folder_that_is_no_day_stops_the_rehearsal(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput, match="not named by a day") as stopped:
        read_deliveries(folder=folders(tmp_path, "2026-01-05/a.csv", f"{name}/a.csv"), until=date(2026, 7, 1))
    assert stopped.value.exit_code == 3 and name in str(stopped.value.where)


@pytest.mark.parametrize("names", [(), ("2026-07-02/a.csv",), ("2026-07-01/note.rtf",)])
def test_there_must_be_something_to_play(tmp_path: Path, names: tuple[str, ...]) -> None:
    with pytest.raises(BadInput, match="No CSV or Excel file"):
        read_deliveries(folder=folders(tmp_path, *names), until=date(2026, 7, 1))


def test_what_is_due_at_a_quarter_is_worked_at_the_next() -> None:
    assert next_quarter(after="2026-03-29T00:59:59Z") == "2026-03-29T01:00:00Z"
    assert next_quarter(after="2026-03-29T01:00:00Z") == "2026-03-29T01:15:00Z"
    assert next_quarter(after="2026-12-31T23:45:00Z") == "2027-01-01T00:00:00Z"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("workspace")
def test_one_go_live_day_is_set_for_every_agency_and_somebody_holds_every_post() -> None:
    actor = house_actor()
    fill_every_post(session_of(actor))
    assert [line for line in read_posts(on=date(2026, 1, 5)) if line.empty] == []
    set_every_go_live(session_of(actor), day=date(2026, 1, 5))
    days = {(one.go_live.agency, one.go_live.layout): one.go_live.day for one in decisions_in_force()}
    assert days == {(agency.value, ""): date(2026, 1, 5) for agency in Agency}


@pytest.mark.django_db(transaction=True)
def test_a_rehearsal_is_refused_where_there_is_something(workspace: Workspace, tmp_path: Path) -> None:
    deliveries = read_deliveries(folder=folders(tmp_path / "in", "2026-01-05/a.csv"), until=date(2026, 1, 5))
    Account.objects.create(username="somebody", role="practitioner")
    with pytest.raises(Refused, match="nothing in it"):
        rehearse(
            session_of(house_actor()), workspace=workspace, deliveries=deliveries, until=date(2026, 1, 5),
            write=lambda line: None, played=lambda one: None,
        )  # fmt: skip


MOMENTS = st.integers(-86_400, DAYS * 86_400).map(lambda seconds: utc_text(BEGINS + timedelta(seconds=seconds)))


@pytest.mark.django_db(transaction=True)
@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(due=st.lists(st.tuples(MOMENTS, st.booleans()), min_size=1, max_size=4))
def test_ticks_passed_over_change_no_step(workspace: Workspace, due: list[tuple[str, bool]]) -> None:
    """Items that open at any second, urgent and not: each quarter of a day, and only those that matter."""
    always = (utc_text(BEGINS), True)
    things = [thing(at, number=number, urgent=urgent) for number, (at, urgent) in enumerate([always, *due])]
    fill_ladder()
    every, few = _play(things, skip=False), _play(things, skip=True)
    assert few["steps"] == every["steps"] and every["steps"]
    assert few["ticks"] < every["ticks"] / 4


def _play(things: list[Any], *, skip: bool) -> dict[str, Any]:
    """Play from a first day, nothing having happened before; the steps, and how many ticks it took."""
    drop_triggers(connection)
    for model in (ItemEvent, Step, ItemBasis, Telling, Item):
        model.objects.all().delete()
    make_triggers(connection)

    def source(_session: ReaderSession, now: str) -> list[Any]:
        return [one for one in things if one.due_at < now]

    since, before = utc_text(BEGINS), utc_text(BEGINS + timedelta(days=DAYS))
    quarters = quarters_that_matter(house_session(), since=since, before=before, sources=[source]) if skip else None
    ticks = 0
    for at in quarters or every_quarter(house_session(), since=since, before=before):
        run_tick(session_of(house_actor()), now=at, sources=[source])
        ticks += 1
    rows = Step.objects.order_by("item__item_id", "number")
    steps = list(rows.values_list("item__item_id", "number", "stage", "due_at", "done_at"))
    tellings = Telling.objects.order_by("item__item_id", "number").values_list(
        "item__item_id", "number", "at", "done_at"
    )
    return {"ticks": ticks, "steps": [*steps, *tellings]}
