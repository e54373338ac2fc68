"""A model of notes trained here: by a named decision it reads the next run's notes, says so, and is taken back."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from integration.test_pipeline import MISSING, write
from support.sessions import session_of
from typer.testing import CliRunner
from unit.test_casenotes_model import make_hands

from sightline.casenotes.corpus.hands import Hand
from sightline.casenotes.learned.model import Levels, read_model
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.keys.sealed_secrets import seal
from sightline.casework.learning.model_kinds import NOTES
from sightline.casework.learning.models import NoteExample
from sightline.casework.learning.selectors.note_models import read_note_models
from sightline.casework.learning.selectors.trained_models import check_model_of_now
from sightline.casework.learning.sentences import KeptSentence
from sightline.casework.learning.services.examples import decide_example
from sightline.casework.learning.services.model_choices import SHIPPED, choose_note_model
from sightline.casework.learning.training import Lessons, train_note_model
from sightline.casework.notes.selectors.sentences import explain_sentence
from sightline.casework.notes.services.feedback import say_overlooked
from sightline.cli.app import app
from sightline.cli.context import Context
from sightline.model.errors import OurFault, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 9, 1)
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "cli")
LEADER = Actor(Reader("leader", Role.PARTNERSHIP_EXECUTIVE, ""), "web")
WHY = "The board agreed on 3 September after reading the figures of this report"
WORDS = "Silver hatchback then she was gone."
MIA = (
    "MP1,N1,Oak,Mia,04/05/2010,F,1 Elm Row,ZZ1 1AA,01/03/2024,21:00,01/03/2024,22:00,Mother,MEDIUM,02/03/2024,06:00,"
    f"Tall House,ZZ1 2BB,,{WORDS} She read two pages.,,,02/03/2024"
)


def run(workspace: Workspace) -> dict[str, list[str]]:
    """A run; by the model's version, the signs for which Mia's sentence is listed."""
    run_pipeline(session_of(OWNER), workspace=workspace, as_at=AS_AT)
    engine = DuckDBEngine(need_snapshot(workspace).analysis, read_only=True)
    try:
        rows = engine.connection.execute(
            'SELECT model_version, indicator FROM sentence_mark WHERE "start" = 0'
        ).fetchall()
    finally:
        engine.close()
    versions = {version for version, _ in rows}
    return {version: sorted(sign for by, sign in rows if by == version) for version in versions}


def manifest(workspace: Workspace) -> dict[str, str]:
    found: dict[str, str] = need_snapshot(workspace).manifest()["note_model"]
    return found


@pytest.fixture
def ground(workspace: Workspace, tmp_path: Path) -> str:
    """A record whose sentence a reader reported and another person confirmed; its id."""
    path = write(tmp_path / "police_missing.csv", MISSING, MIA)
    ingest_files(session_of(OWNER), workspace=workspace, paths=[path], received_on=date(2024, 6, 1))
    run(workspace)
    (record,) = [row["record_id"] for row in need_snapshot_rows(workspace, "SELECT DISTINCT record_id FROM source_row")]
    said = say_overlooked(
        session_of(OFFICER),
        record_id=record,
        words=WORDS,
        label="unknown_vehicle",
        why="A car that nobody here knows waited outside her school gate",
    )
    decide_example(session_of(OWNER), said=said, use=True)
    return str(record)


def counts_by_sign(workspace: Workspace) -> dict[str, int]:
    """How many sentences the run lists for each sign."""
    rows = need_snapshot_rows(workspace, "SELECT indicator, count(*) AS n FROM sentence_mark GROUP BY indicator")
    return {row["indicator"]: int(row["n"]) for row in rows}


def need_snapshot_rows(workspace: Workspace, sql: str) -> list[dict[str, str]]:
    engine = DuckDBEngine(need_snapshot(workspace).analysis, read_only=True)
    try:
        return list(engine.query(sql).to_pylist())
    finally:
        engine.close()


def lessons(folder: Path) -> Lessons:
    """A corpus of a few sentences, read at low levels, so that what is like them is listed."""
    hands: list[Hand] = make_hands(folder, 9)
    of = read_model().levels
    return Lessons(hands, "a test", Levels(of.slopes, of.shifts, 0.5, 0.2))


def train(workspace: Workspace, folder: Path) -> str:
    folder.mkdir()
    return train_note_model(session_of(OWNER), workspace=workspace, say=lambda _: None, lessons=lessons(folder))


def test_a_model_trained_here_is_in_force_by_decision_alone_and_goes_back_by_another(
    workspace: Workspace, ground: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = read_model().version
    version = train(workspace, tmp_path / "hands")
    assert set(run(workspace)) <= {shipped} and manifest(workspace) == {"version": shipped, "sha256": ""}

    (report,) = [one.report for one in read_note_models(session_of(OWNER)).models]
    before = counts_by_sign(workspace)
    choose_note_model(session_of(LEADER), version=version, why=WHY)
    listed = run(workspace)
    assert listed == {version: ["unknown_vehicle"]}
    after = counts_by_sign(workspace)
    counted = {one.sign: (int(one.before), int(one.after)) for one in report.signs}
    assert counted == {sign: (before.get(sign, 0), after.get(sign, 0)) for sign in {*before, *after}}
    assert all(int(one.after) - int(one.before) == int(one.gained) - int(one.lost) for one in report.signs)
    decision = Decision.objects.of_kind("note_model_chosen").get()
    assert (decision.by, decision.why, decision.body["version"], decision.body["before"]) == (
        "leader",
        WHY,
        version,
        "",
    )
    assert manifest(workspace) == {"version": version, "sha256": decision.body["sha256"]}
    assert AuditEntry.objects.filter(action="choose_note_model", outcome="done").count() == 1
    monkeypatch.setattr("sightline.casenotes.training.why.list_of_sign", lambda _: ())
    mark = need_snapshot_rows(workspace, "SELECT mark_id FROM sentence_mark WHERE start = 0")[0]["mark_id"]
    why = explain_sentence(session_of(OFFICER), record_id=ground, mark_id=mark)
    assert why.examples == ("",), "the sentence that was confirmed here, without words"

    with pytest.raises(Usage) as again:
        choose_note_model(session_of(LEADER), version=version, why=WHY)
    assert again.value.code == "in_force_already"
    choose_note_model(session_of(LEADER), version=SHIPPED, why=WHY)
    assert NoteExample.objects.count() == 1
    NoteExample.objects.update(sealed=seal(KeptSentence("Not in her record.", "Mia Oak", "police").pack()))
    assert set(run(workspace)) <= {shipped} and manifest(workspace)["sha256"] == ""
    assert not NoteExample.objects.exists(), "a run deletes what no record holds"


@pytest.mark.usefixtures("ground")
def test_a_model_whose_files_were_changed_is_refused_and_doctor_says_so(workspace: Workspace, tmp_path: Path) -> None:
    version = train(workspace, tmp_path / "hands")
    choose_note_model(session_of(OWNER), version=version, why=WHY)
    assert check_model_of_now(NOTES, workspace) == ""
    about = NOTES.folder_of(workspace, version) / "about.json"
    about.write_text(about.read_text().replace('"worth_reading": 0.2', '"worth_reading": 0.1'))
    assert "changed after it was put in force" in check_model_of_now(NOTES, workspace)
    with pytest.raises(OurFault) as refused:
        run_pipeline(session_of(OWNER), workspace=workspace, as_at=AS_AT)
    assert refused.value.code == "note_model_changed"
    (line,) = read_note_models(session_of(OWNER)).models
    assert line.is_in_force and "changed" in line.damage
    choose_note_model(session_of(OWNER), version=SHIPPED, why=WHY)
    with pytest.raises(NotHere):
        choose_note_model(session_of(OWNER), version="../../x", why=WHY)


@pytest.mark.usefixtures("ground")
def test_the_report_has_numbers_and_no_words_and_says_what_is_deleted_since(
    workspace: Workspace, tmp_path: Path
) -> None:
    version = train(workspace, tmp_path / "hands")
    (line,) = read_note_models(session_of(OWNER)).models
    assert (line.version, line.trained_by, line.learned_from, line.gone) == (version, "owner", "1", "0")
    assert [(one.level, one.right_before[-1]) for one in line.report.shares] == [
        ("worth_reading", "%"),
        ("marked", "%"),
    ]
    assert [(one.is_so, one.of) for one in line.report.listed] == [(True, "1"), (False, "0")]
    assert line.report.notes == 1
    (hidden,) = read_note_models(session_of(LEADER)).models
    assert hidden.learned_from == "under 5"
    kept = (NOTES.folder_of(workspace, version) / "about.json").read_text()
    assert not any(word in kept for word in ("hatchback", "Mia", "Oak"))
    assert (NOTES.folder_of(workspace, version) / "model.npz").stat().st_mode & 0o077 == 0
    NoteExample.objects.all().delete()
    assert read_note_models(session_of(OWNER)).models[0].gone == "1"
    with pytest.raises(Usage) as none:
        train(workspace, tmp_path / "more")
    assert none.value.code == "no_examples"
    with pytest.raises(Refused):
        read_note_models(session_of(OFFICER))


@pytest.mark.usefixtures("ground")
def test_the_page_and_the_commands_decide(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Context, "open", lambda _: workspace)
    version = train(workspace, tmp_path / "hands")
    client = Client()
    client.force_login(Account.objects.create(username="ivy", role=Role.INFORMATION_GOVERNANCE))
    address = "/what-sightline-looks-for/model/"
    page = client.get(address).content.decode()
    assert f"Model {version}" in page and "In force: the shipped model" in page and "hatchback" not in page
    assert client.post(address, {"version": version, "why": ""}).status_code == 400
    assert client.post(address, {"version": version, "why": WHY})["Location"] == address
    assert f"In force: model {version}, trained here." in client.get(address).content.decode()
    listed = CliRunner().invoke(app, ["note-model", "list"])
    assert version in listed.output and "in force" in listed.output
    back = CliRunner().invoke(app, ["note-model", "shipped", "--why", WHY])
    assert back.exit_code == 0 and "reads every note with this model" in back.output
    assert [one.version for one in read_note_models(session_of(OWNER)).history] == ["", version]
