"""Two schools, or two trusts, are two bodies: neither decides about the other's records or answers with them."""

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.worried import actor, client_of, enter

from sightline.casework.accounts.selectors import list_accounts
from sightline.casework.accounts.services.accounts import change_account
from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute
from sightline.casework.disputes.selectors import list_disputes, read_dispute
from sightline.casework.disputes.services import lay_dispute, settle_dispute
from sightline.casework.restrictions.pages import NewRestriction, RestrictionAct, RestrictionEntryKind
from sightline.casework.restrictions.selectors import list_restrictions, read_restriction
from sightline.casework.restrictions.services import decide_restriction, restrict_record
from sightline.casework.subject_access.pages import NewRequest, RequestAct, RequestEntryKind
from sightline.casework.subject_access.selectors import list_requests, make_bundle, read_request
from sightline.casework.subject_access.services import enter_request, record_act
from sightline.model.errors import Refused, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, CAME = "2026-12-11T09:00:00Z", date(2026, 12, 10)
WORDS = "The passport was seen at the front desk, and a photograph was compared."
NORTH, SOUTH = "North Trust", "South Trust"
K = RequestEntryKind
TRUSTS = f"""
[[organisations]]
id = "north"
name = "{NORTH}"
type = "HEALTH"
agency = "health"

[[organisations]]
id = "infirmary"
name = "Royal Infirmary"
type = "HEALTH"
agency = "health"
part_of = "north"

[[organisations]]
id = "south"
name = "{SOUTH}"
type = "HEALTH"
agency = "health"
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("bodies"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


@pytest.fixture
def two_trusts(built: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """The same workspace, where the register lists two trusts."""
    set_clock(monkeypatch, NOW)
    copy = tmp_path / "workspace"
    shutil.copytree(built, copy)
    with (copy / "agreements" / "organisations.toml").open("a", encoding="utf-8") as register:
        register.write(TRUSTS)
    return serve(copy, settings)


def governance(agency: str, organisation: str) -> Actor:
    name = f"ig_{agency}_{organisation}".replace(" ", "_").lower()
    return actor(name, "information_governance", agency, organisation)


def of_all() -> Actor:
    return actor_for_username(small.username("information_governance"))


def ask_for_data(who: Actor, served: Workspace, controller: str, organisation: str = "") -> str:
    """A request about Wren, by somebody whose identity is checked."""
    request = NewRequest(controller, "own", CAME, "Wren Ashdown", "Wren Ashdown", "By letter", organisation)
    request_id = enter_request(session_of(who), request=request)
    for act in (RequestAct(K.IDENTITY, CAME, words=WORDS), RequestAct(K.PERSON, person_id=wren(served))):
        record_act(session_of(who), request_id=request_id, act=act)
    return request_id


def found(who: Actor, request_id: str) -> set[str]:
    return {one.record_id for one in read_request(session_of(who), request_id=request_id).records if not one.concluded}


def held(served: Workspace, agency: str, organisation: str) -> set[str]:
    """The records of a body that name Wren."""
    return set(
        ask(
            served,
            "SELECT DISTINCT r.record_id FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r USING "
            f"(record_id) WHERE person_id = '{wren(served)}' AND r.agency = '{agency}' AND r.latest "
            f"AND r.organisation = '{organisation}'",
        )
    )


def no_content_for(root: Path, agency: str) -> None:
    """The agreement of an agency tells its own kind of organisation alone that there are records."""
    path = root / "agreements" / f"{agency}.toml"
    said = path.read_text(encoding="utf-8")
    assert '"existence", "content"' in said
    path.write_text(said.replace('"existence", "content"', '"existence"'), encoding="utf-8")


def read_as(who: Actor, served: Workspace) -> dict[str, set[str]]:
    """What a fresh look by an account reads of Wren: the records, and what said, joined and concluded rests on them."""
    del served
    session = session_of(actor_for_username(who.reader.username))
    with session.need_current() as (_, store):
        return {
            table: {str(dict(row)) for row in store._connection.execute(f"SELECT * FROM {table}")}
            for table in ("record", "entry", "said", "search_text", "recognised", "clock", "join_reason")
        }


def test_a_clinician_of_one_trust_reads_of_another_what_its_agreement_shows(two_trusts: Workspace) -> None:
    north = actor("north", "practitioner", "health", NORTH)
    south = actor("south", "practitioner", "health", SOUTH)
    nowhere = actor("nowhere", "practitioner", "health")
    before = {one.reader.username: read_as(one, two_trusts) for one in (north, south, nowhere)}
    no_content_for(two_trusts.root, "health")
    after = {one.reader.username: read_as(one, two_trusts) for one in (north, south, nowhere)}
    site, clinic = "Royal Infirmary", "Park Clinic"
    for name in before:
        assert site in str(before[name]["record"])
    assert site in str(after["north"]["record"]) and clinic not in str(after["north"])
    for name in ("south", "nowhere"):
        assert site not in str(after[name]) and clinic not in str(after[name])
        assert {table: len(rows) for table, rows in after[name].items() if rows} != {}


def test_a_school_reads_its_own_records_though_its_agreement_names_no_school(
    built: Path, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    copy = tmp_path / "workspace"
    shutil.copytree(built, copy)
    no_content_for(copy, "school")
    served = serve(copy, settings)
    own = actor("own", "practitioner", "school", small.SCHOOL)
    other = actor("other", "practitioner", "school", small.OTHER_SCHOOL)
    assert "Northfield" in str(read_as(own, served)["record"]) and "Southfield" not in str(read_as(own, served))
    assert "Southfield" in str(read_as(other, served)["record"]) and "Northfield" not in str(read_as(other, served))


def test_a_school_answers_a_request_with_its_own_records_alone(served: Workspace) -> None:
    own, other = governance("school", small.SCHOOL), governance("school", small.OTHER_SCHOOL)
    lead = actor("other", "practitioner", "school", small.OTHER_SCHOOL)
    entered = Concern.objects.get(pk=enter(lead, about=wren(served)))
    mine, theirs = (ask_for_data(who, served, "school") for who in (own, other))
    assert found(own, mine) == held(served, "school", small.SCHOOL) != set()
    assert found(other, theirs) == {entered.record_id}
    assert [one.request_id for one in list_requests(session_of(own))] == [mine]
    for read in (read_request, make_bundle):
        with pytest.raises(NotHere):
            read(session_of(own), request_id=theirs)
    assert {one.request_id for one in list_requests(session_of(of_all()))} == {mine, theirs}
    assert make_bundle(session_of(own), request_id=mine).organisation == small.SCHOOL


def test_what_was_concluded_from_another_schools_records_alone_is_not_this_schools(served: Workspace) -> None:
    concluded = {}
    for school in (small.SCHOOL, small.OTHER_SCHOOL):
        who = governance("school", school)
        page = read_request(session_of(who), request_id=ask_for_data(who, served, "school"))
        concluded[school] = [one for one in page.records if one.concluded]
    assert concluded[small.SCHOOL] and not concluded[small.OTHER_SCHOOL]


def test_who_says_no_organisation_of_several_answers_nobody_and_reads_why(served: Workspace) -> None:
    who = governance("school", "")
    with pytest.raises(Refused, match="organisation that holds"):
        ask_for_data(who, served, "school")
    page = client_of(who).get(reverse("access_requests")).content.decode()
    assert "does not say which organisation you work for" in page
    for known in (governance("school", small.SCHOOL), governance("police", ""), of_all()):
        assert "does not say which" not in client_of(known).get(reverse("access_requests")).content.decode()


def test_governance_of_all_says_which_organisation_holds_the_data(served: Workspace) -> None:
    for wrong in ("", "Westfield School"):
        with pytest.raises(Usage, match="names none that Sightline knows"):
            ask_for_data(of_all(), served, "school", wrong)
    request_id = ask_for_data(of_all(), served, "school", small.SCHOOL.upper())
    assert found(of_all(), request_id) == held(served, "school", small.SCHOOL)
    assert found(governance("school", small.SCHOOL), request_id) == found(of_all(), request_id)


def test_it_is_asked_on_the_page_of_those_who_enter_for_all_alone(served: Workspace) -> None:
    day = {"on_day_day": "10", "on_day_month": "12", "on_day_year": "2026"}
    boxes = {"controller": "school", "relation": "own", "who": "Wren", "about": "Wren", "reach": "", **day}
    address = reverse("access_request_enter")
    for_all, own = client_of(of_all()), client_of(governance("school", small.SCHOOL))
    refused = for_all.post(address, boxes)
    assert refused.status_code == 400 and "names none that Sightline knows" in refused.content.decode()
    for client, more in ((for_all, {"organisation": small.SCHOOL}), (own, {"organisation": small.OTHER_SCHOOL})):
        page = client.post(address, boxes | more, follow=True).content.decode()
        assert small.SCHOOL in page and small.OTHER_SCHOOL not in page
    assert 'name="organisation"' not in own.get(address).content.decode()


def test_an_agency_that_is_one_body_answers_with_all_its_records(served: Workspace) -> None:
    for agency, organisation in (("police", ""), ("police", "Missing team"), ("health", ""), ("health", "A clinic")):
        who = governance(agency, organisation)
        every = set().union(*(held(served, agency, one) for one in ("police", "Royal Infirmary", "Park Clinic")))
        assert found(who, ask_for_data(who, served, agency)) == every != set()


def test_of_two_trusts_each_answers_with_what_its_sites_recorded(two_trusts: Workspace) -> None:
    north, south = governance("health", NORTH), governance("health", SOUTH)
    mine, theirs = (ask_for_data(who, two_trusts, "health") for who in (north, south))
    assert found(north, mine) == held(two_trusts, "health", "Royal Infirmary") != set()
    assert found(south, theirs) == set() and held(two_trusts, "health", "Park Clinic")
    with pytest.raises(NotHere):
        read_request(session_of(north), request_id=theirs)


WHY, UNTIL = "The father's solicitor wrote on Monday that the date is wrong.", date(2027, 3, 1)
BODIES = [("school", small.SCHOOL, small.OTHER_SCHOOL, small.SCHOOL), ("health", NORTH, SOUTH, "Royal Infirmary")]


@pytest.mark.parametrize(("agency", "own", "other", "written"), BODIES)
@pytest.mark.parametrize("role", ["practitioner", "analyst", "manager", "senior_officer"])
def test_one_body_reads_its_own_restricted_records_and_not_anothers(
    two_trusts: Workspace, role: str, agency: str, own: str, other: str, written: str
) -> None:
    record_id = min(held(two_trusts, agency, written))
    insider = actor("insider", role, agency, own)
    strangers = [actor("stranger", role, agency, other), actor("nowhere", role, agency)]
    before = {one.reader.username: read_as(one, two_trusts) for one in (insider, *strangers)}
    assert all(record_id in str(read["record"]) for read in before.values())
    restriction = NewRestriction(record_id, "accuracy", UNTIL, WHY)
    restrict_record(session_of(governance(agency, own)), restriction=restriction)
    assert read_as(insider, two_trusts) == before["insider"]
    told = [read_as(one, two_trusts) for one in strangers]
    assert told[0] == told[1]
    assert record_id not in str(told)


@pytest.mark.parametrize(("agency", "own", "other", "written"), BODIES)
def test_one_body_restricts_its_own_records_and_not_anothers(
    two_trusts: Workspace, agency: str, own: str, other: str, written: str
) -> None:
    record_id = min(held(two_trusts, agency, written))
    restriction = NewRestriction(record_id, "accuracy", UNTIL, WHY)
    strangers = [governance(agency, other), governance(agency, "")]
    for stranger in strangers:
        with pytest.raises(Refused, match="organisation whose record"):
            restrict_record(session_of(stranger), restriction=restriction)
        page = client_of(stranger).get(reverse("record", args=[record_id])).content.decode()
        assert reverse("restrict", args=[record_id]) not in page
    page = client_of(governance(agency, own)).get(reverse("record", args=[record_id])).content.decode()
    assert reverse("restrict", args=[record_id]) in page
    restriction_id = restrict_record(session_of(governance(agency, own)), restriction=restriction)
    act = RestrictionAct(RestrictionEntryKind.LONGER, WHY, until_on=date(2027, 5, 1))
    for stranger in strangers:
        assert list_restrictions(session_of(stranger)) == ()
        with pytest.raises(NotHere):
            read_restriction(session_of(stranger), restriction_id=restriction_id)
        with pytest.raises(NotHere):
            decide_restriction(session_of(stranger), restriction_id=restriction_id, act=act)
    decide_restriction(session_of(governance(agency, own)), restriction_id=restriction_id, act=act)
    assert [one.restriction_id for one in list_restrictions(session_of(of_all()))] == [restriction_id]


@pytest.mark.parametrize(("agency", "own", "other", "written"), BODIES)
def test_one_body_settles_disputes_about_its_own_records_and_not_anothers(
    two_trusts: Workspace, agency: str, own: str, other: str, written: str
) -> None:
    record_id = min(held(two_trusts, agency, written))
    laid = lay_dispute(session_of(of_all()), dispute=NewDispute(record_id, WHY, "Lantern Seventyseven"))
    decision = DisputeDecision(DisputeEntryKind.WITHDRAWN, WHY)
    for stranger in (governance(agency, other), governance(agency, "")):
        assert list_disputes(session_of(stranger)).lines == ()
        for act in (
            lambda who=stranger: read_dispute(session_of(who), dispute_id=laid),
            lambda who=stranger: settle_dispute(session_of(who), dispute_id=laid, decision=decision),
        ):
            with pytest.raises(NotHere):
                act()
    mine = session_of(governance(agency, own))
    assert [one.dispute_id for one in list_disputes(mine).lines] == [laid]
    assert read_dispute(mine, dispute_id=laid).choices


def test_the_list_of_accounts_says_which_need_an_organisation_until_one_is_said(two_trusts: Workspace) -> None:
    for agency, organisation in (
        ("school", ""),
        ("school", small.SCHOOL),
        ("health", ""),
        ("health", NORTH),
        ("police", ""),
    ):
        governance(agency, organisation)
    lacking = {one.username for one in list_accounts(session_of(of_all())).lines if one.names_no_body}
    assert lacking == {"ig_school_", "ig_health_"}
    page = client_of(of_all()).get(reverse("accounts_list")).content.decode()
    assert page.count("Needs an organisation") == len(lacking)
    change_account(session_of(of_all()), username="ig_health_", organisation=SOUTH, why="She moved there on Monday.")
    lacking = {one.username for one in list_accounts(session_of(of_all())).lines if one.names_no_body}
    assert lacking == {"ig_school_"}
