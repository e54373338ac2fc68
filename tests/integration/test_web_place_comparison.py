"""Places with signs beside places of their type: on the list, on their page and with what was recognised; two readers.

Quay Grill has ten people on record, five of them children who were harmed or named there within weeks: two of these
records are restricted to police. A superstore has forty people, and three children in the same half year. Eight other
premises have twelve people each, and one child each.
"""

from typing import Any

import pytest
from django.urls import reverse
from support.climbing import person
from support.grouped import RESTRICTED, build_group, occurrence, stand, thing_of
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor
from sightline.casework.networks.selectors.entity_page import read_network
from sightline.casework.networks.selectors.lists import list_networks
from sightline.casework.patterns.selectors import read_recognised
from sightline.model.nouns import Role
from sightline.store import Workspace
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db(transaction=True)
SHOP = {"Location": "Bigger Superstore, Tarrowby", "Location Postcode": "ZZ4 8SS"}
GRILL = {"Location": "Quay Grill, 2 Quay Lane, Tarrowby", "Location Postcode": "ZZ4 1AC"}
FORENAMES = ("Ada", "Bea", "Cleo", "Dora", "Edie", "Faye", "Gwen", "Hope", "Isla", "Jade", "Kaya", "Lena")
SURNAMES = ("Aldous", "Barwick", "Colter", "Danvers", "Eastoe", "Fenner", "Gotts", "Hewitt", "Ingate", "Jolly", "Kett",
            "Larter", "Mingay", "Nudd", "Orford", "Pye")  # fmt: skip


class People:
    """Invented people, each another, children or adults."""

    def __init__(self) -> None:
        self.number = 0

    def next(self, year: int) -> tuple[str, str, str]:
        self.number += 1
        surname, forename = SURNAMES[self.number % len(SURNAMES)], FORENAMES[self.number // len(SURNAMES) % 12]
        return surname, forename, f"{self.number % 28 + 1:02}/{self.number % 12 + 1:02}/{year - self.number % 3}"


def visits() -> list[dict[str, str]]:
    people, rows = People(), list[dict[str, str]]()

    def at(place: dict[str, str], day: str, who: tuple[str, str, str], role: str, **more: str) -> None:
        rows.append(occurrence(f"V{len(rows)}", day, who, role, **place, **more))

    for number in range(5):
        at(GRILL, f"{number + 3:02}/03/2024", people.next(2010), "VICTIM", **(RESTRICTED if number > 2 else {}))
        at(GRILL, f"{number + 3:02}/02/2023", people.next(1980), "WITNESS")
    for number in range(3):
        at(SHOP, f"0{number + 1}/01/2024", people.next(2010), "NAMED")
    for number in range(37):
        at(SHOP, f"{number % 28 + 1:02}/05/2023", people.next(1980), "WITNESS")
    for place in range(8):
        other = {"Location": f"{FORENAMES[place]} Takeaway, Tarrowby", "Location Postcode": f"ZZ5 {place}TT"}
        at(other, "20/12/2023", people.next(2010), "NAMED")
        for number in range(11):
            at(other, f"{number + 1:02}/06/2023", people.next(1980), "WITNESS")
    return rows


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    workspace = Workspace(tmp_path_factory.mktemp("places") / "workspace")
    workspace.create()
    return workspace, build_group(workspace, tmp_path_factory.mktemp("rows"), rows=visits())


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def nurse() -> Actor:
    return person("nurse", Role.PRACTITIONER, "health")


def read(actor: Actor, address: str) -> str:
    answer = client_of(actor).get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def test_a_big_shop_does_not_head_the_list(snapshot: Snapshot, officer: Actor) -> None:
    first, second, *_ = list_networks(session_of(officer), kind="place").lines
    assert (first.node.label[:10], second.node.label[:17]) == ("Quay Grill", "Bigger Superstore")
    assert (second.waits_since or first.last_on) < (first.waits_since or first.first_on)  # it has waited for longer
    told, shop = first.beside_others, second.beside_others
    assert told is not None and shop is not None
    assert (told.children, told.people, told.places, told.is_rare) == (5, 10, 9, True)
    assert (shop.children, shop.people, shop.is_rare) == (3, 40, False)
    # Nine others have 136 people; in the two half years since records begin 11 children; half a child is added.
    assert told.expected == pytest.approx(10 * 11.5 / (2 * 136))
    page = read(officer, reverse("networks_list", args=["place"]))
    assert "5 children with a sign here from 9 September 2023 to 7 March 2024." in page
    assert "At shops, cafés, takeaways and other premises with as many people, about 0.4 children would be" in page
    assert page.index("That is more than expected.") < page.index("That is not clearly more than expected")


def test_each_reader_is_told_of_what_they_see(snapshot: Snapshot, officer: Actor, nurse: Actor) -> None:
    grill = thing_of(snapshot, "place", "Quay Grill")
    seen = {
        who.reader.username: read_network(session_of(who), kind="place", node_id=grill).beside_others
        for who in (officer, nurse)
    }
    assert [(one.children, one.people) for one in seen.values() if one] == [(5, 10), (3, 8)]
    for who in (officer, nurse):
        page = read(who, reverse("network", args=["place", grill]))
        told = seen[who.reader.username]
        assert told and f"{told.children} children with a sign here" in page and "How we work this out" in page
    page = read(nurse, reverse("network", args=["place", grill]))
    assert "5 children" not in page and "7 March" not in page


def test_what_was_recognised_stands_beside_it_and_still_must_be_answered(snapshot: Snapshot, officer: Actor) -> None:
    shop = thing_of(snapshot, "place", "Bigger Superstore")
    shown = read_network(session_of(officer), kind="place", node_id=shop)
    (line,) = [one for one in shown.done.recognised if one.pattern_id == "place_of_repeated_concern"]
    told = read_recognised(session_of(officer), instance_key=line.instance_key)
    assert told.beside_others == shown.beside_others and told.line.must
    page = read(officer, reverse("recognised", args=[line.instance_key]))
    assert "Compared with places of its type" in page
    assert "The pattern found here still needs an answer" in page


def test_a_place_that_nothing_was_recognised_at_is_not_measured(snapshot: Snapshot, officer: Actor) -> None:
    other = thing_of(snapshot, "place", "Ada Takeaway")
    assert read_network(session_of(officer), kind="place", node_id=other).beside_others is None
