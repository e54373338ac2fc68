"""Rules are measured on the partnership's own data, switched on by an owner who says why, and drop nothing while off."""

import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support import small_partnership as small
from support import warm, worried
from support.climbing import fill_ladder, person, set_clock
from support.sessions import session_of

from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Decision
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.rule_switches.catalogue import MATCHING, escalation_rules
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rule_switches.switches import (
    matching_rules_off,
    rules_switched_off,
    rules_switched_on,
    start_with_rules_on,
)
from sightline.casework.rules.backtest import BacktestResult, late_times
from sightline.casework.rules.selectors.checks import find_rule_check, owners_of_rules
from sightline.casework.rules.selectors.summary import glance_at_rules
from sightline.casework.rules.services import activation
from sightline.casework.rules.services.activation import list_rules, measure_rule, switch_rule
from sightline.casework.rules.services.confirmations import confirm_rule, own_rule
from sightline.casework.rules.services.withdrawal import withdraw_rule
from sightline.casework.timekeeping.scheduler import tick
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Agreed by the partnership executive on 3 December."
OPERATOR = house_actor()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("switching"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, "2024-12-03T09:00:00Z")
    return copy


def test_without_a_start_every_rule_is_off_and_what_it_would_bring_is_counted(held: Workspace) -> None:
    lines = {line.rule_id: line for line in list_rules(session_of(OPERATOR))}
    assert not [line for line in lines.values() if line.on and line.kind != MATCHING]
    assert {"late_extract", "suspicion_answered", "return_interview"} <= set(lines)
    assert not {"unowned", "review_overdue", "next_step_overdue", "meeting_action"} & set(
        lines
    )  # a person opened the file: these always climb
    waiting = {rule_id for rule_id, line in lines.items() if line.waiting}
    assert waiting
    assert {rule_id for rule_id in waiting if lines[rule_id].items_a_month == 0} <= {
        "late_extract", "late_delivery", "sentence_question",
    }  # fmt: skip
    tick(session_of(OPERATOR))
    assert not Item.objects.exists()


def test_a_rule_that_is_switched_on_brings_what_waited(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_ladder()
    lines = [line for line in list_rules(session_of(OPERATOR)) if line.waiting and line.kind != "others"]
    chosen = lines[0]
    with pytest.raises(NotAnAnswer):
        switch_rule(session_of(OPERATOR), rule_id=chosen.rule_id, on=True, why="ok")
    measured = switch_rule(session_of(OPERATOR), rule_id=chosen.rule_id, on=True, why=WHY)
    decision = Decision.objects.get(kind="rule_switched")
    assert decision.body["items_a_month"] == round(measured.items_a_month, 2) > 0
    assert decision.why == WHY
    set_clock(monkeypatch, "2024-12-03T09:01:00Z")
    tick(session_of(OPERATOR))
    assert Item.objects.filter(rule_id=chosen.rule_id).count() == chosen.waiting
    (line,) = [line for line in list_rules(session_of(OPERATOR)) if line.rule_id == chosen.rule_id]
    assert (line.on, line.since, line.waiting) == (True, "2024-12-03T09:00:00Z", 0)
    switch_rule(session_of(OPERATOR), rule_id=chosen.rule_id, on=False, why="Too many for the front door this month.")
    assert not RuleSwitch.objects.get().on
    assert Item.objects.filter(rule_id=chosen.rule_id, closed_at=None).count() == chosen.waiting, "open items stay"


def test_past_a_posts_ceiling_no_rule_is_refused_and_the_decision_names_the_post(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    plenty = BacktestResult(date(2024, 12, 2), {"return_interview": {"police": 12 * 21 * 7, "health": 12}})
    monkeypatch.setattr(activation, "measure", lambda _session: plenty)
    found = measure_rule(session_of(OPERATOR), rule_id="return_interview")
    assert found.items_a_month == 21 * 7 + 1
    assert [(one.ladder, one.items_a_working_day) for one in found.past_ceiling] == [("police", 7.0)]
    switch_rule(session_of(OPERATOR), rule_id="return_interview", on=True, why=WHY)
    assert RuleSwitch.objects.get(rule_id="return_interview").on
    named = Decision.objects.get(kind="rule_switched").body["past_ceiling"]
    assert named == ["Officer in the case, or the public protection desk"]


def test_what_is_on_already_counts_towards_the_ceiling_and_holders_share_it(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = BacktestResult(
        date(2024, 12, 2), {"return_interview": {"police": 12 * 21 * 4}, "crime_recorded": {"police": 12 * 21 * 4}}
    )
    monkeypatch.setattr(activation, "measure", lambda _session: both)
    switch_rule(session_of(OPERATOR), rule_id="crime_recorded", on=True, why=WHY)
    assert measure_rule(session_of(OPERATOR), rule_id="return_interview").past_ceiling[0].items_a_working_day == 8.0
    from sightline.casework.posts.services.posts import set_post

    for organisation, name in (("", "one"), ("North", "two")):
        person(name, Role.PRACTITIONER, "police")
        set_post(session_of(OPERATOR), ladder="police", stage="practitioner", organisation=organisation, holder=name)
    assert measure_rule(session_of(OPERATOR), rule_id="return_interview").past_ceiling == ()


def test_a_rule_that_is_withdrawn_is_not_switched_on(held: Workspace) -> None:
    withdraw_rule(session_of(OPERATOR), rule_id="repeat_missing", why=WHY)
    (line,) = [one for one in list_rules(session_of(OPERATOR)) if one.rule_id == "repeat_missing"]
    assert line.withdrawn and line.waiting == 0
    with pytest.raises(Refused) as refused:
        switch_rule(session_of(OPERATOR), rule_id="repeat_missing", on=True, why=WHY)
    assert refused.value.code == "rule_withdrawn" and not RuleSwitch.objects.filter(on=True).exists()


def test_who_may_decide_about_rules(held: Workspace) -> None:
    with pytest.raises(Refused):
        list_rules(session_of(person("sw", Role.PRACTITIONER, "childrens_services")))
    with pytest.raises(Usage):
        measure_rule(session_of(OPERATOR), rule_id="no such rule")
    assert (
        measure_rule(session_of(person("exec", Role.PARTNERSHIP_EXECUTIVE, "")), rule_id="late_extract").items_a_month
        == 0
    )


def test_how_often_an_agencys_file_was_late() -> None:
    files = [
        ("police", "", "2026-01-01"),
        ("police", "", "2026-01-05"),
        ("police", "", "2026-01-20"),
        ("school", "", "2026-02-01"),
    ]
    assert late_times(files, through=date(2026, 2, 10)) == ["police", "police"]


def test_a_rule_of_matching_is_on_until_somebody_switches_it_off_and_opens_nothing(held: Workspace) -> None:
    chosen = "unique_name_and_age"
    before = {line.rule_id: line for line in list_rules(session_of(OPERATOR)) if line.kind == MATCHING}
    assert before[chosen].on and not before[chosen].items_a_month
    assert not matching_rules_off()
    executive = person("exec", Role.PARTNERSHIP_EXECUTIVE, "")
    switch_rule(session_of(executive), rule_id=chosen, on=False, why=WHY)
    assert matching_rules_off() == {chosen}
    after = {line.rule_id: line for line in list_rules(session_of(OPERATOR)) if line.kind == MATCHING}
    assert {one for one, line in after.items() if not line.on} == {chosen}
    assert chosen in {one.rule_id for one in rules_switched_off(house_session())}
    assert chosen not in rules_switched_on(house_session())
    switch_rule(session_of(executive), rule_id=chosen, on=True, why=WHY)
    assert not matching_rules_off()


def test_the_command_lists_measures_and_switches(built: Path) -> None:
    def rules(*words: str) -> subprocess.CompletedProcess[str]:
        workspace = built / "workspace" if (built / "workspace").exists() else built
        return warm.run(["-m", "sightline", "-w", str(workspace), "rules", *words], env=small.elsewhere_removed())

    listed = rules()
    assert listed.returncode == 0, listed.stderr
    assert "return_interview" in listed.stdout and "always escalate" in listed.stdout
    assert rules("measure", "return_interview").returncode == 0
    assert rules("on", "return_interview", "--why", "noted").returncode == 2
    done = rules("on", "return_interview", "--why", WHY)
    assert done.returncode == 0 and "return_interview is on" in done.stdout, done.stderr
    assert rules("off", "return_interview", "--why", "Off again, after this test of it.").returncode == 0


def test_a_new_workspace_has_every_rule_on_and_names_who_switched_one_off(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder()
    chosen = next(line.rule_id for line in list_rules(session_of(OPERATOR)) if line.waiting)
    start_with_rules_on()
    assert set(rules_switched_on(house_session())) == {rule.id for _, rule in escalation_rules()}
    assert not rules_switched_off(house_session()) and not sum(
        line.waiting for line in list_rules(session_of(OPERATOR))
    )
    executive = person("exec", Role.PARTNERSHIP_EXECUTIVE, "")
    switch_rule(session_of(executive), rule_id=chosen, on=False, why=WHY)
    (off,) = rules_switched_off(house_session())
    assert (off.rule_id, off.by, off.at, off.why) == (chosen, "exec", "2024-12-03T09:00:00Z", WHY)
    glance = glance_at_rules(house_session())
    assert (len(glance.off), glance.off_by_nobody, glance.is_calm) == (1, 0, False)
    assert glance.waiting == sum(line.waiting for line in list_rules(session_of(OPERATOR))) > 0
    set_clock(monkeypatch, "2024-12-03T09:01:00Z")
    tick(session_of(OPERATOR))
    opened = set(Item.objects.values_list("rule_id", flat=True))
    assert opened and chosen not in opened
    assert glance_at_rules(house_session()).open_items == Item.objects.filter(closed_at=None).count()


def test_a_withdrawn_rule_is_off_though_every_other_is_on_from_the_start(held: Workspace) -> None:
    start_with_rules_on()
    withdraw_rule(session_of(OPERATOR), rule_id="repeat_missing", why=WHY)
    assert [one.rule_id for one in rules_switched_off(house_session())] == ["repeat_missing"]


def test_a_rule_is_confirmed_by_a_named_person_and_again_after_it_changed(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = {"title": "Working Together", "paragraph": "chapter 3, 142", "edition": "2026", "read_on": date(2024, 12, 2)}
    before = glance_at_rules(house_session())
    assert before.confirmed == 0 < before.unchecked < before.claims and before.unowned == before.rules
    for missing in ({"title": " "}, {"edition": ""}, {"paragraph": ""}, {"read_on": date(2024, 12, 4)}, {"reader": ""}):
        with pytest.raises(Usage):
            confirm_rule(session_of(OPERATOR), rule_id="core_group", **{**read, "reader": "A. Lead", **missing})
    with pytest.raises(Refused):
        confirm_rule(session_of(person("ann", Role.PRACTITIONER, "police")), rule_id="core_group", **read)
    with pytest.raises(Usage):
        confirm_rule(session_of(OPERATOR), rule_id="told_back", **{**read, "reader": "A. Lead"})  # local: no document
    manager = person("mia", Role.MANAGER, "childrens_services")
    confirm_rule(session_of(manager), rule_id="core_group", **read)
    after = glance_at_rules(house_session())
    assert (after.confirmed, after.unchecked, after.unowned) == (1, before.unchecked - 1, before.unowned - 1)
    standing = find_rule_check(rule_id="core_group")
    assert standing and standing.is_confirmed and standing.last and standing.last.reader == "mia"
    own_rule(session_of(OPERATOR), rule_id="return_interview", owner="mia", why=WHY)
    assert owners_of_rules() == {"core_group": "mia", "return_interview": "mia"}
    row = Decision.objects.get(kind="rule_confirmed")
    old = replace(standing.last, rule_version="earlier")
    assert not replace(standing, last=old).is_confirmed and replace(standing, last=old).is_unchecked
    assert row.body["title"] == "Working Together" and row.body["read_on"] == "2024-12-02"
