"""One world, delivered daily, weekly, fortnightly, monthly and in one piece: who must answer what at the end is the same.

Each world has every kind of thing that must be answered, answered in time, late and never, on random days. Two rhythms
of one world are played in `make test`; five rhythms of many worlds in `make soak`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from support.climbing import fill_ladder
from support.rhythms import RHYTHMS, deliver, delivered_on
from support.worlds import BEGINS, ENDS_ON, CountedFact, World, make_world

from sightline.casework.audit.append_only import drop_triggers, make_triggers
from sightline.casework.core import clock
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.rehearsal.deliveries import read_deliveries
from sightline.casework.rehearsal.services import Rehearsal, play_deliveries
from sightline.casework.rule_switches.catalogue import escalation_rules
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import rules_switched_on
from sightline.escalation import read_ladders
from sightline.model.calendar import end_of_day
from sightline.model.when import london_day, moment, utc_text
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db(transaction=True)
UNTIL = date(2025, 4, 2)  # by when the last delivery's deadlines are over
OF_THE_RHYTHM = {"late_extract", "late_delivery"}
# The rules that an answer of the world stops. Others may ask more, such as what came of an account.
STOPPED = {
    "suspicion": {"suspicion_answered", "suspicion_unanswered"},
    "account": {"account_followed_up", "account_no_action"},
    "interview": {"return_interview", "return_interview_offered"},
    "referral": {"referral_decision"},
}
AWAITED = ("interview", "referral")  # answered in the extract of whoever must answer
Key = tuple[str, str, str]  # what must be answered, by which rule, on which ladder
# The longest that a deadline of one or two working days, or of 72 hours, waits longer over a weekend.
WEEKEND, A_TICK = timedelta(days=2), timedelta(minutes=15)


@dataclass(frozen=True)
class Outcome:
    """How a rhythm ended: who was told first of what and when, what is unanswered, and what is answered late."""

    first: dict[Key, str]
    unanswered: frozenset[Key]
    opened: frozenset[Key]
    answered_late: frozenset[str]


OUTCOMES: dict[tuple[int, str], Outcome] = {}


@pytest.fixture
def played(tmp_path: Path, settings: Any) -> Callable[[int, str], Outcome]:
    """Play a world in a rhythm, each once, in a database and a workspace of its own."""

    def play(seed: int, rhythm: str) -> Outcome:
        if (seed, rhythm) not in OUTCOMES:
            OUTCOMES[seed, rhythm] = play_anew(seed, rhythm)
        return OUTCOMES[seed, rhythm]

    def play_anew(seed: int, rhythm: str) -> Outcome:
        empty()
        folder = tmp_path / f"{seed} {rhythm}"
        world = make_world(seed)
        places = deliver(folder / "files", rows=world.rows, rhythm=rhythm, ends_on=ENDS_ON)
        workspace = Workspace(folder / "workspace")
        workspace.create()
        settings.SIGHTLINE_WORKSPACE = workspace.root
        return outcome(run_through(workspace, folder / "files"), world, {place: name for name, place in places.items()})

    return play


def empty() -> None:
    drop_triggers(connection)
    call_command("flush", verbosity=0, interactive=False)
    make_triggers(connection)


def run_through(workspace: Workspace, files: Path) -> Rehearsal:
    begins_at = moment(BEGINS, time(0))
    with clock.as_if(begins_at):
        for ladder in read_ladders():
            fill_ladder(ladder)
        on = rules_switched_on(house_session())
        rows = [
            RuleSwitch(rule_id=rule.id, on=True, at=begins_at, decision=0)
            for _, rule in escalation_rules()
            if rule.id not in on
        ]
        RuleSwitch.objects.bulk_create(rows)
    rehearsal = Rehearsal(house_session(), workspace, lambda line: None, every_tick=False)
    deliveries = read_deliveries(folder=files, until=UNTIL)
    play_deliveries(rehearsal=rehearsal, deliveries=deliveries, until=UNTIL, played=lambda one: None)
    return rehearsal


def outcome(rehearsal: Rehearsal, world: World, names: dict[tuple[str, int], str]) -> Outcome:
    first: dict[Key, str] = {}
    told_of: dict[str, set[Key]] = {}
    for line in rehearsal.lines:
        if line.rule_id in OF_THE_RHYTHM:
            continue
        for name in {names[place] for place in line.records if place in names}:
            first.setdefault((name, line.rule_id, line.ladder), line.at)
            told_of.setdefault(line.item_id, set()).add((name, line.rule_id, line.ladder))
    still_open = set(Item.objects.filter(closed_at=None).values_list("item_id", flat=True))
    return Outcome(
        first=first,
        unanswered=frozenset(key for item_id, keys in told_of.items() if item_id in still_open for key in keys),
        opened=frozenset(key for keys in told_of.values() for key in keys),
        answered_late=answered_late(rehearsal.workspace, names),
    )


def answered_late(workspace: Workspace, names: dict[tuple[str, int], str]) -> frozenset[str]:
    """The things of which a clock of the last snapshot says that they were answered late."""
    snapshot = current_snapshot(workspace)
    assert snapshot is not None
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = engine.query(
            "SELECT source_file, source_rows, received_at FROM clock JOIN agency_record USING (record_id) "
            "WHERE state = 'met_late' AND latest"
        ).to_pylist()
    finally:
        engine.close()
    stood = {(f"{row['received_at'][:10]}/{row['source_file']}", one) for row in rows for one in row["source_rows"]}
    return frozenset(names[place] for place in stood if place in names)


def check_world(play: Callable[[int, str], Outcome], seed: int, rhythms: tuple[str, ...]) -> None:
    world = make_world(seed)
    outcomes = {rhythm: play(seed, rhythm) for rhythm in rhythms}
    finest = outcomes[rhythms[0]]
    for rhythm, found in outcomes.items():
        assert found.unanswered == finest.unanswered, f"{rhythm}: the same must be unanswered, with the same posts"
        for key, at in finest.first.items():
            if key in found.unanswered:
                assert found.first[key] <= latest(key[0], world, at, rhythms[0], rhythm), (
                    f"{rhythm}: {key} one delivery later"
                )
        for told in world.told:
            check_ended(told, found, rhythm)


def latest(name: str, world: World, at: str, finest: str, rhythm: str) -> str:
    """The first step of the finest rhythm, and as much later as the record came later; working days end with a day.

    Where only the extract of whoever must answer can say that they have, it is the delivery that reaches that step.
    """
    (told,) = [one for one in world.told if one.name == name]
    later = delivered_on(told.recorded_on, rhythm=rhythm, ends_on=ENDS_ON) - delivered_on(
        told.recorded_on, rhythm=finest, ends_on=ENDS_ON
    )
    step = datetime.fromisoformat(at)
    over = end_of_day(london_day(utc_text(step + later + WEEKEND)))
    bounds = [utc_text(datetime.fromisoformat(over) + A_TICK)]
    if told.kind in AWAITED:
        reaches = delivered_on(step.date() - timedelta(days=1), rhythm=rhythm, ends_on=ENDS_ON)
        bounds.append(utc_text(datetime.combine(reaches, step.timetz())))
    return max(bounds)


def check_ended(told: CountedFact, found: Outcome, rhythm: str) -> None:
    """Nothing ends without an item or an answer; what was answered late before it came has no item and is listed."""
    unanswered = {rule for name, rule, _ in found.unanswered if name == told.name}
    opened = {rule for name, rule, _ in found.opened if name == told.name}
    said = f"{rhythm}: {told.name}"
    if told.answered_on is None:
        assert unanswered & STOPPED[told.kind], said
        return
    assert not unanswered & STOPPED[told.kind], said
    came_on, answer_came_on = (
        delivered_on(day, rhythm=rhythm, ends_on=ENDS_ON) for day in (told.recorded_on, told.answered_on)
    )
    if told.answer == "in time":
        assert told.name not in found.answered_late, said
    elif came_on == answer_came_on or told.kind == "referral":
        assert not opened & STOPPED[told.kind], said


IN_MAKE_TEST = ("fortnightly", "one piece")


def test_a_world_ends_the_same_fortnightly_and_in_one_piece(played: Callable[[int, str], Outcome]) -> None:
    check_world(played, 1, IN_MAKE_TEST)


@pytest.mark.parametrize("kind", STOPPED)
def test_what_was_answered_late_before_it_came_is_listed_as_answered_late(
    played: Callable[[int, str], Outcome], kind: str
) -> None:
    found = played(1, "one piece")
    late = [told.name for told in make_world(1).told if told.kind == kind and told.answer == "late"]
    assert late and set(late) <= found.answered_late


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(2, 12))
def test_worlds_end_the_same_in_every_rhythm(played: Callable[[int, str], Outcome], seed: int) -> None:
    check_world(played, seed, RHYTHMS)
