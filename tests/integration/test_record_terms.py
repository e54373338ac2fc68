"""The page of a record says under which agreement it came, whose data it is, by which law and for what."""

import shutil

import pytest
from django.urls import reverse
from support import held, worried
from support.agreed import agree
from support.worried import client_of

from sightline.store import Workspace
from sightline.store.begun_batches import TAKEN, FileReceipt, note_states

pytestmark = pytest.mark.django_db
MANAGER = ("mel", "manager", "police", "police")


def page_of(key: str) -> str:
    answer = client_of(worried.actor(*MANAGER)).get(reverse("record", args=[held.record_of(key)]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture
def served(workspace: Workspace) -> Workspace:
    held.serve_snapshot(workspace)
    return workspace


def test_a_record_of_before_agreements_says_so_and_which_covers_it_today(served: Workspace) -> None:
    shutil.rmtree(served.root / "agreements", ignore_errors=True)
    assert "none covers it today" in page_of("school").partition('id="terms"')[2].partition("</details>")[0]
    agree(served.root)
    said = page_of("school").partition('id="terms"')[2].partition("</details>")[0]
    assert "This agreement covers it today" in said and "School (invented)" in said
    assert "UK GDPR" in said and "safeguarding" in said and "01632 960 000" in said


def test_a_record_names_the_agreement_of_the_file_that_it_came_in(served: Workspace) -> None:
    agree(served.root)
    under = (("school", "school_concerns", "school"),)
    note_states(served, 1, [FileReceipt(1, "f", "school.csv", "", "", TAKEN, "2024-03-01T09:00:00Z", under=under)])
    said = page_of("school").partition('id="terms"')[2].partition("</details>")[0]
    assert "before Sightline kept agreements" not in said and ">school<" in said


@pytest.mark.parametrize(("layout", "said"), [("police_missing", "not a convicted person"),
                                              ("police_intelligence", "This is an assessment.")])  # fmt: skip
def test_a_law_enforcement_record_says_whether_it_is_fact_or_assessment(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, layout: str, said: str
) -> None:
    tables = held.tables
    kept = {"agency": "police", "organisation": "police", "layout": layout}

    def make() -> dict[object, list[dict[str, object]]]:
        found = tables()
        for rows in found.values():
            for row in rows:
                if row.get("layout") == "police_missing" and row.get("record_id") == held.record_of("police"):
                    row |= kept
        return found

    monkeypatch.setattr(held, "tables", make)
    held.serve_snapshot(workspace, anew=True)
    page = page_of("police")
    assert (said in page) and ("assessment" in page) == (layout == "police_intelligence")
    assert "assessment" not in page_of("school") and "convicted" not in page_of("school")
