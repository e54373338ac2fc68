"""Working files: opened and decided by name alone, append-only, climbing without an owner or past their review date.

Two readers' files are taken apart; what came off the lists stays for audit and review.
"""

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from support import meeting as made
from support import small_partnership as small
from support import subject_files as files
from support import worried
from support.climbing import fill_ladder, set_clock
from support.sessions import session_of
from support.trials import read_ledger_rows, read_register_rows

from sightline.casework.accounts.services.accounts import close_account
from sightline.casework.audit import hash_chain
from sightline.casework.chronology.selectors.chronology import read_person
from sightline.casework.concerns.models import Concern
from sightline.casework.core.actor import Actor, house_actor
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.data.runs import run_pipeline
from sightline.casework.dependants.identity import list_dependants_of_identity
from sightline.casework.escalation.models import Item, Step
from sightline.casework.escalation.sources import refresh_items
from sightline.casework.inbox.selectors import count_unread, list_notices
from sightline.casework.inbox.services import take_about_as_read
from sightline.casework.notices.models import Notice
from sightline.casework.people.pages.people import ChronologyFilter
from sightline.casework.subject_files.escalates import overdue_actions, overdue_reviews, unowned
from sightline.casework.subject_files.models import SubjectFile, SubjectFileEntry
from sightline.casework.subject_files.pages.files import FilePage, RecordChoice, RecordsToChoose
from sightline.casework.subject_files.selectors import record_choice
from sightline.casework.subject_files.selectors.files import (
    list_ended_subject_files,
    list_subject_files,
    list_subject_files_about,
    offer_file_on_person,
    offer_file_on_record,
    read_subject_file,
)
from sightline.casework.subject_files.selectors.record_choice import list_records_to_name
from sightline.casework.subject_files.services.files import (
    SubjectFileInput,
    decide_status,
    finish_action,
    keep_assessment,
    keep_capacity,
    keep_fact,
    keep_next_action,
    keep_review,
    take_back,
)
from sightline.casework.subject_files.services.opening import AlreadyOpen, NewSubjectFile, open_subject_file
from sightline.casework.subject_files.state import load_state
from sightline.casework.subject_files.writer import columns_of
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.casework.worklist.pages import WorkChoice
from sightline.casework.worklist.selectors.work import list_work, read_item_view
from sightline.escalation import NotAnAnswer
from sightline.model.errors import Refused, SightlineError, Usage
from sightline.store import Workspace

pytestmark = pytest.mark.django_db(transaction=True)
ENTERED = "2026-12-22T16:30:00Z"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("subject_files"), roles=())


@pytest.fixture
def held(built: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    copy = worried.copy_of(built, workspace)
    set_clock(monkeypatch, ENTERED)
    return copy


@pytest.fixture
def mia(held: Workspace) -> Actor:
    """She decides; police, health and school have accounts."""
    for other in (made.officer, made.school_lead, made.nurse, files.analyst, files.social_worker, files.reviewer):
        other()
    return made.manager()


def read(who: Actor, file_id: str) -> FilePage:
    return read_subject_file(session_of(who), file_id=file_id)


def said_of_files(rows: tuple[tuple[str, ...], ...]) -> set[str]:
    """What a download says beside its headings and the sentence that it is a lead to check."""
    return {value for row in rows if row[0] != "note" for value in row[1:] if value}


def tick(moment: str) -> None:
    run_tick(session_of(house_actor()), now=moment)


def test_a_file_names_a_mention_and_records_and_is_a_decision(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = files.open_on_man(mia, held)
    row = SubjectFile.objects.get()
    assert (row.file_id, row.kind, row.opened_by, row.status) == (file_id, "person", "mia", "of_concern")
    assert len(row.mention_ids) == 1
    opened = Decision.objects.get(kind="working_file_opened")
    assert opened.body["mention_ids"] == row.mention_ids and opened.body["record_ids"] == row.record_ids
    assert files.WHY not in str([one.body for one in Decision.objects.all()])
    assert AuditEntry.objects.filter(action="open_working_file", outcome="done").count() == 1
    shown = read(mia, file_id)
    assert shown.line.subject.words == files.MAN and shown.line.subject.is_child is False
    assert (shown.why, shown.line.status, shown.line.review_on) == (files.WHY, "of_concern", date(2027, 3, 1))
    assert shown.line.waits == ()  # what began today is not late
    set_clock(monkeypatch, "2026-12-23T09:00:00Z")
    assert [one.what for one in read(mia, file_id).line.waits] == ["owner", "no_step"]
    assert hash_chain.verify_chains() == {"casework_auditentry": None, "casework_decision": None}


def test_nobody_becomes_of_concern_without_a_named_decision(held: Workspace, mia: Actor) -> None:
    for somebody in (made.nurse(), made.school_lead(), files.social_worker(), files.reviewer(), house_actor()):
        with pytest.raises(Refused):
            files.open_on_man(somebody, held)
    tick("2026-12-22T16:31:00Z")
    run_pipeline(session_of(house_actor()), workspace=held)
    assert not SubjectFile.objects.exists()


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"why": "Noted."}, NotAnAnswer),
        ({"status": "convicted"}, Usage),
        ({"review_on": None}, Usage),
        ({"review_on": date(2026, 12, 22)}, Usage),
        ({"review_on": date(2027, 6, 23)}, Usage),  # a day more than six months
        ({"record_ids": ()}, Usage),
        ({"record_ids": ("0" * 20,)}, NotHere),
        ({"person_id": "0" * 20}, NotHere),
        ({"person_id": "", "mention_id": "0" * 20}, NotHere),
        ({"owner": "nobody"}, Refused),
    ],
)
def test_what_is_not_whole_opens_nothing(
    held: Workspace, mia: Actor, change: dict[str, object], error: type[SightlineError]
) -> None:
    with pytest.raises(error):
        files.open_on_man(mia, held, **change)
    assert not SubjectFile.objects.exists() and not SubjectFileEntry.objects.exists()
    assert AuditEntry.objects.get(action="open_working_file").outcome != "done"


def test_pressing_twice_or_another_opening_leads_to_the_file_that_there_is(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    with pytest.raises(AlreadyOpen) as already:
        files.open_on_man(made.officer(), held)
    assert already.value.file_id == file_id
    assert SubjectFile.objects.count() == 1


@pytest.mark.parametrize(("kind", "words"), [("place", "12 Mill Court"), ("vehicle", "ZZ10 AAA"), ("phone", "07700")])
def test_a_place_a_vehicle_and_a_phone_have_files_too(held: Workspace, mia: Actor, kind: str, words: str) -> None:
    file_id = files.open_on_thing(mia, held, kind)
    shown = read(mia, file_id)
    assert words in shown.line.subject.words and shown.line.kind == kind
    assert not {"charged", "convicted"} & set(shown.becomes)
    with pytest.raises(NotHere):
        keep_capacity(
            session_of(mia),
            file_id=file_id,
            entered=SubjectFileInput(word="suspect", record_ids=(files.complaint(held),)),
        )
    with pytest.raises(AlreadyOpen):
        files.open_on_thing(mia, held, kind)


def test_what_is_written_may_rest_on_the_newest_records_that_name_the_same(held: Workspace, mia: Actor) -> None:
    vehicle = files.open_on_thing(mia, held, "vehicle")
    (seen_in_car,) = made.ask(
        held, "SELECT DISTINCT record_id FROM mention WHERE entity_kind = 'vehicle' AND agency = 'police'"
    )
    offered = {one.record_id for one in list_records_to_name(session_of(mia), file_id=vehicle).shown}
    assert offered == {files.complaint(held), seen_in_car}
    child = files.open_on_child(made.officer(), held)
    secret = made.restricted_police(held)
    mine, police = (
        {one.record_id for one in list_records_to_name(session_of(who), file_id=child).shown}
        for who in (mia, made.officer())
    )
    assert secret in police and secret not in mine and mine


def test_every_record_can_be_chosen_part_by_part_those_that_connect_first(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(record_choice, "PART", 2)
    wren = made.wren(held)

    def offered(who: Actor, **choice: Any) -> RecordsToChoose:
        choose = offer_file_on_person(session_of(who), person_id=wren, choice=RecordChoice(**choice)).choose
        assert choose
        return choose

    first = offered(mia)
    parts = [offered(mia, part=number) for number in range(1, first.parts + 1)]
    every = [one.record_id for part in parts for one in part.records]
    chronology = read_person(session_of(mia), person_id=wren, chosen=ChronologyFilter(size=500))
    assert len(every) == len(set(every)) == first.total > 4
    assert set(every) == {one.record_id for one in chronology.entries}
    connecting = [one in offered(mia, chosen=tuple(every)).connecting for one in every]
    assert any(connecting) and connecting == sorted(connecting, reverse=True)
    days = [one.occurred_from or "" for part in parts for one in part.records][sum(connecting) :]
    assert days == sorted(days, reverse=True)
    for agency, year in [(agency, year) for agency in first.agencies for year in first.years]:
        some = offered(mia, agency=agency, year=year)
        assert all(one.agency == agency and (one.occurred_from or "")[:4] == year for one in some.records)
    kept = offered(mia, part=2, chosen=(every[0], made.restricted_police(held), "0" * 20))
    assert [one.record_id for one in kept.shown] == [every[0], *every[2:4]], "what is not theirs is not offered"
    police = offered(made.officer())
    assert police.total > first.total and set(first.agencies) <= set(police.agencies)


def test_a_protected_address_is_never_offered(held: Workspace, mia: Actor) -> None:
    (record,) = made.ask(held, "SELECT record_id FROM agency_record WHERE list_contains(markings, 'PROTECTED ADDRESS')")
    offered = offer_file_on_record(session_of(mia), record_id=record)
    assert {one.kind for one in offered.about} == {"person"}
    with pytest.raises(NotHere):
        files.open_on_thing(mia, held, "place", record=record)


def test_a_child_is_a_child_first(held: Workspace, mia: Actor) -> None:
    with pytest.raises(NotAnAnswer):
        files.open_on_child(mia, held, as_a_child="")
    assert not SubjectFile.objects.exists()
    file_id = files.open_on_child(mia, held)
    shown = read(mia, file_id)
    assert shown.line.subject.is_child is True and set(shown.line.subject.ages) == {16}
    assert [one.words for one in shown.as_a_child] == [files.AS_A_CHILD]
    assert {name.rule.id for name in shown.to_consider} == {
        "court_protection", "emergency_protection_order", "nrm_referral", "police_protection", "recovery_order",
    }  # fmt: skip
    with pytest.raises(Usage):
        files.consider(mia, file_id, "sexual_risk_order")


def test_statuses_go_on_one_by_one_each_with_why_records_and_a_review(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = files.open_on_man(mia, held, status="named")
    record = files.complaint(held)

    def decide(word: str, **more: object) -> str:
        entered = {"words": f"{files.WHY} Now it is {word}.", "word": word, "on_day": date(2027, 2, 1)} | more
        return decide_status(session_of(mia), file_id=file_id, entered=SubjectFileInput(**entered))  # type: ignore[arg-type]

    with pytest.raises(Usage):
        decide("charged")  # not of concern yet
    decide("of_concern")
    decide("under_investigation")
    with pytest.raises(Usage):
        decide("charged")  # no record says it
    decide("charged", record_ids=(record,))
    with pytest.raises(Usage):
        decide("convicted", record_ids=(record,), on_day=None)
    decide("convicted", record_ids=(record,), on_day=date(2027, 6, 22))
    assert [one.word for one in read(mia, file_id).statuses] == [
        "named", "of_concern", "under_investigation", "charged", "convicted",
    ]  # fmt: skip
    assert SubjectFile.objects.get().review_on == date(2027, 6, 22)


def test_rows_are_never_changed(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    table = "casework_subjectfileentry"
    for sql in (f"UPDATE {table} SET word = 'removed'", f"DELETE FROM {table}"):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
    assert files.kinds(file_id) == ["status"]


def test_what_lists_read_is_what_the_rows_say(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held, owner="omar")
    keep_review(
        session_of(mia),
        file_id=file_id,
        entered=SubjectFileInput(words="Looked at with police; nothing new since.", on_day=date(2027, 4, 1)),
    )
    row = SubjectFile.objects.get()
    assert (row.owner and row.owner.username, row.agency, row.unowned_from_at) == ("omar", "police", None)
    assert row.review_on == date(2027, 4, 1)
    for name, value in columns_of(row, load_state(row)).items():
        assert getattr(row, name) == value, name


def test_without_an_owner_it_climbs_after_five_working_days_across_bank_holidays(held: Workspace, mia: Actor) -> None:
    people = fill_ladder()
    file_id = files.open_on_man(mia, held)
    # From Tuesday 22 December: 23, 24, 29, 30, 31; Christmas Day, the Monday in its lieu and the weekend do not count.
    assert [one.due_at for one in unowned(house_session(), "")] == ["2026-12-31T23:59:59Z"]
    tick("2026-12-31T23:00:00Z")
    assert not Item.objects.filter(source="unowned").exists()
    tick("2027-01-01T00:05:00Z")
    item = Item.objects.get(source="unowned")
    assert (item.opened_at, item.ladder, item.stage) == ("2026-12-31T23:59:59Z", "childrens_services", "practitioner")
    shown = read_item_view(session_of(people["team_manager"]), item_id=item.item_id)
    assert shown.about_file == file_id
    files.own(mia, file_id, "omar")
    refresh_items(session_of(house_actor()), now="2027-01-01T09:00:00Z")
    item.refresh_from_db()
    assert item.state == "closed"
    tick("2027-01-12T09:00:00Z")
    assert Item.objects.filter(source="unowned").count() == 1


def test_what_went_up_tells_nobody_of_a_file_who_has_no_part_in_it(held: Workspace, mia: Actor) -> None:
    """Practitioners and schools may see the record that it rests on, and still do not learn that there is a file."""
    people = fill_ladder()
    files.open_on_man(mia, held)
    tick("2027-01-04T08:00:00Z")
    item = Item.objects.get(source="unowned")
    for scope in ("agency", "all"):
        for who in (files.social_worker(), made.school_lead(), made.nurse()):
            listed = list_work(session_of(who), choice=WorkChoice(scope=scope))
            assert (listed.lines, listed.total) == ((), 0), who
            with pytest.raises(NotHere):
                read_item_view(session_of(who), item_id=item.item_id)
    assert list_work(session_of(mia), choice=WorkChoice(scope="agency")).total == 1
    assert read_item_view(session_of(people["practitioner"]), item_id=item.item_id).about_file == ""  # not their part


def test_a_file_about_a_professional_goes_up_outside_their_line(held: Workspace, mia: Actor) -> None:
    governance = files.governance()
    for agency, ladder in (("childrens_services", "lado"), ("police", "professional_standards")):
        SubjectFile.objects.update(ended_at="2026-12-01T00:00:00Z")
        concern_id = worried.enter(worried.youth_worker(), about_professional="Y", professional_agency=agency)
        record = Concern.objects.get(concern_id=concern_id).record_id
        with pytest.raises(NotHere):
            files.open_on_man(mia, held, record_ids=(record,))
        file_id = files.open_on_man(governance, held, record_ids=(record,))
        tick("2027-01-04T08:00:00Z")
        assert Item.objects.get(source="unowned", about_id=file_id).ladder == ladder
        with pytest.raises(NotHere):
            read(mia, file_id)


def test_who_is_named_gets_a_notice_while_it_is_theirs(held: Workspace, mia: Actor) -> None:
    file_id, sw, officer = files.open_on_man(mia, held, owner="omar"), files.social_worker(), made.officer()
    assert [line.about_id for line in list_notices(session_of(officer)).lines] == [file_id]
    assert list_notices(session_of(mia)).lines == ()
    entered = SubjectFileInput(words=files.NEXT, username="sw", on_day=date(2027, 1, 8))
    keep_next_action(session_of(mia), file_id=file_id, entered=entered)
    assert count_unread(session_of(sw)) == 1
    take_about_as_read(session_of(sw), about_id=file_id)
    assert count_unread(session_of(sw)) == 0
    files.own(mia, file_id, "ana")
    assert list_notices(session_of(officer)).lines == ()
    files.own(officer, file_id, "omar")  # who names themselves is told nothing new
    assert [line.about_id for line in list_notices(session_of(officer)).lines] == [file_id]
    assert Notice.objects.filter(account__username="omar").count() == 1


def test_whose_account_is_closed_owns_nothing_from_then_on(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id = files.open_on_man(mia, held, owner="omar")
    assert unowned(house_session(), "") == []
    set_clock(monkeypatch, "2027-01-04T09:00:00Z")
    close_account(session_of(house_actor()), username="omar", why="Left the force.")
    assert [one.due_at for one in unowned(house_session(), "")] == ["2027-01-11T23:59:59Z"]
    set_clock(monkeypatch, "2027-01-05T09:00:00Z")
    assert "owner" in [one.what for one in read(mia, file_id).line.waits]


def test_a_review_date_that_passed_climbs_to_the_owners_manager(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder("police")
    file_id = files.open_on_man(mia, held, review_on=date(2027, 1, 15), owner="omar")
    tick("2027-01-15T23:59:59Z")
    assert not Item.objects.filter(source="review_overdue").exists()
    set_clock(monkeypatch, "2027-01-16T08:00:00Z")
    tick("2027-01-16T08:00:00Z")
    item = Item.objects.get(source="review_overdue")
    step = Step.objects.get(item=item)
    assert (item.opened_at, item.stage, step.stage) == ("2027-01-15T23:59:59Z", "team_manager", "team_manager")
    assert step.told == [people["team_manager"].reader.username]
    assert "review" in [one.what for one in read(mia, file_id).line.waits]
    tick("2027-01-20T09:00:00Z")  # two working days later it goes on
    assert [one.stage for one in Step.objects.filter(item=item).order_by("number")] == [
        "team_manager",
        "head_of_service",
    ]
    set_clock(monkeypatch, "2027-01-20T10:00:00Z")
    keep_review(
        session_of(mia),
        file_id=file_id,
        entered=SubjectFileInput(words="Looked at with police; the flat is still his.", on_day=date(2027, 2, 1)),
    )
    tick("2027-01-20T10:01:00Z")
    item.refresh_from_db()
    assert item.state == "closed" and overdue_reviews(house_session(), "2027-01-20T10:01:00Z") == []
    set_clock(monkeypatch, "2027-02-02T08:00:00Z")
    tick("2027-02-02T08:00:00Z")
    assert Item.objects.filter(source="review_overdue").count() == 2


def test_a_next_step_that_is_not_done_by_its_day_climbs_to_the_owners_manager(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder("police")
    file_id, sw, officer = files.open_on_man(mia, held, owner="omar"), files.social_worker(), made.officer()
    secret = made.restricted_police(held)
    entered = SubjectFileInput(words=files.NEXT, username="sw", on_day=date(2027, 1, 8))
    first = keep_next_action(session_of(mia), file_id=file_id, entered=entered)
    tick("2027-01-08T23:59:59Z")
    assert not Item.objects.filter(source="next_step_overdue").exists()
    set_clock(monkeypatch, "2027-01-09T08:00:00Z")
    tick("2027-01-09T08:00:00Z")
    item = Item.objects.get(source="next_step_overdue")
    assert (item.opened_at, item.stage, item.ladder) == ("2027-01-08T23:59:59Z", "team_manager", "police")
    assert Step.objects.get(item=item).told == [people["team_manager"].reader.username]
    page = read_item_view(session_of(mia), item_id=item.item_id)
    assert (
        page.about_file == file_id
        and page.page.line.about == "The next step of a file on a person or place is overdue."
    )
    assert "next_step" in [one.what for one in read(mia, file_id).line.waits]
    done = SubjectFileInput(words="The tenancy officer says that his brother keeps both keys of the flat.")
    finish_action(session_of(sw), file_id=file_id, entry_id=first, entered=done)
    tick("2027-01-09T08:01:00Z")
    item.refresh_from_db()
    assert item.state == "closed" and overdue_actions(house_session(), "2027-01-09T08:01:00Z") == []
    # Another step, which rests on a record that not everybody who knows of the file may see.
    entered = SubjectFileInput(words=files.NEXT, username="omar", on_day=date(2027, 1, 11), record_ids=(secret,))
    keep_next_action(session_of(officer), file_id=file_id, entered=entered)
    set_clock(monkeypatch, "2027-01-12T08:00:00Z")
    tick("2027-01-12T08:00:00Z")
    other = Item.objects.exclude(pk=item.pk).get(source="next_step_overdue")
    assert secret in set(other.basis.values_list("record_id", flat=True))
    with pytest.raises(NotHere):
        read_item_view(session_of(mia), item_id=other.item_id)
    assert read_item_view(session_of(officer), item_id=other.item_id).about_file == file_id


def test_an_owner_who_holds_a_post_is_answered_for_by_the_one_above(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = fill_ladder("police")
    files.open_on_man(mia, held, review_on=date(2027, 1, 15), owner=people["team_manager"].reader.username)
    set_clock(monkeypatch, "2027-01-16T08:00:00Z")
    tick("2027-01-16T08:00:00Z")
    assert Item.objects.get(source="review_overdue").stage == "head_of_service"


@pytest.mark.parametrize("word", ["no_longer", "removed"])
def test_only_a_decision_takes_it_off_and_it_stays_for_audit_and_review(held: Workspace, mia: Actor, word: str) -> None:
    file_id = files.open_on_man(mia, held, owner="omar")
    person_id = files.man(held)
    assert [one.file_id for one in list_subject_files_about(session_of(mia), person_id=person_id)] == [file_id]
    with pytest.raises(NotAnAnswer):
        decide_status(session_of(mia), file_id=file_id, entered=SubjectFileInput(word=word, words="Done."))
    why = "He moved away in 2019; the tenancy is his brother’s, and the records named the wrong man."
    decide_status(session_of(mia), file_id=file_id, entered=SubjectFileInput(word=word, words=why))
    for who in (mia, made.officer(), files.analyst()):
        assert list_subject_files(session_of(who)).lines == ()
        assert list_subject_files_about(session_of(who), person_id=person_id) == ()
        assert not said_of_files(read_register_rows(session_of(who)))
        with pytest.raises(NotHere):
            read(who, file_id)
        with pytest.raises(Refused):
            list_ended_subject_files(session_of(who))
    assert unowned(house_session(), "") == [] and overdue_reviews(house_session(), "2030-01-01T00:00:00Z") == []
    for who in (files.governance(), files.reviewer()):
        assert [one.file_id for one in list_ended_subject_files(session_of(who))] == [file_id]
        assert read(who, file_id).why == why
    with pytest.raises((NotHere, Refused)):
        keep_fact(
            session_of(files.governance()),
            file_id=file_id,
            entered=SubjectFileInput(words=files.FACT, record_ids=(files.complaint(held),)),
        )
    assert SubjectFileEntry.objects.filter(subject_file__file_id=file_id).count() == 3
    files.open_on_man(mia, held)  # it may be opened again, as another file
    assert SubjectFile.objects.count() == 2


def test_facts_name_a_record_views_name_whose_and_what_is_wrong_is_taken_back(held: Workspace, mia: Actor) -> None:
    file_id, record = files.open_on_man(mia, held), files.complaint(held)
    with pytest.raises(Usage):
        keep_fact(session_of(mia), file_id=file_id, entered=SubjectFileInput(words=files.FACT))
    with pytest.raises(Usage):
        keep_assessment(session_of(mia), file_id=file_id, entered=SubjectFileInput(words=files.VIEW))
    with pytest.raises(Usage):
        keep_capacity(session_of(mia), file_id=file_id, entered=SubjectFileInput(word="suspect"))
    fact = keep_fact(session_of(mia), file_id=file_id, entered=SubjectFileInput(words=files.FACT, record_ids=(record,)))
    keep_assessment(session_of(mia), file_id=file_id, entered=SubjectFileInput(words=files.VIEW, who="M. Ito, manager"))
    for word in ("victim", "suspect"):
        keep_capacity(session_of(mia), file_id=file_id, entered=SubjectFileInput(word=word, record_ids=(record,)))
    shown = read(mia, file_id)
    assert [one.words for one in shown.facts] == [files.FACT]
    assert [(one.words, one.who) for one in shown.assessments] == [(files.VIEW, "M. Ito, manager")]
    assert [one.word for one in shown.capacities] == ["victim", "suspect"]
    take_back(
        session_of(mia),
        file_id=file_id,
        entry_id=fact,
        entered=SubjectFileInput(words="The complaint was about another flat."),
    )
    (back,) = read(mia, file_id).facts
    assert back.words == files.FACT and back.taken_back and "another flat" in back.taken_back.words
    with pytest.raises(NotHere):
        take_back(
            session_of(mia), file_id=file_id, entry_id=fact, entered=SubjectFileInput(words="Once more, it was wrong.")
        )


def test_a_next_step_has_somebody_and_a_day_and_opens_the_file_to_them(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    file_id, sw = files.open_on_man(mia, held, owner="omar"), files.social_worker()
    with pytest.raises(NotHere):
        read(sw, file_id)
    for entered in (
        SubjectFileInput(words=files.NEXT, on_day=date(2027, 1, 8)),
        SubjectFileInput(words=files.NEXT, username="sw"),
    ):
        with pytest.raises(Usage):
            keep_next_action(session_of(mia), file_id=file_id, entered=entered)
    entered = SubjectFileInput(words=files.NEXT, username="sw", on_day=date(2027, 1, 8))
    step = keep_next_action(session_of(mia), file_id=file_id, entered=entered)
    shown = read(sw, file_id)
    assert shown.line.mine and shown.writes and not shown.decides
    with pytest.raises(Refused):
        decide_status(session_of(sw), file_id=file_id, entered=SubjectFileInput(word="no_longer", words=files.WHY))
    assert shown.line.waits == ()
    set_clock(monkeypatch, "2027-01-09T09:00:00Z")
    assert [one.what for one in read(mia, file_id).line.waits] == ["next_step"]
    finish_action(
        session_of(sw),
        file_id=file_id,
        entry_id=step,
        entered=SubjectFileInput(words="The tenancy officer says that his brother keeps both keys of the flat."),
    )
    with pytest.raises(NotHere):
        read(sw, file_id)  # nothing is theirs to do any more
    set_clock(monkeypatch, "2027-01-10T09:00:00Z")
    assert [one.what for one in read(mia, file_id).line.waits] == ["no_step"]


def test_an_owner_must_see_what_it_rests_on(held: Workspace, mia: Actor) -> None:
    officer = made.officer()
    secret = made.restricted_police(held)
    file_id = files.open_on_man(officer, held, record_ids=(secret,))
    for username in ("mia", "sam", "nobody"):
        with pytest.raises(Refused):
            files.own(officer, file_id, username)
    files.own(officer, file_id, "ana")
    assert read(files.analyst(), file_id).line.mine


def test_two_readers_a_file_on_a_restricted_record_does_not_exist_for_one_of_them(held: Workspace, mia: Actor) -> None:
    officer, person_id = made.officer(), files.man(held)
    before = asdict(list_subject_files(session_of(mia)))
    secret = files.open_on_man(officer, held, record_ids=(made.restricted_police(held),))
    assert [one.file_id for one in list_subject_files(session_of(officer)).lines] == [secret]
    assert asdict(list_subject_files(session_of(mia))) == before
    assert list_subject_files_about(session_of(mia), person_id=person_id) == ()
    assert not said_of_files(read_register_rows(session_of(mia)) + read_ledger_rows(session_of(mia)))
    with pytest.raises(NotHere):
        read(mia, secret)
    mine = files.open_on_man(mia, held)  # of the other file she knows nothing, so it stops nothing
    assert {one.file_id for one in list_subject_files(session_of(officer)).lines} == {secret, mine}
    assert [one.file_id for one in list_subject_files(session_of(mia)).lines] == [mine]


def test_two_readers_a_row_on_a_restricted_record_does_not_exist_for_one_of_them(held: Workspace, mia: Actor) -> None:
    officer, secret = made.officer(), made.restricted_police(held)
    file_id = files.open_on_man(mia, held, owner="omar")
    before = asdict(read(mia, file_id))
    planted = "Planted words of police"
    keep_fact(
        session_of(officer),
        file_id=file_id,
        entered=SubjectFileInput(words=f"{planted} in a fact", record_ids=(secret,)),
    )
    decide_status(
        session_of(officer),
        file_id=file_id,
        entered=SubjectFileInput(
            word="charged", words=f"{planted} in a status", record_ids=(secret,), on_day=date(2027, 1, 20)
        ),
    )
    files.consider(officer, file_id, "sexual_risk_order", words=f"{planted} in the ledger", record_ids=(secret,))
    after = asdict(read(mia, file_id))
    assert after == before
    assert planted not in str(read_register_rows(session_of(mia))) + str(read_ledger_rows(session_of(mia)))
    assert read(officer, file_id).line.status == "charged"
    assert str(read_ledger_rows(session_of(officer))).count(planted) == 0  # why it was considered stays on the page
    assert planted in str([one.words for one in read(officer, file_id).statuses])


def test_school_leads_and_councillors_know_of_none(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    for who in (made.school_lead(), worried.actor("cal", "elected_member", "")):
        for call in (
            lambda who=who: list_subject_files(session_of(who)),
            lambda who=who: read(who, file_id),
            lambda who=who: read_register_rows(session_of(who)),
        ):
            with pytest.raises(Refused):
                call()
        assert list_subject_files_about(session_of(who), person_id=files.man(held)) == ()


def test_the_list_stands_by_what_waits_the_longest(
    held: Workspace, mia: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_all_done(kind: str, review_on: date) -> str:
        made_on = files.open_on_thing(mia, held, kind, review_on=review_on, owner="mia")
        step = SubjectFileInput(words=files.NEXT, username="mia", on_day=date(2027, 2, 20))
        keep_next_action(session_of(mia), file_id=made_on, entered=step)
        return made_on

    later, sooner = with_all_done("phone", date(2027, 3, 1)), with_all_done("place", date(2027, 2, 25))
    unowned_file = files.open_on_man(mia, held, review_on=date(2027, 5, 1))
    overdue = with_all_done("vehicle", date(2026, 12, 24))
    set_clock(monkeypatch, "2027-01-29T09:00:00Z")
    assert [one.file_id for one in list_subject_files(session_of(mia)).lines] == [
        unowned_file, overdue, sooner, later,
    ]  # fmt: skip


def test_the_reader_is_audited_by_ids_alone(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    list_subject_files(session_of(mia))
    read(mia, file_id)
    read_register_rows(session_of(mia))
    for action in ("list_working_files", "read_working_file", "export_working_files"):
        entry = AuditEntry.objects.filter(action=action).latest("sequence")
        assert f"working_file:{file_id}" in entry.ids and entry.outcome == "done", action
        assert files.MAN not in f"{entry.ids} {entry.details} {entry.reason}"


def test_a_file_is_looked_at_again_where_its_person_changes(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held, owner="omar")
    mention = SubjectFile.objects.get().mention_ids[0]
    found = [one for kind, one in list_dependants_of_identity(frozenset({mention})) if kind == "working_file"]
    assert [(one.key, one.by) for one in found] == [(file_id, "omar")]
    decide_status(session_of(mia), file_id=file_id, entered=SubjectFileInput(word="removed", words=files.WHY))
    assert [one for kind, one in list_dependants_of_identity(frozenset({mention})) if kind == "working_file"] == []


def test_what_was_recognised_and_is_not_there_opens_nothing(held: Workspace, mia: Actor) -> None:
    opening = NewSubjectFile((files.complaint(held),), "of_concern", files.WHY, date(2027, 3, 1), pattern_key="0" * 20)
    with pytest.raises(NotHere):
        open_subject_file(session_of(mia), opening=opening)


def test_an_account_that_was_closed_decides_nothing_more(held: Workspace, mia: Actor) -> None:
    file_id = files.open_on_man(mia, held)
    assert Account.objects.filter(username="mia").exists()
    with pytest.raises(Refused):
        decide_status(
            session_of(house_actor()), file_id=file_id, entered=SubjectFileInput(word="removed", words=files.WHY)
        )
