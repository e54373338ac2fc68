"""The published form of a report: months, no names, no words, small numbers hidden, and a second person before it leaves."""

import html
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.protection.free_text import erase_texts
from sightline.casework.review_reports.pages import Quotation, ReportFileForm
from sightline.casework.review_reports.selectors import read_publication, read_report_draft
from sightline.casework.review_reports.services.consents import record_consent
from sightline.casework.review_reports.services.drafts import make_report_draft, write_analysis
from sightline.casework.review_reports.services.publication_files import check_publication, write_published_file
from sightline.casework.reviews.models import ReviewEntry
from sightline.casework.reviews.pages.consents import NewConsent
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.documents.sourced.parts import SourcedReport
from sightline.model.errors import Refused, Usage
from sightline.review.report.publication import say_published
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
K = ReviewEntryKind
WHY = "The safeguarding partners decided this on Monday, in writing."
READ = ("police", "school", "health", "childrens_services", "housing", "licensing")
DAY = re.compile(
    r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) \d{4}"
)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("publication"), roles=())


@pytest.fixture(scope="module")
def wren(built: Path) -> str:
    return person_where(built, "forename = 'Wren'")


def person_where(built: Path, where: str) -> str:
    """The first person of whom a record says this."""
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = f"SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE {where} GROUP BY 1 ORDER BY 1"
        return str(engine.connection.execute(sql).fetchall()[0][0])
    finally:
        engine.close()


@pytest.fixture
def review_id(built: Path, wren: str, settings: Any) -> str:
    point_at(built, settings)
    session = session_of(governance())
    made = open_review(session, review=NewReview("Review of Wren", WHY, date(2023, 1, 1), date(2024, 12, 31), READ))
    for act in (
        ReviewAct(K.CHILD, person_id=wren),
        *(ReviewAct(K.AUTHOR, username=one.reader.username) for one in two()),
    ):
        add_to_terms(session, review_id=made, act=act)
    return made


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def two() -> tuple[Actor, Actor]:
    """Two authors."""
    return worried.actor("author", "reviewer", "partnership"), worried.actor("other", "reviewer", "partnership")


def drafted(review_id: str) -> str:
    session = session_of(two()[0])
    draft_id = make_report_draft(session, review_id=review_id, why=WHY)
    words = "Wren Ashdown told school on 3 May 2024 at 12 Mill Lane. 3 children were seen; 12 children were not."
    write_analysis(session, review_id=review_id, draft_id=draft_id, place=0, words=words)
    return draft_id


def texts(report: SourcedReport) -> str:
    said = [report.title, *report.preface]
    for part in report.parts:
        said += [part.heading, *(line.text + line.margin for line in part.lines)]
        said += [cell for table in part.tables for row in table.rows for cell in row]
    return "\n".join(said)


def test_it_has_months_no_name_place_number_or_words_of_a_person(review_id: str) -> None:
    drafted(review_id)
    shown = read_publication(session_of(two()[1]), review_id=review_id)
    every = texts(shown.report)
    assert not DAY.search(every) and "May 2024" in every
    for name in ("Wren", "Ashdown", "Mill Lane", "I like it when", "Records"):
        assert name not in every
    assert "Child A told school" in every and "a place" in every
    assert "fewer than 5 children were seen; 12 children" in every
    assert not re.search(r"\[[A-Z]", every)
    headings = [part.heading for part in shown.report.parts]
    assert "Terms of the review" in headings
    assert "Appendix: sources" not in headings and "Questions to ask each agency" not in headings


def test_texts_of_authors_to_parts_that_are_not_published_are_counted(review_id: str) -> None:
    draft_id = drafted(review_id)
    session = session_of(two()[0])
    assert "Texts of the authors left out" not in texts(read_publication(session, review_id=review_id).report)
    parts = read_report_draft(session, review_id=review_id, draft_id=draft_id).draft.shown
    place = next(place for place, part in parts if part.part_id == "questions")
    write_analysis(session, review_id=review_id, draft_id=draft_id, place=place, words="Police answered us in May.")
    every = texts(read_publication(session, review_id=review_id).report)
    assert "Police answered us" not in every
    assert "Texts of the authors left out, because the part that they are about is not published: 1." in every


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("From 2 May 2016 to 30 May 2016.", "From May 2016."),
        ("Seen on 2 May 2016.", "Seen in May 2016."),
        ("From 2 May 2016 to 3 June 2016.", "From May 2016 to June 2016."),
        ("one child; 4 other children; 5 children; 14 children", "fewer than 5 children; fewer than 5 other children; 5 children; 14 children"),
        ("[Person 3/2] of [Child B] on [Date 1]", "a person of Child B on a day"),
    ],
)  # fmt: skip
def test_what_a_text_says_when_it_is_published(text: str, said: str) -> None:
    assert say_published(text, encode=str) == said


def test_it_leaves_once_a_second_person_has_checked_it_as_it_is_now(review_id: str) -> None:
    maker, other = two()
    draft_id = drafted(review_id)

    def write(who: Actor, form: ReportFileForm = ReportFileForm.WORD) -> bytes:
        return write_published_file(session_of(who), review_id=review_id, form=form, purpose=WHY).data

    with pytest.raises(Refused, match="second person"):
        write(maker)
    with pytest.raises(Refused, match="made the draft"):
        check_publication(session_of(maker), review_id=review_id, words=WHY)
    check_publication(session_of(other), review_id=review_id, words=WHY)
    assert read_publication(session_of(maker), review_id=review_id).check is not None
    for form, begins in ((ReportFileForm.WORD, b"PK"), (ReportFileForm.PDF, b"%PDF"), (ReportFileForm.HTML, b"<!")):
        assert write(maker, form).startswith(begins)
    entry = AuditEntry.objects.filter(action="export_published_review").latest("sequence")
    assert entry.outcome == "done" and entry.details["draft"] == 1
    write_analysis(session_of(maker), review_id=review_id, draft_id=draft_id, place=0, words=WHY)
    with pytest.raises(Refused, match="second person"):
        write(maker)


def test_only_who_reads_the_review_reads_checks_or_saves_it(review_id: str) -> None:
    with pytest.raises(Usage):
        read_publication(session_of(two()[0]), review_id=review_id)  # there is no draft
    drafted(review_id)
    session = session_of(worried.actor("mia", "practitioner", "police"))
    with pytest.raises(NotHere):
        read_publication(session, review_id=review_id)
    with pytest.raises(NotHere):
        check_publication(session, review_id=review_id, words=WHY)
    with pytest.raises(NotHere):
        write_published_file(session, review_id=review_id, form=ReportFileForm.WORD, purpose=WHY)


def test_the_page_shows_it_keeps_the_check_and_sends_the_file(review_id: str) -> None:
    drafted(review_id)
    maker, other = (client_of(one) for one in two())
    page = reverse("review_published", args=[review_id])
    assert page in maker.get(reverse("review_report", args=[review_id])).content.decode()
    assert "A person who did not make the draft" in maker.get(page).content.decode()
    assert "made the draft" in maker.post(page, {"words": WHY}).content.decode()
    assert other.post(page, {"words": WHY})["Location"] == page
    file = maker.post(page, {"form": "html", "why": WHY})
    assert file["Content-Disposition"].startswith('attachment; filename="review-published-')
    assert b"Wren" not in file.content


def asked(reply: str, day: date = date(2024, 12, 1), person: str = "A") -> NewConsent:
    return NewConsent(person, reply, "Independent advocate", day, WHY)


def quotations(review_id: str, draft_id: str) -> tuple[Quotation, ...]:
    return read_report_draft(session_of(two()[0]), review_id=review_id, draft_id=draft_id).quotations


def test_words_are_published_while_the_person_agrees(review_id: str) -> None:
    draft_id = drafted(review_id)
    maker, other = (session_of(one) for one in two())
    one, *others = quotations(review_id, draft_id)
    about = {"review_id": review_id, "draft_id": draft_id, "quotation_id": one.quotation_id}

    def said() -> str:
        return texts(read_publication(maker, review_id=review_id).report)

    def write() -> str:
        form = ReportFileForm.HTML
        return write_published_file(maker, review_id=review_id, form=form, purpose=WHY).data.decode()

    words = say_published(one.words, encode=str)
    assert one.reply == "" and words not in said()
    for reply in ("review_only", "refused"):
        record_consent(maker, **about, consent=asked(reply))
        assert words not in said()
    check_publication(other, review_id=review_id, words=WHY)
    record_consent(maker, **about, consent=asked("published_report"))
    assert words in said() and f"Quotations left out: {len(others)}." in said()
    with pytest.raises(Refused, match="second person"):
        write()
    check_publication(other, review_id=review_id, words=f"{WHY} It is read again.")  # the same of one second is one
    bare = words.strip("“”")
    assert bare in html.unescape(write())
    with pytest.raises(Usage, match="later answer"):
        record_consent(maker, **about, consent=asked("withdrawn", date(2024, 11, 30)))
    add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(K.CLOSED, words=WHY))
    closed = session_of(governance())
    with pytest.raises(Refused, match="closed"):
        record_consent(closed, **about, consent=asked("published_report"))
    record_consent(closed, **about, consent=asked("withdrawn"))
    file = write_published_file(closed, review_id=review_id, form=ReportFileForm.HTML, purpose=WHY).data.decode()
    assert bare not in html.unescape(file)


def test_the_narrowest_answer_of_several_people_counts_and_the_draft_says_it(
    review_id: str, built: Path, wren: str
) -> None:
    draft_id = drafted(review_id)
    maker = session_of(two()[0])
    add_to_terms(
        session_of(governance()),
        review_id=review_id,
        act=ReviewAct(K.ADULT, person_id=person_where(built, f"person_id <> '{wren}'")),
    )
    about = {
        "review_id": review_id,
        "draft_id": draft_id,
        "quotation_id": quotations(review_id, draft_id)[0].quotation_id,
    }

    def draft() -> str:
        parts = read_report_draft(maker, review_id=review_id, draft_id=draft_id).draft.parts
        return " ".join(line.text for part in parts for line in part.lines)

    assert "Consent to use these words: not asked yet." in draft()
    record_consent(maker, **about, consent=asked("published_report"))
    assert "Consent to use these words: agreed to be published." in draft()
    record_consent(maker, **about, consent=asked("refused", person="1"))
    assert "Consent to use these words: refused." in draft() and "agreed to be published" not in draft()
    record_consent(maker, **about, consent=asked("published_report"))
    assert quotations(review_id, draft_id)[0].reply == "refused"
    with pytest.raises(Usage):
        record_consent(maker, **about, consent=asked("refused", person="Q"))
    with pytest.raises(NotHere):
        record_consent(maker, **about | {"quotation_id": "0" * 20}, consent=asked("refused"))
    with pytest.raises(NotHere):
        record_consent(session_of(worried.actor("mia", "practitioner", "police")), **about, consent=asked("refused"))


def test_an_erased_yes_is_gone_and_an_erased_no_stays(review_id: str) -> None:
    draft_id = drafted(review_id)
    one = quotations(review_id, draft_id)[0]
    about = {"review_id": review_id, "draft_id": draft_id, "quotation_id": one.quotation_id}
    entry_id = record_consent(session_of(two()[0]), **about, consent=asked("published_report"))
    row = ReviewEntry.objects.get(entry_id=entry_id)
    assert row.mention_id and row.record_ids == list(one.record_ids)
    erase_texts(is_erased=lambda sha: sha == row.text_sha)
    again = next(each for each in quotations(review_id, draft_id) if each.quotation_id == one.quotation_id)
    assert again.reply == "" and again.consents == ()
    entry_id = record_consent(session_of(two()[0]), **about, consent=asked("refused"))
    sha = ReviewEntry.objects.get(entry_id=entry_id).text_sha
    erase_texts(is_erased=lambda each: each == sha)
    (left,) = next(each for each in quotations(review_id, draft_id) if each.quotation_id == one.quotation_id).consents
    assert left.reply == "refused" and left.how == left.asked_by == ""


def test_the_page_of_a_quotation_keeps_an_answer(review_id: str) -> None:
    draft_id = drafted(review_id)
    client, one = client_of(two()[0]), quotations(review_id, draft_id)[0]
    page = reverse("review_report_words", args=[review_id, draft_id, one.quotation_id])
    draft = reverse("review_report_draft", args=[review_id, draft_id])
    assert page in client.get(draft).content.decode()
    assert "Nobody has recorded an answer" in client.get(page).content.decode()
    assert "Choose what they said" in client.post(page, {"person": "A"}).content.decode()
    day = {"on_day_day": "1", "on_day_month": "12", "on_day_year": "2024"}
    sent = {"person": "A", "reply": "published_report", "asked_by": "Advocate", "how": WHY, **day}
    assert client.post(page, sent)["Location"] == draft
    assert "Agreed to be published" in client.get(page).content.decode()
