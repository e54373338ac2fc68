"""The reviewer's page of missed opportunities, and an agency's own account of one: asked, given, and read by whom."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry
from sightline.casework.earlier_knowledge.pages import ReviewOpportunitiesPage
from sightline.casework.earlier_knowledge.selectors.opportunities import (
    need_moment,
    read_review_moment,
    read_review_opportunities,
)
from sightline.casework.review_reports.selectors import read_publication, read_report_draft
from sightline.casework.review_reports.services.drafts import make_report_draft
from sightline.casework.reviews.pages.agency_accounts import NewAgencyAccount
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.selectors.agency_accounts import list_asked, read_asked
from sightline.casework.reviews.services.agency_accounts import ask_agency, give_account
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
NELL = {"Person ID": "P1", "Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
CALL = "closed_without_reason/contact"
AFTER = "Words that came after the day"
BEFORE = "Words of the year before the period"


def event(kind: str, day: str, **more: str) -> dict[str, str]:
    return NELL | {"Event Type": kind, "Event Date": day, "Entered On": day} | more


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell: a contact that was closed without a reason, one with a reason, and an enquiry. Five others as the first."""
    folder = tmp_path_factory.mktemp("accounts")
    files = folder / "files"
    files.mkdir()
    nfa = {"Outcome": "NFA", "Decision Date": "04/03/2024", "Text": "A neighbour heard shouting."}
    why = {"Outcome": "NFA: mother has moved out with the child", "Decision Date": "04/06/2024", "Text": AFTER}
    rows = [
        event("CONTACT", "04/03/2024", **nfa),
        event("CONTACT", "04/06/2024", **why),
        event("S47 START", "04/10/2024"),
        event("VISIT", "20/12/2023", **{"Decision Date": "04/01/2024", "Outcome": "Seen", "Text": BEFORE}),
    ]
    for number in range(2, 8):
        other = {"Person ID": f"P{number}", "Surname": f"Other{number}", "Forename": "Ann", "DOB": f"1{number}/06/2009"}
        rows.append(event("CONTACT", "11/03/2024", **nfa) | other)
    rows.append(
        event("VISIT", "20/11/2024") | {"Person ID": "P9", "Surname": "Later", "Forename": "Lil", "DOB": "01/01/2015"}
    )
    small.sheet(files / "childrens_services_events.csv", rows)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


@pytest.fixture
def review_id(built: Path, settings: Any) -> str:
    """A review of Nell, opened by information governance, with an author of the partnership."""
    point_at(built, settings)
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Nell' GROUP BY 1"
        ((person_id,),) = engine.connection.execute(sql).fetchall()
    finally:
        engine.close()
    author()
    governing = session_of(worried.actor("ig", "information_governance", ""))
    new = NewReview("Review one", WHY, date(2024, 1, 1), date(2024, 12, 1), ("childrens_services", "police"))
    opened = open_review(governing, review=new)
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=str(person_id)),
        ReviewAct(ReviewEntryKind.AUTHOR, username="author"),
    ):
        add_to_terms(governing, review_id=opened, act=act)
    return opened


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def manager() -> Actor:
    return worried.actor("manager", "manager", "childrens_services")


def page_of(review_id: str) -> ReviewOpportunitiesPage:
    return read_review_opportunities(session_of(author()), review_id=review_id)


def moment_of(review_id: str) -> str:
    (one,) = (one for one in page_of(review_id).missed if one.moment.call_id == CALL)
    return one.moment.moment_id


def ask(review_id: str, username: str = "manager") -> str:
    manager()
    session, moment_id = session_of(author()), moment_of(review_id)
    moment = need_moment(session, review_id=review_id, moment_id=moment_id)
    return ask_agency(session, review_id=review_id, moment=moment, username=username, words=WHY)


def give(asked_id: str, who: Actor, **said: str) -> str:
    account = NewAgencyAccount(**{"word": "context", "role": "Team manager", "record_id": "", "words": WHY} | said)
    return give_account(session_of(who), asked_id=asked_id, account=account)


def test_the_page_has_what_was_missed_what_was_done_and_how_often_else(review_id: str) -> None:
    shown = page_of(review_id)
    missed = [one for one in shown.missed if one.moment.call_id == CALL]
    assert [(one.called, str(one.moment.known_on)) for one in missed] == [("A", "2024-03-04")]
    taken = [one for one in shown.taken if one.moment.call_id == CALL]
    assert [str(one.moment.known_on) for one in taken] == ["2024-06-04"]
    assert shown.counts[CALL].lacking_no_harm == 6


def test_one_moment_says_what_was_known_then_and_nothing_later(review_id: str) -> None:
    shown = read_review_moment(session_of(author()), review_id=review_id, moment_id=moment_of(review_id))
    assert any("shouting" in one.what for one in shown.known)
    assert not any(BEFORE in one.what for one in shown.known), "its day is before the period"
    assert not any(AFTER in one.what for one in shown.known) and {str(one.known_from) for one in shown.known} == {
        "2024-03-04"
    }
    with pytest.raises(NotHere):
        read_review_moment(session_of(author()), review_id=review_id, moment_id="0" * 20)


def test_the_page_of_a_moment_has_what_was_known_apart_from_what_came_afterwards(review_id: str) -> None:
    client = worried.client_of(author())
    for moments, was_done in ((page_of(review_id).missed, False), (page_of(review_id).taken, True)):
        (one,) = (each.moment for each in moments if each.moment.call_id == CALL)
        shown = client.get(reverse("review_moment", args=[review_id, one.moment_id])).content.decode()
        assert shown.count("Known on that day</h2>") == shown.count("What came afterwards</h2>") == 1
        then, _, later = shown.partition("Known on that day</h2>")[2].partition("What came afterwards</h2>")
        later = later.partition("own account</h2>")[0]
        assert all(record in then and record not in later for record in one.record_ids)
        assert one.made_on and "With hindsight: by a rule made on" in later and "by a rule made" not in then
        assert all(each.record_id in later and each.record_id not in then for each in one.afterwards)
        assert bool(one.afterwards) is not was_done
        assert ("The action was taken in time." in later) is was_done
        assert ("No record of it" in later) is not was_done and "No record of it" not in then


def test_a_record_of_a_pattern_that_was_not_known_that_day_is_told_afterwards(review_id: str) -> None:
    shown = read_review_moment(session_of(author()), review_id=review_id, moment_id=moment_of(review_id))
    (record,) = shown.one.moment.record_ids
    assert (shown.behind_then, shown.behind_later) == ((record,), ())
    later = next(each.record_id for each in shown.one.moment.afterwards)
    several = replace(shown, one=replace(shown.one, moment=replace(shown.one.moment, record_ids=(later, record))))
    assert (several.behind_then, several.behind_later) == ((record,), (later,))


def test_an_account_of_the_agency_is_asked_and_gives_the_agencys_own_words(review_id: str) -> None:
    asked_id = ask(review_id)
    (one,) = list_asked(session_of(manager()))
    assert one.asked_id == asked_id and str(one.state) == "Asked" and one.agency == "childrens_services"
    give(asked_id, manager())
    (one,) = read_review_moment(session_of(author()), review_id=review_id, moment_id=moment_of(review_id)).accounts
    assert str(one.state) == "Received" and one.given[0].words == WHY and one.given[0].by == "manager"
    (record_id,) = one.record_ids
    give(asked_id, manager(), word="dispute", record_id=f"/records/{record_id}/")
    (one,) = page_of(review_id).accounts
    assert str(one.state) == "Disputed" and one.given[-1].record_id == record_id
    assert [entry.action for entry in AuditEntry.objects.filter(action="give_agency_account")] == [
        "give_agency_account"
    ] * 2


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"word": "perhaps"}, "no_word"),
        ({"role": " "}, "no_who"),
        ({"word": "dispute"}, "no_record"),
        ({"word": "dispute", "record_id": "0" * 20}, "no_record"),
        ({"words": ""}, None),
    ],
)
def test_what_lacks_a_part_is_refused(review_id: str, said: dict[str, str], code: str | None) -> None:
    asked_id = ask(review_id)
    with pytest.raises(SightlineError) as refused:
        give(asked_id, manager(), **said)
    assert code is None or refused.value.code == code
    assert not read_asked(session_of(manager()), asked_id=asked_id).asked.given


def test_a_draft_has_the_account_by_body_and_job_title_and_no_name(review_id: str) -> None:
    asked_id, session = ask(review_id), session_of(author())
    (record_id,) = read_asked(session_of(manager()), asked_id=asked_id).asked.record_ids
    said = "Mrs Oakapple rang the front door. Nell Ashdown was safe that night."
    give(asked_id, manager(), word="dispute", record_id=record_id, role="Jo Pearmain, manager", words=said)
    draft_id = make_report_draft(session, review_id=review_id, why=WHY)
    draft = read_report_draft(session, review_id=review_id, draft_id=draft_id).draft
    (own,) = (part for part in draft.parts if part.part_id == "accounts")
    (given,) = (line for line in own.lines if line.key == f"accounts/{asked_id}/1")
    (words,) = (line for line in own.lines if line.key == f"accounts/{asked_id}/1/words")
    assert given.text.startswith("Children’s services, a member of staff, ") and "disputes this" in given.text
    assert given.record_ids == (record_id,) and record_id in draft.numbers
    assert words.text == "“Mrs […] rang the front door. [Child A] was safe that night.”"
    assert any("own account: Disputed on" in line.text for part in draft.parts for line in part.lines)
    assert [row[-2:] for row in own.lists[0].rows] == [("", "")] * len(own.lists[0].rows) and own.lists[0].rows
    published = {
        line.text for part in read_publication(session, review_id=review_id).report.parts for line in part.lines
    }
    assert any("own account: Disputed" in line for line in published)
    assert not any("front door. [" in line or "was safe that night" in line for line in published)


def test_only_the_account_that_is_asked_reads_it_and_only_while_the_review_is_open(review_id: str) -> None:
    asked_id = ask(review_id)
    for other in (worried.actor("other", "manager", "childrens_services"), author()):
        assert not list_asked(session_of(other))
        with pytest.raises(NotHere):
            read_asked(session_of(other), asked_id=asked_id)
        with pytest.raises(NotHere):
            give(asked_id, other)
    with pytest.raises(NotHere):
        read_review_opportunities(session_of(manager()), review_id=review_id)
    governing = session_of(worried.actor("ig", "information_governance", ""))
    add_to_terms(governing, review_id=review_id, act=ReviewAct(ReviewEntryKind.CLOSED, words=WHY))
    with pytest.raises(Refused):
        give(asked_id, manager())
    assert not list_asked(session_of(manager()))


def test_an_account_of_another_agency_cannot_be_asked(review_id: str) -> None:
    worried.actor("constable", "practitioner", "police")
    with pytest.raises(Usage):
        ask(review_id, "constable")


def test_an_account_of_another_school_cannot_be_asked(review_id: str) -> None:
    moment = need_moment(session_of(author()), review_id=review_id, moment_id=moment_of(review_id))
    of_elm = replace(moment, agency="school", organisation="Elm School")
    for name, school in (("oak", "Oak School"), ("elm", "Elm School")):
        worried.actor(name, "practitioner", "school", school)
    said = {"review_id": review_id, "moment": of_elm, "words": WHY}
    with pytest.raises(Usage, match="another organisation"):
        ask_agency(session_of(author()), username="oak", **said)
    asked_id = ask_agency(session_of(author()), username="elm", **said)
    elm = worried.actor("elm", "practitioner", "school", "Elm School")
    assert read_asked(session_of(elm), asked_id=asked_id).asked.asked_id == asked_id
    assert [one.asked_id for one in list_asked(session_of(elm))] == [asked_id]
    Account.objects.filter(username="elm").update(organisation="Oak School")
    moved = actor_for_username("elm")
    with pytest.raises(NotHere):  # who works at another school now
        read_asked(session_of(moved), asked_id=asked_id)
    assert not list_asked(session_of(moved))


def test_the_pages_open_and_take_an_account(review_id: str) -> None:
    author(), manager()
    client, moment_id = worried.client_of(author()), moment_of(review_id)
    listed = client.get(reverse("review_opportunities", args=[review_id])).content.decode()
    assert "Possible missed opportunities" in listed and "Not asked yet" in listed and "Other2" not in listed
    assert "Within 1 working day." in listed and "A local rule" in listed and "Decided by" in listed, (
        "the time and source"
    )
    at = [review_id, moment_id]
    assert "A neighbour heard shouting." in client.get(reverse("review_moment", args=at)).content.decode()
    sent = client.post(reverse("review_moment_ask", args=at), {"username": "manager", "words": WHY})
    assert sent.status_code == 302
    theirs = worried.client_of(manager())
    first = theirs.get(reverse("learning_reviews")).content.decode()
    asked_id = list_asked(session_of(manager()))[0].asked_id
    account = reverse("agency_account", args=[asked_id])
    assert account in first
    assert theirs.post(account, {"word": "", "words": ""}).status_code == 400
    said = {"word": "accept", "role": "Team manager", "record": "", "words": WHY}
    assert theirs.post(account, said).status_code == 302
    assert "The agency accepts this" in client.get(reverse("review_opportunities", args=[review_id])).content.decode()
    assert theirs.get(reverse("review_opportunities", args=[review_id])).status_code == 404
