"""What was decided about a child stays with the child when the mention that it names leaves the data."""

from datetime import date
from pathlib import Path

import duckdb
import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from support import twins, worried
from support.agreed import agree
from support.exports import write_export
from support.sessions import session_of

from sightline.casework.access.models import AccessEntry
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.actor import actor_for_account, house_actor
from sightline.casework.core.models import Account, Decision, LookAgain, MentionSuccessor
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.erasure.services import apply_erasures, decide_erasure
from sightline.casework.insiders.models import InsiderEntry
from sightline.casework.papers.pages import NewPaper
from sightline.casework.papers.services import record_paper
from sightline.casework.reappraisal.anchors import write_successors
from sightline.casework.reappraisal.services.identity import list_look_again
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.casework.same_person.vanished_mentions import AnchorChanges, VanishedMention, find_anchor_changes
from sightline.model.retention import ErasureGround
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
WREN = {"Person ID": "P1001", "Surname": "Ashdown", "Forename": "Wren", "DOB": "27/03/2010", "Sex": "F"}
WHY = "The controller agreed on Monday that this record was sent to us by mistake."
AT = "2024-06-01T09:00:00Z"


def note(day: str, text: str, **of: str) -> dict[str, str]:
    return {**WREN, **of, "Event Type": "CASE NOTE", "Event Date": day, "Text": text, "Entered On": day}


def ask(sql: str) -> list[tuple[str, ...]]:
    from sightline.casework.core.serving import current_workspace

    with duckdb.connect(str(need_snapshot(current_workspace()).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def erase(workspace: Workspace, record_id: str) -> None:
    ivy = worried.actor("ivy", "information_governance", "")
    for one in ("inquiry_holds", "prosecution_holds"):
        paper = NewPaper(one, "I. Governor", "Information governance", date(2026, 11, 1), "Cabinet")
        record_paper(session_of(ivy), paper=paper)
    decide_erasure(session_of(ivy), workspace=workspace, record_ids=[record_id], ground=ErasureGround.MISTAKE, why=WHY)
    assert len(apply_erasures(session_of(house_actor()), workspace=workspace).erasures) == 1


def assigned(mention_id: str, username: str, number: int = 1) -> AccessEntry:
    account = Account.objects.get(username=username)
    return AccessEntry.objects.create(
        entry_id=f"entry-{number}", kind="assigned", at=AT, by="mara", account=account, mention_id=mention_id,
        decision=900_000 + number,
    )  # fmt: skip


def keep_to_reasons() -> None:
    AccessEntry.objects.create(
        entry_id="force", kind="in_force", at=AT, by="ig", on_day=date(2020, 1, 1), decision=999_999
    )


@pytest.fixture
def wren(workspace: Workspace, tmp_path: Path) -> Workspace:
    """A child of two records, and another child."""
    (workspace.root / "sightline.toml").touch()
    agree(workspace.root)
    rows = (
        note("02/11/2026", "First."), note("03/11/2026", "Second."),
        note("03/11/2026", "Of another.", **{"Person ID": "P2002", "Surname": "Quell", "Forename": "Ida", "DOB": "01/02/2011"}),
    )  # fmt: skip
    path = write_export(tmp_path / "events.csv", "childrens_services_events", *rows)
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[path])
    run_pipeline(session_of(house_actor()), workspace=workspace)
    worried.actor("mia", "practitioner", "childrens_services")
    return workspace


def opens(username: str, forename: str) -> bool:
    """Whether the account's own pages open that child now."""
    ((person_id,),) = ask(
        f"SELECT DISTINCT person_id FROM resolved JOIN mention USING (mention_id) WHERE forename = '{forename}'"
    )
    actor = actor_for_account(Account.objects.get(username=username))
    answer = worried.client_of(actor).get(reverse("person", args=[person_id]))
    assert answer.status_code in (200, 404)
    return answer.status_code == 200


@pytest.mark.parametrize("which", [0, 1])
def test_an_assignment_follows_the_child_whichever_of_its_records_is_erased(wren: Workspace, which: int) -> None:
    mentions = ask("SELECT mention_id, record_id FROM mention WHERE forename = 'Wren' ORDER BY record_id")
    assert len(mentions) == 2
    assigned(mentions[which][0], "mia")
    keep_to_reasons()
    assert opens("mia", "Wren") and not opens("mia", "Ida")
    erase(wren, mentions[which][1])
    assert opens("mia", "Wren"), "the child is still theirs"
    assert not opens("mia", "Ida"), "and nobody else is"
    (row,) = MentionSuccessor.objects.all()
    assert row.successor == mentions[1 - which][0] and row.mention_id.startswith("~")
    assert AccessEntry.objects.get(entry_id="entry-1").mention_id == row.mention_id


def test_a_person_who_is_erased_whole_is_followed_by_nobody(wren: Workspace) -> None:
    ((mention_id, record_id),) = ask("SELECT mention_id, record_id FROM mention WHERE forename = 'Ida'")
    assigned(mention_id, "mia")
    keep_to_reasons()
    erase(wren, record_id)
    assert not MentionSuccessor.objects.exists() and not opens("mia", "Wren")


def test_no_row_says_the_id_of_a_successor_that_is_erased_later(wren: Workspace) -> None:
    (first, erased), (other, kept) = ask("SELECT mention_id, record_id FROM mention WHERE forename = 'Wren' ORDER BY 2")
    MentionSuccessor.objects.create(mention_id="left-before", successor=first, since_on=date(2026, 11, 1))
    erase(wren, erased)
    assert MentionSuccessor.objects.read()[hash_id("left-before")] == other
    assert first not in str(list(MentionSuccessor.objects.values_list())) and kept


def snapshot_of(folder: Path, name: str, people: dict[str, str], sealed: tuple[str, ...] = ()) -> Snapshot:
    """A snapshot with these mentions, each of a person."""
    (folder / name).mkdir()
    with duckdb.connect(str(folder / name / "analysis.duckdb")) as made:
        made.execute("CREATE TABLE resolved (mention_id VARCHAR, person_id VARCHAR)")
        made.execute("CREATE TABLE mention (mention_id VARCHAR, record_id VARCHAR)")
        made.execute("CREATE TABLE agency_record (record_id VARCHAR, latest BOOLEAN, markings VARCHAR[])")
        for mention_id, person_id in people.items():
            made.execute("INSERT INTO resolved VALUES (?, ?)", [mention_id, person_id])
            made.execute("INSERT INTO mention VALUES (?, ?)", [mention_id, f"r-{mention_id}"])
            marks = ["SEALED IDENTITY"] if mention_id in sealed else []
            made.execute("INSERT INTO agency_record VALUES (?, true, ?)", [f"r-{mention_id}", marks])
    return Snapshot(name, folder / name)


def test_only_one_person_is_followed_and_no_sealed_identity(tmp_path: Path) -> None:
    before = {"a1": "A", "a2": "A", "a3": "A", "b1": "B", "b2": "B", "b3": "B", "c1": "C", "d1": "D", "d2": "D"}
    after = {"a2": "A2", "a3": "A2", "b2": "B2", "b3": "B3", "d2": "D2", "e1": "E"}
    found = find_anchor_changes(
        before=snapshot_of(tmp_path, "old", before),
        after=snapshot_of(tmp_path, "new", after, sealed=("d2",)),
        named=("a1", "a2", "b1", "c1", "d1", "never"),
        followed=("e1", "a1"),
    )
    assert found.gone == (VanishedMention("a1", "a2", True), VanishedMention("b1", "b2", False))
    assert found.returned == ("e1",)


def test_a_mention_that_comes_back_is_read_itself_again() -> None:
    write_successors(AnchorChanges((VanishedMention("a1", "a2", True), VanishedMention("b1", "b2", False))))
    write_successors(AnchorChanges((VanishedMention("a2", "a3", True),)))
    assert MentionSuccessor.objects.follow(["a1", "b1", "x"]) == ("a3", "b1", "x")
    write_successors(AnchorChanges(returned=("a1",)))
    assert MentionSuccessor.objects.follow(["a1", "a2"]) == ("a1", "a3")
    for statement in ("UPDATE casework_mentionsuccessor SET successor = 'x'", "DELETE FROM casework_mentionsuccessor"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_what_nobody_can_tell_is_put_to_whoever_decided_it_and_watches_to_governance_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    (clinic,), (school,) = (
        ask(f"SELECT min(mention_id) FROM mention WHERE forename = 'Lena' AND agency = '{one}'")[0]
        for one in ("health", "school")
    )
    for who in ("mara", "noor"):
        worried.actor(who, "manager" if who == "mara" else "practitioner", "health")
    assigned(clinic, "noor")
    InsiderEntry.objects.create(
        entry_id="watch", kind="watch_set", at=AT, by="iris", mention_id=clinic, on_day=date(2099, 1, 1), decision=1
    )
    answer_same_person(
        session_of(twins.ANALYST), mention_id_a=clinic, mention_id_b=school, answer="not_same", why="Two girls."
    )
    twins.run(workspace)
    assert {(row.kind, row.key, row.by) for row in LookAgain.objects.all()} >= {
        ("access", "entry-1", "mara"), ("watch", "watch", "iris"),
    }  # fmt: skip
    manager = {line.kind for line in list_look_again(session_of(twins.MANAGER)).lines}
    iris = worried.actor("iris", "information_governance", "")
    governance = {line.kind for line in list_look_again(session_of(iris)).lines}
    assert "access" in manager and "watch" not in manager
    assert {"access", "watch"} <= governance
    assert Decision.objects.exists()
