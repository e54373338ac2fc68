"""Pictures on pages: they show marks of visible records alone, lead to them, and say the same as their tables."""

import re

import pytest
from django.urls import reverse
from support import held
from support.picture_laws import check_picture
from support.worried import actor, client_of

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.core.models import AuditEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
ALL, FOR = {"months": "all"}, {"purpose": "case"}


@pytest.fixture(autouse=True)
def snapshot(workspace: Workspace) -> None:
    held.serve_snapshot(workspace)


def timeline(agency: str, person_id: str = held.AOIFE, page: str = "person_timeline") -> str:
    client = client_of(actor(f"the_{agency}", "practitioner", agency, ""))
    response = client.get(reverse(page, args=[person_id]), ALL)
    if page == "person_timeline":
        check_picture(response.context["picture"])
    return str(response.content.decode())


def test_a_timeline_has_marks_of_visible_records_alone() -> None:
    officer, nurse = timeline("police"), timeline("health")
    assert f'href="{reverse("record", args=[held.record_of("clinic")])}"' in nurse
    assert held.record_of("clinic") not in officer and not [words for words in held.HIDDEN if words in officer]
    assert re.search(r'<a href="[^"]+" aria-label="[^"]*the child’s own words: I want to go home"', officer)
    pages = [row.ids for row in AuditEntry.objects.filter(outcome="done") if f"person:{hash_id(held.AOIFE)}" in row.ids]
    assert [f"record:{hash_id(held.record_of('clinic'))}" in ids for ids in pages] == [False, True]


def test_its_file_is_the_same_drawing_without_addresses() -> None:
    client = client_of(actor("the_police", "practitioner", "police", ""))
    response = client.post(reverse("person_timeline_file", args=[held.AOIFE], query=ALL), FOR)
    drawn = response.content.decode()
    assert response["Content-Type"] == "image/svg+xml" and 'role="img"' in drawn and "href" not in drawn
    assert re.fullmatch(r'attachment; filename="timeline-\d{4}-\d\d-\d\d\.svg"', response["Content-Disposition"])
    assert (
        "“I want to go" in drawn and "sl-ring" not in drawn and not [words for words in held.HIDDEN if words in drawn]
    )


def test_a_picture_leaves_for_a_purpose_which_its_file_and_the_audit_log_say() -> None:
    client = client_of(actor("the_police", "practitioner", "police", ""))
    for name in ("person_timeline_file", "person_family_file"):
        address = reverse(name, args=[held.AOIFE])
        for asked in (client.get(address), client.post(address, {"purpose": ""})):
            assert "What is the file for?" in asked.content.decode() and "<svg xmlns" not in asked.content.decode()
        assert client.post(reverse(name, args=[held.SEALED_PERSON]), FOR).status_code == 404
        drawn = client.post(address, FOR).content.decode()
        assert re.search(r"<text[^>]*>Exported by the_police on .* for: work on a child’s or an adult’s case", drawn)
        check_labels_above(drawn)
        (row,) = AuditEntry.objects.filter(action="export_picture", outcome="done").order_by("-sequence")[:1]
        assert row.details["purpose"] == "case" and row.details["people"] >= 1
        assert f"person:{hash_id(held.AOIFE)}" in row.ids


def check_labels_above(drawn: str) -> None:
    """The label begins within the sheet, and above the drawing."""
    top, tall = (float(re.search(rf'viewBox="0 {one}', drawn)[1]) for one in (r"(\S+) ", r"\S+ \S+ (\S+)\""))  # type: ignore[index]
    heights = [float(one) for one in re.findall(r'<text x="20" y="(-\d+)" font-size="13"', drawn)]
    assert heights and all(top < one < 0 for one in heights) and tall > -top


@pytest.mark.parametrize("months", ["3", "6", "18", "all", "", "7"])
def test_each_range_is_drawn_and_what_is_no_range_is_the_usual_one(months: str) -> None:
    client = client_of(actor("the_police", "practitioner", "police", ""))
    response = client.get(reverse("person_timeline", args=[held.AOIFE]), {"months": months, "until": "2024-02-30"})
    check_picture(response.context["picture"])
    assert response.context["chosen"] == (months if months in ("3", "6", "all") else "18")


def test_there_is_no_timeline_of_somebody_who_may_not_be_seen() -> None:
    client = client_of(actor("the_police", "practitioner", "police", ""))
    for page in ("person_timeline", "person_timeline_file"):
        assert client.get(reverse(page, args=[held.SEALED_PERSON])).status_code == 404
