"""The events of a child that several agencies may tell of: each reader is shown those tellings alone that they may see."""

from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.chronology.pages.same_events import SharedEvent
from sightline.casework.chronology.selectors.same_events import read_shared_events
from sightline.casework.core.actor import Actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry
from sightline.chronology.same_events import SharedBy, TellingPart
from sightline.model.schema import AGENCY_RECORD, FACT
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
DAYS = {"police": "2024-02-01T21:30:00Z", "clinic": "2024-02-02", "school": "2024-02-02"}


@pytest.fixture(autouse=True)
def served(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Police, a clinic whose record is restricted, and a school tell of one event with one number."""
    as_before = held.tables

    def tables() -> dict[Any, list[dict[str, Any]]]:
        filled, day_of = as_before(), {held.record_of(key): day for key, day in DAYS.items()}
        for row in (*filled[AGENCY_RECORD], *filled[FACT]):
            if day := day_of.get(row["record_id"]):
                row |= {"occurred_from": day, "date_precision": "exact" if "T" in day else "day"}
        for fact in filled[FACT]:
            fact["what"] += ", OC24/00012" if fact["record_id"] in day_of else ""
        return filled

    monkeypatch.setattr(held, "tables", tables)
    held.serve_snapshot(workspace, anew=True)


def reader(agency: str, role: str = "practitioner") -> Actor:
    return worried.actor(f"{agency}_{role}", role, agency)


def events(who: Actor) -> list[SharedEvent]:
    return list(read_shared_events(session_of(who), person_id=held.AOIFE).events)


def page(who: Actor, name: str = "person_shared_events") -> str:
    return client_of(who).get(reverse(name, args=[held.AOIFE])).content.decode()


def test_every_telling_is_shown_with_what_they_share_and_where_they_differ() -> None:
    (event,) = events(reader("police"))
    assert [one.agency for one in event.tellings] == ["police", "school"]
    assert (event.shared, event.differs) == ((SharedBy.REFERENCE,), (TellingPart.DAY,))
    assert event.tellings[0].says == {TellingPart.DAY: "1 February 2024", TellingPart.TIME: "21:30"}
    shown = page(reader("police"))
    assert "1 February 2024, told by Police and School: may be one event" in shown
    assert "They share a reference number. They differ: Date." in shown and shown.count("Differs</strong>") == 2
    assert reverse("record", args=[held.record_of("school")]) in shown


def test_a_telling_that_a_reader_may_not_see_leaves_no_trace() -> None:
    shown = page(reader("police")) + page(reader("police"), "person_chronology")
    assert not [word for word in held.HIDDEN if word in shown] and held.record_of("clinic") not in shown
    own = worried.actor("nurse", "practitioner", "health", "Clinic")
    assert [one.agency for one in events(own)[0].tellings] == ["police", "health", "school"]
    assert "told by Police, Health and School: may be one event" in page(own)
    assert events(reader("police"))[0].key != events(own)[0].key, "the key is of what is shown"


def test_the_chronology_says_who_else_may_tell_of_it_and_leads_there() -> None:
    key, shown = events(reader("police"))[0].key, page(reader("police"), "person_chronology")
    assert f"{reverse('person_shared_events', args=[held.AOIFE])}#event-{key}" in shown and f'id="event-{key}"' in page(
        reader("police")
    )
    assert "May be one event, also told by School<" in shown and "May be one event, also told by Police<" in shown


def test_it_is_audited_and_of_a_person_whom_nobody_sees_there_is_no_page() -> None:
    events(reader("police"))
    assert AuditEntry.objects.filter(action="read_shared_events").count() == 1
    with pytest.raises(NotHere):
        read_shared_events(session_of(reader("school")), person_id=held.SEALED_PERSON)
    assert (
        "No records of two agencies"
        in client_of(reader("police")).get(reverse("person_shared_events", args=[held.BEN])).content.decode()
    )
