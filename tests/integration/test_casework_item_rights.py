"""Lists and single items go by the same rights: what a list counts is what can be opened, for every role and marking."""

from itertools import product

import pytest
from support.climbing import LADDER, fill_ladder, person, set_clock, thing
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.escalation.scopes import ALL, ME, REACHED
from sightline.casework.escalation.selectors import list_items, read_item
from sightline.casework.timekeeping.scheduler import tick
from sightline.model.errors import Refused
from sightline.model.nouns import HandlingMarking, Role
from sightline.model.visibility import Visibility
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = "2026-11-23T09:00:00Z"
PLACES = (("police", "police", "police_missing"), ("police", "police", "police_intelligence"), ("health", "Clinic", "health_attendances"),
          ("school", "Elm", "school_concerns"), (LADDER, LADDER, "childrens_services_events"))  # fmt: skip
SEALED = (str(HandlingMarking.SEALED_IDENTITY),)
READERS = tuple(
    (role, agency, organisation)
    for role in Role
    for agency, organisation in (
        ("police", ""),
        ("health", ""),
        ("health", "Clinic"),
        ("school", "Elm"),
        (LADDER, ""),
        ("", ""),
    )
    if role not in (Role.ELECTED_MEMBER, Role.SCHOOL_LEAD) or agency == "school"
)


@pytest.fixture
def ids(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One item of each place and marking, on three ladders, and one about a professional."""
    set_clock(monkeypatch, "2026-11-25T09:30:00Z")
    things = []
    for number, ((agency, organisation, layout), restricted, sealed, ladder) in enumerate(
        product(PLACES, (False, True), (False, True), ("police", LADDER, "school")), start=1
    ):
        seen = Visibility(agency, organisation, layout, restricted, SEALED if sealed else ())
        things.append(
            thing(MONDAY, number=number, seen=seen, agency=ladder, organisation="Elm" if ladder == "school" else "")
        )
    about = Visibility(LADDER, LADDER, "sightline_professional_concerns", True)
    things.append(thing(MONDAY, number=999, seen=about, about_professional=True, about_agency=LADDER))
    fill_ladder("police")
    fill_ladder("lado")
    tick(session_of(house_actor()), as_at="2026-11-25T09:20:00Z", sources=[lambda _session, _now: things])
    return [each.item_id for each in things]


def opened(actor: Actor, ids: list[str]) -> set[str]:
    found = set()
    for item_id in ids:
        try:
            read_item(session_of(actor), item_id=item_id)
        except NotHere:
            continue
        found.add(item_id)
    return found


def test_an_elected_member_has_no_list(ids: list[str]) -> None:
    assert ids
    with pytest.raises(Refused):
        list_items(session_of(person("cllr", Role.ELECTED_MEMBER, "")), scope=ALL)


def test_what_a_list_counts_is_what_can_be_opened(ids: list[str]) -> None:
    assert {role for role, *_ in READERS} >= set(Role) - {Role.ELECTED_MEMBER}
    for number, (role, agency, organisation) in enumerate(READERS):
        if role is Role.ELECTED_MEMBER:
            continue
        actor = person(f"{role}{number}", role, agency, organisation)
        page = list_items(session_of(actor), scope=ALL, size=500)
        listed = {line.item_id for line in page.items}
        assert page.total == len(listed), (role, agency)
        assert listed == opened(actor, ids), (role, agency)
        assert all(line.shown for line in page.items), "whoever need not answer sees an item only with all its basis"


def test_holders_open_what_is_in_their_lists_and_nothing_sealed_is_shown(ids: list[str]) -> None:
    for username, role in (("police_practitioner_holder", Role.PRACTITIONER), ("police_head_of_service_holder", Role.SENIOR_OFFICER),
                           ("partnership_chair_and_scrutineer_chair", Role.REVIEWER)):  # fmt: skip
        holder = person(username, role, "police")
        mine = {
            line.item_id
            for scope in (ME, REACHED)
            for line in list_items(session_of(holder), scope=scope, size=500).items
        }
        everything = {line.item_id: line for line in list_items(session_of(holder), scope=ALL, size=500).items}
        assert mine <= set(everything) == opened(holder, ids)
        assert [line for line in everything.values() if not line.shown and (line.record_id or line.person_id)] == []
        for item_id in mine:
            page = read_item(session_of(holder), item_id=item_id)
            assert bool(page.record_ids) is page.line.shown
    sealed = [item_id for number, item_id in enumerate(ids[:-1]) if number // 3 % 2]
    chair = person("partnership_chair_and_scrutineer_chair", Role.REVIEWER, "police")
    assert len(sealed) == 30
    assert not any(read_item(session_of(chair), item_id=item_id).line.shown for item_id in sealed)
