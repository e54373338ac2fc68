"""A disputed group is marked on its page, in lists, with its chart, and in every file that has its connections."""

import csv
import html
import io
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import build_in, stand
from support.sessions import session_of
from support.trials import everybody_is_invented, export_network
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.disputed_conclusions.services import dispute_conclusion
from sightline.casework.networks.selectors import new_picture
from sightline.casework.networks.selectors.disputed_parts import disputed_parts, shows_disputed
from sightline.casework.networks.selectors.entity_page import read_group
from sightline.casework.networks.selectors.exports import OF_DISPUTED_GROUP
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.whole_export import export_picture
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WRONG = "Two of these people are the same person, and the house is a family home."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("networks"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


def group_of(actor: Actor) -> str:
    (line,) = list_networks(session_of(actor), kind="group").lines
    return line.node.node_id


def file_of(actor: Actor, group_id: str, format: str) -> str:
    made = export_network(session_of(actor), kind="group", node_id=group_id, format=format, words=WORDS_OF_FILES)
    return made.body.decode()


def test_it_is_marked_on_its_page_in_lists_with_its_chart_and_on_its_pattern(
    snapshot: Snapshot, officer: Actor
) -> None:
    group_id = group_of(officer)
    member = next(one.node.node_id for one in read_group(session_of(officer), group_id=group_id).of("child"))
    addresses = [
        reverse("network", args=["group", group_id]),
        reverse("networks_list", args=["group"]),
        reverse("network_picture", args=["group", group_id]),
        reverse("network", args=["person", member]),
    ]
    browser = client_of(officer)
    assert not any(">Disputed<" in browser.get(one).content.decode() for one in addresses)
    dispute_conclusion(session_of(officer), kind="group", conclusion_id=group_id, words=WRONG)
    assert [">Disputed<" in browser.get(one).content.decode() for one in addresses] == [True] * 4
    assert WRONG in html.unescape(browser.get(addresses[0]).content.decode())


def test_charts_that_show_two_of_its_members_say_so_on_their_pages_and_in_their_files(
    snapshot: Snapshot, officer: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_picture, "DAYS", 4_000)  # so that what is new has the group
    group_id = group_of(officer)
    member = next(one.node.node_id for one in read_group(session_of(officer), group_id=group_id).of("child"))
    pages = [
        reverse("networks_picture"),
        f"{reverse('networks_picture')}?show=all",
        reverse("network_picture", args=["person", member]),
    ]
    files = [reverse("networks_picture_svg"), reverse("network_picture_svg", args=["person", member])]
    said, browser = "Someone disputes a group or pattern in this chart.", client_of(officer)

    def says() -> list[bool]:
        answers = [*(browser.get(one) for one in pages), *(browser.post(one, {"purpose": "case"}) for one in files)]
        return [said in " ".join(one.content.decode().split()) for one in answers]

    before = says()
    assert before == [False] * len(before)
    dispute_conclusion(session_of(officer), kind="group", conclusion_id=group_id, words=WRONG)
    after = says()
    assert after == [True] * len(after)
    assert ">Disputed<" in browser.get(pages[1]).content.decode().partition("<tbody")[2]


def test_a_chart_with_nobody_of_a_disputed_pattern_says_nothing(snapshot: Snapshot, officer: Actor) -> None:
    group_id = group_of(officer)
    session = session_of(officer)
    dispute_conclusion(session, kind="group", conclusion_id=group_id, words=WRONG)
    with session.need_current() as (_, store):
        parts = disputed_parts(session, store, session.sight)
    (members,) = parts
    assert shows_disputed(parts, sorted(members)[:2])
    assert not shows_disputed(parts, [sorted(members)[0], "of-another-group"])


@pytest.mark.parametrize("format", ["csv", "graphml", "i2", "anx"])
def test_each_file_says_which_connections_are_in_it(snapshot: Snapshot, officer: Actor, format: str) -> None:
    group_id = group_of(officer)
    assert str(OF_DISPUTED_GROUP) not in file_of(officer, group_id, format)
    dispute_conclusion(session_of(officer), kind="group", conclusion_id=group_id, words=WRONG)
    assert str(OF_DISPUTED_GROUP) in file_of(officer, group_id, format)


def test_only_connections_between_two_of_its_members_say_so(snapshot: Snapshot, officer: Actor) -> None:
    everybody_is_invented()
    group_id = group_of(officer)
    members = {one.node.node_id for one in read_group(session_of(officer), group_id=group_id).members}
    dispute_conclusion(session_of(officer), kind="group", conclusion_id=group_id, words=WRONG)
    whole = export_picture(session_of(officer), which="all", format="csv", words=WORDS_OF_FILES).body.decode()
    for text in (file_of(officer, group_id, "csv"), whole):
        rows = list(csv.DictReader(io.StringIO(text)))
        said = {({row["From (ID)"], row["To (ID)"]} <= members, OF_DISPUTED_GROUP in row["Note"]) for row in rows}
        assert {(True, True)} <= said <= {(True, True), (False, False)}


def test_who_does_not_see_the_group_disputes_none(snapshot: Snapshot, officer: Actor) -> None:
    nurse = person("nurse", Role.PRACTITIONER, "health")
    with pytest.raises(NotHere):
        dispute_conclusion(session_of(nurse), kind="group", conclusion_id=group_of(officer), words=WRONG)
