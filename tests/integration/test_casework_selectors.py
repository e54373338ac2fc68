"""What each reader is given: nothing that was not visible, nothing without its audit row."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import DatabaseError
from support import held
from support.sessions import session_of

from sightline.casework.audit import hash_chain
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.chronology.selectors.chronology import read_identity, read_person
from sightline.casework.chronology.selectors.records import read_record
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import AuditFailed, NotHere
from sightline.casework.core.models import AuditEntry, PipelineRun
from sightline.casework.data.pages import HeldCounts
from sightline.casework.data.selectors import list_files, list_rejects, list_runs, read_home
from sightline.casework.people.pages.people import ChronologyFilter, SearchTerms
from sightline.casework.people.selectors import check_may_find, find_people
from sightline.model.errors import OurFault, Refused
from sightline.model.nouns import Role
from sightline.model.visibility import PROTECTED_WORDS, Reader
from sightline.store import Workspace
from sightline.store.snapshots import is_of_present_schema

pytestmark = pytest.mark.django_db
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
NURSE = Actor(Reader("nurse", Role.PRACTITIONER, "health"), "web")
TEACHER = Actor(Reader("teacher", Role.SCHOOL_LEAD, "school", "Elm School"), "web")
COUNCILLOR = Actor(Reader("councillor", Role.ELECTED_MEMBER, ""), "web")
ANALYST = Actor(Reader("analyst", Role.ANALYST, "police"), "web")
ALL = ChronologyFilter()


@pytest.fixture(autouse=True)
def snapshot(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def last_entry() -> AuditEntry:
    entry = AuditEntry.objects.order_by("-sequence").first()
    assert entry is not None
    return entry


def found(actor: Actor, **terms: Any) -> list[str]:
    return [person.person_id for person in find_people(session_of(actor), terms=SearchTerms(**terms)).people]


def test_a_page_is_made_of_visible_records_alone() -> None:
    page = read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=ALL)
    assert page.person.name == "Aoife Ó Brien"
    assert page.person.other_names == ()
    assert page.person.birth_dates == (date(2010, 5, 4),)
    views = read_identity(session_of(OFFICER), person_id=held.AOIFE).views
    assert [(view.agency, view.records) for view in views] == [("police", 1), ("school", 1)]
    assert [agency for agency, _ in page.agencies] == ["police", "school"]
    assert [entry.agency for entry in page.entries] == ["police", "school"]
    assert (page.total, page.shown, page.next_after, page.person.entries) == (2, 2, "", 2)
    text = repr(page.__reduce_ex__(2))
    assert not [words for words in held.HIDDEN if words in text]


def test_its_own_agency_sees_a_restricted_record() -> None:
    page = read_person(session_of(NURSE), person_id=held.AOIFE, chosen=ALL)
    assert page.person.other_names == ("Aoife Secretname",)
    assert [entry.restricted for entry in page.entries] == [False, True, False]


def test_the_childs_own_words_stand_apart() -> None:
    page = read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=replace(ALL, childs_words_only=True))
    assert [entry.childs_words for entry in page.entries] == ["I want to go home"]


def test_pages_follow_one_another() -> None:
    first = read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=replace(ALL, size=1))
    rest = read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=replace(ALL, size=1, after=first.next_after))
    assert [first.entries[0].agency, rest.entries[0].agency, rest.next_after] == ["police", "school", ""]


def test_words_are_looked_for_in_what_the_reader_may_see_alone() -> None:
    words = "clinic"
    mine = read_person(session_of(NURSE), person_id=held.AOIFE, chosen=replace(ALL, search=words))
    assert (mine.total, [entry.agency for entry in mine.entries]) == (1, ["health"])
    theirs = read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=replace(ALL, search=words))
    assert (theirs.total, theirs.weeks, theirs.lines, theirs.next_after) == (0, 0, (), "")
    assert last_entry().details["searched"] is True and words not in str(last_entry().details)


@pytest.mark.parametrize("actor", [OFFICER, NURSE, ANALYST, house_actor()])
@pytest.mark.parametrize("person_id", [held.SEALED_PERSON, "0" * 20])
def test_who_is_sealed_and_who_does_not_exist_are_the_same(actor: Actor, person_id: str) -> None:
    with pytest.raises(NotHere) as error:
        read_person(session_of(actor), person_id=person_id, chosen=ALL)
    assert error.value.code == "not_here"
    assert last_entry().outcome == "refused: not_here"


@pytest.mark.parametrize("record", ["sealed", "clinic", "never"])
def test_records_that_may_not_be_seen_are_not_there(record: str) -> None:
    with pytest.raises(NotHere):
        read_record(session_of(OFFICER), record_id=held.record_of(record))


def test_a_record_shows_its_row_with_the_protected_address_withheld() -> None:
    page = read_record(session_of(OFFICER), record_id=held.record_of("school"))
    assert page.rows[0].original == {"Name": "Aoife Ó Brien", "home": PROTECTED_WORDS, "Notes": "seen by an officer"}
    assert {named.text for named in page.named} == {"Aoife Ó Brien", PROTECTED_WORDS}
    assert [named.person_id for named in page.named if named.entity_kind == "person"] == [held.AOIFE]
    assert f"record:{hash_id(held.record_of('school'))}" in last_entry().ids


def test_a_school_lead_sees_people_of_the_own_school_alone() -> None:
    assert read_person(session_of(TEACHER), person_id=held.AOIFE, chosen=ALL).total == 2
    with pytest.raises(NotHere):
        read_person(session_of(TEACHER), person_id=held.BEN, chosen=ALL)
    with pytest.raises(NotHere):
        read_record(session_of(TEACHER), record_id=held.record_of("ben"))
    assert read_record(session_of(TEACHER), record_id=held.record_of("police")).agency == "police"
    assert found(TEACHER, name="Ben") == []
    assert found(TEACHER, name="Aoife") == [held.AOIFE]


@pytest.mark.parametrize(
    "terms",
    [
        {"name": "brien aoife"},
        {"birth_date": date(2010, 5, 4)},
        {"registration": "AB12 CDE"},
        {"name": "aoi", "birth_date": date(2010, 5, 4)},
    ],
)
def test_people_are_found(terms: dict[str, Any]) -> None:
    assert found(OFFICER, **terms) == [held.AOIFE]


def test_a_long_form_of_a_name_is_found_by_its_short_form() -> None:
    assert found(OFFICER, name="Benjamin Hale") == [held.BEN]


@pytest.mark.parametrize(
    "terms",
    [
        {},
        {"name": "???"},
        {"name": "Secretname"},
        {"nhs_number": "999 000 0018"},
        {"phone": "07700 900123"},
        {"birth_date": date(2010, 4, 5)},
        {"name": "Aoife", "nhs_number": "x"},
    ],
)
def test_what_only_a_hidden_record_holds_finds_nobody(terms: dict[str, Any]) -> None:
    assert found(OFFICER, **terms) == []


def test_a_row_is_as_restricted_as_its_record() -> None:
    """Rows that share a number are one record: an unmarked row says nothing that the marked one keeps back."""
    page = read_identity(session_of(OFFICER), person_id=held.BEN)
    assert (page.person.other_names, [view.agency for view in page.views]) == ((), ["police"])
    assert found(OFFICER, name="Hiddenrow") == []
    assert found(NURSE, name="Hiddenrow") == [held.BEN]


def test_its_own_agency_finds_by_what_the_restricted_record_holds() -> None:
    assert found(NURSE, nhs_number="999 000 0018") == [held.AOIFE]
    assert found(NURSE, phone="+44 7700 900123") == [held.AOIFE]


def test_a_search_is_audited_without_what_was_typed() -> None:
    found(OFFICER, name="Aoife", birth_date=date(2010, 5, 4))
    entry = last_entry()
    assert entry.details == {"filled": ["name", "birth_date"]}
    assert entry.ids == [f"person:{hash_id(held.AOIFE)}"]
    assert "Aoife" not in repr(entry.__dict__)


def test_roles_that_see_counts_only_are_refused_and_that_is_audited() -> None:
    for attempt in (
        lambda: find_people(session_of(COUNCILLOR), terms=SearchTerms(name="Aoife")),
        lambda: read_person(session_of(COUNCILLOR), person_id=held.AOIFE, chosen=ALL),
        lambda: read_record(session_of(COUNCILLOR), record_id=held.record_of("police")),
        lambda: check_may_find(session_of(COUNCILLOR)),
    ):
        before = AuditEntry.objects.count()
        with pytest.raises(Refused) as error:
            attempt()
        assert error.value.code == "counts_only"
        assert AuditEntry.objects.count() == before + 1
        assert last_entry().outcome == "refused: counts_only"
    assert read_home(session_of(COUNCILLOR)).counts == HeldCounts(people=2, records=5, people_held_by_several=2)


@pytest.mark.parametrize("actor", [OFFICER, NURSE, TEACHER, ANALYST], ids=lambda actor: actor.reader.username)
def test_how_much_is_held_in_all_is_told_to_nobody_who_may_not_see_all(actor: Actor) -> None:
    home = read_home(session_of(actor))
    assert home.counts is None and {line.records for line in home.agencies} == {None}
    assert all(line.last_received_at for line in home.agencies), "the days stay"


def test_files_rejects_and_runs_are_for_those_who_work_on_them() -> None:
    for listing in (list_files, list_rejects, list_runs):
        assert isinstance(listing(session_of(ANALYST)), tuple)
        with pytest.raises(Refused):
            listing(session_of(OFFICER))


def test_a_run_that_died_is_shown_as_interrupted(workspace: Workspace) -> None:
    PipelineRun.objects.create(started_at="2024-07-01T09:00:00Z", by="analyst", as_at=date(2024, 7, 1))
    assert list_runs(session_of(ANALYST))[0].state == "interrupted"
    with workspace.lock(owner="analyst", doing="run", now="2024-07-01T09:00:00Z"):
        assert list_runs(session_of(ANALYST))[0].state == "running"


def test_there_is_no_answer_where_the_audit_row_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any, **__: Any) -> None:
        raise DatabaseError("no room")

    monkeypatch.setattr(hash_chain, "append_after", broken)
    reads: list[Any] = [
        lambda: read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=ALL),
        lambda: read_record(session_of(OFFICER), record_id=held.record_of("police")),
        lambda: find_people(session_of(OFFICER), terms=SearchTerms(name="Aoife")),
        lambda: read_home(session_of(OFFICER)),
        lambda: list_files(session_of(ANALYST)),
        lambda: list_rejects(session_of(ANALYST)),
        lambda: list_runs(session_of(ANALYST)),
        lambda: read_person(session_of(COUNCILLOR), person_id=held.AOIFE, chosen=ALL),
    ]
    for read in reads:
        with pytest.raises(AuditFailed):
            read()


def test_before_the_first_run_there_is_nothing_and_no_error(settings: Any, tmp_path: Any) -> None:
    from sightline.casework.core.models import CurrentSnapshot

    CurrentSnapshot.objects.all().delete()
    assert read_home(session_of(OFFICER)).snapshot_id == ""
    assert found(OFFICER, name="Aoife") == []
    with pytest.raises(NotHere):
        read_person(session_of(OFFICER), person_id=held.AOIFE, chosen=ALL)


def test_a_snapshot_of_another_version_is_said_so(workspace: Workspace) -> None:
    manifest = workspace.snapshots / held.SNAPSHOT_ID / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"schema_version"', '"old_version"'))
    is_of_present_schema.cache_clear()
    try:
        with pytest.raises(OurFault, match="another version"):
            read_home(session_of(OFFICER))
    finally:
        is_of_present_schema.cache_clear()


def test_why_records_are_one_person_is_said_where_both_may_be_seen() -> None:
    officers = read_identity(session_of(OFFICER), person_id=held.AOIFE).joins
    assert [(join.agencies, join.reason, join.joins) for join in officers] == [(("police", "school"), "names agree", 1)]
    nurses = read_identity(session_of(NURSE), person_id=held.AOIFE).joins
    assert {join.agencies for join in nurses} == {("police", "school"), ("health", "police")}
