"""Working files opened from what was recognised: a group, an adult, a thing; for two readers, one without police rights.

Nobody becomes of concern by being recognised: a file is opened by a form, under a name.
"""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support.climbing import person
from support.grouped import build_in, stand, thing_of
from support.sessions import session_of

from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account
from sightline.casework.disruption.services import consider_measure, use_measure
from sightline.casework.meetings.selectors.meetings import list_meetings_about
from sightline.casework.meetings.services.opening import NewMeeting as MeetingOpening
from sightline.casework.meetings.services.opening import open_meeting
from sightline.casework.meetings.subjects import list_choices_of_pattern
from sightline.casework.reappraisal.services.patterns import keep_pattern_review, list_pattern_reviews
from sightline.casework.rules.services.withdrawal import withdraw_rule
from sightline.casework.subject_files.models import SubjectFile
from sightline.casework.subject_files.selectors.files import (
    list_subject_files,
    list_subject_files_on,
    offer_file_on_recognised,
    read_subject_file,
)
from sightline.casework.subject_files.services.files import SubjectFileInput
from sightline.casework.subject_files.services.opening import AlreadyOpen, NewSubjectFile, open_subject_file
from sightline.model.analysis_tables.connections import GROUP_RULE
from sightline.model.nouns import Role
from sightline.store import DuckDBEngine, Workspace
from sightline.store.snapshots import Snapshot
from sightline.web.meetings.presenters import subject_in_words

pytestmark = pytest.mark.django_db(transaction=True)
WHY = "Three children name the same flat and the same car within ten weeks, and no two were looked at together."


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Snapshot]:
    return build_in(tmp_path_factory.mktemp("recognised_files"))


@pytest.fixture
def snapshot(built: tuple[Workspace, Snapshot], settings: Any, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    return stand(built, settings, monkeypatch)


@pytest.fixture
def officer() -> Actor:
    return person("officer", Role.SENIOR_OFFICER, "police")


@pytest.fixture
def mia() -> Actor:
    return person("mia", Role.MANAGER, "childrens_services")


def key_of(snapshot: Snapshot, where: str) -> str:
    """An instance that holds among all records."""
    engine = DuckDBEngine(snapshot.analysis, read_only=True)
    try:
        rows = engine.query(f"SELECT instance_key FROM pattern WHERE view_no = 0 AND {where} ORDER BY 1").to_pylist()
    finally:
        engine.close()
    return str(rows[0]["instance_key"])


def open_from(actor: Actor, key: str) -> str:
    offered = offer_file_on_recognised(session_of(actor), instance_key=key)
    opening = NewSubjectFile(offered.chosen, "of_concern", WHY, date(2024, 9, 1), pattern_key=key)
    return open_subject_file(session_of(actor), opening=opening)


def test_a_group_has_a_file_that_rests_on_all_of_its_records(snapshot: Snapshot, officer: Actor, mia: Actor) -> None:
    key = key_of(snapshot, "pattern_id = 'group_around_children'")
    file_id = open_from(officer, key)
    row = SubjectFile.objects.get()
    assert (row.kind, row.pattern_key, row.mention_ids) == ("group", key, [])
    shown = read_subject_file(session_of(officer), file_id=file_id)
    assert shown.line.subject.words == "3 children and 2 adults, first together 1 February 2024"
    assert len(shown.records) >= 5 and "convicted" not in shown.becomes
    assert {one.rule.id for one in shown.to_consider} == {"gang_injunction", "partner_intelligence_form"}
    with pytest.raises(AlreadyOpen):
        open_from(officer, key)
    with pytest.raises(NotHere):
        offer_file_on_recognised(session_of(mia), instance_key=key)
    with pytest.raises(NotHere):
        read_subject_file(session_of(mia), file_id=file_id)
    assert list_subject_files(session_of(mia)).lines == ()
    assert list_subject_files_on(session_of(officer), kind="group", node_id=key)[0].file_id == file_id


def test_an_adult_and_a_thing_have_files_from_what_was_recognised(snapshot: Snapshot, officer: Actor) -> None:
    adult = open_from(officer, key_of(snapshot, "entity_kind = 'adult'"))
    line = read_subject_file(session_of(officer), file_id=adult).line
    assert line.kind == "person" and line.subject.words in ("Dean Marlow", "Paul Norcott")
    assert line.subject.is_child is False
    thing = open_from(officer, key_of(snapshot, "entity_kind = 'vehicle'"))
    line = read_subject_file(session_of(officer), file_id=thing).line
    assert (line.kind, line.subject.words) == ("vehicle", "UA15 KDT")
    car = thing_of(snapshot, "vehicle", "UA15")
    assert [one.file_id for one in list_subject_files_on(session_of(officer), kind="vehicle", node_id=car)] == [thing]


def test_the_page_of_what_was_recognised_leads_to_the_form_and_from_the_file_back(
    snapshot: Snapshot, officer: Actor
) -> None:
    client, key = Client(), key_of(snapshot, "entity_kind = 'vehicle'")
    client.force_login(Account.objects.get(username="officer"))
    url = reverse("subject_file_open_recognised", args=[key])
    assert url in client.get(reverse("recognised", args=[key])).content.decode()
    day = {"on_day_day": "1", "on_day_month": "9", "on_day_year": "2024"}
    page = client.post(url, {"word": "of_concern", "why": WHY, "username": "", **day}, follow=True).content.decode()
    assert "The file is open" in page and reverse("recognised", args=[key]) in page
    car = thing_of(snapshot, "vehicle", "UA15")
    around = client.get(reverse("network", args=["vehicle", car])).content.decode()
    assert reverse("subject_file", args=[SubjectFile.objects.get().file_id]) in around


def test_a_groups_ledger_counts_over_its_members(snapshot: Snapshot, officer: Actor) -> None:
    """Of Dean, Paul, the car and the flat: before 1 April two children's records, and Beth's and two more after."""
    file_id = open_from(officer, key_of(snapshot, "pattern_id = 'group_around_children'"))
    entered = SubjectFileInput(
        words="It would keep these men away from the flat", who="MACE meeting", on_day=date(2024, 3, 20)
    )
    entry = consider_measure(session_of(officer), file_id=file_id, measure="gang_injunction", entered=entered)
    used = SubjectFileInput(words="Granted by the court.", on_day=date(2024, 4, 1))
    use_measure(session_of(officer), file_id=file_id, entry_id=entry, entered=used)
    shown = read_subject_file(session_of(officer), file_id=file_id).measures[0].shown_after
    assert shown and (shown.before.records, shown.before.children) == (2, 2)
    assert (shown.after.records, shown.after.children) == (4, 3)
    assert shown.since.newest_on == date(2024, 4, 14)
    client = Client()
    client.force_login(Account.objects.get(username="officer"))
    page = " ".join(client.get(reverse("subject_file", args=[file_id])).content.decode().split())
    assert "before it began: 2 records, 2 children." in page and "The counts cover all members of the group." in page


def test_a_file_on_a_group_stands_while_the_rule_is_withdrawn_and_its_owner_is_asked(
    snapshot: Snapshot, officer: Actor
) -> None:
    key = key_of(snapshot, f"pattern_id = '{GROUP_RULE}'")
    file_id = open_from(officer, key)
    entered = SubjectFileInput(
        words="It would keep these men away from the flat", who="MACE meeting", on_day=date(2024, 3, 20)
    )
    entry = consider_measure(session_of(officer), file_id=file_id, measure="gang_injunction", entered=entered)
    used = SubjectFileInput(words="Granted by the court.", on_day=date(2024, 4, 1))
    use_measure(session_of(officer), file_id=file_id, entry_id=entry, entered=used)
    withdraw_rule(session_of(house_actor()), rule_id=GROUP_RULE, why="It is to be measured on our own data first.")
    client = Client()
    client.force_login(Account.objects.get(username="officer"))

    def page() -> str:
        return " ".join(client.get(reverse("subject_file", args=[file_id])).content.decode().split())

    shown = page()
    assert "A group around children, as it was on 3 July 2024" in shown and "3 children" not in shown
    assert "This was opened because of the rule" in shown and reverse("recognised", args=[key]) not in shown
    (one,) = list_pattern_reviews(session_of(officer))
    assert one.kind == "working_file" and reverse("pattern_review", args=[one.decision, one.key]) in shown
    other = read_subject_file(session_of(person("sam", Role.SENIOR_OFFICER, "police")), file_id=file_id)
    assert [each.mine for each in other.pattern_reviews] == [False]
    keep_pattern_review(session_of(officer), decision=one.decision, key=one.key, stands=True, why="")
    assert "This was opened because of the rule" not in page()


def test_a_meeting_is_about_a_group_and_stands_at_each_of_its_children(
    snapshot: Snapshot, officer: Actor, mia: Actor
) -> None:
    key = key_of(snapshot, "pattern_id = 'group_around_children'")
    group, *children = list_choices_of_pattern(session_of(officer), instance_key=key)
    assert (group.about, group.words) == ("group", "The group: 3 children and 2 adults")
    assert [one.about for one in children] == ["child"] * 3
    opening = MeetingOpening("strategy_discussion", (), "2024-07-10T09:00:00Z", WHY, group_id=group.key)
    meeting_id = open_meeting(session_of(officer), opening=opening)
    for child in children:
        (line,) = list_meetings_about(session_of(officer), person_id=child.key)
        assert line.meeting_id == meeting_id and subject_in_words(line) == "A group of 5 people"
    assert list_choices_of_pattern(session_of(mia), instance_key=key) == ()
    with pytest.raises(NotHere):
        open_meeting(session_of(mia), opening=opening)
