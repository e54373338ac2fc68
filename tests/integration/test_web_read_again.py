"""Words that may blame a child, twice within a year: a list for the supervisor of those who wrote them, and nobody else."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from support import grouped, kept
from support.climbing import person, set_clock
from support.patterned import write_rows
from support.sessions import session_of

from sightline import ingest
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, CurrentSnapshot
from sightline.casework.notes.selectors.supervisor_review import list_to_read_again
from sightline.casework.patterns.selectors import list_recognised, read_recognised
from sightline.model.errors import Refused
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2024-07-01T09:00:00Z"
BLAMING = "Nell is promiscuous and puts herself at risk."


def school(number: str, day: str, text: str, name: str = "Elm School", **more: str) -> dict[str, str]:
    return {"layout": "school_concerns", "Incident ID": number, "School": name, "Surname": "Ashdown",
            "Forename": "Nell", "DOB": "04/05/2009", "Incident Date": day, "Logged On": day, "Text": text,
            **more}  # fmt: skip


def contact(day: str, text: str) -> dict[str, str]:
    return {"layout": "childrens_services_events", "Person ID": "P1", "Surname": "Ashdown", "Forename": "Nell",
            "DOB": "04/05/2009", "Event Type": "CASE NOTE", "Event Date": day, "Text": text, "Entered On": day}  # fmt: skip


ROWS = [
    *grouped.ROWS,
    school("S1", "01/03/2024", BLAMING),
    school("S2", "08/03/2024", BLAMING),
    contact("15/03/2024", BLAMING),
]


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    batch = open_batch(workspace)
    for path in write_rows(ROWS, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    made = kept.build(workspace, as_at=date(2024, 7, 1))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)
    set_clock(monkeypatch, "2024-07-03T09:30:00Z")
    return made


def page_of(username: str, name: str, *args: str) -> tuple[int, str]:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    answer = client.get(reverse(name, args=args))
    return answer.status_code, answer.content.decode()


def test_each_supervisor_is_asked_about_their_own_teams_notes(snapshot: Snapshot) -> None:
    head = person("head", Role.MANAGER, "school", "Elm School")
    (one,) = list_to_read_again(session_of(head))
    assert one.since_on == date(2024, 3, 8)
    assert [note.agency for note in one.notes] == ["school", "school"]
    status, page = page_of("head", "to_read_again")
    assert status == 200 and "2 notes" in page and "promiscuous" not in page and "Nell" not in page


def test_what_others_wrote_is_their_own_supervisors(snapshot: Snapshot) -> None:
    for username, agency, body in (("oak", "school", "Oak School"), ("nurse lead", "health", "")):
        assert list_to_read_again(session_of(person(username, Role.MANAGER, agency, body))) == ()


def test_it_is_on_no_childs_page_and_its_address_opens_for_nobody(snapshot: Snapshot) -> None:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    keys = [row["instance_key"] for row in
            engine.query("SELECT instance_key FROM pattern WHERE pattern_id = 'blaming_wording'").to_pylist()]  # fmt: skip
    engine.close()
    assert keys
    head = person("head", Role.MANAGER, "school", "Elm School")
    lines = list_recognised(session_of(head), person_id=grouped.person_called(snapshot, "Nell"))
    assert "blaming_wording" not in {line.pattern_id for line in lines}
    for key in keys:
        with pytest.raises(NotHere):
            read_recognised(session_of(head), instance_key=key)


def test_who_supervises_nobody_is_refused(snapshot: Snapshot) -> None:
    for role in (Role.PRACTITIONER, Role.ANALYST, Role.SENIOR_OFFICER):
        with pytest.raises(Refused):
            list_to_read_again(session_of(person(f"a {role}", role, "school", "Elm School")))
