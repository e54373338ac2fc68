"""Who is no recipient of an agreement sees nothing of its records; who is told of existence, that they are there.

Their provider sees all, and actions stay open and say whom to call. Readers are compared with readers of a workspace
in which the records never came.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.climbing import fill_ladder, set_clock, thing
from support.sessions import session_of
from support.trials import export_table
from support.worried import client_of
from test_need_to_know_selectors import needed, selectors, tell
from test_taken_back import ASKED, BUT, GONE, NOW, PAGES, READERS, SCHOOL, never_imported, read_pages

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.chronology.export import write_chronology
from sightline.casework.core import actor as actors
from sightline.casework.core.actor import actor_for_account, actor_for_username, house_actor, shared_now
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.escalation.models import Item
from sightline.casework.escalation.restricted_records import ABOUT_AGREED
from sightline.casework.escalation.selectors import list_items
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.timekeeping import scheduler
from sightline.store import Workspace
from sightline.store.begun_batches import TAKEN, FileReceipt, note_states

pytestmark = pytest.mark.django_db(transaction=True)
LINE = "also holds records about this person"
NOBODY = 'recipients = ["school"]\n'


def change(workspace: Workspace, *changes: tuple[str, str], more: str = "") -> None:
    """Write the school's agreement with other words."""
    path = workspace.root / "agreements" / "school.toml"
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text + more, encoding="utf-8")


def exists_alone(workspace: Workspace) -> None:
    change(workspace, ('modes = ["existence", "content"]', 'modes = ["existence"]'))


def names_nobody(workspace: Workspace) -> None:
    change(workspace, ("recipients = []\n", NOBODY))


def serves_another_purpose(workspace: Workspace) -> None:
    change(workspace, ("purposes = [", 'purposes = ["statistics"]\n# ['))


def denies(workspace: Workspace) -> None:
    change(workspace, more='\n[[exceptions]]\neffect = "deny"\nreason = "Invented."\nrecipient_types = ["POLICE", "OTHER"]\n'
                           '[[exceptions]]\neffect = "allow"\nreason = "Invented."\nrecipient_types = ["POLICE"]\n')  # fmt: skip


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    agree(workspace.root)
    return workspace


def test_pages_of_who_is_no_recipient_are_those_of_a_workspace_without_the_records(
    served: Workspace, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_pages()
    whole = (served.root / "agreements" / "school.toml").read_text(encoding="utf-8")
    said: dict[str, dict[str, tuple[int, str]]] = {}
    for how in (names_nobody, serves_another_purpose, denies):
        how(served)
        said[how.__name__] = read_pages()
        (served.root / "agreements" / "school.toml").write_text(whole, encoding="utf-8")
    assert read_pages() == before
    never_imported(tmp_path / "other", monkeypatch, settings)
    never = read_pages()
    assert never != before
    for name, pages in said.items():
        assert {page for page in PAGES if pages[page] != never[page]} == set(), name


def test_no_selector_tells_who_is_no_recipient(
    served: Workspace, tmp_path: Path, settings: Any, monkeypatch: Any
) -> None:
    set_clock(monkeypatch, NOW)
    other = never_imported(tmp_path / "other", monkeypatch, settings)
    asked = [(name, function, set(needed(function))) for name, function in selectors()]
    known = [(name, function, {one: ASKED[one] for one in wanted}) for name, function, wanted in asked
             if wanted <= set(ASKED) and name not in BUT]  # fmt: skip
    said = list[dict[str, Any]]()
    names_nobody(served)
    for root in (served.root, other.root):
        settings.SIGHTLINE_WORKSPACE = root
        who = [worried.actor(f"a-{role}", role, agency, agency) for role, agency in READERS]
        said.append(
            {f"{name} {one.reader.role}": tell(function, one, given) for name, function, given in known for one in who}
        )
    assert len(said[0]) > 240
    assert [name for name, one in said[0].items() if one != said[1][name]] == []


def test_who_is_told_of_existence_reads_that_records_are_there_and_whom_to_call(served: Workspace) -> None:
    before = read_pages()
    exists_alone(served)
    now = read_pages()
    assert not [one for page, (_, text) in now.items() for one in GONE if one in text and one not in page]
    head = now[f"/people/{held.AOIFE}/"][1]
    assert LINE in head and "01632 960 000" in head
    assert now[f"/records/{held.record_of('school')}/"][0] == 404 != before[f"/records/{held.record_of('school')}/"][0]
    assert LINE not in before[f"/people/{held.AOIFE}/"][1]


@pytest.mark.parametrize("how", [exists_alone, names_nobody, denies])
def test_the_provider_reads_all(served: Workspace, how: Callable[[Workspace], None]) -> None:
    how(served)
    client = client_of(worried.actor("sid", "manager", "school", "Elm School"))
    assert client.get(f"/records/{held.record_of('school')}/").status_code == 200
    for other in ("Oak School", ""):
        stranger = client_of(worried.actor(f"of {other}", "manager", "school", other))
        shown = stranger.get(f"/records/{held.record_of('school')}/").status_code
        assert shown == (404 if how is exists_alone else 200), "a school may be a recipient"
    page = client.get(f"/people/{held.AOIFE}/").content.decode()
    assert LINE not in page and held.AOIFE in page


def test_a_post_is_asked_to_call_and_told_nothing_else(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    set_clock(monkeypatch, NOW)
    worker = fill_ladder()["practitioner"].reader.username
    one = thing("2026-11-23T09:00:00Z", seen=SCHOOL)
    exists_alone(served)
    scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [one]])
    (line,) = list_items(session_of(actor_for_username(worker))).items
    assert (line.about, line.ask) == ("school asks you to call", "Call Records desk (invented), 01632 960 000.")
    assert (line.person_id, line.record_id, line.shown) == ("", "", False)
    page = client_of(actor_for_username(worker)).get(reverse("item", args=[one.item_id])).content.decode()
    assert "asks you to call" in page and one.record_id not in page and "no longer shares" not in page


def test_a_holder_shares_or_refuses_where_not_even_existence_is_told(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, NOW)
    fill_ladder("school")
    one = thing("2026-11-23T09:00:00Z", seen=SCHOOL)
    names_nobody(served)
    scheduler.tick(session_of(house_actor()), as_at=NOW, sources=[lambda _session, _now: [one]])
    (asked,) = Item.objects.all()
    assert (asked.agency, asked.source, str(asked.about)) == ("school", "restricted_share", str(ABOUT_AGREED))


def test_a_reader_reads_for_the_purpose_of_their_sitting(served: Workspace) -> None:
    """Also who reviews practice without saying so."""
    change(served, ('"practice review", ', ""))
    account, reviewer = (
        worried.account(name, role, "police") for name, role in (("mel", "manager"), ("rex", "reviewer"))
    )
    kind = {"agency": "school", "layout": "school_concerns"}
    assert not actor_for_account(account, purpose="plan").reader.not_shared.hides(**kind)
    assert actor_for_account(account, purpose="review").reader.not_shared.hides(**kind)
    assert actor_for_account(reviewer).reader.not_shared.withholds(**kind)


def test_a_page_is_refused_where_agreements_change_while_it_is_made(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(worried.actor("mel", "manager", "police", "police"))
    page = f"/records/{held.record_of('school')}/"
    assert client.get(page).status_code == 200
    first = shared_now

    def changing(*given: Any, **named: Any) -> Any:
        names_nobody(served)
        return first(*given, **named)

    times = iter((first, changing))
    monkeypatch.setattr(actors, "shared_now", lambda: next(times)())
    answer = client.get(page)
    assert answer.status_code == 403 and "changed while" in answer.content.decode()
    assert not [one for one in GONE if one in answer.content.decode()]
    assert AuditEntry.objects.order_by("-sequence")[0].outcome == "refused: other_agreements"


@pytest.mark.parametrize("onward", ["no", "ask"])
def test_what_may_not_be_passed_on_is_on_pages_and_in_no_file(served: Workspace, tmp_path: Path, onward: str) -> None:
    change(served, ('onward = "same purpose"', f'onward = "{onward}"'))
    mel, sid = (
        session_of(actor_for_account(worried.account(name, "manager", *of)))
        for name, of in (("mel", ("police",)), ("sid", ("school", "Elm School")))
    )
    record_id = held.record_of("school")
    assert client_of(mel.actor).get(f"/records/{record_id}/").status_code == 200, "pages show it"
    for form in ("html", "csv"):
        file, own = (write_chronology(one, person_id=held.AOIFE, purpose="case", format=form) for one in (mel, sid))
        assert record_id not in file and "Not in this file" in file and "(school)" in file
        assert record_id in own and "(other organisations of your agency)" in own
    address, purpose = reverse("person_timeline_file", args=[held.AOIFE], query={"months": "all"}), {"purpose": "case"}
    drawn = [client_of(one.actor).post(address, purpose).content.decode() for one in (mel, sid)]
    assert ["Not in this file" in one for one in drawn] == [True, True]
    exports = AuditEntry.objects.filter(action="export_picture").order_by("sequence")
    assert [f"record:{hash_id(record_id)}" in one.ids for one in exports] == [False, True]
    out = tmp_path / "records.csv"
    rows = export_table(mel, workspace=served, table="records", out=out)
    written = out.read_text(encoding="utf-8")
    assert rows and record_id not in written and written.startswith("# Not in this file")
    named = SharedRecord.objects.of_records([record_id]).filter(way="left")
    assert not named.filter(username="mel").exists()


def test_a_page_that_asks_for_a_colleague_opens_what_the_colleague_is_shown(served: Workspace) -> None:
    names_nobody(served)
    mel, sid = (
        actor_for_account(worried.account(name, "manager", of)) for name, of in (("mel", "police"), ("sid", "school"))
    )
    session, record_id = ReaderSession(mel, only_reads=True), held.record_of("school")
    with session.need_current() as (_, store):
        assert not store.record(record_id=record_id, sight=session.sight)
    colleague = session.of(sid)
    with colleague.need_current() as (_, store):
        assert store.record(record_id=record_id, sight=colleague.sight)
    session.close()


def test_a_file_that_cannot_be_used_widens_nothing(served: Workspace) -> None:
    """What came under an agreement that nobody can read now is told of, and shown to its provider alone."""
    under = (("school", "school_concerns", "school"),)
    note_states(served, 1, [FileReceipt(1, "f", "c.csv", "", "", TAKEN, "2026-11-01", under=under)])
    account = worried.account("mel", "manager", "police")
    kind = {"agency": "school", "layout": "school_concerns"}
    exists_alone(served)
    assert actor_for_account(account).reader.not_shared.hides(**kind)
    change(served, ("id = ", "no id = "))
    assert actor_for_account(account).reader.not_shared.hides(**kind)
    own = actor_for_account(worried.account("sid", "manager", "school", "Elm School")).reader.not_shared
    assert not own.hides(**kind, organisation="Elm School") and own.hides(**kind, organisation="Oak School")
