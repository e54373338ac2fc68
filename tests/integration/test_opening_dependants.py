"""When a person becomes two: blind questions, what two officers saw and emergency access are put to a person to decide."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import twins, worried
from support.climbing import fill_ladder
from support.sessions import session_of
from support.small_partnership import sheet

from sightline.casework.blind_questions.actions import open_action
from sightline.casework.blind_questions.models import BlindAsk
from sightline.casework.core.actor import house_actor
from sightline.casework.core.models import Account, DependantKind, LookAgain
from sightline.casework.core.session import house_session
from sightline.casework.data.ingest import ingest_files
from sightline.casework.emergency_access.models import EmergencyEntry
from sightline.casework.insiders.models import InsiderEntry
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.reappraisal.services.identity import list_look_again
from sightline.casework.two_officers.models import OfficersEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
AT = "2024-06-01T09:00:00Z"
ASKED, OFFICERS, EMERGENCY = (
    "nia asked about a child",
    "omar and sara saw a protected record",
    "omar opened a child’s restricted records in an emergency",
)
WATCH = "ig watches who looks at this person"
EVERY = (ASKED, OFFICERS, EMERGENCY)


@pytest.fixture
def lena(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A child whom a clinic and a school know, of whom records were opened and an agency was told."""
    folder = tmp_path / "files"
    folder.mkdir()
    sheet(folder / "health_attendances.csv", [twins.visit("Lena", 1), twins.visit("Omar", 5)])
    sheet(folder / "school_concerns.csv", [twins.concern("S1", "Lena")])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    mention_id, record_id = sorted((one["mention_id"], one["record_id"]) for one in namings())[0]
    ask = BlindAsk.objects.create(entry_id="ask", kind="question", at=AT, by="nia", agency="school", decision=900_001)
    fill_ladder("health")
    told = {"body": ("health", "Park Clinic"), "mention_id": mention_id, "person_id": person()}
    open_action(session_of(house_actor()), ask, **told, now=AT)
    OfficersEntry.objects.create(entry_id="two", kind="asked", at=AT, by="omar", agency="health", decision=900_002)
    for number, kind, by in ((3, "confirmed", "sara"), (4, "shown", "omar")):
        OfficersEntry.objects.create(
            entry_id=f"two-{number}", kind=kind, at=AT, by=by, about="two", decision=900_000 + number,
            record_ids=[record_id] if kind == "shown" else [],
        )  # fmt: skip
    EmergencyEntry.objects.create(
        entry_id="open", kind="opened", at=AT, by="omar", agency="police", mention_id=mention_id, decision=900_005
    )
    InsiderEntry.objects.create(
        entry_id="w", kind="watch_set", at=AT, by="ig", mention_id=mention_id, decision=900_006,
        on_day=date(2999, 1, 1),
    )  # fmt: skip
    return workspace


def person() -> str:
    (found,) = find_people(session_of(twins.MANAGER), terms=SearchTerms(name="Lena Ashdown")).people
    return found.person_id


def namings() -> list[dict[str, str]]:
    with house_session().open_current() as opened:
        assert opened
        rows = opened[1].namings(person_id=person(), sight=session_of(house_actor()).sight)
        return [{"mention_id": row["mention_id"], "record_id": row["record_id"]} for row in rows]


def client_of(role: str, username: str, agency: str = "") -> Client:
    client = Client()
    account, _made = Account.objects.get_or_create(username=username, defaults={"role": role, "agency": agency})
    client.force_login(account)
    return client


def split(client: Client) -> tuple[str, str]:
    """Split the clinic's records off: what the preview says, and what is said once it is kept."""
    address = reverse("split_person", args=[person()])
    part = re.findall(r'name="part" value="(\w+)"', client.get(address).content.decode())[0]
    preview = client.post(address, {"part": part, "why": "Two girls."})
    kept = client.post(address, {"draft": preview.context["shown"].draft}, follow=True)
    return preview.content.decode(), kept.content.decode()


def test_governance_sees_them_before_and_after_the_split_and_decides_of_each(lena: Workspace) -> None:
    before, after = split(client_of("information_governance", "ig"))
    for says in (*EVERY, WATCH):
        assert says in before, "on the page"
        assert says in after, "in the receipt"
    twins.run(lena)
    rows = LookAgain.objects.filter(
        kind__in=(DependantKind.BLIND_QUESTION, DependantKind.TWO_OFFICERS, DependantKind.EMERGENCY)
    )
    assert {row.says for row in rows} == set(EVERY)
    listed = list_look_again(session_of(worried.actor("ig", "information_governance", "")))
    assert {line.says for line in listed.lines} >= {*EVERY, WATCH}
    page = client_of("information_governance", "ig").get(reverse("look_again")).content.decode()
    assert all(says in page for says in EVERY)


def test_a_manager_is_told_of_none_and_not_of_a_watch_either(lena: Workspace) -> None:
    before, after = split(client_of("manager", "mara", "childrens_services"))
    for says in (*EVERY, WATCH):
        assert says not in before + after
    twins.run(lena)
    assert not list_look_again(session_of(worried.actor("mara", "manager", "childrens_services"))).lines


def test_whoever_opened_records_is_told_and_whoever_asked_blindly_is_not(lena: Workspace) -> None:
    split(client_of("manager", "mara", "childrens_services"))
    twins.run(lena)
    for username, agency, told in (("omar", "police", {EMERGENCY}), ("nia", "school", set[str]())):
        lines = list_look_again(session_of(worried.actor(username, "practitioner", agency))).lines
        assert told <= {line.says for line in lines} <= {*told, OFFICERS}, username


def test_what_is_about_another_person_is_not_listed(lena: Workspace) -> None:
    (omar,) = find_people(session_of(twins.MANAGER), terms=SearchTerms(name="Omar Ashdown")).people
    EmergencyEntry.objects.create(
        entry_id="other", kind="opened", at=AT, by="olga", agency="police", mention_id=omar.person_id, decision=900_007
    )
    before, after = split(client_of("information_governance", "ig"))
    assert EMERGENCY in before and "olga" not in before + after
