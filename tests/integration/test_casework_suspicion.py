"""One intelligence row of 2005: a constable's suspicion in plain words, two nicknames, no child named. Then silence.

It was written down, and in life nobody had to answer it. Here it reaches the chief constable at the due second.
"""

from datetime import date
from pathlib import Path

import pytest
from support.climbing import fill_ladder, set_clock
from support.patterned import write_rows

from sightline import ingest, pipeline
from sightline.casework.actors import operator_actor
from sightline.casework.escalation_models import Item, RuleSwitch, Step
from sightline.casework.models import Account, CurrentSnapshot
from sightline.casework.ticking import tick
from sightline.store import Workspace
from sightline.store.batches import close_batch, open_batch

pytestmark = pytest.mark.django_db(transaction=True)
TUESDAY = "2005-03-08T09:00:00Z"
WORDS = (
    "Two men known only as Ziggy and Tall Mac were again outside the shops on Quay Lane with young girls in the back of a "
    "silver car. I suspect that several men are working together to exploit girls of school age. Nobody has asked for this."
)
# Two working days to the end of Thursday, then a day and a night at each stage.
SILENCE = (
    ("practitioner", "2005-03-10T23:59:59Z"),
    ("team_manager", "2005-03-11T23:59:59Z"),
    ("head_of_service", "2005-03-12T23:59:59Z"),
    ("chief_officer", "2005-03-13T23:59:59Z"),
    ("lead_safeguarding_partners", "2005-03-14T23:59:59Z"),
    ("chair_and_scrutineer", "2005-03-15T23:59:59Z"),
)


def test_it_reaches_the_chief_constable(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = {"layout": "police_intelligence", "Log No": "IL05/0001", "Submitted On": "08/03/2005",
           "Event Date": "05/03/2005", "Source Evaluation": "2", "Intelligence Assessment": "B", "Handling": "P",
           "Text": WORDS}  # fmt: skip
    batch = open_batch(workspace)
    (path,) = write_rows([row], tmp_path)
    (receipt,) = ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=TUESDAY)
    assert receipt.rows_taken == 1
    close_batch(workspace, batch, now=TUESDAY)
    made = pipeline.run(workspace=workspace, as_at=date(2005, 3, 8))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=TUESDAY)
    people = fill_ladder("childrens_services")
    RuleSwitch.objects.create(rule_id="suspicion_answered", on=True, at=TUESDAY, decision=0)

    set_clock(monkeypatch, "2005-03-20T09:00:00Z")
    tick(actor=operator_actor(), as_at="2005-03-20T08:59:00Z")

    (item,) = Item.objects.filter(rule_id="suspicion_answered")
    assert (item.person_id, item.mention_ids) == ("", [])
    steps = Step.objects.filter(item=item).order_by("number")
    assert [(step.stage, step.due_at) for step in steps] == list(SILENCE)
    chief_constable = people["lead_safeguarding_partners chief_constable"]
    reached = steps.get(stage="lead_safeguarding_partners")
    assert Account.objects.get(pk=chief_constable.account_id).username in reached.told
