"""The events of a child that several agencies may tell of: each reader is shown those tellings alone that they may see."""

import re
import shutil
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from django.urls import reverse
from support import held, worried
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.chronology.event_verdicts import event_verdicts_until
from sightline.casework.chronology.pages.same_events import NOT_PROPOSED, ContactCount, NotProposed, SharedEvent
from sightline.casework.chronology.selectors.same_events import read_shared_events
from sightline.casework.chronology.services import decide_shared_event
from sightline.casework.core import clock
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import AuditEntry, Decision
from sightline.casework.data.replays import replay_day
from sightline.casework.data.runs import run_pipeline
from sightline.chronology.same_events import SameState, SharedBy, TellingPart
from sightline.known_facts.event_verdicts import DatedVerdict
from sightline.model.errors import Refused
from sightline.model.ids import make_id
from sightline.model.schema import AGENCY_RECORD, FACT, PATTERN
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
WHY = "Both give the number OC24/00012 and describe the same evening."
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
        for one in filled[PATTERN]:
            one["pattern_id"] = "repeat_missing" if one["pattern_id"] == "repeat_missing_clinic" else one["pattern_id"]
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


def answer(who: Actor, *, is_same: bool, words: str = WHY) -> None:
    (event,) = events(who)
    decide_shared_event(session_of(who), person_id=held.AOIFE, key=event.key, is_same=is_same, words=words)


def both_pages(who: Actor) -> str:
    """Both pages without the token of their forms, which is another each time."""
    return re.sub(r'value="\w{64}"', "", page(who) + page(who, "person_chronology"))


def test_people_confirm_and_keep_separate_and_the_last_answer_counts() -> None:
    officer = reader("police")
    answer(officer, is_same=True)
    (event,) = events(officer)
    assert (event.state, event.by, event.words) == (SameState.CONFIRMED, officer.reader.username, WHY)
    assert "told by Police and School: confirmed as one event" in page(officer)
    assert ">One event, also told by School<" in page(officer, "person_chronology")
    answer(officer, is_same=False)
    (event,) = events(officer)
    assert event.state is SameState.SEPARATE and "kept separate" in page(officer)
    assert "also told by" not in page(officer, "person_chronology")
    assert [row.kind for row in Decision.objects.order_by("sequence")][-2:] == ["same_event", "separate_events"]
    assert AuditEntry.objects.filter(action="decide_shared_event").count() == 2


def test_an_answer_that_names_a_record_which_a_reader_may_not_see_is_not_there_for_them() -> None:
    before = both_pages(reader("police"))
    nurse = worried.actor("nurse", "practitioner", "health", "Clinic")
    answer(nurse, is_same=True, words="The clinic saw the bruise that police wrote of on the same evening.")
    assert events(nurse)[0].state is SameState.CONFIRMED
    assert read_shared_events(session_of(nurse), person_id=held.AOIFE).contacts == ContactCount(2, 1)
    assert "may repeat another one" not in page(nurse)
    assert "By records: 2. By events: 1." in page(nurse) and "By records: 1. By events: 1." in before
    assert both_pages(reader("police")) == before
    answer(reader("police"), is_same=True)
    assert events(reader("police"))[0].state is SameState.CONFIRMED


def test_what_nobody_has_answered_counts_and_the_page_says_so() -> None:
    nurse = worried.actor("nurse", "practitioner", "health", "Clinic")
    assert read_shared_events(session_of(nurse), person_id=held.AOIFE).contacts == ContactCount(2, 2, 1)
    assert "1 event may repeat another one. It counts until people answer." in page(nurse)
    assert "may repeat another one" not in page(reader("police")), "police see one contact alone"


def test_the_page_of_a_pattern_says_how_many_events_its_records_tell_of() -> None:
    nurse, key = worried.actor("nurse", "practitioner", "health", "Clinic"), make_id("pattern", "clinic")
    url = reverse("recognised", args=[key])
    before = client_of(nurse).get(url).content.decode()
    assert "Counted by records: 2. By events: 2. 1 event may repeat another one." in " ".join(before.split())
    assert reverse("person_shared_events", args=[held.AOIFE]) in before
    answer(nurse, is_same=False)
    assert "Counted by records" not in client_of(nurse).get(url).content.decode(), "nothing to say of two events"
    answer(nurse, is_same=True)
    assert "Counted by records: 2. By events: 1." in " ".join(client_of(nurse).get(url).content.decode().split())


@pytest.fixture
def unlike(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """School and police write of one day, without a number that both give; the clinic writes of another day."""
    as_before = held.tables

    def tables() -> dict[Any, list[dict[str, Any]]]:
        filled = as_before()
        days = {held.record_of("police"): "2024-02-02T21:30:00Z", held.record_of("clinic"): "2024-05-20"}
        for row in (*filled[AGENCY_RECORD], *filled[FACT]):
            row |= {"occurred_from": days[row["record_id"]]} if row["record_id"] in days else {}
        for fact in filled[FACT]:
            fact["what"] = fact["what"].replace(", OC24/00012", "")
        return filled

    monkeypatch.setattr(held, "tables", tables)
    held.serve_snapshot(workspace, anew=True)


@pytest.mark.usefixtures("unlike")
def test_a_day_that_no_rule_proposes_is_shown_with_the_reason_and_can_be_confirmed() -> None:
    officer = reader("police")
    shown = read_shared_events(session_of(officer), person_id=held.AOIFE)
    (day,) = shown.days
    assert shown.events == () and shown.contacts == ContactCount(1, 1) and shown.register_days == 0
    assert (day.state, day.why) == (SameState.NOT_PROPOSED, NotProposed.NOTHING_SHARED)
    assert [one.agency for one in day.tellings] == ["school", "police"]
    assert "2 February 2024, records of School and Police" in page(officer) and NOT_PROPOSED[day.why] in page(officer)
    assert "<details" in page(officer) and 'class="govuk-details" open' not in page(officer)
    url = f"{reverse('person_shared_events', args=[held.AOIFE])}?event={day.key}"
    assert 'class="govuk-details" open' in client_of(officer).get(url).content.decode()
    assert client_of(officer).post(url, {"is_one": "same", "words": WHY}).status_code == 302
    (event,) = events(officer)
    assert event.state is SameState.CONFIRMED and event.record_ids == day.record_ids
    assert read_shared_events(session_of(officer), person_id=held.AOIFE).days == ()
    assert "confirmed as one event" in page(officer)


@pytest.mark.usefixtures("unlike")
def test_a_day_names_no_record_that_the_reader_may_not_see() -> None:
    shown = page(reader("police"))
    assert not [word for word in held.HIDDEN if word in shown] and held.record_of("clinic") not in shown


def test_the_next_update_and_a_replay_count_by_the_answers_of_their_day(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[tuple[DatedVerdict, ...]] = []

    def run(*, event_verdicts: Sequence[DatedVerdict], **more: Any) -> Any:
        taken.append(tuple(event_verdicts))
        raise Refused("Seen.", code="seen")

    monkeypatch.setattr("sightline.pipeline.run", run)
    with clock.as_if("2024-06-02T23:30:00Z"):
        answer(reader("police"), is_same=True)
    assert event_verdicts_until("2024-06-02T23:29:59Z") == ()
    house = session_of(house_actor())
    for day in (date(2024, 6, 2), date(2024, 6, 3)):
        with pytest.raises(Refused, match="Seen"), replay_day(house, workspace=workspace, on=day):
            pass
    with pytest.raises(Refused, match="Seen"):
        run_pipeline(house, workspace=workspace)
    (given,) = taken[1]
    assert taken == [(), (given,), (given,)] and event_verdicts_until("2024-06-02T23:30:00Z") == (given,)
    assert (given.is_same, given.given_on) == (True, date(2024, 6, 3)), "the day in London"
    assert given.event_ids == {held.record_of("police"), held.record_of("school")}


def test_an_answer_stays_after_the_next_update(workspace: Workspace) -> None:
    answer(reader("police"), is_same=False)
    for folder in workspace.snapshots.iterdir():
        shutil.rmtree(folder)
    held.serve_snapshot(workspace, anew=True)
    assert [one.state for one in events(reader("police"))] == [SameState.SEPARATE]


def test_the_page_takes_an_answer_and_only_of_roles_that_give_one() -> None:
    officer, scrutineer = reader("police"), worried.actor("author", "reviewer", "partnership")
    url, key = reverse("person_shared_events", args=[held.AOIFE]), events(officer)[0].key
    asked = f"{url}?event={key}"
    assert 'name="is_one"' in client_of(officer).get(asked).content.decode()
    assert client_of(officer).post(asked, {"is_one": "", "words": ""}).status_code == 400
    assert client_of(officer).post(url, {"is_one": "same", "words": WHY}).status_code == 404
    assert client_of(officer).post(asked, {"is_one": "same", "words": WHY}).status_code == 302
    assert "Change the answer" in page(officer) and "Say whether this is one event" not in page(scrutineer)
    assert client_of(scrutineer).post(asked, {"is_one": "same", "words": WHY}).status_code == 403
    with pytest.raises(Refused):
        decide_shared_event(session_of(scrutineer), person_id=held.AOIFE, key=key, is_same=True, words=WHY)
    with pytest.raises(NotHere):
        decide_shared_event(session_of(officer), person_id=held.AOIFE, key="f" * 20, is_same=True, words=WHY)
