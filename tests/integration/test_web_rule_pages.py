"""A pattern's rule on its page: checked numbers, withdrawal, what rested on it, who was shown it; and brought back."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import grouped, kept, small_partnership
from support.climbing import fill_ladder, person, set_clock
from support.patterned import write_rows
from support.sessions import session_of
from support.trials import export_table

from sightline import ingest, pipeline
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, CurrentSnapshot, Decision
from sightline.casework.core.session import house_session
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.services.responses import answer_pattern
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.patterns.selectors import list_recognised, read_recognised
from sightline.casework.reappraisal.services.patterns import keep_pattern_review, list_pattern_reviews
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.rules.pattern_check import check_rules
from sightline.casework.rules.selectors.pattern_page import hide_parts, read_rule_page
from sightline.casework.rules.services.withdrawal import restore_rule, withdraw_rule
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2024-07-01T09:00:00Z"
RULE = "repeat_missing"
WHY = "The partnership executive decided on 3 July: three in ninety days says too little here."


def missing(ref: str, who: tuple[str, str, str], month: int, **more: str) -> dict[str, str]:
    surname, forename, born = who
    return {"layout": "police_missing", "Misper Ref": ref, "Surname": surname, "Forenames": forename, "DOB": born,
            "Sex": "F", "Missing From Date": f"01/0{month}/2024", "Missing From Time": "20:00",
            "Found Date": f"01/0{month}/2024", "Found Time": "23:50", "Entered On": f"02/0{month}/2024",
            **more}  # fmt: skip


ROWS = [
    *grouped.ROWS,
    *(missing(f"N{month}", grouped.NELL, month) for month in (3, 4, 5)),
    *(missing(f"I{month}", grouped.IVY, month) for month in (3, 4)),
]


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    batch = open_batch(workspace)
    for path in write_rows(ROWS, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    made = kept.build(workspace, as_at=date(2024, 7, 1))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return made


def nell(snapshot: Snapshot) -> str:
    return grouped.person_called(snapshot, "Nell")


def rules_of(snapshot: Snapshot, actor: Actor) -> dict[str, str]:
    lines = list_recognised(session_of(actor), person_id=nell(snapshot))
    return {line.pattern_id: line.instance_key for line in lines}


def page_of(actor: Actor, name: str = "rule_page", *args: Any) -> str:
    client = Client()
    client.force_login(Account.objects.get(username=actor.reader.username))
    return client.get(reverse(name, args=args or [RULE])).content.decode()


@pytest.fixture
def answered(snapshot: Snapshot) -> Actor:
    """Somebody in children's services who answered what the rule brought."""
    fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id=RULE, on=True, at="2024-07-02T09:00:00Z", decision=0)
    tick(session_of(house_actor()), as_at="2024-07-03T09:25:00Z")
    worker = person("childrens_services_practitioner_holder", Role.PRACTITIONER, "childrens_services")
    form = {"form": "act", "what": "Visit and talk about where", "who": "A. Ferris", "by_when": "2024-07-05"}
    answer_pattern(session_of(worker), instance_key=rules_of(snapshot, worker)[RULE], form=form)
    return worker


def test_numbers_are_for_those_who_lead_and_the_words_for_everybody(snapshot: Snapshot, workspace: Workspace) -> None:
    operator, worker = house_actor(), person("worker", Role.PRACTITIONER, "health")
    executive = person("executive", Role.PARTNERSHIP_EXECUTIVE, "")
    assert read_rule_page(session_of(executive), rule_id=RULE).numbers is None
    assert "The rules have not been checked yet" in page_of(executive)
    checked = {one.rule_id: one for one in check_rules(session_of(operator), workspace=workspace, shuffles=2, seed=7)}
    assert checked[RULE].met == 1 and checked[RULE].by_chance is not None
    assert checked["young_child"].by_chance is None
    numbers = read_rule_page(session_of(executive), rule_id=RULE).numbers
    assert numbers and (numbers.met, numbers.met_a_month, numbers.shuffles, numbers.seed) == ("under 5", "", 2, 7)
    assert {table.what for table in numbers.parts} == {"Sex", "Age", "Ethnicity", "Disability", "A placement"}
    page = page_of(executive)
    assert "By chance alone" in page and "Of every 100 children known" in page and "under 5" in page
    hers = page_of(worker)
    assert "three missing episodes" in hers and "Number found" not in hers
    with pytest.raises(Refused):
        check_rules(session_of(worker), workspace=workspace, shuffles=1)
    group = page_of(worker, "rule_page", "group_around_children")
    assert "six invented partnerships" in group and "Why this rule" in group
    assert "six invented partnerships" not in re.sub("<details.*?</details>", "", group, flags=re.DOTALL), "open"


def test_the_same_seed_and_snapshot_give_the_same_numbers_again(snapshot: Snapshot, workspace: Workspace) -> None:
    one, other = (check_rules(session_of(house_actor()), workspace=workspace, shuffles=2, seed=7) for _ in range(2))
    assert one == other
    bodies = Decision.objects.filter(kind="rules_checked").values_list("body", flat=True)
    assert len(bodies) == 2 and bodies[0] == bodies[1]


def test_small_parts_are_hidden_and_never_one_alone() -> None:
    (table,) = hide_parts([["Sex", "F", 40, 400], ["Sex", "M", 10, 590], ["Sex", "X", 2, 10]])
    told = {line.part: (line.met, line.share_of_met, line.share_of_known) for line in table.lines}
    assert told == {"F": ("40", "77", "40"), "M": ("hidden", "", "59"), "X": ("under 5", "", "1")}


def test_a_withdrawn_rule_says_nothing_to_anybody_and_what_rested_on_it_is_listed(
    snapshot: Snapshot, answered: Actor, workspace: Workspace, tmp_path: Path
) -> None:
    key = rules_of(snapshot, answered)[RULE]
    executive = person("executive", Role.PARTNERSHIP_EXECUTIVE, "")
    nurse = person("nurse", Role.PRACTITIONER, "health")
    export_table(session_of(nurse), workspace=workspace, table="patterns", out=tmp_path / "before.csv")
    assert RULE in (tmp_path / "before.csv").read_text(encoding="utf-8")
    assert withdraw_rule(session_of(executive), rule_id=RULE, why=WHY) == Item.objects.filter(rule_id=RULE).count() > 0
    assert RULE not in rules_of(snapshot, answered)
    assert "missing_together" not in rules_of(snapshot, answered)
    with pytest.raises(NotHere):
        read_recognised(session_of(answered), instance_key=key)
    assert RULE not in {one.rule_id for one in patterns_in_snapshot(house_session(), "2024-07-03T09:30:00Z")}
    assert not RuleSwitch.objects.get(rule_id=RULE).on
    export_table(session_of(house_actor()), workspace=workspace, table="patterns", out=tmp_path / "patterns.csv")
    assert RULE not in (tmp_path / "patterns.csv").read_text(encoding="utf-8")
    assert Item.objects.filter(rule_id=RULE).exists(), "nothing is erased"
    shown = read_rule_page(session_of(executive), rule_id=RULE)
    assert shown.withdrawn and shown.withdrawn.why == WHY
    assert {answered.reader.username, "nurse"} <= {one.username for one in shown.shown_to}
    assert [one for one in shown.dependants if one.by == answered.reader.username and not one.looked_at]
    item = Item.objects.get(about_id=key)
    analyst = person("analyst", Role.ANALYST, "childrens_services")
    assert f"Reason: {WHY}" in page_of(analyst, "item", item.item_id)
    theirs = page_of(answered, "item", item.item_id)
    assert (
        "withdrew the rule" in theirs and "The action stays open until it is answered" in theirs and WHY not in theirs
    )
    assert reverse("recognised", args=[key]) not in theirs
    page = page_of(executive)
    assert "Who saw what it found" in page and "Bring this rule back" in page
    assert "Sightline no longer uses it" in page_of(answered) and WHY not in page_of(answered)


def test_who_decided_by_it_is_asked_whether_it_still_stands(snapshot: Snapshot, answered: Actor) -> None:
    other = person("other", Role.PRACTITIONER, "childrens_services")
    withdraw_rule(session_of(house_actor()), rule_id=RULE, why=WHY)
    (line,) = list_pattern_reviews(session_of(answered))
    assert (line.kind, line.rule_id, line.by) == ("item", RULE, answered.reader.username)
    assert list_pattern_reviews(session_of(other)) == ()
    client = Client()
    client.force_login(Account.objects.get(username=answered.reader.username))
    assert b"Decided by a rule that is withdrawn" in client.get(reverse("look_again")).content
    assert line.whom and line.whom[0] in client.get(reverse("look_again")).content.decode()
    where = reverse("pattern_review", args=[line.decision, line.key])
    assert client.get(where).status_code == 200
    assert client.post(where, {"answer": "stands_no_longer", "why": ""}).status_code == 400
    with pytest.raises(NotHere):
        keep_pattern_review(session_of(other), decision=line.decision, key=line.key, stands=True, why="")
    done = client.post(where, {"answer": "stands_no_longer", "why": "The count was of another child's nights."})
    assert done.status_code == 302 and list_pattern_reviews(session_of(answered)) == ()
    with pytest.raises(NotHere):
        keep_pattern_review(session_of(answered), decision=line.decision, key=line.key, stands=True, why="")
    assert read_rule_page(session_of(house_actor()), rule_id=RULE).dependants[0].looked_at


def test_brought_back_it_is_all_there_again_and_its_switch_is_off(snapshot: Snapshot, answered: Actor) -> None:
    before = rules_of(snapshot, answered)
    withdraw_rule(session_of(house_actor()), rule_id=RULE, why=WHY)
    with pytest.raises(Refused):
        withdraw_rule(session_of(house_actor()), rule_id=RULE, why=WHY)
    restore_rule(session_of(house_actor()), rule_id=RULE, why="It was the register that was wrong, not the rule.")
    assert rules_of(snapshot, answered) == before
    shown = read_rule_page(session_of(house_actor()), rule_id=RULE)
    assert not shown.withdrawn and not shown.on
    assert [one.kind for one in shown.history] == ["rule_restored", "rule_withdrawn"]
    assert list_pattern_reviews(session_of(answered)) == ()
    with pytest.raises(Refused):
        restore_rule(session_of(house_actor()), rule_id=RULE, why=WHY)


def test_only_owners_withdraw_and_only_rules_that_are(snapshot: Snapshot) -> None:
    worker = person("worker", Role.PRACTITIONER, "health")
    with pytest.raises(Refused):
        withdraw_rule(session_of(worker), rule_id=RULE, why=WHY)
    with pytest.raises(Usage):
        withdraw_rule(session_of(house_actor()), rule_id="no_such_rule", why=WHY)
    executive = person("executive", Role.PARTNERSHIP_EXECUTIVE, "")
    client = Client()
    client.force_login(Account.objects.get(username=executive.reader.username))
    where = reverse("withdraw_rule", args=[RULE])
    assert client.post(where, {"why": ""}).status_code == 400
    assert client.post(where, {"why": "ok"}).status_code == 400
    assert client.post(where, {"why": WHY}).status_code == 302
    assert "Bring this rule back" in client.get(where).content.decode()
    client.force_login(Account.objects.get(username="worker"))
    assert client.get(where).status_code == 403


def test_an_answer_stands_at_what_it_answers_and_outlives_the_next_run(
    snapshot: Snapshot, answered: Actor, workspace: Workspace
) -> None:
    key = rules_of(snapshot, answered)[RULE]
    later = pipeline.run(workspace=workspace, as_at=date(2024, 7, 4))
    CurrentSnapshot.objects.filter(id=1).update(snapshot_id=later.id)
    assert later.id != snapshot.id
    line = read_recognised(session_of(answered), instance_key=key).line
    assert line.item is not None and line.item.state == "acting"
    page = page_of(answered, "recognised", key)
    assert "Status and answer" in page and reverse("item", args=[line.item.item_id]) in page


def test_the_command_line_withdraws_and_brings_back(tmp_path: Path) -> None:
    workspace = small_partnership.build_workspace(tmp_path / "small", roles=())
    said = small_partnership.sightline("-w", workspace, "rules", "withdraw", RULE, "--why", WHY)
    assert "repeat_missing is withdrawn; needs review: 0." in said
    said = small_partnership.sightline("-w", workspace, "rules", "restore", RULE, "--why", WHY)
    assert "repeat_missing is no longer withdrawn" in said
