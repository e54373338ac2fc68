"""Records that no agreement shares any more: out of every page at once, as if they had never come, and back with it.

Actions that rest on them stay open, and say whom to call.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.climbing import fill_ladder, set_clock, thing
from support.exports import Tables, take
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of
from test_need_to_know_selectors import needed, selectors, tell

from sightline.agreements import ReadingBody
from sightline.agreements.lost_kinds import TakenBackBy
from sightline.casework.agreements.services import resume_agreement, suspend_agreement
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import actor_for_account, actor_for_username, house_actor
from sightline.casework.core.agreements_in_force import find_not_shared
from sightline.casework.core.clock import today
from sightline.casework.core.session import house_session
from sightline.casework.escalation.candidates import refresh_basis
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.selectors import list_items
from sightline.casework.escalation.sources import _close_gone
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingQuestion
from sightline.casework.ledger.selectors import list_sharing, read_child_sharing
from sightline.casework.operations.checks import check_agreements
from sightline.casework.people.pages.people import SearchTerms
from sightline.casework.timekeeping import scheduler
from sightline.casework.two_officers.hidden_records import find_sealed
from sightline.model.exports.lists import EXPORTED
from sightline.model.visibility import NotShared, Visibility
from sightline.store import Workspace
from sightline.store.begun_batches import TAKEN, FileReceipt, note_states

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The school withdrew from the partnership this morning; its governors wrote to us."
SCHOOL = Visibility("school", "Elm School", "school_concerns", False)
NOW = "2026-11-23T09:10:00Z"
GONE = ("I want to go home", "A123456789012", held.record_of("school"))
ONE_TIME = re.compile(r'(csrfmiddlewaretoken" value|nonce)="[^"]*"|pause_token[^>]*|data-[a-z-]*token="[^"]*"')
READERS = (("manager", "police"), ("analyst", "police"), ("information_governance", ""))
PAGES = (
    f"/people/{held.AOIFE}/", f"/people/{held.AOIFE}/?tab=chronology", f"/people/{held.BEN}/", "/same-person/",
    f"/records/{held.record_of('school')}/", f"/records/{held.record_of('police')}/", "/work/",
)  # fmt: skip
# What a selector is asked with.
ASKED: dict[str, Any] = {
    "person_id": held.AOIFE, "person_ids": [held.AOIFE], "record_id": held.record_of("school"), "node_id": held.AOIFE,
    "record_ids": [held.record_of("school")], "mention_ids": [held.make_id("mention", "school")],
    "question_id": "q", "agency": "school", "text": "go home", "terms": SearchTerms(name="Aoife Ó Brien"),
    "since": date(2024, 1, 1), "until": date(2026, 12, 31), "pattern_id": "repeat_missing", "which": "all",
}  # fmt: skip
# They count all data until the next run, or what was asked of the log; and whom an id names that was given.
BUT = (
    "data.selectors.read_home", "learning.selectors.linkage_quality.read_linkage_quality",
    "notes.selectors.feedback.count_marks", "notes.selectors.feedback.list_marks_said",
    "papers.selectors.read_papers", "papers.selectors.read_prints", "home.selectors.governance.read_governance_home",
    "sight.selectors.mentions_recorded", "rules.selectors.first_run.read_first_run",
)  # fmt: skip


def suspend(workspace: Workspace, agreement: str = "school") -> None:
    session = session_of(actor_for_account(worried.account("iris", "information_governance", "")))
    suspend_agreement(session, workspace=workspace, agreement_id=agreement, reason=WHY)


def resume(workspace: Workspace, agreement: str = "school") -> None:
    sha = hashlib.sha256((workspace.root / "agreements" / f"{agreement}.toml").read_bytes()).hexdigest()
    session = session_of(actor_for_account(worried.account("iris", "information_governance", "")))
    resume_agreement(session, workspace=workspace, agreement_id=agreement, file_sha256=sha, reason=WHY)


def read_pages(role: str = "manager") -> dict[str, tuple[int, str]]:
    client = client_of(worried.actor("mel", role, "police", "police"))
    found = {}
    for page in PAGES:
        answer = client.get(page)
        found[page] = (answer.status_code, ONE_TIME.sub("", answer.content.decode()))
    return found


def without_school(
    tables: Callable[[], dict[Any, list[dict[str, Any]]]],
) -> Callable[[], dict[Any, list[dict[str, Any]]]]:
    """The rows of the snapshot of a workspace in which the school's file was never imported."""

    def make() -> dict[Any, list[dict[str, Any]]]:
        found = tables()
        record, mentions = held.record_of("school"), {held.make_id("mention", "school"), held.HOME}
        gone = {record, *mentions, held.clock_of("school"), held.proposal_of("open"), held.proposal_of("to_clinic"),
                held.make_id("naming", "open"), held.make_id("naming", "to_clinic")}  # fmt: skip
        for table, rows in found.items():
            found[table] = [one for one in rows if not gone & {v for v in one.values() if isinstance(v, str)}]
        for one in found[held.PERSON]:
            one["agencies"] = [each for each in one["agencies"] if each != "school"]
            one["identifiers"] = [each for each in one.get("identifiers", []) if not each.startswith("upn")]
        return found

    return make


def never_imported(root: Path, monkeypatch: pytest.MonkeyPatch, settings: Any) -> Workspace:
    """Such a workspace, which pages read from now on."""
    other = Workspace(root)
    other.create()
    agree(other.root)
    monkeypatch.setattr(held, "tables", without_school(held.tables))
    settings.SIGHTLINE_WORKSPACE = other.root
    held.serve_snapshot(other, anew=True)
    return other


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    agree(workspace.root)
    return workspace


def test_pages_are_at_once_those_of_a_workspace_in_which_the_records_never_were(
    served: Workspace, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_pages()
    assert any(one in text for _, text in before.values() for one in GONE)
    suspend(served)
    now = read_pages()
    assert now != before
    assert not [one for page, (_, text) in now.items() for one in GONE if one in text and one not in page]
    never_imported(tmp_path / "other", monkeypatch, settings)
    never = read_pages()
    assert {page for page in PAGES if now[page] != never[page]} == set()
    settings.SIGHTLINE_WORKSPACE = served.root
    resume(served)
    assert read_pages() == before


def test_no_selector_tells_of_them(served: Workspace, tmp_path: Path, settings: Any, monkeypatch: Any) -> None:
    set_clock(monkeypatch, NOW)
    other = never_imported(tmp_path / "other", monkeypatch, settings)
    asked = [(name, function, set(needed(function))) for name, function in selectors()]
    known = [(name, function, {one: ASKED[one] for one in wanted}) for name, function, wanted in asked
             if wanted <= set(ASKED) and name not in BUT]  # fmt: skip
    assert len(known) > 80
    said = list[dict[str, Any]]()
    suspend(served)
    for root in (served.root, other.root):
        settings.SIGHTLINE_WORKSPACE = root
        who = [worried.actor(f"a-{role}", role, agency, agency) for role, agency in READERS]
        said.append(
            {f"{name} {one.reader.role}": tell(function, one, given) for name, function, given in known for one in who}
        )
    assert [name for name, one in said[0].items() if one != said[1][name]] == []
    named = [name for name, one in said[0].items() if GONE[0] in str(one) or GONE[1] in str(one)]
    assert named == []


def test_no_list_that_is_exported_has_them(served: Workspace, tmp_path: Path) -> None:
    def export(name: str) -> dict[str, int]:
        folder = tmp_path / name
        folder.mkdir()
        found = {}
        for table in EXPORTED:
            out = folder / f"{table}.csv"
            found[table] = export_table(house_session(), workspace=served, table=table, out=out)
            assert name == "before" or not [one for one in GONE if one in out.read_text(encoding="utf-8")], table
        return found

    before = export("before")
    suspend(served)
    after = export("after")
    assert {one for one in before if after[one] < before[one]} == {
        "records", "mentions", "chronology", "passages", "links", "clocks", "proposals"
    }  # fmt: skip


def test_what_was_shared_before_stays_in_the_ledger_for_whoever_reads_all_of_it(served: Workspace) -> None:
    SharedRecord.objects.create(
        at=NOW, audit_row=1, way="shown", action="read_record", role="manager", username="mel", to_agency="police",
        record_id=hash_id(held.record_of("school")), from_agency="school",
    )  # fmt: skip
    iris = actor_for_account(worried.account("iris", "information_governance", ""))
    question = SharingQuestion(about=held.AOIFE)
    before = list_sharing(session_of(iris), question=question).lines
    assert [one.record_ids for one in before] == [(held.record_of("school"),)]
    suspend(served)
    after = session_of(actor_for_username("iris"))
    assert list_sharing(after, question=question).lines == before
    assert [one.from_agency for one in read_child_sharing(after, person_id=held.AOIFE)] == ["school"]
    assert (
        client_of(actor_for_username("iris")).get(reverse("record", args=[held.record_of("school")])).status_code == 404
    )


def test_two_officers_see_no_record_whose_agreement_is_suspended(served: Workspace) -> None:
    def found() -> str:
        omar = worried.actor("omar", "practitioner", "childrens_services")
        return find_sealed(session_of(omar), agency="police", name="Sealed Name", born=date(2011, 1, 1))

    assert found() == held.record_of("sealed")
    suspend(served, "police")
    assert found() == ""
    resume(served, "police")
    assert found() == held.record_of("sealed")


def test_an_action_stays_open_and_says_whom_to_call(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)
    people = fill_ladder()
    one = thing("2026-11-23T09:00:00Z", seen=SCHOOL)
    scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [one]])
    worker = people["practitioner"].reader.username
    assert list_items(session_of(actor_for_username(worker))).items[0].shown
    suspend(served)
    (line,) = list_items(session_of(actor_for_username(worker))).items
    assert line.about == "Based on records that school no longer shares"
    assert line.ask == "Call Records desk (invented), 01632 960 000."
    assert (line.person_id, line.record_id, line.shown) == ("", "", False)
    page = client_of(actor_for_username(worker)).get(reverse("item", args=[one.item_id])).content.decode()
    assert "no longer shares" in page and "01632 960 000" in page and one.record_id not in page
    assert _close_gone(house_session(), one.source, set(), NOW) == 0, "that its record is gone answers nothing"
    assert Item.objects.get(item_id=one.item_id).closed_at is None
    refresh_basis(seen=[])
    resume(served)
    assert list_items(session_of(actor_for_username(worker))).items[0].shown
    assert _close_gone(house_session(), one.source, set(), NOW) == 1


def test_an_end_counts_from_the_day_after_and_what_no_agreement_ever_covered_stays(served: Workspace) -> None:
    path = served.root / "agreements" / "school.toml"
    path.write_text(f"ends_on = {today()}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert find_not_shared(served.root, on=today()).for_readers.kinds == ()
    gone = find_not_shared(served.root, on=today() + timedelta(days=1))
    assert gone.for_readers.hides(agency="school", layout="school_concerns")
    assert not gone.for_readers.hides(agency="school", layout="sightline_concerns"), "nobody sent what is entered here"
    assert {one.by for one in gone.taken_back} == {TakenBackBy.END}
    path.unlink()
    assert find_not_shared(served.root, on=today() + timedelta(days=1)).for_readers.kinds == ()


def test_an_agreement_whose_file_is_removed_shares_nothing_of_what_came_under_it(served: Workspace) -> None:
    under = (("school", "school_concerns", "school"),)
    note_states(served, 1, [FileReceipt(1, "f", "c.csv", "", "", TAKEN, "2026-11-01", under=under)])
    path = served.root / "agreements" / "school.toml"
    written = path.read_text(encoding="utf-8")
    path.unlink()
    (gone,) = find_not_shared(served.root, on=today()).taken_back
    assert (gone.kind, gone.agreement, gone.by) == ("school school_concerns", "school", TakenBackBy.REMOVAL)
    path.write_text("id = 1\n", encoding="utf-8")
    assert find_not_shared(served.root, on=today()).taken_back == (), "while a file cannot be used, none is removed"
    suspended = {"police police_missing"}
    path.write_text(written, encoding="utf-8")
    suspend(served, "police")
    path.write_text("id = 1\n", encoding="utf-8")
    assert suspended <= set(find_not_shared(served.root, on=today()).for_readers.kinds)


def test_a_lost_folder_frees_nothing_and_doctor_says_so(served: Workspace) -> None:
    folder, elsewhere = served.root / "agreements", served.root / "agreements.elsewhere"
    assert check_agreements(served).in_order
    folder.rename(elsewhere)
    assert find_not_shared(served.root, on=today()).taken_back == (), "nothing was imported under them"
    assert check_agreements(served).in_order, "a workspace without agreements is whole"
    under = (("police", "police_missing", "police"),)
    note_states(served, 1, [FileReceipt(1, "f", "c.csv", "", "", TAKEN, "2026-11-01", under=under)])
    elsewhere.rename(folder)
    suspend(served)
    withheld = set(find_not_shared(served.root, on=today()).for_readers.kinds)
    assert "school school_concerns" in withheld and "police police_missing" not in withheld
    folder.rename(elsewhere)
    lost = find_not_shared(served.root, on=today())
    assert set(lost.for_readers.kinds) == withheld | {"police police_missing"}
    assert lost.of_body(ReadingBody("health", "Elm Clinic")).hides(agency="school", layout="school_concerns")
    assert not check_agreements(served).in_order
    assert not [text for _, text in read_pages().values() if any(one in text for one in GONE[:2])]
    elsewhere.rename(folder)
    assert set(find_not_shared(served.root, on=today()).for_readers.kinds) == withheld


def test_the_next_run_makes_its_tables_without_them(tmp_path: Path) -> None:
    from test_pipeline import new_workspace, write_files

    files = write_files(tmp_path / "files")
    both, alone = new_workspace(tmp_path / "both"), new_workspace(tmp_path / "alone")
    for workspace, some in ((both, files), (alone, files[:1])):
        for number, path in enumerate(some, start=1):
            take(workspace, path, batch=number)
    kept = Tables(both, not_shared=NotShared(("school school_attendance",)))
    assert kept.left_out == [{"agency": "school", "layout": "school_attendance", "rows": 1}]
    never, every = Tables(alone), Tables(both)
    receipts = {"received_file", "reject"}
    for name, rows in kept.all().items():
        assert name in receipts or rows == never.all()[name], name
    assert kept.all()["received_file"] == every.all()["received_file"], "receipts stay"
    assert kept.all()["mention"] != every.all()["mention"]
    assert every.left_out == []
