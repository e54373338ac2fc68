"""Rows of agencies' own chronologies are personal data: found by a request, disputed, restricted, corrected, erased."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from support import agreed, held, worried
from support.books import chronology_book
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.disputes.models import DisputeEntry
from sightline.casework.disputes.pages import DisputeDecision, DisputeEntryKind, NewDispute
from sightline.casework.disputes.services import lay_dispute, settle_dispute
from sightline.casework.erasure.named_things import NamedThings
from sightline.casework.erasure.subjects import texts_about
from sightline.casework.named_adults.pages import LetterReader, LetterTo
from sightline.casework.restrictions.pages import NewRestriction, RestrictionReason
from sightline.casework.restrictions.services import restrict_record
from sightline.casework.review_reports.kept_drafts import open_drafts
from sightline.casework.reviews.events import with_imports
from sightline.casework.reviews.histories import need_review
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.events import ImportedEvent
from sightline.casework.reviews.pages.rows import ChronologyFile, NewImport
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind, ReviewFileForm
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.imports import read_import
from sightline.casework.reviews.selectors.sent_rows import read_row
from sightline.casework.reviews.selectors.terms import read_review
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.holders import agree_for_agency
from sightline.casework.reviews.services.imports import import_chronology
from sightline.casework.reviews.services.row_corrections import correct_sent_row
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.casework.reviews.writer import REVIEWS, ReviewDraft
from sightline.casework.subject_access import records
from sightline.casework.subject_access.pages import NewRequest, RecordDecision, RequestAct, RequestEntryKind
from sightline.casework.subject_access.selectors import make_bundle, read_record_to_test, read_request
from sightline.casework.subject_access.services import decide_record, enter_request, record_act
from sightline.documents.grid_reader import read_excel_sheets
from sightline.model.errors import Usage
from sightline.review.report.draft_text import pack_draft
from sightline.review.report.nouns import DraftReport, ReportPart, ReportSentence
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
ROWS = (("15/02/2024", "Rang about a van"), ("16/02/2024", "Nobody at home"))
K = RequestEntryKind


def governance(agency: str = "") -> Actor:
    return worried.actor(f"ig_{agency}" if agency else "ig", "information_governance", agency)


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


@pytest.fixture
def review_id(workspace: Workspace) -> str:
    held.serve_snapshot(workspace)
    agreed.write_agreements(workspace.root, more=("review_chronology",))
    days = (date(2024, 1, 1), date(2024, 12, 31))
    made = open_review(session_of(governance()), review=NewReview("One", WHY, *days, ("police", "school")))
    for act in (
        ReviewAct(ReviewEntryKind.CHILD, person_id=held.AOIFE),
        ReviewAct(ReviewEntryKind.AUTHOR, username=author().reader.username),
    ):
        add_to_terms(session_of(governance()), review_id=made, act=act)
    new = NewImport("police", "A", ChronologyFile("a.xlsx", chronology_book(*ROWS)))
    import_chronology(session_of(governance("police")), review_id=made, new=new)
    return made


def row_ids() -> list[str]:
    imports = ReviewEntry.objects.filter(kind="imported").values_list("entry_id", flat=True)
    return [one.entry_id for one in ReviewEntry.objects.rows_of(imports)]


def said(review_id: str) -> list[str]:
    """What the author reads of rows."""
    shown = read_review_chronology(session_of(author()), review_id=review_id).events
    return [one.row.texts["event"] for one in shown if isinstance(one, ImportedEvent)]


def in_files(review_id: str) -> str:
    """The chronology as the author takes it away."""
    made = write_review_file(session_of(author()), review_id=review_id, form=ReviewFileForm.EXCEL, purpose=WHY)
    return str(read_excel_sheets(made.data, most_rows=99, most_columns=40))


def test_a_request_for_data_finds_the_rows_that_its_controller_sent(
    review_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "find_conclusions", lambda session, **about: ())  # of rules that nobody wrote
    session, first = session_of(governance()), row_ids()[0]
    asked = {}
    for agency in ("police", "health"):
        request = NewRequest(agency, "own", clock.today(), "Aoife", "Aoife", "By letter")
        asked[agency] = enter_request(session, request=request)
        came = RequestAct(K.IDENTITY, on_day=clock.today(), words=WHY)
        record_act(session, request_id=asked[agency], act=came)
        record_act(session, request_id=asked[agency], act=RequestAct(K.PERSON, person_id=held.AOIFE))
    found = {name: read_request(session, request_id=one).records for name, one in asked.items()}
    assert {one.record_id for one in found["police"]} >= {*row_ids()}
    assert not {one.record_id for one in found["health"]} & {*row_ids()}
    test = read_record_to_test(session, request_id=asked["police"], record_id=first)
    assert ("What happened", "Rang about a van") in test.boxes and test.record.kind == "review_chronology/row"
    decide_record(session, request_id=asked["police"], decision=RecordDecision(first, 1, "give", ()))
    given = make_bundle(session, request_id=asked["police"]).records
    assert "Rang about a van" in str([one.boxes for one in given])
    correct_sent_row(session_of(governance("police")), row_id=first, texts={"event": "Rang about a car"}, words=WHY)
    (again,) = [one for one in read_request(session, request_id=asked["police"]).records if one.record_id == first]
    assert (again.version, again.outcome) == (2, ""), "what was decided of the first version counts no more"


def test_a_dispute_marks_the_row_on_pages_and_in_files_until_there_is_a_reply(review_id: str) -> None:
    first, client = row_ids()[0], client_of(author())
    assert "Disputed" not in in_files(review_id)
    page = client.get(reverse("review_row", args=[first])).content.decode()
    assert "Rang about a van" in page and reverse("beside", args=[first]) in page
    box = client.get(reverse("beside", args=[first])).content.decode()
    assert "What happened" in box
    sent = client.post(
        reverse("beside", args=[first]), {"part": "What happened", "words": "It was no van, the caller spoke of a car."}
    )
    assert sent.status_code == 302
    chronology = client.get(reverse("review_chronology", args=[review_id])).content.decode()
    assert chronology.count(">Disputed<") == 1
    assert (
        client.get(reverse("review_row", args=[first]))
        .content.decode()
        .count("It was no van, the caller spoke of a car.")
        == 1
    )
    assert client.get(reverse("record", args=[first]))["Location"] == reverse("review_row", args=[first])
    assert "Disputed" in in_files(review_id) and in_files(review_id).count("Yes, no reply yet") == 1
    laid = DisputeEntry.objects.get()
    decision = DisputeDecision(DisputeEntryKind.STANDS, WHY, letter=LetterTo(LetterReader.NOBODY))
    settle_dispute(session_of(governance("police")), dispute_id=laid.entry_id, decision=decision)
    assert "Yes, no reply yet" not in in_files(review_id)


def test_a_row_is_restricted_until_its_holder_says_yes(review_id: str) -> None:
    first, police = row_ids()[0], session_of(governance("police"))
    until = clock.today() + timedelta(days=30)
    with pytest.raises(NotHere):
        restrict_record(
            session_of(governance("school")), restriction=NewRestriction(first, RestrictionReason.ACCURACY, until, WHY)
        )
    restrict_record(police, restriction=NewRestriction(first, RestrictionReason.ACCURACY, until, WHY))
    assert said(review_id) == ["Nobody at home"] and "van" not in in_files(review_id)
    assert client_of(author()).get(reverse("review_row", args=[first])).status_code == 404
    entry = ReviewEntry.objects.get(kind="imported")
    rows = read_import(session_of(author()), review_id=review_id, import_id=entry.entry_id).rows
    assert [one.row.texts["event"] for one in rows] == ["Nobody at home"]
    assert [one.agency for one in read_review(session_of(author()), review_id=review_id).kept_back] == ["police"]
    own = client_of(governance("police")).get(reverse("review_row", args=[first])).content.decode()
    assert "Open the restriction" in own
    agree_for_agency(police, review_id=review_id, said=NewHolderYes("A. Holder", until, WHY))
    assert said(review_id) == ["Rang about a van", "Nobody at home"]


def test_a_kept_draft_says_nothing_of_rows_that_are_hidden_since(review_id: str) -> None:
    session = session_of(author())
    found = need_review(session, review_id=review_id)
    rows = tuple(one.event_id for one in with_imports(session, found, (), leaves=True))
    line = ReportSentence("limits/imported", "It does not use 2 rows.", rests_on=rows)
    draft = DraftReport((ReportPart("limits", "Limits", lines=(line,)),), {})
    with REVIEWS.hold(session, action="make_report_draft") as trail:
        kept = ReviewDraft(
            kind=ReviewEntryKind.REPORT_DRAFT, review_id=review_id, words=WHY, who=pack_draft(draft), record_ids=rows
        )
        entry = REVIEWS.write(session, subject=None, draft=kept, trail=trail)
    assert open_drafts(session, found, [entry]) == [(draft, 0)]
    until = clock.today() + timedelta(days=30)
    restriction = NewRestriction(rows[0], RestrictionReason.ACCURACY, until, WHY)
    restrict_record(session_of(governance("police")), restriction=restriction)
    again = session_of(author())
    assert [left_out for _, left_out in open_drafts(again, need_review(again, review_id=review_id), [entry])] == [1]


def test_the_agency_alone_corrects_a_row_and_each_who_was_shown_it_is_told(review_id: str) -> None:
    first, client = row_ids()[0], client_of(governance("police"))
    assert said(review_id) == ["Rang about a van", "Nobody at home"]
    for other in (author(), governance("school"), governance()):
        with pytest.raises(NotHere):
            correct_sent_row(session_of(other), row_id=first, texts={"event": "Changed"}, words=WHY)
        assert client_of(other).get(reverse("review_row_correct", args=[first])).status_code == 404
    address = reverse("review_row_correct", args=[first])
    assert "Rang about a van" in client.get(address).content.decode()
    same = {"date": "15/02/2024", "event": "Rang about a van", "why": WHY}
    assert client.post(address, same).status_code == 400
    assert client.post(address, same | {"event": " "}).status_code == 400
    assert client.post(address, same | {"event": "Rang about a car"}).status_code == 302
    assert said(review_id) == ["Rang about a car", "Nobody at home"] and "van" not in in_files(review_id)
    assert "This is version 2" in client.get(reverse("review_row", args=[first])).content.decode()
    notice = CorrectionEntry.objects.get()
    assert {one[0] for one in notice.recipients} == {"author", "ig"} and notice.record_ids == [first]
    with pytest.raises(Usage, match="changed"):
        correct_sent_row(session_of(governance("police")), row_id=first, texts={"event": "Rang about a car"}, words=WHY)


def test_disputes_and_corrections_of_a_row_are_erased_with_it(review_id: str) -> None:
    del review_id
    first = row_ids()[0]
    lay_dispute(session_of(author()), dispute=NewDispute(first, "It was no van, the caller spoke of a car."))
    correct_sent_row(session_of(governance("police")), row_id=first, texts={"event": "Rang about a car"}, words=WHY)
    corrected, laid = ReviewEntry.objects.get(kind="row_corrected"), DisputeEntry.objects.get()
    own = set(ReviewEntry.objects.get(entry_id=first).record_ids)
    assert own and set(corrected.record_ids) == own
    assert {laid.text_sha, corrected.text_sha} <= texts_about(own.__contains__)
    assert not {laid.text_sha, corrected.text_sha} & texts_about({"another"}.__contains__)
    things = NamedThings(own.__contains__)
    assert things.records_of_row(DisputeEntry, laid.pk) == own


def test_no_row_opens_for_those_who_do_not_read_the_review(review_id: str) -> None:
    del review_id
    first = row_ids()[0]
    others = (
        worried.actor("mia", "practitioner", "police"), worried.actor("max", "manager", "school"), governance("school")
    )  # fmt: skip
    for who in others:
        with pytest.raises(NotHere):
            read_row(session_of(who), row_id=first)
        for name in ("review_row", "beside", "restrict", "record"):
            assert client_of(who).get(reverse(name, args=[first])).status_code in (403, 404), name
