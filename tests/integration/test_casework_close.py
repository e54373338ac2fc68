"""Search with a name and a birth date: what was typed is found exactly, and who is only close is listed apart."""

from datetime import date
from pathlib import Path

import pytest
from support import kept
from support.sessions import session_of
from support.small_partnership import sheet, uk

from sightline import ingest
from sightline.casework.audit.id_hashes import hash_named
from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry, CurrentSnapshot
from sightline.casework.people.pages.people import SearchPage, SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.linkage import find_candidates
from sightline.linkage.settings import read_settings
from sightline.model.nouns import Role
from sightline.model.visibility import Reader, RowFilter
from sightline.sharing import row_filter
from sightline.store import DuckDBEngine, Workspace
from sightline.store.batches import close_batch, open_batch
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
OFFICER = Actor(Reader("officer", Role.SENIOR_OFFICER, "police"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
AS_AT, NOW = date(2024, 9, 1), "2024-09-01T09:00:00Z"
CHILDREN = (
    ("Oakfield", "Miriam", date(2010, 5, 4), ""),
    ("Oakfield", "Hannah", date(2010, 5, 4), ""),  # another forename, the same birth date: a twin
    ("Halesworth", "Benedict", date(2009, 9, 9), "RESTRICTED"),
    ("Twicely", "Restricted", date(2008, 12, 1), "RESTRICTED"),
    ("Twicely", "Restricted", date(2008, 12, 1), ""),
    ("Sealedson", "Benedict", date(2009, 10, 10), "SEALED IDENTITY"),
)
BORN = date(2010, 5, 4)


@pytest.fixture
def snapshot(workspace: Workspace, tmp_path: Path) -> Snapshot:
    many = read_settings().largest_block + 20
    namesakes = [("Smithson", "Johnny", date(2008, place // 28 + 1, place % 28 + 1), "") for place in range(many)]
    path = tmp_path / "police_missing.csv"
    sheet(path, (missing_row(place, *child) for place, child in enumerate((*CHILDREN, *namesakes))))
    batch = open_batch(workspace)
    (receipt,) = ingest.take_file(workspace=workspace, path=path, batch=batch, received_at=NOW)
    close_batch(workspace, batch, now=NOW)
    assert receipt.rows_taken == many + len(CHILDREN)
    made = kept.build(workspace, as_at=AS_AT)
    CurrentSnapshot.objects.create(id=1, snapshot_id=made.id, changed_at=NOW)
    return made


def missing_row(place: int, surname: str, forename: str, born: date, marking: str) -> dict[str, str]:
    return {
        "Misper Ref": f"MP{place}",
        "Nominal Ref": "" if surname == "Twicely" else f"N{place}",
        "Surname": surname,
        "Forenames": forename,
        "DOB": uk(born),
        "Missing From Date": "01/03/2024",
        "Entered On": "01/03/2024",
        "Sightline Marking": marking,
    }


def look(name: str, born: date, actor: Actor = OFFICER) -> SearchPage:
    return find_people(session_of(actor), terms=SearchTerms(name=name, birth_date=born))


def test_a_mistyped_name_finds_nobody_and_suggests_the_child(snapshot: Snapshot) -> None:
    page = look("Miriam Oakfeild", date(2010, 5, 4))
    assert page.people == ()
    (close,) = page.perhaps
    assert close.person.name == "Miriam Oakfield"
    assert close.because == "forename the same; surname nearly the same; birth date the same"
    assert AuditEntry.objects.order_by("-sequence").first().ids == hash_named([f"person:{close.person.person_id}"])  # type: ignore[union-attr]


def test_who_is_found_is_not_suggested_again_nor_is_the_twin(snapshot: Snapshot) -> None:
    page = look("Miriam Oakfield", BORN)
    assert [person.name for person in page.people] == ["Miriam Oakfield"]
    assert page.perhaps == ()


def test_a_name_alone_suggests_nobody(snapshot: Snapshot) -> None:
    assert find_people(session_of(OFFICER), terms=SearchTerms(name="Miriam Oakfeild")).perhaps == ()


def test_restricted_sealed_and_others_people_are_not_suggested(snapshot: Snapshot) -> None:
    restricted, sealed = ("Benedict Halesworht", date(2009, 9, 9)), ("Benedict Sealedsen", date(2009, 10, 10))
    assert [close.person.name for close in look(*restricted).perhaps] == ["Benedict Halesworth"]
    assert look(*restricted, actor=NURSE).perhaps == ()
    assert look(*sealed).perhaps == ()
    assert look("Miriam Oakfeild", BORN, actor=NURSE).perhaps
    assert look("Miriam Oakfeild", BORN, actor=TEACHER).perhaps == ()


def test_a_lost_key_takes_suggestions_away_and_nothing_else(snapshot: Snapshot, workspace: Workspace) -> None:
    (workspace.root / "linking.key").write_text("0" * 64, encoding="ascii")
    assert look("Miriam Oakfeild", BORN) == SearchPage((), False)
    assert len(look("Miriam Oakfield", BORN).people) == 1


def test_a_key_that_cannot_be_read_takes_suggestions_away_alone(snapshot: Snapshot, workspace: Workspace) -> None:
    key = workspace.root / "linking.key"
    key.unlink()
    key.mkdir()
    assert look("Miriam Oakfeild", BORN) == SearchPage((), False)
    assert len(look("Miriam Oakfield", BORN).people) == 1


def test_a_block_of_namesakes_is_left_out_and_said(snapshot: Snapshot, workspace: Workspace) -> None:
    typed = {"forename": "Johnny", "surname": "Smithson", "birth_date": date(2008, 2, 5)}
    with open_store(snapshot.serve_file) as store:
        found = find_candidates(
            reader=store, secret=workspace.secret(), mention=typed, sight=RowFilter("NOT sealed", ()), limit=500
        )
    assert found.blocks_skipped == ("names_and_birth_year",)
    assert found.people
    assert len(found.people) < read_settings().largest_block
    assert found.people[0].reason_in_words.endswith("birth date the same")


def test_the_same_details_on_two_records_are_each_readers_own_line(snapshot: Snapshot, workspace: Workspace) -> None:
    """One profile, a restricted mention and an open one: who may not see the restricted is told of the open one."""
    typed = {"name_as_written": "Restricted Twicely", "birth_date": date(2008, 12, 1)}
    told = {}
    with open_store(snapshot.serve_file) as store:
        for actor in (OFFICER, NURSE):
            sight = row_filter(reader=actor.reader)
            found = find_candidates(reader=store, secret=workspace.secret(), mention=typed, sight=sight)
            (told[actor.reader.username],) = found.people
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    rows = engine.query("SELECT mention_id, restricted FROM mention WHERE surname = 'Twicely'").to_pylist()
    engine.close()
    assert {told["officer"].mention_id, told["nurse"].mention_id} <= {row["mention_id"] for row in rows}
    (open_one,) = [row["mention_id"] for row in rows if not row["restricted"]]
    assert told["nurse"].mention_id == open_one
    assert told["nurse"].person_id == told["officer"].person_id
