"""Decisions to take no further action, taken again: what is listed, what a panel decides, and the schedule."""

import csv
from dataclasses import replace
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.sessions import session_of
from support.small_served import point_at

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.closures import read_closures, write_schedule
from sightline.casework.earlier_knowledge.services import panel
from sightline.casework.earlier_knowledge.services.panel import decide_closure
from sightline.casework.reviews.pages.panel_decisions import ClosureLine
from sightline.casework.reviews.pages.terms import NewReview, ReviewAct, ReviewEntryKind
from sightline.casework.reviews.services.terms import add_to_terms, open_review
from sightline.model.errors import SightlineError

pytestmark = pytest.mark.django_db
WHY = "The panel read both records together on Monday."
TOLD = "She told me that he hit her and said he would do it again."
FORMULA = "=2+2"


def child(number: int, name: str) -> dict[str, str]:
    return {"Surname": name, "Forename": "Kim", "DOB": f"1{number}/06/2009"}


def closed(number: int, name: str, day: str, **more: str) -> dict[str, str]:
    """A contact that was closed with no further action, of a child at a home of a district."""
    said = {"Event Type": "CONTACT", "Event Date": day, "Entered On": day, "Outcome": "NFA", "Decision Date": day}
    return {"Person ID": f"P{number}", **child(number, name), "Postcode": f"ZZ{number} 1AB", **said, **more}


def told(number: int, name: str, happened: str, logged: str) -> dict[str, str]:
    return {"School": "Elm School", "Incident ID": f"S{number}", **child(number, name), "Incident Date": happened,
            "Logged On": logged, "Text": TOLD}  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Known then; known now; no sign; a sign after the decision; the sign is of another child."""
    folder = tmp_path_factory.mktemp("closures")
    files = folder / "files"
    files.mkdir()
    names = ("Known Then", "Known Now", "No Sign", "Sign After")
    rows = [closed(number, name, "04/03/2024") for number, name in enumerate(names, start=1)]
    far = {"DOB": "20/06/2009"}
    rows.append(closed(10, "Known Far", "06/03/2024", **far))
    rows.append(closed(5, "Restricted Then", "05/03/2024", **{"Sightline Marking": "RESTRICTED"}))
    harm = {"Person ID": "P1", **child(1, "Known Then"), "Event Type": "S47 START", "Event Date": "04/10/2024", "Entered On": "04/10/2024"}  # fmt: skip
    small.sheet(files / "childrens_services_events.csv", [*rows, harm])
    small.sheet(files / "school_concerns.csv", [
        told(1, "Known Then", "01/03/2024", "01/03/2024"), told(2, "Known Now", "01/03/2024", "01/05/2024"),
        told(10, "Known Far", "01/03/2024", "01/03/2024") | far,
        told(4, "Sign After", "01/06/2024", "01/06/2024"), told(5, "Restricted Then", "01/03/2024", "01/03/2024"),
    ])  # fmt: skip
    small.begin(folder / "workspace", files, received="2024-12-01", as_at="2024-12-02")
    return folder / "workspace"


def member(agency: str = "childrens_services") -> Actor:
    return worried.actor(f"panel.{agency}", "manager", agency)


@pytest.fixture
def review_id(built: Path, settings: Any) -> str:
    point_at(built, settings)
    member(), member("police")
    governing = session_of(worried.actor("ig", "information_governance", ""))
    new = NewReview(
        "Panel of March", WHY, date(2024, 1, 1), date(2024, 12, 1), ("childrens_services", "police", "school")
    )
    opened = open_review(governing, review=new)
    for agency in ("childrens_services", "police"):
        add_to_terms(governing, review_id=opened, act=ReviewAct(ReviewEntryKind.AUTHOR, username=f"panel.{agency}"))
    return opened


def listed(review_id: str, who: Actor | None = None, area: str = "") -> list[ClosureLine]:
    return list(read_closures(session_of(who or member()), review_id=review_id, area=area).lines)


def test_what_holds_a_sign_of_then_or_now_is_listed_with_what_followed(review_id: str) -> None:
    told_in = {
        (str(one.decided_on), bool(one.then), bool(one.now)): [str(day) for day, _ in one.harm]
        for one in listed(review_id)
    }
    assert told_in == {
        ("2024-03-04", True, False): ["2024-10-04"],
        ("2024-03-04", False, True): [],
        ("2024-03-05", True, False): [],
        ("2024-03-06", True, False): [],
    }
    (then,) = (one for one in listed(review_id) if one.harm)
    assert "The child told someone" in {str(sign.label) for sign in then.then} and then.outcome == "NFA"


def test_an_area_and_the_readers_own_rights_narrow_the_list(review_id: str) -> None:
    assert len(listed(review_id, area="ZZ1")) == 1 and len(listed(review_id, area="zz 2")) == 1
    assert [str(one.decided_on) for one in listed(review_id, area="ZZ10")] == ["2024-03-06"]
    assert len(listed(review_id, area="ZZ")) == len(listed(review_id)) and not listed(review_id, area="Z")
    assert len(listed(review_id, member("police"))) == 3, "the fourth is restricted"
    with pytest.raises(NotHere):
        read_closures(session_of(worried.actor("other", "manager", "police")), review_id=review_id)


def test_the_panel_decides_one_by_one_and_the_last_counts(review_id: str) -> None:
    first, *_ = listed(review_id)
    for word in ("confirm", "reopen"):
        decide_closure(session_of(member()), review_id=review_id, closure_id=first.closure_id, word=word, words=WHY)
    last = listed(review_id)[-1]
    assert (
        last.closure_id == first.closure_id
        and last.decided
        and (last.decided.word, last.decided.words) == ("reopen", WHY)
    )
    assert read_closures(session_of(member()), review_id=review_id).undecided == 3
    for wrong in ({"word": "perhaps"}, {"words": " "}, {"closure_id": "0" * 20}):
        said = {"closure_id": first.closure_id, "word": "confirm", "words": WHY} | wrong
        with pytest.raises(SightlineError):
            decide_closure(session_of(member()), review_id=review_id, **said)
    assert AuditEntry.objects.filter(action="decide_closed_decision", outcome="done").count() == 2


def test_the_schedule_has_the_reasons_and_no_cell_is_a_formula(review_id: str) -> None:
    first, *_ = listed(review_id)
    words = f"{FORMULA} is what the panel wrote, and the reason is the second sign of June."
    decide_closure(session_of(member()), review_id=review_id, closure_id=first.closure_id, word="reopen", words=words)
    session = session_of(member())
    book = openpyxl.load_workbook(BytesIO(write_schedule(session, review_id=review_id, purpose=WHY).data))
    cells = [cell for row in book.worksheets[1].iter_rows(min_row=2, values_only=True) for cell in row]
    assert any(words in str(cell) for cell in cells) and "Reopened" in cells
    text = write_schedule(session, review_id=review_id, purpose=WHY, form="csv").data.decode("utf-8-sig")
    assert not any(cell.startswith("=") for row in csv.reader(StringIO(text)) for cell in row) and words in text
    assert AuditEntry.objects.filter(action="export_closed_decisions", outcome="done").count() == 2


def test_the_pages_open_decide_and_save(review_id: str) -> None:
    client = worried.client_of(member())
    shown = client.get(reverse("review_closures", args=[review_id]) + "?area=ZZ1").content.decode()
    assert "1 decision to look at, of 1 in the period." in shown
    (one,) = listed(review_id, area="ZZ1")
    at = reverse("review_closure", args=[review_id, one.closure_id])
    assert "The child told someone" in client.get(at).content.decode()
    assert client.post(at, {"word": "", "words": ""}).status_code == 400
    assert client.post(at, {"word": "confirm", "words": WHY}).status_code == 302
    file = client.post(reverse("review_closures_file", args=[review_id]), {"form": "csv", "area": "", "why": WHY})
    assert file.status_code == 200 and "Confirmed" in file.content.decode("utf-8-sig")
    assert client.get(reverse("review_closure", args=[review_id, "0" * 20])).status_code == 404


def test_nobody_waits_while_the_list_is_worked_out(review_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first, *_ = listed(review_id)
    outside, inside = len(connection.savepoint_ids), []

    def list_lines(*said: Any, **named: Any) -> tuple[ClosureLine, ...]:
        inside.append(len(connection.savepoint_ids))
        return (first,)

    monkeypatch.setattr(panel, "list_closures", list_lines)
    decide_closure(session_of(member()), review_id=review_id, closure_id=first.closure_id, word="confirm", words=WHY)
    assert inside == [outside], "no transaction is open meanwhile"


def test_signs_are_of_the_reviews_agencies_alone(review_id: str) -> None:
    governing = session_of(worried.actor("ig", "information_governance", ""))
    new = NewReview("No school", WHY, date(2024, 1, 1), date(2024, 12, 1), ("childrens_services", "police"))
    without = open_review(governing, review=new)
    act = ReviewAct(ReviewEntryKind.AUTHOR, username="panel.childrens_services")
    add_to_terms(governing, review_id=without, act=act)
    assert listed(review_id) and not listed(without), "each sign is in a record of the school"


def test_a_reader_who_needs_a_reason_gets_the_reviews_own_children_and_is_told_of_no_other(review_id: str) -> None:
    reviewer = worried.actor("panel.reviewer", "reviewer", "partnership")
    governing = session_of(worried.actor("ig", "information_governance", ""))
    act = ReviewAct(ReviewEntryKind.AUTHOR, username="panel.reviewer")
    add_to_terms(governing, review_id=review_id, act=act)
    asks = replace(reviewer, reader=replace(reviewer.reader, needs_reason=True))
    page = read_closures(session_of(asks), review_id=review_id)
    assert page.needs_reason and not page.lines
    assert not read_closures(session_of(member()), review_id=review_id).needs_reason
    (then,) = (one for one in listed(review_id) if one.harm)
    session = session_of(member())
    with session.need_current() as (_, store):
        ((child_id, *_),) = (store.people_on(record_ids=[then.record_id]).values(),)
    add_to_terms(governing, review_id=review_id, act=ReviewAct(ReviewEntryKind.CHILD, person_id=next(iter(child_id))))
    (line,) = read_closures(session_of(asks), review_id=review_id).lines
    assert (line.closure_id, line.then, line.harm) == (then.closure_id, then.then, then.harm)
    assert not line.readable and then.record_id in then.readable, "the review opens it, and not their own rights"
    assert len(listed(review_id)) == 4, "what both open is one line"


def test_the_schedule_leaves_out_what_may_not_be_passed_on(review_id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def write() -> int:
        made = write_schedule(session_of(member()), review_id=review_id, purpose=WHY, form="csv")
        return made.data.decode("utf-8-sig").count("NFA")

    whole = write()
    monkeypatch.setattr(ReaderSession, "taking_away", lambda session, *_, **__: session.of(member("police")))
    assert (whole, write()) == (4, 3), "one of four is restricted from the police"
