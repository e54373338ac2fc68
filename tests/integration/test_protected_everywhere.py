"""A protected address planted in every cell of every layout is in no table, file, page or export of a reader."""

import sqlite3
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from django.urls import reverse
from support.planted_refuge import ALONE, CHILDS_WORDS, SPELLINGS, WALKS, forbidden_in, planted_workspace
from support.sessions import session_of
from support.small_partnership import PERSON_TABS, READING, ROLES
from support.trials import export_table
from support.worried import actor, client_of

from sightline.casework.core.models import CurrentSnapshot
from sightline.ingest.mappings.files import list_mappings
from sightline.model.exports.lists import EXPORTED
from sightline.model.nouns import Role
from sightline.model.visibility import PROTECTED_WORDS
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db
LISTS = (
    "home", "networks", "networks_months", "same_person", "noted_all", "to_ask", "work", "concerns",
    "rejects", "look_again", "proposed_patterns",
)  # fmt: skip


@pytest.fixture
def served(settings: Any) -> Workspace:
    workspace = planted_workspace()
    settings.SIGHTLINE_WORKSPACE = workspace.root
    CurrentSnapshot.objects.update_or_create(
        id=1, defaults={"snapshot_id": snapshot_of(workspace).id, "changed_at": "2024-07-01T09:00:00Z"}
    )
    return workspace


def snapshot_of(workspace: Workspace) -> Snapshot:
    (folder,) = workspace.snapshots.iterdir()
    return Snapshot(folder.name, folder)


def ask(sql: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(snapshot_of(planted_workspace()).analysis), read_only=True) as analysis:
        return analysis.execute(sql).fetchall()


def test_every_layout_is_among_them() -> None:
    taken = {layout for (layout,) in ask("SELECT DISTINCT layout FROM source_row")}
    assert taken == {mapping.layout for mapping in list_mappings()}
    assert not [spelling for spelling in SPELLINGS if not forbidden_in(spelling)]


def test_no_table_of_the_snapshot_tells_it() -> None:
    tables = [name for (name,) in ask("SELECT table_name FROM duckdb_tables()")]
    told = {
        name: found
        for name in tables
        for (line,) in ask(f"SELECT DISTINCT CAST(t AS VARCHAR) FROM {name} AS t")
        if (found := forbidden_in(line))
    }
    assert told == {}


def test_no_table_of_the_pages_tells_it() -> None:
    connection = sqlite3.connect(snapshot_of(planted_workspace()).serve_file)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()]
    told = {
        (name, cell)
        for name in tables
        for row in connection.execute(f"SELECT * FROM {name}").fetchall()
        for cell in map(str, row)
        if forbidden_in(cell)
    }
    assert told == set()


def test_no_file_that_a_run_makes_holds_it_in_the_clear() -> None:
    workspace = planted_workspace()
    made = [workspace.kept_readings, *(one for one in snapshot_of(workspace).folder.iterdir())]
    words = [text.encode() for spelling in SPELLINGS for text in (spelling, spelling.lower(), spelling.upper())]
    told = [(path.name, word) for path in made for word in words if word in path.read_bytes()]
    assert told == []


@pytest.mark.parametrize("table", EXPORTED)
def test_no_export_tells_it(served: Workspace, tmp_path: Path, table: str) -> None:
    for role in (Role.INFORMATION_GOVERNANCE, Role.PRACTITIONER):
        who = actor(f"the_{role}", role, "" if role == Role.INFORMATION_GOVERNANCE else "housing")
        out = tmp_path / f"{role}.csv"
        if table == "rejects" and role == Role.PRACTITIONER:
            continue
        export_table(session_of(who), workspace=served, table=table, out=out)
        assert forbidden_in(out.read_text()) == []


def records_of(condition: str) -> list[str]:
    return [record for (record,) in ask(f"SELECT DISTINCT record_id FROM source_row WHERE {condition} ORDER BY 1")]


def whole_rows() -> list[str]:
    """The record of each layout that has it in every cell."""
    return sorted(
        record for (record,) in ask("SELECT arg_max(record_id, length(original)) FROM source_row GROUP BY layout")
    )


def people_on(records: list[str]) -> list[str]:
    listed = ", ".join(f"'{record}'" for record in records)
    return [
        person
        for (person,) in ask(
            "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) "
            f"WHERE record_id IN ({listed}) AND person_id IS NOT NULL ORDER BY 1"
        )
    ]


@pytest.mark.parametrize("role", READING)
def test_no_page_tells_it(served: Workspace, role: str) -> None:
    agency, organisation = ROLES[role]
    client = client_of(actor(f"the_{role}", role, agency, organisation))
    records = records_of("original LIKE '%Kestrel%'")
    records += whole_rows() if role == "information_governance" else []
    urls = [reverse("record", args=[one]) for one in records] + [
        reverse(tab, args=[one]) for one in people_on(records) for tab in PERSON_TABS
    ]
    urls += [*(reverse(name) for name in LISTS), reverse("networks_list", args=["place"])]
    for url in urls:
        response = client.get(url)
        assert response.status_code in (200, 302, 403, 404), (url, response.content[-1500:])
        assert forbidden_in(response.content.decode()) == [], url


def test_no_file_of_a_chronology_tells_it_even_where_the_purpose_does(served: Workspace) -> None:
    client = client_of(actor("the_information_governance", "information_governance", ""))
    people = people_on(records_of("original LIKE '%Kestrel%'"))
    assert people
    for person in people[:4]:
        url = f"{reverse('person_chronology_file', args=[person])}?form=xlsx"
        answer = client.post(url, {"period": "all", "purpose": "case", "why": f"A visit to {SPELLINGS[0]}"})
        book = openpyxl.load_workbook(BytesIO(answer.content))
        said = "\n".join(str(cell.value) for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
        assert forbidden_in(said) == [] and f"for: A visit to {PROTECTED_WORDS}" in said


def test_the_childs_words_are_as_they_were_around_the_gap() -> None:
    ((words,),) = ask("SELECT DISTINCT childs_words FROM chronology WHERE childs_words LIKE 'I like my room%'")
    assert words == CHILDS_WORDS.replace("77 Planted Refuge Row", PROTECTED_WORDS)


def test_her_street_and_town_alone_go_from_records_of_her_household_only() -> None:
    whats = [what for (what,) in ask("SELECT what FROM chronology WHERE what LIKE '%buses%' OR what LIKE '%shops%'")]
    gaps = WALKS.replace("Planted Refuge Row", PROTECTED_WORDS).replace("Plantham", PROTECTED_WORDS)
    assert sorted(gaps in what for what in whats if "shops" in what) == [True, True]
    assert [ALONE in what for what in whats if "buses" in what] == [True]


def test_nothing_of_it_is_noted_or_compared() -> None:
    assert (
        ask("SELECT text FROM passage WHERE mention IN ('address', 'premises', 'phone') AND text LIKE '%shown%'") == []
    )
    assert ask("SELECT value FROM thing WHERE protected AND value <> ?".replace("?", f"'{PROTECTED_WORDS}'")) == []
