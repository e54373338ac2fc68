"""A model of linkage trained here: by a named decision the next run joins by it, says so, and it is taken back."""

import csv
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from integration.test_pipeline import MISSING, SCHOOL, write
from support.sessions import session_of
from support.worried import copy_of
from typer.testing import CliRunner

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.serving import need_snapshot
from sightline.casework.data.evaluation import count_people_for_research, evaluate_links
from sightline.casework.data.ingest import ingest_files
from sightline.casework.data.runs import run_pipeline
from sightline.casework.data.training import train_model
from sightline.casework.erasure.own_models import put_out_of_force
from sightline.casework.learning.model_kinds import LINKAGE
from sightline.casework.learning.selectors.linkage_models import read_linkage_models
from sightline.casework.learning.selectors.linkage_quality import read_linkage_quality
from sightline.casework.learning.selectors.trained_models import check_model
from sightline.casework.learning.services.model_choices import SHIPPED, choose_linkage_model
from sightline.casework.rule_switches.models import RuleSwitch
from sightline.casework.same_person.services.answers import answer_same_person
from sightline.cli.app import app
from sightline.linkage import LinkageReport, find_candidates, resolve
from sightline.linkage.model_files import ABOUT, MODEL
from sightline.linkage.settings import read_settings
from sightline.model.errors import BadInput, OurFault, Refused, Usage
from sightline.model.nouns import Role
from sightline.model.visibility import Reader
from sightline.store import DuckDBEngine, Workspace

pytestmark = pytest.mark.django_db
AS_AT = date(2024, 9, 1)
OWNER = Actor(Reader("owner", Role.INFORMATION_GOVERNANCE, ""), "cli")
LEADER = Actor(Reader("leader", Role.PARTNERSHIP_EXECUTIVE, ""), "web")
OFFICER = Actor(Reader("officer", Role.PRACTITIONER, "police"), "web")
WHY = "The board agreed on 3 September after reading the figures of this report"
PEOPLE = 260
FORENAMES = ("Mia", "Ben", "Zara", "Idris", "Nell", "Tomasz", "Aoife", "Kwame", "Lucia", "Owen", "Priya", "Rhys", "Sana",
             "Amara", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kezia", "Leon", "Oskar", "Petra", "Tariq", "Vera", "Wren")  # fmt: skip
BEGINNINGS = ("Ash", "Birch", "Cold", "Dun", "East", "Fern", "Grea", "Hart", "Jelli", "Kestr")
ENDINGS = ("down", "hall", "water", "more", "lake", "hill", "ves", "nell", "skip", "coe", "wood", "worth", "berley")
SURNAMES = [beginning + ending for ending in ENDINGS for beginning in BEGINNINGS]


def write_files(folder: Path) -> list[Path]:
    """Each child twice: once told by the police, once by a school, whose clerk writes one digit of some days wrong."""
    folder.mkdir()
    missing, school = [], []
    for number in range(PEOPLE):
        forename, surname = FORENAMES[number // 10], SURNAMES[number % len(SURNAMES)]
        born = date(2008, 1, 1) + timedelta(days=11 * number)
        told = born + timedelta(days=10) if number % 6 == 0 and born.day < 20 else born
        town = f"Town {number % 9}"
        missing.append(
            f"MP{number},N{number},{surname},{forename},{born:%d/%m/%Y},F,,,01/03/2024,21:00,01/03/2024,22:00,Mother,"
            f"LOW,02/03/2024,06:00,Tall House,ZZ1 2BB,,Back late,,,02/03/2024,{town}"
        )
        school.append(f"Elm School,,{surname},{forename},{told:%d/%m/%Y},04/03/2024,/ \\ / \\ O O / \\ / \\,{town}")
    return [
        write(folder / "police_missing.csv", f"{MISSING},Town", *missing),
        write(folder / "school_attendance.csv", f"{SCHOOL},Town", *school),
    ]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the ground is built by the first test that stands on it."""
    return tmp_path_factory.mktemp("ground") / "workspace"


@pytest.fixture
def ground(workspace: Workspace, tmp_path: Path, begun: Path) -> Workspace:
    """A workspace with the children of both files, run by the shipped model: built once, and copied."""
    if begun.is_dir():
        return copy_of(begun, workspace)
    paths = write_files(tmp_path / "files")
    ingest_files(session_of(OWNER), workspace=workspace, paths=paths, received_on=date(2024, 6, 1))
    run(workspace)
    shutil.copytree(workspace.root, begun)
    return workspace


def run(workspace: Workspace) -> dict[str, object]:
    """A run; what its manifest says of linkage."""
    run_pipeline(session_of(OWNER), workspace=workspace, as_at=AS_AT)
    manifest = need_snapshot(workspace).manifest()
    return {"sha256": manifest["linkage_model"], **manifest["linkage"]}


def query(workspace: Workspace, sql: str) -> list[dict[str, str]]:
    engine = DuckDBEngine(need_snapshot(workspace).analysis, read_only=True)
    try:
        return list(engine.query(sql).to_pylist())
    finally:
        engine.close()


def count_people(workspace: Workspace) -> int:
    return int(query(workspace, "SELECT count(DISTINCT person_id) AS n FROM resolved WHERE person_id <> ''")[0]["n"])


def train(workspace: Workspace) -> str:
    return train_model(session_of(OWNER), workspace=workspace).version


def test_a_model_is_in_force_by_decision_alone_and_what_its_report_said_comes_true(ground: Workspace) -> None:
    shipped = read_settings().version
    people, questions = count_people(ground), int(query(ground, "SELECT count(*) AS n FROM question")[0]["n"])
    version = train(ground)
    assert run(ground)["model_version"] == shipped  # training alone changes nothing
    (model,) = read_linkage_models(session_of(OWNER)).models
    counts = {one.what: (int(one.before), int(one.after)) for one in model.counts}
    assert counts["people"][0] == people and counts["questions"][0] == questions
    assert counts["people"][1] < people, "the school's slips are joined by what the data say"
    assert (model.is_in_force, model.damage, model.learned_from) == (False, "", "520")

    choose_linkage_model(session_of(OWNER), version=version, why=WHY)
    found = run(ground)
    assert found["model_version"] == version
    decision = Decision.objects.of_kind("linkage_model_chosen").newest_first().first()
    assert decision is not None and found["sha256"] == decision.body["sha256"] != ""
    assert (decision.by, decision.why) == ("owner", WHY)
    assert count_people(ground) == counts["people"][1]
    assert int(query(ground, "SELECT count(*) AS n FROM question")[0]["n"]) == counts["questions"][1]
    rules = {row["rule_id"] for row in query(ground, "SELECT DISTINCT rule_id FROM link")}
    assert version in rules and shipped not in rules
    assert AuditEntry.objects.filter(action="choose_linkage_model", outcome="done").count() == 1

    choose_linkage_model(session_of(OWNER), version=SHIPPED, why=WHY)
    assert run(ground)["sha256"] == ""
    assert count_people(ground) == people
    assert [one.version for one in read_linkage_models(session_of(OWNER)).history] == ["", version]


def test_the_same_records_and_answers_give_the_same_model_and_an_answer_another(ground: Workspace) -> None:
    version = train(ground)
    assert train(ground) == version
    pair = query(
        ground,
        """SELECT min(mention_id) AS a, max(mention_id) AS b FROM mention JOIN resolved USING (mention_id)
           WHERE entity_kind = 'person' GROUP BY name_as_written, birth_date
           HAVING count(DISTINCT person_id) = 1 AND count(*) = 2 ORDER BY a LIMIT 1""",
    )[0]
    answer_same_person(session_of(OWNER), mention_id_a=pair["a"], mention_id_b=pair["b"], answer="not_same",
                       why="The school wrote to say that these are two children")  # fmt: skip
    made = train_model(session_of(OWNER), workspace=ground)
    assert made.judgements == 1
    assert made.version != version


def test_a_column_of_the_workspace_is_compared_and_named_in_links(ground: Workspace) -> None:
    (ground.root / "linkage.toml").write_text(
        '[[column]]\nname = "town"\nkind = "words"\nsays = "town"\nheadings = ["Town"]\n', encoding="utf-8"
    )
    version = train(ground)
    (model,) = read_linkage_models(session_of(OWNER)).models
    assert model.columns == ("town",)
    choose_linkage_model(session_of(OWNER), version=version, why=WHY)
    run(ground)
    reasons = query(ground, f"SELECT reason FROM link WHERE rule_id = '{version}'")
    assert reasons and all("town the same" in row["reason"] for row in reasons)
    for table in query(ground, "SELECT DISTINCT table_name AS name FROM information_schema.columns "
                               "WHERE column_name = 'town'"):  # fmt: skip
        pytest.fail(f"{table['name']} keeps the towns")
    (link,) = query(ground, f"SELECT mention_id_a, mention_id_b, weight FROM link WHERE rule_id = '{version}' "
                            "ORDER BY ALL LIMIT 1")  # fmt: skip
    mentions = {"mention_id_a": link["mention_id_a"], "mention_id_b": link["mention_id_b"]}
    answer_same_person(session_of(OWNER), **mentions, answer="same", why=WHY)
    chosen = read_linkage_quality(session_of(OWNER)).chosen
    assert chosen is not None and chosen.weight == pytest.approx(link["weight"], abs=1e-6), "the weight of the update"
    (town,) = [part for part in chosen.parts if part.comparison == "town"]
    assert town.says == "town the same" and town.bits > 1


def test_a_file_of_columns_that_cannot_be_used_is_refused_in_words(ground: Workspace) -> None:
    for text, words in (
        ("[[column", "cannot be read"),
        ('[[column]]\nname = "phone"\nkind = "code"\nsays = "phone"\nheadings = ["Phone"]\n', "compared already"),
        ('[[column]]\nname = "town"\nkind = "words"\nsays = "town"\n', "no headings"),
        ('[[column]]\nname = "town"\nkind = "colour"\nsays = "town"\n', "cannot be used"),
    ):
        (ground.root / "linkage.toml").write_text(text, encoding="utf-8")
        with pytest.raises(BadInput, match=words):
            train(ground)


def test_a_model_that_was_changed_is_refused_by_a_run_and_named_by_the_doctor(ground: Workspace) -> None:
    version = train(ground)
    choose_linkage_model(session_of(OWNER), version=version, why=WHY)
    assert check_model(LINKAGE, ground) == ""
    path = LINKAGE.folder_of(ground, version) / MODEL
    path.write_text(path.read_text(encoding="utf-8").replace("0.9", "0.8", 1), encoding="utf-8")
    assert "changed after it was put in force" in check_model(LINKAGE, ground)
    with pytest.raises(OurFault, match="changed after it was put in force"):
        run(ground)
    choose_linkage_model(session_of(OWNER), version=SHIPPED, why=WHY)
    run(ground)


def test_a_model_of_other_comparisons_must_be_trained_again(ground: Workspace) -> None:
    version = train(ground)
    path = LINKAGE.folder_of(ground, version) / MODEL
    path.write_text(path.read_text(encoding="utf-8").replace("surname different", "surname unlike"), encoding="utf-8")
    with pytest.raises(Usage):
        choose_linkage_model(session_of(OWNER), version=version, why=WHY)


def test_who_may_choose_and_what_they_are_shown(ground: Workspace) -> None:
    version = train(ground)
    with pytest.raises(Refused):
        read_linkage_models(session_of(OFFICER))
    with pytest.raises(Refused):
        choose_linkage_model(session_of(OFFICER), version=version, why=WHY)
    with pytest.raises(Refused):
        train_model(session_of(OFFICER), workspace=ground)
    with pytest.raises(NotHere):
        choose_linkage_model(session_of(LEADER), version="england-2-own-00000000", why=WHY)
    with pytest.raises(Usage):
        choose_linkage_model(session_of(LEADER), version=SHIPPED, why=WHY)
    choose_linkage_model(session_of(LEADER), version=version, why=WHY)
    (model,) = read_linkage_models(session_of(LEADER)).models
    assert model.is_in_force


def test_a_report_holds_counts_by_origin_of_names_and_names_nobody(ground: Workspace, tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    with groups.open("w", newline="", encoding="utf-8") as stream:
        rows = csv.writer(stream)
        rows.writerow(["mention_id", "name_list"])
        for row in query(
            ground, "SELECT mention_id, surname FROM mention WHERE entity_kind = 'person' AND surname <> ''"
        ):
            rows.writerow([row["mention_id"], "early" if row["surname"] < "K" else "late"])
    made = train_model(session_of(OWNER), workspace=ground, groups=groups)
    (model,) = read_linkage_models(session_of(OWNER)).models
    assert [one.origin for one in model.groups] == ["early", "late"]
    assert sum(int(one.made) for one in model.groups) == int(model.pairs_made) > 0
    about = (LINKAGE.folder_of(ground, made.version) / ABOUT).read_text(encoding="utf-8")
    assert not [name for name in (*FORENAMES, *SURNAMES) if name.lower() in about.lower()]
    assert json.loads(about)["trained_by"] == "owner"


def test_the_report_leaves_out_the_rules_that_are_switched_off(
    ground: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Rules that match no one in a run are no part of what a new model would match."""
    RuleSwitch.objects.create(rule_id="unique_name_and_phone", on=False, at="2024-06-01T09:00:00Z", decision=0)
    left_out: list[frozenset[str]] = []

    def match_again(*, rules_off: frozenset[str], **asked: Any) -> LinkageReport:
        left_out.append(rules_off)
        return resolve(rules_off=rules_off, **asked)

    monkeypatch.setattr("sightline.linkage.training.changes.resolve", match_again)
    train(ground)
    assert left_out == [frozenset({"unique_name_and_phone"})]


def test_one_mention_is_looked_up_by_the_model_in_force(ground: Workspace) -> None:
    slip = query(ground, "SELECT forename, surname, birth_date FROM mention WHERE layout = 'school_attendance' "
                         "ORDER BY source_row LIMIT 1")[0]  # fmt: skip
    files = LINKAGE.files_of(ground, train(ground))
    with session_of(OWNER).need_current() as (_snapshot, store):
        sight = session_of(OWNER).sight
        found = [
            find_candidates(reader=store, secret=ground.secret(), mention=slip, sight=sight, model=model).people
            for model in (None, files)
        ]
    assert max(one.weight for one in found[1]) > max(one.weight for one in found[0])


def test_research_joins_by_probability_for_the_measurement_and_changes_nobody(ground: Workspace) -> None:
    """All the slips of the school's clerk are one child by probability; runs and pages go on as before."""
    labels = ground.root / "labels.csv"
    rows = query(
        ground, "SELECT source_file, source_row, slot FROM mention WHERE entity_kind = 'person' AND surname <> ''"
    )
    lines = (f"{row['source_file']},{row['source_row']},{row['slot']},{row['source_row']}" for row in rows)
    labels.write_text("\n".join(["source_file,source_row,slot,true_id", *lines]) + "\n", encoding="utf-8")
    people, snapshot = count_people(ground), need_snapshot(ground).id
    care, research = (
        evaluate_links(session_of(OWNER), workspace=ground, labels=labels, for_research=for_research).overall
        for for_research in (False, True)
    )
    assert care.true_pairs == research.true_pairs == PEOPLE
    assert care.right_pairs < research.right_pairs == research.held_pairs == PEOPLE
    assert (count_people(ground), need_snapshot(ground).id) == (people, snapshot)
    assert not LINKAGE.folder_of(ground).exists()
    entry = AuditEntry.objects.filter(action="evaluate").order_by("-sequence").first()
    assert entry is not None and entry.details["for_research"] is True
    figures = count_people_for_research(session_of(OWNER), workspace=ground)
    assert (figures.people, figures.by_rows, figures.by_agencies) == (
        f"{PEOPLE}",
        (("2", f"{PEOPLE}"),),
        (("2", f"{PEOPLE}"),),
    )
    with pytest.raises(Refused):
        count_people_for_research(session_of(OFFICER), workspace=ground)
    assert not LINKAGE.folder_of(ground).exists() and need_snapshot(ground).id == snapshot


def test_the_commands(ground: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def sightline(*words: str) -> str:
        done = CliRunner().invoke(app, list(words))
        return " ".join(done.output.split())

    monkeypatch.setattr("sightline.cli.context.Context.open", lambda _: ground)
    monkeypatch.setattr("sightline.cli.context.Context.session", lambda _: session_of(OWNER))
    said = sightline("train")
    (version,) = [one.version for one in read_linkage_models(session_of(OWNER)).models]
    assert f"sightline link-model use {version} --why REASON" in said
    assert "It is not in force" in said
    assert version in sightline("link-model", "list")
    assert "it matches people by this model" in sightline("link-model", "use", version, "--why", WHY)
    assert "in force" in sightline("link-model", "list")
    assert "it matches people by this model" in sightline("link-model", "shipped", "--why", WHY)
    sightline("link-model", "use", version, "--why", WHY)
    number = Decision.objects.of_kind("linkage_model_chosen").newest_first()[0].sequence
    for _again in range(2):  # an erasure that was interrupted says it again
        (gone,) = put_out_of_force(house_actor(), ground, used_examples=False)
        assert (gone.version, gone.decision, gone.by) == (version, number, "owner")
    said = sightline("link-model", "list")
    assert f"Model {version} learned from records that are erased now" in said
    assert f"Decision {number} by owner had put it in force." in said and "sightline train" in said
    client = Client()
    client.force_login(Account.objects.create(username="ivy", role=Role.PARTNERSHIP_EXECUTIVE))
    for page in ("linkage_models", "linkage_quality"):
        shown = client.get(reverse(page)).content.decode()
        assert f"Model {version} learned from records that were erased" in shown and f"Decision {number} by" in shown
    assert version in sightline("train"), "the same records give the same model again"
    sightline("link-model", "use", version, "--why", WHY)
    assert "erased now" not in sightline("link-model", "list")


def test_the_page_lists_the_models_and_a_named_person_decides(ground: Workspace, tmp_path: Path) -> None:
    groups = tmp_path / "groups.csv"
    mentions = query(ground, "SELECT mention_id FROM mention WHERE entity_kind = 'person' ORDER BY mention_id")
    lines = [f"{row['mention_id']},{('north', 'south')[place % 2]}" for place, row in enumerate(mentions)]
    groups.write_text("\n".join(["mention_id,name_list", *lines]) + "\n", encoding="utf-8")
    made = train_model(session_of(OWNER), workspace=ground, groups=groups)
    client, address = Client(), reverse("linkage_models")
    client.force_login(Account.objects.create(username="ivy", role=Role.PARTNERSHIP_EXECUTIVE))
    shown = client.get(address).content.decode()
    assert f"In force: the shipped model, {read_settings().version}" in shown and made.version in shown
    assert "Pairs of mentions, by origin of names" in shown and "north" in shown
    assert address in client.get(reverse("linkage_quality")).content.decode()
    assert client.post(address, {"version": made.version, "why": ""}).status_code == 400
    assert client.post(address, {"version": made.version, "why": WHY})["Location"] == address
    shown = client.get(address).content.decode()
    assert f"In force: model {made.version}, trained here." in shown and WHY in shown and "ivy" in shown
    assert client.post(address, {"version": SHIPPED, "why": WHY})["Location"] == address
    assert [one.version for one in read_linkage_models(session_of(OWNER)).history] == ["", made.version]
    client.force_login(Account.objects.create(username="ana", role=Role.ANALYST, agency="police"))
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("linkage_quality")).content.decode()
    assert (put_out_of_force(house_actor(), ground, used_examples=False), "erased" in shown) == ((), False)
