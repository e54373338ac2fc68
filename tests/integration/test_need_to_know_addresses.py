"""No address tells anything of a child to whoever has no reason, while need to know is in force: every one is asked."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from support import held, worried
from support import rights_objects as made
from support.rights_objects import Objects
from support.rights_oracle import LINES, Cell
from support.worried import client_of
from test_need_to_know import CANARIES, NEEDING, TODAY
from test_web_authorisation import address, every_pattern, met

from sightline.casework.access.models import AccessEntry
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
# Kinds of objects that are about nobody: whoever is let in opens them.
OF_NOBODY = ("", "account", "account_named", "rule", "post", "ladder", "nothing", "unmarked", "group", "person_in_audit",
             "team", "task")  # fmt: skip
# Managers of the agencies that say whether an adult may be told read the adult's name: the adult is no child.
OF_ADULTS = ("named_adult",)
# Whoever decides who works with a child is told that their own agency records the child, and the name: nothing else.
OF_WHO_WORKS = ("child_workers", "child_worker_end", "assignments", "assignment_end")


@pytest.fixture(scope="module")
def objects(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Objects]:
    with made.made_once(Workspace(tmp_path_factory.mktemp("need") / "workspace"), django_db_blocker) as found:
        yield found


@pytest.fixture
def in_force(objects: Objects) -> Objects:
    AccessEntry.objects.create(
        entry_id="f" * 20, at=TODAY, by="ig", decision=10**9, kind="in_force", on_day=date(2026, 1, 1)
    )
    return objects


def told(client: Client, pattern: Any, objects: Objects, *, by: tuple[str, ...] = ("GET", "POST")) -> list[str]:
    """What one address tells somebody about these children: each object that is opened, and each canary."""
    line, found = LINES[pattern.name or ""], []
    if line.public or line.library or pattern.name in OF_WHO_WORKS:
        return []
    for one in objects.things(line.about):
        for method in [each for each in by if each in line.methods]:
            response = client.generic(method, address(pattern, one))
            text = b"".join(response.streaming_content) if response.streaming else response.content
            opened = line.about not in (*OF_NOBODY, *OF_ADULTS) and met(response) is Cell.SEEN
            found += [f"{method} {pattern.name} opens {one}"] if opened else []
            found += [f"{method} {pattern.name} tells {word}" for word in CANARIES if word.encode() in text]
    return found


# Two roles stand for all: the widest of an agency, and who finds people most; the others with `make soak`.
@pytest.mark.parametrize(
    "role", [one if one == "manager" else pytest.param(one, marks=pytest.mark.soak) for one in NEEDING]
)
def test_no_address_tells_anything_of_a_child_without_a_reason(in_force: Objects, role: str) -> None:
    """A new address is asked too: each needs its line, and its object is one of a child unless it is in OF_NOBODY."""
    client = client_of(worried.actor(f"new_{role}", *NEEDING[role]))
    assert [one for pattern in every_pattern() for one in told(client, pattern, in_force)] == []


# Typed into the one box: names, numbers, a reference, a registration, and words of notes, concerns and minutes.
TYPED = ("Aoife", "Ben Hale", "9990000018", "MP24/00001", "AB12 CDE", "officer", "grey van", "blue car", "2024-01-01")


def test_no_search_finds_anything_of_a_child_without_a_reason(in_force: Objects) -> None:
    client, found = client_of(worried.actor("new_manager", *NEEDING["manager"])), []
    ids = [
        str(one)
        for kind in ("concern", "item", "meeting", "file")
        for thing in objects_of(in_force, kind)
        for one in thing
    ]
    for typed in TYPED:
        page = client.post("/find/", {"typed": typed}, follow=True).content.decode().replace(typed, "")
        found += [(typed, one) for one in (*CANARIES, *ids) if one in page and one not in typed]
    assert found == []


def objects_of(objects: Objects, kind: str) -> list[list[object]]:
    """The ids of each object of a kind."""
    return [[one for one in thing.ids.values() if len(str(one)) == 20] for thing in objects.things(kind) if thing]


def test_the_same_addresses_tell_it_to_whoever_has_a_reason(in_force: Objects) -> None:
    """Else the test above could not fail."""
    who = worried.actor("new_manager", *NEEDING["manager"])
    for number, person in enumerate((held.AOIFE, held.BEN)):
        AccessEntry.objects.create(
            entry_id=f"{number:020}", at=TODAY, by="ig", decision=10**9 + 1 + number, kind="assigned",
            account_id=who.account_id, mention_id=person,
        )  # fmt: skip
    client, names = client_of(who), ("person", "record", "question", "clock", "recognised", "asked")
    opened = {
        name: told(client, pattern, in_force, by=("GET",))
        for pattern in every_pattern()
        if (name := pattern.name) in names
    }
    assert [name for name in names if not opened[name]] == []
