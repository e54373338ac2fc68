"""What leaves is asked of the agreements for its own purpose, and again at its end, by whichever path it leaves."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.sessions import session_of
from support.worried import client_of
from test_agreed_recipients import change, names_nobody

from sightline.agreements.vocabulary import Purpose
from sightline.casework.bulk_exports.pages import PURPOSES, ExportPurpose, ExportState
from sightline.casework.bulk_exports.requests import find_request, load_requests
from sightline.casework.bulk_exports.services import agree_export, ask_export
from sightline.casework.chronology.export import write_chronology
from sightline.casework.core import actor as actors
from sightline.casework.core.actor import Actor, actor_for_account, shared_now
from sightline.casework.core.models import AuditEntry
from sightline.casework.core.session import ReaderSession
from sightline.casework.data.exports import export_table
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.networks.selectors.exports import export_network
from sightline.model.errors import Refused
from sightline.sharing.need_to_know import read_need_to_know
from sightline.store import Workspace
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "The inspectors asked for this list on Monday."
Path = Callable[[Workspace, ReaderSession, str], str]


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    agree(workspace.root)
    return workspace


def mel() -> ReaderSession:
    who: Actor = actor_for_account(worried.account("mel", "manager", "police"))
    return session_of(who)


def agreed(table: str, purpose: str) -> int:
    number = ask_export(mel(), table=table, purpose=purpose, why=WHY)
    agree_export(session_of(worried.actor("ig", "information_governance", "")), number=number)
    return number


def chronology(workspace: Workspace, session: ReaderSession, purpose: str) -> str:
    del workspace
    return write_chronology(session, person_id=held.AOIFE, purpose=purpose, format="csv")


def connections(workspace: Workspace, session: ReaderSession, purpose: str) -> str:
    del workspace
    asked: Any = {"kind": "person", "node_id": held.AOIFE, "format": "graphml", "words": WORDS_OF_FILES}
    return export_network(session, purpose=purpose, **asked).body.decode()


def records(workspace: Workspace, session: ReaderSession, purpose: str) -> str:
    number, out = agreed("records", purpose), workspace.root / "records.csv"
    out.unlink(missing_ok=True)
    export_table(session, workspace=workspace, table="records", out=out, request=number)
    return out.read_text(encoding="utf-8")


PATHS: list[Path] = [chronology, connections, records]


def test_each_purpose_of_a_file_is_one_of_agreements_and_each_of_these_is_asked() -> None:
    known = read_need_to_know().purposes_of_files
    assert set(known) == set(ExportPurpose) == set(PURPOSES)
    assert {Purpose(one) for one in known.values()} == set(Purpose)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("purpose", ExportPurpose)
def test_an_agreement_for_safeguarding_alone_is_in_no_file_for_another_purpose(
    served: Workspace, path: Path, purpose: ExportPurpose
) -> None:
    whole = path(served, mel(), purpose)
    assert "Not in this file" not in whole, "where the agreement is for every purpose"
    assert held.record_of("school") in whole or path is connections, "it connects the child with nobody"
    change(served, ("purposes = [", 'purposes = ["safeguarding"]\n# ['))
    is_meant = read_need_to_know().purposes_of_files[purpose] == Purpose.SAFEGUARDING
    file = path(served, mel(), purpose)
    assert (held.record_of("school") in file) is (is_meant and path is not connections)
    assert ("Not in this file" in file and "(school)" in file) is not is_meant


def test_a_picture_is_asked_for_its_purpose_too(served: Workspace) -> None:
    change(served, ("purposes = [", 'purposes = ["safeguarding"]\n# ['))
    address = reverse("person_timeline_file", args=[held.AOIFE], query={"months": "all"})
    client = client_of(mel().actor)
    drawn = [client.post(address, {"purpose": one}).content.decode() for one in ("case", "return")]
    assert ["Not in this file" in one for one in drawn] == [False, True]


@pytest.mark.parametrize("path", PATHS)
def test_nothing_leaves_by_the_agreements_of_its_start(served: Workspace, path: Path) -> None:
    begun = mel()
    names_nobody(served)
    with pytest.raises(Refused, match="changed while"):
        path(served, begun, "case")
    entry = AuditEntry.objects.exclude(action__endswith="bulk_export").latest("sequence")
    assert entry.outcome == "refused: other_agreements"
    assert not SharedRecord.objects.filter(way="left").exists() and not list(served.root.glob("records.csv*"))
    assert {find_request(one.number).state for one in load_requests()} <= {ExportState.AGREED}, "it can be used again"


def test_a_posted_file_is_asked_about_again_at_its_end(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    address, asked = (
        reverse("person_chronology_file", args=[held.AOIFE]),
        {"period": "all", "purpose": "case", "why": WHY},
    )
    answer = _while_agreements_change(served, monkeypatch, lambda client: client.post(f"{address}?form=xlsx", asked))
    assert "changed while" in answer.content.decode() and "Content-Disposition" not in answer


def test_a_page_that_names_no_record_is_asked_about_again_too(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = _while_agreements_change(served, monkeypatch, lambda client: client.get(reverse("bulk_exports")))
    assert answer.status_code == 403 and "changed while" in answer.content.decode()


def _while_agreements_change(served: Workspace, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Any], Any]) -> Any:
    client = client_of(mel().actor)
    client.get(reverse("home"))
    first = shared_now

    def changing() -> Any:
        names_nobody(served)
        return first()

    times = iter((first, changing))
    monkeypatch.setattr(actors, "shared_now", lambda: next(times, first)())
    return ask(client)
