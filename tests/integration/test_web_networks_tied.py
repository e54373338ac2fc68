"""Children missing together, adults whom notes describe and children whom notes name: pages, picture, path, files."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import build_in, person_called, stand
from support.sessions import session_of
from support.tied import build_tied
from support.trials import export_network, export_table
from support.worried import client_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.session import house_session
from sightline.casework.meetings.subjects import list_choices_of_pattern
from sightline.casework.networks.pages.networks import MissingTogether
from sightline.casework.networks.selectors.ego_picture import PictureChoice, read_picture
from sightline.casework.networks.selectors.entity_page import read_group, read_network
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.casework.patterns.escalates import patterns_in_snapshot
from sightline.casework.patterns.selectors import list_recognised
from sightline.casework.rules.services.withdrawal import restore_rule, withdraw_rule
from sightline.model.analysis_tables.connections import GROUP_RULE, TOGETHER_RULE
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
SIX, FOUR = "Missing together 6 times", "Missing together 4 times"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("tied"), build_tied)


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    """Police: sees all six nights."""
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    """Sees the four nights whose records are open."""
    return person("nurse", Role.PRACTITIONER, "health")


def read(actor: Actor, address: str, **more: str) -> str:
    answer = client_of(actor).get(address, more)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_each_reader_is_told_of_the_nights_that_they_see(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    nell = person_called(snapshot, "Nell")
    for actor, said, other in ((officer, SIX, FOUR), (nurse, FOUR, SIX)):
        page = read(actor, reverse("network", args=["person", nell]))
        assert said in page and other not in page
        assert "They may be exploited together. This does not make any of them a person of concern." in page
        shown = read_network(session_of(actor), kind="person", node_id=nell)
        assert {one.node.label for one in shown.children} == {"Ivy Birchall", "Beth Cawood"}
        assert {one.records for one in shown.children} == {12 if actor is officer else 8}
        assert all(one.node.kind == "child" for one in shown.children)


def test_the_list_has_each_pair_and_what_waits(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    assert len(list_networks(session_of(officer), kind="missing").lines) == 3
    for actor, said in ((officer, SIX), (nurse, FOUR)):
        page = read(actor, reverse("networks_list", args=["missing"]))
        assert page.count(said) == 3 and "This does not make either a person of concern." in page
        assert page.count("Not answered") == 3


def test_the_picture_its_table_and_the_path_show_it(snapshot: Snapshot, nurse: Actor) -> None:
    nell, beth = person_called(snapshot, "Nell"), person_called(snapshot, "Beth")
    picture = read_picture(session_of(nurse), choice=PictureChoice("person", nell, path_to=beth))
    ((_, _, link),) = picture.path
    assert link.missing is not None and link.missing.occasions == 4
    page = read(nurse, reverse("network_picture", args=["person", nell]), path=beth)
    assert f"Nell Ashdown and Beth Cawood: {FOUR}" in page and page.casefold().count(FOUR.casefold()) > 2
    assert 'stroke-dasharray="12 4 2 4"' in page and "missing together 4 times" in page
    data = client_of(nurse).get(reverse("network_picture_data", args=["person", nell])).json()
    assert {tuple(sorted(line[:2])): line[6] for line in data["lines"]}[tuple(sorted((nell, beth)))] == 1
    whole = {
        frozenset((link.person_id, link.entity_id)): link.missing
        for link in read_whole_picture(session_of(nurse)).links
    }
    assert isinstance(whole[frozenset((nell, beth))], MissingTogether)


@pytest.mark.parametrize("format", ["csv", "graphml", "i2", "anx"])
def test_files_say_how_often_and_how_often_by_chance(snapshot: Snapshot, nurse: Actor, format: str) -> None:
    body = export_network(
        session_of(nurse), kind="person", node_id=person_called(snapshot, "Nell"), format=format, words=WORDS_OF_FILES
    ).body
    assert b"missing together 4 times, 0." in body and b"missing together 6 times" not in body
    if format == "csv":
        rows = [row for row in csv.DictReader(io.StringIO(body.decode())) if row["Source"].startswith("missing")]
        assert {(row["From (kind)"], row["To (kind)"]) for row in rows} == {("Child", "Child")}
        assert all(
            row["Record"] and row["Agency"] == "Police" and row["Connection"] == "missing together" for row in rows
        )


def test_a_group_says_that_it_rests_on_nights_and_on_a_description(snapshot: Snapshot, officer: Actor) -> None:
    (line,) = list_networks(session_of(officer), kind="group").lines
    shown = read_group(session_of(officer), group_id=line.node.node_id)
    # Una and Dean by the car alone, which three others touch too.
    assert shown.nights and shown.node.label == "4 children, 1 adult and 1 not identified"
    (man,) = shown.of("unidentified")
    assert man.node.label == "Man, not identified (10 April 2024)" and man.noted and len(man.smallest) == 1
    assert man.node.said.startswith("“man of about thirty") and man.node.said.endswith("”")
    page = read(officer, reverse("network", args=["group", line.node.node_id]))
    assert "missing together more often than by chance" in page
    assert "adults that a sentence describes" in page and "“man of about thirty" in page
    assert ">man of about thirty" not in page and ": man of about thirty" not in page
    assert f">{man.node.label}</a>" in page and shown.growth[-1].members.most == len(shown.members)
    key = next(one.instance_key for one in shown.done.recognised if one.node_id == line.node.node_id)
    choices = list_choices_of_pattern(session_of(officer), instance_key=key)
    assert choices[0].words == f"The group: {shown.node.label}", "a meeting calls it as its page does"
    alone = read_network(session_of(officer), kind="unidentified", node_id=man.node.node_id)
    assert [one.node.label for one in alone.children] == ["Nell Ashdown"]


def test_a_child_whom_a_note_names_stands_beside_what_the_record_gives(snapshot: Snapshot, nurse: Actor) -> None:
    shown = read_network(session_of(nurse), kind="person", node_id=person_called(snapshot, "Una"))
    assert [one.node.label for one in shown.adults] == ["Dean Marlow"]
    assert [one.node.kind for one in shown.things] == ["vehicle"]
    others = read_network(session_of(nurse), kind="person", node_id=person_called(snapshot, "Dean"))
    assert [(one.node.kind, one.node.label) for one in others.children] == [("child", "Una Elmore")]


def test_a_school_lead_is_told_of_no_tie_with_a_child_who_is_no_pupil(snapshot: Snapshot) -> None:
    lead = person("lead", Role.SCHOOL_LEAD, "school", "Elm School")
    page = read(lead, reverse("networks_list", args=["missing"]))
    assert "There are none in the records that you can see." in page and "does not make" not in page


def test_while_the_rule_of_nights_is_withdrawn_no_pair_stands_and_no_group_that_rests_on_it(
    snapshot: Snapshot, built: tuple[Workspace, Snapshot], officer: Actor, tmp_path: Path
) -> None:
    (group,) = list_networks(session_of(officer), kind="group").lines
    nell = person_called(snapshot, "Nell")

    def recognised() -> tuple[set[str], set[str]]:
        """On the child's page, and in the file."""
        export_table(session_of(house_actor()), workspace=built[0], table="patterns", out=tmp_path / "told.csv")
        with (tmp_path / "told.csv").open(encoding="utf-8") as rows:
            return (
                {one.pattern_id for one in list_recognised(session_of(officer), person_id=nell)},
                {row["pattern_id"] for row in csv.DictReader(rows)},
            )

    on_nights, before = {GROUP_RULE, TOGETHER_RULE}, recognised()
    assert all(on_nights <= told for told in before)
    withdraw_rule(
        session_of(house_actor()), rule_id=TOGETHER_RULE, why="The registers of two homes were wrong in spring."
    )
    assert recognised() == tuple(told - on_nights for told in before)
    assert {one.rule_id for one in patterns_in_snapshot(house_session(), "2024-07-03T09:30:00Z")}.isdisjoint(on_nights)
    assert (
        list_networks(session_of(officer), kind="group").total
        == list_networks(session_of(officer), kind="missing").total
        == 0
    )
    assert client_of(officer).get(reverse("network", args=["group", group.node.node_id])).status_code == 404
    page = read(officer, reverse("networks_list", args=["missing"]))
    assert "withdrew the rule" in page and "The registers of two homes" in page and SIX not in page
    restore_rule(session_of(house_actor()), rule_id=TOGETHER_RULE, why="The registers were put right in July 2024.")
    assert recognised() == before
