"""A disputed conclusion that has another id after an update keeps its mark where that is sure, else the list says so."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse
from support.sessions import session_of
from support.worried import client_of
from test_disputed_conclusions import IG, NOW, a_pattern, actor, built, served

from sightline.casework.audit.trail import Trail
from sightline.casework.core.models import Decision, PipelineRun
from sightline.casework.core.serving import current_snapshot
from sightline.casework.core.session import house_session
from sightline.casework.data import runs
from sightline.casework.disputed_conclusions import conclusions, services, succession
from sightline.casework.disputed_conclusions.selectors import list_conclusion_disputes, list_notes_of_conclusion
from sightline.casework.same_person.vanished_mentions import AnchorChanges
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
__all__ = ["built", "served"]
WRONG, EARLIER = "It counts one night twice.", "0123456789abcdef0123"
CHANGED = "Disputed earlier. What Sightline says has changed."


def disputed_before(monkeypatch: pytest.MonkeyPatch, conclusion_id: str, *, more: int = 0) -> str:
    """A dispute of a pattern that had another id, and as many more records that are gone since."""
    found = conclusions.need_conclusion(session_of(actor("practitioner")), kind="pattern", conclusion_id=conclusion_id)
    gone = tuple(f"gone-{number}" for number in range(more))
    then = replace(found, conclusion_id=EARLIER, record_ids=(*found.record_ids, *gone))
    monkeypatch.setattr(services, "need_conclusion", lambda *_args, **_named: then)
    return services.dispute_conclusion(
        session_of(actor("practitioner")), kind="pattern", conclusion_id=EARLIER, words=WRONG
    )


def page_of(conclusion_id: str) -> str:
    return client_of(actor("practitioner")).get(reverse("recognised", args=[conclusion_id])).content.decode()


def update(workspace: Workspace) -> None:
    """What an update does as its snapshot is served."""
    run = PipelineRun.objects.create(as_at=date(2026, 12, 11), by="operator", started_at=NOW)
    served, nothing = current_snapshot(workspace=workspace), AnchorChanges((), ())
    assert served
    runs._make_current(
        house_session(), run, served, Trail(), served=None, changed=(), gone={}, moved=nothing, arrived=()
    )


def test_what_rests_on_all_its_records_is_marked_after_the_update(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    pattern = a_pattern(served)
    dispute_id = disputed_before(monkeypatch, pattern)
    assert ">Disputed<" not in page_of(pattern)
    (line,) = list_conclusion_disputes(session_of(actor(IG))).lines
    assert line.is_gone
    update(served)
    assert ">Disputed<" in page_of(pattern)
    (line,) = list_conclusion_disputes(session_of(actor(IG))).lines
    assert (line.dispute_id, line.conclusion_id, line.is_gone) == (dispute_id, pattern, False)
    (note,) = list_notes_of_conclusion(session_of(actor("practitioner")), conclusion_id=pattern)
    assert note.words == WRONG
    assert succession.follow_disputed(house_session()) == 0, "followed once"


@pytest.mark.parametrize("several", [True, False])
def test_what_is_not_sure_is_listed_as_changed_and_never_lost(
    served: Workspace, monkeypatch: pytest.MonkeyPatch, several: bool
) -> None:
    pattern = a_pattern(served)
    dispute_id = disputed_before(monkeypatch, pattern, more=0 if several else 50)
    if several:
        resting = succession._resting_on
        monkeypatch.setattr(
            succession, "_resting_on", lambda *given: [*resting(*given), *(("other", r) for _, r in resting(*given))]
        )
    assert succession.follow_disputed(house_session()) == 0
    assert not Decision.objects.of_kind(succession.CONCLUSION_FOLLOWED).exists()
    governance = client_of(actor(IG))
    for address in (reverse("conclusion_disputes"), reverse("conclusion_dispute", args=[dispute_id])):
        assert CHANGED.rstrip(".") in governance.get(address).content.decode()
