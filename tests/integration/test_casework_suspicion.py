"""One intelligence row of 2005: a constable's suspicion in plain words, two nicknames, no child named. Then silence.

It was written down, and in life nobody had to answer it. Here it reaches the chief constable at the due second.
"""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from django.db.models import Q
from support.climbing import fill_ladder, set_clock
from support.patterned import write_rows
from support.sessions import session_of

from sightline import ingest, pipeline
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, CurrentSnapshot
from sightline.casework.escalation.models import Item, Step
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.timekeeping.scheduler import tick
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = "2005-03-08T09:00:00Z"
WORDS = (
    "Two men known only as Ziggy and Tall Mac were again outside the shops on Quay Lane with young girls in the back of a "
    "silver car. I suspect that several men are working together to exploit girls of school age. Nobody has asked for this."
)
# The first post at once; each stage above so many working days after the arrival on Tuesday morning.
SILENCE = (
    ("practitioner", "2005-03-08T09:00:00Z"),
    ("team_manager", "2005-03-09T23:59:59Z"),
    ("head_of_service", "2005-03-10T23:59:59Z"),
    ("chief_officer", "2005-03-11T23:59:59Z"),
    ("lead_safeguarding_partners", "2005-03-15T23:59:59Z"),
    ("chair_and_scrutineer", "2005-03-17T23:59:59Z"),
)
GIRLS = ({"Surname": "Aldous", "Forenames": "Nell", "DOB": "01/02/1991"},
         {"Surname": "Burrow", "Forenames": "Kit", "DOB": "03/04/1992"})  # fmt: skip


def log(number: int, *, submitted: str, **more: str) -> dict[str, str]:
    return {"layout": "police_intelligence", "Log No": f"IL05/000{number}", "Submitted On": submitted,
            "Event Date": submitted, "Source Evaluation": "2", "Intelligence Assessment": "B", "Handling": "P",
            "Text": WORDS, **more}  # fmt: skip


def arrive(workspace: Workspace, tmp_path: Path, rows: list[dict[str, str]]) -> None:
    batch = open_batch(workspace)
    (path,) = write_rows(rows, tmp_path)
    receipt = ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=TUESDAY)[0]
    assert receipt.rows_taken == len(rows)
    close_batch(workspace, batch, now=TUESDAY)
    made = pipeline.run(workspace=workspace, as_at=date(2005, 3, 8))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=TUESDAY)
    RuleSwitch.objects.create(rule_id="suspicion_answered", on=True, at=TUESDAY, decision=0)


def test_each_reaches_the_chief_constable_whenever_it_came_and_whomever_it_names(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [log(1, submitted="08/03/2005"), log(2, submitted="10/02/2005")]
    rows += [log(3, submitted="07/03/2005", **girl) for girl in GIRLS]
    arrive(workspace, tmp_path, rows)
    people = fill_ladder("childrens_services")
    fill_ladder("police")

    set_clock(monkeypatch, "2005-03-08T09:15:00Z")
    tick(session_of(house_actor()), as_at="2005-03-08T09:15:00Z")
    told = Counter(Item.objects.values_list("record_id", "agency"))
    assert set(told.values()) == {1}, "one item a record and agency"
    assert {agency for _, agency in told} == {"childrens_services", "police"} and len(told) % 2 == 0
    assert set(Step.objects.values_list("stage", "due_at")) == {SILENCE[0]}, "told on arrival, none earlier"

    set_clock(monkeypatch, "2005-03-20T09:00:00Z")
    tick(session_of(house_actor()), as_at="2005-03-20T08:59:00Z")
    for item in Item.objects.all():
        steps = Step.objects.filter(item=item).order_by("number")
        assert [(step.stage, step.due_at) for step in steps] == list(SILENCE)
        assert item.straight and item.arrived_at == TUESDAY
    # The one of February was over before it arrived: its true deadline stays.
    deadlines = set(Item.objects.values_list("known_from", "deadline_at"))
    assert deadlines == {
        ("2005-02-10", "2005-02-14T23:59:59Z"),
        ("2005-03-07", "2005-03-10T23:59:59Z"),
        ("2005-03-08", "2005-03-10T23:59:59Z"),
    }
    late = Item.objects.filter(known_from="2005-02-10").count()
    counts = Item.objects.count_times("2005-03-20T09:00:00Z", untold=Q(pk__in=[]))
    assert (counts["overdue"], counts["arrived_late"]) == (counts["total"] - late, late) and late
    assert sorted(set(Item.objects.values_list("known_from", flat=True))) == ["2005-02-10", "2005-03-07", "2005-03-08"]
    chief_constable = people["lead_safeguarding_partners chief_constable"]
    reached = Step.objects.filter(stage="lead_safeguarding_partners", item__agency="childrens_services")
    name = Account.objects.get(pk=chief_constable.account_id).username
    assert all(name in step.told for step in reached)
