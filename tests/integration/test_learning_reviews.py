"""Learning reviews: the terms, who reads by them and for how long, and what the frozen data show and do not show."""

import shutil
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import held, worried
from support.sessions import session_of

from sightline.casework.access.models import AccessEntry
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, CurrentSnapshot
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.review_reports.material import gather_material
from sightline.casework.reviews.histories import frozen_snapshot_ids, need_review
from sightline.casework.reviews.pages.silences import ReviewChronology
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.terms import list_reviews, read_review
from sightline.casework.reviews.services.holders import agree_for_agency
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Agency, HandlingMarking
from sightline.model.visibility import AgreedHolder, OwnRecords, Reader, Visibility
from sightline.sharing.visibility import can_see_in_review, review_filter
from sightline.store import Workspace
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import list_snapshots, prune

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
K = ReviewEntryKind
EVERY = tuple(str(one) for one in Agency if one is not Agency.PARTNERSHIP)


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    author()
    return workspace


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def opened(agencies: Iterable[str] = EVERY, **period: date) -> str:
    days = {"from_on": date(2000, 1, 1), "to_on": date(2030, 1, 1)} | period
    return open_review(session_of(governance()), review=NewReview("Review one", WHY, agencies=tuple(agencies), **days))


def add(review_id: str, kind: ReviewEntryKind, **said: Any) -> str:
    return add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(kind, **said))


def of_aoife(agencies: Iterable[str] = EVERY, **period: date) -> str:
    """A review of one child, with an author."""
    review_id = opened(agencies, **period)
    add(review_id, K.CHILD, person_id=held.AOIFE)
    add(review_id, K.AUTHOR, username="author")
    return review_id


def chronology(review_id: str, who: Actor | None = None) -> ReviewChronology:
    return read_review_chronology(session_of(who or author()), review_id=review_id)


def told(review_id: str, who: Actor | None = None) -> list[str]:
    """The agencies of the events, in their order."""
    return [one.entry.agency for one in chronology(review_id, who).events]


def client_of(username: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    return client


def keep_to_reasons() -> None:
    """Need to know is in force: a reviewer opens no child without a reason."""
    AccessEntry.objects.create(
        entry_id="force", kind="in_force", at="2020-01-01T00:00:00Z", by="ig", on_day=date(2020, 1, 1), decision=999_999
    )


def test_an_author_reads_the_child_by_the_terms_alone_and_no_page_of_the_child(served: Workspace) -> None:
    keep_to_reasons()
    review_id = of_aoife()
    assert chronology(review_id).total > 0
    assert {called for one in chronology(review_id).events for called in one.called} == {"A"}
    assert client_of("author").get(reverse("person", args=[held.AOIFE])).status_code == 404
    (child,) = read_review(session_of(author()), review_id=review_id).children
    assert child.called == "A" and child.name


def test_whoever_is_no_author_is_told_that_there_is_no_such_review(served: Workspace) -> None:
    review_id = of_aoife()
    others = (
        worried.actor("mia", "practitioner", "police"), worried.actor("max", "manager", "police"),
        worried.actor("rae", "reviewer", "partnership"),
    )  # fmt: skip
    for who in others:
        assert review_id not in {one.review_id for one in list_reviews(session_of(who))}
        with pytest.raises(NotHere):
            read_review(session_of(who), review_id=review_id)
        with pytest.raises(NotHere):
            chronology(review_id, who)
    with pytest.raises(Refused):
        list_reviews(session_of(worried.actor("oli", "operator", "")))


@pytest.mark.parametrize("role", ["operator", "partnership_executive"])
def test_who_reads_no_records_is_refused_by_the_role(served: Workspace, role: str) -> None:
    review_id, who = of_aoife(), worried.actor("oli", role, "")
    with pytest.raises(Refused) as refused:
        chronology(review_id, who)
    assert refused.value.code == "counts_only"


def test_an_author_reads_until_taken_off_or_until_the_review_is_closed(served: Workspace) -> None:
    review_id = of_aoife()
    page = read_review(session_of(author()), review_id=review_id)
    assert page.choices == ()  # its terms are set by information governance
    add(review_id, K.AUTHOR_ENDED, about=page.authors[0].entry_id, words=WHY)
    with pytest.raises(NotHere):
        chronology(review_id)
    other = of_aoife(to_on=date(2029, 1, 1))
    assert chronology(other).total
    add(other, K.CLOSED, words=WHY)
    with pytest.raises(NotHere):
        chronology(other)
    assert not read_review(session_of(governance()), review_id=other).line.is_open
    with pytest.raises(Refused):
        add(other, K.AUTHOR, username="author")


def test_only_the_period_and_the_agencies_of_the_terms_are_read(served: Workspace) -> None:
    assert told(of_aoife()) == ["police", "school"]
    assert told(of_aoife(to_on=date(2024, 1, 1))) == ["police"]
    assert told(of_aoife(from_on=date(2024, 1, 2))) == ["school"]
    assert told(of_aoife(agencies=("school",))) == ["school"]


def test_restricted_records_are_shown_only_once_their_holder_agreed(served: Workspace) -> None:
    review_id = of_aoife()
    for who in (author(), governance()):  # not to information governance either, which reads all elsewhere
        assert told(review_id, who) == ["police", "school"]
        assert "Secretname" not in str(read_review(session_of(who), review_id=review_id).children[0].name)
    said = NewHolderYes("A. Doctor, Caldicott guardian", clock.today(), WHY)
    agree_for_agency(
        session_of(worried.actor("hig", "information_governance", "health")), review_id=review_id, said=said
    )
    assert told(review_id) == ["police", "health", "school"]
    assert chronology(review_id).holders == ("health",)


def test_the_filter_of_a_review_says_the_same_in_sql_and_in_words(served: Workspace) -> None:
    reader = Reader("author", "reviewer", "partnership", given=(), needs_reason=True)  # type: ignore[arg-type]
    (snapshot,) = list_snapshots(served)
    with open_store(snapshot.serve_file) as store:
        for holders in (
            (),
            (AgreedHolder("health"),),
            (AgreedHolder("health"), AgreedHolder("police", OwnRecords(("Wexcombe Police",), ("police_missing",)))),
            (AgreedHolder("school", OwnRecords(("Elm School",))), AgreedHolder("police", OwnRecords())),
        ):
            sight = review_filter(reader=reader, holders=holders)
            seen = set(
                store._texts(f"SELECT record_id FROM record WHERE latest AND {sight.sql}", list(sight.parameters))
            )
            rows = store._connection.execute(
                "SELECT record_id, agency, organisation, layout, restricted, sealed FROM record WHERE latest"
            ).fetchall()
            for record_id, agency, organisation, layout, restricted, sealed in map(tuple, rows):
                markings = (HandlingMarking.SEALED_IDENTITY,) if sealed else ()
                item = Visibility(agency, organisation or "", layout, bool(restricted), markings)
                assert (record_id in seen) == can_see_in_review(reader=reader, item=item, holders=holders)


def test_every_record_that_is_read_is_in_the_ledger_as_opened_by_the_review(served: Workspace) -> None:
    review_id = of_aoife()
    read = chronology(review_id)
    ids = {hash_id(one.entry.record_id) for one in read.events}
    lines = SharedRecord.objects.filter(username="author", action="read_review_chronology")
    assert ids == set(lines.values_list("record_id", flat=True))
    assert set(lines.values_list("reason", flat=True)) == {"learning_review"}
    assert AuditEntry.objects.filter(action="read_review_chronology", username="author", outcome="done").exists()


def test_the_frozen_data_are_kept_and_newer_data_are_named(served: Workspace) -> None:
    review_id = of_aoife()
    (snapshot,) = list_snapshots(served)
    assert frozen_snapshot_ids() == {snapshot.id}
    assert read_review(session_of(author()), review_id=review_id).frozen.newer_up_to is None
    with pytest.raises(Usage):
        add(review_id, K.FROZEN)
    CurrentSnapshot.objects.update(snapshot_id=f"2031-01-01-{snapshot.id[11:]}")
    newer = served.snapshots / f"2031-01-01-{snapshot.id[11:]}"
    shutil.copytree(snapshot.folder, newer)
    shown = read_review(session_of(author()), review_id=review_id).frozen
    assert (shown.snapshot_id, shown.newer_up_to) == (snapshot.id, date(2031, 1, 1))
    assert prune(served, current=newer.name, frozen=frozen_snapshot_ids()) == []
    add(review_id, K.FROZEN)
    assert frozen_snapshot_ids() == {newer.name}


def test_a_review_whose_frozen_data_are_gone_says_so(served: Workspace) -> None:
    review_id = of_aoife()
    (snapshot,) = list_snapshots(served)
    shutil.rmtree(snapshot.folder)
    CurrentSnapshot.objects.all().delete()
    page = read_review(session_of(author()), review_id=review_id)
    assert not page.frozen.is_readable and page.children[0].name == ""
    with pytest.raises(Refused, match="frozen data"):
        chronology(review_id)


def test_only_information_governance_sets_terms_and_each_person_is_added_once(served: Workspace) -> None:
    new = NewReview("Review two", WHY, date(2020, 1, 1), date(2021, 1, 1), EVERY)
    for role in ("practitioner", "reviewer", "operator", "manager"):
        with pytest.raises(Refused):
            open_review(session_of(worried.actor(role, role, "police")), review=new)
    review_id = of_aoife()
    for kind in (K.CHILD, K.ADULT):
        with pytest.raises(Usage):
            add(review_id, kind, person_id=held.AOIFE)
    with pytest.raises(Usage):
        add(review_id, K.AUTHOR, username="author")
    with pytest.raises(Usage):
        add(review_id, K.AUTHOR, username=worried.actor("eli", "elected_member", "").reader.username)


def test_the_pages_lead_from_the_list_to_the_terms_and_the_chronology(served: Workspace) -> None:
    client = client_of(governance().reader.username)
    typed = {
        "title": "Review three", "asks": WHY, "from_on_day": "1", "from_on_month": "1", "from_on_year": "2010", "to_on_day": "1",
        "to_on_month": "1", "to_on_year": "2030", "agencies": list(EVERY),
    }  # fmt: skip
    came = client.post(reverse("learning_review_open"), typed)
    assert came.status_code == 302, came.content
    address = came["Location"]
    review_id = address.rstrip("/").rpartition("/")[2]
    person = reverse("person", args=[held.AOIFE])
    for outcome, boxes in (
        ("child", {"person": person}),
        ("author", {"username": "author", "until_on_day": "1", "until_on_month": "6", "until_on_year": "2027"}),
        ("proceeding", {"word": "criminal", "who": "DC One", "disclosure": "DC Two", "words": WHY}),
        ("key_date", {"what": "The report is due", "on_day_day": "1", "on_day_month": "2", "on_day_year": "2027"}),
    ):
        said = client.post(reverse("learning_review_act", args=[review_id, outcome]), boxes)
        assert said.status_code == 302, said.content
    shown = client_of("author").get(address).content.decode()
    assert all(one in shown for one in ("Review three", "Child A", "DC One", "DC Two", "The report is due"))
    assert reverse("learning_review_act", args=[review_id, "child"]) not in shown
    events = client_of("author").get(reverse("review_chronology", args=[review_id])).content.decode()
    assert "Child A" in events and "I want to go home" in events and "secret clinic words" not in events


def test_contact_with_each_person_is_a_step_with_its_state(served: Workspace) -> None:
    review_id = of_aoife()
    day, session = clock.today(), session_of(governance())
    assert [(one.called, one.outcome) for one in read_review(session, review_id=review_id).contacts] == [("A", "")]
    said = {"about": "A", "word": "contacted", "who": "Team manager", "on_day": day, "words": "She asked for a letter."}
    for wrong in (
        {"about": "B"},
        {"word": "perhaps"},
        {"who": " "},
        {"on_day": None},
        {"on_day": day + timedelta(days=1)},
    ):
        with pytest.raises(Usage):
            add(review_id, K.CONTACT, **said | wrong)
    add(review_id, K.CONTACT, **said | {"word": "wait"})
    add(review_id, K.PROCEEDING, word="criminal", who="DC Oakapple")
    with pytest.raises(Usage, match="no officer"):
        add(review_id, K.CONTACT, **said)
    add(review_id, K.CONTACT, **said | {"what": "DC Oakapple"})
    (one,) = read_review(session_of(author()), review_id=review_id).contacts
    assert (one.outcome, one.on_day, one.post, one.officer, one.by) == (
        "contacted",
        day,
        "Team manager",
        "DC Oakapple",
        "ig",
    )
    with pytest.raises(Refused):
        add_to_terms(session_of(author()), review_id=review_id, act=ReviewAct(K.CONTACT, **said))


def test_a_survivor_or_witness_outside_the_terms_is_contacted_by_role(served: Workspace) -> None:
    review_id = of_aoife()
    with pytest.raises(Usage):
        add(review_id, K.OTHER_PERSON, who=" ")
    add(review_id, K.OTHER_PERSON, who="Former youth worker")
    add(review_id, K.OTHER_PERSON, who="Marigold Oakapple")
    said = {"word": "contacted", "who": "Team manager", "on_day": clock.today()}
    with pytest.raises(Usage):
        add(review_id, K.CONTACT, about="other-3", **said)
    add(review_id, K.CONTACT, about="other-1", **said)
    contacts = read_review(session_of(author()), review_id=review_id).contacts
    assert [(one.called, one.known_as, one.in_draft, one.outcome) for one in contacts] == [
        ("A", "", True, ""),
        ("other-1", "Former youth worker", True, "contacted"),
        ("other-2", "Marigold Oakapple", False, ""),
    ]
    session = session_of(author())
    told = gather_material(session, need_review(session, review_id=review_id), Trail()).terms.contacts
    assert [(one.called, one.known_as) for one in told[1:]] == [("other-1", "Former youth worker"), ("other-2", "")]
    page = client_of("author").get(reverse("learning_review", args=[review_id])).content.decode()
    assert "Other person 1: Former youth worker" in page and page.count("leaves out this role") == 1


def test_the_page_of_contact_takes_a_person_by_role(served: Workspace) -> None:
    review_id, client = of_aoife(), client_of("ig")
    at = reverse("learning_review_act", args=[review_id, "other_person"])
    assert client.post(at, {"role": ""}).status_code == 400
    assert client.post(at, {"role": "Neighbour"}).status_code == 302
    asked = client.get(reverse("learning_review_act", args=[review_id, "contact"])).content.decode()
    assert "Other person 1: Neighbour" in asked and "Child A" in asked


def test_the_page_of_contact_takes_it_and_the_review_shows_its_state(served: Workspace) -> None:
    review_id, client = of_aoife(), client_of("ig")
    shown = reverse("learning_review", args=[review_id])
    assert "No contact recorded" in client.get(shown).content.decode()
    at = reverse("learning_review_act", args=[review_id, "contact"])
    today = clock.today()
    days = {"contacted_on_day": today.day, "contacted_on_month": today.month, "contacted_on_year": today.year}
    assert client.post(at, {"called": "Z", "outcome": "contacted", "post": "Team manager", **days}).status_code == 400
    assert client.post(at, {"called": "A", "outcome": "contacted", "post": "Team manager", **days}).status_code == 302
    page = client.get(shown).content.decode()
    assert "Contacted. It was safe to tell them" in page and "No contact recorded" not in page
