"""Two officers together: both on duty, both signed in again, in two browsers; one record, once, in audit and ledger."""

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.accounts.pages import SECOND_FACTOR_AGAIN, SECOND_FACTOR_FIRST
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import AuditEntry
from sightline.casework.escalation.models import Item
from sightline.casework.inbox.selectors import list_notices
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice
from sightline.casework.posts.call_backs import set_call_back
from sightline.casework.posts.services.rotas import Shift, add_shift
from sightline.casework.protection.services import ReceivedRow
from sightline.casework.two_officers import services
from sightline.casework.two_officers.pages import HiddenKind, OfficersAsk, OfficersState
from sightline.casework.two_officers.selectors import list_requests, read_request
from sightline.casework.two_officers.services import answer_request, ask_second_officer, review_request, show_once
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.escalation import Stage
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, LAST, AFTER = "2026-12-01T03:00:00Z", "2026-12-01T03:10:00Z", "2026-12-01T03:10:01Z"
WHY = "She is in hospital and cannot say who she is. The surgeon needs to know her blood disorder."
CELLS = {"Forename": "Sealed", "Surname": "Name", "Note": "sealed words"}
ONE, OTHER = "1" * 64, "2" * 64
EVERY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "holiday")


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A snapshot, two officers on tonight's rota and one who is not. Received files are told apart by their record."""
    workspace.create()
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    for username, ladder in (("omar", "police"), ("sara", "childrens_services")):
        worried.actor(username, "practitioner", ladder)
        shift = Shift(ladder=ladder, holding="out_of_hours", username=username, days=EVERY, begins="00:00", ends="08:00",
                      from_on=date(2026, 11, 1))  # fmt: skip
        add_shift(session_of(house_actor()), shift=shift, why="Winter rota, as both agencies agreed.")
    sealed = {held.record_of("sealed"): (ReceivedRow("police.csv", NOW, CELLS),)}
    monkeypatch.setattr(services, "read_rows", lambda *, record_id: sealed[record_id])
    return workspace


def first() -> Actor:
    return worried.actor("omar", "practitioner", "police")


def second() -> Actor:
    return worried.actor("sara", "practitioner", "childrens_services")


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def asked(who: Actor | None = None, **said: Any) -> str:
    about = {"kind": HiddenKind.SEALED_IDENTITY, "why": WHY, "agency": "police", "name": "Sealed Name",
             "born": date(2011, 1, 1), "at": NOW, "device": ONE, **said}  # fmt: skip
    at, device = about.pop("at"), about.pop("device")
    return ask_second_officer(session_of(who or first()), ask=OfficersAsk(**about), signed_in_at=at, device=device)


def confirmed(
    entry_id: str, who: Actor | None = None, at: str = NOW, device: str = OTHER, began_strong: bool = True
) -> None:
    answer_request(
        session_of(who or second()), entry_id=entry_id, agrees=True, signed_in_at=at, device=device,
        began_strong=began_strong,
    )  # fmt: skip


def state_of(entry_id: str) -> OfficersState:
    return read_request(session_of(governance()), entry_id=entry_id).line.state


def test_both_together_see_one_record_once(here: Workspace) -> None:
    entry_id = asked()
    with pytest.raises(Refused, match="cannot be shown"):
        show_once(session_of(first()), entry_id=entry_id)
    confirmed(entry_id)
    with pytest.raises(NotHere):
        show_once(session_of(second()), entry_id=entry_id)
    shown = show_once(session_of(first()), entry_id=entry_id)
    assert [row.cells for row in shown.rows] == [CELLS]
    assert state_of(entry_id) is OfficersState.SHOWN
    with pytest.raises(Refused, match="shown before"):
        show_once(session_of(first()), entry_id=entry_id)


def test_both_names_and_the_record_are_in_the_audit_log_and_the_record_in_the_ledger(here: Workspace) -> None:
    asker = worried.actor("sara", "practitioner", "childrens_services")
    entry_id = asked(asker)
    confirmed(entry_id, first())
    assert not SharedRecord.objects.exists()
    show_once(session_of(asker), entry_id=entry_id)
    row = AuditEntry.objects.get(action="read_with_second_officer")
    assert (row.username, row.details["second_officer"]) == ("sara", "omar")
    assert f"record:{hash_id(held.record_of('sealed'))}" in row.ids
    line = SharedRecord.objects.get()
    assert (line.username, line.from_agency, line.reason, line.record_id) == (
        "sara", "police", "two_officers", hash_id(held.record_of("sealed")),
    )  # fmt: skip
    said = " ".join(str((one.ids, one.details)) for one in AuditEntry.objects.all())
    assert "Sealed Name" not in said


def test_asking_tells_nothing_of_whether_there_is_such_a_record(here: Workspace) -> None:
    pages = []
    for name in ("Sealed Name", "Nobody Here"):
        entry_id = asked(name=name)
        page = client_of(first()).get(reverse("two_officers_request", args=[entry_id])).content
        pages.append(re.sub(rb'value="[^"]{64}"|Sealed Name|Nobody Here|/[0-9a-f]{20}/', b"", page))
    assert pages[0] == pages[1]
    confirmed(entry_id)
    assert show_once(session_of(first()), entry_id=entry_id).rows == ()


def test_nobody_who_is_not_on_duty_asks_or_confirms(here: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague, entry_id = worried.actor("olga", "practitioner", "police"), asked()
    for attempt in (lambda: asked(colleague), lambda: confirmed(entry_id, colleague)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "not_on_duty"
    assert not list_requests(session_of(colleague)).lines
    assert {one.username for one in list_requests(session_of(colleague)).on_duty} == {"omar", "sara"}
    set_clock(monkeypatch, "2026-12-01T08:00:00Z")
    with pytest.raises(Refused, match="on duty"):
        asked(at="2026-12-01T08:00:00Z")


def test_nobody_confirms_their_own_request_or_at_the_same_browser(here: Workspace) -> None:
    entry_id = asked()
    for who, device, code in (
        (first(), OTHER, "own_request"),
        (second(), ONE, "same_device"),
        (second(), "", "same_device"),
    ):
        with pytest.raises(Refused) as refused:
            confirmed(entry_id, who, device=device)
        assert refused.value.code == code
    assert state_of(entry_id) is OfficersState.WAITING


@pytest.mark.parametrize("at", ["", "2026-12-01T02:49:59Z"])
def test_each_repeats_the_second_step_of_the_sign_in(here: Workspace, at: str) -> None:
    entry_id = asked()
    for attempt in (lambda: asked(at=at), lambda: confirmed(entry_id, at=at)):
        with pytest.raises(Refused) as refused:
            attempt()
        assert refused.value.code == "sign_in_again"


def test_the_second_officer_signed_in_with_their_own_second_step_and_repeats_it_for_this_request(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2026-12-01T03:05:00Z")
    entry_id = asked(at="2026-12-01T03:04:00Z")
    for at, began_strong, code in (
        (
            "2026-12-01T03:05:00Z",
            False,
            "weak_sign_in",
        ),  # a second step that was set up in this session is nobody's own
        ("2026-12-01T03:04:59Z", True, "sign_in_again"),  # repeated before anybody asked
    ):
        with pytest.raises(Refused) as refused:
            confirmed(entry_id, at=at, began_strong=began_strong)
        assert refused.value.code == code
    confirmed(entry_id, at="2026-12-01T03:05:00Z")
    assert state_of(entry_id) is OfficersState.CONFIRMED


def test_the_second_officer_confirms_in_no_browser_that_the_first_ever_used(here: Workspace) -> None:
    asked(device=OTHER)
    entry_id = asked(name="Sealed Names")
    with pytest.raises(Refused) as refused:
        confirmed(entry_id, device=OTHER)
    assert refused.value.code == "same_device"
    confirmed(entry_id, device="3" * 64)


@pytest.mark.parametrize("name", ["Sealed Name", "Nobody Here"])
def test_the_post_of_the_agency_that_holds_the_record_is_told_at_once_and_says_that_it_looked(
    here: Workspace, name: str
) -> None:
    holder = fill_ladder("police")[Stage.PRACTITIONER]
    entry_id = asked(second(), name=name)
    opened = reverse("two_officers_request", args=[entry_id])
    confirmed(entry_id, first())
    assert client_of(holder).get(opened).status_code == 404, "nothing was shown yet"
    show_once(session_of(second()), entry_id=entry_id)
    item = Item.objects.get(source="two_officers_holder")
    assert (item.agency, item.straight, item.record_id, item.mention_ids) == ("police", True, "", [])
    assert Notice.objects.filter(about_id=item.item_id, account__username=holder.reader.username).exists()
    assert read_item_view(session_of(holder), item_id=item.item_id).about_officers == entry_id
    assert not Notice.objects.filter(about_id=item.item_id, account__username="omar").exists(), "he took part"
    with pytest.raises(NotHere):
        read_item_view(session_of(first()), item_id=item.item_id)
    assert client_of(first()).post(reverse("two_officers_look", args=[entry_id])).status_code == 404
    other = fill_ladder("health")[Stage.PRACTITIONER]
    assert client_of(other).get(opened).status_code == 404
    page = client_of(holder).get(opened).content.decode()
    assert name not in page and "sara" in page and "omar" in page and "surgeon" in page
    look = reverse("two_officers_look", args=[entry_id])
    assert client_of(other).post(look).status_code == 404
    assert "has looked at this" in client_of(holder).post(look, follow=True).content.decode()
    item.refresh_from_db()
    assert item.closed_at
    assert client_of(holder).post(look).status_code == 404
    assert "Looked at by the holder" in client_of(governance()).get(opened).content.decode()


def test_without_a_second_officer_in_ten_minutes_it_ends_and_the_holders_number_is_shown(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_call_back(session_of(house_actor()), agency="police", post="Force control room", phone="01632 960 999",
                  reason="Agreed with the force for nights.")  # fmt: skip
    entry_id = asked()
    set_clock(monkeypatch, LAST)
    assert state_of(entry_id) is OfficersState.WAITING
    set_clock(monkeypatch, AFTER)
    assert state_of(entry_id) is OfficersState.EXPIRED
    page = client_of(first()).get(reverse("two_officers_request", args=[entry_id])).content
    assert b"Force control room: 01632 960 999" in page
    with pytest.raises(NotHere):
        confirmed(entry_id, at=AFTER)


def test_a_confirmed_request_ends_too_and_a_declined_one_is_over(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    declined, late = asked(), asked(name="Sealed Names")
    answer_request(session_of(second()), entry_id=declined, agrees=False)
    assert state_of(declined) is OfficersState.DECLINED
    confirmed(late)
    set_clock(monkeypatch, AFTER)
    for entry_id in (declined, late):
        with pytest.raises(Refused, match="cannot be shown"):
            show_once(session_of(first()), entry_id=entry_id)


def test_the_other_officers_on_duty_get_a_notice_that_goes_once_it_is_over(here: Workspace) -> None:
    entry_id = asked()
    (notice,) = list_notices(session_of(second())).lines
    assert (notice.kind, notice.about_id) == ("officer", entry_id)
    assert not list_notices(session_of(first())).lines
    confirmed(entry_id)
    assert not list_notices(session_of(second())).lines


def test_a_request_names_an_agency_a_full_name_and_a_day_and_says_why(here: Workspace) -> None:
    for said, code in (
        ({"agency": "nobody"}, "no_agency"),
        ({"name": "Sealed"}, "no_name"),
        ({"born": None}, "no_name"),
    ):
        with pytest.raises(Usage) as refused:
            asked(**said)
        assert refused.value.code == code
    with pytest.raises(NotHere):
        asked(kind=HiddenKind.PROTECTED_ADDRESS, record_id=held.record_of("police"))


def test_governance_is_told_at_once_and_reviews_what_was_shown(here: Workspace) -> None:
    ig, holder = governance(), worried.actor("paula", "information_governance", "police")
    entry_id = asked()
    confirmed(entry_id)
    assert not Item.objects.exists()
    show_once(session_of(first()), entry_id=entry_id)
    item = Item.objects.get(source="two_officers_review")
    assert (item.source, item.deadline_at) == ("two_officers_review", "2026-12-02T23:59:59Z")
    told = set(Notice.objects.filter(about_id=item.item_id).values_list("account__username", flat=True))
    assert {"ig", "paula"} <= told
    assert read_item_view(session_of(holder), item_id=item.item_id).about_officers == entry_id
    assert {one.page: one.count for one in count_work(session_of(ig))}["two_officers"] == 1
    for who in (first(), second()):
        with pytest.raises(Refused):
            review_request(session_of(who), entry_id=entry_id, outcome="accepted", why=WHY)
    with pytest.raises(Usage):
        review_request(session_of(ig), entry_id=entry_id, outcome="", why=WHY)
    page = reverse("two_officers_review", args=[entry_id])
    assert client_of(holder).get(page).status_code == 200
    said = {"outcome": "refused", "why": "They had not rung the force before they asked."}
    answer = client_of(holder).post(page, said, follow=True).content.decode()
    assert "The reason is not enough" in answer and "not rung the force" in answer
    item.refresh_from_db()
    assert item.closed_at
    assert {one.page: one.count for one in count_work(session_of(ig))}["two_officers"] == 0
    with pytest.raises(Refused):
        review_request(session_of(ig), entry_id=entry_id, outcome="accepted", why=WHY)
    assert client_of(ig).get(page).status_code == 404


def test_a_browser_that_cannot_be_told_apart_asks_and_confirms_nothing(here: Workspace) -> None:
    with pytest.raises(Refused, match="cannot recognise"):
        asked(device="")
    with pytest.raises(Refused):
        asked(at="")
    entry_id = asked()
    with pytest.raises(Refused, match="device of their own"):
        confirmed(entry_id, device="")


def test_the_record_is_in_one_answer_and_in_no_page(here: Workspace) -> None:
    entry_id, mine, theirs = asked(), client_of(first()), client_of(second())
    opened = reverse("two_officers_request", args=[entry_id])
    assert theirs.get(opened).cookies["sl-device"].value
    sign_in_again(theirs)
    assert theirs.post(reverse("two_officers_confirm", args=[entry_id])).status_code == 302
    assert SECOND_FACTOR_AGAIN not in theirs.session
    show = reverse("two_officers_show", args=[entry_id])
    assert mine.get(show).status_code == 405
    assert b"sealed words" in mine.post(show).content
    for page in (mine.get(opened), mine.post(show), theirs.get(opened), client_of(governance()).get(opened)):
        assert b"sealed words" not in page.content


def sign_in_again(client: Client) -> None:
    session = client.session
    session[SECOND_FACTOR_AGAIN] = session[SECOND_FACTOR_FIRST] = NOW
    session.save()
