"""Who has looked at a child: information governance sees each look with its reader and reason, and nobody else does."""

import csv
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from support import small_partnership as small
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import point_at
from support.trials import export_table

from sightline.casework.audit.id_hashes import hash_id, read_named
from sightline.casework.audit.trail import Trail, write_entry
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, PersonChange
from sightline.casework.escalation.models import Item
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.readership.pages import LookedAt, ReadershipQuestion
from sightline.casework.readership.selectors import list_readership
from sightline.escalation import read_ladder
from sightline.model.errors import Refused
from sightline.model.when import london_day
from sightline.store import Workspace

pytestmark = pytest.mark.django_db
NOW, FIRST = "2024-12-02T09:00:00Z", read_ladder("police").first.value


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("readership"), roles=())


@pytest.fixture
def served(built: Path, settings: Any) -> Workspace:
    for role, (agency, organisation) in small.ROLES.items():
        Account.objects.create(
            username=small.username(role), role=role, agency=agency, organisation=organisation, post=f"Post of {role}"
        )
    return point_at(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def signed_in(role: str) -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=small.username(role)))
    return client


def looks(person_id: str, **asked: Any) -> list[tuple[str, tuple[str, ...]]]:
    found = list_readership(
        session_of(actor("information_governance")), person_id=person_id, question=ReadershipQuestion(**asked)
    )
    return [(one.username, one.actions) for one in found.lines]


def test_each_look_is_a_line_with_its_reader_and_the_reason_of_the_ledger(served: Workspace) -> None:
    child = wren(served)
    assert signed_in("practitioner").get(reverse("person_chronology", args=[child])).status_code == 200
    (line,) = list_readership(
        session_of(actor("information_governance")), person_id=child, question=ReadershipQuestion()
    ).lines
    entry = AuditEntry.objects.get(sequence=line.audit_row)
    assert (line.username, line.at, line.post) == (small.username("practitioner"), entry.at, "Post of practitioner")
    assert "read_person" in line.actions
    assert line.looked_at is LookedAt.CHILD
    assert line.is_done
    assert not line.reasons  # need to know is not in force there
    shown = SharedRecord.objects.filter(username=line.username).first()
    assert shown is not None
    shown.pk, shown.reason = None, "assigned or managed"
    SharedRecord.objects.bulk_create([shown])
    (again,) = list_readership(
        session_of(actor("information_governance")), person_id=child, question=ReadershipQuestion(account=line.username)
    ).lines
    assert again.reasons == ("assigned", "managed")


def test_a_record_of_the_child_that_was_opened_by_itself_is_a_look(served: Workspace) -> None:
    child = wren(served)
    signed_in("practitioner").get(reverse("person_chronology", args=[child]))
    known = read_named(session_of(actor("information_governance")), AuditEntry.objects.latest("sequence").ids)
    record = next(one for one in known.values() if one.startswith("record:"))
    assert signed_in("analyst").get(reverse("record", args=[record.removeprefix("record:")])).status_code == 200
    assert looks(child, account=small.username("analyst"))


def test_days_and_accounts_filter_and_an_unknown_id_is_not_here(served: Workspace) -> None:
    child = wren(served)
    with pytest.raises(NotHere):
        looks("nobody-at-all")
    signed_in("practitioner").get(reverse("person_chronology", args=[child]))
    day = london_day(AuditEntry.objects.latest("sequence").at)
    assert looks(child, from_day=day, to_day=day)
    assert not looks(child, to_day=day.replace(year=day.year - 1))
    assert not looks(child, account="nobody")


def test_a_look_under_an_earlier_id_of_the_child_is_found(served: Workspace) -> None:
    child = wren(served)
    PersonChange.objects.create(
        snapshot_before="a", snapshot_after="b", changed_on="2024-12-01", kind="joined", person_whole=child,
        person_a=child, person_b="earlier-id", mention_id_a="m1", mention_id_b="m2",
    )  # fmt: skip
    write_entry(
        session_of(actor("practitioner")), action="read_person", trail=Trail(ids=["person:earlier-id"]), outcome="done"
    )
    assert (small.username("practitioner"), ("read_person",)) in looks(child)


def test_acts_about_the_child_work_about_the_child_and_files_that_may_name_the_child_are_looks(
    served: Workspace, tmp_path: Path
) -> None:
    child = wren(served)
    with session_of(actor("information_governance")).need_current() as (_, store):
        (mention_id, *_) = store.mentions_of(person_ids=[child])
    Item.objects.create(
        item_id="one", rule_id="repeat_missing", source="pattern", agency="police", ladder="police", urgency="standard",
        about="x", opened_at=NOW, worked_through=NOW, state="waiting", stage=FIRST, highest_stage=FIRST,
        answer_by=NOW, mention_ids=[mention_id],
    )  # fmt: skip
    for username, named in (("practitioner", f"about:{child}"), ("manager", "item:one"), ("school_lead", "item:two")):
        write_entry(session_of(actor(username)), action="read_item", trail=Trail(ids=[named]), outcome="done")
    for role, table in (("analyst", "records"), ("reviewer", "rejects")):
        with suppress(Refused):
            export_table(session_of(actor(role)), workspace=served, table=table, out=tmp_path / f"{table}.csv")
    found = list_readership(
        session_of(actor("information_governance")), person_id=child, question=ReadershipQuestion()
    ).lines
    assert [(one.username, one.actions, one.looked_at) for one in found] == [
        (small.username("analyst"), ("export",), LookedAt.FILE),
        (small.username("manager"), ("read_item",), LookedAt.WORK),
        (small.username("practitioner"), ("read_item",), LookedAt.CHILD),
    ]


def test_the_page_and_file_are_for_information_governance_alone_and_asking_is_audited(served: Workspace) -> None:
    child = wren(served)
    signed_in("practitioner").get(reverse("person_chronology", args=[child]))
    governance = signed_in("information_governance")
    page = governance.get(reverse("readership", args=[child]))
    assert small.username("practitioner") in page.content.decode()
    asked = AuditEntry.objects.filter(username=small.username("information_governance")).latest("sequence")
    assert f"person:{hash_id(child)}" in asked.ids
    assert "read_readership" in str(asked.details)
    assert b"Choose what the file is for" in governance.post(reverse("readership_file", args=[child])).content
    file = governance.post(reverse("readership_file", args=[child]), {"purpose": "oversight"})
    label, *lines = file.content.decode().splitlines()
    assert label.startswith(f"# Exported by {small.username('information_governance')} on ")
    assert "for: check of how records are used" in label
    rows = list(csv.reader(lines))
    assert small.username("practitioner") in {row[2] for row in rows}
    for role in ("practitioner", "operator", "manager"):
        assert signed_in(role).get(reverse("readership", args=[child])).status_code == 403
    with pytest.raises(Refused):
        list_readership(session_of(actor("operator")), person_id=child, question=ReadershipQuestion())


def test_governance_of_one_agency_sees_looks_of_its_readers_and_at_its_records(served: Workspace) -> None:
    child = wren(served)
    for agency in ("police", "housing"):
        Account.objects.create(username=f"ig_{agency}", role="information_governance", agency=agency)
    signed_in("practitioner").get(reverse("person_chronology", args=[child]))

    def readers(name: str) -> set[str]:
        found = list_readership(session_of(actor_for_username(name)), person_id=child, question=ReadershipQuestion())
        return {one.username for one in found.lines}

    assert small.username("practitioner") in readers("ig_police"), "its records name the child"
    assert small.username("practitioner") not in readers("ig_housing")
    Account.objects.filter(username=small.username("practitioner")).update(agency="housing")
    assert small.username("practitioner") in readers("ig_housing"), "a reader of its own"


def test_governance_of_one_school_sees_no_look_of_another_schools_readers(served: Workspace) -> None:
    (noor,) = ask(
        served,
        "SELECT DISTINCT person_id FROM mention JOIN resolved USING (mention_id) "
        f"WHERE organisation = '{small.OTHER_SCHOOL}'",
    )
    for name, school in (("north", small.SCHOOL), ("south", small.OTHER_SCHOOL), ("none", "")):
        for role in ("practitioner", "information_governance"):
            Account.objects.create(username=f"{role}_{name}", role=role, agency="school", organisation=school)

    def looked_at(child: str) -> dict[str, set[str]]:
        for name in ("north", "south", "none"):
            client = Client()
            client.force_login(Account.objects.get(username=f"practitioner_{name}"))
            assert client.get(reverse("person_chronology", args=[child])).status_code == 200
        found = {}
        for name in ("north", "south", "none"):
            session = session_of(actor_for_username(f"information_governance_{name}"))
            lines = list_readership(session, person_id=child, question=ReadershipQuestion()).lines
            found[name] = {one.username.removeprefix("practitioner_") for one in lines} & {"north", "south", "none"}
        return found

    every = {"north", "south", "none"}
    assert looked_at(noor) == {"north": {"north"}, "south": every, "none": set()}, "Southfield holds her records"
    assert looked_at(wren(served)) == {"north": every, "south": {"south"}, "none": set()}, "Northfield holds hers"
