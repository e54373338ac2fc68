"""What changed about who is who from run to run, why, what rested on it, and who is shown any of that."""

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.db import DatabaseError, connection, transaction
from support import twins
from support.sessions import session_of

from sightline.casework.chronology.selectors.chronology import read_identity
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.models import Account, Assignment, AuditEntry, Decision, LookAgain, PersonChange
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.data.selectors import read_home
from sightline.casework.dependants.identity import IdentityDependant, list_dependants_of_identity
from sightline.casework.escalation.models import Item, ItemBasis
from sightline.casework.reappraisal import identity_dependants
from sightline.casework.reappraisal.services.identity import list_look_again, look_again, read_look_again
from sightline.casework.same_person.merge_detection import find_changes, find_paths
from sightline.casework.same_person.selectors.questions import list_questions, read_question
from sightline.casework.same_person.services.answers import answer_same_person, undo_answer
from sightline.model.errors import Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import Workspace
from sightline.store.snapshots import find_snapshot

pytestmark = pytest.mark.django_db(transaction=True)
IG = Actor(Reader("iris", Role.INFORMATION_GOVERNANCE, ""), "web")
EXECUTIVE = Actor(Reader("eve", Role.PARTNERSHIP_EXECUTIVE, ""), "web")


@pytest.fixture
def asked(workspace: Workspace, tmp_path: Path) -> Workspace:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    return workspace


def read(workspace: Workspace, sql: str) -> list[Any]:
    with duckdb.connect(str(need_snapshot(workspace).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def mention(workspace: Workspace, forename: str, agency: str) -> str:
    (row,) = read(
        workspace,
        f"SELECT min(mention_id) FROM mention WHERE forename = '{forename}' AND agency = '{agency}' AND entity_kind = 'person'",
    )
    return str(row[0])


def person_of(workspace: Workspace, mention_id: str) -> str:
    return str(read(workspace, f"SELECT person_id FROM resolved WHERE mention_id = '{mention_id}'")[0][0])


def answer(said: str, *, actor: Actor = twins.MANAGER) -> int:
    (line,) = list_questions(session_of(actor)).questions
    a, b = read_question(session_of(actor), question_id=line.question_id).sides
    return answer_same_person(
        session_of(actor), mention_id_a=a.mention_id, mention_id_b=b.mention_id, answer=said, why="Met them both."
    )


def history(actor: Actor, person_id: str) -> list[tuple[str, str, str]]:
    page = read_identity(session_of(actor), person_id=person_id)
    return [(line.kind, line.answer, line.answered_by) for line in page.history]


def test_an_answer_joins_its_undoing_parts_and_both_stand_in_the_history(asked: Workspace) -> None:
    lena, toby = mention(asked, "Lena", "health"), mention(asked, "Tobias", "health")
    before = person_of(asked, lena), person_of(asked, toby)
    assert not PersonChange.objects.exists(), "the first run changes nobody"
    given = answer("same")
    twins.run(asked)
    (joined,) = PersonChange.objects.all()
    whole = person_of(asked, lena)
    assert (joined.kind, joined.person_whole, joined.decision) == ("joined", whole, given)
    assert {joined.person_a, joined.person_b} == set(before)
    assert [link["decided_by"] for link in joined.cause] == ["person"]
    assert joined.changed_on == clock.today()
    assert history(twins.NURSE, whole) == [("joined", "same", "mara")]
    undo_answer(session_of(twins.MANAGER), sequence=given, why="Her twin.")
    twins.run(asked)
    joined, split = PersonChange.objects.order_by("pk")
    assert (split.kind, split.person_whole, split.decision) == ("split", whole, given)
    assert {split.person_a, split.person_b} == set(before)
    for person_id in before:
        assert history(twins.NURSE, person_id) == [("joined", "same", "mara"), ("split", "same", "mara")]
    twins.run(asked)
    assert PersonChange.objects.count() == 2, "a run that makes nothing new changes nobody"


def test_not_the_same_parts_what_the_model_had_joined_and_the_answer_is_the_cause(asked: Workspace) -> None:
    clinic, school = mention(asked, "Lena", "health"), mention(asked, "Lena", "school")
    whole = person_of(asked, clinic)
    assert person_of(asked, school) == whole
    given = answer_same_person(
        session_of(twins.ANALYST), mention_id_a=clinic, mention_id_b=school, answer="not_same", why="Two girls."
    )
    twins.run(asked)
    (split,) = PersonChange.objects.all()
    assert (split.kind, split.decision, split.cause) == ("split", given, [])
    assert {split.mention_id_a, split.mention_id_b} == {clinic, school}
    assert history(twins.NURSE, person_of(asked, school)) == [("split", "not_same", "ana")]


def test_a_new_record_changes_nobody_and_one_that_brings_two_together_is_told_with_its_links(
    workspace: Workspace, tmp_path: Path
) -> None:
    born = {"DOB": "03/04/2009"}
    first, second, third = (tmp_path / name for name in ("one", "two", "three"))
    for folder in (first, second, third):
        folder.mkdir()
    twins.sheet(first / "health_attendances.csv", [twins.visit("Lena", 1, **born)])
    twins.sheet(first / "school_concerns.csv", [twins.concern("S1", "Helena", Surname="Marsh", UPN="C999400015002")])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[first])
    twins.run(workspace)
    twins.sheet(second / "health_attendances.csv", [twins.visit("Lena", 1, **born), twins.visit("Lena", 5, **born)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[second])
    twins.run(workspace)
    assert not PersonChange.objects.exists()
    bridge = twins.event("Lena", UPN="C999400015002", Address="4 Alder Road", Postcode="ZZ1 1AA")
    twins.sheet(third / "childrens_services_events.csv", [bridge])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[third])
    twins.run(workspace)
    (joined,) = PersonChange.objects.all()
    assert (joined.kind, joined.decision) == ("joined", None)
    assert len(joined.cause) == 2, "one link to the new record, one from it"
    assert any("UPN" in link["reason"] or "pupil" in link["reason"] for link in joined.cause)
    page = read_identity(session_of(twins.NURSE), person_id=joined.person_whole)
    (line,) = page.history
    assert {line.a.agency, line.b.agency} == {"health", "school"} and len(line.reasons) == 2


def test_a_replay_of_an_earlier_day_makes_no_change_nor_does_the_run_after_it(asked: Workspace) -> None:
    answer("same")
    twins.run(asked)
    assert PersonChange.objects.count() == 1
    run_pipeline(session_of(house_actor()), workspace=asked, as_at=date(2024, 1, 1))
    assert PersonChange.objects.count() == 1
    twins.run(asked)
    assert PersonChange.objects.count() == 1


def test_what_rested_on_it_is_to_be_looked_at_again_but_not_the_answer_that_did_it(asked: Workspace) -> None:
    worker = Account.objects.create(username="wanda", role="practitioner", agency="childrens_services")
    lena, toby = mention(asked, "Lena", "health"), mention(asked, "Tobias", "school")
    Assignment.objects.create(
        account=worker, kind="lead_worker", mention_id=toby, from_on=date(2024, 6, 1), why="Allocated."
    )
    earlier = answer_same_person(
        session_of(twins.ANALYST),
        mention_id_a=toby,
        mention_id_b=mention(asked, "Tobias", "health"),
        answer="same",
        why="One boy.",
    )
    twins.run(asked)
    answer("same")
    twins.run(asked)
    rows = {(row.kind, row.key, row.by) for row in LookAgain.objects.all()}
    assert rows == {
        ("same_person", str(earlier), "ana"),
        ("assignment", str(Assignment.objects.get().pk), "wanda"),
    }
    wanda = Actor(Reader("wanda", Role.PRACTITIONER, "childrens_services"), "web")
    (line,) = list_look_again(session_of(wanda)).lines
    assert "lead worker" in line.says and line.change.kind == "joined" and line.change.answer == "same"
    assert read_home(session_of(wanda)).look_again == 1
    assert len(list_look_again(session_of(twins.MANAGER)).lines) == 2, "a manager looks after all"
    assert list_look_again(session_of(twins.NURSE)).lines == ()
    assert read_home(session_of(twins.NURSE)).look_again == 0
    assert person_of(asked, lena) == person_of(asked, toby)


def test_looking_again_is_a_decision_and_is_done_once(asked: Workspace) -> None:
    given = answer("same")
    twins.run(asked)
    undo_answer(session_of(twins.MANAGER), sequence=given, why="Her twin.")
    school = answer_same_person(
        session_of(twins.ANALYST),
        mention_id_a=mention(asked, "Lena", "health"),
        mention_id_b=mention(asked, "Lena", "school"),
        answer="same",
        why="One girl.",
    )
    twins.run(asked)
    (line,) = list_look_again(session_of(twins.ANALYST)).lines
    assert line.answer == school
    for act in (
        lambda: read_look_again(session_of(twins.NURSE), number=line.number),
        lambda: look_again(session_of(twins.NURSE), number=line.number, stands=True, why=""),
        lambda: look_again(session_of(twins.ANALYST), number=line.number + 1, stands=True, why=""),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert refused.value.code == "not_here"
    with pytest.raises(Usage):
        look_again(session_of(twins.ANALYST), number=line.number, stands=False, why=" ")
    made = look_again(session_of(twins.ANALYST), number=line.number, stands=False, why="It was the twin.")
    decision = Decision.objects.get(sequence=made)
    assert (decision.kind, decision.by, decision.why) == ("looked_again", "ana", "It was the twin.")
    assert decision.body["answer"] == "no_longer_stands" and decision.body["key"] == str(school)
    assert AuditEntry.objects.filter(action="look_again", outcome="done").exists()
    assert list_look_again(session_of(twins.ANALYST)).lines == ()
    with pytest.raises(Refused):
        look_again(session_of(twins.ANALYST), number=line.number, stands=True, why="")
    assert Decision.objects.filter(kind="looked_again").count() == 1


def test_a_change_of_which_one_side_is_hidden_does_not_exist_for_the_reader(
    workspace: Workspace, tmp_path: Path
) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    twins.sheet(folder / "health_attendances.csv", [twins.visit("Lena", 1, Restricted="Y"), twins.visit("Tobias", 2)])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    toby = mention(workspace, "Tobias", "health")
    worker = Account.objects.create(username="wanda", role="practitioner", agency="police")
    Assignment.objects.create(
        account=worker, kind="police_lead", mention_id=toby, from_on=date(2024, 6, 1), why="Allocated."
    )
    answer("same", actor=house_actor())
    twins.run(workspace)
    whole = person_of(workspace, toby)
    assert history(twins.NURSE, whole) == [("joined", "same", "operator")]
    police = Actor(Reader("wanda", Role.PRACTITIONER, "police"), "web")
    assert history(police, whole) == []
    assert list_look_again(session_of(police)).lines == ()
    assert read_home(session_of(police)).look_again == 0
    assert len(list_look_again(session_of(IG)).lines) == 1


def test_a_record_that_was_sealed_since_is_no_part_of_any_change(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    assert person_of(workspace, mention(workspace, "Lena", "health")) == person_of(
        workspace, mention(workspace, "Lena", "school")
    )
    folder = tmp_path / "sealed"
    folder.mkdir()
    twins.sheet(
        folder / "school_concerns.csv", [twins.concern("S1", "Lena", **twins.SEALED), twins.concern("S2", "Tobias")]
    )
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    (sealed,) = read(workspace, "SELECT count(*) FROM mention WHERE list_contains(markings, 'SEALED IDENTITY')")
    assert sealed[0] > 0
    assert not PersonChange.objects.exists() and not LookAgain.objects.exists()


def test_counts_only_roles_are_refused_and_shown_no_count(asked: Workspace) -> None:
    with pytest.raises(Refused):
        list_look_again(session_of(EXECUTIVE))
    assert read_home(session_of(EXECUTIVE)).look_again == 0


def test_changes_are_only_added_to(asked: Workspace) -> None:
    answer("same")
    twins.run(asked)
    statements = [
        "UPDATE casework_personchange SET kind = 'split'",
        "DELETE FROM casework_personchange",
    ]
    if connection.vendor == "sqlite":
        statements.append("REPLACE INTO casework_personchange SELECT * FROM casework_personchange")
    else:
        statements.append("TRUNCATE casework_personchange CASCADE")
    for statement in statements:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.fixture
def another_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    letters = [IdentityDependant("7", ("m1",), "wanda", "a letter"), IdentityDependant("8", (), "x", "y")]
    monkeypatch.setitem(identity_dependants.FINDERS, "letter", lambda mentions: letters)
    return "letter"


def test_other_modules_say_what_of_theirs_names_a_mention(another_kind: str) -> None:
    assert [(kind, one.key) for kind, one in list_dependants_of_identity(frozenset({"m1"}))] == [(another_kind, "7")]
    assert list_dependants_of_identity(frozenset({"m2"})) == []


def test_nothing_changed_between_a_snapshot_and_itself(asked: Workspace) -> None:
    snapshot = find_snapshot(asked, need_snapshot(asked).id)
    assert snapshot is not None and find_changes(before=snapshot, after=snapshot) == ()


def test_the_way_between_two_sides_is_the_shortest_and_goes_through_new_records() -> None:
    links = [
        {"mention_id_a": a, "mention_id_b": b, "why": a + b}
        for a, b in (("a1", "a2"), ("a2", "n"), ("n", "b1"), ("b2", "c1"))
    ]
    sides = {"a1": "A", "a2": "A", "b1": "B", "b2": "B", "c1": "C"}
    ways = find_paths(start="A", side_of=sides, links=links)
    assert [link["why"] for *_, link in ways["B"]] == ["a2n", "nb1"]
    assert (ways["B"][0][0], ways["B"][-1][1]) == ("a2", "b1")
    assert [link["why"] for *_, link in ways["C"]] == ["a2n", "nb1", "b2c1"]


def test_what_rests_on_a_hidden_record_as_well_is_not_told(workspace: Workspace, tmp_path: Path) -> None:
    twins.take_in(workspace, tmp_path / "files", lena={}, toby={})
    folder = tmp_path / "more"
    folder.mkdir()
    twins.sheet(folder / "health_attendances.csv", [twins.visit("Omar", 9, Restricted="Y")])
    ingest_files(session_of(house_actor()), workspace=workspace, paths=[folder])
    twins.run(workspace)
    hidden, school = mention(workspace, "Omar", "health"), mention(workspace, "Tobias", "school")
    answer_same_person(session_of(IG), mention_id_a=hidden, mention_id_b=school, answer="not_same", why="Two boys.")
    for basis, key in ((hidden, "a" * 20), (school, "b" * 20)):
        item = Item.objects.create(
            item_id=key, rule_id="r", source="clock", mention_ids=[school], ladder="police", urgency="standard", about="A question.",
            opened_at="2024-01-01T00:00:00Z", worked_through="2024-01-01T00:00:00Z", state="to_be_seen",
            stage="practitioner", highest_stage="practitioner",
            answer_by="2024-01-02T00:00:00Z", answered_by="sally",
        )  # fmt: skip
        (row,) = read(
            workspace, f"SELECT record_id, agency, organisation, layout FROM mention WHERE mention_id = '{basis}'"
        )
        names = ("record_id", "agency", "organisation", "layout")
        ItemBasis.objects.create(item=item, restricted=basis == hidden, **dict(zip(names, row, strict=True)))
    (line,) = (one for one in list_questions(session_of(twins.MANAGER)).questions if one.rule_id == "twin_or_sibling")
    a, b = read_question(session_of(twins.MANAGER), question_id=line.question_id).sides
    answer_same_person(
        session_of(twins.MANAGER), mention_id_a=a.mention_id, mention_id_b=b.mention_id, answer="same", why="One child."
    )
    twins.run(workspace)
    assert sorted(row.kind for row in LookAgain.objects.all()) == ["item", "item", "same_person"]
    told = [one.kind for one in list_look_again(session_of(IG)).lines]
    assert sorted(told) == ["item", "item", "same_person"]
    (seen,) = list_look_again(session_of(twins.MANAGER)).lines
    assert (seen.kind, seen.by, seen.says) == ("item", "sally", "sally answered: A question.")
    assert read_home(session_of(twins.MANAGER)).look_again == 1
