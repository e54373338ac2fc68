"""Silences in the chronology of a review: an expected contact of which received data have no record, and nothing else."""

import html
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.clocks.rows import rules_here
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor
from sightline.casework.earlier_knowledge.pages import OtherDays
from sightline.casework.review_reports import code_keys
from sightline.casework.review_reports.inquiry_items import HEADINGS, SILENCES, gather_items
from sightline.casework.review_reports.pages import AnonymousAsk, CodedDocument, InquiryAsk
from sightline.casework.review_reports.services.anonymous_files import write_anonymous_file
from sightline.casework.reviews import histories
from sightline.casework.reviews.pages.rows import ImportTerms, RowReason, read_tables
from sightline.casework.reviews.pages.silences import ReviewChronology, SilenceRow
from sightline.casework.reviews.pages.terms import NewHolderYes, NewReview, ReviewAct, ReviewEntryKind, ReviewFileForm
from sightline.casework.reviews.selectors.chronology import read_review_chronology
from sightline.casework.reviews.selectors.pictures import read_review_pictures
from sightline.casework.reviews.services.chronology_files import write_review_file
from sightline.casework.reviews.services.holders import agree_for_agency
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.documents.grid_reader import read_excel_sheets
from sightline.model.schema import AGENCY_RECORD, CLOCK, CLOCK_BASIS, FACT, MENTION, RECEIVED_FILE
from sightline.pictures.timeline.facts import DeadlineSpan, DeadlineState
from sightline.review.rules import read_silence_rules
from sightline.store import Workspace
from sightline.translation.dates import long_day
from sightline.web.reviews.picture_stories import tell_lanes

pytestmark = pytest.mark.django_db
WHY = "The safeguarding partners decided this on Monday, in writing."
K, F = ReviewEntryKind, ReviewFileForm
AGENCIES = ("police", "school", "health", "childrens_services")
Tables = dict[Any, list[dict[str, Any]]]
SILENT, LATE, IN_TIME, NO_DATA = "silent", "late", "in_time", "no_data"


def plant(tables: Tables, *clocks: tuple[str, str, tuple[str, ...], str | None]) -> None:
    """Put these deadlines in place of the others: name, rule, records (the second stopped it), and when it stopped.

    Data of return interviews reach from June 2023 to June 2024, with a record of January. Other data of children's services were not received.
    """
    tables[CLOCK], tables[CLOCK_BASIS] = [], []
    for row in (*tables[FACT], *tables[MENTION]):
        row["known_from"] = date(2024, 1, 1)
    seen_of = {key: seen for key, seen, *_ in held.RECORDS}
    for name, rule_id, keys, stopped_at in clocks:
        held._add_clock(tables, name, keys, seen_of)
        stopped = {"stopped_at": stopped_at, "stopped_by_record_id": held.record_of(keys[-1]) if stopped_at else None}
        tables[CLOCK][-1].update(rule_id=rule_id, known_from="2024-01-01", **stopped)
    services = {"agency": "childrens_services", "organisation": "Council", "layout": "return_interviews"}
    tables[AGENCY_RECORD] += [
        {"record_id": f"interview-{day}", "latest": True, "kind": "return_interviews", **services, "occurred_from": day,
         "recorded_at": day, "date_precision": "day", "source_file": "interviews.csv", "source_rows": [1],
         "standing": "current"}
        for day in ("2023-06-01", "2024-01-30", "2024-06-29")
    ]  # fmt: skip
    tables[RECEIVED_FILE].append({
        "file_sha": "e" * 64, "source_file": "interviews.csv", "mapping": "return_interviews", "rows_read": 3,
        "agency": "childrens_services", "organisation": "Council", "received_at": "2024-06-30T08:00:00Z", "rows_taken": 3,
    })  # fmt: skip


FOUR = (
    (SILENT, "return_interview", ("police",), None),
    (LATE, "return_interview_offered", ("school",), "2024-03-10"),
    (IN_TIME, "return_interview", ("school",), "2024-01-03"),
    (NO_DATA, "looked_after_first_visit", ("school",), None),
)
Serve = Callable[..., str]


@pytest.fixture
def serve(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Serve:
    """Serves these deadlines, and opens a review of Aoife."""

    def made(*clocks: Any, agencies: tuple[str, ...] = AGENCIES, to_on: date = date(2024, 12, 31)) -> str:
        tables = held.tables()
        plant(tables, *clocks)
        monkeypatch.setattr(held, "tables", lambda: tables)
        held.serve_snapshot(workspace, anew=True)
        new = NewReview("Review one", WHY, date(2024, 1, 1), to_on, agencies)
        review_id = open_review(session_of(governance()), review=new)
        for act in (
            ReviewAct(K.CHILD, person_id=held.AOIFE),
            ReviewAct(K.AUTHOR, username=author().reader.username),
        ):
            add_to_terms(session_of(governance()), review_id=review_id, act=act)
        return review_id

    return made


def governance() -> Actor:
    return worried.actor("ig", "information_governance", "")


def author() -> Actor:
    return worried.actor("author", "reviewer", "partnership")


def read(review_id: str, **asked: Any) -> ReviewChronology:
    return read_review_chronology(session_of(author()), review_id=review_id, **asked)


def silences(shown: ReviewChronology) -> dict[str, SilenceRow]:
    rows = [one for one in shown.rows if isinstance(one, SilenceRow)]
    return {
        name: one for one in rows for name in (SILENT, LATE, IN_TIME, NO_DATA) if one.clock_id == held.clock_of(name)
    }


def test_each_rule_of_the_list_is_a_timescale_that_agencies_data_answer(workspace: Workspace) -> None:
    rules = rules_here()
    assert workspace and read_silence_rules().timescales
    for rule_id in read_silence_rules().timescales:
        assert rules[rule_id].counts_from == "event" and not rules[rule_id].answered_here, rule_id


def test_a_contact_that_did_not_come_is_a_row_and_one_in_time_or_without_data_is_none(serve: Serve) -> None:
    shown = read(serve(*FOUR))
    found = silences(shown)
    assert found.keys() == {SILENT, LATE}
    assert (shown.silences, shown.cannot_tell) == (2, 1), "data of visits were not received"
    silent, late = found[SILENT], found[LATE]
    assert (silent.from_on, silent.to_on, silent.came_on) == (date(2024, 1, 5), date(2024, 6, 30), None)
    assert (late.from_on, late.to_on, late.came_on) == (date(2024, 1, 5), date(2024, 3, 9), date(2024, 3, 10))
    assert (silent.called, silent.agency, silent.limit) == (("A",), "childrens_services", "72 hours")
    assert silent.begun_by.event_id == held.record_of("police") and silent.begun_number == 1
    assert shown.total == len(shown.events) == 2, "a silence is no event"
    assert [one.is_silence for one in shown.rows] == [False, True, True, False], (
        "each is before what came after its day"
    )


def test_a_silence_ends_with_the_period_of_the_review(serve: Serve) -> None:
    found = silences(read(serve(*FOUR, to_on=date(2024, 3, 5))))
    assert {(one.to_on, one.came_on) for one in found.values()} == {(date(2024, 3, 5), None)}


def test_a_record_that_the_reader_may_not_see_is_never_called_a_silence(serve: Serve) -> None:
    late = (LATE, "return_interview", ("police", "clinic"), "2024-02-10")
    review_id = serve(late)
    assert read(review_id).silences == 0
    holder = worried.actor("ig_health", "information_governance", "health")
    said = NewHolderYes("The holder", clock.today() + timedelta(days=30), WHY)
    agree_for_agency(session_of(holder), review_id=review_id, said=said)
    assert silences(read(review_id))[LATE].came_on == date(2024, 2, 10)


def test_agencies_outside_the_terms_have_no_silence(serve: Serve) -> None:
    shown = read(serve(*FOUR, agencies=("police", "school")))
    assert (shown.silences, shown.cannot_tell) == (0, 0)


def test_the_page_marks_each_silence_and_one_link_leaves_them_out(serve: Serve) -> None:
    review_id = serve(*FOUR)
    client, url = client_of(author()), reverse("review_chronology", args=[review_id])
    page = client.get(url).content.decode()
    assert "No record of: Hold the return interview" in page and "2 silences are shown" in page
    assert "The received data cannot tell of 1 expected contact," in page
    left_out = client.get(url, {"without_silences": "1"}).content.decode()
    assert "No record of" not in left_out and "Silences are left out." in left_out
    assert read(review_id, without_silences=True).rows == read(review_id).events


def test_a_file_has_each_silence_as_a_row_of_its_kind_and_an_import_refuses_it(serve: Serve) -> None:
    review_id = serve(*FOUR)
    ask: dict[str, Any] = {"review_id": review_id, "form": F.EXCEL, "purpose": WHY}
    made = write_review_file(session_of(author()), **ask)
    terms = ImportTerms(("A",), "A", date(2024, 1, 1), date(2024, 12, 31))
    rows = read_tables(read_excel_sheets(made.data, most_rows=100, most_columns=60), mapped={}, terms=terms) or []
    kinds = [(row.text("kind_of_row"), row.text("number"), RowReason.SILENCE in row.reasons) for row in rows]
    assert kinds == [("", "1", False), ("Silence", "", True), ("Silence", "", True), ("", "2", False)]
    without = write_review_file(session_of(author()), **ask, without_silences=True)
    rows = read_tables(read_excel_sheets(without.data, most_rows=100, most_columns=60), mapped={}, terms=terms) or []
    assert [row.text("number") for row in rows] == ["1", "2"]
    for form in (F.WORD, F.PDF):
        assert write_review_file(session_of(author()), **ask | {"form": form}).data
    page = write_review_file(session_of(author()), **ask | {"form": F.HTML}).data.decode()
    assert page.count("No record of:") == 2 and "Silences: 2." in page
    assert page.count("With hindsight: by a rule made on") == 1, "the offer is local; the interview is of the guidance"


def test_lanes_have_the_silences_of_the_day_with_rule_and_reach(serve: Serve) -> None:
    review_id = serve(*FOUR)

    def spans(on: date) -> dict[str, DeadlineSpan]:
        story = tell_lanes(read_review_pictures(session_of(author()), review_id=review_id, on=on), OtherDays((), {}))
        assert story is not None
        return {one.label.partition(" (")[0]: one for one in story.deadlines}

    (hold, offer) = (rules_here()[one].rule for one in ("return_interview", "return_interview_offered"))
    after = spans(date(2024, 12, 1))
    assert after.keys() == {hold.label, offer.label}
    assert (after[hold.label].state, after[hold.label].no_record_by) == (DeadlineState.MISSED, date(2024, 6, 30))
    assert (after[offer.label].state, after[offer.label].done) == (DeadlineState.LATE, date(2024, 3, 10))
    assert after[hold.label].rule == hold.says and "?page=1#event-" in after[hold.label].href
    decided = offer.decided_on
    assert (after[hold.label].made_on, after[offer.label].made_on) == (None, decided) and decided is not None
    before = spans(date(2024, 2, 1))
    assert {one.state for one in before.values()} == {DeadlineState.MISSED}, "what came later is not in an earlier day"
    assert {one.no_record_by for one in before.values()} == {date(2024, 1, 30)}, "so far records of that day reach"
    assert spans(date(2024, 1, 20)) == {}, "no record made by then shows that the agency's data reach past its day"
    assert spans(date(2024, 1, 4)) == {}, "on its last day the contact may still come"
    page = client_of(author()).get(reverse("review_pictures", args=[review_id]), {"on": "2024-12-01"}).content.decode()
    assert f"The rule: {hold.says}" in html.unescape(page) and "no record by 30 June 2024" in page
    assert page.count(f"With hindsight: by a rule made on {long_day(decided)}, not in force then.") == 1


def test_the_inquiry_file_has_each_silence_with_its_rule_and_the_last_day_of_data(serve: Serve) -> None:
    found = histories.need_review(session_of(author()), review_id=serve(*FOUR))

    def rows(**asked: Any) -> list[dict[str, str]]:
        items = gather_items(session_of(author()), found, InquiryAsk(WHY, **asked), clean=str)
        return [dict(zip(HEADINGS[SILENCES], row, strict=True)) for row in items.rows[SILENCES]]

    every = {one["rule"]: one for one in rows()}
    silent, rule = every["return_interview"], rules_here()["return_interview"].rule
    assert every.keys() == {"return_interview", "return_interview_offered"}
    assert (silent["first_day"], silent["last_day_of_data"]) == ("2024-01-05", "2024-06-30")
    assert (silent["rule_says"], silent["rule_version"]) == (rule.says, rule.version)
    assert silent["records"] == held.record_of("police")
    offered = rules_here()["return_interview_offered"].rule.decided_on
    assert (silent["rule_made_later_on"], every["return_interview_offered"]["rule_made_later_on"]) == ("", str(offered))
    assert [one["rule"] for one in rows(from_on=date(2024, 6, 1))] == ["return_interview"]
    assert rows(to_on=date(2024, 1, 4)) == []


def test_an_anonymised_file_has_the_silences_with_the_words_of_the_rule_and_moved_days(
    serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(code_keys.secrets, "randbelow", lambda _: 0)  # else some key moves another day to the 15th
    monkeypatch.setattr(code_keys.secrets, "choice", max)
    moved = date(2024, 1, 5) + timedelta(weeks=code_keys.LEAST_WEEKS)
    review_id = serve(*FOUR)
    ask = AnonymousAsk(CodedDocument.CHRONOLOGY, F.HTML, WHY, moves_days=True)
    page = write_anonymous_file(session_of(author()), review_id=review_id, ask=ask).data.decode()
    assert page.count("No record of: Hold the return interview") == 1
    assert f"{moved.day} {moved:%B %Y}" in page and not re.search(r"\b5 January 2024", page)
    without = AnonymousAsk(CodedDocument.CHRONOLOGY, F.HTML, WHY, without_silences=True)
    assert (
        "No record of" not in write_anonymous_file(session_of(author()), review_id=review_id, ask=without).data.decode()
    )
