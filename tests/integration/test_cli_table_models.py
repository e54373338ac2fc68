"""The walk through `train-on-a-table`: each command of the page is run as it stands, on a table of invented people."""

import csv
import json
import re
import shlex
from datetime import date, timedelta
from pathlib import Path

import pytest
from integration.test_casework_linkage_models import FORENAMES, SURNAMES
from support.run_it import HOW_TO, read_blocks
from typer.testing import CliRunner

from sightline.casework.core.errors import NotHere
from sightline.casework.learning.linkage_reports import show_research
from sightline.casework.learning.table_models import DECISIONS, choose_table_model, list_table_models
from sightline.cli.app import app
from sightline.linkage.evaluation.research import ResearchCounts
from sightline.linkage.settings import read_settings
from sightline.model.errors import OurFault, Usage

NEEDS = "needs a table of two hundred people"
PEOPLE, TWICE = 130, 127
TOWNS = ("Elmham", "Birley", "Skelton", "Overcombe", "Marsh Green", "Tarnside", "Dunwich")
COLUMNS = """[fields]
forename = "given"

[[column]]
name = "town"
kind = "words"
says = "town"
headings = ["town"]
"""
WHY = "The study group read the report on 3 December."


def write_research(folder: Path) -> None:
    """The files that the page names: people told by a school, most of them by the police too; some days are a slip."""
    folder.mkdir()
    with (folder / "people.csv").open("w", encoding="utf-8", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["record_id", "given", "last_name", "dob", "source", "name_list", "town"])
        for number in range(PEOPLE):
            born = date(2008, 1, 1) + timedelta(days=23 * number)
            told = born + timedelta(days=10) if number % 6 == 0 and born.day < 20 else born
            who = (FORENAMES[number // 5], SURNAMES[number])
            more = (("north", "south")[number % 2], TOWNS[number % len(TOWNS)])
            rows.writerow([f"s{number}", *who, f"{born:%d/%m/%Y}", "school", *more])
            if number < TWICE:
                rows.writerow([f"p{number}", *who, f"{told:%d/%m/%Y}", "police", *more])
    (folder / "columns.toml").write_text(COLUMNS, encoding="utf-8")
    (folder / "answers.csv").write_text("a,b,same\ns1,p1,yes\ns0,p0,no\n", encoding="utf-8")


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """The folder after every command of the page, and what each printed."""
    folder = tmp_path_factory.mktemp("study") / "research"
    write_research(folder)
    said: list[str] = []
    for block in read_blocks(HOW_TO / "train-on-a-table.md"):
        if block.needs == NEEDS:
            said.append(run(block.text.replace("/srv/research", str(folder)), folder / "models"))
    return folder, said


def run(command: str, models: Path) -> str:
    """What a command prints. The page's version of a model is the newest here."""
    known = [one.version for one in list_table_models(models).models]
    words = shlex.split(re.sub(r"england-3-own-\w+", known[0] if known else "", command))
    done = CliRunner().invoke(app, words[1:])
    assert done.exit_code == 0, done.output
    return " ".join(done.output.split())


def test_training_writes_a_model_that_is_not_in_force_and_says_what_it_would_change(
    walk: tuple[Path, list[str]],
) -> None:
    folder, said = walk
    first, again = said[:2]
    assert "Pairs of mentions, by origin of names" in first and "north" in first and "south" in first
    assert "the model is not in force" in first and "answers learned from" in again
    versions = [one.version for one in list_table_models(folder / "models").models]
    assert len(versions) == 2, "an answer gives another model"
    for version in versions:
        about = json.loads((folder / "models" / version / "about.json").read_text(encoding="utf-8"))
        assert about["changes"]["people_after"] < about["changes"]["people_before"], "slips are joined by what rows say"
        assert about["learned"]["columns"] == ["town"] and about["trained_by"]
        assert [one["origin"] for one in about["changes"]["groups"]] == ["north", "south"]
        report = (folder / "models" / version / "report.html").read_text(encoding="utf-8")
        assert not [name for name in SURNAMES if name.lower() in (report + str(about)).lower()]
    assert {json.loads((folder / "models" / one / "about.json").read_bytes())["learned"]["judgements"]
            for one in versions} == {0, 2}  # fmt: skip


def test_research_counts_people_by_rows_and_agencies_and_hides_small_numbers(walk: tuple[Path, list[str]]) -> None:
    assert f"People by probability alone: {PEOPLE}. Small numbers are hidden." in walk[1][0]
    folder = walk[0] / "models"
    about = json.loads((folder / list_table_models(folder).models[0].version / "about.json").read_bytes())
    assert about["research"] == {
        "people": str(PEOPLE), "by_rows": [["1", "under 5"], ["2", "hidden"]], "by_agencies": [["1", "under 5"], ["2", "hidden"]],
    }  # fmt: skip


def test_the_figures_are_exact_where_none_is_small() -> None:
    figures = show_research(ResearchCounts(30, {1: 10, 3: 6, 4: 5, 70: 9}, {1: 20, 2: 10}))
    assert figures.by_rows == (("1", "10"), ("3 to 4", "11"), ("50 or more", "9"))
    assert (figures.people, figures.by_agencies) == ("30", (("1", "20"), ("2", "10")))


def test_a_named_person_decides_and_goes_back(walk: tuple[Path, list[str]]) -> None:
    folder, said = walk
    listed, used, back = said[2:]
    assert "england-3" in listed and "in force" in listed
    assert "Decision 1 is saved" in used and "Decision 2 is saved" in back
    page = list_table_models(folder / "models")
    assert page.in_force == "" and page.shipped == read_settings().version
    assert [bool(one.version) for one in page.history] == [False, True]
    assert all(one.by and one.at and one.why for one in page.history)


def test_a_damaged_model_an_unknown_one_and_one_in_force_are_refused(
    walk: tuple[Path, list[str]], tmp_path: Path
) -> None:
    models = tmp_path / "models"
    version = list_table_models(walk[0] / "models").models[0].version
    (models / version).mkdir(parents=True)
    for name in ("model.json", "about.json"):
        (models / version / name).write_bytes((walk[0] / "models" / version / name).read_bytes())
    with pytest.raises(NotHere):
        choose_table_model(folder=models, version="../x", why=WHY, by="ana")
    choose_table_model(folder=models, version=version, why=WHY, by="ana")
    with pytest.raises(Usage, match="in force already"):
        choose_table_model(folder=models, version=version, why=WHY, by="ana")
    (line,) = (models / DECISIONS).read_text(encoding="utf-8").splitlines()
    assert json.loads(line)["by"] == "ana" and json.loads(line)["why"] == WHY
    path = models / version / "model.json"
    path.write_text(path.read_text(encoding="utf-8").replace("0.9", "0.8", 1), encoding="utf-8")
    assert "changed after it was put in force" in list_table_models(models).models[0].damage
    walk_again = CliRunner().invoke(app, ["train", str(walk[0] / "people.csv"), "--out", str(models),
                                          "--columns", str(walk[0] / "columns.toml")])  # fmt: skip
    assert isinstance(walk_again.exception, OurFault), "nothing is compared with a model that was changed"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("train", "people.csv"), "no_folder"),
        (("train", "--columns", "columns.toml"), "columns_without_table"),
        (("evaluate",), "no_labels"),
    ],
)
def test_what_is_missing_is_said(words: tuple[str, ...], code: str) -> None:
    error = CliRunner().invoke(app, list(words)).exception
    assert isinstance(error, Usage) and error.code == code
