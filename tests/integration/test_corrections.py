"""Notices of correction: all who were shown a record are told, each says that they know, and it escalates until then."""

from typing import Any

import pytest
from django.urls import reverse
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import audited
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.corrections import services
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.selectors import list_corrections, read_correction
from sightline.casework.corrections.services import (
    acknowledge_correction,
    reach_recipient,
    tell_all_who_were_shown,
)
from sightline.casework.escalation.models import Item, Step
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.model.errors import Refused, Usage
from sightline.model.visibility import Scope
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, RECORD = "2026-12-11T09:00:00Z", "rec-1"
WORDS = "The record named lantern-77; it was another boy."
HOW = "I called her on Friday and she has destroyed the printed copy."


@pytest.fixture(autouse=True)
def friday(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.create()
    set_clock(monkeypatch, NOW)


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def nurse() -> Actor:
    return worried.actor("nia", "practitioner", "health", "Clinic")


def teacher() -> Actor:
    return worried.actor("tom", "practitioner", "school", "Hill")


def shown(who: Actor, way: str = "shown", record_id: str = RECORD) -> None:
    SharedRecord.objects.create(
        at="2026-12-01T09:00:00Z", audit_row=1, way=way, action="read_record", username=who.reader.username,
        role=who.reader.role, to_agency=who.reader.agency, to_organisation=who.reader.organisation,
        record_id=hash_id(record_id), from_agency="police", layout="police_occurrences",
    )  # fmt: skip


def test_who_took_a_whole_table_of_such_records_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_whose", lambda *_: (Scope("police", "", "police_occurrences", restricted=False),))
    shown(nurse(), way="left", record_id="")
    (one,) = CorrectionEntry.objects.get(entry_id=corrected()).recipients
    assert (one[0], one[4]) == ("nia", True)


def corrected(*record_ids: str, words: str = "") -> str:
    session = session_of(governance())
    with audited(session, action="correct") as trail:
        return tell_all_who_were_shown(
            session, record_ids=record_ids or (RECORD,), what=CorrectionWhat.CORRECTED, trail=trail, words=words
        )


def answer(who: Actor, correction_id: str, copies: bool = False) -> str:
    return acknowledge_correction(session_of(who), correction_id=correction_id, copies_dealt_with=copies)


def test_all_who_were_shown_it_are_told_and_nobody_else() -> None:
    other, refused = worried.actor("ola", "analyst", "police"), worried.actor("rex", "practitioner", "housing")
    shown(nurse())
    shown(nurse(), "left")
    shown(teacher())
    shown(refused, "refused")
    shown(other, record_id="rec-2")
    correction_id = corrected()
    told = Notice.objects.filter(kind="correction").values_list("account__username", flat=True)
    assert sorted(told) == ["nia", "tom"]
    page = read_correction(session_of(governance()), correction_id=correction_id)
    assert [(one.username, one.has_file) for one in page.recipients] == [("nia", True), ("tom", False)]
    assert [one.kind for one in list_notices(session_of(nurse())).lines] == ["correction"]
    for who in (other, refused):
        with pytest.raises(NotHere):
            read_correction(session_of(who), correction_id=correction_id)
    assert corrected("rec-3") == "", "nobody was shown it"
    assert Item.objects.count() == 1


def test_it_is_open_until_each_has_answered_and_escalates(monkeypatch: Any) -> None:
    fill_ladder("information_governance")
    shown(nurse())
    shown(teacher())
    correction_id = corrected()
    item = Item.objects.get()
    assert (item.rule_id, item.deadline_at) == ("correction_acknowledged", "2026-12-29T23:59:59Z")
    answer(nurse(), correction_id)
    assert not Item.objects.get().closed_at
    assert list_notices(session_of(nurse())).lines == ()
    with pytest.raises(Refused):
        answer(nurse(), correction_id)
    set_clock(monkeypatch, "2027-01-04T09:00:00Z")
    run_tick(house_session(), now="2027-01-04T09:00:00Z")
    assert list(Step.objects.values_list("stage", flat=True).order_by("number")) == ["practitioner", "team_manager"]
    work = {one.page: one for one in count_work(session_of(governance()))}["corrections"]
    assert (work.count, work.oldest_at, work.overdue) == (1, NOW, 1)
    answer(teacher(), correction_id)
    assert Item.objects.get().closed_at
    assert {one.page: one.count for one in count_work(session_of(governance()))}["corrections"] == 0


def test_who_took_a_file_says_what_became_of_the_copies() -> None:
    shown(nurse(), "left")
    correction_id = corrected()
    with pytest.raises(Usage, match="file"):
        answer(nurse(), correction_id)
    answer(nurse(), correction_id, copies=True)
    assert Item.objects.get().closed_at


def test_a_reader_whose_account_is_closed_is_told_in_another_way_by_information_governance_alone() -> None:
    shown(nurse())
    Account.objects.filter(username="nia").update(is_active=False)
    correction_id = corrected(words=WORDS)
    (reader,) = read_correction(session_of(governance()), correction_id=correction_id).recipients
    assert not reader.is_open
    said = {"correction_id": correction_id, "username": "nia", "words": HOW}
    with pytest.raises(Refused):
        reach_recipient(session_of(teacher()), **said)
    reach_recipient(session_of(governance()), **said)
    assert Item.objects.get().closed_at
    for table in (Decision, AuditEntry, Item, Notice):
        assert "lantern-77" not in repr(list(table.objects.values()))


def test_it_is_answered_on_a_page_and_the_ledger_shows_it() -> None:
    shown(nurse())
    correction_id = corrected()
    browser, ig = client_of(nurse()), client_of(governance())
    assert "A record that you were shown has changed" in browser.get(reverse("notices")).content.decode()
    address = reverse("correction", args=[correction_id])
    assert "Use the new version" in browser.get(address).content.decode()
    assert "Not answered" in ig.get(reverse("sharing")).content.decode()
    browser.post(reverse("notices_read"), {"through": Notice.objects.get(kind="correction").pk})
    assert "A record that you were shown has changed" in browser.get(reverse("notices")).content.decode()
    assert "You have answered" in browser.post(address, follow=True).content.decode()
    page = ig.get(reverse("sharing")).content.decode()
    assert "Corrected, told" in page and "Not answered" not in page
    assert ig.get(reverse("correction_told", args=[correction_id])).status_code == 404
    assert CorrectionEntry.objects.count() == 2
    assert [one.settled for one in list_corrections(session_of(governance())).lines] == [1]
