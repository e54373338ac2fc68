"""Draft reports of a review: each sentence has its record, drafts are kept and compared, analysis stays, rights hold."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import msgspec
import pytest
from django.db import connection
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.climbing import set_clock
from support.sessions import session_of
from support.small_served import point_at
from support.worried import client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.audit.trail import Trail
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.earlier_knowledge.scopes import find_scope
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.review_reports import linkage_error, material
from sightline.casework.review_reports.childs_words import find_letters
from sightline.casework.review_reports.material import gather_material
from sightline.casework.review_reports.pages import ReadDraft, ReportFileForm
from sightline.casework.review_reports.selectors import list_report_drafts, read_report_draft
from sightline.casework.review_reports.services import drafts
from sightline.casework.review_reports.services.drafts import make_report_draft, write_analysis
from sightline.casework.review_reports.services.files import write_report_file
from sightline.casework.reviews.frozen_data import FrozenReader
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.linkage.evaluation.answered_pairs import AnsweredPair
from sightline.model.errors import Refused
from sightline.review.report.differences import DraftChange
from sightline.review.report.nouns import ReportMaterial, ReportSentence, SentenceKind
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
K = ReviewEntryKind
WHY = "The safeguarding partners decided this on Monday, in writing."
OTHER_WHY = "The panel reads the second draft in its meeting on Friday."
READ = ("police", "school", "health", "childrens_services", "housing", "licensing")
WORDS = "I like it when somebody asks and then waits."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("reports"), roles=())


@pytest.fixture(scope="module")
def wren(built: Path) -> str:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        sql = "SELECT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = 'Wren' GROUP BY 1"
        person_id = engine.connection.execute(sql).fetchall()[0][0]
    finally:
        engine.close()
    return str(person_id)


@pytest.fixture
def review_id(built: Path, wren: str, settings: Any) -> str:
    point_at(built, settings)
    return opened(wren)


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def opened(person_id: str) -> str:
    session, who = session_of(governance()), author()
    made = open_review(session, review=NewReview("Review one", WHY, date(2023, 1, 1), date(2024, 12, 31), READ))
    for act in (
        ReviewAct(K.CHILD, person_id=person_id),
        ReviewAct(K.AUTHOR, username=who.reader.username),
        ReviewAct(K.PROCEEDING, word="criminal", who="DC Oakapple", what="DC Pearmain", words=WHY),
    ):
        add_to_terms(session, review_id=made, act=act)
    return made


def made(review_id: str, why: str = WHY) -> ReadDraft:
    session = session_of(author())
    draft_id = make_report_draft(session, review_id=review_id, why=why)
    return read_report_draft(session, review_id=review_id, draft_id=draft_id)


def lines(read: ReadDraft) -> list[ReportSentence]:
    return [line for part in read.draft.parts for line in part.lines]


def texts(read: ReadDraft) -> Iterable[str]:
    yield from (line.text for line in lines(read))
    yield from (cell for part in read.draft.parts for table in part.lists for row in table.rows for cell in row)


def test_a_draft_has_each_part_in_order_and_a_record_in_the_margin_of_what_was_recorded(review_id: str) -> None:
    read = made(review_id)
    wanted = [
        "terms", "limits", "held", "episodes", "silences", "earliest", "earliest-hindsight", "conclusions", "missed", "practice",
        "scale", "questions", "rules", "sources",
    ]  # fmt: skip
    assert [part.part_id for part in read.draft.parts if part.level == 2] == wanted
    episodes = [part for part in read.draft.parts if part.part_id.startswith("episode-")]
    assert episodes
    said = [line for part in episodes for line in part.lines if not line.key.endswith("/ages")]
    assert said and all(line.record_ids for line in said)
    assert all(record in read.draft.numbers for line in said for record in line.record_ids)
    sources = next(part for part in read.draft.parts if part.part_id == "sources")
    listed = {row[0] for table in sources.lists for row in table.rows}
    assert listed == set(read.draft.numbers.values())


def test_the_error_of_matching_counts_what_is_asked_and_what_was_answered(
    review_id: str, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (snapshot,) = Workspace(built).snapshots.iterdir()
    engine = DuckDBEngine(snapshot / "analysis.duckdb", read_only=True)
    try:
        people = [
            one for (one,) in engine.connection.execute("SELECT DISTINCT person_id FROM resolved").fetchall() if one
        ]
        restricted = "SELECT mention_id FROM mention WHERE restricted"
        asked = engine.connection.execute(
            f"SELECT mention_id_a, mention_id_b FROM question WHERE mention_id_a NOT IN ({restricted}) "
            f"AND mention_id_b NOT IN ({restricted})"
        ).fetchall()
    finally:
        engine.close()
    scope = find_scope(session_of(author()), Trail(), person="A", review_id=review_id)
    found = linkage_error.find_linkage_error(scope, people)
    assert found.open_questions == len(asked) > 0
    assert (found.answered, found.agreed, found.is_own_model) == (0, 0, False)
    assert linkage_error.find_linkage_error(scope, ()).open_questions == 0, "none touches the people"
    answers = tuple(AnsweredPair(one, other, same=False) for one, other in asked)
    monkeypatch.setattr(linkage_error, "list_answered", lambda: answers)
    few = linkage_error.find_linkage_error(scope, people)
    assert (few.open_questions, few.answered) == (0, 0), "fewer than 20 answers say too little"
    enough = msgspec.structs.replace(linkage_error.read_measured(), least_answered=1)
    monkeypatch.setattr(linkage_error, "read_measured", lambda: enough)
    assert linkage_error.find_linkage_error(scope, people).answered > 0


def test_a_childs_words_are_first_in_their_episode_word_for_word(review_id: str) -> None:
    (found,) = [part for part in made(review_id).draft.parts if any(WORDS in line.text for line in part.lines)]
    kinds = [line.kind for line in found.lines if not line.key.endswith("/ages")]
    assert kinds[:2] == [SentenceKind.WORDS, SentenceKind.SOURCE]
    assert kinds.index(SentenceKind.SENTENCE) > max(
        place for place, kind in enumerate(kinds) if kind is SentenceKind.WORDS
    )
    assert f"“{WORDS}\nMost don’t wait.”" in [line.text for line in found.lines]


def test_no_sentence_names_a_child_or_a_member_of_staff_or_tells_what_is_restricted_or_protected(
    review_id: str,
) -> None:
    every = "\n".join(texts(made(review_id)))
    for name in ("Wren", "Ashdown", "Oakapple", "Pearmain", small.SEALED, small.PROTECTED, small.RESTRICTED_HEALTH,
                 small.RESTRICTED_POLICE, small.SEALED_NAME):  # fmt: skip
        assert name not in every
    assert "Child A" in every


def test_names_in_a_childs_words_give_way_to_letters(review_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names are those that records give of the people of the review; here one more is planted."""
    found: dict[str, frozenset[str]] = {}

    def planted(frozen: FrozenReader) -> dict[str, frozenset[str]]:
        found.update(find_letters(frozen))
        return {**found, "most": frozenset("A")}

    monkeypatch.setattr(material, "find_letters", planted)
    said = [line.text for line in lines(made(review_id))]
    assert f"“{WORDS}\n[Child A] don’t wait.”" in said
    assert all(found[name] == {"A"} for name in ("wren", "ashdown", "wrennie"))


def test_a_draft_just_made_shows_all_of_it(review_id: str) -> None:
    assert made(review_id).left_out == 0


def test_every_first_day_has_the_reverse_question_in_its_part(review_id: str) -> None:
    every = [part for part in made(review_id).draft.parts if part.part_id.startswith("earliest-")]
    parts = [part for part in every if part.part_id != "earliest-hindsight"]
    assert parts and len(parts) < len(every)
    for part in parts:
        keys = [line.key.rpartition("/")[2] for line in part.lines]
        assert keys[keys.index("together") + 1] == "reverse"


def test_others_write_while_a_draft_is_worked_out(review_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    outside, inside = len(connection.savepoint_ids), []

    def watched(*arguments: Any) -> ReportMaterial:
        inside.append(len(connection.savepoint_ids))
        return gather_material(*arguments)

    monkeypatch.setattr(drafts, "gather_material", watched)
    make_report_draft(session_of(author()), review_id=review_id, why=WHY)
    assert inside == [outside]


def test_drafts_are_kept_and_analysis_stays_in_the_next_draft(review_id: str) -> None:
    first = made(review_id)
    place = next(place for place, part in enumerate(first.draft.parts) if part.part_id == "held")
    session = session_of(author())
    write_analysis(session, review_id=review_id, draft_id=first.one.draft_id, place=place, words=OTHER_WHY)
    second = made(review_id, OTHER_WHY)
    assert [one.words for one in second.analyses_of("held")] == [OTHER_WHY]
    assert second.before == first.one and second.differences == ()
    assert [one.number for one in list_report_drafts(session, review_id=review_id).drafts] == [2, 1]
    again = read_report_draft(session, review_id=review_id, draft_id=first.one.draft_id)
    assert again.draft == first.draft and not again.may_write
    with pytest.raises(NotHere):
        write_analysis(session, review_id=review_id, draft_id=first.one.draft_id, place=0, words=OTHER_WHY)


def test_what_changed_between_drafts_is_told_sentence_by_sentence(review_id: str) -> None:
    made(review_id)
    day = ReviewAct(K.KEY_DATE, what="The report is due", on_day=date(2027, 2, 1))
    add_to_terms(session_of(governance()), review_id=review_id, act=day)
    found = made(review_id, OTHER_WHY).differences
    assert [(one.change, one.after) for one in found] == [(DraftChange.NEW, "1 February 2027: The report is due")]


def test_only_who_reads_the_review_reads_its_drafts_and_each_record_is_in_the_ledger(review_id: str) -> None:
    read = made(review_id)
    entry = AuditEntry.objects.filter(action="read_report_draft").latest("sequence")
    assert entry.username == "author" and entry.outcome == "done"
    shared = SharedRecord.objects.filter(username="author", action="read_report_draft")
    assert set(shared.values_list("record_id", flat=True)) == {hash_id(one) for one in read.draft.record_ids}
    assert set(shared.values_list("reason", flat=True)) == {"learning_review"}
    for who in (worried.actor("mia", "practitioner", "police"), worried.actor("rae", "reviewer", "partnership")):
        with pytest.raises(NotHere):
            read_report_draft(session_of(who), review_id=review_id, draft_id=read.one.draft_id)
        with pytest.raises(NotHere):
            make_report_draft(session_of(who), review_id=review_id, why=WHY)
    with pytest.raises(Refused):
        list_report_drafts(session_of(worried.actor("oli", "operator", "")), review_id=review_id)


def test_the_decision_of_a_draft_holds_no_word_and_no_plain_id_of_it(review_id: str) -> None:
    read = made(review_id)
    body = str(Decision.objects.filter(kind="learning_review_report_draft").latest("sequence").body)
    assert WORDS not in body
    assert not [one for one in read.draft.record_ids if one in body]


def test_a_closed_review_has_no_new_draft_and_its_authors_read_none(review_id: str) -> None:
    read = made(review_id)
    add_to_terms(session_of(governance()), review_id=review_id, act=ReviewAct(K.CLOSED, words=WHY))
    with pytest.raises(Refused):
        make_report_draft(session_of(governance()), review_id=review_id, why=OTHER_WHY)
    with pytest.raises(NotHere):
        read_report_draft(session_of(author()), review_id=review_id, draft_id=read.one.draft_id)


@pytest.mark.parametrize("form", list(ReportFileForm))
def test_the_file_of_a_draft_has_the_same_bytes_each_time_and_says_what_the_page_says(
    review_id: str, form: ReportFileForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = made(review_id)
    set_clock(monkeypatch, clock.now_at())  # the watermark says when it was exported
    asked = {"review_id": review_id, "draft_id": read.one.draft_id, "form": form, "purpose": WHY}
    first, second = (write_report_file(session_of(author()), **asked) for _ in range(2))
    assert first.data == second.data
    if form is ReportFileForm.PDF:
        assert first.data.startswith(b"%PDF") and b"/Lang" in first.data and b"/Outlines" in first.data
        return  # its pages are compressed; tests/unit/test_sourced_pdf.py reads one
    said = _word_texts(first.data) if form is ReportFileForm.WORD else first.data.decode()
    assert "Exported by author on " in said and "for: learning review or inquiry" in said
    for line in lines(read)[:20]:
        assert line.text.splitlines()[0].replace("'", "&#x27;") in said or line.text.splitlines()[0] in said
    for number in read.draft.numbers.values():
        assert number in said.replace("\u2011", "-")


def _word_texts(data: bytes) -> str:
    file = docx.Document(BytesIO(data))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    heads = [one.text for section in file.sections for one in section.header.paragraphs]
    return "\n".join([*heads, *(one.text for one in file.paragraphs), *cells])


def test_a_word_file_has_headings_a_language_and_a_described_head_for_each_table(review_id: str) -> None:
    read = made(review_id)
    asked = {"review_id": review_id, "draft_id": read.one.draft_id, "form": ReportFileForm.WORD, "purpose": WHY}
    file = docx.Document(BytesIO(write_report_file(session_of(author()), **asked).data))
    styles = [one.style.name for one in file.paragraphs if one.style is not None]
    assert styles[0] == "Title"
    assert {"Heading 1", "Heading 2"} <= set(styles)
    assert 'w:lang w:val="en-GB"' in file.styles.element.xml
    assert file.core_properties.language == "en-GB"
    assert file.tables
    for table in file.tables:
        assert "w:tblHeader" in table.rows[0]._tr.xml
        assert "w:tblDescription" in table._tbl.xml


def test_the_pages_lead_from_the_review_to_a_draft_its_changes_its_analysis_and_its_file(review_id: str) -> None:
    client = client_of(author())
    drafts = reverse("review_report", args=[review_id])
    assert drafts in client.get(reverse("learning_review", args=[review_id])).content.decode()
    first = client.post(drafts, {"why": WHY})["Location"]
    second = client.post(drafts, {"why": OTHER_WHY})["Location"]
    draft_id = second.rstrip("/").rpartition("/")[2]
    shown = client.get(second).content.decode()
    assert "I like it when somebody asks" in shown and "Key episodes" in shown
    part = reverse("review_report_part", args=[review_id, draft_id, 0])
    assert part in shown and part not in client.get(first).content.decode()
    assert client.post(part, {"words": OTHER_WHY})["Location"] == second
    assert OTHER_WHY in client.get(second).content.decode()
    changes = client.get(reverse("review_report_changes", args=[review_id, draft_id])).content.decode()
    assert "No sentence differs" in changes
    file = client.post(reverse("review_report_file", args=[review_id, draft_id]), {"form": "docx", "why": WHY})
    assert file["Content-Disposition"].startswith('attachment; filename="review-report-draft-2-')
    assert file.content[:2] == b"PK"
