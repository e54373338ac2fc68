"""A line of the sharing ledger says which kinds of field were shown, by the boxes that the record fills."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import actor, serve, signed_in
from support.trials import everybody_is_invented, export_table

import sightline.casework
from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.models import Assignment
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.ledger.pages import SharingQuestion
from sightline.casework.ledger.selectors import list_sharing, read_child_sharing, total_sharing
from sightline.casework.ledger.services import export_sharing
from sightline.casework.ledger.shown_fields import OF_TABLES, VIEW_OF, RecordView, kinds_shown, read_kinds
from sightline.ingest.mappings.files import list_mappings
from sightline.model.exports.lists import EXPORTED
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOT_DATA = "Sightline Marking"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("fields"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    return serve(built, settings)


def visit_of(served: Workspace) -> str:
    """A record of health about Wren that everybody may see."""
    return ask(
        served,
        "SELECT record_id FROM agency_record WHERE latest AND NOT restricted AND len(markings) = 0"
        " AND layout = 'health_attendances' AND record_id IN (SELECT record_id FROM mention JOIN resolved USING"
        f" (mention_id) WHERE person_id = '{wren(served)}') ORDER BY 1",
    )[0]


def fields_of(record_id: str, role: str = "practitioner") -> list[set[str]]:
    """What each line of a reader on a record says, in their order."""
    rows = SharedRecord.objects.of_records([record_id]).filter(username=small.username(role), way="shown")
    return [set(read_kinds(row.fields)) for row in rows.order_by("pk")]


def filled(served: Workspace, record_id: str) -> set[str]:
    """The headings of the boxes of a record that say something."""
    rows = ask(served, f"SELECT original FROM source_row WHERE record_id = '{record_id}'")
    return {heading.partition(" (")[0] for row in rows for heading in json.loads(row)}


def test_a_line_says_what_a_chronology_showed_and_another_what_the_record_page_showed_besides(
    served: Workspace,
) -> None:
    record_id, client = visit_of(served), signed_in("practitioner")
    client.get(reverse("person_chronology", args=[wren(served)]))
    (first,) = fields_of(record_id)
    assert "event" in first and not first & {"birth_date", "number", "address"}, "a chronology has none of these of it"
    page = client.get(reverse("record", args=[record_id])).content.decode()
    (_, second) = fields_of(record_id)
    boxes = filled(served, record_id)
    said = {
        "name": boxes & {"Surname", "Forename"}, "birth_date": boxes & {"DOB"}, "sex": boxes & {"Sex"},
        "number": boxes & {"NHS Number"}, "address": boxes & {"Address", "Postcode"},
        "note": boxes & {"Text", "Complaint"}, "childs_words": boxes & {"Child's Words"},
    }  # fmt: skip
    assert {kind for kind, headings in said.items() if headings} == second - {"event", "other"}
    assert second > first and any(said.values()) and not all(said.values()), "a box that is empty was not shown"
    assert all(heading in page for headings in said.values() for heading in headings)
    for address in (reverse("record", args=[record_id]), reverse("person_chronology", args=[wren(served)])):
        client.get(address)
    assert len(fields_of(record_id)) == 2, "what was shown before is no new line"


def test_governance_the_lead_worker_the_board_and_the_file_read_the_kinds(
    served: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_clock(monkeypatch, "2025-03-31T12:00:00Z")
    everybody_is_invented()
    signed_in("analyst").get(reverse("person_chronology", args=[wren(served)]))
    record_id = visit_of(served)
    governance = session_of(actor("information_governance"))
    about = SharingQuestion(to_agency="police", about=record_id)
    (line,) = (one for one in list_sharing(governance, question=about).lines if one.record_ids)
    assert line.fields == tuple(read_kinds(";".join(line.fields))) and "event" in line.fields
    exported = [json.loads(row) for row in export_sharing(governance, question=about, as_json=True).splitlines()]
    assert [row["fields"] for row in exported if row["records"]] == [list(line.fields)]
    page = signed_in("information_governance").get(reverse("sharing") + "?to_agency=police").content.decode()
    assert "Kinds of field: What happened and when; Notes" in page
    mention = ask(served, f"SELECT min(mention_id) FROM resolved WHERE person_id = '{wren(served)}'")[0]
    lead = actor("practitioner")
    Assignment.objects.create(account_id=lead.account_id, mention_id=mention, kind="lead_worker", from_on="2025-01-01")
    shown = read_child_sharing(session_of(lead), person_id=wren(served))
    assert all("event" in one.fields for one in shown if one.shown)
    child = signed_in("practitioner").get(reverse("child_sharing", args=[wren(served)])).content.decode()
    assert "What happened and when; Notes" in child
    set_clock(monkeypatch, "2025-04-01T12:00:00Z")
    (quarter,) = total_sharing(session_of(actor("partnership_executive")))
    assert all("event" in one.fields for one in quarter.totals if one.shown)
    totals = signed_in("partnership_executive").get(reverse("sharing_totals")).content.decode()
    few = sum(0 < one.shown + one.left + one.named < 5 for one in quarter.totals)
    assert 0 < few < len(quarter.totals) and totals.count("Not shown") >= few, "of single records a total says no kinds"
    assert "What happened and when; Notes" in totals


def test_a_line_of_before_says_that_it_is_not_recorded_and_the_next_look_says_it(served: Workspace) -> None:
    record_id, client = visit_of(served), signed_in("practitioner")
    client.get(reverse("person_chronology", args=[wren(served)]))
    row = SharedRecord.objects.of_records([record_id]).get(username=small.username("practitioner"))
    said = {one.name: getattr(row, one.name) for one in SharedRecord._meta.fields if one.name not in ("id", "fields")}
    SharedRecord.objects.create(
        **{**said, "username": small.username("analyst"), "to_agency": "police", "audit_row": 1}
    )
    assert (
        "Kinds of field: Not recorded" in signed_in("information_governance").get(reverse("sharing")).content.decode()
    )
    assert fields_of(record_id, "analyst") == [set()]


def test_a_list_in_a_file_says_the_kinds_of_its_columns(served: Workspace, tmp_path: Path) -> None:
    everybody_is_invented()
    export_table(session_of(actor("analyst")), workspace=served, table="persons", out=tmp_path / "persons.csv")
    rows = SharedRecord.objects.filter(way="left", record_id="")
    assert {row.fields for row in rows} == {"name;birth_date;number"} and rows.count() > 1
    assert set(OF_TABLES) == set(EXPORTED) - {"rejects"}


def test_each_layout_that_ships_says_who_a_record_names_and_what_happened() -> None:
    for mapping in list_mappings():
        whole = kinds_shown([RecordView.WHOLE], layout=mapping.layout, rows=())
        assert "event" in whole and (whole & {"name", "number"} or not mapping.mentions), mapping.layout
        assert kinds_shown([RecordView.LINE], layout=mapping.layout, rows=()) <= whole, mapping.layout
        assert kinds_shown([RecordView.BASIS], layout=mapping.layout, rows=()) == {"event"}


def test_each_act_that_names_records_says_what_it_shows_of_them() -> None:
    """So that no line of a new page is without its kinds: its act goes into ACTS of `ledger.shown_fields`."""
    missing = set()
    for path in Path(sightline.casework.__file__).parent.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if '.add("record"' in text:
            functions = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.FunctionDef)]
            missing |= {(path.name, action) for one in functions if _names_records(one) for action in _actions(one)}
    assert not {(name, action) for name, action in missing if action not in VIEW_OF}


def _names_records(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr == "add"
        and isinstance(one.args[0], ast.Constant)
        and one.args[0].value == "record"
        for one in ast.walk(function)
        if isinstance(one, ast.Call) and one.args
    )


def _actions(function: ast.FunctionDef) -> set[str]:
    return {
        word.value.value
        for one in ast.walk(function)
        if isinstance(one, ast.Call)
        for word in one.keywords
        if word.arg == "action" and isinstance(word.value, ast.Constant) and isinstance(word.value.value, str)
    }


def test_a_line_has_no_word_of_a_record(served: Workspace) -> None:
    signed_in("practitioner").get(reverse("record", args=[visit_of(served)]))
    assert SharedRecord.objects.filter(record_id=hash_id(visit_of(served))).exists()
    kinds = {kind for row in SharedRecord.objects.all() for kind in row.fields.split(";") if kind}
    assert kinds and kinds == set(read_kinds(";".join(sorted(kinds))))
