"""What the ledger holds of people who were shown without a record: a search, a chart, a list, a map, and its terms."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import actor, serve, signed_in
from support.trials import everybody_is_invented

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.pages import AuditQuestion
from sightline.casework.audit.selectors import list_audit
from sightline.casework.audit.trail import audited
from sightline.casework.core import clock
from sightline.casework.core.actor import actor_for_username, house_actor
from sightline.casework.core.models import Account, Assignment, AuditEntry
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.corrections.pages import CorrectionWhat
from sightline.casework.corrections.recipients import find_recipients
from sightline.casework.corrections.services import find_named, tell_all_who_were_shown
from sightline.casework.finding.selectors import find_all
from sightline.casework.ledger.models import SharedPerson, SharedRecord
from sightline.casework.ledger.pages import SharedPart, SharingQuestion
from sightline.casework.ledger.people_lines import part_of
from sightline.casework.ledger.selectors import list_sharing, read_child_sharing, total_sharing
from sightline.casework.ledger.services import NAMES, export_sharing
from sightline.model.errors import Refused
from sightline.store import Workspace
from sightline.web.templatetags.access import purpose_of_sharing

pytestmark = pytest.mark.django_db
DAY = date(2025, 1, 6)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("shared_people"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    return serve(built, settings)


def holders(served: Workspace, person_id: str) -> set[str]:
    """The agencies whose records name a person."""
    sql = f"SELECT DISTINCT agency FROM mention JOIN resolved USING (mention_id) WHERE person_id = '{person_id}'"
    return set(ask(served, sql))


def search(role: str, name: str = "Wren Ashdown") -> None:
    assert find_all(session_of(actor(role)), asked=name).people


def test_a_search_result_is_a_line_for_each_other_body_once_a_day(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    search("analyst")
    lines = SharedPerson.objects.filter(subject_id=hash_id(wren(served)))
    own = small.ROLES["analyst"][0]
    assert {one.from_agency for one in lines} == holders(served, wren(served)) - {own}
    assert {(one.part, one.way, one.username) for one in lines} == {("identity", "shown", small.username("analyst"))}
    count = SharedPerson.objects.count()
    search("analyst")
    assert SharedPerson.objects.count() == count, "the same search on the same day"
    day = clock.today()
    monkeypatch.setattr(clock, "today", lambda: day.replace(year=day.year + 1))
    search("analyst")
    assert SharedPerson.objects.count() == 2 * count


def test_governance_of_an_agency_reads_who_was_shown_a_person_from_its_records_also_a_second_time(
    served: Workspace,
) -> None:
    """A search has a line of the ledger once a day, and each search is an entry; another reader’s have no line of it."""
    (agency, *_) = sorted(holders(served, wren(served)) - {small.ROLES["analyst"][0]})
    stranger = next(
        one for one in ("licensing", "housing", "youth_service") if one not in holders(served, wren(served))
    )
    for one in (agency, stranger):
        Account.objects.create(username=f"ig_{one}", role="information_governance", agency=one)
    search("analyst")
    search("analyst")
    searches = set(AuditEntry.objects.filter(username=small.username("analyst")).values_list("sequence", flat=True))
    with audited(session_of(house_actor()), action="read_person") as trail:
        trail.add("person", [wren(served)])
    other = AuditEntry.objects.latest("sequence").sequence

    def read(who: str) -> set[int]:
        page = list_audit(session_of(actor_for_username(f"ig_{who}")), question=AuditQuestion(), limit=1_000)
        return {line.sequence for line in page.lines}

    assert SharedPerson.objects.filter(from_agency=agency).values("audit_row").distinct().count() == 1
    assert searches and len(searches) >= 2 and searches <= read(agency) and other not in read(agency)
    assert not searches & read(stranger)


def test_governance_of_one_school_reads_no_entry_of_another(served: Workspace) -> None:
    (own, *_) = Account.objects.filter(agency="school").exclude(organisation="").values_list("organisation", flat=True)
    for name, organisation in (("ig_own", own), ("ig_other", "Another School"), ("ig_none", "")):
        Account.objects.create(username=name, role="information_governance", agency="school", organisation=organisation)
    search("analyst")
    signed_in("analyst").get(reverse("person_chronology", args=[wren(served)]))
    names = Account.objects.filter(agency="school", organisation=own).values_list("username", flat=True)

    def read(who: str) -> set[str]:
        page = list_audit(session_of(actor_for_username(who)), question=AuditQuestion(), limit=1_000)
        return {line.username for line in page.lines} - {who}

    assert small.username("analyst") not in read("ig_other") | read("ig_none")
    schools = set(SharedRecord.objects.filter(from_agency="school").values_list("from_organisation", flat=True))
    assert schools and (small.username("analyst") in read("ig_own")) is (own in schools)
    assert set(names)


def test_each_line_says_its_terms(served: Workspace) -> None:
    Account.objects.filter(username=small.username("analyst")).update(post="Intelligence analyst")
    search("analyst")
    signed_in("analyst").get(reverse("person_chronology", args=[wren(served)]))
    for line in (*SharedPerson.objects.all(), *SharedRecord.objects.all()):
        assert (line.post, bool(line.lawful_basis), line.purpose) == ("Intelligence analyst", True, "safeguarding")
        assert len(line.agreement.split("; ")) == len(line.agreement_version.split("; ")) and line.agreement_version
        assert AuditEntry.objects.filter(sequence=line.audit_row).exists()
    assert set(SharedRecord.objects.values_list("part", flat=True)) == {"record"}
    assert purpose_of_sharing("safeguarding") == "Safeguarding"


def test_where_the_records_have_lines_the_person_has_none(served: Workspace) -> None:
    signed_in("analyst").get(reverse("person_chronology", args=[wren(served)]))
    bodies = set(SharedRecord.objects.values_list("from_agency", flat=True))
    on_page = SharedPerson.objects.filter(subject_id=hash_id(wren(served)), part="identity")
    assert bodies and bodies.isdisjoint(on_page.values_list("from_agency", flat=True))


def test_the_lead_workers_summary_counts_readers_who_saw_no_record(served: Workspace) -> None:
    child, lead = wren(served), session_of(actor("practitioner"))
    (mention, *_) = ask(served, f"SELECT mention_id FROM resolved WHERE person_id = '{child}'")
    Assignment.objects.create(account_id=lead.actor.account_id, mention_id=mention, kind="lead_worker", from_on=DAY)
    search("analyst")
    shown = read_child_sharing(lead, person_id=child)
    assert shown and {(one.to_agency, one.shown, one.left, one.readers) for one in shown} == {("police", 0, 0, 1)}
    page = signed_in("practitioner").get(reverse("child_sharing", args=[child])).content.decode()
    assert "Readers without a record" in page
    shown = read_child_sharing(lead, person_id=child)
    row = (
        SharedPerson.objects.filter(subject_id=hash_id(child), from_agency="health", to_agency="police")
        .values()
        .first()
    )
    SharedPerson.objects.create(**{**row, "id": None, "from_organisation": "A clinic that she may not know of"})
    SharedPerson.objects.create(**{**row, "id": None, "part": "match", "username": "b", "layout": "hidden_layout"})
    assert read_child_sharing(lead, person_id=child) == shown, "no line of a body or type that she sees nothing of"
    every = read_child_sharing(session_of(actor("information_governance")), person_id=child)
    assert {one.readers for one in every if (one.from_agency, one.to_agency) == ("health", "police")} == {2}


def test_totals_for_the_board_count_people_named_without_a_record(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2025-03-31T12:00:00Z")
    search("analyst")
    search("analyst", name="Wren")
    set_clock(monkeypatch, "2025-04-01T12:00:00Z")
    rows = SharedPerson.objects.values_list("from_agency", "username", "subject_id")
    (quarter,) = total_sharing(session_of(actor("partnership_executive")))
    found = {one.from_agency: (one.named, one.shown) for one in quarter.totals}
    assert found == {agency: (len({one for one in rows if one[0] == agency}), 0) for agency in {one[0] for one in rows}}
    page = signed_in("partnership_executive").get(reverse("sharing_totals")).content.decode()
    assert "Named without a record" in page


def test_charts_lists_and_maps_make_lines(served: Workspace) -> None:
    client = signed_in("analyst")
    for page, named in (
        ("network", ["person", wren(served)]), ("same_person", []), ("person_deadlines", [wren(served)]),
    ):  # fmt: skip
        assert client.get(reverse(page, args=named)).status_code == 200
    found = set(SharedPerson.objects.values_list("part", "action"))
    assert {part for part, _ in found} >= {SharedPart.CONNECTION, SharedPart.MATCH}, found


def test_a_map_makes_lines_of_the_people_at_its_places(served: Workspace) -> None:
    sql = "SELECT DISTINCT entity_id FROM connection WHERE agency <> 'childrens_services'"
    with audited(session_of(actor("manager")), action="map_places") as trail:
        trail.add("thing", ask(served, sql))
    lines = SharedPerson.objects.filter(part="place")
    assert lines and "childrens_services" not in set(lines.values_list("from_agency", flat=True))


def test_what_names_bodies_makes_lines_of_those_alone(served: Workspace) -> None:
    session = session_of(actor("practitioner"))
    with audited(session, action="read_who_knows") as trail:
        trail.add("person", [wren(served)])
        trail.details["knows"] = [[0, "health", "Clinic"]]
        trail.details["purpose"] = "support"
    (line,) = SharedPerson.objects.all()
    assert (line.part, line.from_agency, line.from_organisation, line.purpose) == (
        "existence",
        "health",
        "Clinic",
        "support",
    )


def test_what_is_refused_or_written_by_the_house_makes_none(served: Workspace) -> None:
    with pytest.raises(Refused), audited(session_of(actor("analyst")), action="find_people") as trail:
        trail.add("person", [wren(served)])
        raise Refused("No.", code="not_for_role")
    with audited(session_of(house_actor()), action="find_people") as trail:
        trail.add("person", [wren(served)])
    assert not SharedPerson.objects.exists()


def test_who_saw_a_search_result_is_told_of_a_correction(served: Workspace) -> None:
    search("analyst")
    sql = f"SELECT record_id FROM mention JOIN resolved USING (mention_id) WHERE person_id = '{wren(served)}' AND agency = "
    (of_school, *_), (own, *_) = (ask(served, f"{sql}'{one}'") for one in ("school", small.ROLES["analyst"][0]))
    session = session_of(actor("information_governance"))
    for record_id in (own, of_school):
        with audited(session, action="correct") as trail:
            tell_all_who_were_shown(session, record_ids=[record_id], what=CorrectionWhat.CORRECTED, trail=trail)
    (notice,) = CorrectionEntry.objects.notices()
    assert [one[0] for one in notice.recipients] == [small.username("analyst")]
    assert notice.record_ids == [hash_id(of_school)] or notice.record_ids == [of_school]


def test_nobody_is_told_of_a_record_of_which_they_were_shown_nothing(served: Workspace) -> None:
    """A line of another type of record, and of a day before Sightline had the record, reaches nobody."""
    search("analyst")
    line = SharedPerson.objects.filter(subject_id=hash_id(wren(served)), from_agency="school").get()
    session = session_of(actor("information_governance"))
    (record_id, *_) = ask(
        served, "SELECT DISTINCT record_id FROM mention WHERE agency = 'school' AND name_as_written LIKE '%Ashdown%'"
    )
    (named,) = find_named(session, [record_id])
    assert [one.username for one in find_recipients(record_ids=(), named=[named])] == [line.username]
    for other in (
        replace(named, whose=named.whose._replace(layout="school_attendance")),
        replace(named, whose=named.whose._replace(agency="health")),
        replace(named, since="2999-01-01T00:00:00Z"),
        replace(named, ids=("0" * 20,)),
    ):
        assert find_recipients(record_ids=(), named=[other]) == ()


def test_information_governance_reads_and_exports_them(served: Workspace) -> None:
    search("analyst")
    session = session_of(actor("information_governance"))
    (line, *_) = [one for one in list_sharing(session, question=SharingQuestion()).lines if one.people]
    assert (line.parts, line.purposes, bool(line.bases), bool(line.versions)) == (
        ("identity",),
        ("safeguarding",),
        True,
        True,
    )
    about = SharingQuestion(about=wren(served))
    assert all(one.people == 1 for one in list_sharing(session, question=about).lines)
    by_agreement = SharingQuestion(agreement=line.agreements[0])
    assert [one.agreements for one in list_sharing(session, question=by_agreement).lines]
    assert not list_sharing(session, question=SharingQuestion(agreement="no-such")).lines
    page = signed_in("information_governance").get(reverse("sharing")).content.decode()
    assert "Name, birth date and home" in page and "Safeguarding" in page
    everybody_is_invented()
    rows = export_sharing(session, question=SharingQuestion(), as_json=True)
    assert '"parts": ["identity"]' in rows and len(NAMES) == len(set(NAMES))


def test_no_line_is_ever_changed(served: Workspace) -> None:
    search("analyst")
    for sql in ("UPDATE casework_sharedperson SET post = ''", "DELETE FROM casework_sharedperson"):
        with pytest.raises(DatabaseError), connection.cursor() as cursor:
            cursor.execute(sql)


def test_acts_are_told_apart_by_their_names() -> None:
    assert [part_of(one) for one in ("find_people", "read_overview", "list_due")] == [
        SharedPart.IDENTITY, SharedPart.IDENTITY, SharedPart.CONCLUSION,
    ]  # fmt: skip
