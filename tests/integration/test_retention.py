"""What is due for review, by rules and the partnership's own periods; keeping it, holds, and the pages of all that."""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from support import worried
from support.agreed import agree
from support.exports import write_export
from support.kept import run
from support.sessions import session_of
from support.worried import client_of

from sightline.agreements.retention_rules import LOCAL_FILE
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.erasure.services import decide_erasure
from sightline.casework.erasure.subjects import holders_of
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.retention.governance_work import count_due, count_ended_holds
from sightline.casework.retention.held_records import find_kept, list_all_records
from sightline.casework.retention.pages import DueReview, NewHold
from sightline.casework.retention.selectors import read_due, read_holds
from sightline.casework.retention.services import keep_until, lift_hold, place_hold
from sightline.model.errors import Refused, Usage
from sightline.model.retention import ErasureGround, HoldKind
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
FAR = date(2100, 1, 1)
WHY = "The council's lawyer said on Monday that a claim is likely."
OWN = '[childrens_social_care]\nyears = 5\ndecided_by = "Invented board"\ndecided_on = 2026-11-01\nwhy = "Counsel advised so."\n'
TESS = {"Person ID": "P1", "Surname": "Larch", "Forename": "Tess", "DOB": "02/03/1999", "Sex": "F"}
NELL = {"Person ID": "P2", "Surname": "Rowan", "Forename": "Nell", "DOB": "05/06/2014", "Sex": "F"}


def note(child: dict[str, str], day: str, kind: str = "CASE NOTE") -> dict[str, str]:
    return child | {"Event Type": kind, "Event Date": day, "Text": f"Invented note of {day}.", "Entered On": day}


@pytest.fixture
def kept(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Tess: a school's file, and children's services until 2019. Nell: children's services in 2019 and again in 2026."""
    agree(workspace.root)
    (workspace.root / "sightline.toml").touch()
    (workspace.root / "rules").mkdir()
    (workspace.root / LOCAL_FILE).write_text(OWN, encoding="utf-8")
    concern = {"Incident ID": "S1", "School": "Elm", "UPN": "A1", "Surname": "Larch", "Forename": "Tess", "DOB": "02/03/1999",
               "Incident Date": "01/10/2014", "Text": "Invented concern."}  # fmt: skip
    rows = [note(TESS, "04/05/2018"), note(TESS, "06/07/2019"), note(NELL, "06/07/2019"), note(NELL, "01/11/2026")]
    paths = [
        write_export(tmp_path / "childrens_services_events.csv", "childrens_services_events", *rows),
        write_export(tmp_path / "school_concerns.csv", "school_concerns", concern),
    ]
    ingest_files(session_of(house_actor()), workspace=workspace, paths=paths)
    run(workspace)
    return workspace


@pytest.fixture
def schools(workspace: Workspace, tmp_path: Path) -> Workspace:
    """Tess, of whom two schools hold an old file, each with a concern."""
    agree(workspace.root)
    (workspace.root / "sightline.toml").touch()
    rows = [
        {"Incident ID": number, "School": school, "UPN": "A1", "Surname": "Larch", "Forename": "Tess", "DOB": "02/03/1999",
         "Incident Date": "01/10/2014", "Text": "Invented concern."}
        for number, school in (("S1", "Elm"), ("S2", "Oak"))
    ]  # fmt: skip
    paths = [write_export(tmp_path / "school_concerns.csv", "school_concerns", *rows)]
    ingest_files(session_of(house_actor()), workspace=workspace, paths=paths)
    run(workspace)
    return workspace


def test_each_school_keeps_holds_and_erases_its_own_records_alone(schools: Workspace) -> None:
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)
    elm, oak, nobody = (
        session_of(worried.actor(f"ig_{name}", "information_governance", "school", name)) for name in ("Elm", "Oak", "")
    )
    (both,) = due()
    whose = {each: one.organisation for each, one in holders_of(elm, both.record_ids).items()}
    (own,), (theirs,) = ([each for each, name in whose.items() if name == wanted] for wanted in ("Elm", "Oak"))
    reviewed = [[line.review.record_ids for line in read_due(one).lines] for one in (elm, oak, nobody)]
    assert reviewed == [[(own,)], [(theirs,)], []]
    erasing = {"workspace": schools, "ground": ErasureGround.MISTAKE, "why": WHY}
    for stranger in (oak, nobody):
        with pytest.raises(NotHere):
            decide_erasure(stranger, record_ids=[own], **erasing)
        with pytest.raises(NotHere):
            place_hold(stranger, hold=NewHold(HoldKind.LEGAL, "Claim", FAR, record_ids=(own,)), why=WHY)
    with pytest.raises(Refused, match="which organisation"):
        place_hold(nobody, hold=NewHold(HoldKind.LEGAL, "Claim", FAR, "school"), why=WHY)
    for terms in ({}, {"people": (both.person_id,)}):
        number = place_hold(elm, hold=NewHold(HoldKind.LEGAL, "Claim", FAR, "school", **terms), why=WHY)
        every = list_all_records(schools)
        (kept,) = find_kept(elm, every).items()
        assert (kept[0].said.organisation, kept[1]) == ("Elm", {own})
        assert [len(read_holds(one).holds) for one in (elm, oak, nobody)] == [1, 0, 0]
        with pytest.raises(Usage, match="no such hold"):
            lift_hold(oak, hold=number, why=WHY)
        with pytest.raises(Refused, match="hold keeps"):
            decide_erasure(elm, record_ids=[own], **erasing)
        lift_hold(elm, hold=number, why=WHY)
    of_both = place_hold(session_of(governance()), hold=NewHold(HoldKind.LEGAL, "Claim", FAR, "school"), why=WHY)
    (kept,) = find_kept(elm, every).items()
    assert kept[1] == {own, theirs}
    assert [len(read_holds(one).holds) for one in (elm, oak)] == [1, 1]
    with pytest.raises(Usage, match="no such hold"):
        lift_hold(elm, hold=of_both, why=WHY)
    lift_hold(session_of(governance()), hold=of_both, why=WHY)
    keep_until(elm, rule_id=both.rule_id, about=both.person_id, until=FAR, why=WHY)
    assert [[line.review.record_ids for line in read_due(one).lines] for one in (elm, oak)] == [[], [(theirs,)]]
    decide_erasure(oak, record_ids=[theirs], **erasing)
    assert [len(read_holds(one).erasures) for one in (elm, oak, session_of(governance()))] == [0, 1, 1]


def governance() -> Actor:
    return worried.actor("ivy", "information_governance", "")


def due() -> list[DueReview]:
    return [line.review for line in read_due(session_of(governance())).lines]


def test_what_is_due_is_listed_until_somebody_keeps_it(kept: Workspace) -> None:
    found = due()
    assert [(one.rule_id, one.due_on, len(one.record_ids)) for one in found] == [
        ("school_child_protection", date(2024, 3, 2), 1),
        ("childrens_social_care", date(2024, 7, 6), 2),
    ], "Nell's newest record is of this month"
    told = count_due(session_of(governance()))
    assert (told.count, told.oldest_at[:10], told.page) == (2, "2024-03-02", "retention_due")
    person, again = found[1].person_id, date(2100, 1, 1)
    with pytest.raises(Usage):
        keep_until(
            session_of(governance()), rule_id="childrens_social_care", about=person, until=date(2020, 1, 1), why=WHY
        )
    with pytest.raises(NotHere):
        keep_until(session_of(governance()), rule_id="police_review", about=person, until=again, why=WHY)
    with pytest.raises(Refused):
        keep_until(session_of(house_actor()), rule_id="childrens_social_care", about=person, until=again, why=WHY)
    of_school = session_of(worried.actor("sol", "information_governance", "school", "Elm"))
    assert [line.review.rule_id for line in read_due(of_school).lines] == ["school_child_protection"]
    assert (count_due(of_school).count, count_due(session_of(house_actor())).count) == (1, 2)
    told = read_due(session_of(house_actor()))
    assert (told.lines, told.count, [one.reviews for one in told.counts]) == ((), 2, [1, 1])
    keep_until(session_of(governance()), rule_id="childrens_social_care", about=person, until=again, why=WHY)
    assert [one.rule_id for one in due()] == ["school_child_protection"]


def test_the_operator_reads_counts_and_no_name(kept: Workspace) -> None:
    place_hold(
        session_of(governance()), hold=NewHold(HoldKind.LEGAL, "Claim of T", date(2100, 1, 1), "school"), why=WHY
    )
    record = due()[0].record_ids[0]
    browser = client_of(worried.actor("olga", "operator", ""))
    pages = [
        browser.get(reverse(one)).content.decode() for one in ("retention_due", "retention_review", "retention_holds")
    ]
    assert "2 reviews are due" in pages[0] and "Due since" in pages[0]
    assert not [said for said in ("Tess", "Larch", record, "Claim of T", WHY) for page in pages if said in page]


def test_a_hold_is_reviewed_and_still_holds_after_its_day(kept: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    place_hold(session_of(governance()), hold=NewHold(HoldKind.LEGAL, "Claim", date(2026, 12, 24), "school"), why=WHY)
    assert count_ended_holds(session_of(governance())).count == 0
    monkeypatch.setattr("sightline.casework.core.clock.today", lambda: date(2027, 1, 2))
    assert count_ended_holds(session_of(governance())).count == 1
    held = [line.holds[0].said.name for line in read_due(session_of(governance())).lines if line.holds]
    assert held == ["Claim"]
    assert "Review overdue" in client_of(governance()).get(reverse("retention_holds")).content.decode()
    police, school = (session_of(worried.actor(one, "information_governance", one)) for one in ("police", "school"))
    assert ([one.said.name for one in read_holds(police).holds], count_ended_holds(police).count) == ([], 0)
    assert [one.said.name for one in read_holds(school).holds] == ["Claim"]


def test_pages_review_hold_lift_and_erase(kept: Workspace) -> None:
    browser = client_of(governance())
    page = browser.get(reverse("retention_due")).content.decode()
    assert "2 reviews are due" in page
    assert "Tess" in page
    assert "Your partnership has not set a period" in page
    first, second = due()
    kept_on = {
        "which": f"{first.rule_id}:{first.person_id}",
        "until_day": "1",
        "until_month": "2",
        "until_year": "2100",
        "why": WHY,
    }
    assert browser.post(reverse("retention_review"), kept_on).status_code == 302, "kept"
    day = {"until_day": "1", "until_month": "2", "until_year": "2100"}
    hold = {"kind": "inquiry", "name": "Invented inquiry", "keeps": "everything", "agency": "", "why": WHY, **day}
    assert (
        "does not say which records"
        in browser.post(reverse("retention_holds"), hold | {"agency": "school"}).content.decode()
    )
    assert (
        "does not say which records"
        in browser.post(reverse("retention_holds"), hold | {"keeps": "some"}).content.decode()
    )
    assert browser.post(reverse("retention_holds"), hold).status_code == 302
    assert "Invented inquiry" in browser.get(reverse("retention_holds")).content.decode()
    erase = {"records": "\n".join(second.record_ids), "ground": "retention", "why": WHY}
    assert "inquiry_holds" in browser.post(reverse("retention_erase"), erase).content.decode()
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(governance()), paper=paper)
    assert "A hold keeps these records" in browser.post(reverse("retention_erase"), erase).content.decode()
    number = read_holds(session_of(governance())).holds[0].sequence
    assert browser.post(reverse("retention_lift"), {"hold": str(number), "why": WHY}).status_code == 302
    assert browser.post(reverse("retention_erase"), erase).status_code == 302
    assert Decision.objects.filter(kind="erasure_decided").count() == 1
    assert "Not carried out yet" in browser.get(reverse("retention_due")).content.decode()
    school = hold | {"keeps": "some", "agency": "school", "kinds": ["school_attendance"]}
    assert browser.post(reverse("retention_holds"), school).status_code == 302
    assert "Only these types of record: School attendance" in browser.get(reverse("retention_holds")).content.decode()
    assert "Stops an erasure" not in browser.get(reverse("retention_holds")).content.decode()
    of_person = hold | {
        "keeps": "some",
        "people": second.person_id,
        "last_on_day": "1",
        "last_on_month": "1",
        "last_on_year": "2020",
    }
    assert browser.post(reverse("retention_holds"), of_person).status_code == 302
    page = browser.get(reverse("retention_holds")).content.decode()
    assert "Stops an erasure" in page and "Tess Larch" in page and "Up to 1 January 2020" in page
    assert "keeps some of these records" in browser.get(reverse("retention_due")).content.decode()
    police = client_of(worried.actor("polly", "information_governance", "police"))
    assert "Not carried out yet" not in police.get(reverse("retention_due")).content.decode(), "of another agency"
    assert client_of(worried.youth_worker()).get(reverse("retention_due")).status_code == 403


def layout_of(record_id: str) -> str:
    with session_of(governance()).need_current() as (_, store):
        return store.holders_of(record_ids=[record_id])[record_id].layout


def test_a_hold_keeps_what_it_names_and_what_meets_all_its_terms(kept: Workspace) -> None:
    """Tess's old record of 2018 and Nell's of 2019 and 2026, under each kind of terms."""
    (school, social) = due()
    nell = next(one for one in list_all_records(kept) if one not in (*school.record_ids, *social.record_ids))

    def keeps(**terms: object) -> set[str]:
        hold = NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), **terms)  # type: ignore[arg-type]
        number = place_hold(session_of(governance()), hold=hold, why=WHY)
        found = find_kept(session_of(governance()), list_all_records(kept))
        lift_hold(session_of(governance()), hold=number, why=WHY)
        return {record for records in found.values() for record in records}

    every = set(list_all_records(kept))
    assert keeps(is_everything=True) == every
    assert keeps(agency="school") == set(school.record_ids)
    assert keeps(record_ids=(nell,)) == {nell}
    assert keeps(people=(social.person_id,)) == {*school.record_ids, *social.record_ids}
    assert keeps(people=(social.person_id,), agency="school") == set(school.record_ids)
    assert keeps(people=(social.person_id,), agency="school", record_ids=(nell,)) == {*school.record_ids, nell}
    assert keeps(first_on=date(2014, 1, 1), last_on=date(2014, 12, 31)) == set(school.record_ids)
    of_2018 = keeps(first_on=date(2018, 5, 4), last_on=date(2018, 5, 4))
    assert len(of_2018) == 1 and of_2018 < set(social.record_ids)
    assert keeps(last_on=date(2018, 12, 31)) == {*school.record_ids, *of_2018}
    layouts = {one: layout_of(one) for one in every}
    assert keeps(kinds=(layouts[nell],)) == {one for one in every if layouts[one] == layouts[nell]}
    of_school_kind = {one for one in every if layouts[one] in {layouts[each] for each in school.record_ids}}
    assert keeps(kinds=tuple({layouts[one] for one in school.record_ids}), agency="school") == set(school.record_ids)
    assert keeps(kinds=tuple({layouts[one] for one in school.record_ids})) == of_school_kind
    assert keeps(kinds=("licensing_register",)) == set()
    with pytest.raises(Usage, match="before the first"):
        keeps(first_on=date(2020, 1, 1), last_on=date(2019, 1, 1))
    for wrong in ({}, {"is_everything": True, "agency": "school"}):
        with pytest.raises(Usage, match="does not say which records"):
            keeps(**wrong)
    with pytest.raises(NotHere):
        keeps(people=("nobody",))
    with pytest.raises(NotHere):
        keeps(people=(social.person_id,), agency="health")
    of_school = session_of(worried.actor("sol", "information_governance", "school", "Elm"))
    place_hold(
        of_school,
        hold=NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), "school", people=(social.person_id,)),
        why=WHY,
    )
    with pytest.raises(Refused):
        place_hold(
            of_school, hold=NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), people=(social.person_id,)), why=WHY
        )


def test_a_hold_on_a_person_keeps_what_comes_later(kept: Workspace, tmp_path: Path) -> None:
    """A record that no update has read yet may be theirs; once read, only theirs is kept."""
    person = due()[1].person_id
    place_hold(
        session_of(governance()), hold=NewHold(HoldKind.LEGAL, "Claim", date(2100, 1, 1), people=(person,)), why=WHY
    )
    before = set(list_all_records(kept))
    rows = [note(TESS, "04/11/2026"), note(NELL, "05/11/2026")]
    later = write_export(tmp_path / "later" / "childrens_services_events.csv", "childrens_services_events", *rows)
    ingest_files(session_of(house_actor()), workspace=kept, paths=[later])
    new = {one: agency for one, agency in list_all_records(kept).items() if one not in before}
    (found,) = find_kept(session_of(governance()), new).values()
    assert (len(new), found) == (2, frozenset(new))
    run_pipeline(session_of(house_actor()), workspace=kept)
    (found,) = find_kept(session_of(governance()), new).values()
    assert len(found) == 1
