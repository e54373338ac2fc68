"""Actions about the use of data go to information governance of the body that they concern, and to no other."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.accounts.governance_scope import governed_sources
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import audited
from sightline.casework.breaches.pages import NewBreach
from sightline.casework.breaches.recipients import ABOUT_DATA
from sightline.casework.breaches.services import report_breach
from sightline.casework.complaints.pages import NewComplaint
from sightline.casework.complaints.services import enter_complaint
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.session import house_session
from sightline.casework.corrections import services
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.selectors import list_corrections, read_correction
from sightline.casework.corrections.services import reach_recipient, tell_all_who_were_shown
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.emergency_access.openings import load_openings, need_opening
from sightline.casework.escalation.engine import AGREEMENT_REVIEW, DISCLOSURE, SHARE
from sightline.casework.escalation.models import Item, ItemBasis, Step
from sightline.casework.escalation.selectors import list_items
from sightline.casework.ledger import share_refusals
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.two_officers.actions import open_review, tell_holder
from sightline.casework.two_officers.models import OfficersEntry
from sightline.casework.two_officers.selectors import list_requests, read_request
from sightline.model.errors import Refused
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOTICED, NOW = "2026-11-24T16:30:00Z", "2026-11-25T09:00:00Z"
WORDS = "A letter about lantern-77 went to the father’s house instead of the refuge worker."
ELM, OAK = "Elm School", "Oak School"


@pytest.fixture(autouse=True)
def wednesday(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.create()
    set_clock(monkeypatch, NOW)
    fill_ladder("information_governance")
    for one in (("elm", "school", ELM), ("oak", "school", OAK), ("health", "health", ""), ("all", "partnership", "")):
        governance(*one)


def governance(name: str, agency: str = "", organisation: str = "") -> Actor:
    return worried.actor(f"ig_{name}", "information_governance", agency, organisation)


def lead() -> Actor:
    return worried.actor("lead_elm", "manager", "school", ELM)


def breach() -> str:
    return report_breach(session_of(lead()), breach=NewBreach(NOTICED, "no", WORDS, "One family’s", ""))


def complaint() -> str:
    new = NewComplaint(date(2026, 11, 24), "Lantern Seventyseven", "By letter", WORDS)
    return enter_complaint(session_of(lead()), complaint=new)


def told(item: Item) -> set[str]:
    every = {name for step in Step.objects.filter(item=item) for name in step.told}
    return {one for one in every if one.startswith("ig_")}


@pytest.mark.parametrize("enter", [breach, complaint])
def test_governance_of_another_school_or_agency_is_not_told_and_sees_no_such_action(enter: Callable[[], str]) -> None:
    about = enter()
    item = Item.objects.get(about_id=about)
    assert told(item) == {"ig_elm", "ig_all"}
    for name, sees in (("elm", True), ("all", True), ("oak", False), ("health", False)):
        who = worried.actor(f"ig_{name}", "information_governance", "")
        page = client_of(who).get(reverse("item", args=[item.item_id]))
        assert page.status_code == (200 if sees else 404)
        listed = [one.item_id for one in list_items(session_of(who), scope="all").items]
        assert (item.item_id in listed) is sees


def test_an_emergency_is_reviewed_by_governance_of_who_opened_and_of_whose_records() -> None:
    EmergencyEntry.objects.create(
        entry_id="e" * 20, at=NOW, by="lead_elm", kind="opened", agency="school", bodies=[["housing", ""]], decision=1,
        until_at="2026-11-25T13:00:00Z",
    )  # fmt: skip
    lead()
    governance("housing", "housing")
    assert len(load_openings()) == 1
    for name, sees in (("elm", 1), ("all", 1), ("housing", 1), ("oak", 0), ("health", 0)):
        session = session_of(worried.actor(f"ig_{name}", "information_governance", ""))
        assert {one.page: one for one in count_work(session)}["emergencies"].count == sees
        if sees:
            assert need_opening(session, entry_id="e" * 20).row.by == "lead_elm"
            continue
        with pytest.raises(NotHere):
            need_opening(session, entry_id="e" * 20)


def test_what_two_officers_saw_is_reviewed_by_governance_of_their_bodies_and_of_whose_record() -> None:
    for name, agency in (("omar", "police"), ("sara", "childrens_services")):
        worried.actor(name, "practitioner", agency)
        governance(agency, agency)
    asked, shown = "a" * 20, "s" * 20
    written = ((asked, "asked", "omar", ""), ("c" * 20, "confirmed", "sara", asked), (shown, "shown", "omar", asked))
    for decision, (entry_id, kind, by, about) in enumerate(written, start=1):
        OfficersEntry.objects.create(
            entry_id=entry_id, at=NOW, by=by, kind=kind, agency="school", about=about,
            word="sealed_identity" if kind == "asked" else "", decision=decision,
        )  # fmt: skip
    row, house = OfficersEntry.objects.get(entry_id=shown), house_session()
    items = [
        Item.objects.get(item_id=item_id)
        for item_id in (
            tell_holder(house, row, organisation=ELM, officers=("omar", "sara")),
            open_review(house, row),
        )
    ]
    assert told(items[1]) == {"ig_elm", "ig_all", "ig_police", "ig_childrens_services"}
    seen = {"elm": 1, "all": 1, "police": 1, "childrens_services": 1, "oak": 0, "health": 0}
    for name, sees in seen.items():
        session = session_of(worried.actor(f"ig_{name}", "information_governance", ""))
        assert {one.page: one for one in count_work(session)}["two_officers"].count == sees
        assert len(list_requests(session).lines) == sees
        listed = {one.item_id for one in list_items(session, scope="all").items}
        assert listed & {one.item_id for one in items} == ({one.item_id for one in items} if sees else set())
        if sees:
            assert read_request(session, entry_id=asked).may_review
            continue
        with pytest.raises(NotHere):
            read_request(session, entry_id=asked)


def test_a_request_to_share_is_told_to_governance_of_the_school_whose_record_it_is() -> None:
    """Each school is a body without a register: see decision 0193."""
    item = Item(item_id="i" * 20, source=SHARE, agency="school", organisation=ELM, opened_at=NOW, worked_through=NOW,
                answer_by=NOW, ladder="school", urgency="urgent", state="waiting", stage="practitioner",
                highest_stage="practitioner", rule_id="restricted_share")  # fmt: skip
    item.save()
    ItemBasis.objects.create(
        item=item, record_id="r" * 20, agency="school", organisation=ELM, layout="school_concerns", restricted=True
    )
    found = share_refusals.governance_accounts(house_session(), item, date(2026, 11, 25))
    assert {one for one in found if one.startswith("ig_")} == {"ig_elm", "ig_all"}


def corrected(*record_ids: str) -> str:
    session = house_session()
    with audited(session, action="correct") as trail:
        return tell_all_who_were_shown(session, record_ids=record_ids, what=CorrectionWhat.CORRECTED, trail=trail)


def shown(record_id: str, to: Actor, *, organisation: str = ELM) -> None:
    SharedRecord.objects.create(
        at="2026-11-20T09:00:00Z", audit_row=1, way="shown", action="read_record", username=to.reader.username,
        role=to.reader.role, to_agency=to.reader.agency, to_organisation=to.reader.organisation,
        record_id=hash_id(record_id), from_agency="school", from_organisation=organisation, layout="school_concerns",
    )  # fmt: skip


@pytest.mark.parametrize("is_earlier", [False, True])
def test_a_notice_of_correction_is_seen_by_governance_of_whose_record_it_was_and_of_its_readers(
    monkeypatch: pytest.MonkeyPatch, is_earlier: bool
) -> None:
    if is_earlier:  # a notice of an earlier version does not say whose the records were: the ledger does
        monkeypatch.setattr(services, "find_holders", lambda *_: {})
    nia, pol = (worried.actor(*one) for one in (("nia", "practitioner", "health"), ("pol", "practitioner", "police")))
    governance("police", "police")
    shown("r1", nia)
    shown("r2", pol)
    about = corrected("r1", "r2")
    item = Item.objects.get(about_id=about)
    assert told(item) == {"ig_elm", "ig_all", "ig_health", "ig_police"}
    readers = {"elm": ["nia", "pol"], "all": ["nia", "pol"], "health": ["nia"], "police": ["pol"], "oak": []}
    for name, sees in readers.items():
        who = worried.actor(f"ig_{name}", "information_governance", "")
        session = session_of(who)
        assert client_of(who).get(reverse("item", args=[item.item_id])).status_code == (200 if sees else 404)
        assert {one.page: one for one in count_work(session)}["corrections"].count == bool(sees)
        lines = list_corrections(session).lines
        assert [(one.recipients, one.records) for one in lines] == ([(len(sees), len(sees))] if sees else [])
        if not sees:
            with pytest.raises(NotHere):
                read_correction(session, correction_id=about)
            continue
        page = read_correction(session, correction_id=about)
        assert [one.username for one in page.recipients] == sees
        assert page.may_settle
    health = session_of(worried.actor("ig_health", "information_governance", ""))
    with pytest.raises(Refused):
        reach_recipient(health, correction_id=about, username="pol", words=WORDS)
    reach_recipient(health, correction_id=about, username="nia", words=WORDS)
    assert {one.page: one for one in count_work(health)}["corrections"].count == 0
    assert not Item.objects.get(about_id=about).closed_at, "another reader has not answered"


def test_governance_that_is_itself_a_reader_answers_for_itself_and_settles_nothing() -> None:
    oak = worried.actor("ig_oak", "information_governance", "")
    worried.actor("nia", "practitioner", "health")
    shown("r1", worried.actor("nia", "practitioner", "health"))
    SharedRecord.objects.create(
        at="2026-11-20T09:00:00Z", audit_row=2, way="shown", action="read_record", username="ig_oak",
        role="information_governance", to_agency="housing", record_id=hash_id("r1"), from_agency="school",
        from_organisation=ELM, layout="school_concerns",
    )  # fmt: skip
    about = corrected("r1")
    page = read_correction(session_of(oak), correction_id=about)
    assert ([one.username for one in page.recipients], page.may_settle) == (["ig_oak"], False)
    with pytest.raises(NotHere):
        reach_recipient(session_of(oak), correction_id=about, username="ig_oak", words=WORDS)


def test_each_action_about_data_is_of_a_body_or_is_named_here() -> None:
    """The partnership's papers are for all of information governance."""
    of_all = {AGREEMENT_REVIEW, DISCLOSURE}
    assert set(ABOUT_DATA) - set(governed_sources()) == of_all
