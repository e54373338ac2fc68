"""Saved searches end after the rule's days, and information governance sees everyone's."""

import pytest
from django.urls import reverse
from support import held, worried
from support.climbing import set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.finding.models import SavedSearch
from sightline.casework.finding.selectors import list_every_search, list_searches
from sightline.casework.finding.services import end_old_searches, save_search
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
SAVED, LAST, AFTER = "2026-12-01T09:00:00Z", "2027-03-01T09:00:00Z", "2027-03-01T09:00:01Z"


def test_a_search_ends_after_ninety_days(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, SAVED)
    officer = worried.actor("officer", "practitioner", "police")
    saved_id = save_search(session_of(officer), asked="silver van", watch=True)
    (line,) = list_searches(session_of(officer))
    assert line.ends_at == LAST
    set_clock(monkeypatch, LAST)
    assert end_old_searches(house_session()) == 0
    set_clock(monkeypatch, AFTER)
    run_tick(house_session(), now=AFTER)
    assert not SavedSearch.objects.exists()
    assert AuditEntry.objects.get(action="end_old_searches").ids == [f"search:{saved_id}"]


def test_information_governance_sees_everyones(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, SAVED)
    officer, ig = worried.actor("officer", "practitioner", "police"), worried.actor("ig", "information_governance", "")
    save_search(session_of(officer), asked="silver van", watch=True)
    (line,) = list_every_search(session_of(ig))
    assert (line.username, line.asked, line.is_watched) == ("officer", "silver van", True)
    page = client_of(ig).get(reverse("searches_all")).content.decode()
    assert "silver van" in page and reverse("searches_all") in client_of(ig).get(reverse("access")).content.decode()
    with pytest.raises(Refused):
        list_every_search(session_of(officer))
    assert "Ends on" in client_of(officer).get(reverse("searches")).content.decode()
