"""The family of a child: relatives as visible records name them, who gives the same address, and no address at all."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import kept
from support.climbing import person
from support.patterned import write_rows
from support.picture_laws import check_picture
from support.worried import client_of

from sightline import ingest
from sightline.casework.core.models import CurrentSnapshot
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
NOW = "2024-07-01T09:00:00Z"
HOME, OTHER, REFUGE = "7 Quay Lane, Tarrowby", "9 Elm Row, Tarrowby", "77 Planted Refuge Row, Tarrowby"


def event(number: str, surname: str, forename: str, born: str, address: str, **more: str) -> dict[str, str]:
    return {"layout": "childrens_services_events", "Person ID": number, "Surname": surname, "Forename": forename, "DOB": born,
            "Address": address, "Event Type": "VISIT", "Event Date": "01/03/2024", "Text": "Seen.", "Entered On": "02/03/2024",
            **more}  # fmt: skip


def relative(number: str, other: str, surname: str, forename: str, born: str, what: str, **more: str) -> dict[str, str]:
    return {"layout": "childrens_services_family", "Person ID": number, "Related Person ID": other, "Related Surname": surname,
            "Related Forename": forename, "Related DOB": born, "Relationship": what, **more}  # fmt: skip


ROWS = [
    event("C1", "Ashdown", "Nell", "04/05/2009", HOME, Sex="F"),
    event("C2", "Ashdown", "Jake", "11/09/2013", HOME),
    event("C3", "Ashdown", "Karen", "01/02/1985", HOME),
    event("C4", "Webb", "Paul", "01/02/1983", OTHER),
    event("C5", "Ashdown", "Mia", "01/06/2012", HOME),
    event(
        "C5",
        "Ashdown",
        "Mia",
        "01/06/2012",
        REFUGE,
        **{"Event Date": "01/05/2024", "Sightline Marking": "PROTECTED ADDRESS"},
    ),
    relative("C1", "C5", "Ashdown", "Mia", "01/06/2012", "Sister", From="04/05/2009"),
    relative("C1", "C3", "Ashdown", "Karen", "01/02/1985", "Mother", From="01/01/2020"),
    relative("C1", "C4", "Webb", "Paul", "01/02/1983", "Father", **{"Sightline Marking": "RESTRICTED"}),
    relative("C2", "C1", "Ashdown", "Nell", "04/05/2009", "Sister"),
    relative("C1", "C6", "Ashdown", "Zoe", "03/03/1990", "Aunt"),
]


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path) -> Snapshot:
    batch = open_batch(workspace)
    for path in write_rows(ROWS, tmp_path):
        ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    made = kept.build(workspace, as_at=date(2024, 7, 1))
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)
    return made


def id_of(snapshot: Snapshot, forename: str) -> str:
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    (row, *_) = engine.query(
        f"SELECT person_id FROM mention JOIN resolved USING (mention_id) WHERE forename = '{forename}' LIMIT 1"
    ).to_pylist()
    engine.close()
    return str(row["person_id"])


def test_the_tree_has_whom_visible_records_name_and_says_who_gives_the_same_address(snapshot: Snapshot) -> None:
    nell = id_of(snapshot, "Nell")

    def family(role: Role, agency: str) -> Any:
        page = client_of(person(f"the_{agency}", role, agency)).get(reverse("person_family", args=[nell]))
        picture = page.context["picture"]
        check_picture(picture)
        assert not [address for address in (HOME, OTHER, REFUGE) if address in page.content.decode()]
        return [tuple(cell.text for cell in row) for row in picture.table.rows]

    same = "1 Mar 2024 (1 record)"
    mother = ("Karen Ashdown, 39", "mother", "1 Feb 1985", "1 Jan 2020", same, "1 record")
    seen = family(Role.PRACTITIONER, "childrens_services")
    assert seen[0][:2] == ("Nell Ashdown, 15", "the child") and mother in seen
    assert ("Jake Ashdown, 10", "sibling", "11 Sep 2013", "not known", same, "1 record, no date: not sure") in seen
    father = ("Paul Webb, 41", "father", "1 Feb 1983", "not known", "no record", "1 record, no date: not sure")
    assert father in seen
    # A relationship is not older than the younger of the two, whatever day was written.
    assert ("Mia Ashdown, 12", "sister", "1 Jun 2012", "1 Jun 2012", "no record", "1 record") in seen
    # Of Zoe no record gives an address; of Mia one does, and it is protected.
    aunt = ("Zoe Ashdown, 34", "aunt", "3 Mar 1990", "not known", "address not recorded", "1 record, no date: not sure")
    assert aunt in seen
    nurse = family(Role.PRACTITIONER, "health")
    assert mother in nurse and not [row for row in nurse if "Paul" in row[0]]


def test_who_has_a_protected_address_is_said_to_live_with_nobody(snapshot: Snapshot) -> None:
    client = client_of(person("worker", Role.PRACTITIONER, "childrens_services"))
    found = {}
    for name in ("Nell", "Mia"):
        page = client.get(reverse("person_family", args=[id_of(snapshot, name)]))
        assert REFUGE not in page.content.decode()
        found[name] = page.context["picture"].finding
    assert "The same address as the child: mother, sibling. Not sure" in found["Nell"]
    assert "The child’s address is protected, so Sightline does not compare it with others." in found["Mia"]
    assert "The same address" not in found["Mia"]
