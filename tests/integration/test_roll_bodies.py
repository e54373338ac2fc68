"""Openings of sealed rolls go to information governance of the bodies concerned, and to no other."""

import pytest
from django.urls import reverse
from support import held, worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.agreements import Bodies
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.governance_work import count_work
from sightline.casework.core.session import house_session
from sightline.casework.escalation.engine import open_item
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.rolls.bodies import hash_bodies
from sightline.casework.rolls.clinicians import make_question
from sightline.casework.rolls.models import RollEntry, RollOpening
from sightline.casework.rolls.selectors import list_openings, read_clinician_question, read_opening_to_close
from sightline.casework.rolls.services import close_opening
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW = "2026-11-25T09:00:00Z"
WHY = "No record meets the rule any more, and I looked at each of them."
GOVERNANCE = {
    "elm": ("school", "Elm School"), "oak": ("school", "Oak School"), "nowhere": ("school", ""), "health": ("health", ""),
    "police": ("police", ""), "housing": ("housing", ""), "all": ("", ""),
}  # fmt: skip


@pytest.fixture(autouse=True)
def wednesday(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace.create()
    set_clock(monkeypatch, NOW)
    worried.actor("pat", "practitioner", "police")
    RollEntry.objects.create(
        entry_id="a" * 20, at=NOW, by="pat", kind="asked", word="concern", mention_id="m" * 20, decision=901
    )


def governance(name: str) -> Actor:
    agency, organisation = GOVERNANCE[name]
    return worried.actor(f"ig_{name}", "information_governance", agency, organisation)


def opened(number: int, *, bodies: list[str], asked: str = "", layout: str = "school_attendance") -> None:
    RollOpening.objects.create(
        audit_row=number, at=NOW, subject_id="m" * 20, is_person=True, trigger="serious_record", rule_version="1",
        met_on="2026-11-01", asked=asked, rows={layout: 2}, first_days={layout: "all"}, bodies=bodies,
        why_not="rule", why_not_at=NOW,
    )  # fmt: skip


def assert_seen_by(number: int, *names: str) -> None:
    for name in GOVERNANCE:
        who, sees = governance(name), name in names
        session, page = session_of(who), client_of(who).get(reverse("roll_close", args=[number]))
        assert page.status_code == (200 if sees else 404), name
        found = list_openings(session)
        assert [one.number for one in found.to_close] == [number] * sees, name
        assert bool(found.opened) is sees, name
        assert {one.page: one for one in count_work(session)}["rolls"].count == sees, name
        if sees:
            assert read_opening_to_close(session, number=number).number == number
            continue
        with pytest.raises(NotHere):
            close_opening(session, number=number, why=WHY)
    close_opening(session_of(governance(names[0])), number=number, why=WHY)
    assert not RollOpening.objects.to_close().exists()


def test_an_opening_is_seen_and_closed_by_governance_of_whose_rows_they_are() -> None:
    rows = [("school", "Elm School", "school_attendance"), ("health", "Infirmary", "health_attendances")]
    opened(7, bodies=hash_bodies(Bodies(), rows))
    assert_seen_by(7, "elm", "health", "all")


def test_an_opening_that_a_person_asked_for_is_seen_by_governance_of_that_persons_body_too() -> None:
    opened(8, bodies=hash_bodies(Bodies(), [("school", "Elm School", "school_attendance")]), asked="a" * 20)
    assert_seen_by(8, "police", "elm", "all")


@pytest.mark.parametrize(
    ("agency", "layout", "names"),
    [("health", "health_attendances", ("health", "all")), ("school", "school_attendance", ("all",))],
)
def test_an_earlier_opening_is_of_its_agency_or_of_the_partnership_where_nobody_can_tell_the_school(
    agency: str, layout: str, names: tuple[str, ...]
) -> None:
    opened(9, bodies=[], layout=layout)
    SharedRecord.objects.create(
        at=NOW, audit_row=9, way="opened", action="open_roll_rows", role="operator", from_agency=agency, layout=layout
    )
    assert_seen_by(9, *names)


def test_nobody_can_tell_the_body_of_a_school_row_that_names_no_school() -> None:
    assert hash_bodies(Bodies(), [("school", "", "school_attendance")]) == []


def test_a_question_to_the_clinician_is_read_by_governance_of_health_and_of_who_asked(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)
    fill_ladder("health")
    entry = RollEntry.objects.create(
        entry_id="c" * 20,
        at=NOW,
        by="sightline",
        kind="clinician_asked",
        about="a" * 20,
        mention_id="m" * 20,
        decision=902,
    )
    open_item(house_session(), candidate=make_question(entry), opened_at=NOW, now=NOW)
    for name in GOVERNANCE:
        who, sees = governance(name), name in ("health", "police", "all")
        assert [one.entry_id for one in list_openings(session_of(who)).questions] == ["c" * 20] * sees, name
        page = client_of(who).get(reverse("roll_clinician", args=["c" * 20]))
        assert page.status_code == (200 if sees else 404), name
        if sees:
            continue
        with pytest.raises(NotHere):
            read_clinician_question(session_of(who), entry_id="c" * 20)
