"""What somebody writes opens nobody: each role enters a concern that names another body's child, before and after a run.

Noor is a pupil of another school, known to police too; a clinic holds a restricted record of her. Whoever may not see
these words before may not see them afterwards, at any address and in any export.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pytest
from django.test import Client
from django.urls import reverse
from support import exports, worried
from support import small_partnership as small
from support.climbing import fill_ladder
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of

from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.services.drafts import begin_correction
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.meetings.services.opening import NewMeeting, open_meeting
from sightline.casework.notes.selectors.signs import list_signs
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.people.selectors import find_people
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.errors import SightlineError
from sightline.model.exports.lists import EXPORTED
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
NOOR = "Noor Elmore"
BORN = {"birth_date_day": "11", "birth_date_month": "11", "birth_date_year": "2011"}
MOVES_SEATS, UPN = "Wants to move seats.", "A999000000002"
SEEN_BY_POLICE = "Planted words of police about her"
AT_THE_CLINIC = "Planted words of her clinic"
OWN_WORDS = "Told me at the gate of Northfield that she is afraid."
PLANTED = (MOVES_SEATS, UPN, SEEN_BY_POLICE, AT_THE_CLINIC)
# By role: which of the planted words it may read, written from docs/security.md and the rules of each marking.
OPEN_WORDS = (MOVES_SEATS, UPN, SEEN_BY_POLICE)
MAY_READ: Mapping[str, tuple[str, ...]] = {
    "practitioner": OPEN_WORDS,
    "school_lead": (),
    "analyst": OPEN_WORDS,
    "manager": OPEN_WORDS,
    "senior_officer": OPEN_WORDS,
    "partnership_executive": (),
    "reviewer": OPEN_WORDS,
    "elected_member": (),
    "information_governance": (*OPEN_WORDS, AT_THE_CLINIC),
    "operator": (),
}
COUNTS_ONLY = ("partnership_executive", "elected_member", "operator")
LISTS = (
    "home", "concerns", "feedback", "to_ask", "proposed_patterns", "work", "work_due", "work_backlog", "notices",
    "same_person", "noted_all",
    "look_again", "meetings", "networks", "networks_picture", "networks_picture_data", "networks_months",
    "subject_files", "my_answers", "words_used",
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("own_people"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, tmp_path: Path) -> Workspace:
    """The small partnership, and files about Noor that the next run takes in."""
    copy = worried.copy_of(built, workspace)
    her = {"Surname": "Elmore", "DOB": "11/11/2011", "Sex": "F"}
    folder = tmp_path / "more"
    exports.write_export(
        folder / "police_missing.csv", "police_missing",
        her | {"Forenames": "Noor", "Nominal Ref": "N700", "Misper Ref": "M24-9", "Missing From Date": "03/06/2024",
               "Missing From Time": "17:00", "Reported Date": "03/06/2024", "Reported Time": "19:00",
               "Circumstances": SEEN_BY_POLICE, "Entered On": "04/06/2024"},
    )  # fmt: skip
    exports.write_export(
        folder / "health_attendances.csv", "health_attendances",
        her | {"Forename": "Noor", "Site": "Park Clinic", "Service": "SEXUAL HEALTH", "Attended Date": "03/07/2024",
               "Text": AT_THE_CLINIC, "Restricted": "Y", "Entered On": "03/07/2024"},
    )  # fmt: skip
    ingest_files(session_of(house_actor()), workspace=copy, paths=[folder])
    return copy


def everybody() -> dict[str, Actor]:
    return {role: worried.actor(small.username(role), role, *body) for role, body in small.ROLES.items()}


def ask(workspace: Workspace, sql: str) -> list[str]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return [str(row[0]) for row in analysis.execute(sql).fetchall()]


def her_ids(workspace: Workspace) -> tuple[list[str], list[str]]:
    """Every person that Noor's agencies' records name, and these records."""
    where = "FROM mention JOIN resolved USING (mention_id) WHERE name_as_written ILIKE '%Elmore%' AND layout NOT LIKE 'sightline%'"
    return ask(workspace, f"SELECT DISTINCT person_id {where}"), ask(workspace, f"SELECT DISTINCT record_id {where}")


def about_her(workspace: Workspace) -> Iterator[str]:
    """Every address that is about her."""
    people, records = her_ids(workspace)
    for person_id in people:
        yield from (reverse(name, args=[person_id]) for name in ("person", "meeting_open_child"))
        yield from (reverse(name, args=["person", person_id]) for name in (
            "network", "network_picture", "network_picture_data"))  # fmt: skip
    for record_id in records:
        yield from (reverse(name, args=[record_id]) for name in (
            "record", "disagree_record", "meeting_open_record", "record_meeting", "overlooked"))  # fmt: skip
    some = ", ".join(f"'{one}'" for one in people)
    for name, sql in (
        (
            "clock",
            f"SELECT clock_id FROM clock WHERE person_id IN ({some}) AND record_id NOT IN (SELECT record_id "
            "FROM agency_record WHERE layout LIKE 'sightline%')",
        ),
        ("asked", f"SELECT question_id FROM unanswered WHERE person_id IN ({some})"),
        ("recognised", f"SELECT DISTINCT instance_key FROM pattern WHERE person_id IN ({some})"),
    ):
        yield from (reverse(name, args=[one]) for one in ask(workspace, sql))


def everything_read(who: Actor, workspace: Workspace, folder: Path) -> tuple[str, dict[str, int]]:
    """What somebody is shown of her, and how her addresses answer: of a school lead every page, list and export."""
    client, kept = client_of(who), who.reader.role == "school_lead"
    lists = [reverse(name) for name in (LISTS if kept else LISTS[:1])]
    lists += [reverse("networks_list", args=[kind]) for kind in ("place", "vehicle", "phone")] if kept else []
    shown = [client.get(url).content.decode() for url in lists]
    shown += [client.post("/find/", {"name": typed}, follow=True).content.decode() for typed in (NOOR, "Noor")]
    answers = {}
    for url in about_her(workspace) if kept else pages_of_her(workspace):
        response = client.get(url)
        shown.append(response.content.decode())
        answers[url] = response.status_code
    more = (*exported(who, workspace, folder), *their_own_pages(who, client)) if kept else ()
    return "\n".join([*shown, *more]), answers


def pages_of_her(workspace: Workspace) -> Iterator[str]:
    people, records = her_ids(workspace)
    yield from (reverse(tab, args=[one]) for one in people for tab in small.PERSON_TABS)
    yield from (reverse("record", args=[one]) for one in records)


def their_own_pages(who: Actor, client: Client) -> Iterator[str]:
    """The pages of what they wrote."""
    for concern in Concern.objects.filter(account_id=who.account_id):
        for url in (reverse("concern", args=[concern.pk]), reverse("record", args=[concern.record_id]),
                    reverse("overlooked", args=[concern.record_id]), reverse("record_meeting", args=[concern.record_id])):  # fmt: skip
            yield client.get(url).content.decode()


def exported(who: Actor, workspace: Workspace, folder: Path) -> Iterator[str]:
    """What every export holds for them, and her chronology."""
    for table in EXPORTED:
        out = folder / f"{who.reader.username}-{table}.csv"
        out.unlink(missing_ok=True)
        try:
            export_table(session_of(who), workspace=workspace, table=table, out=out)
            yield out.read_text()
        except SightlineError:
            assert not out.exists()
    for person_id in her_ids(workspace)[0]:
        try:
            yield str(list_signs(session_of(who), person_id=person_id))
        except SightlineError:
            continue


def enters(who: Actor, **more: str) -> str:
    return worried.enter(who, name=NOOR, seen_heard=OWN_WORDS, childs_words="", **BORN, **more)


def write_all_they_can(lead: Actor) -> None:
    """A school lead writes: openly, for the own body alone, of a professional; a correction, and again in other words."""
    concern_id = enters(lead)
    enters(lead, own_agency_only="Y")
    enters(lead, about_professional="Y", professional_agency="school")
    begin_correction(session_of(lead), concern_id=concern_id)
    enters(lead)


def test_what_each_role_writes_shows_it_nothing_of_another_bodys_child(held: Workspace, tmp_path: Path) -> None:
    fill_ladder("school")
    people = everybody()
    for role, who in people.items():
        if role == "school_lead":
            write_all_they_can(who)
        elif role not in COUNTS_ONLY and who.reader.agency:
            enters(who)
    lead = {"school_lead": people["school_lead"]}
    assert_nothing_more(lead, held, tmp_path, planted=(MOVES_SEATS, UPN))
    run_pipeline(session_of(house_actor()), workspace=held)
    tick(session_of(house_actor()))
    assert_joined(held)
    assert_nothing_more(people, held, tmp_path, planted=PLANTED)
    assert_own_words_stay(people["school_lead"])
    meeting_about_own_record(people["school_lead"])
    client = client_of(people["school_lead"])
    assert {client.get(url).status_code for url in pages_of_her(held)} == {404}
    assert not [one for one in PLANTED if one in client.get(reverse("meetings")).content.decode()]


def assert_joined(held: Workspace) -> None:
    """The run takes every concern to be about her: else nothing could have been opened by it."""
    people, _ = her_ids(held)
    (joined,) = ask(
        held, "SELECT count(DISTINCT record_id) FROM mention JOIN resolved USING (mention_id) WHERE layout = "
        f"'sightline_concerns' AND person_id IN ({', '.join(repr(one) for one in people)})",
    )  # fmt: skip
    assert int(joined) == Concern.objects.filter(about_professional=False).count()


def assert_nothing_more(
    people: Mapping[str, Actor], held: Workspace, folder: Path, *, planted: tuple[str, ...]
) -> None:
    ids = [one for some in her_ids(held) for one in some]
    for role, who in people.items():
        shown, answers = everything_read(who, held, folder)
        assert {one for one in planted if one in shown} == set(MAY_READ[role]) & set(planted), role
        if role == "school_lead":
            assert set(answers.values()) == {404}
            assert [one for one in ids if one in shown] == []
        if role in COUNTS_ONLY:
            assert set(answers.values()) == {403}


def assert_own_words_stay(lead: Actor) -> None:
    """Their concern, its receipt and its record, as they were sent."""
    client = client_of(lead)
    for concern in Concern.objects.filter(account_id=lead.account_id):
        page = client.get(reverse("concern", args=[concern.pk]))
        assert page.status_code == 200
        assert OWN_WORDS in page.content.decode()
    first = Concern.objects.filter(account_id=lead.account_id).order_by("sequence")[0]
    assert client.get(reverse("record", args=[first.record_id])).status_code == 200
    assert first.pk in client.get(reverse("concerns")).content.decode()


def meeting_about_own_record(lead: Actor) -> None:
    """A meeting about their own concern opens nobody either."""
    first = Concern.objects.filter(account_id=lead.account_id).order_by("sequence")[0]
    open_meeting(
        session_of(lead),
        opening=NewMeeting(
            "strategy_discussion",
            (first.record_id,),
            "2026-12-24T10:00:00Z",
            "She is afraid at the gate; we plan with her school who meets her there.",
        ),
    )


def test_what_is_searched_for_is_there_for_those_who_may_find_it(held: Workspace) -> None:
    """Else the test above could not fail."""
    other = worried.actor("sam", "school_lead", "school", small.OTHER_SCHOOL)
    (noor,) = find_people(session_of(other), terms=SearchTerms(name=NOOR)).people
    assert client_of(other).get(reverse("person", args=[noor.person_id])).status_code == 200
