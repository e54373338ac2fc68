"""Who was removed as wrong, or is no longer of concern: off lists, pictures, groups and downloads, and never unsaid.

Of Dean two children's open records, and Beth's restricted one, make an adult around children.
"""

from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from support.audited import acts_named
from support.climbing import person
from support.grouped import build_in, person_called, record_numbered, stand, thing_of
from support.sessions import session_of
from support.trials import export_network
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Decision
from sightline.casework.networks.pages.networks import NetworkLine
from sightline.casework.networks.selectors.ego_picture import PictureChoice, read_picture
from sightline.casework.networks.selectors.entity_page import read_group, read_network
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.networks.selectors.maps import list_places_by_month, map_places
from sightline.casework.networks.selectors.whole_picture import read_whole_picture
from sightline.casework.subject_files.selectors.files import offer_file_on_record
from sightline.casework.subject_files.services.files import SubjectFileInput, decide_status
from sightline.casework.subject_files.services.opening import NewSubjectFile, open_subject_file
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.networks.presenters import WORDS_OF_FILES

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Two children name him at the flat within a month, and no two agencies had looked at them together."
WRONG = "The tenancy is his brother’s, and it was the brother whom the neighbours had seen there."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("set_aside"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def mia() -> Actor:
    """She decides, and sees no restricted record of police."""
    return person("mia", Role.MANAGER, "childrens_services")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


@pytest.fixture
def reviewer() -> Actor:
    return person("rea", Role.REVIEWER, "")


def end(actor: Actor, file_id: str, word: str = "removed") -> None:
    decide_status(session_of(actor), file_id=file_id, entered=SubjectFileInput(word=word, words=WRONG))


def open_file(actor: Actor, record: str, **more: Any) -> str:
    opening = NewSubjectFile((record,), "of_concern", WHY, date(2024, 9, 1), **more)
    return open_subject_file(session_of(actor), opening=opening)


def listed(actor: Actor, kind: str) -> dict[str, NetworkLine]:
    return {line.node.node_id: line for line in list_networks(session_of(actor), kind=kind).lines}


def page(actor: Actor, name: str, *args: str) -> str:
    answer = client_of(actor).get(reverse(name, args=args))
    assert answer.status_code == 200, (name, answer.status_code)
    return " ".join(answer.content.decode().split())


def test_who_was_removed_as_wrong_is_off_every_list_picture_and_download(snapshot: Snapshot, officer: Actor) -> None:
    dean, nell, car = (person_called(snapshot, "Dean"), person_called(snapshot, "Nell"),
                       thing_of(snapshot, "vehicle", "UA15"))  # fmt: skip
    (group_id,) = listed(officer, "group")
    assert dean in listed(officer, "adult") and listed(officer, "vehicle")[car].adults == 2
    file_id = open_file(officer, record_numbered(snapshot, "O1"), person_id=dean)
    assert dean in listed(officer, "adult"), "an open file takes nobody off"
    end(officer, file_id)
    assert dean not in listed(officer, "adult") and list_networks(session_of(officer), kind="adult").set_aside == 1
    assert listed(officer, "vehicle")[car].adults == 1
    line = listed(officer, "group")[group_id]
    assert (line.node.label, line.adults, line.set_aside) == ("3 children and 1 adult", 1, 1)
    group = read_group(session_of(officer), group_id=group_id)
    assert group.set_aside == 1 and all(one.smallest for one in group.members)
    around = read_network(session_of(officer), kind="person", node_id=nell)
    assert around.set_aside == 1 and around.adults
    whole = read_whole_picture(session_of(officer))
    near = read_picture(session_of(officer), choice=PictureChoice("group", group_id))
    shown = [group, around, whole, near, *(read_network(session_of(officer), kind=kind, node_id=one) for kind, one in (
        ("vehicle", car), ("person", person_called(snapshot, "Ivy"))))]  # fmt: skip
    assert "Dean" not in repr([(one.members, one.growth, one.evidence) for one in (group,)])
    for one in shown[1:]:
        assert dean not in _ids(one), one
    assert whole.set_aside == near.graph.set_aside == 1
    for format in ("csv", "graphml", "i2"):
        body = export_network(
            session_of(officer), kind="group", node_id=group_id, format=format, words=WORDS_OF_FILES
        ).body.decode()
        assert dean not in body and "Dean" not in body
        assert "Removed from lists by a named decision, and not in this file: 1." in body
    says = "1 person or thing is not shown here, by a named decision."
    for name, args in (("networks_list", ("adult",)), ("networks", ()), ("network", ("group", group_id)),
                       ("network", ("person", nell)), ("network_picture", ("group", group_id)),
                       ("networks_picture_data", ())):  # fmt: skip
        shown_page = page(officer, name, *args)
        assert says in shown_page and "Dean Marlow" not in shown_page, name


def _ids(shown: Any) -> set[str]:
    """Every id of somebody in it."""
    if hasattr(shown, "graph"):
        return _ids(shown.graph) | {one.node_id for one in shown.targets}
    if hasattr(shown, "links"):
        return {one.node_id for one in shown.nodes} | {
            end for link in shown.links for end in (link.person_id, link.entity_id)
        }
    near = {one.node.node_id for one in (*shown.children, *shown.adults, *shown.things)}
    steps = {end.node_id for one in shown.hops for end in (one.via, one.to)}
    return near | steps | {node.node_id for one in shown.evidence for node in one.nodes}


def test_their_own_page_says_so_and_nobody_opens_another_file_without_being_told(
    snapshot: Snapshot, officer: Actor, nurse: Actor
) -> None:
    dean = person_called(snapshot, "Dean")
    end(officer, open_file(officer, record_numbered(snapshot, "O1"), person_id=dean))
    said = "Removed: recorded in error on 3 July 2024 by officer. Records still name this person"
    for name, args in (("network", ("person", dean)), ("person", (dean,)), ("subject_file_open_person", (dean,)),
                       ("subject_file_open_record", (record_numbered(snapshot, "O1"),))):  # fmt: skip
        assert said in page(officer, name, *args), name
    assert "Show the chart" not in page(officer, "network", "person", dean)
    for call in (
        lambda who: read_picture(session_of(who), choice=PictureChoice("person", dean)),
        lambda who: export_network(session_of(who), kind="person", node_id=dean, format="csv", words=WORDS_OF_FILES),
    ):
        with pytest.raises(NotHere):
            call(officer)
    hers = page(nurse, "network", "person", dean)
    assert "A named decision removed this person from lists and charts" in hers
    assert "officer" not in hers and "Removed: recorded in error" not in hers and "file on a person" not in hers.lower()
    assert acts_named("read_decided_on", outcome="done")


def test_who_keeps_what_is_at_an_end_sees_them_with_the_decision(
    snapshot: Snapshot, officer: Actor, reviewer: Actor
) -> None:
    dean = person_called(snapshot, "Dean")
    file_id = open_file(officer, record_numbered(snapshot, "O1"), person_id=dean)
    end(officer, file_id, "no_longer")
    line = listed(reviewer, "adult")[dean]
    assert line.decided and (line.decided.by, line.decided.file_id, line.decided.is_off) == ("officer", file_id, False)
    shown = page(reviewer, "networks_list", "adult")
    assert "Dean Marlow" in shown and "Decided to be no longer of concern on 3 July 2024 by officer." in shown
    assert reverse("subject_file", args=[file_id]) in page(reviewer, "network", "person", dean)
    assert dean in {node.node_id for node in read_whole_picture(session_of(reviewer)).nodes}


def test_where_the_reader_may_not_see_what_the_file_rested_on_nothing_was_decided(
    snapshot: Snapshot, officer: Actor, mia: Actor, nurse: Actor
) -> None:
    dean = person_called(snapshot, "Dean")
    before = {who: _pages(who, dean) for who in (mia, nurse)}
    end(officer, open_file(officer, record_numbered(snapshot, "O6"), person_id=dean))  # O6 is restricted to police
    assert dean not in listed(officer, "adult")
    for who in (mia, nurse):
        assert dean in listed(who, "adult") and _pages(who, dean) == before[who]


def _pages(who: Actor, dean: str) -> str:
    text = "".join(page(who, name, *args) for name, args in (
        ("networks_list", ("adult",)), ("network", ("person", dean)), ("person", (dean,))))  # fmt: skip
    return "".join(part for part in text.split('"') if "csrf" not in part and len(part) != 64)


def test_records_that_were_not_known_to_the_decision_put_them_back(
    snapshot: Snapshot, officer: Actor, mia: Actor
) -> None:
    """Mia decides without the restricted records: for police, who see them, he stays, and the page says why."""
    dean = person_called(snapshot, "Dean")
    end(mia, open_file(mia, record_numbered(snapshot, "O1"), person_id=dean))
    assert dean not in listed(mia, "adult")
    line = listed(officer, "adult")[dean]
    assert line.decided and line.decided.new_records == 1 and not line.decided.is_off
    shown = page(officer, "networks_list", "adult")
    assert "The decision did not consider 1 record that names this person with children" in shown
    assert Decision.objects.get(kind="working_file_status", body__word="removed").body["stood_on"]


def test_a_new_file_puts_them_back_and_a_child_is_never_off(snapshot: Snapshot, officer: Actor) -> None:
    dean, nell = person_called(snapshot, "Dean"), person_called(snapshot, "Nell")
    end(officer, open_file(officer, record_numbered(snapshot, "O1"), person_id=dean))
    open_file(officer, record_numbered(snapshot, "O2"), person_id=dean)
    assert dean in listed(officer, "adult") and "Removed: recorded in error" not in page(
        officer, "network", "person", dean
    )
    told = "Her social worker sees her alone each week, and asks what was done to her before anything else."
    end(officer, open_file(officer, record_numbered(snapshot, "O1"), person_id=nell, as_a_child=told))
    (group,) = listed(officer, "group").values()
    assert (group.children, group.set_aside) == (3, 0)
    assert nell in {node.node_id for node in read_whole_picture(session_of(officer)).nodes}
    assert "A child stays in lists and charts" in page(officer, "network", "person", nell)


def test_a_place_and_a_group_are_set_aside_too(snapshot: Snapshot, officer: Actor) -> None:
    flat, record = thing_of(snapshot, "place", "7 Quay Lane"), record_numbered(snapshot, "O1")
    (group_id,) = listed(officer, "group")
    offered = offer_file_on_record(session_of(officer), record_id=record)
    mention = next(one.key for one in offered.about if one.kind == "place")
    end(officer, open_file(officer, record, mention_id=mention))
    year = {"since": date(2024, 1, 1), "until": date(2024, 12, 31)}
    assert flat not in listed(officer, "place")
    assert flat not in {one.node.node_id for one in list_places_by_month(session_of(officer), **year)}
    assert flat not in {one.node.node_id for one in map_places(session_of(officer), **year).places}
    key = read_group(session_of(officer), group_id=group_id).done.recognised[0].instance_key
    opening = NewSubjectFile((record,), "of_concern", WHY, date(2024, 9, 1), pattern_key=key)
    end(officer, open_subject_file(session_of(officer), opening=opening))
    assert list_networks(session_of(officer), kind="group").total == 0
    assert list_networks(session_of(officer), kind="group").set_aside == 1
    assert "Removed: recorded in error on 3 July 2024 by officer" in page(officer, "subject_file_open_recognised", key)
