"""Two schools are two holders of records: what each knew, and from when each could have seen it."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import reviewed, worried
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.earlier_knowledge.pages import OtherDays, ReviewMomentPage
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
from sightline.casework.earlier_knowledge.selectors.opportunities import read_review_moment, read_review_opportunities
from sightline.casework.ledger.first_days import first_shared_with
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.store import DuckDBEngine, Workspace
from sightline.web.reviews.picture_stories import tell_signs

pytestmark = pytest.mark.django_db
NELL = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
ELM, OAK, SPELLED = "Elm School", "Oak School", "OAK  SCHOOL"
TELLS = "told_elsewhere"
TOLD = "She told me that he hit her and said he would do it again."


def concern(school: str, key: str, day: str, text: str) -> dict[str, str]:
    return NELL | {"School": school, "Incident ID": key, "Incident Date": day, "Logged On": day, "Text": text}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nell tells at Elm School in March and at Oak School, written two ways, in May. An enquiry begins in June."""
    folder = tmp_path_factory.mktemp("organisations")
    files = folder / "files"
    files.mkdir()
    rows = [
        concern(ELM, "E1", "05/03/2024", TOLD),
        concern(OAK, "O1", "04/03/2024", "She was late and tired at registration."),
        concern(SPELLED, "O2", "07/05/2024", TOLD),
        concern(OAK, "O3", "08/05/2024", TOLD),
    ]
    other = {"Surname": "Fillery", "Forename": "Other", "DOB": "01/01/2012"}
    rows += [concern(school, "X", "22/11/2024", "A note.") | other for school in (ELM, OAK)]
    rows += [concern(school, "Y", "02/01/2023", "A note.") | other for school in (ELM, OAK)]
    small.sheet(files / "school_concerns.csv", rows)
    events = [
        NELL | {"Person ID": "P1", "Event Type": "S47 START", "Event Date": "03/06/2024", "Entered On": "03/06/2024"},
        *(
            other | {"Person ID": "P2", "Event Type": "VISIT", "Event Date": day, "Entered On": day}
            for day in ("02/01/2023", "22/11/2024")
        ),
    ]
    small.sheet(files / "childrens_services_events.csv", events)
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


@pytest.fixture
def review_id(built: Path, settings: Any) -> str:
    point_at(built, settings)
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Nell' GROUP BY 1"
        ((person_id,),) = engine.connection.execute(sql).fetchall()
    finally:
        engine.close()
    reviewed.author()
    return reviewed.review_of([str(person_id)])


def moment_of(review_id: str, school: str) -> ReviewMomentPage:
    session = session_of(reviewed.author())
    page = read_review_opportunities(session, review_id=review_id)
    one = next(one.moment for one in page.moments if one.moment.organisation == school and TELLS in one.moment.call_id)
    return read_review_moment(session, review_id=review_id, moment_id=one.moment_id)


def test_each_school_has_its_own_first_day(review_id: str) -> None:
    page = read_earliest(session_of(reviewed.author()), person="A", review_id=review_id)
    (told,) = (one for one in page.statements if one.statement_id == "account_of_harm")
    assert told.days is not None
    assert told.days.alone == {f"school: {ELM}": date(2024, 3, 5), f"school: {SPELLED}": date(2024, 5, 7)}


def test_a_moment_shows_what_that_school_knew_and_not_what_the_other_did(review_id: str) -> None:
    shown = moment_of(review_id, ELM)
    assert {one.organisation for one in shown.known} == {ELM} and not shown.is_of_several
    oak = moment_of(review_id, OAK)
    assert {one.organisation for one in oak.known} == {OAK, SPELLED} and not oak.is_of_several
    at = reverse("review_moment", args=[review_id, shown.one.moment.moment_id])
    page = worried.client_of(reviewed.author()).get(at).content.decode()
    assert ELM in page and "late and tired" not in page


def test_the_grid_of_signs_has_each_school_by_itself(review_id: str) -> None:
    shown = read_review_pictures(session_of(reviewed.author()), review_id=review_id)
    signs = tell_signs(shown, OtherDays((), {}))
    assert signs is not None
    alone = dict(signs.alone)
    assert alone == {f"school: {ELM}": date(2024, 3, 5), f"school: {SPELLED}": date(2024, 5, 7)}
    head = draw_knowledge(signs).table.head
    assert list(head[1:-1]) == [ELM, SPELLED]
    page = worried.client_of(reviewed.author()).get(reverse("review_pictures", args=[review_id]))
    assert f"{ELM} alone: from 5 March 2024." in page.content.decode()


def test_the_sharing_ledger_shows_to_which_school_a_record_was_first_shown() -> None:
    """Oak School was shown it on 2 May, and on 9 May again; another record left in a file for the police."""

    def line(record_id: str, at: str, agency: str, organisation: str = "", way: SharingWay = SharingWay.SHOWN) -> None:
        SharedRecord.objects.create(
            at=at, audit_row=1, username=at, role="practitioner", record_id=hash_id(record_id), way=way, action="read_record",
            from_agency="police", to_agency=agency, to_organisation=organisation,
        )  # fmt: skip

    line("r1", "2024-05-09T09:00:00Z", "school", OAK)
    line("r1", "2024-05-02T09:00:00Z", "school", OAK)
    line("r1", "2024-05-01T09:00:00Z", "school", ELM, SharingWay.REFUSED)
    line("r2", "2024-06-01T09:00:00Z", "police", way=SharingWay.LEFT)
    asked = [("r1", f"school: {OAK}"), ("r1", f"school: {ELM}"), ("r1", "police"), ("r2", "police")]
    assert first_shared_with(asked, by=date(2024, 12, 1)) == {
        ("r1", f"school: {OAK}"): date(2024, 5, 2), ("r2", "police"): date(2024, 6, 1),
    }  # fmt: skip
    assert first_shared_with(asked, by=date(2024, 5, 1)) == {}


def test_a_moment_and_what_was_known_say_whose_matches_they_use(review_id: str) -> None:
    client = worried.client_of(reviewed.author())
    moment = moment_of(review_id, ELM).one.moment.moment_id
    for name, more in (("review_moment", [moment]), ("review_known", [])):
        page = client.get(reverse(name, args=[review_id, *more])).content.decode()
        assert "Who is who is as in the frozen data." in page
