"""A record of several rows in a reply: each row as its newest version says it. And what no search finds is asked for."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import worried
from support.climbing import set_clock
from support.exports import write_export
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.finding.selectors import find_all
from sightline.casework.subject_access.pages import NewRequest, RequestAct, RequestEntryKind
from sightline.casework.subject_access.selectors import make_bundle, read_record_to_test, read_request
from sightline.casework.subject_access.services import enter_request, record_act
from sightline.store import Workspace
from sightline.web.subject_access.presenters import ELSEWHERE
from sightline.web.subject_access.reply import make_document

pytestmark = pytest.mark.django_db(transaction=True)
NOW, CAME = "2026-12-11T09:00:00Z", date(2026, 12, 10)
WORDS = "The passport was seen at the front desk, and a photograph was compared."
GIRL = {
    "Log No": "L1", "Submitted On": "01/11/2026", "Event Date": "01/11/2026", "Text": "Both were in the grey car.",
    "Nominal Ref": "N1", "Surname": "Oak", "Forenames": "Mia", "DOB": "05/03/2012", "Role": "NAMED",
}  # fmt: skip
MAN = {**GIRL, "Nominal Ref": "N2", "Surname": "Ash", "Forenames": "Tom", "DOB": "06/04/1990"}
K = RequestEntryKind


@pytest.fixture(autouse=True)
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)


def take(workspace: Workspace, folder: Path, name: str, *rows: dict[str, str]) -> None:
    path = write_export(folder / name, "police_intelligence", *rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[path])
    run_pipeline(session_of(house_actor()), workspace=workspace)


def governance(agency: str = "police") -> Actor:
    return worried.actor(f"ig_{agency}", "information_governance", agency)


def requested(who: Actor, agency: str) -> str:
    asked = NewRequest(agency, "own", CAME, "Mia Oak", "Mia Oak", "By letter")
    return enter_request(session_of(who), request=asked)


def boxes_by_kind(request_id: str) -> dict[str, list[tuple[str, str]]]:
    ig = session_of(governance())
    found: dict[str, list[tuple[str, str]]] = {}
    for one in read_request(ig, request_id=request_id).records:
        boxes = read_record_to_test(ig, request_id=request_id, record_id=one.record_id).boxes
        found.setdefault(one.kind, []).extend(boxes)
    return found


def test_a_row_that_did_not_change_is_the_record_and_only_what_was_replaced_is_an_earlier_version(
    workspace: Workspace, tmp_path: Path
) -> None:
    take(workspace, tmp_path, "a.csv", GIRL, MAN)
    take(workspace, tmp_path, "b.csv", GIRL, {**MAN, "Role": "SUSPECT"})
    analyst = session_of(worried.actor("ana", "analyst", "police"))
    (girl,) = [one.person.person_id for one in find_all(analyst, asked="Mia Oak").people if one.person]
    request_id = requested(governance(), "police")
    for act in (RequestAct(K.IDENTITY, CAME, words=WORDS), RequestAct(K.PERSON, person_id=girl)):
        record_act(session_of(governance()), request_id=request_id, act=act)
    found = boxes_by_kind(request_id)
    said = {kind: [text for head, text in boxes if head in ("Forenames", "Role")] for kind, boxes in found.items()}
    earlier = said.pop("Earlier version of a record")
    (record,) = [texts for kind, texts in said.items() if kind.startswith("police_intelligence")]
    assert sorted(record) == ["Mia", "NAMED", "SUSPECT", "Tom"]
    assert sorted(earlier) == ["NAMED", "Tom"]


@pytest.mark.parametrize(("agency", "is_asked"), [("police", True), ("partnership", False)])
def test_who_holds_registers_looks_in_their_own_systems_and_the_reply_says_so(
    workspace: Workspace, agency: str, is_asked: bool
) -> None:
    """Sealed rows are found by no search: the person is not told that all was searched."""
    who: Any = governance(agency if agency == "police" else "")
    request_id = requested(who, agency)
    page = read_request(session_of(who), request_id=request_id)
    asked = "Look in your own systems for what Sightline keeps sealed, and record it."
    assert (asked in map(str, page.missing)) is is_asked and (K.ELSEWHERE in page.choices) is is_asked
    made = make_bundle(session_of(who), request_id=request_id)
    shown = client_of(who).get(reverse("access_bundle", args=[request_id])).content.decode()
    for text in (shown, " ".join(make_document(made).preface)):
        assert (str(ELSEWHERE) in text) is is_asked and "We searched our records in Sightline" in text
    if is_asked:
        words = "The register of her school is sealed, so the school was asked for her weeks."
        address = reverse("access_request_act", args=[request_id, "elsewhere"])
        done = client_of(who).post(address, {"words": words}, follow=True).content.decode()
        assert "Looked in own systems" in done and words in done and asked not in done
