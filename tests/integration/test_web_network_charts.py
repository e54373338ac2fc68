"""The chart of a network as each reader is shown it: as known on a day, by agency and kind, by child, new, as a file."""

import csv
import html
import io
import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import build_in, person_called, stand
from support.sessions import session_of
from support.trials import everybody_is_invented
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.models import AuditEntry
from sightline.casework.networks.pages.networks import Link
from sightline.casework.networks.selectors.ego_picture import PictureChoice, PictureRead, read_picture
from sightline.casework.networks.selectors.exports import CHOSEN
from sightline.casework.networks.selectors.graph import ConnectionFilter
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.new_picture import read_new_picture
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
FOR = {"purpose": "case"}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("charts"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def names(read: PictureRead) -> set[str]:
    return {node.label for node in read.graph.nodes}


def around(actor: Actor, person_id: str, **choice: Any) -> PictureRead:
    return read_picture(session_of(actor), choice=PictureChoice("person", person_id, **choice))


def test_as_known_on_a_day_it_holds_no_later_record(snapshot: Snapshot, officer: Actor) -> None:
    dean = person_called(snapshot, "Dean")
    early = around(officer, dean, span=ConnectionFilter(known_by="2024-02-29"))
    assert "Nell Ashdown" in names(early) and "Ivy Birchall" not in names(early)
    assert {day[:7] for link in early.graph.links for day in link.known_on} == {"2024-02"}
    assert early.known_months == around(officer, dean).known_months != ("2024-02",)
    page = client_of(officer).get(reverse("network_picture", args=["person", dean]), {"known": "2024-02"})
    assert "Ivy Birchall" not in re.findall(r"<tbody.*?</tbody>", page.content.decode(), re.DOTALL)[0]


def test_records_of_one_agency_alone_and_kinds_that_are_hidden(snapshot: Snapshot, officer: Actor) -> None:
    dean = person_called(snapshot, "Dean")
    assert around(officer, dean, span=ConnectionFilter(agencies=frozenset({"school"}))).graph.links == ()
    whole, fewer = around(officer, dean), around(officer, dean, hide=("vehicle", "place"))
    assert {node.kind for node in fewer.graph.nodes} == {node.kind for node in whole.graph.nodes} - {"vehicle", "place"}
    tied = {end for link in fewer.graph.links for end in (link.person_id, link.entity_id)}
    assert {node.node_id for node in fewer.graph.nodes} == tied | {dean}


def test_a_path_between_two_who_are_chosen(snapshot: Snapshot, officer: Actor) -> None:
    (group,) = list_networks(session_of(officer), kind="group").lines
    ivy, paul = person_called(snapshot, "Ivy"), person_called(snapshot, "Paul")
    read = read_picture(
        session_of(officer), choice=PictureChoice("group", group.node.node_id, path_from=ivy, path_to=paul)
    )
    assert (read.path[0][0].label, read.path[-1][1].label) == ("Ivy Birchall", "Paul Norcott")


def test_a_large_chart_is_shown_by_child(snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sightline.casework.networks.selectors.readable.MOST_READABLE", 5)
    dean, ivy = person_called(snapshot, "Dean"), person_called(snapshot, "Ivy")
    read = around(officer, dean, child=ivy)
    assert read.narrowed and read.narrowed.child.label == "Ivy Birchall" and len(read.graph.nodes) <= 5
    assert {"Nell Ashdown", "Ivy Birchall", "Beth Cawood"} <= {one.node.label for one in read.narrowed.children}
    assert around(officer, dean, whole=True).narrowed is None
    answer = client_of(officer).get(reverse("network_picture", args=["person", dean]), {"child": ivy})
    assert "are too many to read at once" in answer.content.decode()


def test_the_whole_picture_starts_from_what_is_new_and_names_it(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    read = read_new_picture(session_of(officer))
    assert read.since and read.total == sum(link.known_on[0] >= read.since.isoformat() for link in read.graph.links) > 0
    drawn = {frozenset((link.person_id, link.entity_id)) for link in read.graph.links}
    every = {frozenset((link.person_id, link.entity_id)) for link in read_whole_picture(session_of(officer)).links}
    assert drawn and drawn <= every
    page = client_of(officer).get(reverse("networks_picture")).content.decode()
    assert all(f": {node.label}" in page for node in read.graph.nodes)
    hows = [html_of_row.count("new: ") for html_of_row in page.partition("<tbody")[2].split("<tr")[1:]]
    assert hows[: read.total] == [1] * read.total and not any(hows[read.total :]), "what is new comes first"
    assert "Beth" not in client_of(nurse).get(reverse("networks_picture")).content.decode()


def pairs_of(links: Sequence[Link]) -> set[frozenset[str]]:
    return {frozenset((link.person_id, link.entity_id)) for link in links}


@pytest.mark.parametrize(("show", "month", "said"), [("", "2024-05", "May 2024"), ("all", "2024-04", "April 2024")])
def test_the_charts_of_what_is_new_and_of_everything_are_kept_to_months_and_agencies(
    snapshot: Snapshot, officer: Actor, nurse: Actor, show: str, month: str, said: str
) -> None:
    """The chart, its table, its data and its file say the same; what a reader may not see stays unseen."""
    address, data = reverse("networks_picture"), reverse("networks_picture_data")
    whole = client_of(officer).get(data, {"show": show}).json()
    of_police = {"since": month, "until": month, "agency": "police"}
    chosen = {"show": show, **of_police}
    some = client_of(officer).get(data, chosen).json()
    assert 0 < len(some["lines"]) <= len(whole["lines"])
    assert (len(some["lines"]) < len(whole["lines"])) is bool(show), (
        "what is new is of May, all else of other months too"
    )
    page = html.unescape(client_of(officer).get(address, chosen).content.decode())
    assert f"Only records from {said} to {said}. Only records of Police." in page
    assert f'<option value="{month}" selected>' in page and 'value="police" checked' in page
    query = urlencode(({"show": show} if show else {}) | of_police)
    assert f'data-network="{data}?{query}"' in page and "Clear these choices" in page
    everybody_is_invented()
    export = f"{reverse('networks_export', args=['csv'])}?{query}"
    assert f'action="{export}"' in page
    held = list(csv.DictReader(io.StringIO(client_of(officer).post(export).content.decode())))
    assert {row["Day"][:7] for row in held} == {month} and all(CHOSEN in row["Note"] for row in held)
    drawn = {frozenset(line[:2]) for line in some["lines"]}
    assert {frozenset((row["From (ID)"], row["To (ID)"])) for row in held} == drawn
    assert ("Beth Cawood" in page) is bool(show)
    seen = client_of(nurse).get(address, chosen).content.decode() + client_of(nurse).get(data, chosen).content.decode()
    assert "Beth" not in seen and person_called(snapshot, "Beth") not in seen
    for nothing in ({"agency": "school"}, {"since": "2024-05", "until": "2024-02"}, {"agency": "<b>nobody</b>"}):
        page = client_of(officer).get(address, {"show": show, **nothing}).content.decode()
        assert "Choose other months or agencies, or clear these choices." in page, nothing
        assert 'name="since"' in page and "Clear these choices" in page and "nobody</b>" not in page


def test_what_is_new_is_so_among_all_records_whichever_are_chosen(snapshot: Snapshot, officer: Actor) -> None:
    """A pair that was known before the period is not new because its newest record alone was chosen."""
    read, span = read_new_picture(session_of(officer)), ConnectionFilter(since="2024-04-01")
    some = read_new_picture(session_of(officer), span=span)
    assert some.since == read.since and some.total <= read.total and some.choices == read.choices
    new = {
        frozenset((link.person_id, link.entity_id))
        for link in read.graph.links
        if read.since and link.known_on[0] >= read.since.isoformat()
    }
    assert {one for one in pairs_of(some.graph.links) if one in new} == {
        frozenset((link.person_id, link.entity_id))
        for link in some.graph.links
        if some.since and link.known_on[0] >= some.since.isoformat()
    }
    assert {link.first_on.month for link in some.graph.links} <= {4, 5, 6}


@pytest.mark.parametrize("show", ["", "all"])
def test_a_path_between_two_of_them_opens_the_chart_of_the_first(
    snapshot: Snapshot, officer: Actor, nurse: Actor, show: str
) -> None:
    tom, una = person_called(snapshot, "Tom"), person_called(snapshot, "Una")
    address = reverse("networks_picture")
    chosen = {"show": show, "start": tom, "path": una}
    answer = client_of(officer).get(address, {**chosen, "since": "2024-02"})
    assert answer.status_code == 302
    assert answer["Location"] == reverse("network_picture", args=["person", tom]) + f"?path={una}&since=2024-02"
    assert 'id="the-path"' in client_of(officer).get(answer["Location"]).content.decode()
    beth = person_called(snapshot, "Beth")
    answer = client_of(nurse).get(address, {**chosen, "start": beth})
    assert answer.status_code == 200 and beth not in answer.content.decode()
    assert "For a path, choose two different people or things" in answer.content.decode()


def test_the_file_says_what_it_is_names_only_whom_its_reader_sees_and_is_audited(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    address = reverse("network_picture_svg", args=["person", person_called(snapshot, "Dean")])
    answer = client_of(officer).post(address, FOR)
    drawn = answer.content.decode()
    assert answer["Content-Type"] == "image/svg+xml" and len(answer.content) < 150_000
    assert "A lead to check, not evidence." in drawn and "Up to date to 1 July 2024" in drawn
    assert "does not make anyone a suspect" in drawn and "marker" not in drawn and "href" not in drawn
    assert ">Beth Cawood<" in drawn and "Beth" not in client_of(nurse).post(address, FOR).content.decode()
    assert AuditEntry.objects.filter(action="export_picture", details__purpose="case").count() == 2
