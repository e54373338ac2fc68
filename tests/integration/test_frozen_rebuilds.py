"""Frozen data of learning reviews: they are built again for the same day, without what was erased since."""

import shutil
from dataclasses import asdict
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse
from support import kept, worried
from support.agreed import agree
from support.exports import write_export
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, Decision
from sightline.casework.data import frozen_rebuilds
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.erasure.services import apply_erasures, decide_erasure
from sightline.casework.operations.key_rotation import rotate_key
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.reviews.histories import frozen_snapshot_ids
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.terms import NewReview, RebuildReason, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.terms import read_review
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.casework.same_person.answer_history import AnswerHistory
from sightline.model.errors import BadInput
from sightline.model.nouns import Agency
from sightline.model.retention import ErasureGround
from sightline.store import Workspace
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import find_snapshot, is_of_present_schema, list_snapshots

pytestmark = pytest.mark.django_db(transaction=True)
WREN = {"Person ID": "P1001", "Surname": "Ashdown", "Forename": "Wren", "DOB": "27/03/2010", "Sex": "F"}
WHY = "The controller agreed on Monday that this record was sent to us by mistake."
KEPT, GONE, LATER = "She went home by bus.", "Sent to us by mistake.", "Told after the review opened."
FROZEN_ON = date(2026, 11, 5)
EVERY = tuple(str(one) for one in Agency if one is not Agency.PARTNERSHIP)
K = ReviewEntryKind


def governance() -> Actor:
    return worried.actor("ivy", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def note(day: str, text: str) -> dict[str, str]:
    return WREN | {"Event Type": "CASE NOTE", "Event Date": day, "Text": text, "Entered On": day}


def bring(workspace: Workspace, folder: Path, day: date, *rows: dict[str, str]) -> None:
    path = write_export(folder / day.isoformat() / "events.csv", "childrens_services_events", *rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[path], received_on=day)


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> SimpleNamespace:
    """A review on the data of one day, and newer data that are served."""
    (workspace.root / "sightline.toml").touch()
    agree(workspace.root)
    bring(workspace, tmp_path, FROZEN_ON, note("02/11/2026", KEPT), note("03/11/2026", GONE))
    kept.run(workspace, as_at=FROZEN_ON)
    review_id = open_review(
        session_of(governance()),
        review=NewReview("Review one", WHY, from_on=date(2020, 1, 1), to_on=date(2027, 1, 1), agencies=EVERY),
    )
    (snapshot,) = list_snapshots(workspace)
    with open_store(snapshot.serve_file) as store:
        (person,) = store.list_ids(kind="person")
    author()
    for kind, said in ((K.CHILD, {"person_id": person}), (K.AUTHOR, {"username": "author"})):
        add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(kind, **said))
    bring(workspace, tmp_path, date(2026, 11, 9), note("04/11/2026", LATER))
    kept.run(workspace, as_at=date(2026, 11, 9))
    return SimpleNamespace(workspace=workspace, review_id=review_id, first=snapshot)


def told(place: SimpleNamespace) -> str:
    return str(
        [asdict(one.entry) for one in read_review_chronology(session_of(author()), review_id=place.review_id).events]
    )


def record_with(place: SimpleNamespace, words: str) -> str:
    events = read_review_chronology(session_of(author()), review_id=place.review_id).events
    (found,) = [one.entry.record_id for one in events if words in str(asdict(one.entry))]
    return found


def erase(place: SimpleNamespace, words: str) -> None:
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)
    decide_erasure(
        session_of(governance()), workspace=place.workspace, record_ids=[record_with(place, words)],
        ground=ErasureGround.MISTAKE, why=WHY,
    )  # fmt: skip
    assert len(apply_erasures(session_of(house_actor()), workspace=place.workspace).erasures) == 1


def page_of(place: SimpleNamespace) -> str:
    client = Client()
    client.force_login(Account.objects.get(username="author"))
    return client.get(reverse("learning_review", args=[place.review_id])).content.decode()


def test_after_an_erasure_the_review_reads_the_same_day_without_what_was_erased(place: SimpleNamespace) -> None:
    assert KEPT in told(place) and GONE in told(place) and LATER not in told(place)
    erase(place, GONE)
    assert KEPT in told(place)
    assert GONE not in told(place), "it was erased"
    assert LATER not in told(place), "it came after the day that was frozen"
    shown = read_review(session_of(author()), review_id=place.review_id)
    assert shown.frozen.up_to == FROZEN_ON and shown.children[0].name
    assert (shown.frozen.rebuilt_why, bool(shown.frozen.rebuilt_at)) == (RebuildReason.ERASED, True)
    assert shown.frozen.newer_up_to, "newer data exist"
    assert "Records were erased." in page_of(place) and "Rebuilt" in page_of(place)
    assert not place.first.folder.exists()
    run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert ReviewEntry.objects.filter(kind=K.REBUILT).count() == 1, "what can be read is not built again"


@pytest.mark.parametrize("words", [KEPT, GONE])
def test_the_child_stays_in_the_review_whichever_of_its_records_is_erased(place: SimpleNamespace, words: str) -> None:
    other = KEPT if words == GONE else GONE
    erase(place, words)
    (child,) = read_review(session_of(author()), review_id=place.review_id).children
    assert child.name and other in told(place) and words not in told(place)


def test_whoever_freezes_newer_data_reads_those_and_no_page_speaks_of_the_earlier_rebuilding(
    place: SimpleNamespace,
) -> None:
    erase(place, GONE)
    add_to_terms(session_of(governance()), review_id=place.review_id, act=ReviewAct(K.FROZEN))
    assert LATER in told(place) and GONE not in told(place)
    assert "Rebuilt" not in page_of(place)


def test_an_erasure_that_is_given_again_keeps_what_it_built(place: SimpleNamespace) -> None:
    class Killed(BaseException):
        pass

    def die(step: str) -> None:
        if step == "frozen data":
            raise Killed

    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)
    gone = record_with(place, GONE)
    decide_erasure(
        session_of(governance()), workspace=place.workspace, record_ids=[gone], ground=ErasureGround.MISTAKE, why=WHY
    )
    with pytest.raises(Killed):
        apply_erasures(session_of(house_actor()), workspace=place.workspace, after_phase=die)
    built = frozen_snapshot_ids()
    assert len(apply_erasures(session_of(house_actor()), workspace=place.workspace).erasures) == 1
    assert frozen_snapshot_ids() == built and ReviewEntry.objects.filter(kind=K.REBUILT).count() == 1
    assert KEPT in told(place) and GONE not in told(place)


def test_after_a_change_of_the_linking_key_the_review_is_built_again(place: SimpleNamespace) -> None:
    rotate_key(session_of(house_actor()), workspace=place.workspace, key="linking", as_at=date(2026, 11, 9))
    assert KEPT in told(place) and GONE in told(place) and LATER not in told(place)
    assert read_review(session_of(author()), review_id=place.review_id).frozen.rebuilt_why == RebuildReason.KEY


def test_a_run_builds_again_what_another_version_made(place: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("sightline.store.snapshots", "sightline.pipeline"):
        monkeypatch.setattr(f"{module}.SCHEMA_VERSION", 10_000)
    is_of_present_schema.cache_clear()
    run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert KEPT in told(place) and GONE in told(place) and LATER not in told(place)
    assert read_review(session_of(author()), review_id=place.review_id).frozen.rebuilt_why == RebuildReason.VERSION
    monkeypatch.undo()
    is_of_present_schema.cache_clear()


def test_a_run_builds_again_what_is_gone(place: SimpleNamespace) -> None:
    shutil.rmtree(place.first.folder)
    run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert KEPT in told(place) and LATER not in told(place)
    assert read_review(session_of(author()), review_id=place.review_id).frozen.rebuilt_why == RebuildReason.LOST


def test_a_rebuilding_that_fails_leaves_the_run_done_and_is_tried_again(
    place: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(place.first.folder)

    def fail(*_: object, **__: object) -> None:
        raise BadInput("A file is damaged.", code="damaged")

    with monkeypatch.context() as patched:
        patched.setattr(frozen_rebuilds, "_build", fail)
        run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert not read_review(session_of(author()), review_id=place.review_id).frozen.is_readable
    run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert KEPT in told(place)


def test_a_closed_review_is_not_built_again(place: SimpleNamespace) -> None:
    add_to_terms(session_of(governance()), review_id=place.review_id, act=ReviewAct(K.CLOSED, words=WHY))
    shutil.rmtree(place.first.folder)
    run_pipeline(session_of(house_actor()), workspace=place.workspace, as_at=date(2026, 11, 9))
    assert find_snapshot(place.workspace, place.first.id) is None
    assert not ReviewEntry.objects.filter(kind=K.REBUILT).exists()


def test_data_whose_manifest_was_changed_are_not_read_as_the_reviews(place: SimpleNamespace) -> None:
    erase(place, GONE)
    (rebuilt,) = frozen_snapshot_ids()
    manifest = place.workspace.snapshots / rebuilt / "manifest.json"
    manifest.write_text(manifest.read_text() + "\n")
    assert not read_review(session_of(author()), review_id=place.review_id).frozen.is_readable


def test_answers_count_as_they_were_at_the_moment_the_data_were_made() -> None:
    first = Decision(sequence=1, at="2026-11-05T10:00:00Z", body={"mention_id_a": "a", "mention_id_b": "b"})
    later = Decision(sequence=2, at="2026-11-05T15:00:00Z", body={"mention_id_a": "c", "mention_id_b": "d"})
    history = AnswerHistory((first, later), {1: "2026-11-05T16:00:00Z"})
    assert list(history.until("2026-11-05T12:00:00Z").in_force().values()) == [first]
    assert list(history.until("2026-11-05T17:00:00Z").in_force().values()) == [later]
