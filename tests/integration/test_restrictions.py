"""Restrictions: readers who may not see the record see nothing of it from then on; those who had seen it are told."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from django.urls import reverse
from support import small_partnership as small
from support import worried
from support.climbing import set_clock
from support.every_address import ask, wren
from support.sessions import session_of
from support.small_served import serve
from support.trials import export_table
from support.worried import client_of, enter

from sightline.casework.audit.id_hashes import hash_id
from sightline.casework.comments.selectors import list_comments
from sightline.casework.comments.services import add_comment
from sightline.casework.concerns.models import Concern
from sightline.casework.concerns.selectors.additions import list_additions
from sightline.casework.core.actor import Actor, actor_for_username
from sightline.casework.core.errors import NotHere
from sightline.casework.core.models import Account, AuditEntry, Decision
from sightline.casework.core.session import house_session
from sightline.casework.corrections.models import CorrectionEntry
from sightline.casework.emergency_access.restricted_entries import find_restricted
from sightline.casework.escalation.candidates import refresh_basis
from sightline.casework.escalation.models import Item, ItemBasis, Step
from sightline.casework.ledger.models import SharedRecord
from sightline.casework.meetings.rights import seen_records
from sightline.casework.named_adults.pages import LetterTo
from sightline.casework.restrictions.pages import NewRestriction, RestrictionAct, RestrictionEntryKind
from sightline.casework.restrictions.selectors import read_restriction
from sightline.casework.restrictions.services import decide_restriction, restrict_record
from sightline.casework.timekeeping.scheduler import run_tick
from sightline.escalation import read_ladder
from sightline.model.errors import Refused, Usage
from sightline.model.visibility import RowFilter, Visibility
from sightline.store import DuckDBEngine, Workspace
from sightline.store.serve.shared_records import IN_RECORD, OTHERWISE, RESTATED, RESTING, conditions_of_restricted
from sightline.store.snapshot_reader import open_store
from sightline.store.snapshots import Snapshot

pytestmark = pytest.mark.django_db
NOW, UNTIL = "2026-12-11T09:00:00Z", date(2027, 1, 11)
WHY = "Her solicitor says that lantern-77 was not there, and the force has not looked into it."
K, WHOLE = RestrictionEntryKind, RowFilter("NOT sealed", ())
FIRST = read_ladder("police").first.value


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small.build_workspace(tmp_path_factory.mktemp("restricted"), roles=())


@pytest.fixture
def served(built: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    set_clock(monkeypatch, NOW)
    return serve(built, settings)


def actor(role: str) -> Actor:
    return actor_for_username(small.username(role))


def record_of(served: Workspace) -> str:
    """A police record that names Wren and that anybody may see until it is restricted."""
    return ask(
        served,
        "SELECT m.record_id FROM mention AS m JOIN resolved USING (mention_id) JOIN agency_record AS r "
        f"USING (record_id) WHERE person_id = '{wren(served)}' AND r.agency = 'police' AND r.latest "
        "AND NOT r.restricted GROUP BY 1 ORDER BY max(r.occurred_from) DESC",
    )[0]


def restricted(record_id: str) -> str:
    new = NewRestriction(record_id, "accuracy", UNTIL, WHY)
    return restrict_record(session_of(actor("information_governance")), restriction=new)


def decide(restriction_id: str, kind: RestrictionEntryKind, **said: Any) -> None:
    act = RestrictionAct(kind, WHY, **said)
    decide_restriction(session_of(actor("information_governance")), restriction_id=restriction_id, act=act)


def ids_on(page: str) -> set[str]:
    return set(re.findall(r"/records/([0-9a-f]{20})/", page))


def exported(tmp_path: Path, served: Workspace, role: str, table: str) -> str:
    out = tmp_path / f"{role}-{table}.csv"
    out.unlink(missing_ok=True)
    export_table(session_of(actor(role)), workspace=served, table=table, out=out)
    return out.read_text(encoding="utf-8")


def test_readers_who_may_not_see_it_see_nothing_of_it_at_once_and_its_own_agency_does(
    served: Workspace, tmp_path: Path
) -> None:
    record_id, child = record_of(served), wren(served)
    addresses = [
        reverse(name, args=[child]) for name in ("person", "person_chronology", "person_patterns", "person_deadlines")
    ]
    worker, officer = client_of(actor("practitioner")), client_of(actor("senior_officer"))
    before = "".join(worker.get(one, follow=True).content.decode() for one in addresses)
    assert record_id in ids_on(before)
    assert worker.get(reverse("record", args=[record_id])).status_code == 200
    restriction_id = restricted(record_id)
    after = "".join(worker.get(one, follow=True).content.decode() for one in addresses)
    assert record_id not in after
    assert worker.get(reverse("record", args=[record_id])).status_code == 404
    own = officer.get(reverse("record", args=[record_id]))
    assert own.status_code == 200 and "restricts this record until" in own.content.decode()
    for table in ("records", "mentions", "chronology"):
        with_role = {role: exported(tmp_path, served, role, table) for role in ("reviewer", "analyst")}
        assert record_id not in with_role["reviewer"] and record_id in with_role["analyst"], table
    decide(restriction_id, K.LIFTED, letter=LetterTo("other", names=("Lantern Otherwise",)))
    again = "".join(worker.get(one, follow=True).content.decode() for one in addresses)
    assert ids_on(again) == ids_on(before)


def test_a_restricted_concern_is_shown_to_its_author_and_its_own_agency_alone(served: Workspace) -> None:
    record_id, child = record_of(served), wren(served)
    author, worker, officer = worried.actor("omar", "practitioner", "police"), actor("practitioner"), actor("analyst")
    concern_id = enter(author, about=child, seen_heard="She spoke of lantern-77.")
    Concern.objects.filter(pk=concern_id).update(record_id=record_id)  # as after an update took it in
    add_comment(session_of(author), owner="concern", owner_id=concern_id, words="lantern-77 again, from the desk")
    addresses = [reverse("concern", args=[concern_id]), reverse("concerns"), reverse("person_chronology", args=[child])]

    def read(who: Actor) -> tuple[list[int], str]:
        answers = [client_of(who).get(one, follow=True) for one in addresses]
        return [one.status_code for one in answers], "".join(one.content.decode() for one in answers)

    statuses, page = read(worker)
    assert statuses == [200, 200, 200] and "lantern-77" in page and concern_id in page
    restriction_id = restricted(record_id)
    statuses, page = read(worker)
    assert statuses == [404, 200, 200] and "lantern-77" not in page
    assert not list_comments(session_of(worker), owner="concern", owner_id=concern_id).lines
    assert list_additions(session_of(worker), record_ids=[record_id]) == {}
    assert not seen_records(session_of(worker), record_ids=[record_id])
    for who in (author, officer):
        statuses, page = read(who)
        assert statuses[0] == 200 and "lantern-77" in page
    decide(restriction_id, K.LIFTED, letter=LetterTo("other", names=("Lantern Otherwise",)))
    assert read(worker)[0] == [200, 200, 200]


def test_every_table_that_tells_of_a_record_is_covered(served: Workspace) -> None:
    named = dict(conditions_of_restricted())
    assert set(named) == IN_RECORD | OTHERWISE.keys() | RESTATED.keys() | RESTING.keys()


def newest(served: Workspace) -> Snapshot:
    (folder,) = served.snapshots.iterdir()
    return Snapshot(folder.name, folder)


def told(served: Workspace, restricted_ids: frozenset[str]) -> dict[str, set[tuple[Any, ...]]]:
    """What pages say of Wren from many records together, where a reader may not see some of them."""
    child = wren(served)
    with open_store(newest(served).serve_file, restricted=restricted_ids) as store:
        said, months = store.said(person_ids=[child], sight=WHOLE), store.entry_counts(person_id=child, sight=WHOLE)
        return {
            "said": {(row["organisation"], row["what"], row["value"], row["records"], row["last_on"]) for row in said},
            "newest": {(row["record_id"],) for row in said},
            "months": {(row["agency"], row["kind"], row["month"], row["entries"]) for row in months},
            "names": {(word,) for word in store.name_words_of(person_ids=[child], sight=WHOLE).get(child, ())},
        }


def of_others(served: Workspace, record_id: str) -> set[tuple[Any, ...]]:
    """The names that all other records say of Wren, with how many say each and when last; and how many there are."""
    child = wren(served)
    people = (
        "FROM mention JOIN resolved USING (mention_id) JOIN agency_record AS r USING (record_id) "
        f"WHERE person_id = '{child}' AND r.latest AND record_id <> '{record_id}' "
        "AND NOT list_contains(r.markings, 'SEALED IDENTITY')"
    )
    counted = "count(DISTINCT record_id), CAST(max(mention.occurred_on) AS VARCHAR)"
    names = f"SELECT mention.organisation, 'name', name_as_written, {counted} {people} AND name_as_written <> '' GROUP BY ALL"
    records = f"SELECT mention.organisation, 'in records', '', {counted} {people} GROUP BY ALL"
    with duckdb.connect(str(newest(served).analysis), read_only=True) as connection:
        return {*connection.execute(f"{names} UNION ALL {records}").fetchall()}


def test_what_many_records_say_is_said_as_if_a_restricted_one_had_never_come(served: Workspace) -> None:
    before = told(served, frozenset())
    latest = {record_id for (record_id,) in before["newest"]}
    assert len(latest) > 2
    expected = {record_id: of_others(served, record_id) for record_id in latest}
    other_page = DuckDBEngine(newest(served).analysis, read_only=True)  # that counts words in another thread
    for record_id in latest:
        after = told(served, frozenset({record_id}))
        here = {row for row in after["said"] if row[1] in ("name", "in records")}
        assert here == expected[record_id]
        assert (record_id,) not in after["newest"]
        assert after["said"] != before["said"] and after["months"] != before["months"]
        assert sum(row[3] for row in after["months"]) == sum(row[3] for row in before["months"]) - 1
    other_page.close()


def test_what_must_be_answered_is_still_asked_and_an_update_does_not_open_it(served: Workspace) -> None:
    record_id = record_of(served)
    item = Item.objects.create(
        item_id="one", rule_id="repeat_missing", source="pattern", agency="police", ladder="police", urgency="standard",
        about="x", opened_at=NOW, worked_through=NOW, state="waiting", stage=FIRST, highest_stage=FIRST,
        answer_by=NOW,
    )  # fmt: skip
    ItemBasis.objects.create(item=item, record_id=record_id, agency="police", layout="police_missing", restricted=False)
    restriction_id = restricted(record_id)
    basis = ItemBasis.objects.get(record_id=record_id)
    assert basis.restricted and Item.objects.get(item_id="one").closed_at is None
    refresh_basis(seen=[(record_id, Visibility("police", "", "police_missing", restricted=False))])
    basis.refresh_from_db()
    assert basis.restricted
    decide(restriction_id, K.LIFTED, letter=LetterTo("other", names=("Lantern Otherwise",)))
    basis.refresh_from_db()
    assert not basis.restricted


def test_it_lists_what_had_left_and_to_whom_and_gives_each_a_notice(served: Workspace) -> None:
    record_id, worker = record_of(served), actor("practitioner").reader
    SharedRecord.objects.create(
        at="2026-11-02T09:00:00Z", audit_row=1, way="left", action="export", role=worker.role, username=worker.username,
        to_agency=worker.agency, record_id=hash_id(record_id), from_agency="police",
    )  # fmt: skip
    restriction_id = restricted(record_id)
    page = read_restriction(session_of(actor("information_governance")), restriction_id=restriction_id)
    assert [(one.username, one.has_file) for one in page.left] == [(worker.username, True)]
    notice = CorrectionEntry.objects.notices().get()
    assert (notice.entry_id, notice.word, notice.recipients[0][0]) == (
        page.correction_id, "restricted", worker.username,
    )  # fmt: skip
    assert Item.objects.filter(source="correction_notice", closed_at=None).exists()


def test_on_its_day_it_is_decided_and_not_lifted_by_itself(served: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    record_id = record_of(served)
    restriction_id = restricted(record_id)
    run_tick(house_session(), now="2027-01-11T23:59:59Z")
    assert not Item.objects.filter(source="restriction_ends").exists()
    set_clock(monkeypatch, "2027-02-12T09:00:00Z")
    run_tick(house_session(), now="2027-02-12T09:00:00Z")
    item = Item.objects.get(source="restriction_ends")
    assert item.about_id == restriction_id and Step.objects.filter(item=item).count() > 1
    worker = client_of(actor("practitioner"))
    assert worker.get(reverse("record", args=[record_id])).status_code == 404
    decide(restriction_id, K.LONGER, until_on=date(2027, 3, 12))
    item.refresh_from_db()
    assert item.closed_at
    with pytest.raises(Usage, match="who the letter"):
        decide(restriction_id, K.LIFTED)
    decide(restriction_id, K.LIFTED, letter=LetterTo("other", names=("Lantern Otherwise",)))
    with pytest.raises(Refused, match="lifted already"):
        decide(restriction_id, K.LONGER, until_on=date(2027, 3, 12))


def test_only_governance_of_its_agency_restricts_it_once_and_until_a_day(served: Workspace) -> None:
    record_id = record_of(served)
    for role in ("practitioner", "manager", "senior_officer", "analyst", "operator"):
        with pytest.raises((Refused, NotHere)):
            restrict_record(session_of(actor(role)), restriction=NewRestriction(record_id, "accuracy", UNTIL, WHY))
    Account.objects.create(username="ig_health", role="information_governance", agency="health", organisation="")
    other = session_of(actor_for_username("ig_health"))
    with pytest.raises(Refused):
        restrict_record(other, restriction=NewRestriction(record_id, "accuracy", UNTIL, WHY))
    for reason, day in (
        ("", UNTIL),
        ("accuracy", None),
        ("accuracy", date(2026, 12, 11)),
        ("accuracy", date(2028, 1, 1)),
    ):
        with pytest.raises(Usage):
            new = NewRestriction(record_id, reason, day, WHY)
            restrict_record(session_of(actor("information_governance")), restriction=new)
    restriction_id = restricted(record_id)
    with pytest.raises(Refused, match="restricted already"):
        restricted(record_id)
    with pytest.raises(NotHere):
        read_restriction(other, restriction_id=restriction_id)
    for table in (Decision, AuditEntry, Item):
        assert "solicitor" not in repr(list(table.objects.values()))


def test_emergency_access_shows_it(served: Workspace) -> None:
    record_id, session = record_of(served), session_of(actor("practitioner"))
    assert record_id not in {row["record_id"] for row in find_restricted(session, person_id=wren(served))}
    restricted(record_id)
    opened = find_restricted(session_of(actor("practitioner")), person_id=wren(served))
    assert record_id in {row["record_id"] for row in opened}


def test_it_is_worked_on_pages(served: Workspace) -> None:
    record_id, ig = record_of(served), client_of(actor("information_governance"))
    assert reverse("restrict", args=[record_id]) in ig.get(reverse("record", args=[record_id])).content.decode()
    day = {"until_on_day": "11", "until_on_month": "1", "until_on_year": "2027"}
    answer = ig.post(reverse("restrict", args=[record_id]), {"reason": "accuracy", "words": WHY, **day})
    page = ig.get(answer["Location"]).content.decode()
    assert "Restrict it for longer" in page and "Readers of other agencies who had seen it before" in page
    (restriction_id,) = re.findall(r"/restrictions/([0-9a-z]+)/$", answer["Location"])
    lift = reverse("restriction_decide", args=[restriction_id, "lifted"])
    assert ig.post(lift, {"words": WHY}).status_code == 400
    assert (
        "Restriction lifted"
        in ig.post(lift, {"words": WHY, "letter": "other", "names": "Lantern Otherwise"}, follow=True).content.decode()
    )
    assert "Lifted" in ig.get(reverse("restrictions")).content.decode()
