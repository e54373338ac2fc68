"""Meetings on the web: opened from a child, a record and an item, written down step by step, shown to each as they may."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from icalendar import Calendar
from support import meeting as made
from support import small_partnership as small
from support import worried
from support.audited import acts_named
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.worried import client_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.escalation.models import Item
from sightline.casework.meetings.models import Meeting
from sightline.casework.meetings.pages.meetings import MeetingParty
from sightline.casework.meetings.services.meetings import (
    MeetingInput,
    add_records,
    add_to_agenda,
    ask_to_meeting,
    keep_action,
    keep_dissent,
    keep_held,
    name_chair,
)
from sightline.casework.timekeeping.scheduler import tick
from sightline.store import Workspace
from sightline.web.meetings.entry_pages import ENTRY_PAGES

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED, OVER = "2026-12-22T16:30:00Z", "2026-12-30T08:00:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("web_meetings"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    for somebody in (made.manager, made.officer, made.school_lead, made.nurse):
        somebody()
    return copy


def text(response: Any) -> str:
    return " ".join(response.content.decode().split())


def boxes(name: str, day: str) -> dict[str, str]:
    """The three boxes of a day, written as 24/12/2026."""
    parts = zip(("day", "month", "year"), day.split("/"), strict=True)
    return {f"{name}_{part}": value for part, value in parts}


def opening(held: Workspace, **more: Any) -> dict[str, Any]:
    return {
        "kind": "strategy_discussion", **boxes("on", "23/12/2026"), "at": "10:00", "chair": "", "why": made.WHY,
        "records": [made.record(held, "childrens_services_events/visit")],
    } | more  # fmt: skip


def open_one(held: Workspace) -> str:
    client = client_of(made.manager())
    page = client.post(reverse("meeting_open_child", args=[made.wren(held)]), opening(held), follow=True)
    assert page.status_code == 200, text(page)
    return str(Meeting.objects.latest("pk").meeting_id)


def step(who: Actor, meeting_id: str, what: str, /, **data: Any) -> Any:
    return client_of(who).post(reverse("meeting_add", args=[meeting_id, what]), data, follow=True)


def test_from_a_child_to_the_minutes(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    mia, client = made.manager(), client_of(made.manager())
    person = client.get(reverse("person", args=[made.wren(held)]))
    assert reverse("meeting_open_child", args=[made.wren(held)]) in text(person)
    meeting_id = open_one(held)
    assert "Not invited yet: Children’s services, Police and Health." in text(
        client.get(reverse("meeting", args=[meeting_id]))
    )
    assert "They are invited" in text(step(mia, meeting_id, "ask", username="mia"))
    step(mia, meeting_id, "ask", username="omar")
    step(mia, meeting_id, "ask", post="health practitioner holder|")
    step(mia, meeting_id, "ask", name="Dr Lee, GP", agency="health")
    visit = made.record(held, "childrens_services_events/visit")
    assert "It is on the agenda" in text(
        step(
            mia, meeting_id, "agenda", theme="locations", words="The van waits at the station at four", records=[visit]
        )
    )
    step(mia, meeting_id, "agenda", theme="offenders", words="", records=[visit])
    asked = {one.entry.entry_id: one for one in standing(meeting_id).asked}
    words = {one: "came" if entry.entry.account else "did_not_come" for one, entry in asked.items()}
    assert "Attendance is recorded" in text(step(mia, meeting_id, "attendance", **words))
    assert "The decision is recorded" in text(step(mia, meeting_id, "decision", words=made.DECIDED))
    assert "The action is recorded" in text(
        step(mia, meeting_id, "action", words=made.DO, username="omar", **boxes("by_when", "24/12/2026"))
    )
    assert "The plan is recorded" in text(
        step(mia, meeting_id, "plan", words="School sees her each morning, police watch the flat", username="mia",
             **boxes("by_when", "08/01/2027"))
    )  # fmt: skip
    assert "that you do not agree" in text(
        step(made.officer(), meeting_id, "dissent", words="Tomorrow is too late for a visit to the flat", about="")
    )
    set_clock(monkeypatch, "2026-12-23T11:00:00Z")
    page = text(step(mia, meeting_id, "held", **boxes("on", "23/12/2026"), at="10:05"))
    for words_on_page in (
        "We have recorded that the meeting was held", "23 December 2026, 10:05am", made.WHY, made.DECIDED, made.DO,
        "mia, Children’s services</strong> (you): came", "omar, Police</strong>: came", "Dr Lee, GP, Health",
        "The van waits at the station at four", "Led by mia", "Tomorrow is too late", "omar, Police</strong>, by",
    ):  # fmt: skip
        assert words_on_page in page, words_on_page
    listed = text(client.get(reverse("meetings")))
    assert f"Strategy discussion: {small.CHILD}" in listed and "Held on 23 December 2026, 10:05am" in listed
    assert f"Strategy discussion: {small.CHILD}" in text(
        client.get(reverse("person_deadlines", args=[made.wren(held)]))
    )


def standing(meeting_id: str) -> Any:
    from sightline.casework.meetings.state import load_state

    return load_state(Meeting.objects.get(meeting_id=meeting_id))


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"kind": ""}, "kind"),
        ({"why": ""}, "why"),
        ({"why": "Noted."}, "why"),
        ({"at": "noon"}, "at"),
        ({"on_day": ""}, "on"),
        ({"chair": "nobody"}, None),
    ],
)
def test_what_is_missing_stands_at_its_box(held: Workspace, change: dict[str, str], wrong: str | None) -> None:
    page = client_of(made.manager()).post(reverse("meeting_open_child", args=[made.wren(held)]), opening(held) | change)
    assert page.status_code == 400
    assert "There is a problem" in text(page)
    assert list(page.context["form"].errors) == [wrong or "__all__"]
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(
    ("name", "data", "wrong"),
    [
        ("ask", {}, "username"),
        ("ask", {"username": "nobody"}, "username"),
        ("ask", {"name": "Dr Lee"}, "agency"),
        ("agenda", {"words": "The van waits at four"}, "theme"),
        ("agenda", {"theme": "victims", "words": ""}, "words"),
        ("agenda", {"theme": "offenders", "words": "Jay Coleman drives the van"}, "records"),
        ("decision", {"words": "Noted."}, "words"),
        ("action", {"words": made.DO}, "by_when"),
        ("action", {"words": made.DO, **boxes("by_when", "24/12/2026")}, "username"),
        ("plan", {"words": made.DO, "username": "omar"}, "by_when"),
        ("held", {"at": "10:00"}, "on"),
        ("off", {"words": ""}, "words"),
        ("dissent", {"words": "no"}, "words"),
    ],
)
def test_a_step_that_lacks_a_part_says_which(held: Workspace, name: str, data: dict[str, str], wrong: str) -> None:
    meeting_id = open_one(held)
    rows = made.kinds(meeting_id)
    page = step(made.manager(), meeting_id, name, **data)
    assert page.status_code == 400
    assert wrong in page.context["form"].errors
    target = {"theme": "#id_theme_0", "records": "#id_records_0", "by_when": "#id_by_when_0", "on": "#id_on_0"}
    assert f'href="{target.get(wrong, f"#id_{wrong}")}"' in text(page)
    assert made.kinds(meeting_id) == rows


def test_it_is_not_held_before_somebody_came_and_decided(held: Workspace) -> None:
    meeting_id = open_one(held)
    page = step(made.manager(), meeting_id, "held", **boxes("on", "22/12/2026"), at="10:00")
    assert page.status_code == 400
    assert "Record who came" in text(page) and "Record what was decided" in text(page)


def test_every_step_opens_for_who_writes_and_only_some_for_who_was_asked(held: Workspace) -> None:
    meeting_id = open_one(held)
    made.asked(made.manager(), meeting_id, "omar")
    for name, one in ENTRY_PAGES.items():
        url = reverse("meeting_add", args=[meeting_id, name])
        assert client_of(made.manager()).get(url).status_code == 200
        assert client_of(made.officer()).get(url).status_code == (403 if one.minutes else 200), name
        assert client_of(made.nurse()).get(url).status_code == 404
    assert client_of(made.manager()).get(reverse("meeting_add", args=[meeting_id, "tea"])).status_code == 404


def test_the_pages_of_two_readers_are_apart(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What police say of a restricted record changes nothing on the page of somebody who may not see it but one line."""
    meeting_id = open_one(held)
    made.asked(made.manager(), meeting_id, "omar", "nia")
    omar, secret = made.officer(), made.restricted_police(held)

    def page_of(who: Actor) -> str:
        shown = client_of(who).get(reverse("meeting", args=[meeting_id]))
        return "\n".join(line for line in shown.content.decode().splitlines() if "csrfmiddlewaretoken" not in line)

    add_records(session_of(omar), meeting_id=meeting_id, record_ids=(secret,))
    nurse, manager = page_of(made.nurse()), page_of(made.manager())
    for number in range(3):
        set_clock(monkeypatch, f"2026-12-22T16:3{number}:00Z")
        said = MeetingInput(f"Planted words number {number} about the flat", (secret,), theme="victims")
        add_to_agenda(session_of(omar), meeting_id=meeting_id, said=said)
        keep_dissent(
            session_of(omar), meeting_id=meeting_id, said=MeetingInput("Planted dissent about that log", (secret,))
        )
    assert (page_of(made.nurse()), page_of(made.manager())) == (nurse, manager)
    assert "Some of this is based on records that you cannot see" in nurse
    assert "Planted words number 2" in page_of(omar)
    assert reverse("record", args=[secret]) in page_of(omar)
    assert secret not in nurse and "Planted" not in nurse
    for url in ("records", "agenda", "decision", "action", "dissent"):
        form = client_of(made.manager()).get(reverse("meeting_add", args=[meeting_id, url]))
        assert secret not in form.content.decode(), url


def test_a_line_is_corrected_on_a_page_of_its_own(held: Workspace) -> None:
    meeting_id = open_one(held)
    mia = made.manager()
    step(mia, meeting_id, "decision", words=made.DECIDED)
    (kept,) = standing(meeting_id).kept
    url = reverse("meeting_correct", args=[meeting_id, kept.entry_id])
    assert made.DECIDED in text(client_of(mia).get(url))
    page = text(client_of(mia).post(url, {"words": "Police visit the flat tomorrow, not today"}, follow=True))
    assert "Police visit the flat tomorrow" in page and "Corrected on" in page and made.DECIDED in page
    made.asked(mia, meeting_id, "omar")
    assert client_of(made.officer()).get(url).status_code == 404


def test_an_action_is_corrected_and_still_says_who(held: Workspace) -> None:
    meeting_id = open_one(held)
    step(made.manager(), meeting_id, "action", words=made.DO, username="omar", **boxes("by_when", "24/12/2026"))
    step(
        made.manager(), meeting_id, "action", words="Ring the GP about the visit in June", name="Dr Lee", agency="health",
        **boxes("by_when", "24/12/2026"),
    )  # fmt: skip
    first, second = standing(meeting_id).kept
    for kept, filled in ((first, {"username": "omar", "name": ""}), (second, {"username": "", "name": "Dr Lee"})):
        form = (
            client_of(made.manager()).get(reverse("meeting_correct", args=[meeting_id, kept.entry_id])).context["form"]
        )
        assert {box: form.initial[box] for box in filled} == filled


def test_whoever_was_to_do_it_says_that_it_is_done(held: Workspace) -> None:
    meeting_id = open_one(held)
    step(made.manager(), meeting_id, "action", words=made.DO, username="omar", **boxes("by_when", "24/12/2026"))
    (action,) = standing(meeting_id).kept
    url = reverse("meeting_done", args=[meeting_id, action.entry_id])
    assert url in text(client_of(made.officer()).get(reverse("meetings")))
    assert client_of(made.nurse()).get(url).status_code == 404
    assert client_of(made.officer()).post(url, {"words": "ok"}).status_code == 400
    page = text(
        client_of(made.officer()).post(url, {"words": "Saw her at school and asked about the van"}, follow=True)
    )
    assert "Done, says omar" in page and "No one else has confirmed this yet" in page


def test_an_action_that_went_up_says_on_its_page_what_is_to_be_done(
    held: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    police = fill_ladder("police")
    meeting_id, secret = open_one(held), made.restricted_police(held)
    ask_to_meeting(session_of(made.manager()), meeting_id=meeting_id, who=MeetingParty(username="omar"))
    add_records(session_of(made.officer()), meeting_id=meeting_id, record_ids=(secret,))
    name_chair(session_of(made.manager()), meeting_id=meeting_id, who=MeetingParty(username="omar"))
    for words, records in ((made.DO, ()), ("Planted: find the man of that log", (secret,))):
        said = MeetingInput(words, records, who=MeetingParty(username="omar"), by_when=date(2026, 12, 23))
        keep_action(session_of(made.officer()), meeting_id=meeting_id, said=said)
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    pages = {
        who.reader.username: " ".join(
            text(client_of(who).get(reverse("item", args=[item.item_id])))
            for item in Item.objects.filter(source="meeting_action")
        )
        for who in (police["team_manager"], worried.actor("cs", "senior_officer", "childrens_services"))
    }
    theirs, others = pages.values()
    assert made.DO in theirs and "Planted: find the man" in theirs
    assert made.DO in others and "Planted" not in others


def test_a_record_is_added_from_its_own_page(held: Workspace) -> None:
    meeting_id, complaint = open_one(held), made.record(held, "housing_complaints")
    client = client_of(made.manager())
    assert reverse("record_meeting", args=[complaint]) in text(client.get(reverse("record", args=[complaint])))
    page = client.post(reverse("record_meeting", args=[complaint]), {"meeting": meeting_id}, follow=True)
    assert reverse("record", args=[complaint]) in text(page)
    assert client.post(reverse("record_meeting", args=[complaint]), {}).status_code == 400
    sealed = made.ask(held, "SELECT record_id FROM agency_record WHERE list_contains(markings, 'SEALED IDENTITY')")[0]
    assert client.get(reverse("record_meeting", args=[sealed])).status_code == 404


def test_a_meeting_about_a_place_is_opened_from_a_record(held: Workspace) -> None:
    complaint = made.record(held, "housing_complaints")
    url = reverse("meeting_open_record", args=[complaint])
    client = client_of(made.manager())
    form = client.get(url)
    (place,) = (key for key, words in form.context["form"].fields["about"].choices if "12 Mill Court" in words)
    data = opening(held, kind="mace", about=place)
    del data["records"]
    page = text(client.post(url, data, follow=True))
    assert "12 Mill Court" in page and "MACE meeting" in page
    assert Meeting.objects.get().about == "place"


def test_an_item_is_answered_by_opening_a_meeting(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    people = fill_ladder()
    worried.enter(worried.youth_worker(), about=made.wren(held))
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    item = Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")
    client = client_of(people["practitioner"])
    url = reverse("meeting_open_item", args=[item.item_id])
    assert url in text(client.get(reverse("item", args=[item.item_id])))
    data = opening(held) | boxes("on", "31/12/2026")
    del data["records"]
    late = client.post(url, data | boxes("on", "30/06/2027"))
    assert (late.status_code, list(late.context["form"].errors)) == (400, ["on"])
    assert client.post(url, data).status_code == 302
    item.refresh_from_db()
    assert item.state == "acting"
    page = text(client.get(reverse("item", args=[item.item_id])))
    assert "Meetings about this" in page and "will act" in page
    assert "Meetings about this" not in text(client_of(made.officer()).get(reverse("item", args=[item.item_id])))


def test_a_suspicion_that_names_nobody_gets_its_meeting_too(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    people = fill_ladder()
    worried.enter(worried.youth_worker(), about="not known", name="", not_known="Y")
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    item = Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")
    client = client_of(people["practitioner"])
    data = opening(held) | boxes("on", "30/12/2026")
    del data["records"]
    client.post(reverse("meeting_open_item", args=[item.item_id]), data)
    row = Meeting.objects.get()
    assert (row.about, row.mention_ids, row.record_ids) == ("record", [], [item.record_id])
    chair = people["practitioner"]
    made.minuted(chair, row.meeting_id, chair.reader.username, "omar")
    set_clock(monkeypatch, "2026-12-30T12:00:00Z")
    keep_held(session_of(chair), meeting_id=row.meeting_id, held_at="2026-12-30T10:00:00Z")
    item.refresh_from_db()
    assert item.state == "closed"


def test_calendar_files_name_nobody(held: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    people = fill_ladder()
    worried.enter(worried.youth_worker(), about=made.wren(held))
    set_clock(monkeypatch, OVER)
    tick(session_of(house_actor()))
    item = Item.objects.get(rule_id="suspicion_answered", agency="childrens_services")
    holder = next(who for stage, who in people.items() if stage == item.stage)
    meeting_id = made.open_one(holder, held, planned_at="2027-01-05T10:00:00Z")
    keep_action(
        session_of(holder), meeting_id=meeting_id,
        said=MeetingInput(made.DO, who=MeetingParty(username=holder.reader.username), by_when=date(2027, 1, 8)),
    )  # fmt: skip
    own = client_of(holder).get(reverse("own_calendar"))
    assert own["Content-Type"].startswith("text/calendar") and ".ics" in own["Content-Disposition"]
    events = {str(one["UID"]): one for one in Calendar.from_ical(own.content).walk("VEVENT")}
    parts = {uid.partition("-")[0] for uid in events}
    assert parts == {"meeting", "action", "answer", "deadline"}
    assert str(events[f"answer-{item.item_id}@sightline"]["URL"]).endswith(reverse("item", args=[item.item_id]))
    assert events[f"answer-{item.item_id}@sightline"]["DTSTART"].dt.isoformat().startswith(item.answer_by[:19])
    one = client_of(holder).get(reverse("meeting_calendar", args=[meeting_id]))
    assert [str(event["UID"]) for event in Calendar.from_ical(one.content).walk("VEVENT")] == [
        f"meeting-{meeting_id}@sightline"
    ]
    said = own.content.decode() + one.content.decode()
    names = (*small.CHILD.split(), "Jay", "Coleman", "Bus station", holder.reader.username, "van", "yaz", "2010")
    assert not [name for name in names if name in said]
    assert len(acts_named("download_calendar")) == 2
    assert client_of(made.nurse()).get(reverse("meeting_calendar", args=[meeting_id])).status_code == 404
