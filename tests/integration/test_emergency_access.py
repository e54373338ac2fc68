"""Emergency access: what it opens and for how long, whom it tells, who reviews it, and that all other pages stay as they are."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.access.services.looks import need_to_see
from sightline.casework.access.services.teams import start_need_to_know
from sightline.casework.accounts.pages import SECOND_FACTOR_AGAIN
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.core.session import house_session
from sightline.casework.emergency_access.actions import REVIEW
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.emergency_access.selectors import list_emergencies, read_emergency
from sightline.casework.emergency_access.services import (
    end_emergency,
    look_at_emergency,
    open_restricted,
    review_emergency,
)
from sightline.casework.escalation.models import Item, Step
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.notices.models import Notice
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.worklist.selectors.work import read_item_view
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused
from sightline.model.when import utc_text
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, LAST, AFTER = "2026-12-01T02:10:00Z", "2026-12-01T06:10:00Z", "2026-12-01T06:10:01Z"
WHY = "She ran from a house at 2am and will not say where she lives. The hospital asks now."
SECRET = b"secret clinic words"
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]+"')


@pytest.fixture
def here(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    workspace.create()
    held.serve_snapshot(workspace)
    set_clock(monkeypatch, NOW)
    return workspace


def officer() -> Actor:
    return worried.actor("omar", "practitioner", "police", "police")


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def opened(who: Actor | None = None, person_id: str = held.AOIFE, **said: str) -> str:
    asked = {"purpose": "danger_now", "why": WHY, "signed_in_at": NOW, **said}
    return open_restricted(session_of(who or officer()), person_id=person_id, **asked)


def page_of(who: Actor, entry_id: str) -> bytes:
    return client_of(who).get(reverse("emergency", args=[entry_id])).content


def every_page(who: Actor) -> dict[str, bytes]:
    """The pages of the child that lead to records, as one reader has them."""
    client = client_of(who)
    return {name: TOKEN.sub(b"", client.get(reverse(name, args=[held.AOIFE])).content.split(b"<main")[1])
            for name in ("person", "person_chronology", "person_timeline", "person_identity")}  # fmt: skip


def test_it_shows_the_restricted_records_of_one_child_on_one_page_for_four_hours(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = every_page(officer())
    entry_id = opened()
    shown = page_of(officer(), entry_id)
    assert SECRET in shown
    assert b"1 Elm Row" not in shown
    assert b"sealed words" not in shown
    assert b"Hiddenrow" not in shown
    assert every_page(officer()) == before, "no other page of the child says more, also while it is open"
    record = client_of(officer()).get(reverse("record", args=[held.record_of("clinic")]))
    assert record.status_code == 404
    set_clock(monkeypatch, LAST)
    assert SECRET in page_of(officer(), entry_id)
    set_clock(monkeypatch, AFTER)
    assert SECRET not in page_of(officer(), entry_id)


def test_it_ends_at_once_where_the_reader_ends_it_or_the_reason_is_refused(here: Workspace) -> None:
    first = opened()
    end_emergency(session_of(officer()), entry_id=first)
    assert SECRET not in page_of(officer(), first)
    second = opened(why=WHY + " She is still there.")
    assert SECRET in page_of(officer(), second)
    review_emergency(
        session_of(governance()),
        entry_id=second,
        outcome="refused",
        why="He says that he was curious about the family.",
    )
    assert SECRET not in page_of(officer(), second)
    with pytest.raises(NotHere):
        end_emergency(session_of(officer()), entry_id=second)


def test_nobody_else_reads_the_records_and_a_colleague_does_not_find_the_page(here: Workspace) -> None:
    entry_id = opened()
    colleague = worried.actor("olga", "practitioner", "police", "police")
    assert client_of(colleague).get(reverse("emergency", args=[entry_id])).status_code == 404
    assert SECRET not in page_of(governance(), entry_id)
    assert [line.by for line in list_emergencies(session_of(governance())).lines] == ["omar"]
    assert not list_emergencies(session_of(colleague)).lines


def test_a_sealed_identity_and_an_unknown_child_are_not_found_alike(here: Workspace) -> None:
    for person_id in (held.SEALED_PERSON, "f" * 20):
        with pytest.raises(NotHere):
            opened(person_id=person_id)
    assert not EmergencyEntry.objects.exists()


def test_without_a_repeated_second_step_nothing_opens(here: Workspace) -> None:
    for at in ("", "2026-12-01T01:59:59Z", "2026-12-01T02:10:01Z"):
        with pytest.raises(Refused) as refused:
            opened(signed_in_at=at)
        assert refused.value.code == "sign_in_again"
    assert not EmergencyEntry.objects.exists()
    assert AuditEntry.objects.filter(outcome="refused: sign_in_again").count() == 3
    address, boxes = reverse("emergency_open", args=[held.AOIFE]), {"purpose": "danger_now", "why": WHY}
    client = client_of(officer())
    assert b"Set up a second step" in client.get(address).content
    assert client.post(address, boxes).status_code == 400
    sign_in_again(client)
    assert client.post(address, boxes).status_code == 302
    assert SECOND_FACTOR_AGAIN not in client.session, "the next act asks for it again"


def sign_in_again(client: Client) -> None:
    session = client.session
    session[SECOND_FACTOR_AGAIN] = NOW
    session.save()


@pytest.mark.parametrize("why", ["", "asap"])
def test_a_reason_is_a_sentence_and_a_purpose_is_on_the_list(here: Workspace, why: str) -> None:
    with pytest.raises(NotAnAnswer):
        opened(why=why)
    with pytest.raises(Exception, match="The purpose is missing"):
        opened(purpose="curious")


def test_the_holders_post_and_information_governance_are_told_at_once(here: Workspace) -> None:
    ig, posts = governance(), fill_ladder("health")
    fill_ladder("information_governance")
    entry_id = opened()
    items = {item.rule_id: item for item in Item.objects.filter(about_id=entry_id)}
    assert {(one.ladder, one.urgency) for one in items.values()} == {
        ("health", "urgent"), ("information_governance", "urgent"),
    }  # fmt: skip
    assert items["emergency_review"].deadline_at == "2026-12-02T23:59:59Z"
    nurse = posts["practitioner"]
    told = Notice.objects.filter(about_id=items["emergency_holder"].item_id).values_list("account__username", flat=True)
    assert set(told) == {nurse.reader.username}
    asked = Notice.objects.filter(about_id=items["emergency_review"].item_id).values_list(
        "account__username", flat=True
    )
    assert "ig" in asked
    assert read_item_view(session_of(nurse), item_id=items["emergency_holder"].item_id).about_emergency == entry_id
    assert read_item_view(session_of(ig), item_id=items["emergency_review"].item_id).about_emergency == entry_id
    page = read_emergency(session_of(nurse), entry_id=entry_id)
    assert (page.why, page.may_look, page.may_review, page.entries) == (WHY, True, False, ())
    look_at_emergency(session_of(nurse), entry_id=entry_id, words="I called him.")
    assert Item.objects.get(rule_id="emergency_holder").closed_at
    assert read_emergency(session_of(ig), entry_id=entry_id).bodies[0].seen_by == nurse.reader.username
    with pytest.raises(NotHere):
        look_at_emergency(session_of(nurse), entry_id=entry_id)


def test_a_review_that_nobody_makes_escalates_and_is_overdue_after_one_working_day(
    here: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill_ladder("information_governance")
    entry_id, late = opened(), "2026-12-03T00:00:00Z"
    set_clock(monkeypatch, late)
    run_tick(house_session(), now=late)
    stages = (
        Step.objects.filter(item__item_id=REVIEW.item_id(entry_id)).order_by("number").values_list("stage", flat=True)
    )
    assert list(stages) == ["practitioner", "team_manager"]
    (work,) = (one for one in count_work(session_of(governance())) if one.page == "emergencies")
    assert (work.count, work.overdue) == (1, 1)
    review_emergency(
        session_of(governance()),
        entry_id=entry_id,
        outcome="accepted",
        why="The hospital confirmed that she arrived there at 3am.",
    )
    assert Item.objects.get(item_id=REVIEW.item_id(entry_id)).closed_at
    (work,) = (one for one in count_work(session_of(governance())) if one.page == "emergencies")
    assert work.count == 0
    with pytest.raises(Refused, match="reviewed before"):
        review_emergency(
            session_of(governance()),
            entry_id=entry_id,
            outcome="refused",
            why="The hospital said that she never arrived there.",
        )


def test_only_information_governance_reviews(here: Workspace) -> None:
    entry_id = opened()
    manager = worried.actor("mara", "manager", "police", "police")
    for who in (officer(), manager):
        with pytest.raises(Refused):
            review_emergency(
                session_of(who),
                entry_id=entry_id,
                outcome="accepted",
                why="It was an emergency, as the control room knows.",
            )


def test_one_repeated_step_opens_one_child_and_nobody_reviews_their_own(here: Workspace) -> None:
    before = utc_text(datetime.fromisoformat(NOW) - timedelta(minutes=1))
    first = opened(signed_in_at=before)
    end_emergency(session_of(officer()), entry_id=first)
    with pytest.raises(Refused, match="used this sign-in"):
        opened(signed_in_at=before)
    Account.objects.filter(username="omar").update(role="information_governance", agency="", organisation="")
    moved = actor_for_username("omar")
    with pytest.raises(Refused, match="your own"):
        review_emergency(
            session_of(moved), entry_id=first, outcome="accepted", why="It was an emergency, as I know well."
        )


def test_a_child_without_restricted_records_is_opened_reviewed_and_audited_alike(here: Workspace) -> None:
    clinic = worried.actor("nia", "practitioner", "health", "Clinic")
    entry_id = opened(clinic)
    page = read_emergency(session_of(clinic), entry_id=entry_id)
    assert (page.entries, page.bodies) == ((), ())
    assert Item.objects.get(about_id=entry_id).rule_id == "emergency_review"
    assert b"shows no restricted records" in page_of(clinic, entry_id)


def test_what_was_read_is_in_the_audit_log_and_in_the_sharing_ledger(here: Workspace) -> None:
    entry_id = opened()
    assert not SharedRecord.objects.exists(), "nothing is shared before a page shows it"
    page_of(officer(), entry_id)
    line = SharedRecord.objects.get(record_id=hash_id(held.record_of("clinic")))
    assert (line.username, line.from_agency, line.reason, line.restricted) == (
        "omar", "health", "emergency_access", True,
    )  # fmt: skip
    opening = AuditEntry.objects.get(action="open_emergency_access")
    assert (opening.details["purpose"], f"emergency:{entry_id}" in opening.ids) == ("danger_now", True)
    assert WHY not in str(opening.details)


def test_where_need_to_know_is_in_force_the_child_must_be_open_to_the_reader(here: Workspace) -> None:
    start_need_to_know(
        session_of(governance()), from_on=date(2026, 12, 1), why="The board agreed it; teams are entered."
    )
    with pytest.raises(NotHere):
        opened()
    who = officer()
    need_to_see(session_of(who), person_id=held.AOIFE, purpose="missing", why=WHY)
    assert SECRET in page_of(who, opened(officer()))


def test_it_is_opened_once_at_a_time_and_no_row_is_changed(here: Workspace) -> None:
    entry_id = opened()
    with pytest.raises(Refused, match="already opened"):
        opened(why=WHY + " Again.")
    again = client_of(officer()).get(reverse("emergency_open", args=[held.AOIFE]))
    assert again["Location"] == reverse("emergency", args=[entry_id])
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE casework_emergencyentry SET until_at = '2030-01-01 00:00:00'")


def test_who_moved_to_another_agency_reads_them_no_more(here: Workspace) -> None:
    entry_id = opened()
    account = worried.account("omar", "practitioner", "housing")
    account.agency = "housing"
    account.save()
    moved: Any = client_of(officer_of(account)).get(reverse("emergency", args=[entry_id]))
    assert SECRET not in moved.content


def officer_of(account: Any) -> Actor:
    from sightline.casework.core.actor import actor_for_account

    return actor_for_account(account)
