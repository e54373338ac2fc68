"""Two schools are two holders of records: what each knew, and from when each could have seen it."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.urls import reverse
from support import reviewed, worried
from support import small_partnership as small
from support.sessions import session_of
from support.small_served import point_at

from sightline.agreements import Bodies
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.models import Account
from sightline.casework.earlier_knowledge.pages import OtherDays, ReviewMomentPage
from sightline.casework.earlier_knowledge.selectors.earliest import find_meeting_traces, read_earliest
from sightline.casework.earlier_knowledge.selectors.knowledge import read_knowledge
from sightline.casework.earlier_knowledge.selectors.opportunities import read_review_moment, read_review_opportunities
from sightline.casework.ledger.first_days import first_shared_with
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingWay
from sightline.casework.meetings.attendance import heard_at_meetings
from sightline.casework.meetings.models import Meeting, MeetingEntry
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.model.ids import make_id
from sightline.pictures.knowledge_facts import Knowledge
from sightline.pictures.knowledge_grid import draw_knowledge
from sightline.review.sharings import TraceIn
from sightline.store import DuckDBEngine, Workspace
from sightline.web.reviews.picture_stories import tell_signs

pytestmark = pytest.mark.django_db
NELL = {"Surname": "Ashdown", "Forename": "Nell", "DOB": "04/05/2009"}
ELM, OAK, SPELLED = "Elm School", "Oak School", "OAK  SCHOOL"
OF_OTHERS = "OAK   SCHOOL"  # the name that would come first of all, in a record of a child outside the review
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
    gale = {"Surname": "Humber", "Forename": "Gale", "DOB": "02/02/2011"}
    rows += [concern(OF_OTHERS, "G", "06/05/2024", TOLD) | gale]
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
    counted = {holder: others.children for (holder,), others in told.others_by.items()}
    assert counted == {f"school: {ELM}": 0, f"school: {SPELLED}": None}, (
        "of 1 to 4 others at this school, however spelled"
    )


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


WHO = ("police", ""), ("health", "Elm Surgery"), ("school", SPELLED)


def key_of(built: Path, key: str) -> str:
    """The id of a concern by its number."""
    (snapshot,) = Workspace(built).snapshots.iterdir()
    with duckdb.connect(str(snapshot / "analysis.duckdb"), read_only=True) as analysis:
        rows = analysis.execute("SELECT record_id, source_key FROM agency_record WHERE latest").fetchall()
    return next(str(record) for record, source in rows if key in source.split(" "))


def meet(
    record_ids: list[str], held: str, *, words: tuple[str, str, str] = ("came", "came", "came"), added: str = ""
) -> None:
    """A meeting about the first record. Police, a surgery and Oak School were asked. The others are `added` at a time."""
    number = count(100 * Meeting.objects.count() + 1)
    account = Account.objects.get(pk=reviewed.governance().account_id)
    opened = record_ids[:1] if added else record_ids
    meeting = Meeting.objects.create(
        meeting_id=make_id("meeting", held, *record_ids), kind="strategy_discussion", about="record", planned_at=held,
        opened_at="2024-03-06T09:00:00Z", account=account, opened_by=account.username, decision=next(number),
        record_ids=opened,
    )  # fmt: skip

    def write(kind: str, at: str = "2024-03-06T10:00:00Z", **more: Any) -> str:
        entry_id = make_id("entry", meeting.meeting_id, str(next(number)))
        MeetingEntry.objects.create(
            meeting=meeting, entry_id=entry_id, kind=kind, at=at, by=account.username, decision=next(number), **more
        )
        return entry_id

    for (agency, organisation), word in zip(WHO, words, strict=True):
        asked = write("asked", agency=agency, organisation=organisation)
        write("attendance", about=asked, word=word)
    if added:
        write("records", added, record_ids=record_ids[1:])
    write("held", "2024-12-01T10:00:00Z", moment=held)


def heard(record_ids: list[str], by: date, *, shown: bool = True) -> set[tuple[str, str]]:
    return {(one.record_id, one.agency) for one in heard_at_meetings(record_ids, by=by, shown=lambda _: shown)}


def test_who_came_to_a_meeting_heard_of_its_records_and_nobody_else_did(built: Path, review_id: str) -> None:
    first, second, late = (key_of(built, key) for key in ("E1", "O2", "O3"))
    meet(
        [first, second],
        "2024-03-20T10:00:00Z",
        words=("came", "apologies", "did_not_come"),
        added="2024-03-20T09:00:00Z",
    )
    meet([first, late], "2024-03-21T10:00:00Z", added="2024-03-22T09:00:00Z")
    assert heard([first, second, late], date(2024, 3, 19)) == set()
    assert heard([first, second, late], date(2024, 3, 20)) == {(first, "police"), (second, "police")}
    every = {(first, "police"), (second, "police"), (first, "health"), (first, "school")}
    assert heard([first, second, late], date(2024, 12, 1)) == every, "the other record came after the meeting"
    assert heard([first], date(2024, 12, 1), shown=False) == set(), "the reader may not see what the meeting is about"


def test_what_an_agency_knew_has_what_it_heard_at_a_meeting_from_that_day(built: Path, review_id: str) -> None:
    """Police have no record of their own. On 20 March they hear of the concern of 5 March."""
    session, told = session_of(reviewed.author()), key_of(built, "E1")

    def known(day: date, *holders: str) -> set[tuple[str, date]]:
        page = read_knowledge(session, person="A", review_id=review_id, on=day, holders=holders)
        return {(one.record_id, one.known_from) for one in page.known}

    before = {
        day: (known(day, "police"), known(day, "school"), known(day)) for day in (date(2024, 3, 19), date(2024, 12, 1))
    }
    assert before[date(2024, 12, 1)][0] == set()
    meet([told], "2024-03-20T10:00:00Z")
    assert (known(date(2024, 3, 19), "police"), known(date(2024, 3, 19), "school"), known(date(2024, 3, 19))) == before[
        date(2024, 3, 19)
    ]
    assert known(date(2024, 3, 20), "police") == {(told, date(2024, 3, 20))} == known(date(2024, 12, 1), "police")
    assert (known(date(2024, 12, 1), "school"), known(date(2024, 12, 1))) == before[date(2024, 12, 1)][1:]
    client, at = worried.client_of(reviewed.author()), reverse("review_known", args=[review_id])
    page = client.get(at, {"person": "A", "on": "2024-03-20", "agency": "police"}).content.decode()
    assert "Meeting of 20 March 2024:" in page and "do not say who attended" in page


def test_the_grid_has_the_day_of_the_meeting_and_nobody_saw_it_alone_by_that(built: Path, review_id: str) -> None:
    meet([key_of(built, "E1")], "2024-03-20T10:00:00Z")

    def signs(day: date) -> Knowledge:
        found = tell_signs(
            read_review_pictures(session_of(reviewed.author()), review_id=review_id, on=day), OtherDays((), {})
        )
        assert found is not None
        return found

    assert dict(signs(date(2024, 3, 19)).alone) == {f"school: {ELM}": date(2024, 3, 5)}
    then = signs(date(2024, 12, 1))
    assert dict(then.alone) == {
        f"school: {ELM}": date(2024, 3, 5), f"school: {SPELLED}": date(2024, 5, 7), "police": None, "health": None,
    }  # fmt: skip
    days = {who: min(day for one in then.elements for by, day, _ in one.known if by == who) for who in dict(then.alone)}
    assert days["police"] == days["health"] == days[f"school: {SPELLED}"] == date(2024, 3, 20)
    assert days[f"school: {ELM}"] == date(2024, 3, 5) == then.together_on
    assert "day of a meeting" in draw_knowledge(then).as_file


def test_a_hand_over_names_the_first_meeting_that_the_holder_attended(built: Path, review_id: str) -> None:
    told = key_of(built, "E1")
    meet([told], "2024-03-25T10:00:00Z")
    meet([told], "2024-03-20T10:00:00Z", words=("came", "apologies", "came"))
    handovers = [
        (told, "police"),
        (told, "health"),
        (told, f"school: {OAK}"),
        (told, f"school: {ELM}"),
        (told, "housing"),
    ]
    found = find_meeting_traces(handovers, Bodies(), by=date(2024, 12, 1), shown=lambda _: True)
    assert {(one.holder, one.by, one.on) for one in found} == {
        ("police", TraceIn.MEETING, date(2024, 3, 20)),
        ("health", TraceIn.MEETING, date(2024, 3, 25)),
        (f"school: {OAK}", TraceIn.MEETING, date(2024, 3, 20)),
    }
    early = find_meeting_traces(handovers, Bodies(), by=date(2024, 3, 19), shown=lambda _: True)
    assert not list(early)
