"""The demo of a learning review, whole: from the files of the case to what its author may ask."""

import csv
import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any, cast

import duckdb
import pytest
from support.small_partnership import run_python, sightline

from sightline.cli.demo.review_case import DISCOVERED_ON, TITLE
from sightline.invented.case import CASE_TO
from sightline.invented.case.cast import read_case


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The demo's workspace, and what the command said."""
    folder = tmp_path_factory.mktemp("case") / "demo"
    return folder, sightline("demo", "--case", "review", "--no-serve", "--dir", folder)


# What the scrutineer is told of each child of the review, by a process of its own.
ASKED = """
import dataclasses, json, sys
from datetime import date
from pathlib import Path
from sightline.casework.boot import open_workspace
open_workspace(Path(sys.argv[1]))
from sightline.casework.core.actor import actor_for_username
from sightline.casework.core.session import ReaderSession
from sightline.casework.earlier_knowledge.selectors.earliest import read_earliest
told = {}
for called in "ABCDEF":
    page = read_earliest(ReaderSession(actor_for_username("reviewer")), person=called, review_id=sys.argv[2])
    told[called] = {
        one.statement_id: one.days and {
            "together": one.days.together, "alone": one.days.alone,
            "pairs": {" ".join(two): day for two, day in one.days.earlier_pairs.items()},
            "sets": one.days.sets, "sets_in_all": one.days.sets_in_all, "acted_on": one.acted_on,
            "others": one.others.children,
        }
        for one in page.statements
    }
print(json.dumps(told, default=str))
"""


def entries(folder: Path, kind: str) -> list[tuple[str, str]]:
    """The mention and the account of each entry of a kind, as the review's terms keep them."""
    with closing(sqlite3.connect(folder / "casework.sqlite3")) as connection:
        return connection.execute(
            "SELECT mention_id, coalesce(username, '') FROM casework_reviewentry "
            "LEFT JOIN casework_account ON casework_account.id = account_id WHERE kind = ? ORDER BY decision",
            [kind],
        ).fetchall()


def review_of(folder: Path) -> str:
    with closing(sqlite3.connect(folder / "casework.sqlite3")) as connection:
        ((review_id,),) = connection.execute("SELECT entry_id FROM casework_reviewentry WHERE kind = 'opened'")
    return str(review_id)


@pytest.fixture(scope="module")
def earliest(told: tuple[Path, str]) -> dict[str, dict[str, Any]]:
    """By letter of the child, and by statement, the earliest days with their records."""
    folder, _ = told
    said = run_python("-c", ASKED, folder, review_of(folder))
    return cast(dict[str, dict[str, Any]], json.loads(said.splitlines()[-1]))


@pytest.fixture(scope="module")
def happened(told: tuple[Path, str]) -> dict[str, tuple[str, str]]:
    """Of each record its layout, and the day on which it happened."""
    (file,) = (told[0] / "snapshots").glob("*/analysis.duckdb")
    sql = "SELECT record_id, layout, left(occurred_from, 10) FROM agency_record WHERE latest"
    with duckdb.connect(str(file), read_only=True) as connection:
        return {record: (layout, day) for record, layout, day in connection.execute(sql).fetchall()}


def test_a_review_of_six_children_is_open_and_the_scrutineer_reads_it(told: tuple[Path, str]) -> None:
    folder, said = told
    assert TITLE in said
    assert len({mention_id for mention_id, _ in entries(folder, "child")}) == len(read_case()["girls"]) == 6
    assert len({mention_id for mention_id, _ in entries(folder, "adult")}) == len(read_case()["adults"])
    assert [username for _, username in entries(folder, "author")] == ["reviewer"]


def test_the_first_draft_of_the_report_is_written_and_calls_the_children_by_letter(told: tuple[Path, str]) -> None:
    folder, _ = told
    said = (folder / "draft-report.html").read_text(encoding="utf-8")
    assert "Child F" in said and (folder / "draft-report.docx").stat().st_size > 10_000
    for girl in read_case()["girls"].values():
        assert girl["surname"] not in said


def test_the_constables_note_is_the_first_suspicion_and_lies_years_before_discovery(
    earliest: dict[str, dict[str, Any]],
) -> None:
    note = next(said["on"] for said in read_case()["told"] if said["by"] == "intelligence")
    first = date.fromisoformat(earliest["A"]["suspicion_written"]["together"])
    assert 0 <= (first - note).days <= 9  # a log is submitted up to nine days later
    assert (DISCOVERED_ON - first).days > 3 * 365


# By hand, from case.toml. The rule asks for three things within 180 days, each linked to three or more of one group.
#   5 Nov 2021   police    Della at the second house
#   14 Dec 2021  police    Della and Gary: the car park, his car, his telephone
#   18 Jan 2022  youth     Carys at the car park, with Gary's number:  car park and telephone have Della, Gary, Carys
#   12 Feb 2022  police    Bryony at the second house
#   8 Mar 2022   youth     Carys at the second house:                  the house has Della, Bryony, Carys
# 8 March is day 123 of these, so all five count, and without any one of them a thing has two people. The youth worker
# wrote it on the same day. Police have Della and Gary at three things, and youth workers only Carys: neither sees it.
FIVE = [
    ("police_missing", "2021-11-05"), ("police_occurrences", "2021-12-14"), ("youth_service_contacts", "2022-01-18"),
    ("police_missing", "2022-02-12"), ("youth_service_contacts", "2022-03-08"),
]  # fmt: skip
JOINTLY = date(2022, 3, 8)
AMBER_JOINS = ("youth_service_contacts", "2022-03-29")  # at the car park; written on the next day
REVIEWED = "2024-05-20"  # the police review that names all six: one record, also of Esme and Freya


@pytest.mark.parametrize("called", "BCD")
def test_organised_abuse_could_be_seen_jointly_by_five_records_two_years_before_anybody_acted(
    earliest: dict[str, dict[str, Any]], happened: dict[str, tuple[str, str]], called: str
) -> None:
    said = earliest[called]["organised_abuse"]
    assert said["together"] == said["pairs"]["police youth_service"] == JOINTLY.isoformat()
    assert said["alone"] == {"police": REVIEWED}
    assert said["sets_in_all"] == 1 and [happened[one] for one in said["sets"][0]] == FIVE
    # 8 March 2022 to 8 March 2024 are 731 days, with a 29 February, and 102 more to 18 June.
    assert (date.fromisoformat(said["acted_on"]) - JOINTLY).days == (DISCOVERED_ON - JOINTLY).days == 833


def test_a_fourth_girl_joins_the_group_three_weeks_later_and_two_are_seen_only_at_the_end(
    earliest: dict[str, dict[str, Any]], happened: dict[str, tuple[str, str]]
) -> None:
    said = earliest["A"]["organised_abuse"]
    assert said["together"] == "2022-03-30" and [happened[one] for one in said["sets"][0]] == [*FIVE, AMBER_JOINS]
    for called in "EF":
        said = earliest[called]["organised_abuse"]
        assert said["together"] == REVIEWED and [happened[one] for one in said["sets"][0]] == [
            ("police_intelligence", REVIEWED)
        ]


def test_the_reverse_question_counts_the_group_that_was_planted_in_the_town(
    told: tuple[Path, str], earliest: dict[str, dict[str, Any]]
) -> None:
    """By hand: the town's other group to 9 February 2022. The other girls of the review are not among those counted."""
    folder, _ = told
    with (folder / "files" / "truth" / "groups.csv").open(encoding="utf-8", newline="") as file:
        planted = [row for row in csv.DictReader(file) if row["part"] == "child" and row["from_on"] < "2022"]
    assert len(planted) == 5
    assert {earliest[called]["organised_abuse"]["others"] for called in "ABCD"} == {len(planted)}


def test_the_draft_counts_the_years_of_the_review_and_says_the_day(told: tuple[Path, str]) -> None:
    folder, _ = told
    said = (folder / "draft-report.html").read_text(encoding="utf-8")
    assert "together could see it from 8 March 2022, 833 days before" in said
    assert "from 1 September 2019 to 30 August 2025, true of children here" in said and date(2025, 8, 30) == CASE_TO
