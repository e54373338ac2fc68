"""A restricted record of one school is read there, and is nowhere for readers of another school or of none."""

import csv
import re
import shutil
from datetime import date
from difflib import unified_diff
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support import small_partnership as small
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.worried import actor, client_of, enter

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import CurrentSnapshot, Decision
from sightline.casework.restrictions.pages import NewRestriction
from sightline.casework.restrictions.services import restrict_record
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, UNTIL = "2026-12-11T09:00:00Z", date(2027, 3, 1)
PLANTED, NO_SITE = "Planted restricted words of Northfield", "Seen by a nurse who wrote no site."
READS = ("practitioner", "analyst", "manager", "senior_officer")
WHY = "The father's solicitor wrote on Monday that the date is wrong."
NORTH, SOUTH = "North Trust", "South Trust"
# Not the first page: how late files come, and how new they are, is told of agencies by all records that they sent.
ADDRESSES = ("concerns", "work", "work_backlog", "to_ask", "networks", "proposed_patterns")
FOUND_BY = ("planted restricted words", "Ashdown", small.UPN)
CHANGES = re.compile(r'(csrfmiddlewaretoken" value|nonce|name="opening" value|data-[a-z-]*token)="[^"]*"')
TRUSTS = f"""
[[organisations]]
id = "north"
name = "{NORTH}"
type = "HEALTH"
agency = "health"

[[organisations]]
id = "south"
name = "{SOUTH}"
type = "HEALTH"
agency = "health"
"""


def add_row(path: Path, row: dict[str, str]) -> None:
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, small.layout_headings(path.stem), restval="").writerow(row)


def make(folder: Path, *, with_restricted: bool) -> Path:
    """The small partnership with a row of health that names no site, and perhaps a restricted row of Northfield."""
    files, workspace = folder / "files", folder / "workspace"
    small.write_files(files)
    (files / "housing_complaints.csv").unlink()  # it has a row that nobody can read
    her = {"Surname": "Ashdown", "Forename": "Wren", "DOB": small.uk(small.CHILD_BORN)}
    day, earlier = small.uk(date(2024, 6, 1)), small.uk(date(2024, 5, 10))
    add_row(
        files / "health_attendances.csv",
        her | {"NHS Number": "9990000018", "Service": "GP", "Attended Date": day, "Text": NO_SITE, "Restricted": "N", "Entered On": day},
    )  # fmt: skip
    if with_restricted:
        add_row(
            files / "school_concerns.csv",
            her | {"School": small.SCHOOL, "Incident ID": "S9", "Categories": "CSE", "Incident Date": earlier,
                   "Logged On": earlier, "Text": PLANTED, "Author": "Form tutor", "DSL Informed": "Y", "Sightline Marking": "RESTRICTED"},
        )  # fmt: skip
    small.begin(workspace, files, received="2024-12-01", as_at="2024-12-02")
    return workspace


@pytest.fixture(scope="module")
def with_it(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("with_it"), with_restricted=True)


@pytest.fixture(scope="module")
def without_it(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("without_it"), with_restricted=False)


@pytest.fixture
def pages(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Serves a workspace that was built, in place of the one before."""
    set_clock(monkeypatch, NOW)

    def serve(built: Path) -> Workspace:
        settings.SIGHTLINE_WORKSPACE = built
        (snapshot,) = (folder.name for folder in Workspace(built).snapshots.iterdir())
        at = {"snapshot_id": snapshot, "changed_at": "2024-12-02T06:00:00Z"}
        CurrentSnapshot.objects.update_or_create(id=1, defaults=at)
        return Workspace(built)

    return serve


def read_by(who: Actor, served: Workspace) -> dict[str, str]:
    """Every page of Wren and of lists, for one reader, without what changes each time."""
    client = client_of(who)
    addresses = [reverse(name, args=[wren(served)]) for name in small.PERSON_TABS] + [reverse(one) for one in ADDRESSES]
    answers = {one: client.get(one, follow=True) for one in addresses}
    answers |= {one: client.post(reverse("find"), {"typed": one}, follow=True) for one in FOUND_BY}
    assert all(answer.status_code in (200, 403, 404) for answer in answers.values())
    pages = {one: CHANGES.sub("", answer.content.decode()) for one, answer in answers.items()}
    return {one.replace(wren(served), "WREN"): page.replace(wren(served), "WREN") for one, page in pages.items()}


def strangers(role: str) -> list[Actor]:
    return [actor(f"south_{role}", role, "school", small.OTHER_SCHOOL), actor(f"nowhere_{role}", role, "school")]


@pytest.mark.parametrize("role", READS)
def test_a_reader_of_another_school_reads_the_same_with_the_record_and_without(
    pages: Any, with_it: Path, without_it: Path, role: str
) -> None:
    insider = actor(f"north_{role}", role, "school", small.SCHOOL)
    served = pages(without_it)
    before = [read_by(one, served) for one in (insider, *strangers(role))]
    served = pages(with_it)
    own, *others = [read_by(one, served) for one in (insider, *strangers(role))]
    assert PLANTED in str(own) and PLANTED not in str(before)
    for then, now in zip(before[1:], others, strict=True):
        assert list(now) == list(then)
        for one in then:
            assert list(unified_diff(then[one].splitlines(), now[one].splitlines(), n=0)) == [], one
    (record_id,) = ask(served, f"SELECT record_id FROM source_row WHERE original LIKE '%{PLANTED}%'")
    address = reverse("record", args=[record_id])
    assert client_of(insider).get(address).status_code == 200
    assert [client_of(one).get(address).status_code for one in strangers(role)] == [404, 404]


def test_a_concern_for_ones_own_alone_is_read_at_that_school_and_its_page_says_so(pages: Any, with_it: Path) -> None:
    served = pages(with_it)
    author = actor("author", "practitioner", "school", small.SCHOOL)
    concern_id = enter(author, wren(served), own_agency_only="Y", referral="N")
    for role in READS:
        insider = actor(f"north_{role}", role, "school", small.SCHOOL)
        page = client_of(insider).get(reverse("concern", args=[concern_id])).content.decode()
        assert f"of {small.SCHOOL}" in page and " of school" not in page
        for who, expected in ((insider, 200), *((one, 404) for one in strangers(role))):
            assert client_of(who).get(reverse("concern", args=[concern_id])).status_code == expected, (role, who)
    assert client_of(author).get(reverse("concern", args=[concern_id])).status_code == 200


def test_a_record_that_names_no_organisation_is_read_by_the_provider_of_its_agreement(
    pages: Any, with_it: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "workspace"
    shutil.copytree(with_it, copy)
    folder = copy / "agreements"
    with (folder / "organisations.toml").open("a", encoding="utf-8") as register:
        register.write(TRUSTS)
    said = (folder / "health.toml").read_text(encoding="utf-8")
    assert said.count('provider = "health"') == 1
    (folder / "health.toml").write_text(said.replace('provider = "health"', 'provider = "north"'), encoding="utf-8")
    served = pages(copy)
    (record_id,) = ask(served, f"SELECT record_id FROM source_row WHERE original LIKE '%{NO_SITE}%'")
    restriction = NewRestriction(record_id, "accuracy", UNTIL, WHY)
    governance = actor("ig_north", "information_governance", "health", NORTH)
    restrict_record(session_of(governance), restriction=restriction)
    assert Decision.objects.of_kind("restriction_made").get().body["layout"] == "health_attendances"
    for organisation, expected in ((NORTH, 200), (SOUTH, 404), ("", 404)):
        nurse = actor(f"nurse_{organisation or 'none'}", "practitioner", "health", organisation)
        assert client_of(nurse).get(reverse("record", args=[record_id])).status_code == expected, organisation
